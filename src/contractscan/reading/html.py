"""Reader of web pages: as saved from a browser, or as one archive (MHTML).

What reads is imported with the first file: whoever only asks for readers does not need it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source
from contractscan.reading.encoding import decode, is_text

_PROBE = 8192
_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_ELEMENT = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:div|p|h[1-6]|table|section|article|main|meta|title|ul|ol|span|font|center)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_END = re.compile(r"</(?:p|div|li|td|h[1-6])\s*>", re.IGNORECASE)
_MHTML = re.compile(rb"(?:^|\n)content-type:\s*multipart/related", re.IGNORECASE)


class HtmlReader:
    """Web pages."""

    id = "html"
    title = "Web pages"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".mhtml", ".mht")

    def recognises(self, data: bytes, name: str) -> str | None:
        """By the elements at the start of the file."""
        if not is_text(data):
            return None
        if _is_archive(data):
            return "multipart/related"
        start = decode(data[:_PROBE], declared=True)
        if _DOCUMENT.match(start):
            return "text/html"
        named = name.lower().endswith(self.suffixes)
        if _ELEMENT.match(start) and (named or len(_BLOCK_END.findall(start)) >= 5):
            return "text/html"
        return "text/html" if named and _BLOCK_END.search(start) else None

    def read(self, source: Source, options: ReadOptions) -> Document:
        """Read what the page shows."""
        from contractscan.reading.html_reading import read_page

        return read_page(source, options, self.id, archive=_is_archive(source.data))


def _is_archive(data: bytes) -> bool:
    head = data[:2048]
    return b"multipart/related" in head.lower() and _MHTML.search(head) is not None


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of web pages."""
    return [HtmlReader()]
