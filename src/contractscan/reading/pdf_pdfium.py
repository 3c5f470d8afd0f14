"""pdfium as an engine: the words of a page with their boxes, in few and bulky calls.

Its small functions are called by the ten thousand, so they are bound a second time, as functions that keep Python's
lock, and mapped over whole pages. pdfium must not run in threads; nothing here starts one.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator, MutableSequence, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, compress, pairwise, repeat
from operator import add, sub
from typing import Any

from contractscan.reading.layout import DOWNWARD, OVERTURNED, UPRIGHT, UPWARD
from contractscan.reading.pdf_lines import HYPHEN, Line, PageContent, cuts, is_odd, mend, turn

_WORD = re.compile(f"[^\\s{HYPHEN}]+{HYPHEN}?")
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi|[-,]bd\b", re.IGNORECASE)
_RAISED = 0.8
"""A character that much lower than the others of its word is a reference."""
_REFERENCE = re.compile(r"(?:\d{1,3}|[*†‡]+)\D{2,}|.*[^\W\d_].*[^\d*†‡](?:\d{1,3}|[*†‡]+)")
_LEAD = re.compile(r"\d{1,3}(?=\D)|[*†‡]+")
_TAIL = re.compile(r"(?<!\d)\d{1,3}$|[*†‡]+$")
_FORCE_BOLD = 1 << 18
_SAMPLES = 24
_SLANT = 8.0
"""Degrees by which a line may be off a right angle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Functions:
    """pdfium's functions, bound for bulk use: handles are numbers and Python's lock is kept."""

    loose_box: Callable[[int, int, int], int]
    text_object: Callable[[int, int], int | None]
    font: Callable[[int], int | None]
    unicode: Callable[[int, int], int]
    angle: Callable[[int, int], float]
    font_size: Callable[[int, int], float]
    matrix: Callable[[int, int, int], int]
    count_objects: Callable[[int], int]
    page_object: Callable[[int, int], int | None]
    object_type: Callable[[int], int]
    bounds: Callable[[int, int, int, int, int], int]
    object_matrix: Callable[[int, int], int]
    draw_mode: Callable[[int, int, int], int]
    count_segments: Callable[[int], int]
    segment: Callable[[int, int], int | None]
    point: Callable[[int | None, int, int], int]
    segment_type: Callable[[int | None], int]
    closes: Callable[[int | None], int]
    count_inside: Callable[[int], int]
    inside: Callable[[int, int], int | None]


@lru_cache(maxsize=1)
def functions() -> Functions:
    """Bind the functions; the first call loads pdfium."""
    from pypdfium2 import raw

    handle, number, real = ctypes.c_void_p, ctypes.c_int, ctypes.c_float

    def bind(function: Any, result: Any, *arguments: Any) -> Any:
        address: Any = ctypes.cast(function, handle).value
        return ctypes.PYFUNCTYPE(result, *arguments)(address)

    return Functions(
        loose_box=bind(raw.FPDFText_GetLooseCharBox, number, handle, number, handle),
        text_object=bind(raw.FPDFText_GetTextObject, handle, handle, number),
        font=bind(raw.FPDFTextObj_GetFont, handle, handle),
        unicode=bind(raw.FPDFText_GetUnicode, ctypes.c_uint, handle, number),
        angle=bind(raw.FPDFText_GetCharAngle, real, handle, number),
        font_size=bind(raw.FPDFText_GetFontSize, ctypes.c_double, handle, number),
        matrix=bind(raw.FPDFText_GetMatrix, number, handle, number, handle),
        count_objects=bind(raw.FPDFPage_CountObjects, number, handle),
        page_object=bind(raw.FPDFPage_GetObject, handle, handle, number),
        object_type=bind(raw.FPDFPageObj_GetType, number, handle),
        bounds=bind(raw.FPDFPageObj_GetBounds, number, handle, handle, handle, handle, handle),
        object_matrix=bind(raw.FPDFPageObj_GetMatrix, number, handle, handle),
        draw_mode=bind(raw.FPDFPath_GetDrawMode, number, handle, handle, handle),
        count_segments=bind(raw.FPDFPath_CountSegments, number, handle),
        segment=bind(raw.FPDFPath_GetPathSegment, handle, handle, number),
        point=bind(raw.FPDFPathSegment_GetPoint, number, handle, handle, handle),
        segment_type=bind(raw.FPDFPathSegment_GetType, number, handle),
        closes=bind(raw.FPDFPathSegment_GetClose, number, handle),
        count_inside=bind(raw.FPDFFormObj_CountObjects, number, handle),
        inside=bind(raw.FPDFFormObj_GetObject, handle, handle, ctypes.c_ulong),
    )


@dataclass(slots=True)
class _Words:
    """The words of a page as parallel lists: first and last character, and box on the page as it is seen."""

    text: list[str]
    first: list[int]
    last: list[int]
    lefts: array[float] = field(default_factory=lambda: array("f"))
    tops: list[float] = field(default_factory=list)
    rights: array[float] = field(default_factory=lambda: array("f"))
    bottoms: list[float] = field(default_factory=list)

    def select(self, indexes: Sequence[int]) -> _Words:
        """Some of the words."""
        text, first, last, *box = ([column[index] for index in indexes] for column in self.columns())
        return _Words(text, first, last, array("f", box[0]), box[1], array("f", box[2]), box[3])

    def columns(self) -> tuple[MutableSequence[Any], ...]:
        """All lists."""
        return self.text, self.first, self.last, self.lefts, self.tops, self.rights, self.bottoms


class TextLayer:
    """The characters of one page. Keep it no longer than its page.

    Args:
        page: of pypdfium2.
        number: from 1.
        limit: as many characters as a page may have.
        known: words of the file, each of which is kept only once.

    Raises:
        ValueError: when there are more than `limit` characters.
    """

    def __init__(self, page: Any, number: int, *, limit: int, known: dict[str, str]) -> None:
        from pypdfium2 import raw

        self._functions = functions()
        self._raw = raw
        self._text_page = page.get_textpage()
        self._handle: int = ctypes.cast(self._text_page.raw, ctypes.c_void_p).value or 0
        self.rotation: int = page.get_rotation()
        self.bounds: tuple[float, float, float, float] = page.get_bbox()
        width, height = page.get_size()
        self.content = PageContent(number=number, width=width, height=height)
        self._known = known
        self._bold: dict[int | None, bool] = {}
        self._sizes: dict[tuple[int, float, int], float] = {}
        """Sizes by font and height of a line: boxes are as high as the font is large."""
        self._raised: list[int] = []
        self.text = self._characters(limit)

    def close(self) -> None:
        """Give the memory back."""
        self._text_page.close()

    def _characters(self, limit: int) -> str:
        """The page's text, one character for each of pdfium's."""
        count = self._text_page.count_chars()
        if count == 0:
            return ""
        if count > limit:
            self.close()
            raise ValueError("more characters than any page has")
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self._raw.FPDFText_GetText(self._text_page.raw, 0, count, buffer)
        text = bytes(buffer).decode("utf-16-le", "surrogatepass")[: max(0, written - 1)]
        if len(text) == count:
            return text
        codes = map(self._functions.unicode, repeat(self._handle, count), range(count))
        return "".join(HYPHEN if code == 2 else chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def read(self) -> PageContent:
        """The page's lines."""
        words = self._words()
        if words.text:
            self._boxes(words)
            if self._raised:
                self._part_references(words)
            self._visible(words)
            directions = self._directions(words)
            if directions is None:
                self.content.lines = self._lines(words, UPRIGHT)
            else:
                self.content.lines = list(self._turned_lines(words, directions))
        return self.content

    def _words(self) -> _Words:
        text, first = _parted(self.text)
        last = list(map(sub, map(add, first, map(len, text)), repeat(1)))
        if is_odd(self.text):
            text = [word if word.isascii() and word.isprintable() else mend(word) for word in text]
            if "" in text:
                first, last = list(compress(first, text)), list(compress(last, text))
                text = list(filter(None, text))
        return _Words(list(map(self._known.setdefault, text, text)), first, last)

    def _boxes(self, words: _Words) -> None:
        """Ask for the boxes of each word's first and last character, and turn them with the page."""
        count = len(words.text)
        buffer = (ctypes.c_float * (8 * count))()
        address = ctypes.addressof(buffer)
        middle, end = address + 16 * count, address + 32 * count
        box = self._functions.loose_box
        deque(map(box, repeat(self._handle), words.first, range(address, middle, 16)), 0)
        deque(map(box, repeat(self._handle), words.last, range(middle, end, 16)), 0)
        values = array("f")
        values.frombytes(memoryview(buffer).cast("B"))
        starts, ends = values[: 4 * count], values[4 * count :]
        self._find_raised(words, starts, ends)
        left, bottom, right, top = self.bounds
        if self.rotation == 0 and not self._leans(words):
            words.lefts = array("f", [x - left for x in starts[0::4]]) if left else starts[0::4]
            words.rights = array("f", [x - left for x in ends[2::4]]) if left else ends[2::4]
            words.tops = [top - y for y in starts[1::4]]
            words.bottoms = [top - y for y in starts[3::4]]
            return
        lefts = list(map(min, starts[0::4], ends[0::4]))
        rights = list(map(max, starts[2::4], ends[2::4]))
        tops = list(map(max, starts[1::4], ends[1::4]))
        bottoms = list(map(min, starts[3::4], ends[3::4]))
        if self.rotation == 90:
            sides = [y - bottom for y in bottoms], [y - bottom for y in tops]
            words.tops, words.bottoms = [x - left for x in lefts], [x - left for x in rights]
        elif self.rotation == 180:
            sides = [right - x for x in rights], [right - x for x in lefts]
            words.tops, words.bottoms = [y - bottom for y in bottoms], [y - bottom for y in tops]
        elif self.rotation == 270:
            sides = [top - y for y in tops], [top - y for y in bottoms]
            words.tops, words.bottoms = [right - x for x in rights], [right - x for x in lefts]
        else:
            sides = [x - left for x in lefts], [x - left for x in rights]
            words.tops, words.bottoms = [top - y for y in tops], [top - y for y in bottoms]
        words.lefts, words.rights = array("f", sides[0]), array("f", sides[1])

    def _find_raised(self, words: _Words, starts: array[float], ends: array[float]) -> None:
        """Note the words that end in smaller type, or begin in it: a reference to a footnote is glued to them."""
        if starts[3::4] == ends[3::4]:
            return
        one = map(sub, starts[1::4], starts[3::4])
        two = map(sub, ends[1::4], ends[3::4])
        self._raised = [
            index
            for index, (height, last) in enumerate(zip(one, two, strict=True))
            if (last < _RAISED * height or height < _RAISED * last)
            and words.first[index] < words.last[index]
            and _REFERENCE.fullmatch(words.text[index])
        ]

    def _part_references(self, words: _Words) -> None:
        """Take references to footnotes off the words that they are glued to, and footnotes' own marks likewise.

        A reference is dropped, as the note itself says where it stands; a mark becomes a word of its own.
        """
        box = (ctypes.c_float * 4)()
        marks = {words.text[index][: _lead(words.text[index])] for index in self._raised}
        marks.update(text for text in words.text if len(text) <= 3 and not text.isalpha())
        for index in reversed(self._raised):
            text = words.text[index]
            lead, tail = _lead(text), _tail(text)
            if lead and len(text) == words.last[index] - words.first[index] + 1:
                self._functions.loose_box(self._handle, words.first[index] + lead, ctypes.addressof(box))
                self._split(words, index, lead, box[0] - self.bounds[0])
            elif tail and text[-tail:] in marks:
                words.text[index] = text[:-tail]
                words.last[index] -= tail

    def _split(self, words: _Words, index: int, length: int, left: float) -> None:
        """Make two words of one, on a page that is not turned."""
        for column in words.columns():
            column.insert(index + 1, column[index])
        words.text[index : index + 2] = [words.text[index][:length], words.text[index][length:]]
        words.last[index] = words.first[index] + length - 1
        words.first[index + 1] = words.first[index] + length
        if self.rotation == 0 and words.lefts[index] < left < words.rights[index]:
            words.rights[index] = words.lefts[index + 1] = left

    def _leans(self, words: _Words) -> bool:
        """Whether any of some words runs otherwise than from left to right."""
        step = max(1, len(words.first) // _SAMPLES)
        return any(
            self._functions.angle(self._handle, first) > 0.1 for first in (*words.first[::step], words.first[-1])
        )

    def _visible(self, words: _Words) -> None:
        """Leave out words beyond the page's edges: nobody who signs sees them."""
        width, height = self.content.width, self.content.height
        if (
            min(words.lefts) >= 0
            and max(words.rights) <= width
            and min(words.tops) >= 0
            and max(words.bottoms) <= height
        ):
            return
        kept = [
            index
            for index, (left, top, right, bottom) in enumerate(
                zip(words.lefts, words.tops, words.rights, words.bottoms, strict=True)
            )
            if 0 <= (left + right) / 2 <= width and 0 <= (top + bottom) / 2 <= height
        ]
        if len(kept) < len(words.text):
            chosen = words.select(kept)
            words.text, words.first, words.last = chosen.text, chosen.first, chosen.last
            words.lefts, words.tops, words.rights, words.bottoms = (
                chosen.lefts,
                chosen.tops,
                chosen.rights,
                chosen.bottoms,
            )

    def _directions(self, words: _Words) -> list[int] | None:
        """The direction of each word on the page as it is seen, None where all run from left to right."""
        if self.rotation == 0 and not self._leans(words):
            return None
        turned = math.radians(self.rotation)
        angles = map(self._functions.angle, repeat(self._handle), words.first)
        return [_direction(angle + turned) for angle in angles]

    def _turned_lines(self, words: _Words, directions: Sequence[int]) -> Iterator[Line]:
        counted = Counter(directions)
        self.content.direction = max((UPRIGHT, UPWARD, DOWNWARD, OVERTURNED), key=lambda one: counted[one])
        width, height = self.content.width, self.content.height
        for direction in sorted(counted):
            chosen = words.select([index for index, one in enumerate(directions) if one == direction])
            boxes = [
                turn(direction, width, height, box)
                for box in zip(chosen.lefts, chosen.tops, chosen.rights, chosen.bottoms, strict=True)
            ]
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            chosen.lefts, chosen.rights = array("f", lefts), array("f", rights)
            chosen.tops, chosen.bottoms = list(tops), list(bottoms)
            yield from self._lines(chosen, direction)

    def _lines(self, words: _Words, direction: int) -> list[Line]:
        if not words.text:
            return []
        gaps = [first - last != 2 for first, last in zip(words.first[1:], words.last, strict=False)]
        begins = cuts(gaps, words.lefts, words.rights, words.tops, words.bottoms)
        lines = []
        for start, end in pairwise([*begins, len(words.text)]):
            middle = (start + end) // 2
            line = Line(
                words=words.text[start:end],
                lefts=words.lefts[start:end],
                rights=words.rights[start:end],
                top=words.tops[middle],
                bottom=words.bottoms[middle],
                size=0.0,
                direction=direction,
                page=self.content.number,
            )
            self._set_type(line, words.first, start, end)
            lines.append(line)
        return lines

    def _set_type(self, line: Line, first: Sequence[int], start: int, end: int) -> None:
        """Find out the line's size, and whether it is bold: word by word only where it is not of one piece."""
        text_object = self._functions.text_object
        middle = first[(start + end) // 2]
        one = text_object(self._handle, first[start])
        two = text_object(self._handle, first[end - 1])
        font = self._functions.font(one) if one else None
        if one == two:
            line.bold = self._is_bold(font, middle)
            height = round(line.bottom - line.top, 2)
            known = self._sizes.get((font or 0, height, line.direction))
            line.size = self._size(middle) if known is None else known
            if font and height > 0:
                self._sizes[font, height, line.direction] = line.size
            return
        line.size = self._size(middle)
        objects = [text_object(self._handle, index) for index in first[start:end]]
        fonts = [self._functions.font(one) if one else None for one in objects]
        bold = list(map(self._is_bold, fonts, first[start:end]))
        line.bold = all(bold)
        if not line.bold and any(bold):
            line.bold_words = bold

    def _size(self, index: int) -> float:
        """Type size in points on the page."""
        matrix = (ctypes.c_float * 6)()
        size = self._functions.font_size(self._handle, index)
        if self._functions.matrix(self._handle, index, ctypes.addressof(matrix)):
            size *= math.hypot(matrix[2], matrix[3])
        return round(size, 1) if math.isfinite(size) else 0.0

    def _is_bold(self, font: int | None, index: int) -> bool:
        known = self._bold.get(font)
        if known is None:
            known = self._bold[font] = self._font_is_bold(index)
        return known

    def _font_is_bold(self, index: int) -> bool:
        name = ctypes.create_string_buffer(256)
        flags = ctypes.c_int()
        self._raw.FPDFText_GetFontInfo(self._text_page.raw, index, name, 256, flags)
        return bool(flags.value & _FORCE_BOLD) or _BOLD_NAME.search(name.value) is not None


def _parted(text: str) -> tuple[list[str], list[int]]:
    """The words, and the offset of each. A pattern would find the same, but takes three times as long."""
    if HYPHEN not in text:
        parts = text.replace("\r", " ").replace("\n", " ").split(" ")
        starts = accumulate(map(add, map(len, parts), repeat(1)), initial=0)
        first = list(compress(starts, parts))
        words = list(filter(None, parts))
        if len(words) == len(text.split()):  # no other kind of space stands between words
            return words, first
    return _WORD.findall(text), list(map(re.Match.start, _WORD.finditer(text)))


def _lead(word: str) -> int:
    """Length of the mark at a word's beginning."""
    match = _LEAD.match(word)
    return match.end() if match else 0


def _tail(word: str) -> int:
    """Length of the mark at a word's end."""
    match = _TAIL.search(word)
    return len(word) - match.start() if match else 0


def _direction(angle: float) -> int:
    """The direction of a line whose clockwise angle is given; a slanting line has its angle negated, in degrees."""
    degrees = -math.degrees(angle) % 360
    nearest = round(degrees / 90) * 90
    if abs(degrees - nearest) <= _SLANT:
        return nearest % 360
    return -round(degrees)
