"""Reader of plain text and Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.errors import UnreadableError
from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source
from contractscan.reading.raw import RawBlock, RawPage
from contractscan.reading.structure import build_document


class TextReader:
    """Plain text."""

    id = "text"
    title = "Text files"
    suffixes = (".txt", ".text", ".md", ".markdown")

    def recognises(self, data: bytes, name: str) -> str | None:
        """Text is what has no control characters."""
        return None if b"\0" in data[:4096] else "text/plain"

    def read(self, source: Source, options: ReadOptions) -> Document:
        """Read blank-line separated paragraphs."""
        text = source.data.decode("utf-8", "replace")
        blocks = [RawBlock(text=" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
        if not blocks:
            raise UnreadableError(f"{source.name}: the file is empty")
        return build_document(source, blocks, [RawPage(number=1)], reader=self.id)


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of text files."""
    return [TextReader()]
