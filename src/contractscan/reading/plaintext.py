"""Plain text to blocks: wrapped lines joined again, form feeds as pages, running headers and footers set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from contractscan.reading.inline import clean, collapse
from contractscan.reading.lines import opens_block
from contractscan.reading.numbering import parse_label
from contractscan.reading.raw import RawBlock, RawPage

_RULE = re.compile(r"\s*([=\-_*~#.+])\1{2,}\s*")
_SENTENCE_END = re.compile(r"[.:;!?][)\]”\"’']*$")
_PAGE_LINE = re.compile(
    r"^\W*\d{1,4}\W*$|\b(?:page|sida|sid\.?|s\.)\s*\d|\d\s*(?:\(|/|of|av)\s*\d{1,4}\)?\W*$", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_NUMBERS = re.compile(r"\d+")
_HYPHEN = re.compile(r"\w[-‐\u00ad]$")
_CITING = re.compile(
    r"(?:\b(?:arts?|articles?|secs?|sections?|nos?|paras?|artikel|artiklarna|kap|punkt)\.?|§§?)$", re.IGNORECASE
)
"""How a line ends that was cut off in the middle of a reference to the law, as programs that part sentences do."""
_SUSPENDED = re.compile(r"(?:och|eller|samt|and|or|to|till|respektive)\b", re.IGNORECASE)
_TAB_POINTS = 5.0
_MAX_WIDTH = 160


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    indent: int


@dataclass(slots=True)
class _Draft:
    """A block that is being put together."""

    line: _Line
    text: str
    last: str
    bold: bool = False
    breaks: list[tuple[int, int]] = field(default_factory=list)


def read_plain(text: str) -> tuple[list[RawBlock], list[RawPage]]:
    """The blocks and pages of a plain text."""
    sheets = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x1a", "").split("\f")
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    pages = [sheet.split("\n") for sheet in sheets]
    margins = _take_margins(pages) if len(pages) > 2 else [()] * len(pages)
    lines = [
        _Line(collapse(clean(line)), number, len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip()))
        for number, page in enumerate(pages, start=1)
        for line in page
    ]
    blocks = _Joiner(lines).blocks()
    return blocks, [
        RawPage(number=number, margins=margin, blank=not sheet.strip() and not margin)
        for number, (sheet, margin) in enumerate(zip(sheets, margins, strict=True), start=1)
    ]


def paragraphs(text: str) -> list[RawBlock]:
    """The blocks of a piece of plain text inside another format."""
    return read_plain(text.replace("\f", "\n"))[0]


def _take_margins(pages: Sequence[list[str]]) -> list[tuple[str, ...]]:
    """Remove the first and last lines that come back on most pages; returns them by page."""
    found: list[list[str]] = [[] for _ in pages]
    for at_end in (False, True):
        for _ in range(3):
            edges = [_edge(page, at_end) for page in pages]
            shapes = Counter(_shape(page[edge]) for page, edge in _filled(pages, edges))
            shape, count = shapes.most_common(1)[0] if shapes else ("", 0)
            if count < max(3, 0.6 * len(pages)):
                break
            for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
                if edge is not None and _shape(page[edge]) == shape:
                    found[number].append(collapse(clean(page[edge])))
                    page[edge] = ""
    return [tuple(margin) for margin in found]


def _shape(line: str) -> str:
    """The line as it comes back on other pages: page numbers differ, words do not."""
    line = collapse(line)
    return _NUMBERS.sub("#", line) if _PAGE_LINE.search(line) else line


def _edge(page: Sequence[str], at_end: bool) -> int | None:
    order = range(len(page) - 1, -1, -1) if at_end else range(len(page))
    return next((index for index in order if page[index].strip()), None)


def _filled(pages: Sequence[list[str]], edges: Sequence[int | None]) -> list[tuple[list[str], int]]:
    return [(page, edge) for page, edge in zip(pages, edges, strict=True) if edge is not None]


class _Joiner:
    """Joins lines to blocks, one text at a time."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._lines = lines
        self._width = _usual_width(lines)
        self._wrapped = _is_wrapped(lines)
        self._words: set[str] = set()
        if self._wrapped:
            self._words = {word for line in lines for word in _WORD.findall(line.text.casefold())}
        self._drafts: list[_Draft] = []
        self._begins: list[str] = []
        self._gap = True

    def blocks(self) -> list[RawBlock]:
        """All blocks, in order."""
        for line in self._lines:
            self._take(line)
        return [
            RawBlock(
                text=draft.text,
                page=draft.line.page,
                indent=draft.line.indent * _TAB_POINTS,
                bold=draft.bold,
                page_breaks=tuple(draft.breaks),
            )
            for draft in self._drafts
        ]

    def _take(self, line: _Line) -> None:
        rule = _RULE.fullmatch(line.text)
        if rule or not line.text:
            if rule and rule[1] in "=-~" and not self._gap and self._drafts:
                self._drafts[-1].bold = len(self._drafts[-1].text) <= 120
            self._gap = True
            return
        draft = self._drafts[-1] if self._drafts else None
        if draft is not None and self._goes_on(draft, line):
            self._append(draft, line)
        else:
            self._drafts.append(_Draft(line, line.text, line.text))
            self._begins.append(line.text)
        self._gap = False

    def _goes_on(self, draft: _Draft, line: _Line) -> bool:
        if not self._gap and line.text[0].isdigit() and _CITING.search(draft.last):
            return True
        if not self._wrapped:
            return False
        page = draft.breaks[-1][1] if draft.breaks else draft.line.page
        if line.page != page:
            return not _SENTENCE_END.search(draft.last) and line.text[0].islower()
        if self._gap:
            return False
        if opens_block(draft.last, line.text, False, False, self._begins):
            return False
        short = len(draft.last) < 0.7 * self._width
        if short and (_SENTENCE_END.search(draft.last) or _is_title(draft)) and not line.text[0].islower():
            return False
        return not (len(draft.last) < 0.5 * self._width and line.text[0].isupper())

    def _append(self, draft: _Draft, line: _Line) -> None:
        glue = " "
        text = draft.text
        if _HYPHEN.search(text) and line.text[0].islower() and not _SUSPENDED.match(line.text):
            glue = ""
            whole = _WORD.findall(text[-60:-1])[-1] + _WORD.findall(line.text[:60])[0]
            if whole.casefold() in self._words or text[-1] == "\u00ad":
                text = text[:-1]
        page = draft.breaks[-1][1] if draft.breaks else draft.line.page
        if line.page != page:
            draft.breaks.append((len(text) + len(glue), line.page))
        draft.text = text + glue + line.text
        draft.last = line.text


def _is_title(draft: _Draft) -> bool:
    label = parse_label(draft.text)
    return draft.text.isupper() or (label is not None and bool(label.values))


def _usual_width(lines: Sequence[_Line]) -> int:
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether lines end where the paper ended, rather than where a sentence or paragraph does."""
    if _usual_width(lines) > _MAX_WIDTH:
        return False
    pairs = [(one.text, two.text) for one, two in pairwise(lines) if one.text and two.text]
    running = sum(
        not _SENTENCE_END.search(one) and (two[0].islower() or (two[0].isdigit() and not _CITING.search(one)))
        for one, two in pairs
    )
    return running >= max(1, 0.12 * len(pairs))
