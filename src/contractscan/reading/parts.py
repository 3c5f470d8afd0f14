"""What Word files and web pages have in common: paragraphs and tables that nest, laid out as one sequence of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from contractscan.model import BlockKind
from contractscan.reading.inline import shifted
from contractscan.reading.numbering import Style, parse_label
from contractscan.reading.raw import RawBlock, RawTable

CELL_SEPARATOR = " | "
_LONG_CELL = 120
_CLAUSE_WORDS = 12
_NAME_WORDS = 8
_ROW_LEVEL = 9
"""Below every heading that a format has."""


@dataclass(frozen=True, slots=True)
class CellPart:
    """One cell: what stands in it, in order."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """A table as the format has it.

    Attributes:
        rows: the cells of each row; merged cells leave empty ones behind, so that columns stay in place.
        has_header: whether the first row is marked as a header; None where the format does not say.
    """

    rows: tuple[tuple[CellPart, ...], ...]
    has_header: bool | None = None


Part = RawBlock | TablePart


def join_cells(cells: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a row, and where each cell stands in it."""
    places = []
    position = 0
    for cell in cells:
        places.append((position, position + len(cell)))
        position += len(cell) + len(CELL_SEPARATOR)
    return CELL_SEPARATOR.join(cells), tuple(places)


def assemble(parts: Iterable[Part]) -> tuple[list[RawBlock], list[RawTable]]:
    """Lay the parts out as blocks, and tables as rows of blocks."""
    blocks: list[RawBlock] = []
    tables: list[RawTable] = []
    for part in flatten(parts):
        if isinstance(part, RawBlock):
            blocks.append(part)
            continue
        rows = []
        after: list[RawBlock] = []
        for row in part.rows:
            cells = [_cell_text(cell) for cell in row]
            after.extend(note for cell in row for note in _notes(cell.parts))
            if not any(cells):
                continue
            text, places = join_cells(cells)
            rows.append((len(blocks), places))
            blocks.append(RawBlock(text=text, kind=BlockKind.ROW, bold=_is_bold(row)))
        if rows:
            tables.append(RawTable(rows=tuple(rows), has_header=part.has_header))
        blocks.extend(after)
    return blocks, tables


def flatten(parts: Iterable[Part]) -> Iterator[Part]:
    """Take apart the tables that only place text: frames, clause numbers beside clauses, text in columns."""
    for part in parts:
        if isinstance(part, TablePart) and _places_text(part):
            for row in part.rows:
                yield from flatten(_row_parts(row))
        else:
            yield part


def _places_text(table: TablePart) -> bool:
    filled = [[cell for cell in row if cell.parts] for row in table.rows]
    if all(len(row) <= 1 for row in filled):
        return True
    if any(isinstance(part, TablePart) for row in table.rows for cell in row for part in cell.parts):
        return True
    return _numbers_clauses(filled) or _holds_clauses(filled)


def _numbers_clauses(rows: Sequence[Sequence[CellPart]]) -> bool:
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < 0.8 * len(rows):
        return False
    numbered = sum(_is_number(_cell_text(row[0])) for row in pairs)
    words = sum(len(_cell_text(row[1]).split()) for row in pairs)
    return numbered >= 0.7 * len(pairs) and words >= _CLAUSE_WORDS * len(pairs)


def _holds_clauses(rows: Sequence[Sequence[CellPart]]) -> bool:
    """Whether cells are pages of text rather than entries: several paragraphs each, or numbered clauses."""
    for row in rows:
        for cell in row:
            paragraphs = [
                part for part in cell.parts if isinstance(part, RawBlock) and part.kind is not BlockKind.FOOTNOTE
            ]
            words = sum(len(part.text.split()) for part in paragraphs)
            numbered = sum(_is_clause(part) for part in paragraphs)
            if numbered >= 3 or (len(paragraphs) >= 3 and words >= _LONG_CELL):
                return True
    return False


def _is_clause(block: RawBlock) -> bool:
    label = parse_label(block.text)
    return label is not None and label.style is Style.DECIMAL and len(label.values) > 1 and len(block.text.split()) > 8


def _is_text(cell: CellPart) -> bool:
    return len(cell.parts) > 1 or len(_cell_text(cell).split()) >= _CLAUSE_WORDS


def _names_row(block: RawBlock) -> bool:
    """Whether a row's first cell says in a few words what the text beside it is about, as a heading would."""
    words = block.text.split()
    return not block.heading_level and 0 < len(words) <= _NAME_WORDS and words[-1][-1] not in ".;:,"


def _is_number(text: str) -> bool:
    label = parse_label(text)
    return label is not None and label.style is not Style.BULLET and label.end >= len(text)


def _row_parts(row: Sequence[CellPart]) -> Iterator[Part]:
    filled = [cell for cell in row if cell.parts]
    if len(filled) > 1 and len(filled[0].parts) == 1:
        first, text = filled[0].parts[0], filled[1].parts[0]
        if isinstance(first, RawBlock) and isinstance(text, RawBlock) and _is_number(first.text):
            lead = f"{first.text} "
            yield replace(
                text,
                text=lead + text.text,
                marker=first.text,
                strong=shifted(text.strong, len(lead)),
                heading_level=first.heading_level or text.heading_level,
            )
            filled = [CellPart(filled[1].parts[1:]), *filled[2:]]
        elif isinstance(first, RawBlock) and _is_text(filled[1]) and _names_row(first):
            yield replace(first, heading_level=_ROW_LEVEL)
            filled = filled[1:]
    for cell in filled:
        yield from cell.parts


def _cell_text(cell: CellPart) -> str:
    return " ".join(_texts(cell.parts))


def _texts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, TablePart):
            for row in part.rows:
                yield from (text for cell in row for text in _texts(cell.parts))
        elif part.kind is not BlockKind.FOOTNOTE:
            yield part.text


def _notes(parts: Iterable[Part]) -> Iterator[RawBlock]:
    for part in parts:
        if isinstance(part, RawBlock) and part.kind is BlockKind.FOOTNOTE:
            yield part


def _is_bold(row: Sequence[CellPart]) -> bool:
    blocks = [part for cell in row for part in cell.parts if isinstance(part, RawBlock)]
    return bool(blocks) and all(block.bold for block in blocks)
