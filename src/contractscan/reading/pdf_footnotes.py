"""Footnotes: smaller type at the foot of a column, begun by a number or a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contractscan.reading.pdf_columns import Column
from contractscan.reading.pdf_lines import Line
from contractscan.reading.pdf_paragraphs import Typography, begins_note

_SMALLER = 0.93
"""Size of a footnote's type at most, in sizes of the body."""
_MOST = 0.6
"""Share of a column's lines that may be footnotes; more are small print."""


def part_footnotes(columns: Iterable[Column], usual: Typography) -> Iterator[Column]:
    """Make a column of its own of the footnotes below each column."""
    for column in columns:
        start = _first_note(column.lines, usual)
        if start is None:
            yield column
            continue
        notes = column.lines[start:]
        yield Column(lines=column.lines[:start], left=column.left, right=column.right)
        yield Column(lines=notes, left=column.left, right=column.right, notes=True)


def _first_note(lines: list[Line], usual: Typography) -> int | None:
    """Index of the first line of the footnotes, None where there are none."""
    start = len(lines)
    while start and lines[start - 1].table is None and 0 < lines[start - 1].size <= _SMALLER * usual.size:
        start -= 1
    while start < len(lines) and not begins_note(lines[start]):
        start += 1
    if start in (0, len(lines)) or len(lines) - start > _MOST * len(lines):
        return None
    return start
