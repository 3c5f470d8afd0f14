"""Lists whose items have no markers. All contract wording is invented."""

import pytest

from contractscan.model import BlockKind, Source
from contractscan.reading.raw import RawBlock, RawPage
from contractscan.reading.structure import build_document

SOURCE = Source.of("synthetic.txt", b"synthetic")


def stems(*lines):
    """For each line the number of the line that introduces it, or None."""
    made = build_document(SOURCE, [RawBlock(text=line) for line in lines], [RawPage(number=1)], reader="test")
    return [block.stem for block in made.blocks]


def test_lines_with_semicolons_below_a_colon_are_its_items():
    assert stems(
        "In the event of an incident the Host shall without delay:",
        "inform the Municipality of it;",
        "limit its effects; and",
        "Keep a record of what happened.",
        "The Host bears its own costs.",
    ) == [None, 0, 0, 0, None]


def test_numbered_lines_below_a_colon_are_its_items():
    made = build_document(
        SOURCE,
        [
            RawBlock(text="The Host shall help the Municipality with:"),
            RawBlock(text="9.2.1 the duty to assess the consequences;"),
            RawBlock(text="9.2.2 the duty to consult the authority."),
        ],
        [RawPage(number=1)],
        reader="test",
    )
    assert [block.stem for block in made.blocks] == [None, 0, 0]
    assert {block.kind for block in made.blocks[1:]} == {BlockKind.ITEM}


def test_swedish_items():
    assert stems("Leverantören ska:", "radera kopiorna, samt", "intyga detta skriftligen.") == [None, 0, 0]


@pytest.mark.parametrize(
    "lines",
    [
        ("The address is:", "Hamngatan 4.", "The fee is due in advance."),
        ("The parties agree as follows:", "The Host shall store the data;", "The fee is due."),
        ("The Host stores the data.", "It keeps them in Luleå;", "it makes copies."),
        ("Contact:", "The Host; see also the annex.", "The fee is due."),
    ],
    ids=["no separator", "preamble", "no colon", "semicolon inside"],
)
def test_other_lines_are_no_items(lines):
    assert stems(*lines) == [None] * len(lines)


def test_list_ends_where_the_separators_end():
    assert stems("The Host shall:", "store the data;", "encrypt them.", "The fee is due.") == [None, 0, 0, None]


def test_lines_in_small_letters_complete_a_sentence_that_breaks_off():
    assert stems(
        "The Host will help the Municipality to meet its duties",
        "to keep the data secure",
        "to report incidents to the authority",
        "The Host bears its own costs.",
    ) == [None, 0, 0, None]


def test_a_torn_sentence_is_read_as_one():
    lines = ("The Host will help the Municipality with its", "duties under the law.", "The fee is due.")
    assert stems(*lines) == [None, 0, None]


def test_the_list_ends_with_the_line_that_ends_the_sentence():
    assert stems("The Host stores these kinds of data", "names.", "eHost is a trademark of the Host.") == [
        None,
        0,
        None,
    ]


def test_a_few_words_introduce_nothing():
    assert stems("Our address", "in Luleå is new.") == [None, None]


def test_a_finished_sentence_has_no_items():
    assert stems("The Host stores the data.", "eHost is a trademark.", "iHost is another.") == [None] * 3
