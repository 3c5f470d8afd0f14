"""A document as it was read: its text, and where each part of the text stands.

`Document.text` is the reading-order text. Every `Block` (paragraph, heading, list item, table row, ...) is one line
of it; blocks are separated by a newline. Inside a block, line breaks of the original are single spaces. Running
headers, footers and page numbers are not part of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from contractscan.model.problem import Problem
from contractscan.model.source import Source, Span


class TextOrigin(StrEnum):
    """How the text of a page came to be known."""

    NATIVE = "native"
    OCR = "ocr"
    GARBLED = "garbled"
    """The page has a text layer, but it is gibberish: the page was not really read."""
    NONE = "none"
    """No usable text, such as a scanned page without OCR: the page was not read."""

    @property
    def readable(self) -> bool:
        """Whether an absence may be claimed about a page with such text."""
        return self in (TextOrigin.NATIVE, TextOrigin.OCR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. Formats without pages have exactly one.

    Attributes:
        number: counted from 1.
        span: its part of `Document.text`; a paragraph that runs over a page break is cut there.
        width: in points as the reader of the page sees it (rotation applied); 0 where the format has none.
        height: likewise.
        text_origin: how the text was got.
        blank: whether the page has nothing on it (no text and no image), so that nothing can be lost.
        margins: running headers, footers and page numbers, kept out of the text, top to bottom.
    """

    number: int
    span: Span
    width: float = 0.0
    height: float = 0.0
    text_origin: TextOrigin = TextOrigin.NATIVE
    blank: bool = False
    margins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered or titled part of the document.

    Attributes:
        number: as printed, without closing punctuation: "9.4", "§ 7", "Annex II", "(a)" never; "" where it has none.
        heading: the heading's words without the number; "" for a numbered paragraph without heading.
        level: 1 for the outermost.
        span: from the start of the heading to the end of its last sub-section.
        parent: index in `Document.sections`, or None.
        language: ISO 639-1 code, or "" where it is the document's.
    """

    number: str
    heading: str
    level: int
    span: Span
    parent: int | None = None
    language: str = ""

    @property
    def label(self) -> str:
        """Number and heading as a reader would cite them."""
        return " ".join(part for part in (self.number, self.heading) if part)


class BlockKind(StrEnum):
    """What a line of `Document.text` is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    FOOTNOTE = "footnote"
    FIELD = "field"
    """A form field or annotation with its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One line of `Document.text`.

    Attributes:
        span: its characters, without the newline.
        kind: what it is.
        marker: the list marker or number printed before it and included in the text: "(a)", "1.2", "•"; "" if none.
        depth: nesting depth of an item, from 1; 0 for other blocks.
        stem: index in `Document.blocks` of the block that introduces the list of which this is an item, or None.
        section: index in `Document.sections` of the innermost section around it, or None.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    marker: str = ""
    depth: int = 0
    stem: int | None = None
    section: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One table cell: its text lies in `Document.text`; an empty cell has an empty span."""

    span: Span
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. Each row is also one block of kind ROW, its cells joined by " | ".

    Attributes:
        span: from the first cell to the last.
        header: the cells of the header row, or () where none was recognised.
        rows: the body rows.
        page: number of the page on which it begins.
    """

    span: Span
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term that the document defines: term "Customer Data", meaning the span of the whole definition."""

    term: str
    term_span: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, origin at the top left of the page as it is seen (rotation applied)."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Layout(Protocol):
    """Where characters stand on their pages; supplied by the reader, empty for formats without pages."""

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Rectangles that cover the characters of `span`, one per printed line, in reading order."""
        ...


@dataclass(frozen=True, slots=True)
class NoLayout:
    """Layout of a format that has no pages."""

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Nothing: there is no page to point at."""
        del span
        return ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document as read. Immutable; the look-ups are derived and cached.

    Attributes:
        source: the file it was read from.
        text: the whole text, see the module's description.
        language: ISO 639-1 code of the main language, "und" where it cannot be told.
        pages: in order, at least one; their spans partition the text's blocks.
        blocks: in order; each is a line of the text.
        sections: in order of their start.
        tables: in order.
        definitions: in order.
        title: the title as the file states or shows it, "" if none.
        links: targets of hyperlinks as written in the file, never followed.
        layout: where characters stand on the page.
        problems: what could not be read.
        reader: id of the reader that read it.
    """

    source: Source
    text: str
    language: str = "und"
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    definitions: tuple[Definition, ...] = ()
    title: str = ""
    links: tuple[str, ...] = ()
    layout: Layout = field(default_factory=NoLayout, compare=False, repr=False)
    problems: tuple[Problem, ...] = ()
    reader: str = ""

    def __post_init__(self) -> None:
        for spans in (
            [page.span for page in self.pages],
            [block.span for block in self.blocks],
            [section.span for section in self.sections],
        ):
            if any(span.end > len(self.text) for span in spans):
                raise ValueError(f"{self.source.name}: a span lies outside the text")
        starts = [block.span.start for block in self.blocks]
        if starts != sorted(starts):
            raise ValueError(f"{self.source.name}: blocks are out of order")

    @property
    def name(self) -> str:
        """The file's name."""
        return self.source.name

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.span.start for page in self.pages]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def quote(self, span: Span) -> str:
        """The verbatim characters of `span`.

        Raises:
            ValueError: when the span lies outside the text.
        """
        if span.end > len(self.text):
            raise ValueError(f"{self.source.name}: {span} lies outside the text of {len(self.text)} characters")
        return self.text[span.start : span.end]

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Rectangles on the pages that cover `span`, one per printed line."""
        return self.layout.boxes(span)

    def page_of(self, span: Span) -> Page | None:
        """The page on which `span` begins; None for a document without pages."""
        index = bisect_right(self._page_starts, span.start) - 1
        return self.pages[index] if index >= 0 else None

    def block_of(self, offset: int) -> int | None:
        """Index of the block that holds the character at `offset`, or None between blocks."""
        index = bisect_right(self._block_starts, offset) - 1
        if index >= 0 and offset < max(self.blocks[index].span.end, self.blocks[index].span.start + 1):
            return index
        return None

    def section_of(self, offset: int) -> Section | None:
        """The innermost section around the character at `offset`."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0:
            return None
        section = self.blocks[index].section
        return self.sections[section] if section is not None else None

    def section_path(self, offset: int) -> tuple[Section, ...]:
        """The sections around `offset`, outermost first."""
        section = self.section_of(offset)
        path: list[Section] = []
        while section is not None and len(path) <= len(self.sections):
            path.append(section)
            section = self.sections[section.parent] if section.parent is not None else None
        return tuple(reversed(path))

    def language_at(self, offset: int) -> str:
        """Language of the innermost section that states one, else the document's."""
        for section in reversed(self.section_path(offset)):
            if section.language:
                return section.language
        return self.language

    @property
    def unread_pages(self) -> tuple[Page, ...]:
        """Pages of which nothing can be claimed: no usable text, though something is on them."""
        return tuple(page for page in self.pages if not page.text_origin.readable and not page.blank)
