"""One reading of a PDF file: pdfium first, pdfplumber where pdfium fails, OCR where there is no text."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

from contractscan import copies
from contractscan.errors import PasswordNeededError, UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Problem, Source, Stage
from contractscan.reading.pdf import MARK
from contractscan.reading.pdf_ahead import LONG, ReadPage, reading_ahead
from contractscan.reading.pdf_compose import Findings, compose
from contractscan.reading.pdf_lines import PageContent
from contractscan.reading.pdf_margins import take_margins
from contractscan.reading.pdf_ocr import recognise
from contractscan.reading.pdf_origins import judge_pages
from contractscan.reading.pdf_outline import outline_of, stated_title, title_of
from contractscan.reading.supervision import Supervision

_MOST_CHARACTERS_OF_PAGE = 2_000_000


@dataclass(slots=True, kw_only=True)
class PdfReading:
    """One attempt to read one file."""

    source: Source
    options: ReadOptions
    supervision: Supervision
    pages: list[PageContent] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _margins: list[tuple[str, ...]] = field(default_factory=list)
    _words: dict[str, str] = field(default_factory=dict)
    """Every word once, so that it is kept once."""
    _unread: list[int] = field(default_factory=list)
    _characters: int = 0
    _second: Any = None

    def document(self) -> Document:
        """Read it."""
        self.supervision.on_page(0)
        try:
            findings = self._by_pdfium()
            if findings is None:
                findings = self._by_plumber()
                self._take_margins()
        finally:
            if self._second:
                self._second.close()
        for first, last in _ranges(self._unread):
            pages = f"page {first}" if first == last else f"pages {first} to {last}"
            self._lose(f"{pages} cannot be read", first)
        return compose(self.source, self.pages, self._margins, findings, self.problems)

    def _take_margins(self) -> None:
        """Take the margins out, and judge what is left: it tells whether a page was read."""
        self._margins = take_margins(self.pages)
        judge_pages(self.pages)

    def _recognise(self, pdf: Any) -> None:
        """Let OCR read the pages that have no text."""
        outcome = recognise(pdf, self.pages, self.options, self.supervision)
        for message, number in outcome.losses:
            self._lose(message, number)
        for message, number in outcome.notes:
            self._note(message, number)
        if outcome.pages:
            margins = take_margins(outcome.pages)
            for page, margin in zip(outcome.pages, margins, strict=True):
                self._margins[page.number - 1] = margin

    def _data(self) -> bytes:
        """The file from its mark on: some engines do not look far for it."""
        start = self.source.data.find(MARK)
        return self.source.data[start:] if start > 0 else self.source.data

    def _by_pdfium(self) -> Findings | None:
        """Read by pdfium; None where it cannot open the file or must not try."""
        if self.supervision.last_resort:
            return None
        import pypdfium2

        try:
            pdf = pypdfium2.PdfDocument(self._data(), password=self.options.password)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise PasswordNeededError(self._password_message()) from error
            return None
        try:
            count = len(pdf)
            if count == 0:
                return None
            self._prepare_forms(pdf)
            with self._pages(pdf, min(count, self.options.max_pages)) as page:
                for number in self._numbers(count):
                    self._add(page(number) or self._plumber_page(number), number)
            self._take_margins()
            self._recognise(pdf)
            return Findings(title=title_of(pdf), outline=outline_of(pdf))
        finally:
            pdf.close()

    def _pages(self, pdf: Any, count: int) -> AbstractContextManager[ReadPage]:
        """What reads a page by pdfium; half of a long file is read ahead where a processor is free."""
        read = partial(self._pdfium_page, pdf)
        # After a crash each page is read here, in its turn, so that the one to blame is known.
        if count < LONG or self.options.jobs == 1 or self.supervision.avoid or not copies.available():
            return nullcontext(read)
        return reading_ahead(read, count, lambda: self.supervision.late, self.supervision.on_page)

    def _prepare_forms(self, pdf: Any) -> None:
        """Let pdfium know the form fields; a form in XML has its text elsewhere, and is drawn by one program only."""
        import pypdfium2

        with contextlib.suppress(pypdfium2.PdfiumError):
            pdf.init_forms()
        if pdf.get_formtype() == pypdfium2.raw.FORMTYPE_XFA_FULL:
            self._lose("is a form (XFA) whose text only Adobe Reader shows; print it to a PDF file and read that", None)

    def _password_message(self) -> str:
        if self.options.password is None:
            return f"{self.source.name}: is encrypted; give --password"
        return f"{self.source.name}: is encrypted, and the password given with --password does not open it"

    def _numbers(self, count: int) -> Iterator[int]:
        """The pages to read, as far as the limits allow."""
        last = min(count, self.options.max_pages)
        for number in range(1, last + 1):
            if self.supervision.late:
                self._lose(f"pages {number} to {count} were not read: there was no time left; raise --timeout", number)
                return
            if self._characters > self.options.max_characters:
                self._lose(f"pages {number} to {count} were not read: the text is too long", number)
                return
            self.supervision.on_page(number)
            yield number
        if count > last:
            self._lose(f"only the first {last} of {count} pages were read", last)

    def _lose(self, message: str, page: int | None) -> None:
        self._note(message, page, loses_text=True)

    def _note(self, message: str, page: int | None, *, loses_text: bool = False) -> None:
        self.problems.append(
            Problem(
                stage=Stage.READING,
                component="pdf",
                message=f"{self.source.name}: {message}",
                document=self.source.name,
                page=page,
                loses_text=loses_text,
            )
        )

    def _add(self, content: PageContent | None, number: int) -> None:
        if content is None:
            self._unread.append(number)
            content = PageContent(number=number, width=0.0, height=0.0, unread=True)
        words = [line.words for line in content.lines]
        self._characters += sum(map(len, chain.from_iterable(words))) + sum(map(len, words))
        self.pages.append(content)

    def _pdfium_page(self, pdf: Any, number: int) -> PageContent | None:
        """One page by pdfium, None where another engine has to try."""
        if number in self.supervision.avoid:
            return None
        import pypdfium2

        from contractscan.reading import pdf_bullets
        from contractscan.reading.pdf_annotations import Annotations
        from contractscan.reading.pdf_pdfium import TextLayer
        from contractscan.reading.pdf_rules import Drawing

        try:
            page = pdf[number - 1]
            try:
                layer = TextLayer(page, number, limit=_MOST_CHARACTERS_OF_PAGE, known=self._words)
                try:
                    content = layer.read()
                    Drawing(page, content, layer.rotation, layer.bounds).read()
                    pdf_bullets.write(content)
                    overlay = Annotations(
                        pdf=pdf, page=page, content=content, rotation=layer.rotation, bounds=layer.bounds
                    ).read()
                    content.lines += overlay.lines
                    content.comments, content.links = overlay.comments, overlay.links
                finally:
                    layer.close()
            finally:
                page.close()
        except (pypdfium2.PdfiumError, ValueError, OverflowError):
            return None
        return content

    def _plumber_page(self, number: int) -> PageContent | None:
        """One page by pdfplumber, None where it cannot read it either."""
        if number in self.supervision.hopeless:
            return None
        from contractscan.reading.pdf_plumber import PlumberFile

        with contextlib.suppress(Exception):
            if self._second is None:
                self._second = PlumberFile(self._data(), self.options.password)
            content: PageContent = self._second.read(number)
            return content
        return None

    def _by_plumber(self) -> Findings:
        """Read by pdfplumber alone.

        Raises:
            UnreadableError: when it cannot open the file.
        """
        from contractscan.reading.pdf_plumber import PlumberFile

        try:
            self._second = PlumberFile(self._data(), self.options.password)
            count = len(self._second)
        except MemoryError:
            raise
        except Exception as error:
            if "password" in repr(error).lower():
                raise PasswordNeededError(self._password_message()) from error
            raise UnreadableError(f"{self.source.name}: is damaged: no PDF pages can be found in it") from error
        if count == 0:
            raise UnreadableError(f"{self.source.name}: is damaged: no PDF pages can be found in it")
        for number in self._numbers(count):
            self._add(self._plumber_page(number), number)
        return Findings(title=stated_title(self._second.title))


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Rising numbers as ranges of (first, last)."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges
