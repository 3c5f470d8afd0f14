"""Reader of plain text and Markdown. What reads is imported with the first file."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source
from contractscan.reading.encoding import decode, is_text

_MARKDOWN = "text/markdown"
_PLAIN = "text/plain"
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdx")
_PROBE = 200_000


class TextReader:
    """Text files."""

    id = "text"
    title = "Text and Markdown files"
    suffixes: tuple[str, ...] = (".txt", ".text", ".md", ".markdown", ".mdx")

    def recognises(self, data: bytes, name: str) -> str | None:
        """Whatever has the characters of text and is not the source of another format."""
        if data.lstrip()[:5] in (b"{\\rtf", b"%PDF-") or not is_text(data):
            return None
        from contractscan.reading.markdown import looks_like_markdown

        if name.lower().endswith(_MARKDOWN_SUFFIXES) or looks_like_markdown(decode(data[:_PROBE])):
            return _MARKDOWN
        return _PLAIN

    def read(self, source: Source, options: ReadOptions) -> Document:
        """Read the paragraphs, joining lines that were only wrapped."""
        from contractscan.reading.text_reading import read_text

        markdown = self.recognises(source.data, source.name) == _MARKDOWN
        return read_text(source, options, self.id, markdown=markdown)


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of text files."""
    return [TextReader()]
