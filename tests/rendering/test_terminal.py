from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len

from contractscan.hookspecs import RenderOptions
from contractscan.rendering.terminal import TerminalRenderer


def shown(assessment, **options) -> str:
    out = io.BytesIO()
    TerminalRenderer().render(assessment, out, RenderOptions(**options))
    return out.getvalue().decode("utf-8")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", ["assessment", "hostile_assessment"])
def test_no_line_is_wider_than_the_terminal(name, width, request):
    lines = shown(request.getfixturevalue(name), width=width).splitlines()

    assert max(map(cell_len, lines)) <= width


def test_without_colour_nothing_but_words_is_written_even_where_the_environment_asks(assessment, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "300")

    text = shown(assessment, colour=False)

    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_with_colour_the_words_are_the_same(assessment):
    coloured = shown(assessment, colour=True)

    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == shown(assessment, colour=False)


@pytest.mark.parametrize("colour", [False, True])
def test_contract_text_cannot_steer_the_terminal(hostile_assessment, colour):
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown(hostile_assessment, colour=colour))

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "[bold]rich[/bold]" in re.sub(r"\s+", " ", text)
    assert "␛[31mred" in text


def test_gap_says_what_was_searched_and_what_came_nearest(assessment):
    text = re.sub(r"\s+", " ", shown(assessment, language="sv"))

    assert "EXI-02 Inte funnet · Kritisk · Författning" in text
    assert "”Kunden ska själv säkerställa att data är raderade.”" in text
    assert "Närmast: Huvudavtal.pdf · s. 1 · 9 Avslut: ordalydelsen binder någon annan" in text
    assert "Sökt i 123 textställen på 4 sidor i 2 handlingar" in text
    assert "Inte läst: Bilaga 1.pdf, s. 2." in text


def test_own_policy_is_not_presented_as_statute(assessment):
    text = shown(assessment, language="en")

    assert "EXI-03  Cannot be assessed · Low · Own policy" in text
    assert "LOC-02  Adverse to the customer · Critical · Statute" in text


def test_accepted_deviation_is_shown_and_not_hidden(assessment):
    text = re.sub(r"\s+", " ", shown(assessment, language="sv"))

    assert "Godtagen avvikelse: Godtas under pilotåret. (Kommunstyrelsen, 2026-10-01)" in text
