"""pdfplumber as the second engine: slower by far, but it reads some files and pages on which pdfium fails."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from contractscan.reading import pdf_bullets
from contractscan.reading.layout import UPRIGHT, UPWARD
from contractscan.reading.pdf_bullets import is_dot
from contractscan.reading.pdf_lines import Box, Line, PageContent, Rule, cuts, is_odd, mend, turn

_BOLD = ("bold", "black", "heavy", "demi")
_MOST_RULES = 3_000


class PlumberFile:
    """A file opened by pdfplumber.

    Raises:
        Exception: whatever the parsers raise, which is anything.
    """

    def __init__(self, data: bytes, password: str | None) -> None:
        import pdfplumber

        self._pdf = pdfplumber.open(io.BytesIO(data), password=password or "")
        self._pages: list[Any] = self._pdf.pages

    def __len__(self) -> int:
        return len(self._pages)

    def read(self, number: int) -> PageContent:
        """Read one page, by its number from 1."""
        page = self._pages[number - 1]
        try:
            content = PageContent(number=number, width=float(page.width), height=float(page.height))
            content.lines = list(_lines(page, content))
            content.rules = list(_rules(page))
            content.dots = list(_dots(page))
            pdf_bullets.write(content)
            content.images = _image_share(page, content)
            return content
        finally:
            page.close()

    @property
    def title(self) -> str:
        """The title that the file states."""
        title = self._pdf.metadata.get("Title")
        return title if isinstance(title, str) else ""

    def close(self) -> None:
        """Give the memory back."""
        self._pdf.close()


def _lines(page: Any, content: PageContent) -> Iterator[Line]:
    words = page.extract_words(use_text_flow=False, extra_attrs=["fontname"])
    groups: dict[int, list[dict[str, Any]]] = {UPRIGHT: [], UPWARD: []}
    for word in words:
        if 0 <= word["x0"] <= content.width and 0 <= word["top"] <= content.height:
            groups[UPRIGHT if word["upright"] else UPWARD].append(word)
    content.direction = UPWARD if len(groups[UPWARD]) > len(groups[UPRIGHT]) else UPRIGHT
    for direction, members in groups.items():
        yield from _pieces(members, direction, content)


def _pieces(words: Sequence[dict[str, Any]], direction: int, content: PageContent) -> Iterator[Line]:
    if not words:
        return
    boxes = [
        turn(direction, content.width, content.height, (word["x0"], word["top"], word["x1"], word["bottom"]))
        for word in words
    ]
    lefts, tops, rights, bottoms = (list(side) for side in zip(*boxes, strict=True))
    begins = cuts([False] * (len(words) - 1), lefts, rights, tops, bottoms)
    for start, end in pairwise([*begins, len(words)]):
        texts = [_mended(word["text"]) for word in words[start:end]]
        kept = [index for index, text in enumerate(texts) if text]
        bold = [any(mark in words[start + index]["fontname"].lower() for mark in _BOLD) for index in kept]
        if kept:
            yield Line(
                words=[texts[index] for index in kept],
                lefts=[lefts[start + index] for index in kept],
                rights=[rights[start + index] for index in kept],
                top=tops[start],
                bottom=bottoms[start],
                size=round(bottoms[start] - tops[start], 1),
                bold=all(bold),
                bold_words=bold if any(bold) and not all(bold) else None,
                direction=direction,
                page=content.number,
            )


def _mended(text: str) -> str:
    return mend(text) if is_odd(text) else text


def _rules(page: Any) -> Iterator[Rule]:
    for edge in page.edges[:_MOST_RULES]:
        yield Rule(x0=float(edge["x0"]), top=float(edge["top"]), x1=float(edge["x1"]), bottom=float(edge["bottom"]))


def _dots(page: Any) -> Iterator[Box]:
    for shape in (*page.curves[:_MOST_RULES], *page.rects[:_MOST_RULES]):
        box = float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"])
        if is_dot(box):
            yield box


def _image_share(page: Any, content: PageContent) -> float:
    area = content.width * content.height
    covered = sum(float(image["width"]) * float(image["height"]) for image in page.images)
    return min(1.0, covered / area) if area > 0 else 0.0
