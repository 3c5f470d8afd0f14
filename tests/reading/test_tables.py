"""Header rows of tables that do not mark them."""

import pytest

from contractscan.model import BlockKind, Source
from contractscan.reading.parts import join_cells
from contractscan.reading.raw import RawBlock, RawPage, RawTable
from contractscan.reading.structure import build_document


def table(rows, *, bold=(), has_header=None):
    blocks, places = [], []
    for number, cells in enumerate(rows):
        text, offsets = join_cells(cells)
        blocks.append(RawBlock(text=text, kind=BlockKind.ROW, bold=number in bold))
        places.append((number, offsets))
    raw = RawTable(rows=tuple(places), has_header=has_header)
    doc = build_document(Source.of("x", b""), blocks, [RawPage(number=1)], tables=[raw], reader="test")
    return doc, doc.tables[0]


@pytest.mark.parametrize(
    ("rows", "bold", "header"),
    [
        ([["Name", "Country"], ["Acme AB", "Sweden"]], (), True),
        ([["Underbiträde", "Ändamål", "Land"], ["Acme AB", "drift", "Sverige"]], (), True),
        ([["Availability", "Credit"], ["99.9 %", "5 %"], ["99 %", "10 %"]], (), True),
        ([["Acme AB", "Sweden"], ["Beta AB", "Norway"]], (), False),
        ([["Alpha", "Beta"], ["one", "two"]], (0,), True),
        ([["Alpha", "Beta"], ["one", "two"]], (0, 1), False),
        ([["99.9 %", "5 %"], ["99 %", "10 %"]], (0,), False),
        ([["Name", "Country"]], (), False),
        ([["Name", ""], ["Acme", "Sweden"]], (), False),
        ([["The name of each company is given.", "Country"], ["Acme", "Sweden"]], (), False),
    ],
)
def test_header(rows, bold, header):
    _, found = table(rows, bold=bold)
    assert bool(found.header) is header
    assert len(found.rows) == len(rows) - header


def test_the_format_has_the_last_word():
    assert not table([["Name", "Country"], ["Acme", "Sweden"]], has_header=False)[1].header
    assert table([["Acme", "Sweden"], ["Beta", "Norway"]], has_header=True)[1].header


def test_cells_hold_their_words_and_columns():
    doc, found = table([["Name", "", "Place"], ["Acme | Co", "x", ""]], has_header=True)
    assert [(doc.quote(cell.span), cell.column) for cell in found.header] == [("Name", 0), ("", 1), ("Place", 2)]
    assert [doc.quote(cell.span) for cell in found.rows[0]] == ["Acme | Co", "x", ""]
