"""Words and their normal form."""

from hypothesis import given
from hypothesis import strategies as st

from contractscan.patterns import tokens


def test_hyphens_and_case_do_not_matter():
    assert tokens.norms("Sub-processor sub‑processor SUBPROCESSOR") == ("subprocessor",) * 3


def test_possessive_is_a_word_of_its_own():
    assert tokens.norms("the Supplier’s data") == ("the", "supplier", "'s", "data")


def test_contracted_verbs_are_words_of_their_own():
    assert tokens.norms("We'll, you’re, they've, won't") == (
        "we", "'ll", ",", "you", "'re", ",", "they", "'ve", ",", "won't",
    )  # fmt: skip
    assert tokens.norms("'ll") == ("'ll",)


def test_figures_and_addresses_stay_whole():
    assert tokens.norms("1,500.50 (see https://example.invalid/a-b?c=1).") == (
        "1,500.50", "(", "see", "https://example.invalid/ab?c=1", ")", ".",
    )  # fmt: skip


def test_swedish_compounds():
    assert tokens.norms("EES-området, 30-dagars frist") == ("eesområdet", ",", "30", "-", "dagars", "frist")


@given(st.text())
def test_words_lie_in_order_inside_the_text(text):
    end = 0
    for start, stop in tokens.split(text):
        assert end <= start < stop <= len(text)
        end = stop


def test_pieces_of_a_word_with_hyphens():
    assert [("impact-assessment"[a:b]) for a, b in tokens.pieces("impact-assessment")] == ["impact", "assessment"]
    assert tokens.pieces("word") == [(0, 4)]
    assert tokens.pieces("-a-") == [(1, 2)]
