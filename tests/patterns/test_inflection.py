"""Inflected forms of the words in patterns."""

import pytest

from contractscan.patterns.inflection import inflected, swedish


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("lämnar", ("lämna",)),
        ("radera", ("raderar",)),
        ("generell", ("generellt", "generella")),
        ("skriftliga", ("skriftlig", "skriftligt")),
        ("skriftligt", ("skriftlig", "skriftliga")),
        ("får", ()),
        ("avtal", ()),
    ],
)
def test_swedish_forms(word, forms):
    assert swedish(word) == forms


def test_first_word_of_an_entry_is_inflected():
    assert inflected("lämnar ut", swedish) == ("lämnar ut", "lämna ut")
    assert inflected("lämn*", swedish) == ("lämn*",)
    assert inflected("EU-rätt", swedish) == ("EU-rätt",)
