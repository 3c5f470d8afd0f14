"""What a PDF file says about itself: its title and its bookmarks."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import Any

_MOST = 5_000
_DEEPEST = 20
_LONGEST = 200_000
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)\s*-|untitled|namnlös|dokument\d*$|document\d*$|"
    r".*\.(?:docx?|pdf|odt|rtf|indd|html?|pages)$",
    re.IGNORECASE,
)


def stated_title(title: str) -> str:
    """A title from the file's properties, "" where it only tells which program or file it came from."""
    title = " ".join(title.replace("\0", "").split())
    printable = "".join(character for character in title if character.isprintable()).strip()
    return "" if _NO_TITLE.match(printable) else printable[:500]


def title_of(pdf: Any) -> str:
    """The title that the file states."""
    from pypdfium2 import raw

    return stated_title(string(lambda buffer, size: raw.FPDF_GetMetaText(pdf.raw, b"Title", buffer, size)))


def outline_of(pdf: Any) -> tuple[tuple[str, int], ...]:
    """The bookmarks as (title, level from 1), in order; a file in which they run in a circle is left in time."""
    from pypdfium2 import raw

    found: list[tuple[str, int]] = []
    met: set[int | None] = set()
    waiting = [(raw.FPDFBookmark_GetFirstChild(pdf.raw, None), 1)]
    while waiting and len(found) < _MOST:
        bookmark, level = waiting.pop()
        address = ctypes.cast(bookmark, ctypes.c_void_p).value if bookmark else None
        if address is None or address in met or level > _DEEPEST:
            continue
        met.add(address)
        title = " ".join(_title(raw, bookmark).split())[:500]
        if title:
            found.append((title, level))
        waiting.append((raw.FPDFBookmark_GetNextSibling(pdf.raw, bookmark), level))
        waiting.append((raw.FPDFBookmark_GetFirstChild(pdf.raw, bookmark), level + 1))
    return tuple(found)


def _title(raw: Any, bookmark: Any) -> str:
    return string(lambda buffer, size: raw.FPDFBookmark_GetTitle(bookmark, buffer, size))


def string(call: Callable[[Any, int], int]) -> str:
    """A string that pdfium hands over in two calls, "" if it is too long to be one.

    Args:
        call: takes a buffer, or None, and its size in bytes; fills it with UTF-16 and tells the size needed.
    """
    size = call(None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").split("\0", 1)[0]
