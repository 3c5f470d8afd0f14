"""Where a paragraph ends and the next one begins, over columns and pages.

Line breaks that the writer meant are told from those that the line's length made: a break is meant where the next
line's first word would still have fitted. Distance, indent, type and list markers tell the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from statistics import median

from contractscan.reading.numbering import Style, parse_label
from contractscan.reading.pdf_columns import Column
from contractscan.reading.pdf_lines import HYPHEN, Line

_USUAL_LEADING = 1.2
_LOOSE = 1.2
"""A line that much further down than usual begins a paragraph."""
_SPACE = 0.25
"""Width of a space in type sizes."""
_STEP = 3.0
"""Points by which the beginnings of two lines may differ and still be one edge."""
_SIZE_STEP = 1.08
_TITLE = 1.25
"""Times the size of the body: a title, which may break where it would not have to."""
_SLACK = 0.15
"""Share of the column that is left free by a line whose break is meant."""
_ENOUGH = 3_000
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’')\]]*$|[;,] ?(?:and|or|och|eller|samt|and/or|och/eller)$")
_NOTE_MARK = re.compile(r"\[?\d{1,3}\]?|\d{1,3}\)|[*†‡§]{1,3}|[¹²³⁴-⁹]+")
_OPENING = frozenset("(§•●▪■◦○‣⁃∙·➢➤✓✔►▶*–—-□☒")


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """Lines that make one block.

    Attributes:
        lines: in reading order.
        columns: the column of each line.
        indent: left edge of the first line in its column.
        labelled: whether a number or list marker begins it.
        note: whether it is a footnote.
    """

    lines: list[Line]
    columns: list[Column]
    indent: float
    labelled: bool
    note: bool = False
    rest: float | None = field(default=None)
    """Left edge of the lines after the first one in their column, None while there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """What is usual in a document.

    Attributes:
        size: type size of most words.
        leading: distance of lines in type sizes.
    """

    size: float
    leading: float


def typography(columns: Iterable[Column]) -> Typography:
    """Find out what is usual, from the lines that certainly belong together: a full one and one in lower case."""
    sizes: Counter[float] = Counter()
    leadings: list[float] = []
    for column in columns:
        for line in column.lines:
            sizes[line.size] += len(line.words)
        if len(leadings) < _ENOUGH:
            for one, two in pairwise(column.lines):
                if one.words and two.words and one.size == two.size > 0 and two.words[0][0].islower():
                    leadings.append((two.bottom - one.bottom) / one.size)
    size = max(sizes, key=lambda one: (sizes[one], one)) if sizes else 0.0
    leading = median(leadings) if len(leadings) >= 3 else _USUAL_LEADING
    return Typography(size=size, leading=min(max(leading, 1.0), 2.5))


def paragraphs(columns: Sequence[Column], usual: Typography) -> Iterator[Paragraph]:
    """Group the lines of all columns, in reading order.

    A table comes as a paragraph of its stand-in alone. Footnotes come after the paragraph that they stand below; one
    that goes on in the next column comes after them if it began on their page, so that pages stay in order.
    """
    current: Paragraph | None = None
    notes: list[Paragraph] = []
    for column in columns:
        if column.notes:
            notes += _notes(column)
            continue
        first = True
        for line in column.lines:
            if current is not None and _belongs(current, line, column, usual, first=first):
                if notes and notes[0].lines[0].page == current.lines[0].page:
                    yield from notes
                    notes = []
                _append(current, line, column)
            else:
                if current:
                    yield current
                yield from notes
                notes = []
                current = _paragraph(line, column)
                if line.table is not None:
                    yield current
                    current = None
            first = False
    if current:
        yield current
    yield from notes


def _belongs(current: Paragraph, line: Line, column: Column, usual: Typography, *, first: bool) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if line.table is not None:
        return False
    return _goes_over(current, line, column) if first else not _begins(current, line, column, usual)


def _paragraph(line: Line, column: Column) -> Paragraph:
    if line.table is not None:
        return Paragraph(lines=[line], columns=[column], indent=0.0, labelled=False)
    return Paragraph(lines=[line], columns=[column], indent=line.lefts[0] - column.left, labelled=_has_label(line))


def begins_note(line: Line) -> bool:
    """Whether a footnote's mark begins the line."""
    return len(line.words) > 1 and _NOTE_MARK.fullmatch(line.words[0]) is not None


def _notes(column: Column) -> list[Paragraph]:
    """The footnotes of a column, each begun by its mark."""
    notes: list[Paragraph] = []
    for line in column.lines:
        if not notes or begins_note(line):
            notes.append(Paragraph(lines=[line], columns=[column], indent=0.0, labelled=True, note=True))
        else:
            _append(notes[-1], line, column)
    return notes


def _append(paragraph: Paragraph, line: Line, column: Column) -> None:
    paragraph.lines.append(line)
    paragraph.columns.append(column)
    if paragraph.rest is None:
        paragraph.rest = line.lefts[0] - column.left


def _begins(paragraph: Paragraph, line: Line, column: Column, usual: Typography) -> bool:
    """Whether a line below the paragraph's last one, in the same column, begins a new paragraph."""
    previous = paragraph.lines[-1]
    size = max(previous.size, line.size)
    if previous.is_field or line.is_field:
        return True
    if line.bottom - previous.bottom > _LOOSE * usual.leading * size + 0.5 or _sizes_differ(previous, line):
        return True
    if previous.words[-1].endswith(HYPHEN):
        return False
    free = _free_space(previous, line, column)
    meant = free > 0
    ended = _ends(previous)
    if _has_label(line) and (meant or ended or _is_hanging(paragraph, line, column) or _is_bullet(line)):
        return True
    if previous.bold != line.bold and not line.bold_words and not previous.bold_words and (meant or ended):
        return True
    if _indent_breaks(paragraph, line, column, loose_end=meant or ended):
        return True
    return meant and _is_meant_break(previous, line, column, free, title=size > _TITLE * usual.size, ended=ended)


def _is_meant_break(previous: Line, line: Line, column: Column, free: float, *, title: bool, ended: bool) -> bool:
    """Whether a break after which there was room begins a paragraph."""
    if ended:
        return True
    if title or line.words[0][0].islower() or _are_centred(previous, line, column):
        return False
    return free > _SLACK * (column.right - column.left)


def _goes_over(paragraph: Paragraph, line: Line, column: Column) -> bool:
    """Whether the paragraph, the last one of its column, goes on with the first line of the next column or page."""
    previous = paragraph.lines[-1]
    if previous.words[-1].endswith(HYPHEN):
        return True
    if previous.is_field or line.is_field:
        return False
    if _sizes_differ(previous, line) or previous.bold != line.bold or _has_label(line):
        return False
    if line.words[0][0].islower():
        return not _ends(previous) or previous.words[-1].endswith((",", ";"))
    meant = _free_space(previous, line, paragraph.columns[-1]) > 0
    if not _ends(previous):
        return not meant
    if meant or not previous.words[-1].endswith("."):
        return False
    edge = paragraph.rest if paragraph.rest is not None else paragraph.indent
    return paragraph.labelled and abs(line.lefts[0] - column.left - edge) <= _STEP


def _sizes_differ(one: Line, two: Line) -> bool:
    return not one.size / _SIZE_STEP <= two.size <= one.size * _SIZE_STEP


def _free_space(previous: Line, line: Line, column: Column) -> float:
    """Room that was left on a line after the next line's first word; negative where that did not fit."""
    word = line.rights[0] - line.lefts[0]
    return column.right - previous.rights[-1] - word - _SPACE * line.size - 0.5


def _ends(line: Line) -> bool:
    return _SENTENCE_END.search(" ".join(line.words[-2:])) is not None


def _has_label(line: Line) -> bool:
    first = line.words[0]
    if first[0].isdigit() or first[0] in _OPENING or first[-1] in ".)" or first[0].isupper() or first == "o":
        return _is_label(" ".join(line.words[:6]))
    return False


@lru_cache(maxsize=1024)
def _is_label(words: str) -> bool:
    """Whether a label begins them; asked more than once of most lines."""
    return parse_label(words) is not None


def _is_bullet(line: Line) -> bool:
    label = parse_label(line.words[0] + " x")
    return label is not None and label.style is Style.BULLET and label.marker not in "–—-*o"


def _is_hanging(paragraph: Paragraph, line: Line, column: Column) -> bool:
    """Whether the line stands further left than the lines before it, as a number in front of a paragraph does."""
    return paragraph.rest is not None and line.lefts[0] - column.left < paragraph.rest - _STEP


def _indent_breaks(paragraph: Paragraph, line: Line, column: Column, *, loose_end: bool) -> bool:
    indent = line.lefts[0] - column.left
    if paragraph.rest is None:
        step = indent - paragraph.indent
        if step > 2 * _STEP:
            return loose_end and not paragraph.labelled
        return step < -2 * _STEP and loose_end
    step = indent - paragraph.rest
    if step < -_STEP:
        return loose_end or line.words[0][0].isupper()
    return step > 2 * _STEP and loose_end


def _are_centred(one: Line, two: Line, column: Column) -> bool:
    """Whether both lines are centred, like the lines of a title."""
    middle = (column.left + column.right) / 2
    return all(
        abs((line.lefts[0] + line.rights[-1]) / 2 - middle) < 2 * _STEP and line.lefts[0] - column.left > 4 * _STEP
        for line in (one, two)
    )
