"""Lines drawn on a page, and the pictures on it, as pdfium knows them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise, repeat
from typing import Any

from contractscan.reading.pdf_lines import PageContent, Rule

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_THIN = 3.0
_SHORTEST = 6.0
_MOST_PATHS = 4_000
_MOST_SEGMENTS = 2_000
_DEEPEST = 3
_Matrix = tuple[float, float, float, float, float, float]
_UNCHANGED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing:
    """What is drawn on one page besides its text. Keep it no longer than its page."""

    def __init__(
        self, page: Any, content: PageContent, rotation: int, bounds: tuple[float, float, float, float]
    ) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = page
        self._content = content
        self._rotation = rotation
        self._bounds = bounds

    def read(self) -> None:
        """Add rules and the share of pictures to the page's content."""
        from contractscan.reading.pdf_pdfium import functions

        bound = functions()
        handle = ctypes.cast(self._page.raw, ctypes.c_void_p).value or 0
        count = bound.count_objects(handle)
        objects = list(map(bound.page_object, repeat(handle, count), range(count)))
        kinds = list(map(bound.object_type, objects))  # type: ignore[arg-type]
        if kinds.count(_TEXT) == count:
            return
        others = [
            (ctypes.cast(one, self._raw.FPDF_PAGEOBJECT), kind)
            for one, kind in zip(objects, kinds, strict=True)
            if one and kind != _TEXT
        ]
        self._walk(others, _UNCHANGED, 0)

    def _walk(self, objects: Iterable[tuple[Any, int]], matrix: _Matrix, depth: int) -> None:
        for one, kind in objects:
            if kind == _PATH and self._content.paths < _MOST_PATHS:
                self._content.paths += 1
                self._content.rules.extend(self._rules(one, matrix))
            elif kind == _IMAGE:
                self._add_image(one, matrix)
            elif kind == _FORM and depth < _DEEPEST:
                self._walk(self._inside(one), _product(self._matrix(one), matrix), depth + 1)

    def _inside(self, form: Any) -> Iterator[tuple[Any, int]]:
        count = self._raw.FPDFFormObj_CountObjects(form)
        for index in range(min(max(count, 0), _MOST_PATHS)):
            one = self._raw.FPDFFormObj_GetObject(form, index)
            if one:
                yield one, self._raw.FPDFPageObj_GetType(one)

    def _matrix(self, one: Any) -> _Matrix:
        matrix = self._raw.FS_MATRIX()
        if not self._raw.FPDFPageObj_GetMatrix(one, matrix):
            return _UNCHANGED
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _box(self, one: Any, matrix: _Matrix) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom of an object on the page as it is seen."""
        sides = [ctypes.c_float() for _ in range(4)]
        if not self._raw.FPDFPageObj_GetBounds(one, *sides):
            return None
        left, bottom, right, top = (side.value for side in sides)
        return self._seen(_applied(matrix, left, bottom), _applied(matrix, right, top))

    def _seen(self, one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = (seen(self._rotation, self._bounds, *point) for point in (one, two))
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _add_image(self, one: Any, matrix: _Matrix) -> None:
        box = self._box(one, matrix)
        area = self._content.width * self._content.height
        if box and area > 0:
            width = min(box[2], self._content.width) - max(box[0], 0.0)
            height = min(box[3], self._content.height) - max(box[1], 0.0)
            if width > 0 and height > 0:
                self._content.images = min(1.0, self._content.images + width * height / area)

    def _rules(self, path: Any, matrix: _Matrix) -> Iterator[Rule]:
        """The path's straight horizontal and vertical parts."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if self._raw.FPDFPath_GetDrawMode(path, fill, stroke) and not (fill.value or stroke.value):
            return
        box = self._box(path, matrix)
        if box is None:
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= _THIN:
            if max(width, height) >= _SHORTEST:
                yield Rule(x0=box[0], top=box[1], x1=box[2], bottom=box[3])
            return
        for one, two in self._segments(path, _product(self._matrix(path), matrix)):
            x0, top, x1, bottom = self._seen(one, two)
            if min(x1 - x0, bottom - top) < 1.0 and max(x1 - x0, bottom - top) >= _SHORTEST:
                yield Rule(x0=x0, top=top, x1=x1, bottom=bottom, shade=bool(fill.value and not stroke.value))

    def _segments(self, path: Any, matrix: _Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        """The straight lines of a path, on the page."""
        x, y = ctypes.c_float(), ctypes.c_float()
        begin: tuple[float, float] | None = None
        points: list[tuple[tuple[float, float], int]] = []
        for index in range(min(max(self._raw.FPDFPath_CountSegments(path), 0), _MOST_SEGMENTS)):
            segment = self._raw.FPDFPath_GetPathSegment(path, index)
            self._raw.FPDFPathSegment_GetPoint(segment, x, y)
            point, kind = _applied(matrix, x.value, y.value), self._raw.FPDFPathSegment_GetType(segment)
            points.append((point, kind))
            if kind == self._raw.FPDF_SEGMENT_MOVETO:
                begin = point
            elif begin and self._raw.FPDFPathSegment_GetClose(segment):
                points.append((begin, self._raw.FPDF_SEGMENT_LINETO))
        for (one, _), (two, kind) in pairwise(points):
            if kind == self._raw.FPDF_SEGMENT_LINETO:
                yield one, two


def seen(rotation: int, bounds: tuple[float, float, float, float], x: float, y: float) -> tuple[float, float]:
    """A point of a page as it is seen, from its top left, after the page's own rotation."""
    left, bottom, right, top = bounds
    match rotation:
        case 90:
            return y - bottom, x - left
        case 180:
            return right - x, y - bottom
        case 270:
            return top - y, right - x
        case _:
            return x - left, top - y


def _applied(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
