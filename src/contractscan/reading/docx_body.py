"""The body of a Word file: paragraphs with their numbers and headings, tables, text boxes, footnotes, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from contractscan.model import BlockKind
from contractscan.reading.archive import Archive
from contractscan.reading.docx_numbering import Marker, Numbering
from contractscan.reading.docx_styles import Look, Styles, W, is_on, look_of, number_of, value_of
from contractscan.reading.docx_text import R_ID, ParagraphText, Tally, TextCollector, alternative
from contractscan.reading.inline import Inline, collapse, shifted
from contractscan.reading.parts import CellPart, Part, TablePart
from contractscan.reading.raw import RawBlock

_MC_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MAX_COLUMNS = 200
_TITLE_LEVEL = 1
_MAX_MARGINS = 40
_FEW_COLOURED = 6
"""Fewer empty cells of one colour are a header or an ornament."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The settings of one paragraph."""

    style: str
    look: Look
    marker: Marker | None


class Body:
    """Reads the main part of a Word file."""

    def __init__(self, archive: Archive, path: str, root: Any) -> None:
        self._archive = archive
        self._path = path
        self._root = root
        self._relations = archive.relations(path)
        self.styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self.styles)
        self._notes = {kind: self._read_notes(kind) for kind in ("footnote", "endnote")}
        self._note_numbers: dict[tuple[str, str], int] = {}
        self.tally = Tally()
        self.links: dict[str, None] = {}
        self.title = ""
        self._text = TextCollector(self.styles, self._relations, self.tally, self.links)
        self._joined: Inline | None = None

    def _part(self, kind: str) -> Any | None:
        for relation in self._relations.values():
            if relation.kind == kind and not relation.external:
                return self._archive.xml(relation.target)
        return None

    def _read_notes(self, kind: str) -> dict[str, Any]:
        root = self._part(f"{kind}s")
        if root is None:
            return {}
        return {
            note.get(f"{W}id") or "": note
            for note in root.iterchildren(f"{W}{kind}")
            if note.get(f"{W}type") in (None, "normal")
        }

    def parts(self) -> list[Part]:
        """Everything in the body, in order."""
        body = self._root.find(f"{W}body")
        return [] if body is None else list(self._blocks(body))

    def _blocks(self, container: Any) -> Iterator[Part]:
        for element in container:
            tag = element.tag
            if tag == f"{W}p":
                yield from self._paragraph(element)
            elif tag == f"{W}tbl":
                yield self._table(element)
            elif tag == f"{W}sdt":
                for content in element.iterchildren(f"{W}sdtContent"):
                    yield from self._blocks(content)
            elif tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                yield from self._blocks(element)
            elif tag == _MC_ALTERNATIVE:
                yield from self._blocks(alternative(element))
            elif tag in (f"{W}altChunk", f"{W}subDoc"):
                self.tally.chunks += 1

    def _paragraph(self, element: Any) -> Iterator[Part]:
        ppr = element.find(f"{W}pPr")
        if _mark(ppr, "moveFrom"):
            self._text.paragraph(element, Look())
            return
        deleted_mark = _mark(ppr, "del")
        settings = self._settings(ppr)
        text = self._text.paragraph(element, settings.look)
        if deleted_mark:
            # The end of this paragraph is deleted: its words run on in the next one.
            self.tally.deleted += 1
            self._join(text.inline)
        else:
            self.tally.inserted += _mark(ppr, "ins")
            block = self._block(settings, self._complete(text.inline))
            if block is not None:
                yield block
        yield from self._attached(text)

    def _join(self, inline: Inline) -> None:
        if self._joined is None:
            self._joined = inline
        else:
            self._joined.extend(inline)

    def _complete(self, inline: Inline) -> Inline:
        if self._joined is None:
            return inline
        joined, self._joined = self._joined, None
        joined.extend(inline)
        return joined

    def _settings(self, ppr: Any | None) -> Paragraph:
        style = value_of(ppr.find(f"{W}pStyle")) if ppr is not None else ""
        style = style or self.styles.default_paragraph
        look = look_of(ppr, None).over(self.styles.look(style)).over(self.styles.default)
        return Paragraph(style=style, look=look, marker=None)

    def _number(self, settings: Paragraph) -> Marker | None:
        look = settings.look
        if not look.numbering or look.numbering == "0":
            return None
        level = look.list_level
        if level is None:
            level = self._numbering.level_for_style(look.numbering, settings.style)
        return self._numbering.next(look.numbering, level or 0)

    def _block(self, settings: Paragraph, inline: Inline) -> RawBlock | None:
        if inline.empty and self._is_separator(settings):
            return None
        # Word counts a numbered paragraph even where it is empty.
        marker = self._number(settings)
        text = inline.text
        if not text:
            return None
        lead = f"{marker.text} " if marker and marker.text else ""
        indent = settings.look.indent
        if indent is None and marker is not None:
            indent = marker.indent
        level, kind = self._rank(settings, text)
        bullet = marker is not None and marker.bullet and bool(lead)
        return RawBlock(
            text=lead + text,
            kind=BlockKind.ITEM if bullet else kind,
            heading_level=None if bullet else level,
            marker=lead.strip(),
            depth=marker.level + 1 if bullet and marker else 0,
            size=inline.size,
            bold=inline.bold,
            indent=indent or 0.0,
            strong=shifted(inline.strong, len(lead)) if not inline.bold else (),
        )

    def _is_separator(self, settings: Paragraph) -> bool:
        return settings.look.numbering in (None, "0")

    def _rank(self, settings: Paragraph, text: str) -> tuple[int | None, BlockKind | None]:
        """Heading level, and the kind where it is certain."""
        style = settings.style
        if self.styles.is_contents(style):
            return None, BlockKind.PARAGRAPH
        if self.styles.is_title(style):
            self.title = self.title or text
            return _TITLE_LEVEL, None
        level = settings.look.outline
        if level is None:
            level = self.styles.heading_level(style)
        return level or None, None

    def _attached(self, text: ParagraphText) -> Iterator[Part]:
        """Text boxes and footnotes that are anchored in a paragraph follow it."""
        for box in text.boxes:
            yield from self._blocks(box)
        for kind, note_id in text.notes:
            yield from self._note(kind, note_id)

    def _note(self, kind: str, note_id: str) -> Iterator[Part]:
        note = self._notes[kind].pop(note_id, None)  # each once, so that a note that refers to itself ends
        if note is None:
            return
        number = str(len(self._note_numbers) + 1)
        self._note_numbers[kind, note_id] = len(self._note_numbers) + 1
        for part in self._blocks(note):
            if isinstance(part, TablePart):
                yield part
                continue
            lead = f"{number} " if number else ""
            yield replace(
                part,
                text=lead + part.text,
                kind=BlockKind.FOOTNOTE,
                marker=number or part.marker,
                heading_level=None,
                strong=(),
            )
            number = ""

    def _table(self, element: Any) -> TablePart:
        rows: list[tuple[CellPart, ...]] = []
        header: bool | None = None
        for row in _rows(element):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self.tally.deleted += 1
                continue
            if properties is not None and properties.find(f"{W}ins") is not None:
                self.tally.inserted += 1
            if not rows and properties is not None:
                mark = properties.find(f"{W}tblHeader")
                header = True if mark is not None and is_on(mark.get(f"{W}val")) else None
            rows.append(tuple(self._cells(row, properties)))
        self.tally.coloured += _speaks_in_colours(element)
        return TablePart(rows=tuple(rows), has_header=header)

    def _cells(self, row: Any, properties: Any | None) -> Iterator[CellPart]:
        before = number_of(properties.find(f"{W}gridBefore")) if properties is not None else None
        yield from [CellPart()] * min(before or 0, _MAX_COLUMNS)
        for cell in _inside(row, f"{W}tc"):
            settings = cell.find(f"{W}tcPr")
            merged = settings.find(f"{W}vMerge") if settings is not None else None
            continued = merged is not None and merged.get(f"{W}val") != "restart"
            yield CellPart() if continued else CellPart(tuple(self._blocks(cell)))
            span = number_of(settings.find(f"{W}gridSpan")) if settings is not None else None
            yield from [CellPart()] * (min(span or 1, _MAX_COLUMNS) - 1)

    def margins(self) -> tuple[str, ...]:
        """The texts of headers and footers, each once."""
        found: dict[str, None] = {}
        for kind in ("headerReference", "footerReference"):
            for reference in self._root.iter(f"{W}{kind}"):
                relation = self._relations.get(reference.get(R_ID) or "")
                if relation is not None and not relation.external:
                    self._margin(relation.target, found)
        return tuple(found)[:_MAX_MARGINS]

    def _margin(self, path: str, found: dict[str, None]) -> None:
        root = self._archive.xml(path)
        if root is None:
            return
        collector = TextCollector(self.styles, self._archive.relations(path), Tally(), self.links)
        for paragraph in root.iter(f"{W}p"):
            text = collapse(collector.paragraph(paragraph, Look()).inline.text)
            if text:
                found.setdefault(text)


def _speaks_in_colours(table: Any) -> bool:
    """Whether many empty cells of a table differ in their colour: it says something that is no text."""
    fills = Counter(
        (shade.get(f"{W}fill") or "").upper()
        for cell in table.iter(f"{W}tc")
        if (shade := cell.find(f"{W}tcPr/{W}shd")) is not None and not any(True for _ in cell.iter(f"{W}t"))
    )
    return sum(count >= _FEW_COLOURED for count in fills.values()) > 1


def _mark(ppr: Any | None, name: str) -> bool:
    return ppr is not None and ppr.find(f"{W}rPr/{W}{name}") is not None


def _rows(table: Any) -> Iterator[Any]:
    return _inside(table, f"{W}tr")


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _inside(child, tag)
