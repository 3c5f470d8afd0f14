"""Tables: from drawn rules, or from horizontal rules and the white between columns.

The rules come from the engine; the words are those of the page itself, so that their boxes stay known. pdfplumber's own
way (`lines` for both directions) finds the same closed grids, but needs a second engine for each page and misses tables
that are open at the sides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from contractscan.reading.pdf_columns import rows
from contractscan.reading.pdf_lines import Grid, Line, PageContent, Rule, turn

_SNAP = 2.5
"""Points within which rules count as one."""
_TOUCH = 3.5
"""Points within which rules count as touching."""
_OPEN_SIDE = 10.0
"""Points by which rules must stand out beyond the outermost crossing one to make another column or row."""
_EDGE = 2.0
"""Points from the page's edge within which a rule belongs to its background."""
_MOST_LINES = 6
"""Pieces of lines in a cell that only two crossing rules make."""
_CLOSE = 0.3
"""Heights of a line between two lines of one cell at most; between rows there is more."""
_WHITE = 5.0
"""Least width of the white between two columns."""
_MOST_RULES = 3_000
_MOST_CELLS = 20_000


@dataclass(slots=True, kw_only=True)
class _Bar:
    """A horizontal or vertical rule, or several in one line: `at` across, from `start` to `end` along."""

    at: float
    start: float
    end: float
    shade: bool
    """Whether only the edges of shaded areas make it."""


@dataclass(slots=True, kw_only=True)
class _Frame:
    """The rules of one table."""

    across: list[_Bar]
    down: list[_Bar]


def take_tables(page: PageContent) -> None:
    """Replace the pieces of lines that stand in tables by one stand-in for each table."""
    if len(page.rules) < 2 or not page.lines:
        return
    across, down = _bars(page)
    frames = _frames(across, down)
    used: list[tuple[float, float, float, float]] = []
    for frame in _stacked(frames, page):
        box = _closed(frame, page)
        if box:
            used.append(box)
    for group in _ladders(across, used):
        _open(group, page)


def _bars(page: PageContent) -> tuple[list[_Bar], list[_Bar]]:
    """The page's rules, turned like its lines, as horizontal and vertical bars."""
    across, down = [], []
    for rule in page.rules[:_MOST_RULES]:
        if _frames_page(rule, page):
            continue
        x0, top, x1, bottom = turn(page.direction, page.width, page.height, (rule.x0, rule.top, rule.x1, rule.bottom))
        if x1 - x0 >= bottom - top:
            across.append(_Bar(at=(top + bottom) / 2, start=x0, end=x1, shade=rule.shade))
        else:
            down.append(_Bar(at=(x0 + x1) / 2, start=top, end=bottom, shade=rule.shade))
    return _merged(across), _merged(down)


def _frames_page(rule: Rule, page: PageContent) -> bool:
    """Whether a rule runs along an edge of the page, or from one to the other: a background, and no table's rule."""
    if rule.horizontal:
        across, at, length, height = (rule.x0, rule.x1), rule.top, page.width, page.height
    else:
        across, at, length, height = (rule.top, rule.bottom), rule.x0, page.height, page.width
    return (across[0] <= _EDGE and across[1] >= length - _EDGE) or not _EDGE < at < height - _EDGE


def _merged(bars: list[_Bar]) -> list[_Bar]:
    """Bars in one line that touch, as one."""
    bars.sort(key=lambda bar: bar.at)
    levels: list[list[_Bar]] = []
    for bar in bars:
        if levels and bar.at - levels[-1][0].at <= _SNAP:
            levels[-1].append(bar)
        else:
            levels.append([bar])
    result: list[_Bar] = []
    for level in levels:
        level.sort(key=lambda bar: bar.start)
        at = sum(bar.at for bar in level) / len(level)
        current: _Bar | None = None
        for bar in level:
            if current and bar.start <= current.end + _TOUCH:
                current.end = max(current.end, bar.end)
                current.shade = current.shade and bar.shade
            else:
                current = _Bar(at=at, start=bar.start, end=bar.end, shade=bar.shade)
                result.append(current)
    return result


def _frames(across: Sequence[_Bar], down: Sequence[_Bar]) -> list[_Frame]:
    """Bars that hang together, where they may be tables."""
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for number, vertical in enumerate(down, len(across)):
        for index, horizontal in enumerate(across):
            if _touch(horizontal, vertical):
                group[root(index)] = root(number)
    members: dict[int, _Frame] = defaultdict(lambda: _Frame(across=[], down=[]))
    for index, bar in enumerate(across):
        members[root(index)].across.append(bar)
    for number, bar in enumerate(down, len(across)):
        members[root(number)].down.append(bar)
    found = [frame for frame in members.values() if frame.down and frame.across]
    return sorted(found, key=lambda frame: (frame.across[0].at, frame.down[0].at))


def _touch(horizontal: _Bar, vertical: _Bar) -> bool:
    return (
        horizontal.start - _TOUCH <= vertical.at <= horizontal.end + _TOUCH
        and vertical.start - _TOUCH <= horizontal.at <= vertical.end + _TOUCH
    )


def _stacked(frames: Sequence[_Frame], page: PageContent) -> list[_Frame]:
    """The frames, those as one that are the shaded rows of one table: what stands between two of them is a row too."""
    result: list[_Frame] = []
    for frame in frames:
        columns = _columns_of(frame)
        above = next((one for one in reversed(result) if _has_columns(one, columns)), None)
        if above is None or not all(bar.shade for bar in (*frame.across, *frame.down)):
            result.append(frame)
            continue
        start, end = max(bar.at for bar in above.across), min(bar.at for bar in frame.across)
        if start - _SNAP <= end and _is_row(_within(page, columns, start, end), columns):
            _reach(above.down, start, end)
            above.across += frame.across
            above.down += frame.down
        else:
            result.append(frame)
    return result


def _columns_of(frame: _Frame) -> list[float]:
    return _edges([bar.at for bar in frame.down], frame.across)


def _has_columns(frame: _Frame, columns: Sequence[float]) -> bool:
    """Whether a frame is of shades only and has these columns."""
    if len(columns) < 3 or not all(bar.shade for bar in (*frame.across, *frame.down)):
        return False
    own = _columns_of(frame)
    return len(own) == len(columns) and all(abs(one - two) <= _SNAP for one, two in zip(own, columns, strict=True))


def _reach(bars: Iterable[_Bar], end: float, new: float) -> None:
    """Lengthen the vertical bars that go as far as `end` to `new`."""
    for bar in bars:
        if new > end and bar.end >= end - _TOUCH:
            bar.end = max(bar.end, new)
        elif new < end and bar.start <= end + _TOUCH:
            bar.start = min(bar.start, new)


def _within(page: PageContent, columns: Sequence[float], start: float, end: float) -> list[Line]:
    """The pieces of lines between two heights that stand above or below the columns, top to bottom."""
    return sorted(
        (
            line
            for line in page.lines
            if line.table is None
            and line.direction == page.direction
            and start < (line.top + line.bottom) / 2 < end
            and line.lefts[0] < columns[-1]
            and line.rights[-1] > columns[0]
        ),
        key=lambda line: line.top + line.bottom,
    )


def _is_row(pieces: Sequence[Line], columns: Sequence[float]) -> bool:
    """Whether the pieces, if there are any, stand in the columns, and in two of them at least."""
    places = {_column(line, columns) for line in pieces}
    return bool(pieces) and len(places) >= 2 and all(_fits(line, columns) for line in pieces)


def _fits(line: Line, columns: Sequence[float]) -> bool:
    """Whether no word of the piece stands on an edge between two columns."""
    return all(
        not left + 1 < edge < right - 1 for edge in columns for left, right in zip(line.lefts, line.rights, strict=True)
    ) and (line.lefts[0] >= columns[0] - _TOUCH and line.rights[-1] <= columns[-1] + _TOUCH)


def _closed(frame: _Frame, page: PageContent) -> tuple[float, float, float, float] | None:
    """Make a table of a frame, with columns between its vertical rules and rows between its horizontal ones."""
    columns = _columns_of(frame)
    levels = _edges([bar.at for bar in frame.across], frame.down)
    if len(columns) < 3 or len(levels) < 2 or len(columns) * len(levels) > _MOST_CELLS:
        return None
    if len(levels) > 2 and all(bar.shade for bar in (*frame.across, *frame.down)):
        first, last = levels[0], levels[-1]
        levels = _with_rows_outside(page, _within(page, columns, first, last), columns, levels)
        _reach(frame.down, first, levels[0])
        _reach(frame.down, last, levels[-1])
        outside = [level for level in levels if not first <= level <= last]
        frame.across += [_Bar(at=level, start=columns[0], end=columns[-1], shade=True) for level in outside]
    if len(frame.across) == 1 and not _is_cross(_within(page, columns, levels[0], levels[-1]), columns, levels):
        return None
    cells = _cells(page, columns, levels)
    if cells is None:
        return None
    inside, taken = cells
    _merge_cells(inside, columns, levels, frame)
    return _replace(page, columns, levels, inside, taken)


def _is_cross(pieces: Sequence[Line], columns: Sequence[float], levels: Sequence[float]) -> bool:
    """Whether one rule across and those down make a small table, and no page of columns below a line."""
    counted = Counter((_column(line, columns), bisect_left(levels, (line.top + line.bottom) / 2, 1)) for line in pieces)
    return bool(counted) and max(counted.values()) <= _MOST_LINES and all(_fits(line, columns) for line in pieces)


def _edges(positions: Iterable[float], others: Sequence[_Bar]) -> list[float]:
    """Where columns or rows end, also where the table is open at that side."""
    edges = sorted(set(positions))
    distinct = [edge for number, edge in enumerate(edges) if number == 0 or edge - edges[number - 1] > _SNAP]
    start, end = min(bar.start for bar in others), max(bar.end for bar in others)
    if start < distinct[0] - _OPEN_SIDE:
        distinct.insert(0, start)
    if end > distinct[-1] + _OPEN_SIDE:
        distinct.append(end)
    return distinct


_Inside = list[list[list[Line]]]


def _cells(page: PageContent, columns: Sequence[float], levels: Sequence[float]) -> tuple[_Inside, set[int]] | None:
    """The pieces of lines in each cell, and which of the page's pieces they are; None where there is no table."""
    inside: _Inside = [[[] for _ in columns[1:]] for _ in levels[1:]]
    taken: set[int] = set()
    for line in page.lines:
        middle = (line.top + line.bottom) / 2
        if line.direction != page.direction or not levels[0] <= middle <= levels[-1]:
            continue
        if line.rights[-1] < columns[0] or line.lefts[0] > columns[-1]:
            continue
        row = bisect_left(levels, middle, 1) - 1
        for column, piece in _split(line, columns):
            inside[row][column].append(piece)
            taken.add(id(line))
    filled = sum(1 for row in inside if sum(1 for cell in row if cell) >= 2)
    return (inside, taken) if filled else None


def _split(line: Line, columns: Sequence[float]) -> Iterable[tuple[int, Line]]:
    """The parts of a piece by column."""
    last = len(columns) - 2
    places = [
        min(last, bisect_left(columns, (left + right) / 2, 1) - 1)
        for left, right in zip(line.lefts, line.rights, strict=True)
    ]
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != places[start]:
            yield places[start], _part(line, start, end)
            start = end


def _part(line: Line, start: int, end: int) -> Line:
    if start == 0 and end == len(line.words):
        return line
    return Line(
        words=line.words[start:end],
        lefts=line.lefts[start:end],
        rights=line.rights[start:end],
        top=line.top,
        bottom=line.bottom,
        size=line.size,
        bold=line.bold or bool(line.bold_words and all(line.bold_words[start:end])),
        bold_words=line.bold_words[start:end] if line.bold_words else None,
        direction=line.direction,
        page=line.page,
    )


def _merge_cells(inside: _Inside, columns: Sequence[float], levels: Sequence[float], frame: _Frame) -> None:
    """Move what stands in a merged cell into the first of the cells that it covers."""
    for row in range(len(inside)):
        middle = (levels[row] + levels[row + 1]) / 2
        for column in range(len(columns) - 2, 0, -1):
            if not _is_ruled(frame.down, columns[column], middle):
                inside[row][column - 1] += inside[row][column]
                inside[row][column] = []
    for column in range(len(columns) - 1):
        middle = (columns[column] + columns[column + 1]) / 2
        for row in range(len(inside) - 1, 0, -1):
            if not _is_ruled(frame.across, levels[row], middle):
                inside[row - 1][column] += inside[row][column]
                inside[row][column] = []


def _is_ruled(bars: Iterable[_Bar], at: float, along: float) -> bool:
    return any(abs(bar.at - at) <= _SNAP and bar.start - 1 <= along <= bar.end + 1 for bar in bars)


def _replace(
    page: PageContent, columns: Sequence[float], levels: Sequence[float], inside: _Inside, taken: set[int]
) -> tuple[float, float, float, float]:
    """Put the stand-in where the table's pieces were."""
    grid = Grid(
        columns=list(columns),
        rows=[
            [rows(sorted(cell, key=lambda line: line.top + line.bottom)) for cell in row] for row in inside if any(row)
        ],
    )
    page.lines = [line for line in page.lines if id(line) not in taken]
    page.lines.append(
        Line(
            words=[],
            lefts=[columns[0]],
            rights=[columns[-1]],
            top=levels[0],
            bottom=levels[-1],
            size=0.0,
            direction=page.direction,
            page=page.number,
            table=grid,
        )
    )
    return columns[0], levels[0], columns[-1], levels[-1]


def _ladders(across: Sequence[_Bar], used: Sequence[tuple[float, float, float, float]]) -> list[list[_Bar]]:
    """Horizontal rules of the same length below one another, at least three, outside of the tables already found."""
    groups: dict[tuple[int, int], list[_Bar]] = defaultdict(list)
    for bar in across:
        if any(top - 1 <= bar.at <= bottom + 1 and left - 1 <= bar.start <= right for left, top, right, bottom in used):
            continue
        groups[round(bar.start / 4), round(bar.end / 4)].append(bar)
    return [sorted(group, key=lambda bar: bar.at) for group in groups.values() if len(group) >= 3]


def _open(group: Sequence[_Bar], page: PageContent) -> None:
    """Make a table of horizontal rules where white runs down between columns."""
    levels = [bar.at for bar in group]
    left, right = group[0].start, group[0].end
    pieces = [
        line
        for line in page.lines
        if line.table is None
        and line.direction == page.direction
        and levels[0] <= (line.top + line.bottom) / 2 <= levels[-1]
        and line.lefts[0] >= left - _TOUCH
        and line.rights[-1] <= right + _TOUCH
    ]
    whites = _whites(pieces)
    if not whites:
        return
    columns = [left, *whites, right]
    if all(bar.shade for bar in group):
        levels = _with_rows_outside(page, pieces, columns, levels)
    cells = _cells(page, columns, levels)
    if cells is None:
        return
    inside, taken = cells
    if sum(1 for row in inside if sum(1 for cell in row if cell) >= 2) < 2:
        return
    _replace(page, columns, levels, inside, taken)


def _with_rows_outside(
    page: PageContent, pieces: Sequence[Line], columns: Sequence[float], levels: list[float]
) -> list[float]:
    """The levels, and those of the first and last rows that stand outside of the rules.

    Where every other row is shaded, the first or the last may not be, and a header above the first may be told by its
    type only. Such a row has words in two columns at least, all of which are aligned as those of its columns are.
    """
    height = max(lower - upper for upper, lower in pairwise(levels))
    aligned = _aligned(pieces, columns)
    first, last = levels[0], levels[-1]
    above = _rows_beyond(_within(page, columns, first - 2 * height, first)[::-1], columns, aligned, first, height)
    below = _rows_beyond(_within(page, columns, last, last + height), columns, aligned, last, height)
    return [*above[1::-1], *levels, *below[:1]]


_Edges = dict[int, tuple[list[float], list[float], list[float]]]


def _aligned(pieces: Iterable[Line], columns: Sequence[float]) -> _Edges:
    """Where the pieces of each column begin, end and have their middles."""
    found: _Edges = defaultdict(lambda: ([], [], []))
    for line in pieces:
        for one, place in zip(found[_column(line, columns)], _places(line), strict=True):
            one.append(place)
    return found


def _places(line: Line) -> tuple[float, float, float]:
    return line.lefts[0], line.rights[-1], (line.lefts[0] + line.rights[-1]) / 2


def _rows_beyond(
    pieces: Sequence[Line], columns: Sequence[float], aligned: _Edges, edge: float, height: float
) -> list[float]:
    """Where the rows end that follow on an edge, the nearest first.

    Args:
        pieces: what stands beyond the edge, the nearest first.
        columns: edges of the table's columns.
        aligned: see `_aligned`.
        edge: where the known part of the table ends.
        height: of the table's highest row; the next row must begin within that distance.
    """
    found: list[float] = []
    row: list[Line] = []
    beside: tuple[float, ...] = (edge,)
    for line in pieces:
        place = any(
            abs(one - two) <= _TOUCH
            for known, one in zip(aligned[_column(line, columns)], _places(line), strict=True)
            for two in known
        )
        near = min(abs(end - last) for end in (line.top, line.bottom) for last in beside) < height
        if not (place and near and _fits(line, columns)):
            break
        if row and not _adjoins(line, row):
            if not _is_row(row, columns):
                return found
            edge = (row[-1].top + line.bottom) / 2 if line.top < row[-1].top else (row[-1].bottom + line.top) / 2
            found.append(edge)
            row = []
        row.append(line)
        beside = (line.top, line.bottom)
    if _is_row(row, columns):
        found.append(
            min(one.top for one in row) - 1 if row[0].bottom <= edge + 1 else max(one.bottom for one in row) + 1
        )
    return found


def _adjoins(line: Line, row: Sequence[Line]) -> bool:
    """Whether a piece stands beside or close to those of a row, as the lines of one cell do."""
    gap = min(max(line.top - one.bottom, one.top - line.bottom) for one in row)
    return gap <= _CLOSE * (line.bottom - line.top)


def _column(line: Line, columns: Sequence[float]) -> int:
    return sum(1 for edge in columns[1:-1] if line.lefts[0] > edge)


def _whites(pieces: Iterable[Line]) -> list[float]:
    """Middles of the vertical stripes in which no piece stands."""
    extents = sorted((line.lefts[0], line.rights[-1]) for line in pieces)
    result = []
    reach = None
    for (_, end), (start, _) in pairwise(extents):
        reach = end if reach is None else max(reach, end)
        if start - reach >= _WHITE:
            result.append((start + reach) / 2)
    return result
