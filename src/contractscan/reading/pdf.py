"""Reader of PDF files."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.errors import PasswordNeededError, UnreadableError
from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source
from contractscan.reading.pdf_compose import compose
from contractscan.reading.pdf_lines import PageContent


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
        from contractscan.reading.pdf_rules import Drawing

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
            content = layer.read()
            Drawing(page, content, layer.rotation, layer.bounds).read()
            pages.append(content)
            layer.close()
            page.close()
        pdf.close()
        return compose(source, pages)


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of PDF files."""
    return [PdfReader()]
