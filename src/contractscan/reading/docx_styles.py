"""How Word's styles make a paragraph look: heading level, numbering, type."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING = re.compile(r"\b(?:heading|rubrik|overskrift|überskrift|otsikko)[ _-]?(?P<level>[1-9])\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel|huvudrubrik|dokumenttitel|rubrik)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|innehåll|index|table of figures|verzeichnis)\b.*", re.IGNORECASE)
_MAX_CHAIN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style or a direct setting says; None where it says nothing.

    Attributes:
        outline: heading level from 1, 0 for body text.
        numbering: id of the list, "0" for none.
        list_level: level in that list, from 0.
        indent: left edge in points.
        bold, hidden: of the characters.
        size: type size in points.
    """

    outline: int | None = None
    numbering: str | None = None
    list_level: int | None = None
    indent: float | None = None
    bold: bool | None = None
    hidden: bool | None = None
    size: float | None = None

    def over(self, under: Look) -> Look:
        """This look where it says something, else `under`."""
        return Look(
            **{
                item.name: getattr(under, item.name) if getattr(self, item.name) is None else getattr(self, item.name)
                for item in fields(self)
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A named style as the file defines it."""

    id: str
    name: str
    based_on: str
    look: Look


class Styles:
    """The styles of a document, resolved along their inheritance."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str, Look] = {}
        self.default = Look()
        self.default_paragraph = ""
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        default = root.find(f"{W}docDefaults")
        if default is not None:
            self.default = look_of(default.find(f"{W}pPrDefault/{W}pPr"), default.find(f"{W}rPrDefault/{W}rPr"))
        for element in root.iterchildren(f"{W}style"):
            style_id = element.get(f"{W}styleId") or ""
            self._styles[style_id] = Style(
                id=style_id,
                name=value_of(element.find(f"{W}name")) or style_id,
                based_on=value_of(element.find(f"{W}basedOn")),
                look=look_of(element.find(f"{W}pPr"), element.find(f"{W}rPr")),
            )
            if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default"), absent=False):
                self.default_paragraph = style_id

    def name(self, style_id: str) -> str:
        """The style's name as Word shows it."""
        style = self._styles.get(style_id)
        return style.name if style else style_id

    def _chain(self, style_id: str) -> list[Style]:
        chain: list[Style] = []
        style = self._styles.get(style_id)
        while style is not None and len(chain) < _MAX_CHAIN:
            chain.append(style)
            style = self._styles.get(style.based_on)
        return chain

    def look(self, style_id: str) -> Look:
        """What the style says, with what it inherits."""
        found = self._resolved.get(style_id)
        if found is None:
            found = Look()
            for style in self._chain(style_id):
                found = found.over(style.look)
            self._resolved[style_id] = found
        return found

    def heading_level(self, style_id: str) -> int:
        """Level from the name of the style or of one it is based on, 0 for body text."""
        for style in self._chain(style_id):
            match = _HEADING.search(style.name)
            if match:
                return int(match["level"])
        return 0

    def is_title(self, style_id: str) -> bool:
        """Whether it is the style of the document's title."""
        return bool(_TITLE.fullmatch(self.name(style_id)))

    def is_contents(self, style_id: str) -> bool:
        """Whether it is a style of the table of contents."""
        return any(_CONTENTS.fullmatch(style.name) for style in self._chain(style_id))


def look_of(ppr: Any | None, rpr: Any | None) -> Look:
    """What the settings of a paragraph and of its characters say."""
    outline = numbering = level = indent = None
    if ppr is not None:
        stated = number_of(ppr.find(f"{W}outlineLvl"))
        outline = None if stated is None else (stated + 1 if stated < 9 else 0)
        numbers = ppr.find(f"{W}numPr")
        if numbers is not None:
            numbering = value_of(numbers.find(f"{W}numId")) or None
            level = number_of(numbers.find(f"{W}ilvl"))
        indent = _indent(ppr.find(f"{W}ind"))
    bold = hidden = size = None
    if rpr is not None:
        bold = _toggle(rpr.find(f"{W}b"))
        hidden = _toggle(rpr.find(f"{W}vanish"))
        half_points = number_of(rpr.find(f"{W}sz"))
        size = half_points / 2 if half_points else None
    return Look(
        outline=outline, numbering=numbering, list_level=level, indent=indent, bold=bold, hidden=hidden, size=size
    )


def value_of(element: Any | None) -> str:
    """The `w:val` of an element, "" where there is none."""
    return "" if element is None else element.get(f"{W}val") or ""


def number_of(element: Any | None) -> int | None:
    """The `w:val` of an element as a count, None where it is none."""
    value = value_of(element)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else None


def is_on(value: str | None, *, absent: bool = True) -> bool:
    """A switch as OOXML writes it."""
    return absent if value is None else value not in ("0", "false", "off")


def _toggle(element: Any | None) -> bool | None:
    return None if element is None else is_on(element.get(f"{W}val"))


def _indent(element: Any | None) -> float | None:
    if element is None:
        return None
    value = element.get(f"{W}left") or element.get(f"{W}start") or ""
    try:
        return max(0.0, min(float(value) / 20, 2000.0)) if value else None
    except ValueError:
        return None
