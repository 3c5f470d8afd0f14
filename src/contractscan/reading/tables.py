"""Raw tables to tables with a header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contractscan.model import Cell, Span, Table
from contractscan.reading.raw import RawBlock, RawTable

_HEADER_WORDS = re.compile(
    r"\b(?:name|company|entity|(?:sub-?)?processors?|vendor|supplier|purpose|service|services|description|location|country|"
    r"region|address|data|categor(?:y|ies)|type|term|definition|measure|requirement|severity|priority|level|response|"
    r"resolution|credit|availability|uptime|retention|period|role|contact|no|nr|item|field|"
    r"namn|företag|bolag|underbiträde|leverantör|ändamål|syfte|tjänst|beskrivning|plats|land|adress|uppgifter|kategori(?:er)?|"
    r"typ|begrepp|betydelse|åtgärd|krav|prioritet|nivå|svarstid|åtgärdstid|vite|tillgänglighet|lagringstid|gallring|roll|"
    r"kontakt|fält|ort|pris|belopp)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[\d%€$£]|@|https?:")
_MAX_HEADER_WORDS = 8


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
    header = _has_header(table, texts, blocks) if table.has_header is None else table.has_header
    return Table(
        span=Span(starts[first], starts[last] + len(texts[last])),
        header=rows[0] if header else (),
        rows=tuple(rows[1:] if header else rows),
        page=blocks[first].page,
    )


def _has_header(table: RawTable, texts: Sequence[str], blocks: Sequence[RawBlock]) -> bool:
    """Whether the first row names the columns: short entries without values, in bold or of the usual words."""
    if len(table.rows) < 2:
        return False
    index, places = table.rows[0]
    cells = [texts[index][start:end] for start, end in places]
    named = [cell for cell in cells if cell]
    if len(named) < 2 or len(named) < len(cells) - 1 or any(not _names_column(cell) for cell in named):
        return False
    others_bold = sum(blocks[row].bold for row, _ in table.rows[1:])
    if blocks[index].bold and 2 * others_bold < len(table.rows) - 1:
        return True
    return sum(_HEADER_WORDS.search(cell) is not None for cell in named) * 2 > len(named)


def _names_column(cell: str) -> bool:
    return len(cell.split()) <= _MAX_HEADER_WORDS and cell[-1] not in ".;" and not _VALUE.search(cell)
