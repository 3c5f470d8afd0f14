"""The matrix as terminal text, a web page, a workbook and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from contractscan.model import Verdict
from contractscan.portfolio import words
from contractscan.portfolio.matrix import Matrix, Row
from contractscan.portfolio.snapshot import KeptFinding
from contractscan.portfolio.zipped import fixed
from contractscan.rendering.gaps import anchor_of
from contractscan.rendering.labels import decision_state, severity_word, verdict_word
from contractscan.rendering.plain import formula_safe, json_safe, one_line, shortened, visible

if TYPE_CHECKING:
    from markupsafe import Markup

Render = Callable[[Matrix, str, str], bytes]
SHORT = {
    Verdict.MET: "✓",
    Verdict.PARTIAL: "◐",
    Verdict.ADVERSE: "✗",
    Verdict.NOT_FOUND: "∅",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.UNDETERMINED: "?",
}
CLASSES = {
    Verdict.MET: "m", Verdict.PARTIAL: "p", Verdict.ADVERSE: "a", Verdict.NOT_FOUND: "f", Verdict.NOT_APPLICABLE: "n",
    Verdict.UNDETERMINED: "u",
}  # fmt: skip
"""Short, as a matrix of a thousand vendors has a hundred thousand cells."""
MOST_ROWS = 150
"""More make a page that takes a browser seconds to lay out as one table."""
ROWS_PER_BLOCK = 25
_LONG_WORD = re.compile(r"[^\W\d_]{13,}")
_BREAK = re.compile(r"(?<=[^\W\d_]{4}[dglnrt]s)(?=[^\W\d_]{3})", re.IGNORECASE)
CELL_LIMIT = 32_000
"""Characters; a spreadsheet cell holds 32,767."""


def formats() -> dict[str, Render]:
    """Renderers by file ending; each gets the matrix, the language and the folder of the vendors' reports."""
    return {".html": html, ".htm": html, ".xlsx": xlsx, ".csv": as_csv}


def text(matrix: Matrix, language: str) -> bytes:
    """A ranking of at most 80 columns."""
    lines = [words.RANKING.in_language(language), ""]
    critical, gaps = words.CRITICAL.in_language(language), words.GAPS.in_language(language)
    lines.append(f"{words.VENDOR.in_language(language):42} {critical:>20} {gaps:>14}")
    for row in matrix.rows:
        name = one_line(row.name)[:42]
        if row.failure:
            lines.append(f"{name:42} {words.FAILED.in_language(language)}")
            lines.append(f"  {one_line(row.failure)[:76]}")
        else:
            lines.append(f"{name:42} {row.critical:>20} {row.gaps:>14}")
    lines += ["", words.LACKING.in_language(language)]
    lines += [
        f"  {lack.column.requirement:7} {lack.gaps}/{lack.of}  {one_line(lack.column.title)[:58]}"
        for lack in matrix.lacking[:10]
    ]
    lines += ["", words.DISCLAIMER.in_language(language)]
    return ("\n".join(lines) + "\n").encode()


def report_link(row: Row, base: str) -> str:
    """Relative address of a vendor's own report, "" where there is none."""
    return quote(str(PurePosixPath(base) / f"{row.name}.html")) if base and not row.failure else ""


def html(matrix: Matrix, language: str, base: str) -> bytes:
    """One self-contained page with sticky headers and a filter."""
    import jinja2

    folder = files("contractscan.portfolio") / "templates"
    reasons: dict[str, int] = {}
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    page = environment.from_string((folder / "matrix.html.j2").read_text(encoding="utf-8")).stream(
        style=(folder / "portfolio.css").read_text(encoding="utf-8"),
        script=(folder / "matrix.js").read_text(encoding="utf-8"),
        language=language,
        matrix=matrix,
        blocks=_blocks(matrix.rows),
        short=SHORT,
        classes=CLASSES,
        words_of={verdict: verdict_word(verdict).in_language(language) for verdict in Verdict},
        reason=lambda cell: reasons.setdefault(cell.reason, len(reasons)),
        reasons=lambda: _in_script([visible(reason) for reason in reasons]),
        verdicts=tuple(Verdict),
        w=lambda name: getattr(words, name).in_language(language),
        label=lambda verdict: verdict_word(verdict).in_language(language),
        fact=lambda cell: key_fact(cell, language),
        anchor=anchor_of,
        brief=lambda title: with_breaks(shortened(title, 160)) if language == "sv" else shortened(title, 160),
        examined=words.filled(
            words.EXAMINED,
            language,
            examined=sum(not row.failure for row in matrix.rows),
            requirements=len(matrix.columns),
            failed=sum(bool(row.failure) for row in matrix.rows),
        ),
        link=lambda row: report_link(row, base),
    )
    page.enable_buffering(1000)
    return b"".join(part.encode("utf-8", "backslashreplace") for part in page)


def _blocks(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """The rows in blocks where there are very many of them, else in one."""
    size = ROWS_PER_BLOCK if len(rows) > MOST_ROWS else max(len(rows), 1)
    return [rows[start : start + size] for start in range(0, len(rows), size)] or [()]


def with_breaks(text: str) -> str:
    """Swedish text whose long words may be broken where an s joins two of them: few browsers know how."""
    return _LONG_WORD.sub(lambda match: _BREAK.sub("\u00ad", match[0]), text)


def _in_script(data: Any) -> Markup:
    """JSON that cannot end the script element that it stands in."""
    from markupsafe import Markup

    text = json_safe(json.dumps(data, ensure_ascii=False))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704  (escaped here)


def safe_cell(value: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return formula_safe(visible(value)[:CELL_LIMIT])


def xlsx(matrix: Matrix, language: str, base: str) -> bytes:
    """A workbook: matrix, all findings, what most lack."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = words.MATRIX.in_language(language)[:31]
    head = [words.VENDOR, words.CRITICAL, words.GAPS]
    titles = [f"{column.requirement}\n{safe_cell(shortened(column.title, 70))}" for column in matrix.columns]
    sheet.append([item.in_language(language) for item in head] + titles)
    colours = {
        Verdict.MET: "D7EEDD", Verdict.PARTIAL: "FFF0C9", Verdict.ADVERSE: "F6C9C9", Verdict.NOT_FOUND: "FDE3CF",
    }  # fmt: skip
    fills = {verdict: PatternFill("solid", fgColor=colour) for verdict, colour in colours.items()}
    for number, row in enumerate(matrix.rows, 2):
        if row.failure:
            sheet.append([safe_cell(row.name), f"{words.FAILED.in_language(language)}: {safe_cell(row.failure)}"])
            continue
        sheet.append([safe_cell(row.name), row.critical, row.gaps, *(_cell(cell, language) for cell in row.cells)])
        if link := report_link(row, base):
            sheet.cell(number, 1).hyperlink = link
        for position, cell in enumerate(row.cells, 4):
            if cell is not None and cell.verdict in fills:
                sheet.cell(number, position).fill = fills[cell.verdict]
    bold = Font(name="Calibri", size=11, bold=True)
    _dress(sheet, bold, "D2", (28, 10, 10, *(20 for _ in matrix.columns)))
    for number in range(1, sheet.max_row + 1):
        # two lines, five in the header: not every program makes room by itself
        sheet.row_dimensions[number].height = 32 if number > 1 else 80
    sheet.print_title_cols = "A:C"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    for position, column in enumerate(matrix.columns, 4):
        sheet.cell(1, position).comment = Comment(safe_cell(column.title), "contractscan")
    findings = book.create_sheet(words.FINDINGS.in_language(language))
    findings.append([title.in_language(language) for title in _TITLES])
    for row in matrix.rows:
        for cell in row.cells:
            if cell is not None:
                findings.append(_line(row, cell, language))
    _dress(findings, bold, "D2", (24, 9, 40, 18, 10, 48, 14, 70, 18))
    _fit(findings)
    lacking = book.create_sheet(words.LACKING.in_language(language)[:31])
    lacking.append(
        [words.REQUIREMENT.in_language(language), words.GAPS.in_language(language), words.SHARE.in_language(language)]
    )
    for lack in matrix.lacking:
        lacking.append([safe_cell(f"{lack.column.requirement} {lack.column.title}"), lack.gaps, lack.gaps / lack.of])
        lacking.cell(lacking.max_row, 3).number_format = "0%"
    _dress(lacking, bold, "A2", (70, 12, 12))
    _fit(lacking)
    out = io.BytesIO()
    book.save(out)
    return fixed(out.getvalue())


def _cell(cell: KeptFinding | None, language: str) -> str:
    if cell is None:
        return ""
    fact = key_fact(cell, language)
    return safe_cell(verdict_word(cell.verdict).in_language(language) + (f"\n{fact}" if fact else ""))


def key_fact(cell: KeptFinding, language: str) -> str:
    """The fact that is shown beside the verdict, "" where there is none."""
    return words.fact(*cell.key, language) if cell.key else ""


_TITLES = (
    words.VENDOR, words.REQUIREMENT, words.TITLE, words.VERDICT, words.SEVERITY, words.REASON, words.FACTS,
    words.EVIDENCE, words.DECISION,
)  # fmt: skip


def _line(row: Row, cell: KeptFinding, language: str) -> list[str]:
    values = (
        row.name,
        cell.requirement,
        cell.title,
        verdict_word(cell.verdict).in_language(language),
        severity_word(cell.severity).in_language(language),
        cell.reason,
        key_fact(cell, language),
        _quoted(cell, language),
        decision_state(cell.decision).in_language(language) if cell.decision else "",
    )
    return [safe_cell(value) for value in values]


def _quoted(cell: KeptFinding, language: str) -> str:
    """The best quote with its place."""
    if not cell.quotes:
        return ""
    best = cell.quotes[0]
    page = f", {words.PAGE.in_language(language)} {best.page}" if best.page else ""
    section = f", {best.section}" if best.section else ""
    return f"{best.text} ({best.document}{page}{section})"


def _dress(sheet: Any, bold: Any, frozen: str, widths: Sequence[int]) -> None:
    """Bold header, filter, frozen panes, widths and wrapped words."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    wrapped = Alignment(wrap_text=True, vertical="top")
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = wrapped
    for cell in sheet[1]:
        cell.font = bold
    sheet.freeze_panes = frozen
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.auto_filter.ref = sheet.dimensions
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _fit(sheet: Any) -> None:
    """Print the sheet as wide as the paper."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def as_csv(matrix: Matrix, language: str, base: str) -> bytes:
    """All findings, a line each, for spreadsheets."""
    del base
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([title.in_language(language) for title in _TITLES])
    for row in matrix.rows:
        if row.failure:
            writer.writerow([safe_cell(row.name), words.FAILED.in_language(language), safe_cell(row.failure)])
        for cell in row.cells:
            if cell is not None:
                writer.writerow(_line(row, cell, language))
    return out.getvalue().encode("utf-8-sig", "backslashreplace")
