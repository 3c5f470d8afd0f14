"""Reader of PDF files."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.errors import PasswordNeededError, UnreadableError
from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source, TextOrigin
from contractscan.reading.raw import RawBlock, RawPage
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
        import pypdfium2  # noqa: PLC0415

        try:
            pdf = pypdfium2.PdfDocument(source.data, password=options.password)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise PasswordNeededError(f"{source.name}: is encrypted; give --password") from error
            raise UnreadableError(f"{source.name}: is no readable PDF file") from error
        blocks: list[RawBlock] = []
        pages: list[RawPage] = []
        for index in range(min(len(pdf), options.max_pages)):
            page = pdf[index]
            text_page = page.get_textpage()
            paragraphs = _paragraphs(text_page.get_text_range().replace("\ufffe\r\n", "").replace("\ufffe", ""))
            blocks.extend(RawBlock(text=text, page=index + 1) for text in paragraphs)
            width, height = page.get_size()
            origin = TextOrigin.NATIVE if paragraphs else TextOrigin.NONE
            pages.append(RawPage(number=index + 1, width=width, height=height, text_origin=origin))
            text_page.close()
            page.close()
        pdf.close()
        return build_document(source, blocks, pages, reader=self.id)


def _paragraphs(text: str) -> list[str]:
    """Lines joined until one ends a sentence."""
    paragraphs: list[str] = []
    current: list[str] = []
    for line in text.splitlines():
        words = line.split()
        current.extend(words)
        if not words or words[-1][-1] in ".:;":
            if current:
                paragraphs.append(" ".join(current))
            current = []
    if current:
        paragraphs.append(" ".join(current))
    return paragraphs


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of PDF files."""
    return [PdfReader()]
