from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook

from contractscan.hookspecs import RenderOptions
from contractscan.rendering.xlsx import XlsxRenderer


def written(assessment, language="sv") -> bytes:
    out = io.BytesIO()
    XlsxRenderer().render(assessment, out, RenderOptions(language=language))
    return out.getvalue()


def opened(assessment, language="sv"):
    return load_workbook(io.BytesIO(written(assessment, language)))


def records(sheet) -> list[dict[str, object]]:
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_gap_table_has_one_typed_line_per_requirement(assessment):
    gaps = {record["Id"]: record for record in records(opened(assessment)["Kravöversikt"])}

    assert list(gaps) == ["EXI-01", "EXI-02", "EXI-03", "LOC-01", "LOC-02", "LOC-03"]
    accepted = gaps["LOC-01"]
    assert (accepted["Bedömning"], accepted["Krävs av"], accepted["Sida"]) == ("Delvis uppfyllt", "Författning", 2)
    assert accepted["Gäller till"] == datetime(2027, 10, 1)
    assert gaps["EXI-03"]["Krävs av"] == "Egen policy"
    assert gaps["EXI-02"]["Citat"] is None


def test_fact_sheet_gives_lengths_of_time_as_numbers(assessment):
    facts = {record["Uppgift"]: record for record in records(opened(assessment)["Faktablad"])}

    assert facts["Tid för utlämning"]["Tal"] == 30
    assert facts["Tid för utlämning"]["Innehåll"] == "30 dagar"
    assert facts["Region"]["Tal"] is None


def test_lists_have_filters_and_frozen_headers(assessment):
    book = opened(assessment)

    for name in (
        "Kravöversikt",
        "Förteckning över belägg",
        "Faktablad",
        "Frågor till leverantören",
        "Granskade handlingar",
    ):
        sheet = book[name]
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref == sheet.dimensions
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads)


def test_no_cell_is_a_formula_or_can_become_one(hostile_assessment):
    data = written(hostile_assessment)
    book = load_workbook(io.BytesIO(data))
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]

    assert any("HYPERLINK" in text for text in texts)
    assert not [text for text in texts if text[0] in "=+-@\t\r\n"]
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        part = zipfile.ZipFile(io.BytesIO(data)).read(name)
        assert not re.search(rb"<f[ >]", part), name
        assert b"TargetMode" not in part
    assert all(cell.data_type != "f" and cell.hyperlink is None for sheet in book for row in sheet for cell in row)


def test_characters_that_xml_cannot_hold_are_shown_as_stand_ins(hostile_assessment):
    texts = [
        cell.value
        for sheet in opened(hostile_assessment)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s"
    ]

    assert any("␛[31mred" in text for text in texts)
    assert not [text for text in texts if re.search("[\x00-\x08\x0b-\x1f\u202e\ufffe]", text)]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_same_assessment_gives_the_same_bytes_without_a_date(assessment, language):
    data = written(assessment, language)

    assert data == written(assessment, language)
    assert b"dcterms:modified" not in zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
