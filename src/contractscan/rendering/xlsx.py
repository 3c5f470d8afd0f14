"""The report as an Excel workbook: gap table, evidence, facts and questions as typed columns to filter and sort."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, cast

from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import Assessment, Text, Verdict
from contractscan.rendering.plain import formula_safe, one_line, visible
from contractscan.rendering.words import word

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from contractscan.rendering.content import Place, Report, Row, TopicPart

_FONT = "Calibri"
_LINE = 15.0
_TALLEST = 390.0
"""Excel allows rows of up to 409 points."""
_MOST = 32_000
"""Excel refuses cells with more than 32,767 characters."""
_FILLS = {
    Verdict.ADVERSE: "FBE9E7",
    Verdict.NOT_FOUND: "FDEEE0",
    Verdict.PARTIAL: "FBF2D2",
    Verdict.UNDETERMINED: "E9ECF1",
    Verdict.MET: "E4F1E8",
    Verdict.NOT_APPLICABLE: "F0F0EE",
}
_CHANGED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")

Value = str | int | float | date | Text | None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: key of its heading, and its width in characters."""

    key: str
    width: float


class XlsxRenderer:
    """An Excel workbook."""

    id = "xlsx"
    title = "Excel workbook"
    suffixes: tuple[str, ...] = (".xlsx",)

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the workbook. Contract text is always a text cell that no program takes for a formula."""
        from contractscan.rendering.archives import archive, parts_of
        from contractscan.rendering.compose import build_report

        buffer = io.BytesIO()
        _Writer(build_report(assessment), options.language).workbook().save(buffer)
        parts = parts_of(buffer.getvalue())
        parts["docProps/core.xml"] = _CHANGED.sub(b"", parts["docProps/core.xml"])
        out.write(archive(parts))


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register the Excel workbook."""
    return [XlsxRenderer()]


class _Writer:
    """Lays the content out in sheets."""

    def __init__(self, report: Report, language: str) -> None:
        self._report = report
        self._language = language

    def workbook(self) -> Workbook:
        from openpyxl import Workbook

        book = Workbook()
        del book[book.sheetnames[0]]
        book.properties.creator = "contractscan"
        book.properties.title = self._in(self._report.title)
        book.properties.language = {"sv": "sv-SE", "en": "en-GB"}[self._language]
        self._summary(book)
        self._gaps(book)
        self._evidence(book)
        self._facts(book)
        self._questions(book)
        self._documents(book)
        self._method(book)
        return book

    def _summary(self, book: Workbook) -> None:
        from openpyxl.styles import Alignment, Font

        from contractscan.rendering.labels import verdict_word

        summary = self._report.summary
        sheet = self._sheet(book, "summary")
        self._put(sheet, 1, 1, self._report.title).font = Font(name=_FONT, bold=True, size=16)
        sheet.row_dimensions[1].height = 2 * _LINE
        self._put(sheet, 2, 1, self._report.profile_title)
        row = 4
        for sentence in summary.sentences:
            self._put(sheet, row, 1, sentence)
            row += 1
        row += 1
        headings = [word("topic"), *(verdict_word(verdict) for verdict in summary.verdicts)]
        self._headings(sheet, row, headings)
        for cell in sheet[row][1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal="right")  # as the numbers below
        for topic in self._report.topics:
            row += 1
            self._line(sheet, row, [topic.title, *topic.counts])
        row += 1
        self._line(sheet, row, [word("total"), *summary.totals])
        for cell in sheet[row]:
            cell.font = Font(name=_FONT, bold=True)
        self._put(sheet, row + 2, 1, self._report.method.disclaimer).font = Font(name=_FONT, italic=True)
        for number, width in enumerate((44, *(15 for _ in summary.verdicts)), start=1):
            sheet.column_dimensions[_letter(number)].width = width
        for line in sheet.iter_rows(max_row=row + 2):
            line[0].alignment = Alignment(wrap_text=False, vertical="bottom" if line[0].row == 1 else "top")

    def _gaps(self, book: Workbook) -> None:
        columns = (
            _Column("id", 9), _Column("topic", 20), _Column("requirement", 34), _Column("verdict", 19),
            _Column("severity", 10), _Column("demand", 13), _Column("basis", 34), _Column("grounds", 46),
            _Column("document", 22), _Column("page", 7), _Column("section", 22), _Column("quote", 60),
            _Column("advice", 40), _Column("ask", 40), _Column("decision", 16), _Column("decision_grounds", 28),
            _Column("decided_by", 18), _Column("decided_on", 12), _Column("expires", 12),
        )  # fmt: skip
        sheet = self._listing(book, "overview", columns, [self._gap(row, topic.title) for topic, row in self._rows()])
        sheet.page_setup.paperSize = 8  # A3; the columns for advice and decisions are for the screen
        sheet.print_area = f"A1:L{sheet.max_row}"
        for line, (_, row) in enumerate(self._rows(), start=2):
            self._shade(_cell(sheet, line, 4), row.verdict)

    def _rows(self) -> Iterator[tuple[TopicPart, Row]]:
        return ((topic, row) for topic in self._report.topics for row in topic.rows)

    def _gap(self, row: Row, topic: Text) -> list[Value]:
        best = row.exhibits[0] if row.exhibits else None
        note = row.decision
        bases = "\n".join(self._in(basis.ref) for basis in row.bases)
        return [
            row.id, topic, row.title, row.verdict_word, row.severity_word, row.demand_word, bases, row.reason,
            *(self._place(best.place) if best else (None, None, None)), best.quote if best else None,
            row.advice if row.verdict.is_gap else None, row.ask if row.to_settle else None,
            *((note.state_word, note.reason, note.decided_by, _day(note.date), _day(note.expires)) if note else ()),
        ]  # fmt: skip

    def _evidence(self, book: Workbook) -> None:
        columns = (
            _Column("evidence", 9), _Column("id", 9), _Column("requirement", 34), _Column("verdict", 19),
            _Column("weight", 17), _Column("document", 26), _Column("page", 7), _Column("section", 26),
            _Column("quote", 80), _Column("binds", 28), _Column("origin", 28),
        )  # fmt: skip
        pairs = [(row, exhibit) for row in self._report.rows for exhibit in row.exhibits]
        pairs.sort(key=lambda pair: pair[1].number)
        lines: list[Sequence[Value]] = [
            [
                exhibit.number, row.id, row.title, row.verdict_word,
                word("weight_related" if exhibit in row.related else "weight_decided"), *self._place(exhibit.place),
                exhibit.quote, exhibit.binds, exhibit.standard_text or word("own_words"),
            ]
            for row, exhibit in pairs
        ]  # fmt: skip
        sheet = self._listing(book, "evidence_list", columns, lines)
        for line, (row, _) in enumerate(pairs, start=2):
            self._shade(_cell(sheet, line, 4), row.verdict)

    def _facts(self, book: Workbook) -> None:
        columns = (
            _Column("topic", 30), _Column("fact", 30), _Column("value", 40), _Column("number", 12),
            _Column("document", 26), _Column("page", 7), _Column("section", 26), _Column("quote", 70),
            _Column("origin", 28),
        )  # fmt: skip
        lines: list[Sequence[Value]] = [
            [
                group.title, line.label, line.value, line.number, *self._place(line.places[0]), line.excerpt.text,
                line.standard_text or word("own_words"),
            ]
            for group in self._report.facts
            for line in group.lines
        ]  # fmt: skip
        self._listing(book, "facts", columns, lines)

    def _questions(self, book: Workbook) -> None:
        columns = (
            _Column("question_number", 8), _Column("topic", 26), _Column("id", 9), _Column("severity", 10),
            _Column("ask", 70), _Column("about", 50), _Column("answer", 50),
        )  # fmt: skip
        lines: list[Sequence[Value]] = [
            [
                question.number,
                group.title,
                question.row.id,
                question.row.severity_word,
                question.ask,
                question.about,
                None,
            ]
            for group in self._report.letter.groups
            for question in group.questions
        ]
        self._listing(book, "questions", columns, lines)

    def _documents(self, book: Workbook) -> None:
        columns = (
            _Column("document", 40), _Column("doc_title", 40), _Column("doc_language", 12), _Column("pages", 8),
            _Column("read_pages", 12), _Column("remarks", 50), _Column("hash", 68),
        )  # fmt: skip
        lines: list[Sequence[Value]] = [
            [
                document.name, document.title, document.language, document.pages, document.read_pages,
                " ".join(self._in(note) for note in document.notes), document.sha256,
            ]
            for document in self._report.summary.documents
        ]  # fmt: skip
        lines += [
            [
                item.name,
                item.target,
                None,
                None,
                None,
                word("not_supplied" if item.incorporated else "only_mentioned"),
                None,
            ]
            for item in self._report.summary.missing
        ]
        self._listing(book, "documents", columns, lines)

    def _method(self, book: Workbook) -> None:
        from openpyxl.styles import Alignment, Font

        method = self._report.method
        lines: list[tuple[Text, Value]] = [(word("method_short"), paragraph) for paragraph in method.paragraphs]
        lines += method.meanings
        lines += method.profile
        lines += [(word("changes"), change) for change in method.changes]
        lines += [
            (word("applicability"), f"{self._in(name)}: {self._in(answer)}") for name, answer in method.applicability
        ]
        lines += [(word("versions"), f"{name} {version}") for name, version in method.versions]
        lines += [(word("problems"), f"{self._in(problem.where)}: {problem.message}") for problem in method.problems]
        lines.append((word("note"), method.disclaimer))
        sheet = self._sheet(book, "method_short")
        for number, (label, value) in enumerate(lines, start=1):
            self._put(sheet, number, 1, label).font = Font(name=_FONT, bold=True)
            self._put(sheet, number, 2, value)
            self._height(sheet, number, [label, value], (34, 110))
            for cell in sheet[number]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions["A"].width = 34
        sheet.column_dimensions["B"].width = 110

    def _listing(
        self, book: Workbook, key: str, columns: Sequence[_Column], lines: Sequence[Sequence[Value]]
    ) -> Worksheet:
        """A sheet with one line per thing, a frozen header and a filter."""
        from openpyxl.styles import Alignment

        sheet = self._sheet(book, key)
        self._headings(sheet, 1, [word(column.key) for column in columns])
        for number, line in enumerate(lines, start=2):
            self._line(sheet, number, line)
            self._height(sheet, number, line, [column.width for column in columns])
            for cell in sheet[number]:
                side = "center" if isinstance(cell.value, (int, float)) else None  # else it touches the next column
                cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side)
        for number, column in enumerate(columns, start=1):
            sheet.column_dimensions[_letter(number)].width = column.width
        sheet.freeze_panes = "D2" if key == "overview" else "A2"
        sheet.auto_filter.ref = f"A1:{_letter(len(columns))}{max(len(lines) + 1, 2)}"
        sheet.print_title_rows = "1:1"
        sheet.print_options.gridLines = True
        return sheet

    def _sheet(self, book: Workbook, key: str) -> Worksheet:
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet: Worksheet = book.create_sheet(self._in(word(key))[:31])
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        return sheet

    def _headings(self, sheet: Worksheet, row: int, headings: Sequence[Text]) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        for number, heading in enumerate(headings, start=1):
            cell = self._put(sheet, row, number, heading)
            cell.font = Font(name=_FONT, bold=True)
            cell.fill = PatternFill("solid", fgColor="F3F1EC")
            cell.border = Border(bottom=Side("thin", color="4A515C"))
            cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        sheet.row_dimensions[row].height = 2 * _LINE + 3

    def _line(self, sheet: Worksheet, row: int, values: Sequence[Value]) -> None:
        for number, value in enumerate(values, start=1):
            if value is not None and value != "":
                self._put(sheet, row, number, value)

    def _height(self, sheet: Worksheet, row: int, values: Sequence[Value], widths: Sequence[float]) -> None:
        """Make room for wrapped words: not every program does so by itself."""
        lines = 1
        for value, width in zip(values, widths, strict=False):
            if isinstance(value, (str, Text)):
                parts = self._in(value).split("\n")
                lines = max(lines, sum(1 + int(len(part) * 1.08 / width) for part in parts))
        sheet.row_dimensions[row].height = min(_LINE * lines + 3, _TALLEST)

    def _put(self, sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
        """Write a typed cell; words are text cells whatever they begin with."""
        cell = _cell(sheet, row, column)
        if isinstance(value, (str, Text)):
            cell.value = formula_safe(self._in(value))[:_MOST]
            cell.data_type = "s"
            cell.number_format = "@"
        elif isinstance(value, date):
            cell.value = value
            cell.number_format = "yyyy-mm-dd"
        else:
            cell.value = value
        return cell

    def _shade(self, cell: Cell, verdict: Verdict) -> None:
        from openpyxl.styles import PatternFill

        cell.fill = PatternFill("solid", fgColor=_FILLS[verdict])

    def _place(self, place: Place) -> tuple[Value, Value, Value]:
        return one_line(place.document), place.page, one_line(place.section)

    def _in(self, text: Text | str) -> str:
        return visible(text if isinstance(text, str) else text.in_language(self._language))


def _day(written: str) -> Value:
    """An ISO date as a date; what is none stays as it is written."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return written


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))  # there are no merged cells
