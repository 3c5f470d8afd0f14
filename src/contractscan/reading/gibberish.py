"""Whether words are a text or gibberish: text layers whose codes stand for other letters than those that are shown.

Such a layer has as many "words" as the page, so that counting them tells nothing. Two things together give it away: it
has no function words of any language that we know, and its letters are not those of a language: they are as frequent
as in none, or figures and capitals stand inside words. A list of names or figures has no function words either, but
letters like any text; a language that we do not know, likewise. Other scripts are left alone.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from contractscan.reading.language import weigh

_STRETCH = 60
"""Words that are judged together: a page may be gibberish in part."""
_ENOUGH = 20
"""Different words with letters from which a judgement is possible."""
_NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LOST_SHARE = 0.1
"""Share of characters that stand for nothing."""
_FREQUENCIES = {
    "e": 12.5, "a": 8.5, "n": 7.5, "i": 7.5, "t": 7.0, "r": 7.0, "s": 7.0, "o": 6.5, "l": 4.5, "d": 4.0, "u": 3.0,
    "m": 3.0, "c": 3.0, "h": 3.0, "g": 2.5, "k": 2.5, "p": 2.0, "f": 2.0, "v": 2.0, "y": 1.5, "b": 1.5, "w": 1.0,
    "j": 0.8, "z": 0.8, "x": 0.3, "q": 0.2,
}  # fmt: skip
"""Per cent of all letters, about the mean of the languages of Europe."""
_LEAST_LIKENESS = 0.75
"""Cosine of the angle between a text's frequencies and those above; texts have 0.8 or more, gibberish about 0.6."""
_FUNCTION_SHARE = 0.04
_ODD_SHARE = 0.3
_ODD_WORD = re.compile(
    r"[a-zåäö][A-ZÅÄÖ]|[A-Za-zÅÄÖåäö]\d[A-Za-zÅÄÖåäö]|^\d[A-ZÅÄÖ]{3}|[A-Za-z][$%&*+<=>\\^|~#][A-Za-z]"
)
_COMMON = frozenset(
    [
        *("the", "of", "and", "to", "in", "or", "by", "for", "any", "with", "that", "shall"),
        *("och", "att", "av", "som", "i", "till", "den", "det", "med", "på", "är", "om", "ska", "eller", "för"),
    ]
)
_ENOUGH_COMMON = 5
"""With so many of the commonest words in one stretch it is a text, without looking any closer."""
_EDGES = "()[]{}<>.,;:!?\"'“”„»«’‘*|"


class Verdict(StrEnum):
    """What some words are."""

    TEXT = "text"
    PARTLY = "partly"
    """Text with stretches of gibberish."""
    GIBBERISH = "gibberish"
    UNKNOWN = "unknown"
    """Too few words to tell."""


def judge(words: Sequence[str]) -> Verdict:
    """Tell text from gibberish.

    Args:
        words: those of one page, in an order in which neighbours stand together.
    """
    verdicts = [_stretch(stretch) for stretch in _stretches(words)]
    bad = verdicts.count(Verdict.GIBBERISH)
    good = verdicts.count(Verdict.TEXT)
    if not bad:
        return Verdict.TEXT if good else Verdict.UNKNOWN
    return Verdict.GIBBERISH if bad >= good else Verdict.PARTLY


def _stretches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words in stretches of about the same length."""
    count = max(1, round(len(words) / _STRETCH))
    for number in range(count):
        yield words[len(words) * number // count : len(words) * (number + 1) // count]


def _stretch(words: Sequence[str]) -> Verdict:
    if len(_COMMON.intersection(words)) >= _ENOUGH_COMMON:
        return Verdict.TEXT
    text = " ".join(words)
    if len(_NO_CHARACTER.findall(text)) > _LOST_SHARE * max(1, len(text)):
        return Verdict.GIBBERISH
    lettered = [word.strip(_EDGES) for word in words if any(map(str.isalpha, word))]
    if len(set(lettered)) < _ENOUGH:
        return Verdict.UNKNOWN
    if not text.isascii():
        shown = list(filter(str.isalpha, "".join(lettered)))
        if sum(map(_is_latin, shown)) < 0.7 * len(shown):
            return Verdict.TEXT
    evidence = weigh(" ".join(lettered))
    if evidence.english + evidence.swedish + evidence.other >= _FUNCTION_SHARE * len(lettered):
        return Verdict.TEXT
    odd = sum(_ODD_WORD.search(word) is not None for word in lettered)
    letters = list(filter(str.isalpha, "".join(lettered).lower()))
    if odd >= _ODD_SHARE * len(lettered) or _likeness(letters) < _LEAST_LIKENESS:
        return Verdict.GIBBERISH
    return Verdict.TEXT


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


def _likeness(letters: Sequence[str]) -> float:
    """How much the letters are as frequent as in the languages of Europe, from 0 to 1."""
    counted = Counter(base for letter in letters for base in unicodedata.normalize("NFD", letter) if base.isalpha())
    product = sum(count * _FREQUENCIES.get(letter, 0.0) for letter, count in counted.items())
    length = math.hypot(*counted.values()) * math.hypot(*_FREQUENCIES.values())
    return product / length if length else 1.0
