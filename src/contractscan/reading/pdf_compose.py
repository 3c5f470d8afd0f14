"""Pages to a document: tables and columns found, paragraphs written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from contractscan.model import BlockKind, Document, Problem, Source, TextOrigin
from contractscan.reading.pdf_blocks import BlockWriter, vocabulary
from contractscan.reading.pdf_columns import arrange
from contractscan.reading.pdf_footnotes import part_footnotes
from contractscan.reading.pdf_lines import Grid, Line, PageContent
from contractscan.reading.pdf_origins import is_blank
from contractscan.reading.pdf_paragraphs import paragraphs, typography
from contractscan.reading.pdf_tables import take_tables
from contractscan.reading.raw import RawPage, RawTable
from contractscan.reading.structure import build_document

_SAME_EDGE = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a file says about itself.

    Attributes:
        title: as it is stated.
        outline: bookmarks as (title, level from 1).
    """

    title: str = ""
    outline: tuple[tuple[str, int], ...] = ()


def compose(
    source: Source,
    pages: Sequence[PageContent],
    margins: Sequence[Sequence[str]],
    findings: Findings,
    problems: Sequence[Problem] = (),
) -> Document:
    """Put the pages' lines together to a document.

    Args:
        source: the file.
        pages: in order; their lines are used up.
        margins: the texts of each page's margins, already taken out of its lines.
        findings: what the file says about itself.
        problems: what could not be read.
    """
    found_margins = [list(margin) for margin in margins]
    words = vocabulary(line for page in pages for line in page.lines)
    for page in pages:
        take_tables(page)
    columns = list(chain.from_iterable(arrange(page.lines) for page in pages))
    tables = _TableWriter(writer=BlockWriter(vocabulary=words), margins=found_margins)
    usual = typography(columns)
    for paragraph in paragraphs(list(part_footnotes(columns, usual)), usual):
        first = paragraph.lines[0]
        if first.table is not None:
            tables.write(first.table, first.page)
        else:
            tables.close()
            kind = BlockKind.FIELD if first.is_field else BlockKind.FOOTNOTE if paragraph.note else None
            tables.writer.write(paragraph.lines, kind=kind, indent=paragraph.indent)
    tables.close()
    raw_pages = [
        RawPage(
            number=page.number,
            width=page.width,
            height=page.height,
            text_origin=page.origin or TextOrigin.NATIVE,
            blank=is_blank(page),
            margins=(*margin, *(f"[comment] {comment}" for comment in page.comments)),
        )
        for page, margin in zip(pages, found_margins, strict=True)
    ]
    sizes = [(page.width, page.height) for page in pages]
    return build_document(
        source,
        tables.writer.blocks,
        raw_pages,
        tables=tables.tables,
        reader="pdf",
        title=findings.title,
        links=tuple(dict.fromkeys(chain.from_iterable(page.links for page in pages))),
        outline=findings.outline,
        problems=problems,
        layout=lambda starts: tables.writer.boxes.finish(starts, sizes),
    )


_Row = tuple[int, tuple[tuple[int, int], ...]]


@dataclass(slots=True, kw_only=True)
class _TableWriter:
    """Writes tables, and joins those that a page break has cut."""

    writer: BlockWriter
    margins: list[list[str]]
    tables: list[RawTable] = field(default_factory=list)
    _rows: list[_Row] = field(default_factory=list)
    _last: tuple[Grid, int] | None = None
    _header: str = ""

    def write(self, grid: Grid, page: int) -> None:
        """Write a table, or the rest of the one before."""
        goes_on = self._last is not None and _goes_on(self._last[0], grid) and page == self._last[1] + 1
        if not goes_on:
            self.close()
            self._header = _text(grid.rows[0]) if grid.rows else ""
        rows = grid.rows
        if goes_on and rows and _text(rows[0]) == self._header:
            self.margins[page - 1].append(self._header)
            rows = rows[1:]
        for row in rows:
            self._rows.append((len(self.writer.blocks), self.writer.write_row(row, page)))
        self._last = (grid, page)

    def close(self) -> None:
        """End the table: what follows is none, or another."""
        if self._rows:
            self.tables.append(RawTable(rows=tuple(self._rows)))
        self._rows, self._last, self._header = [], None, ""


def _goes_on(one: Grid, two: Grid) -> bool:
    """Whether two tables have the same columns."""
    return len(one.columns) == len(two.columns) and all(
        abs(edge - other) < _SAME_EDGE for edge, other in zip(one.columns, two.columns, strict=True)
    )


def _text(row: Sequence[Sequence[Line]]) -> str:
    return " | ".join(" ".join(line.text for line in cell) for cell in row)
