"""The words of one Word paragraph, as they stand on the page once all tracked changes are accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from contractscan.reading.archive import Relation
from contractscan.reading.docx_styles import Look, Styles, W, is_on, look_of, value_of
from contractscan.reading.inline import REFERENCE, Inline

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"', re.IGNORECASE)

# English Metric Units; a picture wider and higher than this may be a scanned page.
_PAGE_LIKE = 4 * 914_400

_SYMBOLS = {
    "F0B7": "•", "F0A7": "▪", "F0A8": "☐", "F06F": "☐", "F0FE": "☒", "F0FD": "☒", "F0FC": "✓", "F0FB": "✗",
    "F0E0": "→", "F0D8": "➢", "F02D": "-", "F0BC": "…", "F0B0": "°", "F0B1": "±", "F0A3": "≤", "F0B3": "≥",
    "F0D2": "®", "F0D3": "©", "F0D4": "™", "F0E2": "®", "F0E3": "©", "F0E4": "™",
}  # fmt: skip
_CONTAINERS = frozenset(
    f"{W}{name}" for name in ("smartTag", "sdtContent", "customXml", "dir", "bdo", "ruby", "rubyBase", "ins", "moveTo")
)


@dataclass(slots=True)
class Tally:
    """What was met while reading and has to be told: open changes, and what holds text that was not read."""

    inserted: int = 0
    deleted: int = 0
    moved: int = 0
    hidden: int = 0
    pictures: int = 0
    page_pictures: int = 0
    embedded: int = 0
    chunks: int = 0
    coloured: int = 0


@dataclass(slots=True)
class ParagraphText:
    """A paragraph's words and what hangs on them."""

    inline: Inline = field(default_factory=Inline)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class TextCollector:
    """Collects paragraphs of one part; keeps the state of fields, which may span paragraphs.

    Args:
        styles: the document's styles.
        relations: the part's relations, for the targets of links.
        tally: counts what has to be told.
        links: receives the targets of links.
    """

    def __init__(self, styles: Styles, relations: Mapping[str, Relation], tally: Tally, links: dict[str, None]) -> None:
        self._styles = styles
        self._relations = relations
        self._tally = tally
        self._links = links
        self._fields: list[_Field] = []
        self._raised = False
        self._handlers: dict[str, Callable[[Any, ParagraphText, Look], None]] = {
            f"{W}r": self._run,
            f"{W}hyperlink": self._hyperlink,
            f"{W}fldSimple": self._simple_field,
            f"{W}sdt": self._content_control,
            f"{W}del": self._deletion,
            f"{W}moveFrom": self._move,
            f"{_MC}AlternateContent": self._alternative,
            f"{_MATH}oMath": self._math,
            f"{_MATH}oMathPara": self._math,
        }
        self._characters: dict[str, Callable[[Any], str]] = {
            f"{W}t": lambda element: element.text or "",
            f"{W}tab": lambda _: " ",
            f"{W}ptab": lambda _: " ",
            f"{W}br": lambda _: " ",
            f"{W}cr": lambda _: " ",
            f"{W}noBreakHyphen": lambda _: "-",
            f"{W}sym": _symbol,
        }

    def paragraph(self, element: Any, look: Look) -> ParagraphText:
        """The words of a `w:p` whose characters look like `look` where nothing else is said."""
        text = ParagraphText()
        self._walk(element, text, look)
        return text

    def _walk(self, element: Any, text: ParagraphText, look: Look) -> None:
        for child in element:
            tag = child.tag
            if tag in _CONTAINERS:
                if tag == f"{W}ins":
                    self._tally.inserted += 1
                self._walk(child, text, look)
            elif tag in self._handlers:
                self._handlers[tag](child, text, look)

    def _deletion(self, *_: object) -> None:
        self._tally.deleted += 1

    def _move(self, *_: object) -> None:
        self._tally.moved += 1

    def _hyperlink(self, element: Any, text: ParagraphText, look: Look) -> None:
        relation = self._relations.get(element.get(R_ID) or "")
        if relation and relation.external:
            self._links.setdefault(relation.target)
        self._walk(element, text, look)

    def _simple_field(self, element: Any, text: ParagraphText, look: Look) -> None:
        self._note_link(element.get(f"{W}instr") or "")
        self._walk(element, text, look)

    def _note_link(self, instruction: str) -> None:
        match = _HYPERLINK.match(instruction)
        if match:
            self._links.setdefault(match[1])

    def _content_control(self, element: Any, text: ParagraphText, look: Look) -> None:
        for content in element.iterchildren(f"{W}sdtContent"):
            self._walk(content, text, look)

    def _alternative(self, element: Any, text: ParagraphText, look: Look) -> None:
        self._walk(alternative(element), text, look)

    def _math(self, element: Any, text: ParagraphText, look: Look) -> None:
        for piece in element.iter(f"{_MATH}t"):
            self._add(piece.text or "", text, look)

    def _run(self, element: Any, text: ParagraphText, look: Look) -> None:
        rpr = element.find(f"{W}rPr")
        if rpr is not None:
            style = value_of(rpr.find(f"{W}rStyle"))
            if style:
                look = self._styles.look(style).over(look)
            look = look_of(None, rpr).over(look)
            self._raised = value_of(rpr.find(f"{W}vertAlign")) == "superscript"
        self._run_content(element, text, look)
        self._raised = False

    def _run_content(self, element: Any, text: ParagraphText, look: Look) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field_mark(child, text, look)
            elif tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1].instruction += (child.text or "")[:2000]
            elif tag in self._characters:
                self._add(self._characters[tag](child), text, look)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                text.notes.append((tag[len(W) : -len("Reference")], child.get(f"{W}id") or ""))
            elif tag == f"{_MC}AlternateContent":
                self._run_content(alternative(child), text, look)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._drawing(child, text)
            elif tag == f"{W}ruby":
                self._walk(child, text, look)

    def _add(self, characters: str, text: ParagraphText, look: Look) -> None:
        if any(not item.shows for item in self._fields):
            return
        if look.hidden:
            self._tally.hidden += len(characters)
            return
        raised = self._raised and REFERENCE.fullmatch(characters.strip())
        add = text.inline.add_raised if raised else text.inline.add
        add(characters.strip() if raised else characters, strong=bool(look.bold), size=look.size or 0.0)

    def _field_mark(self, element: Any, text: ParagraphText, look: Look) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                self._fields[-1].shows = True
                self._add("☒" if _checked(box) else "☐", text, look)
                self._fields[-1].shows = False
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
            self._note_link(self._fields[-1].instruction)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: Any, text: ParagraphText) -> None:
        boxes = list(_outermost(element, f"{W}txbxContent"))
        text.boxes.extend(boxes)
        if any(True for _ in element.iter(f"{W}OLEObject", "{urn:schemas-microsoft-com:office:office}OLEObject")):
            self._tally.embedded += 1
        elif any(True for _ in element.iter(_BLIP, "{urn:schemas-microsoft-com:vml}imagedata")):
            self._tally.pictures += 1
            self._tally.page_pictures += any(_page_like(extent) for extent in element.iter(_EXTENT))


@dataclass(slots=True)
class _Field:
    """A field: its instruction is not shown, its result is."""

    shows: bool = False
    instruction: str = ""


def alternative(element: Any) -> Any:
    """The one branch of `mc:AlternateContent` that is read: all of them show the same."""
    for name in ("Choice", "Fallback"):
        for branch in element.iterchildren(f"{_MC}{name}"):
            if len(branch):
                return branch
    return ()


def _outermost(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _outermost(alternative(child), tag)
        else:
            yield from _outermost(child, tag)


def _symbol(element: Any) -> str:
    code = (element.get(f"{W}char") or "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return character if character.isprintable() else "•"


def _checked(box: Any) -> bool:
    for name in ("checked", "default"):
        mark = box.find(f"{W}{name}")
        if mark is not None:
            return is_on(mark.get(f"{W}val"))
    return False


def _page_like(extent: Any) -> bool:
    try:
        return int(extent.get("cx") or 0) > _PAGE_LIKE and int(extent.get("cy") or 0) > _PAGE_LIKE
    except ValueError:
        return False
