"""Places and excerpts: where words stand, and which of them are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from contractscan.model import Document, Span, Text
from contractscan.rendering.content import Excerpt, Place
from contractscan.rendering.plain import one_line, without_list_mark
from contractscan.rendering.texts import plain, say

SHOWN = 600
"""Characters of a quote that a report shows; a longer one is cut around the words that decided."""
_CUT = "[…]"
_EMPTY_CELLS = re.compile(r"\|(?:[ \t]*\|)+")


def place_of(documents: Sequence[Document], index: int, span: Span) -> Place:
    """The place of `span` in a document of the contract set."""
    document = documents[index]
    page = document.page_of(span)
    section = document.section_of(span.start)
    return Place(
        index=index,
        document=document.name,
        page=page.number if page and has_pages(document) else None,
        section=section.label if section else "",
        span=span,
    )


def has_pages(document: Document) -> bool:
    """Whether the document's format has pages that a reader can turn to."""
    return len(document.pages) > 1 or any(page.width > 0 for page in document.pages)


def place_words(place: Place, *, document: bool = True) -> Text:
    """The place as a reader cites it: document (not under a heading that names it), page, clause."""
    parts = [plain(one_line(place.document))] if document else []
    if place.page is not None:
        parts.append(say("p. {page}", page=str(place.page)))
    if place.section:
        parts.append(plain(short_section(place.section)))
    return Text(" · ".join(part.sv for part in parts), " · ".join(part.en for part in parts))


def short_section(label: str) -> str:
    """A section's label, cut where the file has made a paragraph into a heading."""
    words = one_line(label)
    return words if len(words) <= 90 else f"{words[:85].rstrip()} {_CUT}"


def excerpt(document: Document, span: Span, focus: Span, limit: int = SHOWN) -> Excerpt:
    """The words of `span` with those of `focus` marked, cut to about `limit` characters around the focus."""
    start = min(max(focus.start, span.start), span.end)
    end = max(start, min(focus.end, span.end))
    if end - start > limit:
        end = start + limit
    room = limit - (end - start)
    left = max(span.start, start - room // 2)
    right = min(span.end, left + limit)
    left = max(span.start, min(left, right - limit))
    left = _word_start(document.text, left, start) if left > span.start else left
    right = _word_end(document.text, right, end) if right < span.end else right
    cut = left > span.start or _within_sentence(document.text, span.start)
    return Excerpt(
        before=(f"{_CUT} " if cut else "") + without_empty_cells(document.quote(Span(left, start))),
        marked=without_empty_cells(document.quote(Span(start, end))),
        after=without_empty_cells(document.quote(Span(end, right))) + (f" {_CUT}" if right < span.end else ""),
    )


def trimmed(shown: Excerpt, limit: int) -> Excerpt:
    """The excerpt with less around its marked words, for lists."""
    if len(shown.text) <= limit:
        return shown
    room = max(limit - len(shown.marked), 0)
    before, after = shown.before, shown.after
    left = max(room // 2, room - len(after))
    if len(before) > left:
        start = _word_start(before, len(before) - left, len(before))
        before = f"{_CUT} {before[start:]}"
    right = max(room - len(before), 0)
    if len(after) > right:
        after = f"{after[: _word_end(after, right, 0)]} {_CUT}"
    return Excerpt(before=before, marked=shown.marked, after=after)


def without_empty_cells(words: str) -> str:
    """The words of a table's row without the marks of its empty cells."""
    return _EMPTY_CELLS.sub("|", words)


def _within_sentence(text: str, start: int) -> bool:
    """Whether the words from `start` on go on with a sentence that began before them."""
    before = text[max(0, start - 80) : start].rstrip()
    begins = " ".join(text[start : start + 8].split())
    goes_on = begins[:1].islower() and without_list_mark(begins) == begins
    return goes_on and bool(before) and (before[-1].isalnum() or before[-1] in ",)’”\"'–-")


def _word_start(text: str, offset: int, limit: int) -> int:
    found = text.find(" ", offset, limit)
    return found + 1 if found >= 0 else offset


def _word_end(text: str, offset: int, limit: int) -> int:
    found = text.rfind(" ", limit, offset)
    return found if found >= 0 else offset


def page_ranges(numbers: Iterable[int]) -> str:
    """Page numbers as a reader writes them: "3, 5–7"."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
