from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from contractscan.hookspecs import RenderOptions
from contractscan.rendering.docx import DocxRenderer


def written(assessment, language="sv") -> bytes:
    out = io.BytesIO()
    DocxRenderer().render(assessment, out, RenderOptions(language=language))
    return out.getvalue()


def opened(assessment, language="sv"):
    return Document(io.BytesIO(written(assessment, language)))


def words_of(document) -> str:
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in document.element.iter(qn("w:p"))
    )


def test_headings_carry_the_whole_report_in_order(assessment):
    document = opened(assessment)

    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Sammanfattning",
        "Kravöversikt",
        "Kraven ett för ett",
        "Förteckning över belägg",
        "Faktablad",
        "Beslut om avvikelser",
        "Metod, versioner och kontrollsummor",
        "Bilaga: frågor till leverantören",
    ]


def test_table_of_contents_links_to_every_heading_it_names(assessment):
    document = opened(assessment)
    entries = [
        p for p in document.element.iter(qn("w:p")) if p.find(f".//{qn('w:pStyle')}[@{qn('w:val')}='TOC1']") is not None
    ]
    bookmarks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]

    assert len(entries) == 8
    assert links
    assert set(links) <= bookmarks
    assert len(bookmarks) == len(list(document.element.iter(qn("w:bookmarkStart"))))


def test_every_table_repeats_its_header_and_keeps_its_rows_whole(assessment):
    for table in opened(assessment).tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)


def test_looks_come_from_styles_that_exist_and_not_from_direct_formatting(assessment, hostile_assessment):
    for case in (assessment, hostile_assessment):
        archive = zipfile.ZipFile(io.BytesIO(written(case)))
        document = etree.fromstring(archive.read("word/document.xml"))
        styles = {
            node.get(qn("w:styleId")) for node in etree.fromstring(archive.read("word/styles.xml")).iter(qn("w:style"))
        }
        used = {
            node.get(qn("w:val")) for tag in ("pStyle", "rStyle", "tblStyle") for node in document.iter(qn(f"w:{tag}"))
        }

        assert used <= styles
        allowed = {qn("w:rStyle"), qn("w:lang")}
        assert {child.tag for properties in document.iter(qn("w:rPr")) for child in properties} <= allowed


def test_quotes_are_marked_with_the_contract_s_language_and_the_rest_with_the_report_s(assessment):
    archive = zipfile.ZipFile(io.BytesIO(written(assessment, "en")))
    document = etree.fromstring(archive.read("word/document.xml"))

    assert b'w:lang w:val="en-GB"' in archive.read("word/styles.xml")
    quoted = [node for node in document.iter(qn("w:r")) if "inom 30 dagar" in "".join(node.itertext())]
    assert quoted[0].find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "sv-SE"


def test_letter_asks_one_question_for_every_open_gap_and_unassessed_point(assessment):
    document = opened(assessment)
    questions = [p.text for p in document.paragraphs if p.style.name == "List Number"]

    assert [re.search(r"\((\S+)\)$", text)[1] for text in questions] == ["EXI-02", "EXI-03", "LOC-02"]


def test_decision_is_printed_and_the_others_have_room(assessment):
    table = next(table for table in opened(assessment).tables if table.style.name == "Form Table")
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]

    assert [row[0].split()[0] for row in rows] == ["EXI-02", "LOC-02", "LOC-01"]
    assert rows[0][1:] == ["", "", "", ""]
    assert rows[2][1:] == ["Godtagen avvikelse", "Godtas under pilotåret.", "Kommunstyrelsen, 2026-10-01", "2027-10-01"]


def test_hostile_words_become_text_and_nothing_else(hostile_assessment):
    data = written(hostile_assessment)
    archive = zipfile.ZipFile(io.BytesIO(data))
    words = words_of(Document(io.BytesIO(data)))

    assert "<script>window.pwned=1</script>" in words
    assert "<!ENTITY x SYSTEM" in words
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe]", words)
    for name in archive.namelist():
        assert b"<!DOCTYPE" not in archive.read(name)
        assert b'TargetMode="External"' not in archive.read(name)
    instructions = {node.text.split()[0] for node in Document(io.BytesIO(data)).element.iter(qn("w:instrText"))}
    assert instructions <= {"TOC", "PAGE", "NUMPAGES"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_same_assessment_gives_the_same_bytes_without_a_date(assessment, language):
    data = written(assessment, language)

    assert data == written(assessment, language)
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"dcterms" not in zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")
