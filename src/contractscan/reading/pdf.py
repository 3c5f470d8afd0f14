"""Reader of PDF files."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from contractscan.errors import PasswordNeededError, UnreadableError
from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source, TextOrigin
from contractscan.reading.pdf_blocks import BlockWriter, vocabulary
from contractscan.reading.pdf_columns import arrange
from contractscan.reading.pdf_lines import PageContent
from contractscan.reading.pdf_margins import take_margins
from contractscan.reading.pdf_paragraphs import paragraphs, typography
from contractscan.reading.raw import RawPage
from contractscan.reading.structure import build_document


class PdfReader:
    """PDF files, by pdfium."""

    id = "pdf"
    title = "PDF files"
    suffixes = (".pdf",)

    def recognises(self, data: bytes, name: str) -> str | None:
        """A PDF has its mark in the first kilobyte, seldom at the very start."""
        return "application/pdf" if b"%PDF-" in data[:1024] else None

    def read(self, source: Source, options: ReadOptions) -> Document:
        """Read the text of every page."""
        import pypdfium2

        from contractscan.reading.pdf_pdfium import TextLayer

        try:
            pdf = pypdfium2.PdfDocument(source.data, password=options.password)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise PasswordNeededError(f"{source.name}: is encrypted; give --password") from error
            raise UnreadableError(f"{source.name}: is no readable PDF file") from error
        pages: list[PageContent] = []
        for index in range(min(len(pdf), options.max_pages)):
            page = pdf[index]
            layer = TextLayer(page, index + 1)
            pages.append(layer.read())
            layer.close()
            page.close()
        pdf.close()
        return compose(source, pages)


def compose(source: Source, pages: Sequence[PageContent]) -> Document:
    """Put the pages' lines together to a document."""
    margins = take_margins(pages)
    words = vocabulary(line for page in pages for line in page.lines)
    columns = list(chain.from_iterable(arrange(page.lines) for page in pages))
    writer = BlockWriter(vocabulary=words)
    for paragraph in paragraphs(columns, typography(columns)):
        writer.write(paragraph.lines, indent=paragraph.indent)
    raw_pages = [
        RawPage(
            number=page.number,
            width=page.width,
            height=page.height,
            text_origin=TextOrigin.NATIVE if page.lines else TextOrigin.NONE,
            margins=margin,
        )
        for page, margin in zip(pages, margins, strict=True)
    ]
    sizes = [(page.width, page.height) for page in pages]
    return build_document(
        source, writer.blocks, raw_pages, reader="pdf", layout=lambda starts: writer.boxes.finish(starts, sizes)
    )


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of PDF files."""
    return [PdfReader()]
