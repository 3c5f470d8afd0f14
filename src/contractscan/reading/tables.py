"""Raw tables to tables with a header."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.model import Cell, Span, Table
from contractscan.reading.raw import RawBlock, RawTable


def build_tables(
    tables: Sequence[RawTable], texts: Sequence[str], starts: Sequence[int], blocks: Sequence[RawBlock]
) -> tuple[Table, ...]:
    """Move the cells' offsets into the document's text and tell the header row."""
    built = [_build(table, texts, starts, blocks) for table in tables if table.rows]
    return tuple(sorted(built, key=lambda table: table.span))


def _build(table: RawTable, texts: Sequence[str], starts: Sequence[int], blocks: Sequence[RawBlock]) -> Table:
    rows = [
        tuple(
            Cell(span=Span(starts[index] + start, starts[index] + end), column=column)
            for column, (start, end) in enumerate(cells)
        )
        for index, cells in table.rows
    ]
    first, last = table.rows[0][0], table.rows[-1][0]
    header = bool(table.has_header)
    return Table(
        span=Span(starts[first], starts[last] + len(texts[last])),
        header=rows[0] if header else (),
        rows=tuple(rows[1:] if header else rows),
        page=blocks[first].page,
    )
