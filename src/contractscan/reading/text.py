"""Reader of plain text and Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.errors import UnreadableError
from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source
from contractscan.reading.bounds import keep_within
from contractscan.reading.encoding import decode, is_text
from contractscan.reading.markdown import MarkdownBody, looks_like_markdown
from contractscan.reading.parts import assemble
from contractscan.reading.plaintext import read_plain
from contractscan.reading.raw import RawPage
from contractscan.reading.structure import build_document

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
        if name.lower().endswith(_MARKDOWN_SUFFIXES) or looks_like_markdown(decode(data[:_PROBE])):
            return _MARKDOWN
        return _PLAIN

    def read(self, source: Source, options: ReadOptions) -> Document:
        """Read the paragraphs, joining lines that were only wrapped."""
        text = decode(source.data)
        if not text.strip("\ufeff\x1a \t\r\n\f\v\0"):
            raise UnreadableError(f"{source.name}: the file is empty")
        if self.recognises(source.data, source.name) == _MARKDOWN:
            return self._read_markdown(source, text, options)
        blocks, pages = read_plain(text)
        if not blocks:
            raise UnreadableError(f"{source.name}: the file holds no words")
        kept = keep_within(options, blocks=blocks, pages=pages, name=source.name, reader=self.id)
        return build_document(source, kept.blocks, kept.pages, reader=self.id, problems=kept.problems)

    def _read_markdown(self, source: Source, text: str, options: ReadOptions) -> Document:
        body = MarkdownBody()
        body.read(text)
        blocks, tables = assemble(body.parts)
        if not blocks:
            raise UnreadableError(f"{source.name}: the file holds no words")
        pages = [RawPage(number=1)]
        kept = keep_within(options, blocks=blocks, pages=pages, tables=tables, name=source.name, reader=self.id)
        return build_document(
            source,
            kept.blocks,
            kept.pages,
            tables=kept.tables,
            problems=kept.problems,
            reader=self.id,
            title=body.title,
            links=tuple(body.links),
        )


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of text files."""
    return [TextReader()]
