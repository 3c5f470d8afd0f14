from __future__ import annotations

import csv
import io

import pytest

from contractscan.hookspecs import RenderOptions
from contractscan.rendering.csv import CsvRenderer


def lines_of(assessment, language) -> list[list[str]]:
    out = io.BytesIO()
    CsvRenderer().render(assessment, out, RenderOptions(language=language))
    text = out.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if language == "sv" else ",", strict=True))


@pytest.mark.parametrize(
    ("language", "verdict"), [("sv", "Till nackdel för kunden"), ("en", "Adverse to the customer")]
)
def test_one_line_per_requirement_with_its_verdict_and_evidence(assessment, language, verdict):
    head, *lines = lines_of(assessment, language)
    found = {line[0]: dict(zip(head, line, strict=True)) for line in lines}

    assert list(found) == ["EXI-01", "EXI-02", "EXI-03", "LOC-01", "LOC-02", "LOC-03"]
    assert list(found["LOC-02"].values())[3] == verdict
    assert "Leverantören får flytta data till annan ort efter eget val." in found["LOC-02"].values()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_contract_text_is_never_a_formula_and_never_breaks_the_table(hostile_assessment, language):
    head, *lines = lines_of(hostile_assessment, language)

    assert {len(line) for line in lines} == {len(head)}
    cells = [cell for line in lines for cell in line if cell]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r\n"]
    assert not [cell for cell in cells if set(cell) & set("\x1b\x00\u202e\r\n")]
