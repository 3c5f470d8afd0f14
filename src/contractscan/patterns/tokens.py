"""Words and their normal form, the same for contracts, patterns and vocabularies, as a spaCy pipeline.

A word is a run of letters and digits with inner hyphens and apostrophes ("sub-processor", "30-dagars"); figures keep
their separators; every other character stands alone. The normal form (`NORM`) is lower case without hyphens, so that
"sub-processor" and "subprocessor" are one word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_WORD = re.compile(
    r"https?://[^\s<>\"”“)\]]+|www\.[^\s<>\"”“)\]]+|\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:[-‐‑–'’][^\W\d_]+|\d+)*|\w+|[^\w\s]"
)
_HYPHENS = re.compile(r"[-‐‑–­]")


def split(text: str) -> list[tuple[int, int]]:
    """Start and end offsets of the words of `text`."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start > 2 and text[end - 2] in "'’" and text[end - 1] in "sS":
            found += [(start, end - 2), (end - 2, end)]
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=65_536)
def norm(word: str) -> str:
    """The normal form of a word."""
    lowered = word.lower().replace("’", "'")
    return _HYPHENS.sub("", lowered) or lowered


def norms(text: str) -> tuple[str, ...]:
    """The normal forms of the words of `text`."""
    return tuple(norm(text[start:end]) for start, end in split(text))


class WordTokenizer:
    """spaCy tokenizer with the words of this module; offsets are those of the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Split `text` into a spaCy Doc."""
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        end = 0
        for start, stop in split(text):
            if start > end + 1 or (start == end + 1 and text[end] != " "):
                # spaCy knows single blanks only: other white space is a token of its own, as in its own tokenizers
                blank = end + (1 if end < len(text) and text[end] == " " and words else 0)
                if blank != end:
                    spaces[-1] = True
                words.append(text[blank:start])
                spaces.append(False)
            elif start == end + 1 and words:
                spaces[-1] = True
            elif start == end + 1:
                words.append(text[end:start])
                spaces.append(False)
            words.append(text[start:stop])
            spaces.append(False)
            end = stop
        if end < len(text):
            words.append(text[end:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def pipeline(language: str) -> Language:
    """A blank spaCy pipeline for `language` ("en" or "sv") with these words. Needs no model and loads none."""
    import spacy
    from spacy.attrs import NORM

    nlp = spacy.blank(language if language in ("en", "sv") else "xx")
    nlp.vocab.lex_attr_getters[NORM] = norm  # type: ignore[attr-defined]
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    return nlp
