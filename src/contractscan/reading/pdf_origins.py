"""Whether each page was read: its text layer may be missing, a mere stamp on a scan, or gibberish."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.model import TextOrigin
from contractscan.reading.gibberish import Verdict, judge
from contractscan.reading.pdf_lines import PageContent

_FEW_WORDS = 8
"""Less than that beside a picture may be a stamp on a scanned page."""
_PICTURE = 0.5
"""Share of a page that a scan covers at least."""


def judge_pages(pages: Sequence[PageContent]) -> None:
    """Set each page's origin, and take the lines from those whose text is gibberish as a whole.

    Args:
        pages: without their margins, so that a header on a scanned page is not taken for its text.
    """
    verdicts = [judge([word for line in page.lines for word in line.words]) for page in pages]
    hopeless = Verdict.GIBBERISH in verdicts and Verdict.TEXT not in verdicts
    for page, verdict in zip(pages, verdicts, strict=True):
        page.origin = _origin(page)
        if page.origin is TextOrigin.NONE:
            continue
        if verdict is Verdict.GIBBERISH or (hopeless and verdict is Verdict.UNKNOWN):
            page.origin = TextOrigin.GARBLED
            page.lines = []
        elif verdict is Verdict.PARTLY:
            page.origin = TextOrigin.GARBLED


def is_blank(page: PageContent) -> bool:
    """Whether nothing is on the page, so that nothing can be lost."""
    return not (page.lines or page.images or page.paths or page.unread or page.origin is TextOrigin.GARBLED)


def _origin(page: PageContent) -> TextOrigin:
    """Whether the page has a text layer: a picture with a stamp or a page number on it has none."""
    words = sum(len(line.words) for line in page.lines)
    if words >= _FEW_WORDS or (words and page.images < _PICTURE):
        return TextOrigin.NATIVE
    return TextOrigin.NONE
