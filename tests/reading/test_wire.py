"""Documents between the processes: what arrives is what was sent, and damage is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractscan.errors import UnreadableError
from contractscan.model import BlockKind, Problem, Source, Span, Stage, TextOrigin
from contractscan.reading import wire
from contractscan.reading.raw import RawBlock, RawPage, RawTable
from contractscan.reading.structure import build_document

SOURCE = Source.of("synthetic.txt", b"bytes", "text/plain")


def document():
    blocks = [
        RawBlock(text="1. Definitions", page=1),
        RawBlock(text='1.1 "Ängd" means all data 🙂.', page=1, page_breaks=((8, 2),)),
        RawBlock(text="The Supplier shall:", page=2),
        RawBlock(text="(a) report.", page=2),
        RawBlock(text="Name | Country", kind=BlockKind.ROW, page=2),
        RawBlock(text="Acme | Sweden", kind=BlockKind.ROW, page=2),
    ]
    pages = [
        RawPage(number=1, width=595, height=842, margins=("Header",)),
        RawPage(number=2, text_origin=TextOrigin.OCR),
        RawPage(number=3, text_origin=TextOrigin.NONE, blank=True),
    ]
    table = RawTable(rows=((4, ((0, 4), (7, 14))), (5, ((0, 4), (7, 13)))), has_header=True)
    problem = Problem(stage=Stage.READING, component="test", message="m", page=3, span=Span(0, 2), loses_text=True)
    return build_document(
        SOURCE, blocks, pages, tables=[table], reader="test", title="T", links=["https://a.example"], problems=[problem]
    )


def test_a_document_arrives_as_it_was_sent():
    sent = document()
    assert sent.definitions
    assert sent.tables
    arrived = wire.decode(wire.encode(sent), SOURCE)
    assert arrived == sent
    assert arrived.source.data == b"bytes"


ENCODED = wire.encode(document())


@given(st.integers(0, len(ENCODED) - 1), st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_a_changed_byte_is_found_or_harmless(place, value):
    data = bytearray(ENCODED)
    data[place] = value
    try:
        arrived = wire.decode(bytes(data), SOURCE)
    except UnreadableError:
        return
    for block in arrived.blocks:
        assert arrived.quote(block.span) is not None
        assert block.section is None or block.section < len(arrived.sections)


@pytest.mark.parametrize("cut", [0, 3, 11, 40, len(ENCODED) // 2])
def test_a_message_cut_off_is_refused(cut):
    with pytest.raises(UnreadableError, match="damaged result"):
        wire.decode(ENCODED[:cut], SOURCE)


def test_a_block_cannot_name_a_later_block_as_its_stem():
    data = ENCODED.replace(b'"(a)",1,2,', b'"(a)",1,5,')
    assert data != ENCODED
    with pytest.raises(UnreadableError):
        wire.decode(data, SOURCE)
