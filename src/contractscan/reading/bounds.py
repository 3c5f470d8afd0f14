"""The limits that the user set on the length of what is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Problem, Source, Stage
from contractscan.reading.raw import RawBlock, RawPage, RawTable
from contractscan.reading.structure import build_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """What is left of a document, and the problem that tells what is not."""

    blocks: Sequence[RawBlock]
    pages: Sequence[RawPage]
    tables: Sequence[RawTable]
    problems: tuple[Problem, ...] = ()


def document_within(
    source: Source,
    options: ReadOptions,
    reader: str,
    blocks: Sequence[RawBlock],
    pages: Sequence[RawPage],
    *,
    tables: Sequence[RawTable] = (),
    title: str = "",
    links: Iterable[str] = (),
    problems: Sequence[Problem] = (),
) -> Document:
    """Put the document together as far as the limits allow; the arguments are those of `build_document`."""
    kept = keep_within(options, blocks=blocks, pages=pages, tables=tables, name=source.name, reader=reader)
    return build_document(
        source,
        kept.blocks,
        kept.pages,
        tables=kept.tables,
        reader=reader,
        title=title,
        links=tuple(links),
        problems=(*problems, *kept.problems),
    )


def keep_within(
    options: ReadOptions,
    *,
    blocks: Sequence[RawBlock],
    pages: Sequence[RawPage],
    tables: Sequence[RawTable] = (),
    name: str,
    reader: str,
) -> Bounded:
    """Leave out the pages and the text beyond the limits, and say so."""
    if len(pages) > options.max_pages:
        last = pages[options.max_pages - 1].number
        message = f"the pages from {last + 1} on were left out; there are {len(pages)}"
        kept = next((index for index, block in enumerate(blocks) if block.page > last), len(blocks))
        cut = [
            replace(block, page_breaks=tuple(b for b in block.page_breaks if b[1] <= last)) for block in blocks[:kept]
        ]
        return _cut(cut, pages[: options.max_pages], tables, kept, message, name, reader)
    length = 0
    for index, block in enumerate(blocks):
        length += len(block.text) + 1
        if length > options.max_characters:
            message = f"the text beyond {options.max_characters} characters was left out"
            return _cut(blocks[:index], pages, tables, index, message, name, reader)
    return Bounded(blocks=blocks, pages=pages, tables=tables)


def _cut(
    blocks: Sequence[RawBlock],
    pages: Sequence[RawPage],
    tables: Sequence[RawTable],
    kept: int,
    message: str,
    name: str,
    reader: str,
) -> Bounded:
    whole = [
        replace(table, rows=tuple(row for row in table.rows if row[0] < kept))
        for table in tables
        if table.rows and table.rows[0][0] < kept
    ]
    problem = Problem(stage=Stage.READING, component=reader, message=message, document=name, loses_text=True)
    return Bounded(blocks=blocks, pages=pages, tables=whole, problems=(problem,))
