"""What changed between two versions."""

from hypothesis import given
from hypothesis import strategies as st

from contractscan.portfolio.alignment import Kind, Passage, align, redline


def passages(*texts):
    return [
        Passage(text=text, document="d", page=1, section="", start=number * 100, end=number * 100 + 1)
        for number, text in enumerate(texts)
    ]


A = "1.1 The supplier stores the data in Sweden."
B = "1.2 The customer may export its data within 30 days."
C = "1.3 The supplier tells the customer of every breach within 24 hours."


def test_nothing_changed():
    result = align(passages(A, B, C), passages(A, B, C))
    assert (result.changes, result.unchanged, result.moved) == ((), 3, 0)


def test_moved_and_renumbered_text_is_no_change():
    result = align(passages(A, B, C), passages(C.replace("1.3", "1.1"), A.replace("1.1", "1.2"), B))
    assert (result.changes, result.moved) == ((), 1)


def test_a_changed_number_is_a_rewording():
    (change,) = align(passages(A, B, C), passages(A, B.replace("30", "10"), C)).changes
    assert change.kind is Kind.REWORDED
    pieces = redline(change.old.text, change.new.text)
    assert [(p.kind, p.text.strip()) for p in pieces if p.kind != "same"] == [("old", "30"), ("new", "10")]


def test_added_and_removed_in_their_places():
    changes = align(passages(A, B), passages(A, "Disputes are settled by the courts of Umeå.")).changes
    assert [(change.kind, (change.new or change.old).text) for change in changes] == [
        (Kind.REMOVED, B), (Kind.ADDED, "Disputes are settled by the courts of Umeå."),
    ]  # fmt: skip


def test_a_repeated_sentence_is_lost_once():
    result = align(passages(A, B, A), passages(A, B))
    assert [change.kind for change in result.changes] == [Kind.REMOVED]


TEXTS = st.lists(st.sampled_from([A, B, C, "x", "y z", "1. Heading"]), max_size=8)


@given(TEXTS, TEXTS)
def test_every_passage_is_accounted_for_once(old, new):
    result = align(passages(*old), passages(*new))
    kinds = [change.kind for change in result.changes]
    stayed = result.unchanged + result.moved + kinds.count(Kind.REWORDED)
    assert stayed + kinds.count(Kind.REMOVED) == len(old)
    assert stayed + kinds.count(Kind.ADDED) == len(new)


@given(st.text(alphabet="ab c"), st.text(alphabet="ab c"))
def test_a_redline_gives_back_both_texts(old, new):
    pieces = redline(old, new)
    assert "".join(p.text for p in pieces if p.kind != "old").split() == new.split()
    assert [w for p in pieces if p.kind != "new" for w in p.text.split()] == old.split()


def test_other_quotation_marks_dashes_and_broken_words_are_no_change():
    old = passages("The customer’s “data” – all of it – goes to sub- processors.")
    new = passages('The customer\'s "data" - all of it - goes to sub-processors.')
    assert align(old, new).changes == ()


def test_empty_cells_of_a_table_are_not_shown():
    (passage,) = passages(" |  |  | Start date |  | 1 May |  |  |")
    assert passage.shown == "Start date | 1 May"
