"""Words and their normal form, the same for contracts, patterns and vocabularies.

A word is a run of letters and digits with inner hyphens and apostrophes ("sub-processor", "30-dagars"); figures keep
their separators; every other character stands alone. The normal form is lower case without hyphens, so that
"sub-processor" and "subprocessor" are one word. Where no pattern knows the word so joined, as in "impact-assessment
duties", a text's reader takes its `pieces` for words instead.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(
    r"['’](?:ll|re|ve)(?![^\W\d_])|(?:https?://|www\.|(?:[^\W_][\w-]*\.)+[a-z]{2,}/)[^\s<>\"”“)\]]+|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:[-‐‑–'’][^\W\d_]+|\d+)*|\w+|[^\w\s]"
)
ADDRESS = re.compile(r"https?://|www\.|(?:[^\W_][\w-]*\.)+[a-z]{2,}/")
"""How an address begins; without "https://" it needs a path, as "norr.example" alone may be a name."""
_CONTRACTIONS = frozenset(("ll", "re", "ve"))
"""Of "we'll" and "you've", so that the party is a word of its own."""
_HYPHENS = re.compile(r"[-‐‑–­]")
_SEEN_HYPHENS = re.compile(r"[-‐‑–]")


def split(text: str) -> list[tuple[int, int]]:
    """Start and end offsets of the words of `text`."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start < 3:
            found.append((start, end))
        elif end - start > 3 and text[end - 3] in "'’" and text[end - 2 : end].lower() in _CONTRACTIONS:
            found += [(start, end - 3), (end - 3, end)]
        elif text[end - 2] in "'’" and text[end - 1] in "sS":
            found += [(start, end - 2), (end - 2, end)]
        else:
            found.append((start, end))
    return found


def pieces(word: str) -> list[tuple[int, int]]:
    """Start and end offsets of the parts of a word that hyphens join; one for a word without."""
    cuts = [-1, *(match.start() for match in _SEEN_HYPHENS.finditer(word)), len(word)]
    return [(left + 1, right) for left, right in pairwise(cuts) if right > left + 1]


@lru_cache(maxsize=65_536)
def norm(word: str) -> str:
    """The normal form of a word."""
    lowered = word.lower().replace("’", "'")
    return _HYPHENS.sub("", lowered) or lowered


@lru_cache(maxsize=65_536)
def norms(text: str) -> tuple[str, ...]:
    """The normal forms of the words of `text`."""
    return tuple(norm(text[start:end]) for start, end in split(text))
