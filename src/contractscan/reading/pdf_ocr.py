"""OCR of those pages of a PDF file that have no text of their own, or whose text is gibberish.

pdfium draws the pages one after another in this thread; tesseract recognises several at a time in processes of its own.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from contractscan.hookspecs import ReadOptions
from contractscan.model import TextOrigin
from contractscan.reading.language import detect
from contractscan.reading.ocr import OcrUnavailableError, Recognised, Recogniser, recogniser, scale_for
from contractscan.reading.pdf_lines import PageContent
from contractscan.reading.pdf_origins import is_blank
from contractscan.reading.supervision import Supervision

_CODES = {"swe": "sv", "eng": "en"}
"""Tesseract's names of languages, and ours."""
_SMALLEST = 10.0
"""Points: what is smaller is no page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of the OCR of a file.

    Attributes:
        pages: those that were recognised.
        losses: sentences about what was not, each with a page number or None.
        notes: the same for what the reader should know though nothing was lost.
    """

    pages: tuple[PageContent, ...] = ()
    losses: tuple[tuple[str, int | None], ...] = ()
    notes: tuple[tuple[str, int | None], ...] = ()


def recognise(pdf: Any, pages: Sequence[PageContent], options: ReadOptions, supervision: Supervision) -> Outcome:
    """Recognise the pages that need it, and put what was recognised in the place of their text.

    Args:
        pdf: the file, opened by pdfium.
        pages: with their origins.
        options: which pages OCR may read.
        supervision: the terms; it is told how many pages there are.
    """
    chosen = [page for page in pages if _is_wanted(page, options.ocr)]
    chosen = [page for page in chosen if page.number not in supervision.avoid]
    if not chosen:
        return Outcome()
    try:
        engine = recogniser(seconds=supervision.ocr_seconds, processes=options.jobs)
    except OcrUnavailableError as error:
        return Outcome(losses=((f"{_told(chosen)} cannot be read without OCR; {error}", chosen[0].number),))
    supervision.on_ocr(len(chosen))
    deadline = time.monotonic() + supervision.ocr_seconds * len(chosen)
    losses: list[tuple[str, int | None]] = []
    done: list[PageContent] = []
    for page, result in _results(pdf, chosen, engine, supervision.on_page, deadline):
        if result.reason:
            losses.append((f"page {page.number} was not read: {result.reason}", page.number))
            continue
        page.lines, page.direction, page.origin = list(result.lines), result.direction, TextOrigin.OCR
        done.append(page)
    notes: tuple[tuple[str, int | None], ...] = ()
    if engine.missing and done:
        message = f"tesseract has no data for {' and '.join(engine.missing)}; text in that language is misread"
        language = detect(line.text for page in done for line in page.lines)
        if language == _CODES[engine.languages[0]]:
            notes = ((message, None),)
        else:
            losses.append((message, None))
    return Outcome(losses=tuple(losses), notes=notes, pages=tuple(done))


def _is_wanted(page: PageContent, mode: str) -> bool:
    if mode == "never" or is_blank(page) or page.unread or min(page.width, page.height) < _SMALLEST:
        return False
    return mode == "force" or page.origin in (TextOrigin.NONE, TextOrigin.GARBLED)


def _told(pages: Sequence[PageContent]) -> str:
    if len(pages) == 1:
        return f"page {pages[0].number}"
    return f"{len(pages)} pages, the first of them page {pages[0].number},"


def _results(
    pdf: Any,
    pages: Sequence[PageContent],
    engine: Recogniser,
    on_page: Callable[[int], None],
    deadline: float,
) -> Iterator[tuple[PageContent, Recognised]]:
    """What each page holds, in order; only as many pictures are kept as are being looked at."""
    waiting: deque[tuple[PageContent, Future[Recognised]]] = deque()
    with ThreadPoolExecutor(engine.processes) as pool:
        for page in pages:
            if time.monotonic() > deadline:
                yield page, Recognised(reason="there was no time left for OCR")
                continue
            on_page(page.number)
            scale = scale_for(page.width, page.height)
            image = _drawn(pdf, page.number, scale)
            if image is None:
                yield page, Recognised(reason="it cannot be drawn for OCR")
                continue
            waiting.append((page, pool.submit(engine.recognise, image, page.number, scale)))
            if len(waiting) > engine.processes:
                first, future = waiting.popleft()
                yield first, future.result()
        for page, future in waiting:
            yield page, future.result()


def _drawn(pdf: Any, number: int, scale: float) -> Any:
    """A page as a grey picture, None where pdfium cannot draw it."""
    import pypdfium2

    try:
        page = pdf[number - 1]
        try:
            bitmap = page.render(scale=scale, grayscale=True)
            image = bitmap.to_pil().convert("L")
            bitmap.close()
            return image
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return None
