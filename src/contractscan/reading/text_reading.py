"""One reading of a text file."""

from __future__ import annotations

from contractscan.errors import UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Source
from contractscan.reading.bounds import document_within
from contractscan.reading.encoding import decode
from contractscan.reading.markdown import MarkdownBody
from contractscan.reading.parts import assemble
from contractscan.reading.plaintext import read_plain
from contractscan.reading.raw import RawPage


def read_text(source: Source, options: ReadOptions, reader: str, *, markdown: bool) -> Document:
    """Read the paragraphs, joining lines that were only wrapped; `reader` is whose name the document bears.

    Raises:
        UnreadableError: without words.
    """
    text = decode(source.data)
    if not text.strip("\ufeff\x1a \t\r\n\f\v\0"):
        raise UnreadableError(f"{source.name}: the file is empty")
    if markdown:
        return _read_markdown(source, text, options, reader)
    blocks, pages = read_plain(text)
    if not blocks:
        raise UnreadableError(f"{source.name}: the file holds no words")
    return document_within(source, options, reader, blocks, pages)


def _read_markdown(source: Source, text: str, options: ReadOptions, reader: str) -> Document:
    body = MarkdownBody()
    body.read(text)
    blocks, tables = assemble(body.parts)
    if not blocks:
        raise UnreadableError(f"{source.name}: the file holds no words")
    pages = [RawPage(number=1)]
    return document_within(source, options, reader, blocks, pages, tables=tables, title=body.title, links=body.links)
