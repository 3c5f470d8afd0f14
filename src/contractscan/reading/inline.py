"""The text of one block on its way from a marked-up format: spacing normalised, the stretches in bold remembered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

Anew = Callable[[str, str, bool, bool, Sequence[str]], bool]
"""Asked with a line, the one that follows, whether each is in bold, and how the blocks before begin."""

_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
REFERENCE = re.compile(r"\d{1,3}(?:\s*,\s*\d{1,3})*")
"""Figures above the line that refer to notes."""
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}


def clean(text: str) -> str:
    """Compose accents, take ligatures apart and drop what nobody sees; white space is left for `collapse`."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text).translate(_LIGATURES))


def collapse(text: str) -> str:
    """One line, single spaces."""
    return _SPACES.sub(" ", text).strip()


class Inline:
    """Collects the pieces of one block."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._strong: list[tuple[int, int]] = []
        self._length = 0
        self._at_space = True
        self._joins = False
        self._breaks: list[int] = []
        self._sizes: dict[float, int] = {}

    def add(self, text: str, *, strong: bool = False, size: float = 0.0) -> None:
        """Append text; white space is collapsed across pieces."""
        text = _SPACES.sub(" ", clean(text))
        if self._at_space:
            text = text.lstrip(" ")
        if not text:
            return
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        self._at_space = text.endswith(" ")
        if size:
            self._sizes[size] = self._sizes.get(size, 0) + len(text)
        if text.isspace():
            return
        if strong and self._joins:
            start = self._strong.pop()[0]
        if strong:
            self._strong.append((start, self._length))
        self._joins = strong

    def add_raised(self, figures: str, *, strong: bool = False, size: float = 0.0) -> None:
        """Append figures that are printed above the line: they refer to a note, and are no part of the word before.

        They stay raised, so that "99.9" with a note 1 does not become 99.91. At the beginning of a block they are the
        mark of the note itself.
        """
        if self._length:
            figures = figures.translate(_RAISED)
        self.add(f" {figures} " if not self._length else f" {figures}", strong=strong, size=size)

    def line_break(self) -> None:
        """Mark the end of a printed line inside the block."""
        if self._length and (not self._breaks or self._breaks[-1] < self._length):
            self._breaks.append(self._length)
            self.add(" ")

    def cut(self, anew: Anew) -> list[Inline]:
        """Cut the block at the line breaks at which `anew` sees a new block begin."""
        if not self._breaks:
            return [self]
        lines = [self._slice(start, end) for start, end in pairwise([0, *self._breaks, self._length])]
        lines = [line for line in lines if line.text]
        found = lines[:1]
        begins = [line.text for line in found]
        for previous, line in pairwise(lines):
            if anew(previous.text, line.text, previous.bold, line.bold, begins):
                found.append(line)
                begins.append(line.text)
            else:
                found[-1].add(" ")
                found[-1].extend(line)
        return found

    def _slice(self, start: int, end: int) -> Inline:
        text = "".join(self._pieces)
        part = Inline()
        position = start
        for first, last in self._strong:
            if first < end and last > start:
                part.add(text[position : max(first, start)], size=self.size)
                part.add(text[max(first, start) : min(last, end)], strong=True, size=self.size)
                position = min(last, end)
        part.add(text[position:end], size=self.size)
        return part

    def extend(self, other: Inline) -> None:
        """Append all that `other` collected."""
        text, position = other.text, 0
        for start, end in other.strong:
            self.add(text[position:start], size=other.size)
            self.add(text[start:end], strong=True, size=other.size)
            position = end
        self.add(text[position:], size=other.size)

    @property
    def empty(self) -> bool:
        """Whether nothing visible was added."""
        return not self._length

    @property
    def text(self) -> str:
        """The text so far, without a space at its end."""
        return "".join(self._pieces).rstrip(" ")

    @property
    def size(self) -> float:
        """The type size of most characters, 0 where none is known."""
        return max(self._sizes, key=lambda size: (self._sizes[size], size), default=0.0)

    @property
    def strong(self) -> tuple[tuple[int, int], ...]:
        """The stretches in bold, without spaces at their ends."""
        text = self.text
        found = []
        for start, end in self._strong:
            stretch = text[start:end]
            first = start + len(stretch) - len(stretch.lstrip(" "))
            last = first + len(stretch.strip(" "))
            if first < last:
                found.append((first, last))
        return tuple(found)

    @property
    def bold(self) -> bool:
        """Whether all letters are in bold."""
        text = self.text
        inside = sum(sum(map(str.isalnum, text[start:end])) for start, end in self.strong)
        letters = sum(map(str.isalnum, text))
        return letters > 0 and inside >= 0.97 * letters


def shifted(strong: tuple[tuple[int, int], ...], by: int) -> tuple[tuple[int, int], ...]:
    """The stretches moved behind a marker of `by` characters."""
    return tuple((start + by, end + by) for start, end in strong)
