"""Makes the PDFs in examples/ from the synthetic contract sets in corpora/sets. The same sources give the same bytes.

python examples/make_pdfs.py            writes the example vendors' PDFs
python examples/make_pdfs.py --check    exit code 1 where a PDF is out of date
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

ROOT = Path(__file__).parent.parent
VENDORS = {"en/harborline": "harborline", "sv/skiffervik": "skiffervik"}

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=13, spaceAfter=5)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8, leading=10, spaceAfter=0)
HEADER_CELL = ParagraphStyle("header-cell", parent=CELL, fontName="Times-Bold")
NOTE = ParagraphStyle("note", parent=BODY, fontName="Times-Italic", fontSize=8.5, leading=11)
HEADINGS = {
    "h1": ParagraphStyle("h1", fontName="Helvetica-Bold", fontSize=16, leading=20, spaceAfter=8),
    "h2": ParagraphStyle("h2", fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=8, spaceAfter=4),
    "h3": ParagraphStyle("h3", fontName="Helvetica-Bold", fontSize=10.5, leading=13, spaceBefore=6, spaceAfter=3),
}


def inline(token: Token) -> str:
    """Inline Markdown as reportlab's markup."""
    parts: list[str] = []
    marks = {"strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>"}
    for child in token.children or ():
        if child.type in marks:
            parts.append(marks[child.type])
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(escape(child.content))
    return "".join(parts)


class Writer:
    """Turns Markdown tokens into flowables one by one."""

    def __init__(self) -> None:
        self.made: list[Flowable] = []
        self.style = BODY
        self.numbers: list[int] = []
        self.marker = ""
        self.rows: list[list[str]] = []
        self.in_cell = False

    def take(self, token: Token) -> None:
        """Handle one token."""
        handler = getattr(self, token.type, None)
        if handler is not None:
            handler(token)
        elif token.type in ("heading_close", "blockquote_close"):
            self.style = BODY
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.numbers.pop()

    def heading_open(self, token: Token) -> None:
        """A heading begins."""
        self.style = HEADINGS[token.tag]

    def blockquote_open(self, token: Token) -> None:
        """A note begins."""
        self.style = NOTE

    def bullet_list_open(self, token: Token) -> None:
        """A list with bullets begins."""
        self.numbers.append(0)

    def ordered_list_open(self, token: Token) -> None:
        """A numbered list begins."""
        self.numbers.append(int(token.attrGet("start") or 1))

    def list_item_open(self, token: Token) -> None:
        """An item begins."""
        self.marker = f"{self.numbers[-1]}." if self.numbers[-1] else "\u2022"
        self.numbers[-1] += bool(self.numbers[-1])

    def tr_open(self, token: Token) -> None:
        """A table row begins."""
        self.rows.append([])

    def th_open(self, token: Token) -> None:
        """A header cell begins."""
        self.in_cell = True

    td_open = th_open

    def table_close(self, token: Token) -> None:
        """A table ends."""
        self.made += [table(self.rows), Spacer(1, 6)]
        self.rows = []

    def inline(self, token: Token) -> None:
        """Words."""
        depth = len(self.numbers)
        if self.in_cell:
            self.rows[-1].append(inline(token))
            self.in_cell = False
        elif depth:
            style = ParagraphStyle("item", parent=self.style, leftIndent=depth * 14, bulletIndent=depth * 14 - 12)
            self.made.append(Paragraph(inline(token), style, bulletText=self.marker))
        else:
            self.made.append(Paragraph(inline(token), self.style))


def flowables(source: str) -> list[Flowable]:
    """A Markdown document as reportlab flowables."""
    writer = Writer()
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        writer.take(token)
    return writer.made


def table(rows: list[list[str]]) -> Table:
    """A ruled table whose header repeats on every page."""
    content = [
        [Paragraph(cell, HEADER_CELL if not number else CELL) for cell in row] for number, row in enumerate(rows)
    ]
    made = Table(content, repeatRows=1, colWidths=[170 * mm / len(rows[0])] * len(rows[0]))
    made.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return made


def pdf(source: str, name: str) -> bytes:
    """A Markdown document as a PDF with a running header and page numbers."""
    title = re.sub(r"^#\s*", "", source.splitlines()[0])
    out = io.BytesIO()

    def furniture(canvas, document) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(20 * mm, A4[1] - 12 * mm, title)
        canvas.drawRightString(A4[0] - 20 * mm, 10 * mm, f"{document.page}")

    document = BaseDocTemplate(out, pagesize=A4, title=title, author=name, invariant=1)
    frame = Frame(20 * mm, 18 * mm, 170 * mm, A4[1] - 38 * mm, id="body")
    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=furniture)])
    document.build(flowables(source))
    return out.getvalue()


def main() -> int:
    """Write or check the PDFs."""
    stale = 0
    for folder, vendor in VENDORS.items():
        for source in sorted((ROOT / "corpora" / "sets" / folder).glob("*.md")):
            target = ROOT / "examples" / vendor / (source.stem + ".pdf")
            data = pdf(source.read_text(encoding="utf-8"), vendor)
            if "--check" in sys.argv:
                stale += not target.exists() or target.read_bytes() != data
            else:
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(data)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
