"""Reader of PDF files. What reads is imported with the first file: whoever only asks for readers does not need it."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source
from contractscan.reading.supervision import Supervision

MARK = b"%PDF-"
_HEAD = 1024
_FURTHEST_MARK = 1 << 20


class PdfReader:
    """PDF files."""

    id = "pdf"
    title = "PDF files"
    suffixes = (".pdf",)

    def recognises(self, data: bytes, name: str) -> str | None:  # noqa: ARG002
        """A PDF has its mark near its start; behind other bytes only if it also has the end of one."""
        if MARK in data[:_HEAD] or (MARK in data[:_FURTHEST_MARK] and b"startxref" in data[-_HEAD:]):
            return "application/pdf"
        return None

    def read(self, source: Source, options: ReadOptions) -> Document:
        """Read the whole file in this process."""
        return self.read_supervised(source, options, Supervision())

    def read_supervised(self, source: Source, options: ReadOptions, supervision: Supervision) -> Document:
        """Read the file page by page, so that what was read survives a page that cannot be."""
        from contractscan.reading.pdf_reading import PdfReading

        return PdfReading(source=source, options=options, supervision=supervision).document()


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of PDF files."""
    return [PdfReader()]
