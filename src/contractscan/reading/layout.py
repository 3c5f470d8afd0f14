"""Where the words of a document stand on its pages, in flat arrays: some ten bytes a word."""

from __future__ import annotations

import math
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from contractscan.model import Box, Span

UPRIGHT, UPWARD, OVERTURNED, DOWNWARD = 0, 90, 180, 270
"""Directions in which a line may run on the page as it is seen, in degrees counter-clockwise."""

_MAGIC = b"CSL1"
_COUNTS = struct.Struct("=III")
_LARGEST = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBoxes:
    """The boxes of all words, by printed line.

    A line's coordinates are those of a page turned so that the line runs from left to right; `boxes` turns them back.

    Attributes:
        pages: width and height of page 1, 2, ... as they are seen.
        starts, lengths: offset in `Document.text` and number of characters of each line, in the order of the text.
        page_numbers, directions: page and direction of each line.
        tops, bottoms: vertical extent of each line.
        first_words: index of each line's first word; one more entry than lines.
        offsets: offset of each word in its line.
        lefts, rights: horizontal extent of each word.
    """

    pages: array[float]
    starts: array[int]
    lengths: array[int]
    page_numbers: array[int]
    directions: array[int]
    tops: array[float]
    bottoms: array[float]
    first_words: array[int]
    offsets: array[int]
    lefts: array[float]
    rights: array[float]

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Rectangles that cover the characters of `span`, one for each printed line, in reading order."""
        result = []
        line = max(0, bisect_right(self.starts, span.start) - 1)
        while line < len(self.starts) and self.starts[line] < span.end:
            box = self._box(line, span.start - self.starts[line], span.end - self.starts[line])
            if box:
                result.append(box)
            line += 1
        return tuple(result)

    def _box(self, line: int, start: int, end: int) -> Box | None:
        """The box of a line's characters from `start` to `end`, None where there are none."""
        start, end = max(0, start), min(end, self.lengths[line])
        if start >= end:
            return None
        low, high = self.first_words[line], self.first_words[line + 1]
        first = bisect_right(self.offsets, start, low, high) - 1
        last = bisect_right(self.offsets, end - 1, low, high) - 1
        edges = (
            self._edge(line, first, start, high),
            self._edge(line, last, end, high),
            *(self.rights[word] for word in range(first, last)),
            *(self.lefts[word] for word in range(first + 1, last + 1)),
        )
        return self._turned(line, min(edges), max(edges))

    def _edge(self, line: int, word: int, offset: int, high: int) -> float:
        """Where the character at `offset` begins, supposing that all letters of its word are of equal width."""
        following = self.offsets[word + 1] - 1 if word + 1 < high else self.lengths[line]
        length = max(1, following - self.offsets[word])
        share = min(1.0, (offset - self.offsets[word]) / length)
        return self.lefts[word] + (self.rights[word] - self.lefts[word]) * share

    def _turned(self, line: int, left: float, right: float) -> Box:
        page, top, bottom = self.page_numbers[line], self.tops[line], self.bottoms[line]
        width, height = self.pages[2 * page - 2], self.pages[2 * page - 1]
        match self.directions[line]:
            case 90:
                return Box(page, top, height - right, bottom, height - left)
            case 180:
                return Box(page, width - right, height - bottom, width - left, height - top)
            case 270:
                return Box(page, width - bottom, left, width - top, right)
            case _:
                return Box(page, left, top, right, bottom)

    def to_bytes(self) -> bytes:
        """Everything in the machine's own byte order, for a process on the same machine."""
        counts = _COUNTS.pack(len(self.pages) // 2, len(self.starts), len(self.offsets))
        return b"".join((_MAGIC, counts, *(column.tobytes() for column in self._columns())))

    def _columns(self) -> tuple[array[float] | array[int], ...]:
        return (
            self.pages,
            self.starts,
            self.lengths,
            self.page_numbers,
            self.directions,
            self.tops,
            self.bottoms,
            self.first_words,
            self.offsets,
            self.lefts,
            self.rights,
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> WordBoxes:
        """Restore what `to_bytes` wrote.

        Raises:
            ValueError: when the bytes do not hold together.
        """
        if data[:4] != _MAGIC or len(data) < 4 + _COUNTS.size:
            raise ValueError("not a layout")
        pages, lines, words = _COUNTS.unpack_from(data, 4)
        position = 4 + _COUNTS.size

        def take(kind: str, count: int) -> array[int]:
            nonlocal position
            column = array(kind)
            end = position + count * column.itemsize
            if end > len(data):
                raise ValueError("the layout is cut off")
            column.frombytes(data[position:end])
            position = end
            return column

        result = cls(
            pages=take("f", 2 * pages),  # type: ignore[arg-type]
            starts=take("I", lines),
            lengths=take("I", lines),
            page_numbers=take("I", lines),
            directions=take("H", lines),
            tops=take("f", lines),  # type: ignore[arg-type]
            bottoms=take("f", lines),  # type: ignore[arg-type]
            first_words=take("I", lines + 1),
            offsets=take("I", words),
            lefts=take("f", words),  # type: ignore[arg-type]
            rights=take("f", words),  # type: ignore[arg-type]
        )
        result.check()
        return result

    def check(self) -> None:
        """Make sure that every index leads somewhere.

        Raises:
            ValueError: when one does not.
        """
        for column in (self.pages, self.tops, self.bottoms, self.lefts, self.rights):
            if column and not (math.isfinite(sum(column)) and min(column) > -_LARGEST and max(column) < _LARGEST):
                raise ValueError("a coordinate lies outside every page")
        if self.page_numbers and not 1 <= min(self.page_numbers) <= max(self.page_numbers) <= len(self.pages) // 2:
            raise ValueError("a page does not exist")
        if self.first_words[0] != 0 or self.first_words[-1] != len(self.offsets):
            raise ValueError("words without a line")
        if any(one >= two for one, two in pairwise(self.first_words)):
            raise ValueError("a line without words")
        if any(one > two for one, two in pairwise(self.starts)):
            raise ValueError("lines are out of order")
        if any(self.offsets[word] for word in self.first_words[:-1]):
            raise ValueError("a line does not begin with its first word")


@dataclass(slots=True)
class BoxWriter:
    """Collects the lines of all blocks, and makes the WordBoxes when the blocks have found their place in the text."""

    _blocks: array[int] = field(default_factory=lambda: array("I"))
    _starts: array[int] = field(default_factory=lambda: array("I"))
    _lengths: array[int] = field(default_factory=lambda: array("I"))
    _pages: array[int] = field(default_factory=lambda: array("I"))
    _directions: array[int] = field(default_factory=lambda: array("H"))
    _tops: array[float] = field(default_factory=lambda: array("f"))
    _bottoms: array[float] = field(default_factory=lambda: array("f"))
    _first_words: array[int] = field(default_factory=lambda: array("I", [0]))
    _offsets: array[int] = field(default_factory=lambda: array("I"))
    _lefts: array[float] = field(default_factory=lambda: array("f"))
    _rights: array[float] = field(default_factory=lambda: array("f"))

    def add(
        self,
        *,
        block: int,
        start: int,
        length: int,
        page: int,
        direction: int,
        top: float,
        bottom: float,
        offsets: Iterable[int],
        lefts: Sequence[float],
        rights: Sequence[float],
    ) -> None:
        """Add a printed line of at least one word: where it begins in its block, and where it stands on its page."""
        self._blocks.append(block)
        self._starts.append(start)
        self._lengths.append(length)
        self._pages.append(page)
        self._directions.append(direction)
        self._tops.append(top)
        self._bottoms.append(bottom)
        self._offsets.extend(offsets)
        self._lefts.extend(lefts)
        self._rights.extend(rights)
        self._first_words.append(len(self._offsets))

    def finish(self, block_starts: Sequence[int], pages: Iterable[tuple[float, float]]) -> WordBoxes:
        """The boxes, given the offset in the text at which each block begins and the sizes of all pages."""
        return WordBoxes(
            pages=array("f", [length for size in pages for length in size]),
            starts=array(
                "I", [block_starts[block] + start for block, start in zip(self._blocks, self._starts, strict=True)]
            ),
            lengths=self._lengths,
            page_numbers=self._pages,
            directions=self._directions,
            tops=self._tops,
            bottoms=self._bottoms,
            first_words=self._first_words,
            offsets=self._offsets,
            lefts=self._lefts,
            rights=self._rights,
        )
