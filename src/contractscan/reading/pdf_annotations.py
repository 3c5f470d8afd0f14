"""What is laid over a PDF page: form fields with their values, text boxes, comments and links, as pdfium knows them.

Field values and text boxes are read where they stand, since whoever signs sees them there. Comments are no part of a
contract: they are told like the margins.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from contractscan.reading.pdf_lines import Line, PageContent, is_odd, mend
from contractscan.reading.pdf_outline import string
from contractscan.reading.pdf_rules import seen

_MOST = 2_000
_LONGEST = 20_000
_LINK, _FREE_TEXT, _STAMP, _POPUP, _WIDGET = 2, 3, 13, 16, 20
_COMMENTS = frozenset((1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15))
"""Notes, shapes, marks on text, carets and ink, all of which may carry a comment."""
_HIDDEN = 1 << 1 | 1 << 5
_CHECK_BOX, _RADIO_BUTTON, _COMBO_BOX, _LIST_BOX, _TEXT_FIELD = 2, 3, 4, 5, 6
_BOX_SIZE = 10.0
_HIGHEST_LINE = 14.0
_LETTER = 0.5
"""Width of a letter in type sizes, as far as one can tell without the font."""
_NEAR = 200.0
"""Points within which words on the same row say what a field is for."""


@dataclass(slots=True, kw_only=True)
class Overlay:
    """What was found on one page.

    Attributes:
        lines: values and text boxes, where they stand.
        comments: what readers wrote on the page.
        links: targets.
    """

    lines: list[Line] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A form field on the page."""

    kind: int
    value: str
    name: str


@dataclass(slots=True, kw_only=True)
class Annotations:
    """Reads what is laid over one page. Keep it no longer than its page.

    Attributes:
        pdf, page: of pypdfium2, the first with its forms prepared.
        content: the page's printed lines.
        rotation, bounds: of the page.
    """

    pdf: Any
    page: Any
    content: PageContent
    rotation: int
    bounds: tuple[float, float, float, float]

    def read(self) -> Overlay:
        """Everything that is laid over the page."""
        from pypdfium2 import raw

        overlay = Overlay()
        for index in range(min(raw.FPDFPage_GetAnnotCount(self.page.raw), _MOST)):
            annotation = raw.FPDFPage_GetAnnot(self.page.raw, index)
            if annotation:
                try:
                    self._read_one(raw, annotation, overlay)
                finally:
                    raw.FPDFPage_CloseAnnot(annotation)
        return overlay

    def _read_one(self, raw: Any, annotation: Any, overlay: Overlay) -> None:
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == _LINK:
            target = self._target(raw, annotation)
            if target:
                overlay.links.append(target)
            return
        if kind == _POPUP or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            return
        if kind == _WIDGET:
            overlay.lines.extend(self._value_lines(raw, annotation))
            return
        words = string(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))
        if not words.strip():
            return
        if kind in (_FREE_TEXT, _STAMP):
            box = self._box(raw, annotation)
            if box:
                overlay.lines.extend(_lines(words, box, self.content.number))
        elif kind in _COMMENTS:
            overlay.comments.append(" ".join(_mended(words).split()))

    def _target(self, raw: Any, annotation: Any) -> str:
        link = raw.FPDFAnnot_GetLink(annotation)
        action = raw.FPDFLink_GetAction(link) if link else None
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            return ""
        size = min(raw.FPDFAction_GetURIPath(self.pdf.raw, action, None, 0), _LONGEST)
        if size < 2:
            return ""
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(self.pdf.raw, action, buffer, size)
        return buffer.value.decode("utf-8", "replace").strip()

    def _value_lines(self, raw: Any, annotation: Any) -> Iterator[Line]:
        found = self._field(raw, annotation)
        box = self._box(raw, annotation) if found else None
        if found is None or box is None:
            return
        if found.kind in (_CHECK_BOX, _RADIO_BUTTON):
            left, top, right, bottom = box
            box = (left, top, min(right, left + _BOX_SIZE), bottom)
        lines = list(_lines(found.value, box, self.content.number))
        if lines and found.name and not _is_labelled(box, self.content.lines):
            name = f"{_mended(found.name).strip().rstrip(':')}:".split()
            at = [box[0]] * len(name)
            lines[0].words[:0] = name
            lines[0].lefts, lines[0].rights = [*at, *lines[0].lefts], [*at, *lines[0].rights]
        yield from lines

    def _field(self, raw: Any, annotation: Any) -> _Field | None:
        """A form field that holds something, None for an empty one, a button or a signature."""
        form = getattr(self.pdf.formenv, "raw", None)
        if not form:
            return None
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind in (_CHECK_BOX, _RADIO_BUTTON):
            value = "☒" if raw.FPDFAnnot_IsChecked(form, annotation) else "☐"
        elif kind in (_TEXT_FIELD, _COMBO_BOX, _LIST_BOX):
            value = string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
        else:
            return None
        if not value.strip():
            return None
        name = string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldAlternateName(form, annotation, buffer, size))
        name = name or string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldName(form, annotation, buffer, size))
        return _Field(kind=kind, value=value, name=name)

    def _box(self, raw: Any, annotation: Any) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom on the page as it is seen; None where it lies beyond the page's edges."""
        rectangle = raw.FS_RECTF()
        if not raw.FPDFAnnot_GetRect(annotation, rectangle):
            return None
        x0, y0 = seen(self.rotation, self.bounds, rectangle.left, rectangle.bottom)
        x1, y1 = seen(self.rotation, self.bounds, rectangle.right, rectangle.top)
        left, top, right, bottom = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        if not (0 <= (left + right) / 2 <= self.content.width and 0 <= (top + bottom) / 2 <= self.content.height):
            return None
        return left, top, max(right, left + 1.0), max(bottom, top + 1.0)


def _mended(text: str) -> str:
    return mend(text) if is_odd(text) else text


def _is_labelled(box: tuple[float, float, float, float], lines: Sequence[Line]) -> bool:
    """Whether words are printed beside a field."""
    left, top, right, bottom = box
    for line in lines:
        shared = min(bottom, line.bottom) - max(top, line.top)
        if line.direction == 0 and shared > 0.5 * min(bottom - top, line.bottom - line.top):
            before, behind = left - line.rights[-1], line.lefts[0] - right
            if -2 <= before <= _NEAR or -2 <= behind <= _NEAR:
                return True
            if line.lefts[0] < left and line.rights[-1] > right:
                return True
    return False


def _lines(words: str, box: tuple[float, float, float, float], page: int) -> Iterator[Line]:
    """Text in a box, its lines below one another; where its words stand in the lines is a guess."""
    left, top, right, bottom = box
    rows = [row.split() for row in _mended(words).splitlines() if row.strip()]
    if not rows:
        return
    height = min((bottom - top) / len(rows), _HIGHEST_LINE)
    start = (top + bottom - height) / 2 if len(rows) == 1 else top
    for number, row in enumerate(rows):
        letters = sum(len(word) + 1 for word in row)
        letter = min((right - left) / letters, _LETTER * height)
        lefts, rights = [], []
        at = left
        for word in row:
            lefts.append(at)
            rights.append(at + letter * len(word))
            at = rights[-1] + letter
        yield Line(
            words=row,
            lefts=lefts,
            rights=rights,
            top=start + number * height,
            bottom=start + (number + 1) * height,
            size=round(0.8 * height, 1),
            page=page,
            is_field=True,
        )
