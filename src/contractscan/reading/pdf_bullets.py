"""Bullets that are drawn and not written: browsers print the dots of a list as small shapes, which are no text.

Without them an item of a list ("We do not: • sell your data") reads as a statement of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.reading.layout import UPRIGHT
from contractscan.reading.pdf_lines import Box, Line, PageContent

BULLET = "•"
_SMALLEST, _LARGEST = 1.2, 7.0
_UNEVEN = 0.25
"""A bullet is as wide as high, up to this share."""
_MOST = 500
_REACH = 3.0
"""Of the type size: as far may a bullet stand before its item."""
_CLOSE = 1.0
"""Of the type size: a dot that close behind other words parts them and opens no item."""
_APART = 0.7
"""Of the type size: bullets of one list stand further apart."""
_MIDDLE = 0.2
"""Of the line's height: a dot nearer to its upper or lower edge belongs to an underline or a border."""


def is_dot(box: Box) -> bool:
    """Whether a shape has the size and form of a bullet."""
    width, height = box[2] - box[0], box[3] - box[1]
    larger = max(width, height)
    return _SMALLEST <= larger <= _LARGEST and abs(width - height) <= _UNEVEN * larger


def write(content: PageContent) -> None:
    """Put a bullet before each line that has exactly one dot before it."""
    if not content.dots or len(content.dots) > _MOST:
        return
    lines = [line for line in content.lines if line.direction == UPRIGHT and line.words and not line.is_field]
    for line in lines:
        before = [dot for dot in content.dots if _is_before(dot, line)]
        if len(before) != 1 or line.words[0] == BULLET:
            continue
        dot = before[0]
        if not _is_behind(dot, lines) and not _is_in_row(dot, content.dots, line.size):
            _put(dot, line)


def _is_before(dot: Box, line: Line) -> bool:
    return 0 < line.lefts[0] - dot[2] <= _REACH * line.size and _is_level(dot, line)


def _is_level(dot: Box, line: Line) -> bool:
    height = line.bottom - line.top
    return line.top + _MIDDLE * height <= (dot[1] + dot[3]) / 2 <= line.bottom - _MIDDLE * height


def _is_behind(dot: Box, lines: Sequence[Line]) -> bool:
    return any(line.lefts[0] < dot[0] < line.rights[-1] + _CLOSE * line.size and _is_level(dot, line) for line in lines)


def _is_in_row(dot: Box, dots: Sequence[Box], size: float) -> bool:
    """Whether other dots follow so closely, above or below, that it is part of a dotted line."""
    return any(
        other is not dot and abs(other[0] - dot[0]) < 1 and abs(other[1] - dot[1]) < _APART * size for other in dots
    )


def _put(dot: Box, line: Line) -> None:
    line.words = [BULLET, *line.words]
    line.lefts = [dot[0], *line.lefts]
    line.rights = [dot[2], *line.rights]
    if line.bold_words is not None:
        line.bold_words = [line.bold_words[0], *line.bold_words]
