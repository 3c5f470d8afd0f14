from __future__ import annotations

import io
import re

import pytest
from markdown_it import MarkdownIt

from contractscan.hookspecs import RenderOptions
from contractscan.rendering.markdown import MarkdownRenderer, escaped


def written(assessment, language="sv") -> str:
    out = io.BytesIO()
    MarkdownRenderer().render(assessment, out, RenderOptions(language=language))
    return out.getvalue().decode("utf-8")


def tokens_of(text: str):
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    return [inner for token in parser.parse(text) for inner in (token, *(token.children or ()))]


def test_tables_have_the_same_number_of_cells_in_every_line(assessment, hostile_assessment):
    for case in (assessment, hostile_assessment):
        counts, cells = [], 0
        for token in tokens_of(written(case)):
            if token.type == "tr_open":
                cells = 0
            elif token.type in ("td_open", "th_open"):
                cells += 1
            elif token.type == "tr_close":
                counts.append(cells)
        assert set(counts) == {7, 5}


def test_contract_text_is_nothing_but_text(hostile_assessment):
    text = written(hostile_assessment)
    tokens = tokens_of(text)

    assert not [token for token in tokens if token.type in ("link_open", "image", "html_block", "html_inline")]
    assert not [token for token in tokens if token.type == "code_inline" and len(token.content) != 64]
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\x00")
    shown = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
    assert "<script>window.pwned=1</script>" in shown
    assert "{{7*7}}" in shown


@pytest.mark.parametrize(
    "words",
    [
        "# title",
        "- item",
        "+ item",
        "1. item",
        "12) item",
        "=====",
        "---",
        "> quote",
        "a | b",
        "*a* _b_ ~~c~~",
        "`a`",
        "[a](b)",
        "![a](b)",
        "<b>",
        "&amp;",
        "https://evil.example",
        "www.evil.example",
        "a@evil.example",
        "\\*a*",
        "$x$",
    ],
)
def test_escaped_words_are_shown_as_they_are(words):
    parser = MarkdownIt("commonmark", {"html": True})
    parser.enable(["table", "strikethrough"])
    tokens = parser.parse(escaped(words))

    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children) == words
    assert {child.type for child in tokens[1].children} <= {"text", "text_special"}
    assert not re.search(r"(?i)(https?|mailto|xmpp):\S|\bwww\.|(?<!\\)@", escaped(words))


@pytest.mark.parametrize(("language", "head"), [("sv", "Till nackdel för kunden"), ("en", "Adverse to the customer")])
def test_report_names_verdict_reason_and_place(assessment, language, head):
    shown = "".join(
        token.content for token in tokens_of(written(assessment, language)) if token.type in ("text", "text_special")
    )

    assert head in shown
    assert "Leverantören får flytta data till annan ort efter eget val." in shown
    assert "Huvudavtal.pdf" in shown
