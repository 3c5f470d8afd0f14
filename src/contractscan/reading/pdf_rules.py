"""Lines drawn on a page, and the pictures on it, as pdfium knows them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise, repeat
from typing import Any

from contractscan.reading.pdf_bullets import is_dot
from contractscan.reading.pdf_lines import Box, PageContent, Rule

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE_TO, _MOVE_TO = 0, 2
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
        from contractscan.reading.pdf_pdfium import functions

        self._functions = functions()
        self._numbers = (ctypes.c_float * 6)()
        self._modes = (ctypes.c_int * 2).from_buffer(self._numbers)
        start = ctypes.addressof(self._numbers)
        self._places = (start, start + 4, start + 8, start + 12)
        self._page = page
        self._content = content
        self._rotation = rotation
        self._bounds = bounds

    def read(self) -> None:
        """Add rules and the share of pictures to the page's content."""
        bound = self._functions
        handle = ctypes.cast(self._page.raw, ctypes.c_void_p).value or 0
        count = bound.count_objects(handle)
        objects = list(map(bound.page_object, repeat(handle, count), range(count)))
        kinds = list(map(bound.object_type, objects))  # type: ignore[arg-type]
        if kinds.count(_TEXT) == count:
            return
        others = [(one, kind) for one, kind in zip(objects, kinds, strict=True) if one and kind != _TEXT]
        self._walk(others, _UNCHANGED, 0)

    def _walk(self, objects: Iterable[tuple[int, int]], matrix: _Matrix, depth: int) -> None:
        for one, kind in objects:
            if kind == _PATH and self._content.paths < _MOST_PATHS:
                self._content.paths += 1
                self._content.rules.extend(self._rules(one, matrix))
            elif kind == _IMAGE:
                self._add_image(one, matrix)
            elif kind == _FORM and depth < _DEEPEST:
                self._walk(self._inside(one), _product(self._matrix(one), matrix), depth + 1)

    def _inside(self, form: int) -> Iterator[tuple[int, int]]:
        count = self._functions.count_inside(form)
        for index in range(min(max(count, 0), _MOST_PATHS)):
            one = self._functions.inside(form, index)
            if one:
                yield one, self._functions.object_type(one)

    def _matrix(self, one: int) -> _Matrix:
        if not self._functions.object_matrix(one, self._places[0]):
            return _UNCHANGED
        a, b, c, d, e, f = self._numbers
        return a, b, c, d, e, f

    def _box(self, one: int, matrix: _Matrix) -> Box | None:
        """Left, top, right and bottom of an object on the page as it is seen."""
        if not self._functions.bounds(one, *self._places):
            return None
        left, bottom, right, top, _, _ = self._numbers
        return self._seen(_applied(matrix, left, bottom), _applied(matrix, right, top))

    def _seen(self, one: tuple[float, float], two: tuple[float, float]) -> Box:
        (x0, y0), (x1, y1) = (seen(self._rotation, self._bounds, *point) for point in (one, two))
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _add_image(self, one: int, matrix: _Matrix) -> None:
        box = self._box(one, matrix)
        area = self._content.width * self._content.height
        if box and area > 0:
            width = min(box[2], self._content.width) - max(box[0], 0.0)
            height = min(box[3], self._content.height) - max(box[1], 0.0)
            if width > 0 and height > 0:
                self._content.images = min(1.0, self._content.images + width * height / area)

    def _rules(self, path: int, matrix: _Matrix) -> Iterator[Rule]:
        """The path's straight horizontal and vertical parts."""
        known = self._functions.draw_mode(path, *self._places[:2])
        fill, stroke = self._modes
        if known and not (fill or stroke):
            return
        box = self._box(path, matrix)
        if box is None:
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if is_dot(box):
            self._content.dots.append(box)
        if min(width, height) <= _THIN:
            if max(width, height) >= _SHORTEST:
                yield Rule(x0=box[0], top=box[1], x1=box[2], bottom=box[3])
            return
        for one, two in self._segments(path, _product(self._matrix(path), matrix)):
            x0, top, x1, bottom = self._seen(one, two)
            if min(x1 - x0, bottom - top) < 1.0 and max(x1 - x0, bottom - top) >= _SHORTEST:
                yield Rule(x0=x0, top=top, x1=x1, bottom=bottom, shade=bool(known and fill and not stroke))

    def _segments(self, path: int, matrix: _Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        """The straight lines of a path, on the page."""
        bound, (x, y, _, _) = self._functions, self._places
        begin: tuple[float, float] | None = None
        points: list[tuple[tuple[float, float], int]] = []
        for index in range(min(max(bound.count_segments(path), 0), _MOST_SEGMENTS)):
            segment = bound.segment(path, index)
            bound.point(segment, x, y)
            point, kind = _applied(matrix, self._numbers[0], self._numbers[1]), bound.segment_type(segment)
            points.append((point, kind))
            if kind == _MOVE_TO:
                begin = point
            elif begin and bound.closes(segment):
                points.append((begin, _LINE_TO))
        for (one, _), (two, kind) in pairwise(points):
            if kind == _LINE_TO:
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
