"""What an engine has to say about a page, and how its words make lines. Knows no engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from operator import sub

from contractscan.model import TextOrigin
from contractscan.reading.layout import DOWNWARD, OVERTURNED, UPWARD

HYPHEN = "\ufffe"
"""How pdfium writes a hyphen that ends a line inside a word."""

_ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00a8\u00ad\u02da\u200b-\u200f\u202a-\u202e\u2060-\u2064\u0300-\u036f"
    "\ue000-\uf8ff\ufb00-\ufb06\ufeff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_REPLACED: dict[int, str | None] = {
    **dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF], None),
    **dict.fromkeys([*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0)], "\ufffd"),
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    # Symbol and Wingdings, as office programs use them for list markers
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF02D: "–",
    0xF06F: "□",
    0xF071: "□",
    0xF0A8: "□",
    0xF0FE: "☒",
    0xF078: "☒",
}
_SPACING_ACCENT = re.compile("[\u00a8\u02da](?=[aouAOU])|(?<=[aouAOU])[\u00a8\u02da](?=[a-zåäö])")
_COMBINING = {"\u00a8": "\u0308", "\u02da": "\u030a"}


Box = tuple[float, float, float, float]
"""Left, top, right and bottom on the page as it is seen."""


@dataclass(slots=True)
class Line:
    """Words on one printed line, in the coordinates of a page turned so that the line runs from left to right.

    Attributes:
        words: as they are to stand in the text.
        lefts, rights: horizontal extent of each word.
        top, bottom: vertical extent.
        size: type size in points.
        bold: whether all words are bold.
        bold_words: which words are, where some are and some are not.
        direction: of the line on the page, see `layout`; negative for a slanting one.
        page: number of the page.
        table: set on a stand-in for a whole table, which has no words of its own.
        is_field: whether it is a form field's value or a text box, with a few printed words at most.
    """

    words: list[str]
    lefts: Sequence[float]
    rights: Sequence[float]
    top: float
    bottom: float
    size: float
    bold: bool = False
    bold_words: list[bool] | None = None
    direction: int = 0
    page: int = 0
    table: Grid | None = None
    is_field: bool = False

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(self.words)


@dataclass(slots=True, kw_only=True)
class Grid:
    """A table on one page.

    Attributes:
        columns: edges of the columns, left to right; one more than columns.
        rows: for each row the lines of each cell.
    """

    columns: list[float]
    rows: list[list[list[Line]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A thin horizontal or vertical line drawn on the page, or the edge of a drawn rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float
    shade: bool = False
    """Whether it is the edge of an area that is filled and has no outline."""

    @property
    def horizontal(self) -> bool:
        """Whether it is wider than high."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(slots=True, kw_only=True)
class PageContent:
    """One page as an engine found it.

    Attributes:
        number: from 1.
        width, height: in points, as the page is seen.
        lines: pieces of lines, in no particular order.
        rules: drawn lines.
        dots: drawn shapes that are as small as a bullet.
        images: share of the page that pictures cover, 0 to 1.
        paths: how many shapes are drawn on it.
        direction: in which most of its lines run.
        unread: whether no engine could read it.
        comments: what readers wrote on it.
        links: targets of links.
        origin: how its text came to be known, None as long as nobody has judged it.
    """

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    images: float = 0.0
    paths: int = 0
    direction: int = 0
    unread: bool = False
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    origin: TextOrigin | None = None


def is_odd(text: str) -> bool:
    """Whether `mend` might change some word of the text."""
    if text.isascii() and text.replace("\r", "").replace("\n", "").isprintable():
        return False
    return _ODD.search(text) is not None or not (text.isascii() or unicodedata.is_normalized("NFC", text))


def mend(word: str) -> str:
    """A word with ligatures, list markers in symbol fonts, loose accents and invisible characters put right."""
    if _SPACING_ACCENT.search(word):
        word = re.sub("([\u00a8\u02da])([aouAOU])", lambda match: match[2] + _COMBINING[match[1]], word)
        word = re.sub("(?<=[aouAOU])[\u00a8\u02da]", lambda match: _COMBINING[match[0]], word)
    word = word.translate(_REPLACED)
    if any("\ud800" <= character <= "\udfff" for character in word):
        word = word.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", word)


def cuts(
    gaps: Sequence[bool],
    lefts: Sequence[float],
    rights: Sequence[float],
    tops: Sequence[float],
    bottoms: Sequence[float],
) -> list[int]:
    """Indexes of the words with which a new piece of a line begins, the first among them.

    Args:
        gaps: for each word but the first, whether the engine sees more than a space before it.
        lefts: left edge of each word.
        rights: right edge.
        tops: upper edge.
        bottoms: lower edge.
    """
    if not lefts:
        return []
    spaces = map(sub, lefts[1:], rights)
    return [
        0,
        *(
            index
            for index, broken, space, top, bottom, next_top, next_bottom in zip(
                count(1), gaps, spaces, tops, bottoms, tops[1:], bottoms[1:], strict=False
            )
            if broken
            or not -0.4 * (height := bottom - top) < space < 0.75 * height
            or (
                (top != next_top or bottom != next_bottom)
                and abs(top + bottom - next_top - next_bottom) >= 0.8 * height
            )
        ),
    ]


def turn(direction: int, width: float, height: float, box: Box) -> Box:
    """A box (left, top, right, bottom) on the page that is turned so that lines of `direction` run left to right."""
    left, top, right, bottom = box
    if direction == UPWARD:
        return height - bottom, left, height - top, right
    if direction == OVERTURNED:
        return width - right, height - bottom, width - left, height - top
    if direction == DOWNWARD:
        return top, width - right, bottom, width - left
    return box
