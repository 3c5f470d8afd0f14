"""Where sentences end."""

from __future__ import annotations

import pytest

from contractscan.analysis import split_sentences
from contractscan.model import Span


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Fjordbyte is listed under the EU-U.S. Privacy Shield. It renews this yearly.", 2),
        ("Data is kept in the U.S. Eastern region.", 1),
        ("Leverantören följer bl.a. Dataskyddsförordningen.", 1),
        ("The vendor stores data. The customer pays.", 2),
    ],
)
def test_dotted_initials_do_not_end_a_sentence(text: str, sentences: int) -> None:
    assert len(split_sentences(text, Span(0, len(text)))) == sentences
