"""Raw blocks to a Document: one text, and the sections, lists, tables, definitions and pages in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from contractscan.model import (
    Block,
    Document,
    Layout,
    NoLayout,
    Page,
    Problem,
    Section,
    Source,
    Span,
)
from contractscan.reading import language as languages
from contractscan.reading.definitions import find_definitions
from contractscan.reading.raw import RawBlock, RawPage, RawTable
from contractscan.reading.sections import Node, Outliner, Placement
from contractscan.reading.tables import build_tables
from contractscan.reading.unmarked import with_unmarked_items

_MAX_TITLE = 500
_LINE_BREAKS = {ord(character): " " for character in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


def build_document(
    source: Source,
    blocks: Sequence[RawBlock],
    pages: Sequence[RawPage],
    *,
    tables: Sequence[RawTable] = (),
    reader: str,
    title: str = "",
    links: Sequence[str] = (),
    problems: Sequence[Problem] = (),
    outline: Sequence[tuple[str, int]] = (),
    layout: Callable[[tuple[int, ...]], Layout] | None = None,
) -> Document:
    """Put the blocks together to a Document and find its structure.

    Args:
        source: the file.
        blocks: in reading order; each becomes one line of the text and one Block.
        pages: in order; a single page is made where there is none.
        tables: which blocks are the rows of which table.
        reader: id of the reader.
        title: the title that the file states.
        links: targets of hyperlinks.
        problems: what the reader could not read.
        outline: bookmarks as (title, level from 1), in order.
        layout: makes the Layout from the start offset of every block.
    """
    texts = [_one_line(block.text) for block in blocks]
    starts: list[int] = []
    position = 0
    for text in texts:
        starts.append(position)
        position += len(text) + 1
    text = "\n".join(texts)
    outliner = Outliner(blocks, texts, outline)
    placements = with_unmarked_items(outliner.outline(), texts)
    evidence = [languages.weigh(text) for text in texts]
    language = languages.total(evidence).language
    sections = _sections(outliner.nodes, starts, len(text))
    placed = _blocks(placements, texts, starts)
    built_tables = build_tables(tables, texts, starts, blocks)
    return Document(
        source=source,
        text=text,
        language=language,
        pages=build_pages(blocks, starts, pages, len(text)),
        blocks=placed,
        sections=_with_languages(sections, placed, evidence, language),
        tables=built_tables,
        definitions=find_definitions(
            placed, texts, [block.strong for block in blocks], outliner.labels, sections, built_tables
        ),
        title=title or _shown_title(sections, placed),
        links=tuple(links),
        layout=layout(tuple(starts)) if layout else NoLayout(),
        problems=tuple(problems),
        reader=reader,
    )


def _shown_title(sections: Sequence[Section], blocks: Sequence[Block]) -> str:
    """The heading at the top of a document that states no title."""
    first = sections[0] if sections else None
    at_top = first is not None and any(block.span.start == first.span.start for block in blocks[:3])
    return first.heading[:_MAX_TITLE] if first is not None and at_top and not first.number else ""


def _one_line(text: str) -> str:
    """The text with every line break a space and every lone surrogate replaced, so that its length stays the same."""
    if text.isascii() and text.isprintable():
        return text
    return (
        text.translate(_LINE_BREAKS).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if _has_surrogate(text)
        else text.translate(_LINE_BREAKS)
    )


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def build_pages(
    blocks: Sequence[RawBlock], starts: Sequence[int], pages: Sequence[RawPage], length: int
) -> tuple[Page, ...]:
    """Give every page its part of the text; together they cover it without gap or overlap."""
    pages = pages or (RawPage(number=1),)
    first: dict[int, int] = {}
    for block, start in zip(blocks, starts, strict=True):
        first.setdefault(block.page, start)
        for offset, number in block.page_breaks:
            first.setdefault(number, min(start + offset, length))
    begin: list[int] = []
    following = length
    for page in reversed(pages):
        following = min(following, first.get(page.number, following))
        begin.append(following)
    begin.reverse()
    begin[0] = 0
    ends = [*begin[1:], length]
    return tuple(
        Page(
            number=page.number,
            span=Span(start, end),
            width=page.width,
            height=page.height,
            text_origin=page.text_origin,
            blank=page.blank,
            margins=page.margins,
        )
        for page, start, end in zip(pages, begin, ends, strict=True)
    )


def _sections(nodes: Sequence[Node], starts: Sequence[int], length: int) -> tuple[Section, ...]:
    """Sections from the outline; each ends where the next of its level or above begins."""
    ends = [length] * len(nodes)
    open_nodes: list[Node] = []
    for node in nodes:
        while open_nodes and open_nodes[-1].level >= node.level:
            ends[open_nodes.pop().index] = max(starts[node.block] - 1, 0)
        open_nodes.append(node)
    return tuple(
        Section(
            number=node.number,
            heading=node.heading,
            level=node.level,
            span=Span(starts[node.block], max(starts[node.block], ends[node.index])),
            parent=node.parent,
        )
        for node in nodes
    )


def _with_languages(
    sections: tuple[Section, ...], blocks: Sequence[Block], evidence: Sequence[languages.Evidence], language: str
) -> tuple[Section, ...]:
    """Mark the sections whose language is not that of what is around them."""
    own = [languages.Evidence() for _ in sections]
    for block, weight in zip(blocks, evidence, strict=True):
        if block.section is not None:
            own[block.section] += weight
    whole = list(own)
    for index in range(len(sections) - 1, -1, -1):
        parent = sections[index].parent
        if parent is not None:
            whole[parent] += whole[index]
    found: list[Section] = []
    effective: list[str] = []
    for section, weight in zip(sections, whole, strict=True):
        around = language if section.parent is None else effective[section.parent]
        stated = weight.language if weight.is_ample else ""
        differs = stated not in ("", languages.UNDETERMINED, around)
        effective.append(stated if differs else around)
        found.append(replace(section, language=stated) if differs else section)
    return tuple(found)


def _blocks(placements: Sequence[Placement], texts: Sequence[str], starts: Sequence[int]) -> tuple[Block, ...]:
    return tuple(
        Block(
            span=Span(start, start + len(text)),
            kind=placed.kind,
            marker=placed.marker,
            depth=placed.depth,
            stem=placed.stem,
            section=placed.section,
        )
        for placed, text, start in zip(placements, texts, starts, strict=True)
    )
