"""The reading order of a page: pieces of lines to columns of whole lines.

What an engine calls a line often runs across the gutter between two columns, and a page's content may come row by row,
column by column or in no order at all. So the order is found from the boxes alone: lines that cross a gutter divide the
page into bands; in a band, the left column is read before the right one. A gutter is believed only where running text
stands on both sides; in a row of short pieces (a table without rules, a signature block) the row is what belongs
together, and so do a clause's number and its text.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from contractscan.reading.pdf_lines import Line

_NARROWEST = 60.0
"""Points: what is narrower is no column of running text."""
_SHARE = 0.2
"""Of the whole width: likewise."""
_FILL = 0.6
"""Of a column's width, filled by the middle one of its lines."""
_WORDS = 3
_WHITE = 0.6
"""Least width of a gutter, in type sizes."""
_OVERFLOWING = 20
"""One line in so many may run into the gutter, as a long word of a narrow table does."""
_ALIGNED = 3.0
_EDGE_SHARE = 0.45
"""Share of a column's lines that begin at one edge."""
_FIRST_EDGE_SHARE, _BOTH_EDGES_SHARE = 0.3, 0.6
"""Likewise where a list or a table in the text has an edge of its own."""
_LONG = 8
"""Lines from which on one can tell what edges a side has, and whether two sides are independent of one another."""
_LEVEL, _LEVEL_SHARE = 1.0, 0.4
"""Points within which lines stand on the same height, and as many of them may do so by chance."""
_FULL, _PARAGRAPHS = 0.75, 2
"""Share of the width from which on a line is full, and how many such lines a side of lists needs."""
_LABEL_WORDS = 6
"""As many printed words beside a form field tell what it is for; more are a sentence with a gap."""
_CANDIDATES = 12
_DEEPEST = 4


@dataclass(slots=True, kw_only=True)
class Column:
    """Lines that stand below one another.

    Attributes:
        lines: whole lines, top to bottom.
        left, right: extent of the column.
        notes: whether these are the footnotes below a column.
    """

    lines: list[Line]
    left: float
    right: float
    notes: bool = False


@dataclass(slots=True, kw_only=True)
class _Band:
    """What stands between two lines that cross the gutter."""

    left: list[Line]
    right: list[Line]
    columns: bool = False


@dataclass(slots=True, kw_only=True)
class _Gutter:
    """A place where the page may be divided: `bands[n]` stands above `crossing[n]`."""

    bands: list[_Band]
    crossing: list[Line]
    score: int


def arrange(lines: Sequence[Line], depth: int = 0) -> list[Column]:
    """Put pieces of lines of one direction in reading order.

    Args:
        lines: in no particular order.
        depth: how often the page has been divided.
    """
    if not lines:
        return []
    ordered = sorted(lines, key=lambda line: (line.top + line.bottom, line.lefts[0]))
    gutter = _gutter(ordered) if depth < _DEEPEST and _side_by_side(ordered) else None
    if gutter is None:
        return [_column(ordered)]
    return list(_divided(gutter, depth))


def rows(lines: Iterable[Line]) -> list[Line]:
    """Join the pieces that stand on the same printed line, the whole top to bottom.

    Args:
        lines: sorted by their vertical middle.
    """
    result: list[Line] = []
    row: list[Line] = []
    main: Line | None = None
    for line in lines:
        if main is not None and same_row(main, line):
            row.append(line)
            if len(line.words) > len(main.words):
                main = line
            continue
        if main is not None:
            result.append(_joined(row, main))
        row, main = [line], line
    if main is not None:
        result.append(_joined(row, main))
    return result


def _side_by_side(ordered: Sequence[Line]) -> bool:
    """Whether several pieces stand beside others, so that there may be columns."""
    beside = 0
    for one, two in pairwise(ordered):
        if two.top < one.bottom - 0.15 * (one.bottom - one.top):
            beside += 1
            if beside >= 3:
                return True
    return False


def same_row(one: Line, two: Line) -> bool:
    """Whether two pieces stand on the same printed line."""
    if one.table or two.table:
        return False
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    return shared > 0.5 * min(one.bottom - one.top, two.bottom - two.top)


def _joined(row: list[Line], main: Line) -> Line:
    """One line of the pieces, from left to right, as high as the main one."""
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda line: line.lefts[0])
    printed = [line for line in row if not line.is_field]
    joined = Line(
        words=list(chain.from_iterable(line.words for line in row)),
        lefts=list(chain.from_iterable(line.lefts for line in row)),
        rights=list(chain.from_iterable(line.rights for line in row)),
        top=main.top,
        bottom=main.bottom,
        size=main.size,
        bold=all(line.bold for line in row),
        direction=main.direction,
        page=main.page,
        is_field=len(printed) < len(row) and sum(len(line.words) for line in printed) <= _LABEL_WORDS,
    )
    bold: list[bool] = []
    for line in row:
        bold += line.bold_words or [line.bold] * len(line.words)
    if not joined.bold and any(bold):
        joined.bold_words = bold
    return joined


def _column(ordered: Sequence[Line]) -> Column:
    lines = rows(ordered)
    return Column(lines=lines, left=min(line.lefts[0] for line in lines), right=max(line.rights[-1] for line in lines))


def _gutter(lines: Sequence[Line]) -> _Gutter | None:
    """The best place to divide the page, None where there is none."""
    leftmost = min(line.lefts[0] for line in lines)
    width = max(line.rights[-1] for line in lines) - leftmost
    best: _Gutter | None = None
    for edge in _frequent_edges(lines, leftmost + max(_NARROWEST, _SHARE * width)):
        gutter = _divide(lines, edge)
        if gutter.score and (best is None or gutter.score > best.score):
            best = gutter
    return best


def _frequent_edges(lines: Sequence[Line], beyond: float) -> list[float]:
    """Left edges that several pieces have in common, the most frequent first."""
    edges = sorted(line.lefts[0] for line in lines if line.lefts[0] > beyond)
    groups: list[list[float]] = []
    for edge in edges:
        if groups and edge - groups[-1][0] <= 3:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    groups.sort(key=lambda group: (-len(group), group[0]))
    tables = [line.lefts[0] for line in lines if line.table is not None and line.lefts[0] > beyond]
    return [*tables, *(group[0] for group in groups[:_CANDIDATES] if len(group) >= 2)]


def _divide(lines: Sequence[Line], edge: float) -> _Gutter:
    """Divide the page left of `edge`, and judge in which bands that makes columns."""
    left, right, crossing = [], [], []
    for line in lines:
        if line.lefts[0] >= edge - 2:
            right.append(line)
        elif line.rights[-1] <= edge - 3:
            left.append(line)
        else:
            crossing.append(line)
    if left and right and crossing:
        end = _end(left)  # headings and numbers stand left of the text that gave the edge
        outdented = [line for line in crossing if line.lefts[0] > end]
        if outdented:
            crossing = [line for line in crossing if line.lefts[0] <= end]
            right = sorted([*right, *outdented], key=lambda line: (line.top + line.bottom, line.lefts[0]))
    headings = _headings_across(left, right)
    if headings:
        left = [line for line in left if line not in headings]
        crossing = sorted([*crossing, *headings], key=lambda line: line.top + line.bottom)
    borders = [line.top + line.bottom for line in crossing]
    bands = [_Band(left=[], right=[]) for _ in range(len(crossing) + 1)]
    for line in left:
        bands[bisect(borders, line.top + line.bottom)].left.append(line)
    for line in right:
        bands[bisect(borders, line.top + line.bottom)].right.append(line)
    score = 0
    for band in bands:
        if _are_columns(band.left, band.right):
            band.columns = True
            score += len(band.left) + len(band.right)
    if score:
        _extend(bands)
    return _Gutter(bands=bands, crossing=crossing, score=score)


def _headings_across(left: Sequence[Line], right: Sequence[Line]) -> list[Line]:
    """Larger lines in the left column beside which the right column is interrupted: they head both."""
    if not left or not right:
        return []
    body = median(line.size for line in left)
    found = []
    for line in left:
        if line.size <= 1.1 * body:
            continue
        margin = 0.4 * line.size
        above = any(other.bottom < line.top for other in right)
        below = any(other.top > line.bottom for other in right)
        beside = any(other.top < line.bottom + margin and other.bottom > line.top - margin for other in right)
        if above and below and not beside:
            found.append(line)
    return found


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether both sides are running text, side by side."""
    if not all(len(side) >= 3 or any(line.table for line in side) for side in (left, right)):
        return False
    if max(left[0].top, right[0].top) > min(left[-1].bottom, right[-1].bottom):
        return False
    start, end = min(line.lefts[0] for line in left), max(line.rights[-1] for line in right)
    white = min(line.lefts[0] for line in right) - _end(left)
    if white < _WHITE * max(line.size for line in left):
        return False
    if all(_is_text(side, end - start) for side in (left, right)):
        return True
    return _is_independent(left, right) and all(_has_paragraphs(side, end - start) for side in (left, right))


def _end(left: Sequence[Line]) -> float:
    """Where the left column ends, but for a few long words."""
    ends = sorted(line.rights[-1] for line in left)
    return ends[-1 - len(ends) // _OVERFLOWING]


def _is_independent(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the lines of two long sides do not stand on the same height, as those of a table's rows do."""
    ones, others = rows(left), rows(right)
    if min(len(ones), len(others)) < _LONG:
        return False
    heights = sorted(line.bottom for line in ones)
    level = sum(1 for line in others if bisect(heights, line.bottom + _LEVEL) > bisect(heights, line.bottom - _LEVEL))
    return level <= _LEVEL_SHARE * len(others)


def _has_paragraphs(side: Sequence[Line], whole: float) -> bool:
    """Whether some of its lines are full: lists and headings with a paragraph here and there."""
    width = _width(side, whole)
    lines = rows(line for line in side if line.table is None)
    if not width or not lines or median(map(_letters, lines)) < 1:
        return False
    full = sum(1 for line in lines if line.rights[-1] - line.lefts[0] >= _FULL * width and _letters(line) >= _WORDS)
    most, _ = _commonest(sorted(line.lefts[0] for line in lines))
    return full >= _PARAGRAPHS and most >= _FIRST_EDGE_SHARE * len(lines)


def _width(side: Sequence[Line], whole: float) -> float:
    """How wide a side is, 0 where it is too narrow for a column."""
    width = max(line.rights[-1] for line in side) - min(line.lefts[0] for line in side)
    return width if width >= max(_NARROWEST, _SHARE * whole) else 0.0


def _is_text(side: Sequence[Line], whole: float) -> bool:
    """Whether it is a column of running text: not narrow, most lines full, of several words, with a common edge.

    A table stands for as much text as it takes to make a column.
    """
    width = _width(side, whole)
    if not width:
        return False
    lines = rows(line for line in side if line.table is None)
    if len(lines) < 3:
        start = min(line.lefts[0] for line in side)
        return any(line.table and line.lefts[0] <= start + 2 * _ALIGNED for line in side)
    return (
        _have_edges(sorted(line.lefts[0] for line in lines), wordy=median(map(_letters, lines)) >= _WORDS)
        and median(line.rights[-1] - line.lefts[0] for line in lines) >= _FILL * width
        and median(len(line.words) for line in lines) >= _WORDS
    )


def _letters(line: Line) -> int:
    """How many of a line's words are made of letters: the others are figures, signs and numbers."""
    return sum(word.strip(".,:;()\"'").isalpha() for word in line.words)


def _have_edges(edges: list[float], *, wordy: bool) -> bool:
    """Whether lines begin at one edge, or at two: that of the text and that of a list or table in it.

    Args:
        edges: where the lines begin, rising.
        wordy: whether the lines are made of words; in those of figures two edges are a table's.
    """
    count = len(edges)
    first, begin = _commonest(edges)
    if first >= _EDGE_SHARE * count or count < _LONG or not wordy:
        return first >= _EDGE_SHARE * count
    second, _ = _commonest(edges[:begin] + edges[begin + first :])
    return first >= _FIRST_EDGE_SHARE * count and first + second >= _BOTH_EDGES_SHARE * count


def _commonest(edges: Sequence[float]) -> tuple[int, int]:
    """How many lines begin at the commonest edge, and the index of the first of them."""
    counts = [bisect(edges, edge + _ALIGNED) - number for number, edge in enumerate(edges)]
    most = max(counts, default=0)
    return most, counts.index(most) if most else 0


def _extend(bands: Sequence[_Band]) -> None:
    """Take smaller bands for columns too, where they have the edges of those that are columns for certain."""
    sure = [band for band in bands if band.columns]
    left = min(line.lefts[0] for band in sure for line in band.left)
    right = min(line.lefts[0] for band in sure for line in band.right)
    for band in bands:
        edges = [
            (min(line.lefts[0] for line in side), edge)
            for side, edge in ((band.left, left), (band.right, right))
            if side
        ]
        if edges and all(abs(found - edge) < 4 for found, edge in edges):
            band.columns = True


def _divided(gutter: _Gutter, depth: int) -> Iterator[Column]:
    """The columns of all bands with what stands between them."""
    waiting: list[Line] = []
    for number, band in enumerate(gutter.bands):
        if band.columns:
            if waiting:
                yield _column(waiting)
                waiting = []
            yield from arrange(band.left, depth + 1)
            yield from arrange(band.right, depth + 1)
        else:
            waiting += sorted([*band.left, *band.right], key=lambda line: (line.top + line.bottom, line.lefts[0]))
        if number < len(gutter.crossing):
            waiting.append(gutter.crossing[number])
    if waiting:
        yield _column(waiting)
