"""Running headers, running footers and page numbers: known, but kept out of the text.

A line belongs to the margin when it comes again on other pages at the same height with the same words, whatever its
figures, and no line of the page's own text stands further out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from contractscan.reading.pdf_columns import rows, same_row
from contractscan.reading.pdf_lines import Line, PageContent

_ZONE = 0.16
"""Share of the page's height at its top and bottom in which margins are looked for."""
_ROWS = 6
_TOLERANCE = 4.0
_NEARBY = 3
_OFTEN = 3
_SHORT = 5
"""Pages of a document in which two are often enough."""
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|p\.|pg\.?|sida|sidan|sid\.?|s\.|seite|side|sivu)\s*:?\s*)?#(?:\s*(?:of|av|/|\(|\||von|\s)\s*(?:#\)?)?)?[\W_]*"
)
_HEADING = re.compile(
    r"(?:annex|annexure|appendix|schedule|exhibit|attachment|article|section|clause|chapter|part|module|bilaga|bihang|"
    r"artikel|avsnitt|kapitel|kap\.?|del|modul|§)\s*(?:\d|[ivx]+\b|[a-z]\b)"
)
"""At the top of page after page such a line is another heading each time, unless its number is the same too."""
_Key = tuple[str, int]


def take_margins(pages: Sequence[PageContent]) -> list[tuple[str, ...]]:
    """Take the margins out of the pages' lines.

    Returns:
        For each page the margins' texts, top to bottom.
    """
    edges = [_edges(page) for page in pages]
    repeated = _repeated(edges, len(pages))
    margins = [_margins(page, outer, repeated) for page, outer in zip(pages, edges, strict=True)]
    if all(margin.is_everything for margin in margins):
        return [() for _ in pages]
    return [margin.take() for margin in margins]


class _Row:
    """Pieces of lines at one height, near an edge of the page."""

    __slots__ = ("key", "middle", "page", "pieces", "text")

    def __init__(self, page: int, pieces: list[Line]) -> None:
        self.page = page
        self.pieces = pieces
        self.middle = sum(line.top + line.bottom for line in pieces) / (2 * len(pieces))
        self.text = " ".join(line.text for line in sorted(pieces, key=lambda line: line.lefts[0]))
        key = self.text.casefold()
        self.key = key if _HEADING.match(key) else _FIGURES.sub("#", key)

    @property
    def is_page_number(self) -> bool:
        return _PAGE_NUMBER.fullmatch(self.key) is not None


def _edges(page: PageContent) -> tuple[list[_Row], list[_Row]]:
    """The rows near the top from the outermost inwards, and those near the bottom."""
    height = page.width if page.direction in (90, 270) else page.height
    upper, lower = [], []
    for line in page.lines:
        if line.direction == page.direction:
            middle = (line.top + line.bottom) / 2
            if middle < _ZONE * height:
                upper.append(line)
            elif middle > (1 - _ZONE) * height:
                lower.append(line)
    above, below = _rows(upper)[:_ROWS], _rows(lower)[::-1][:_ROWS]
    return [_Row(page.number, pieces) for pieces in above], [_Row(page.number, pieces) for pieces in below]


def _rows(lines: list[Line]) -> list[list[Line]]:
    """The pieces that stand on the same printed line, top to bottom."""
    result: list[list[Line]] = []
    lines.sort(key=lambda line: line.top + line.bottom)
    for line in lines:
        if result and same_row(result[-1][-1], line):
            result[-1].append(line)
        else:
            result.append([line])
    return result


def _repeated(edges: Iterable[tuple[list[_Row], list[_Row]]], pages: int) -> set[_Key]:
    """Keys of rows, with their page, that come again at the same height on pages nearby."""
    places: dict[str, list[_Row]] = defaultdict(list)
    for row in chain.from_iterable(chain.from_iterable(edges)):
        places[row.key].append(row)
    found: set[_Key] = set()
    for key, same in places.items():
        if len(same) > 1:
            for level in _levels(same):
                found.update((key, row.page) for run in _runs(level) if _is_margin(run, pages) for row in run)
    return found


def _levels(same: list[_Row]) -> Iterator[list[_Row]]:
    """Rows at the same height."""
    same.sort(key=lambda row: row.middle)
    level = same[:1]
    for one, two in pairwise(same):
        if two.middle - one.middle > _TOLERANCE:
            yield level
            level = []
        level.append(two)
    yield level


def _runs(level: list[_Row]) -> Iterator[list[_Row]]:
    """Rows on pages that are not far from each other; odd and even pages may differ."""
    level.sort(key=lambda row: row.page)
    run = level[:1]
    for one, two in pairwise(level):
        if two.page - one.page > _NEARBY:
            yield run
            run = []
        run.append(two)
    yield run


def _is_margin(run: Sequence[_Row], pages: int) -> bool:
    """Whether the repetition is no chance: often enough, or in a short document, or counting with the pages."""
    if len(run) >= _OFTEN or (len(run) == 2 and pages <= _SHORT):
        return True
    return len(run) == 2 and _counts(run[0], run[1])


def _counts(one: _Row, two: _Row) -> bool:
    """Whether some figure grows with the pages."""
    figures = zip(re.findall(r"\d+", one.text), re.findall(r"\d+", two.text), strict=False)
    return any(int(after[:9]) - int(before[:9]) == two.page - one.page for before, after in figures)


class _Margins:
    """What belongs to the margins of one page."""

    __slots__ = ("_aside", "_page", "_rows")

    def __init__(self, page: PageContent, found: list[_Row], aside: list[Line]) -> None:
        self._page = page
        self._rows = found
        self._aside = aside

    @property
    def is_everything(self) -> bool:
        """Whether nothing but margins stands on the page."""
        return sum(len(row.pieces) for row in self._rows) + len(self._aside) == len(self._page.lines)

    def take(self) -> tuple[str, ...]:
        """Take them out of the page's lines; their texts."""
        taken = {id(line) for row in self._rows for line in row.pieces}
        taken.update(map(id, self._aside))
        if taken:
            self._page.lines = [line for line in self._page.lines if id(line) not in taken]
        return tuple([row.text for row in self._rows] + [line.text for line in rows(self._aside)])


def _margins(page: PageContent, edges: tuple[list[_Row], list[_Row]], repeated: set[_Key]) -> _Margins:
    upper, lower = (_margin(outer, repeated) for outer in edges)
    aside = [line for line in page.lines if line.direction < 0]
    return _Margins(page, [*upper, *reversed(lower)], aside)


def _margin(outer: Sequence[_Row], repeated: set[_Key]) -> list[_Row]:
    """The rows from the edge inwards, as far as they are repeated or number the page."""
    result: list[_Row] = []
    for row in outer:
        if (row.key, row.page) in repeated or (row.is_page_number and not result):
            result.append(row)
        else:
            break
    return result
