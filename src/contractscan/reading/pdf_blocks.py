"""Lines to blocks: words broken at a line's end are joined, and every word keeps its box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from operator import add

from contractscan.model import BlockKind
from contractscan.reading.layout import BoxWriter
from contractscan.reading.pdf_lines import HYPHEN, Line
from contractscan.reading.raw import RawBlock

CELL_SEPARATOR = " | "
_COORDINATING = frozenset(["och", "eller", "samt", "respektive", "resp.", "and", "or", "to", "und"])
_PARTS_OF_COMPOUNDS = frozenset(["non", "self", "third", "cross", "well", "state", "e"])
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = (HYPHEN, _SOFT_HYPHEN, "-", "\u2010")


@dataclass(slots=True, kw_only=True)
class BlockWriter:
    """Writes blocks, and where their words stand.

    Attributes:
        vocabulary: all words of the document that stand whole on a line, to know how a broken word is spelt.
        blocks, boxes: the result.
    """

    vocabulary: frozenset[str]
    blocks: list[RawBlock] = field(default_factory=list)
    boxes: BoxWriter = field(default_factory=BoxWriter)

    def write(
        self, lines: Sequence[Line], *, kind: BlockKind | None = None, marker: str = "", indent: float = 0.0
    ) -> None:
        """Write lines as one block."""
        text, breaks, strong = self.place(lines, start=0)
        if not text:
            return
        middle = lines[len(lines) // 2]
        self.blocks.append(
            RawBlock(
                text=text,
                page=lines[0].page,
                kind=kind,
                marker=marker,
                size=middle.size,
                bold=all(line.bold for line in lines),
                indent=indent,
                page_breaks=tuple(breaks),
                strong=tuple(strong),
            )
        )

    def write_row(self, cells: Sequence[Sequence[Line]], page: int) -> tuple[tuple[int, int], ...]:
        """Write a table row as one block, its cells joined by " | ".

        Args:
            cells: the printed lines of each cell.
            page: where the row stands.

        Returns:
            Start and end of each cell in the block's text.
        """
        text = ""
        offsets: list[tuple[int, int]] = []
        for number, lines in enumerate(cells):
            text += CELL_SEPARATOR if number else ""
            cell, _, _ = self.place(lines, start=len(text))
            offsets.append((len(text), len(text) + len(cell)))
            text += cell
        printed = [line for lines in cells for line in lines]
        self.blocks.append(
            RawBlock(
                text=text,
                page=page,
                kind=BlockKind.ROW,
                size=max((line.size for line in printed), default=0.0),
                bold=bool(printed) and all(line.bold for line in printed),
            )
        )
        return tuple(offsets)

    def place(self, lines: Sequence[Line], *, start: int) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
        """Join lines, and note where their words stand in the block that is written next.

        Args:
            lines: printed lines in reading order.
            start: where in the block's text the first one begins.

        Returns:
            The text, the page breaks and the stretches in bold, the last two as offsets in the block's text.
        """
        parts: list[str] = []
        breaks: list[tuple[int, int]] = []
        strong: list[tuple[int, int]] = []
        position = start
        page = lines[0].page if lines else 0
        last = len(lines) - 1
        for number, line in enumerate(lines):
            words = line.words
            if not words:
                continue
            glue = " " if number < last else ""
            if words[-1].endswith(_HYPHENS):
                following = next(iter(lines[number + 1].words), "") if number < last else ""
                ending, glue = join(words[-1], following, self.vocabulary)
                words = [*words[:-1], ending]
            text = " ".join(words)
            if HYPHEN in text:
                text = text.replace(HYPHEN, "-")
            offsets = list(accumulate(map(add, map(len, words[:-1]), repeat(1)), initial=0))
            if line.page != page:
                page = line.page
                breaks.append((position, page))
            if line.bold or line.bold_words:
                _note_strong(strong, line, position, offsets, len(text))
            self.boxes.add(
                block=len(self.blocks),
                start=position,
                length=len(text),
                page=line.page,
                direction=line.direction,
                top=line.top,
                bottom=line.bottom,
                offsets=offsets,
                lefts=line.lefts,
                rights=line.rights,
            )
            parts.append(text)
            parts.append(glue)
            position += len(text) + len(glue)
        if strong and strong[0] == (start, position) and start == 0:
            strong = []
        return "".join(parts), breaks, strong


def _note_strong(strong: list[tuple[int, int]], line: Line, position: int, offsets: Sequence[int], length: int) -> None:
    """Add the line's stretches in bold, each joined to the one before where only a space lies between."""
    bold = line.bold_words or [True] * len(line.words)
    ends = [*(offset - 1 for offset in offsets[1:]), length]
    for is_bold, offset, end in zip(bold, offsets, ends, strict=True):
        if not is_bold:
            continue
        if strong and strong[-1][1] >= position + offset - 1:
            strong[-1] = (strong[-1][0], position + end)
        else:
            strong.append((position + offset, position + end))


def join(word: str, following: str, vocabulary: frozenset[str]) -> tuple[str, str]:
    """How a word that ends in a hyphen goes on on the next line.

    Args:
        word: the last word of a line.
        following: the first word of the next line, "" if there is none.
        vocabulary: words of the document, in lower case.

    Returns:
        The word as it is to be written, and what stands between it and the following one: a space or nothing.
    """
    body = word.rstrip("".join(_HYPHENS))
    if not body or not following:
        return (word.replace(HYPHEN, "-") if word != _SOFT_HYPHEN else "-"), " " if following else ""
    if word.endswith(_SOFT_HYPHEN):
        return body, ""
    whole, compound = _core(body + following), _core(f"{body}-{following}")
    if following.lower() in _COORDINATING and whole not in vocabulary:
        return body + "-", " "
    if not body[-1].isalpha() or not following[0].islower():
        return body + "-", ""
    first, second = _core(body.rpartition("-")[2]), _core(following)
    if (whole in vocabulary) != (compound in vocabulary):
        return (body, "") if whole in vocabulary else (body + "-", "")
    acronym = len(body) > 1 and _letters(body).isupper()
    keeps = acronym or "-" in body or first in _PARTS_OF_COMPOUNDS or _is_english_compound(first, second, vocabulary)
    return (body + "-", "") if keeps else (body, "")


def _is_english_compound(first: str, second: str, vocabulary: frozenset[str]) -> bool:
    """Whether both are words, in a language that writes compounds with a hyphen; Swedish does not."""
    return len(first) > 5 and first in vocabulary and second in vocabulary and "och" not in vocabulary


def _core(word: str) -> str:
    return word.lower().strip("()[]{}.,;:!?\"'“”„»«’‘")


def _letters(word: str) -> str:
    return "".join(character for character in word if character.isalpha())


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """The words that stand whole on a line; empty where no line ends in a hyphen, so that nobody will ask."""
    lines = list(lines)
    if not any(line.words[-1].endswith(_HYPHENS) for line in lines if line.words):
        return frozenset()
    return frozenset(_core(word) for line in lines for word in line.words[1:-1])
