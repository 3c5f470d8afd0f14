"""The pattern language's parser."""

import pytest

from contractscan.errors import DefinitionError
from contractscan.patterns.language import Choice, Gap, Phrase, Vocabulary, Word, parse


def test_parts_and_elements():
    pattern = parse('{vendor} shall ..8.. (notify | inform)? {customer:who} & not "annual report"')
    first, second = pattern.parts
    assert [type(element) for element in first.sequence.elements] == [Vocabulary, Word, Gap, Choice, Vocabulary]
    assert first.sequence.elements[2] == Gap(8)
    assert first.sequence.elements[4] == Vocabulary("customer", "who")
    assert second.forbidden
    assert second.sequence.elements == (Phrase("annual report"),)


def test_not_is_a_word_inside_a_part():
    assert parse("shall not disclose").parts[0].sequence.elements[1] == Word("not")


@pytest.mark.parametrize(
    ("source", "column", "words"),
    [
        ("", 1, "empty"),
        ("(a | b", 1, "not closed"),
        ("... b", 1, "both sides"),
        ("a ..90.. b", 3, "at most 60"),
        ("a {Vendor}", 3, "small letters"),
        ("a *", 3, "lone"),
        ("(a)? ", 1, "no word"),
        ("see {customer}? now", 15, "stands behind brackets"),
        ("see laws? now", 9, "stands behind brackets"),
    ],
)
def test_mistakes_are_shown_where_they_are(source, column, words):
    with pytest.raises(DefinitionError) as caught:
        parse(source, file="x.yaml", line=3)
    assert caught.value.column == column
    assert words in caught.value.message
