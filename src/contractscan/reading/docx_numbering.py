"""Numbers as Word shows them: Word stores the rules of its lists, and counts anew whenever it draws the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from contractscan.reading.counting import format_number
from contractscan.reading.docx_styles import Styles, W, is_on, number_of, value_of

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_BULLETS = {"o": "○"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list.

    Attributes:
        form: number format: "decimal", "lowerLetter", "bullet", ...
        text: pattern such as "%1.%2".
        start: first number.
        restart: level (from 1) after which it begins anew; None for any higher one, 0 for never.
        legal: whether all numbers in it are shown as decimals.
        style: paragraph style tied to the level.
        indent: left edge in points.
    """

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""
    indent: float | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The number before a paragraph: its characters, whether it is a bullet, and the list's indent."""

    text: str
    bullet: bool
    level: int
    indent: float | None


class Numbering:
    """Counts as Word does. Ask once for each paragraph, in order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._style_levels: dict[tuple[str, str], int] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        for element in root.iterchildren(f"{W}abstractNum"):
            abstract = element.get(f"{W}abstractNumId") or ""
            abstracts[abstract] = dict(_level(level) for level in element.iterchildren(f"{W}lvl"))
            link = value_of(element.find(f"{W}numStyleLink"))
            if link:
                links[abstract] = link
        nums = {element.get(f"{W}numId") or "": element for element in root.iterchildren(f"{W}num")}
        for num_id, element in nums.items():
            abstract = value_of(element.find(f"{W}abstractNumId"))
            if abstract in links:
                # The list is defined by a list style, which names another num that holds the levels.
                named = nums.get(self._styles.look(links[abstract]).numbering or "")
                if named is not None:
                    abstract = value_of(named.find(f"{W}abstractNumId"))
            self._lists[num_id] = _num(element, abstract, abstracts.get(abstract, {}))
            for number, level in self._lists[num_id].levels.items():
                if level.style:
                    self._style_levels.setdefault((num_id, level.style), number)

    def level_for_style(self, num_id: str, style: str) -> int | None:
        """The level that a list ties to a paragraph style."""
        return self._style_levels.get((num_id, style))

    def next(self, num_id: str, level: int) -> Marker | None:
        """Count one paragraph and tell its number, None where the list does not exist."""
        numbered = self._lists.get(num_id)
        if numbered is None or not 0 <= level < _LEVELS:
            return None
        counts = self._counts.setdefault(numbered.abstract, {})
        if num_id not in self._begun:
            self._begun.add(num_id)
            for overridden in numbered.starts:
                counts.pop(overridden, None)
        rule = numbered.levels.get(level, Level())
        counts[level] = counts[level] + 1 if level in counts else self._start(numbered, level)
        for deeper in range(level + 1, _LEVELS):
            restart = numbered.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts.pop(deeper, None)
        return Marker(
            text=self._shown(numbered, rule, level, counts),
            bullet=rule.form == "bullet",
            level=level,
            indent=rule.indent,
        )

    @staticmethod
    def _start(numbered: _List, level: int) -> int:
        return numbered.starts.get(level, numbered.levels.get(level, Level()).start)

    def _shown(self, numbered: _List, rule: Level, level: int, counts: dict[int, int]) -> str:
        if rule.form == "bullet":
            return _bullet(rule.text)

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            if place > level:
                return ""
            value = counts.get(place)
            if value is None:
                value = self._start(numbered, place)
            form = numbered.levels.get(place, Level()).form
            return format_number(value, "decimal" if rule.legal and form != "none" else form)

        return " ".join(_PLACE.sub(number, rule.text[:100]).split())


def _level(element: Any) -> tuple[int, Level]:
    number = element.get(f"{W}ilvl") or "0"
    legal = element.find(f"{W}isLgl")
    start = number_of(element.find(f"{W}start"))
    text = element.find(f"{W}lvlText")
    indent = element.find(f"{W}pPr/{W}ind")
    left = (indent.get(f"{W}left") or indent.get(f"{W}start") or "") if indent is not None else ""
    form = element.find(f"{W}numFmt")
    if form is None:
        form = next(element.iter(f"{W}numFmt"), None)  # inside mc:AlternateContent
    return int(number) if number.isdigit() else 0, Level(
        form=value_of(form) or "decimal",
        text=value_of(text),
        start=1 if start is None else start,
        restart=number_of(element.find(f"{W}lvlRestart")),
        legal=legal is not None and is_on(legal.get(f"{W}val")),
        style=value_of(element.find(f"{W}pStyle")),
        indent=int(left) / 20 if left.isdigit() and len(left) < 6 else None,
    )


def _num(element: Any, abstract: str, levels: dict[int, Level]) -> _List:
    numbered = _List(abstract=abstract, levels=dict(levels))
    for override in element.iterchildren(f"{W}lvlOverride"):
        number = override.get(f"{W}ilvl") or ""
        if not number.isdigit():
            continue
        level = override.find(f"{W}lvl")
        if level is not None:
            numbered.levels[int(number)] = _level(level)[1]
        start = number_of(override.find(f"{W}startOverride"))
        if start is not None:
            numbered.starts[int(number)] = start
    return numbered


def _bullet(text: str) -> str:
    """A bullet of the symbol fonts, whose characters mean nothing elsewhere, is shown as a plain one."""
    text = text.strip()
    if not text:
        return ""
    if len(text) > 1 and text.isprintable():
        return text[:10]
    if not text.isprintable() or "\ue000" <= text <= "\uf8ff" or text in "§ØüvqnlwÞ¨":
        return "•"
    return _BULLETS.get(text, text)
