"""The body of a web page as paragraphs, headings, list items and tables, with the numbers that a browser shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from contractscan.model import BlockKind
from contractscan.reading.counting import format_number
from contractscan.reading.html_clean import SKIPPED
from contractscan.reading.inline import REFERENCE, Inline, collapse, shifted
from contractscan.reading.lines import opens_block
from contractscan.reading.numbering import parse_label
from contractscan.reading.parts import CellPart, Part, TablePart
from contractscan.reading.raw import RawBlock

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
    }
)  # fmt: skip
_STRONG = frozenset({"b", "strong", "dt", "th", "summary"})
_STRONG_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b((?:lower|upper)-(?:alpha|latin|roman)|decimal|none)", re.IGNORECASE
)
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
}  # fmt: skip
_MAX_COLUMNS = 200
_MAX_SPAN = 5_000


@dataclass(slots=True)
class _List:
    """An open list and how far it has counted."""

    form: str
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around say about the text."""

    strong: bool = False
    heading: int | None = None
    lists: tuple[_List, ...] = ()
    kept: bool = False
    """Whether line ends count, as in `pre`."""


@dataclass(slots=True)
class PageBody:
    """Walks through a page; `parts` and `links` hold the result.

    Attributes:
        dropped: elements to leave out.
        nested_numbers: whether the page's style sheet shows numbers of nested lists as "1.1".
    """

    dropped: set[Any]
    nested_numbers: bool = False
    parts: list[Part] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict)
    _inline: Inline = field(default_factory=Inline)
    _marker: str = ""
    _item: bool = False

    def read(self, body: Any) -> None:
        """Read everything in `body`."""
        self._children(body, _Context())
        self._flush(_Context())

    def _children(self, element: Any, context: _Context) -> None:
        self._add(element.text, context)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in SKIPPED and child not in self.dropped:
                self._element(child, context)
            elif child.tag in SKIPPED and child.tag not in ("button", "input", "select"):
                self._inline.add("")
            self._add(child.tail, context)

    def _add(self, text: str | None, context: _Context) -> None:
        if not text:
            return
        if not context.kept:
            self._inline.add(text, strong=context.strong)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._inline.line_break()
            if not line.strip() and number:
                self._flush(context)
            self._inline.add(line, strong=context.strong)

    def _element(self, element: Any, context: _Context) -> None:
        tag = element.tag
        special = _SPECIAL.get(tag)
        if special is not None:
            special(self, element, context)
        elif tag in _BLOCKS:
            self._block(element, context)
        else:
            if tag == "a":
                self._link(element)
            self._children(element, _inside(element, context))

    def _block(self, element: Any, context: _Context) -> None:
        self._flush(context)
        inner = replace(_inside(element, context), heading=_heading(element) or context.heading)
        self._children(element, inner)
        self._flush(inner)

    def _link(self, element: Any) -> None:
        target = collapse(element.get("href") or "")
        if target and not target.lower().startswith(("javascript:", "#", "data:")):
            self.links.setdefault(target[:2000])

    def _raised(self, element: Any, context: _Context) -> None:
        """Figures above the line refer to a note; other words there are words."""
        figures = collapse("".join(element.itertext()))
        if not REFERENCE.fullmatch(figures):
            self._children(element, context)
            return
        self._inline.add_raised(figures, strong=context.strong)
        for link in element.iter("a"):
            self._link(link)

    def _line_break(self, element: Any, context: _Context) -> None:
        following = element.getnext()
        doubled = following is not None and following.tag == "br" and not (element.tail or "").strip()
        self._inline.line_break()
        if doubled:
            self._flush(context)

    def _pre(self, element: Any, context: _Context) -> None:
        self._flush(context)
        inner = replace(context, kept=True)
        self._children(element, inner)
        self._flush(inner)

    def _list(self, element: Any, context: _Context) -> None:
        self._flush(context)
        self._children(element, replace(context, lists=(*context.lists, _list_of(element))))
        self._flush(context)

    def _item_element(self, element: Any, context: _Context) -> None:
        self._flush(context)
        if not context.lists:
            context = replace(context, lists=(_List(form="bullet", count=0),))
        current = context.lists[-1]
        value = element.get("value") or ""
        current.count = int(value) if _is_count(value) else current.count + 1
        current.label = format_number(current.count, current.form) if current.form not in ("bullet", "none") else ""
        self._marker = self._shown_number(context.lists)
        self._item = True
        self._children(element, _inside(element, context))
        self._flush(context)
        self._marker, self._item = "", False

    def _shown_number(self, lists: tuple[_List, ...]) -> str:
        current = lists[-1]
        if current.form == "bullet":
            return "•"
        if current.form == "none" or not current.label:
            return ""
        if self.nested_numbers:
            return ".".join(item.label for item in lists if item.label) + "."
        return f"{current.label}."

    def _flush(self, context: _Context) -> None:
        inline, self._inline = self._inline, Inline()
        for number, piece in enumerate(inline.cut(opens_block)):
            if piece.text:
                self.parts.append(self._make(piece, context, first=number == 0))

    def _make(self, inline: Inline, context: _Context, *, first: bool) -> RawBlock:
        text, marker, item = inline.text, self._marker if first else "", self._item and first
        self._marker, self._item = "", False
        if marker and parse_label(text):
            marker = ""  # the words bring their own number, and the page hides the list's
        lead = f"{marker} " if marker else ""
        return RawBlock(
            text=lead + text,
            kind=BlockKind.ITEM if item and marker in ("•", "") and context.heading is None else None,
            heading_level=context.heading,
            marker=marker,
            depth=len(context.lists) if item else 0,
            bold=inline.bold,
            strong=() if inline.bold else shifted(inline.strong, len(lead)),
        )

    def _table(self, element: Any, context: _Context) -> None:
        self._flush(context)
        for caption in element.iterchildren("caption"):
            self._block(caption, context)
        self.parts.append(_TableReader(self, context).read(element))

    def _definitions(self, element: Any, context: _Context) -> None:
        """A definition list is a table of two columns."""
        self._flush(context)
        rows: list[tuple[CellPart, ...]] = []
        for entry in element.iter("dt", "dd"):
            if entry in self.dropped:
                continue
            cell = self.cell(entry, _Context())
            if entry.tag == "dd" and rows and len(rows[-1]) == 1:
                rows[-1] = (*rows[-1], cell)
            else:
                rows.append((cell,))
        self.parts.append(TablePart(rows=tuple(rows), has_header=False))

    def cell(self, element: Any, context: _Context) -> CellPart:
        """What stands in a table cell."""
        inner = PageBody(self.dropped, self.nested_numbers, links=self.links)
        inner._children(element, replace(_inside(element, context), lists=()))
        inner._flush(context)
        return CellPart(tuple(inner.parts))


class _TableReader:
    """Puts cells into their columns, also where cells span rows and columns."""

    def __init__(self, page: PageBody, context: _Context) -> None:
        self._page = page
        self._context = replace(context, heading=None)
        self._spanning: dict[int, int] = {}

    def read(self, table: Any) -> TablePart:
        rows: list[tuple[CellPart, ...]] = []
        header: bool | None = None
        for row in _rows(table):
            cells = [cell for cell in row if cell.tag in ("td", "th") and cell not in self._page.dropped]
            if not rows and cells:
                headed = row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells)
                header = True if headed else None
            rows.append(tuple(self._row(cells)))
        return TablePart(rows=tuple(rows), has_header=header)

    def _row(self, cells: list[Any]) -> list[CellPart]:
        placed: list[CellPart] = []
        for cell in cells:
            self._skip_spanned(placed)
            width, height = _span(cell, "colspan", _MAX_COLUMNS), _span(cell, "rowspan", _MAX_SPAN)
            if height > 1:
                self._spanning.update(dict.fromkeys(range(len(placed), len(placed) + width), height))
            placed.append(self._page.cell(cell, self._context))
            placed.extend([CellPart()] * (width - 1))
            if len(placed) > _MAX_COLUMNS:
                break
        self._skip_spanned(placed)
        self._spanning = {column: left - 1 for column, left in self._spanning.items() if left > 1}
        return placed

    def _skip_spanned(self, placed: list[CellPart]) -> None:
        while len(placed) in self._spanning:
            placed.append(CellPart())


def _rows(table: Any) -> list[Any]:
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(child.iterchildren("tr"))
    return rows


def _span(cell: Any, name: str, limit: int) -> int:
    value = cell.get(name) or "1"
    return max(1, min(int(value), limit)) if _is_count(value) else 1


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 6


def _inside(element: Any, context: _Context) -> _Context:
    if context.strong:
        return context
    strong = element.tag in _STRONG or bool(_STRONG_STYLE.search(element.get("style") or ""))
    return replace(context, strong=True) if strong else context


def _heading(element: Any) -> int | None:
    tag = element.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    if element.get("role") == "heading":
        level = element.get("aria-level") or "2"
        return min(int(level), 9) if _is_count(level) and int(level) else 2
    return None


def _list_of(element: Any) -> _List:
    if element.tag != "ol":
        style = _LIST_STYLE.search(element.get("style") or "")
        return _List(form="none" if style and style[1].lower() == "none" else "bullet", count=0)
    style = _LIST_STYLE.search(element.get("style") or "")
    form = _FORMS.get(style[1].lower() if style else element.get("type") or "1", "decimal")
    start = element.get("start") or "1"
    return _List(form=form, count=(int(start) if _is_count(start) else 1) - 1)


_SPECIAL: dict[str, Callable[[PageBody, Any, _Context], None]] = {
    "br": PageBody._line_break,
    "pre": PageBody._pre,
    "sup": PageBody._raised,
    "ol": PageBody._list,
    "ul": PageBody._list,
    "menu": PageBody._list,
    "li": PageBody._item_element,
    "table": PageBody._table,
    "dl": PageBody._definitions,
}
