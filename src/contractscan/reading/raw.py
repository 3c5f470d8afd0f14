"""What a reader hands to `structure.build_document`: blocks of text with typographic hints, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from contractscan.model import BlockKind, TextOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """One block: it becomes exactly one line of `Document.text`, its text unchanged, so that offsets can be mapped.

    Attributes:
        text: the words, one line, spacing and ligatures already normalised, list marker included.
        page: page number from 1 on which it begins.
        kind: what the format knows it to be, or None where structure has to find out.
        heading_level: level from the format (Word and HTML headings, PDF bookmarks), or None.
        marker: list marker or number that the format knows and that begins `text`, "" if not known.
        depth: list depth from the format, from 1; 0 if not known.
        size: type size in points, 0 if not known.
        bold: whether the whole block is bold.
        indent: left edge in points, relative to the column.
        page_breaks: (offset in text, page number) for each page that begins inside the block.
        language: language mark from the format, "" if none.
        strong: (start, end) of the stretches in bold, where not the whole block is: run-in headings, defined terms.
    """

    text: str
    page: int = 1
    kind: BlockKind | None = None
    heading_level: int | None = None
    marker: str = ""
    depth: int = 0
    size: float = 0.0
    bold: bool = False
    indent: float = 0.0
    page_breaks: tuple[tuple[int, int], ...] = ()
    language: str = ""
    strong: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table, as indexes of its row blocks with the cells' offsets in each.

    Attributes:
        rows: for each row the index of its block (kind ROW) and the (start, end) of each cell in the block's text.
        has_header: whether the first row is a header; None where structure has to decide.
    """

    rows: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    has_header: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """A page without its text."""

    number: int
    width: float = 0.0
    height: float = 0.0
    text_origin: TextOrigin = TextOrigin.NATIVE
    blank: bool = False
    margins: tuple[str, ...] = ()
