"""Markdown to blocks: headings, lists with their numbers, tables, emphasis; front matter and comments left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contractscan.model import BlockKind
from contractscan.reading.html_body import PageBody
from contractscan.reading.html_clean import clean_page
from contractscan.reading.inline import Inline, collapse, shifted
from contractscan.reading.lines import opens_block
from contractscan.reading.numbering import parse_label
from contractscan.reading.parts import CellPart, Part, TablePart
from contractscan.reading.plaintext import paragraphs
from contractscan.reading.raw import RawBlock

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\n(?=[A-Za-z_][\w-]*[ \t]*:)(?P<fields>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_TITLE_FIELD = re.compile(r"^title[ \t]*:[ \t]*(?P<title>.+)$", re.MULTILINE)
_TEMPLATE_LINE = re.compile(r"^[ \t]*\{(?:%.{0,500}%|\{[<%].{0,500}[>%]\})\}[ \t]*$", re.MULTILINE)
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"^\|?(?:\s*:?-{3,}:?\s*\|)+", re.MULTILINE),
    re.compile(r"\*\*[^\s*][^*\n]*\*\*"),
    re.compile(r"\[[^\]\n]+\]\([^)\s]+\)"),
    re.compile(r"^(?:```|> )", re.MULTILINE),
    re.compile(r"^\d+\\\.", re.MULTILINE),
)
_MAX_NESTING = 100
_MAX_TITLE = 500


def looks_like_markdown(text: str) -> bool:
    """Whether a text has the signs of Markdown, at least two kinds of them."""
    head = text[:200_000]
    return sum(sign.search(head) is not None for sign in _SIGNS) >= 2 or _FRONT_MATTER.match(head) is not None


@dataclass(slots=True)
class _List:
    """An open list."""

    ordered: bool
    count: int = 0


@dataclass(slots=True)
class MarkdownBody:
    """Reads a text; `parts`, `links` and `title` hold the result."""

    parts: list[Part] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict)
    title: str = ""
    _lists: list[_List] = field(default_factory=list)
    _marker: str = ""
    _item: bool = False
    _heading: int | None = None

    def read(self, text: str) -> None:
        """Read the whole text."""
        from markdown_it import MarkdownIt

        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        text = _TEMPLATE_LINE.sub("", self._without_front_matter(text))
        parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
        # Indented text in a contract is a sub-clause and never code.
        parser.enable(["table", "strikethrough"]).disable("code")
        self._walk(parser.parse(text))
        if not self.title:
            self.title = next(
                (part.text for part in self.parts if isinstance(part, RawBlock) and part.heading_level == 1), ""
            )[:_MAX_TITLE]

    def _walk(self, tokens: Sequence[Token]) -> None:
        table: list[Token] | None = None
        for token in tokens:
            if token.type == "table_open":
                table = []
            elif token.type == "table_close" and table is not None:
                self.parts.append(self._table(table))
                table = None
            elif table is not None:
                table.append(token)
            elif token.type in _HANDLERS:
                _HANDLERS[token.type](self, token)

    def _without_front_matter(self, text: str) -> str:
        match = _FRONT_MATTER.match(text)
        if not match:
            return text
        title = _TITLE_FIELD.search(match["fields"])
        if title:
            self.title = collapse(title["title"]).strip("\"'")[:_MAX_TITLE]
        return text[match.end() :]

    def _open_heading(self, token: Token) -> None:
        self._heading = int(token.tag[1:])

    def _close_heading(self, _: Token) -> None:
        self._heading = None

    def _open_list(self, token: Token) -> None:
        start = token.attrGet("start")
        self._lists.append(_List(token.type == "ordered_list_open", (1 if start is None else int(start)) - 1))

    def _close_list(self, _: Token) -> None:
        self._lists.pop()

    def _open_item(self, token: Token) -> None:
        current = self._lists[-1]
        current.count += 1
        self._marker = f"{current.count}{token.markup}" if current.ordered else "•"
        self._item = True

    def _close_item(self, _: Token) -> None:
        self._marker, self._item = "", False

    def _inline(self, token: Token) -> None:
        inline = self._collect(token.children or ())
        for piece in inline.cut(opens_block):
            if piece.text:
                self.parts.append(self._block(piece))

    def _collect(self, children: Sequence[Token]) -> Inline:
        inline = Inline()
        strong = 0
        for child in children:
            if child.type == "strong_open":
                strong += 1
            elif child.type == "strong_close":
                strong -= 1
            elif child.type in ("softbreak", "hardbreak") or (
                child.type == "html_inline" and _BREAK_TAG.fullmatch(child.content)
            ):
                inline.line_break()
            elif child.type == "link_open":
                self._link(str(child.attrGet("href") or ""))
            elif child.type in ("text", "code_inline", "image", "text_special"):
                # Asterisks that are left over are emphasis that was mistyped.
                inline.add(child.content.replace("**", ""), strong=strong > 0)
        return inline

    def _link(self, target: str) -> None:
        if target and not target.lower().startswith(("#", "javascript:", "data:")):
            self.links.setdefault(target[:2000])

    def _block(self, inline: Inline) -> RawBlock:
        text, marker, item = inline.text, self._marker, self._item
        self._marker, self._item = "", False
        alert = _ALERT.match(text)
        strong = inline.strong
        if alert:
            text = text[alert.end() :]
            strong = tuple(span for span in shifted(strong, -alert.end()) if span[0] >= 0)
        if marker and marker != "•" and parse_label(text):
            marker = ""
        lead = f"{marker} " if marker else ""
        return RawBlock(
            text=lead + text,
            kind=BlockKind.ITEM if item and marker in ("•", "") and self._heading is None else None,
            heading_level=self._heading,
            marker=marker,
            depth=len(self._lists) if item else 0,
            bold=inline.bold,
            strong=() if inline.bold else shifted(strong, len(lead)),
        )

    def _table(self, tokens: Sequence[Token]) -> TablePart:
        """The table whose tokens these are."""
        rows: list[tuple[CellPart, ...]] = []
        cells: list[CellPart] = []
        for token in tokens:
            if token.type == "inline":
                inline = self._collect(token.children or ())
                block = RawBlock(text=inline.text, bold=inline.bold, strong=() if inline.bold else inline.strong)
                cells.append(CellPart((block,) if inline.text else ()))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        header = True if rows and any(cell.parts for cell in rows[0]) else None
        return TablePart(rows=tuple(rows), has_header=header)

    def _code(self, token: Token) -> None:
        self.parts.extend(paragraphs(token.content))

    def _html(self, token: Token) -> None:
        from lxml import etree, html

        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = html.document_fromstring(token.content.encode("utf-8", "replace"), parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return
        body = root.find("body")
        if body is None:
            return
        page = PageBody(clean_page(body).dropped, links=self.links)
        page.read(body)
        self.parts.extend(page.parts)


_HANDLERS: dict[str, Callable[[MarkdownBody, Token], None]] = {
    "heading_open": MarkdownBody._open_heading,
    "heading_close": MarkdownBody._close_heading,
    "bullet_list_open": MarkdownBody._open_list,
    "ordered_list_open": MarkdownBody._open_list,
    "bullet_list_close": MarkdownBody._close_list,
    "ordered_list_close": MarkdownBody._close_list,
    "list_item_open": MarkdownBody._open_item,
    "list_item_close": MarkdownBody._close_item,
    "inline": MarkdownBody._inline,
    "fence": MarkdownBody._code,
    "code_block": MarkdownBody._code,
    "html_block": MarkdownBody._html,
}
