"""Documents on their way from the reading process to the parent: compact, and checked on arrival.

The reading process has parsed a stranger's file, so nothing it sends is trusted: no pickle, every index and offset is
checked, and a message that does not hold together is an unreadable file.

Format: ``CSD1``, two big-endian 32-bit lengths (header, text), the header as JSON, the text as UTF-8, the layout's
bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from contractscan.errors import UnreadableError
from contractscan.model import (
    Block,
    BlockKind,
    Cell,
    Definition,
    Document,
    Layout,
    NoLayout,
    Page,
    Problem,
    Section,
    Source,
    Span,
    Stage,
    Table,
    TextOrigin,
)

_MAGIC = b"CSD1"
_LENGTHS = struct.Struct(">II")
_KINDS = tuple(BlockKind)
_ORIGINS = tuple(TextOrigin)


def encode(document: Document) -> bytes:
    """Write a document as bytes; the source's own bytes are not among them."""
    layout = document.layout
    to_bytes = getattr(layout, "to_bytes", None)
    header = {
        "sha256": document.source.sha256,
        "media_type": document.source.media_type,
        "language": document.language,
        "title": document.title,
        "reader": document.reader,
        "links": document.links,
        "pages": [
            [page.number, *_pair(page.span), page.width, page.height, page.text_origin, page.blank, page.margins]
            for page in document.pages
        ],
        "blocks": [
            [*_pair(block.span), _KINDS.index(block.kind), block.marker, block.depth, block.stem, block.section]
            for block in document.blocks
        ],
        "sections": [
            [section.number, section.heading, section.level, *_pair(section.span), section.parent, section.language]
            for section in document.sections
        ],
        "tables": [
            [*_pair(table.span), table.page, _cells(table.header), [_cells(row) for row in table.rows]]
            for table in document.tables
        ],
        "definitions": [
            [definition.term, *_pair(definition.term_span), *_pair(definition.span)]
            for definition in document.definitions
        ],
        "problems": [
            [
                problem.stage,
                problem.component,
                problem.message,
                problem.document,
                _pair(problem.span) if problem.span else None,
                problem.page,
                problem.loses_text,
            ]
            for problem in document.problems
        ],
        "layout": to_bytes is not None,
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    text = document.text.encode("utf-8")
    return b"".join((_MAGIC, _LENGTHS.pack(len(head), len(text)), head, text, to_bytes() if to_bytes else b""))


def decode(data: bytes, source: Source) -> Document:
    """Restore a document and check that it holds together.

    Raises:
        UnreadableError: when it does not.
    """
    try:
        return _decode(data, source)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, struct.error) as error:
        raise UnreadableError(
            f"{source.name}: the reading process sent a damaged result; please report this file's kind"
        ) from error


def _decode(data: bytes, source: Source) -> Document:
    if data[:4] != _MAGIC:
        raise ValueError("not a document")
    head_length, text_length = _LENGTHS.unpack_from(data, 4)
    start = 4 + _LENGTHS.size
    middle = start + head_length
    end = middle + text_length
    if end > len(data):
        raise ValueError("cut off")
    header = json.loads(data[start:middle])
    check = _Checker(data[middle:end].decode("utf-8"))
    sections = check.sections(header["sections"])
    return Document(
        source=Source(
            name=source.name, data=source.data, sha256=source.sha256, media_type=_string(header["media_type"])
        ),
        text=check.text,
        language=_string(header["language"]),
        pages=check.pages(header["pages"]),
        blocks=check.blocks(header["blocks"], len(sections)),
        sections=sections,
        tables=tuple(check.table(item) for item in header["tables"]),
        definitions=tuple(check.definition(item) for item in header["definitions"]),
        title=_string(header["title"]),
        links=_strings(header["links"]),
        layout=_layout(data[end:]) if header["layout"] is True else NoLayout(),
        problems=tuple(check.problem(item) for item in header["problems"]),
        reader=_string(header["reader"]),
    )


def _layout(data: bytes) -> Layout:
    from contractscan.reading.layout import WordBoxes

    return WordBoxes.from_bytes(data)


class _Checker:
    """Makes the model's parts from JSON values, each checked against the text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, start: object, end: object) -> Span:
        span = Span(_number(start), _number(end))
        if span.end > len(self.text):
            raise ValueError("a span lies outside the text")
        return span

    def pages(self, items: Sequence[Any]) -> tuple[Page, ...]:
        pages = tuple(
            Page(
                number=_number(number),
                span=self.span(start, end),
                width=_size(width),
                height=_size(height),
                text_origin=TextOrigin(origin),
                blank=_truth(blank),
                margins=_strings(margins),
            )
            for number, start, end, width, height, origin, blank, margins in items
        )
        if any(one.number >= two.number or one.span > two.span for one, two in pairwise(pages)):
            raise ValueError("pages are out of order")
        return pages

    def blocks(self, items: Sequence[Any], sections: int) -> tuple[Block, ...]:
        return tuple(
            Block(
                span=self.span(start, end),
                kind=_KINDS[_number(kind)],
                marker=_string(marker),
                depth=_number(depth),
                stem=_index(stem, place),
                section=_index(section, sections),
            )
            for place, (start, end, kind, marker, depth, stem, section) in enumerate(items)
        )

    def sections(self, items: Sequence[Any]) -> tuple[Section, ...]:
        return tuple(
            Section(
                number=_string(number),
                heading=_string(heading),
                level=_number(level),
                span=self.span(start, end),
                parent=_index(parent, place),
                language=_string(language),
            )
            for place, (number, heading, level, start, end, parent, language) in enumerate(items)
        )

    def cells(self, items: Iterable[Any]) -> tuple[Cell, ...]:
        return tuple(Cell(span=self.span(start, end), column=_number(column)) for start, end, column in items)

    def table(self, item: Any) -> Table:
        start, end, page, header, rows = item
        return Table(
            span=self.span(start, end),
            header=self.cells(header),
            rows=tuple(self.cells(row) for row in rows),
            page=_number(page),
        )

    def definition(self, item: Any) -> Definition:
        term, term_start, term_end, start, end = item
        return Definition(term=_string(term), term_span=self.span(term_start, term_end), span=self.span(start, end))

    def problem(self, item: Any) -> Problem:
        stage, component, message, document, span, page, loses_text = item
        return Problem(
            stage=Stage(stage),
            component=_string(component),
            message=_string(message),
            document=_string(document),
            span=self.span(*span) if span is not None else None,
            page=_number(page) if page is not None else None,
            loses_text=_truth(loses_text),
        )


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _cells(cells: Iterable[Cell]) -> list[tuple[int, int, int]]:
    return [(cell.span.start, cell.span.end, cell.column) for cell in cells]


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a count")
    return value


def _size(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise ValueError("not a size")
    return float(value)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a truth value")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a string")
    return value


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return tuple(_string(item) for item in value)


def _index(value: object, limit: int) -> int | None:
    if value is None:
        return None
    number = _number(value)
    if number >= limit:
        raise ValueError("an index lies outside its list")
    return number
