"""PDF files: order, margins, hyphens, tables, notes, fields, origins. The files are made here."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from contractscan.errors import PasswordNeededError, UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import BlockKind, Document, Source, TextOrigin
from contractscan.reading.pdf import PdfReader
from contractscan.reading.pdf_ahead import LONG
from contractscan.reading.pdf_columns import arrange
from contractscan.reading.pdf_lines import Grid, Line

Draw = Callable[[Canvas], None]

LEFT = [
    "The provider keeps the data of the",
    "customer in the halls that the order",
    "names, and moves them to no other",
    "place unless the customer agrees.",
    "It tells the customer of each move",
    "at least sixty days in advance.",
]
RIGHT = [
    "Whoever works with the data has",
    "promised to be silent about them, and",
    "has been taught what that means. The",
    "promise holds after the work has come",
    "to its end, whatever the reason for",
    "which it ended may have been.",
]


def made(*pages: Draw, encrypt: str | None = None) -> bytes:
    """A PDF file with a page for each function."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt, invariant=True)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(data: bytes, options: ReadOptions | None = None) -> Document:
    return PdfReader().read(Source.of("made.pdf", data), options or ReadOptions(ocr="never"))


def column(canvas: Canvas, x: float, y: float, lines: list[str], leading: float = 14.0) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(x, y - number * leading, line)


def kinds(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


def test_columns_that_come_row_by_row() -> None:
    def page(canvas: Canvas) -> None:
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            canvas.drawString(60, 700 - 14 * number, left)
            canvas.drawString(320, 700 - 14 * number, right)

    document = read(made(page))
    assert document.text.replace("\n", " ") == " ".join([*LEFT, *RIGHT])


def test_columns_with_a_rule_between_them() -> None:
    def page(canvas: Canvas) -> None:
        canvas.line(297, 40, 297, 800)
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            canvas.drawString(60, 700 - 14 * number, left)
            canvas.drawString(320, 700 - 14 * number, right)

    document = read(made(page))
    assert document.text.replace("\n", " ") == " ".join([*LEFT, *RIGHT])


CLAUSES = [
    "1. Audits",
    "The customer may audit us. That can be",
    "done by one of these:",
    "asking for our papers",
    "a visit",
    "2. Costs",
    "Each bears its own, unless an audit shows",
    "that we did not keep to the contract in",
    "some part that matters.",
    "3. Notice",
    "thirty days",
    "in writing",
]


def test_columns_of_lists_and_headings_that_do_not_stand_on_the_same_lines() -> None:
    def page(canvas: Canvas) -> None:
        column(canvas, 60, 700, CLAUSES)
        column(canvas, 320, 693, CLAUSES, leading=17)

    text = read(made(page)).text.replace("\n", " ")
    assert text == " ".join([*CLAUSES, *CLAUSES])


def test_short_lines_on_the_same_height_are_rows() -> None:
    def page(canvas: Canvas) -> None:
        column(canvas, 60, 700, [f"Line {number}" for number in range(len(CLAUSES))])
        column(canvas, 320, 700, CLAUSES)

    assert "Line 4 a visit" in read(made(page)).text.replace("\n", " ")


def test_a_side_of_many_tables_and_no_text_is_read() -> None:
    grid = Grid(columns=[60.0, 260.0], rows=[])
    tables = [
        Line([], [60.0], [260.0], top=100 + 23.0 * number, bottom=110 + 23.0 * number, size=10, table=grid)
        for number in range(9)
    ]
    words = [
        Line(["a"], [320.0], [520.0], top=103 + 17.0 * number, bottom=113 + 17.0 * number, size=10)
        for number in range(9)
    ]
    assert sum(len(one.lines) for one in arrange([*tables, *words])) == 18


def test_a_column_with_an_indented_list_whose_last_words_run_into_the_gutter() -> None:
    def page(canvas: Canvas) -> None:
        column(canvas, 60, 700, LEFT)
        column(canvas, 70, 610, ["Halls, cables and the people of"] * 10)
        canvas.drawString(70, 470, "Halls, cables and unsurpassabilities-")
        column(canvas, 260, 700, [*RIGHT, *RIGHT, *RIGHT])

    text = read(made(page)).text.replace("\n", " ")
    assert "promised to be silent about them, and has been taught" in text
    assert "at least sixty days in advance. Halls, cables" in text


def dotted(canvas: Canvas, x: float, y: float, lines: list[str]) -> None:
    """A list whose bullets are shapes, as browsers print them."""
    column(canvas, x + 11, y, lines)
    for number in range(len(lines)):
        canvas.circle(x, y + 3.5 - 14 * number, 1.5, stroke=0, fill=1)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_bullets_that_are_drawn_make_a_list(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 714, "We do not:")
        dotted(canvas, 75, 700, ["sell what you store", "teach machines by it", "show it to others"])

    if engine == "pdfplumber":
        from contractscan.reading import pdf_reading

        monkeypatch.setattr(pdf_reading.PdfReading, "_pdfium_page", lambda self, pdf, number: None)
    document = read(made(page))
    items = [text for kind, text in kinds(document) if kind is BlockKind.ITEM]
    assert items == ["• sell what you store", "• teach machines by it", "• show it to others"]


def test_other_small_shapes_are_no_bullets() -> None:
    def page(canvas: Canvas) -> None:
        for number in range(12):  # a dotted line down the margin, and one below the words
            canvas.circle(75, 720 - 4 * number, 0.8, stroke=0, fill=1)
            canvas.circle(90 + 4 * number, 697, 0.8, stroke=0, fill=1)
        column(canvas, 82, 700, LEFT[:3])
        canvas.drawString(60, 600, "Customers")
        canvas.circle(120, 603.5, 1.5, stroke=0, fill=1)  # parts words in a line
        canvas.drawString(130, 600, "Vendors")
        canvas.circle(75, 553.5, 6, stroke=1, fill=0)  # a box to tick
        canvas.drawString(86, 550, "The customer agrees.")

    assert "•" not in read(made(page)).text


def test_boxes_lead_back_to_the_lines() -> None:
    document = read(made(lambda canvas: column(canvas, 72, 700, LEFT)))
    start = document.text.index("sixty days")
    span = type(document.blocks[0].span)(start, start + len("sixty days"))
    (box,) = document.boxes(span)
    baseline = A4[1] - (700 - 5 * 14)
    assert box.page == 1
    assert box.top < baseline < box.bottom + 3
    assert 72 < box.x0 < box.x1 < 300


def test_running_headers_and_page_numbers_are_margins() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, 810, "Molnvik AB - Terms of Service")
            column(canvas, 72, 700, [line.replace("customer", f"customer {number}") for line in LEFT])
            canvas.drawString(300, 30, f"Page {number} of 4")

        return draw

    document = read(made(*(page(number) for number in range(1, 5))))
    assert "Molnvik" not in document.text
    assert "Page" not in document.text
    assert document.pages[2].margins == ("Molnvik AB - Terms of Service", "Page 3 of 4")


def test_headings_of_annexes_on_top_of_pages_are_no_margins() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, 800, f"ANNEX {number}")
            column(canvas, 72, 770, LEFT if number % 2 else RIGHT)

        return draw

    document = read(made(*(page(number) for number in range(1, 5))))
    assert [section.number for section in document.sections] == ["ANNEX 1", "ANNEX 2", "ANNEX 3", "ANNEX 4"]


def test_words_broken_at_a_line_end_are_joined() -> None:
    lines = ["The sub-", "processors are listed, and the process-", "ing of data ends when the agree-", "ment ends."]
    document = read(made(lambda canvas: column(canvas, 72, 700, [*lines, "An agreement and its processing."])))
    assert "processing of data ends when the agreement ends" in document.text


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    first = ["The provider answers every request of the customer within five working days, and gives the"]
    second = ["reasons where it cannot do what the customer has asked for."]
    document = read(made(lambda c: column(c, 72, 100, first), lambda c: column(c, 72, 740, second)))
    assert len(document.blocks) == 1
    assert document.pages[1].span.start == len(first[0]) + 1


def ruled_table(canvas: Canvas, rows: list[list[str]], top: float = 700.0) -> None:
    edges = [72.0, 200.0, 330.0]
    for number, row in enumerate(rows):
        for edge, cell in zip(edges, row, strict=False):
            canvas.drawString(edge + 4, top - 14 - 20 * number, cell)
    for number in range(len(rows) + 1):
        canvas.line(edges[0], top - 20 * number, edges[-1], top - 20 * number)
    for edge in edges:
        canvas.line(edge, top, edge, top - 20 * len(rows))


ROWS = [["Name", "Country"], ["Fjordline AS", "Norway"], ["Nordhall AB", "Sweden"]]


def test_tables_have_rows_and_headers() -> None:
    document = read(made(lambda canvas: ruled_table(canvas, ROWS)))
    (table,) = document.tables
    assert [document.quote(cell.span) for cell in table.header] == ROWS[0]
    assert [[document.quote(cell.span) for cell in row] for row in table.rows] == ROWS[1:]


def test_tables_told_by_the_shading_of_every_other_row() -> None:
    rows = [["Name", "Country"], ["Fjordline AS", "Norway"], ["Nordhall AB", "Sweden"], ["Oststern BV", "Netherlands"]]

    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        for number in range(0, len(rows), 2):
            canvas.rect(72, 700 - 20 * (number + 1), 258, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        for number, (name, country) in enumerate(rows):
            canvas.drawString(76, 686 - 20 * number, name)
            canvas.drawString(204, 686 - 20 * number, country)

    document = read(made(page))
    (table,) = document.tables
    assert [document.quote(cell.span) for cell in table.header] == rows[0]
    assert [[document.quote(cell.span) for cell in row] for row in table.rows] == rows[1:]


def cells_of(document: Document) -> list[list[str]]:
    """The cells of the only table, with its header first."""
    (table,) = document.tables
    return [
        [document.quote(cell.span) for cell in row] for row in ([table.header] if table.header else []) + [*table.rows]
    ]


SHADED = [
    ["Name", "Country", "Task"],
    ["Fjordline AS", "Norway", "Hosting"],
    ["Nordhall AB", "Sweden", "Support at night"],
    ["Oststern BV", "Netherlands", "Sending of mail"],
    ["Lakeview Ltd", "Ireland", "Translation"],
    ["Sundberg Oy", "Finland", "Monitoring"],
]


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("gap", [0.0, 2.0])
def test_tables_whose_cells_are_shaded_one_by_one_in_every_other_row(first: int, gap: float) -> None:
    """The rows without shade are the table's too: also a header, with another such row, above the first shaded one."""
    edges = [72.0, 190.0, 300.0, 440.0]

    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "Those who help the provider are named here, with what they do and where.")
        canvas.setFillGray(0.9)
        for number in range(first, len(SHADED), 2):
            for left, right in pairwise(edges):
                canvas.rect(left, 700 - 20 * (number + 1), right - left - gap, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        for number, row in enumerate(SHADED):
            for edge, cell in zip(edges, row, strict=False):
                canvas.drawString(edge + 4, 686 - 20 * number, cell)
        canvas.drawString(72, 540, "The provider keeps this list in order, and tells the customer of each change.")

    document = read(made(page))
    assert cells_of(document) == SHADED
    assert kinds(document)[0][0] == kinds(document)[-1][0] == BlockKind.PARAGRAPH


def test_shaded_boxes_with_text_between_them_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for number in range(3):
            top = 700 - 120 * number
            canvas.setFillGray(0.9)
            canvas.rect(72, top - 40, 200, 50, stroke=0, fill=1)
            canvas.rect(280, top - 40, 200, 50, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.drawString(80, top - 10, "Keep in mind")
            canvas.drawString(290, top - 10, "And this as well")
            canvas.drawString(
                72, top - 60, "The provider answers every request of the customer within five working days, and says"
            )
            canvas.drawString(72, top - 74, "why where it cannot do what the customer has asked for.")

    document = read(made(page))
    assert any(kind is BlockKind.PARAGRAPH and "within five working days" in text for kind, text in kinds(document))


def test_two_crossing_rules_make_a_small_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "The provider has taken these measures:")
        canvas.line(290, 640, 290, 720)
        canvas.line(72, 680, 510, 680)
        for y, left, right in ((700, "Locked halls", "Two lines of power"), (660, "Lists of names", "A generator")):
            canvas.drawString(300, y, right)
            canvas.drawString(76, y, left)
        canvas.drawString(300, 646, "with fuel for three days")

    expected = [["Locked halls", "Two lines of power"], ["Lists of names", "A generator with fuel for three days"]]
    assert cells_of(read(made(page))) == expected


def test_columns_below_a_line_with_a_rule_between_them_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        canvas.line(60, 720, 520, 720)
        canvas.line(297, 500, 297, 720)
        for number, (left, right) in enumerate(zip([*LEFT, *LEFT], [*RIGHT, *RIGHT], strict=True)):
            canvas.drawString(60, 700 - 14 * number, left)
            canvas.drawString(320, 700 - 14 * number, right)

    document = read(made(page))
    assert not document.tables
    assert document.text.replace("\n", " ") == " ".join([*LEFT, *LEFT, *RIGHT, *RIGHT])


def test_the_background_of_a_page_makes_no_table_of_its_text() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(0, 60, A4[0], 640, stroke=1, fill=0)
        ruled_table(canvas, ROWS, top=700.0)
        canvas.setFont("Helvetica", 11)
        column(canvas, 72, 500, LEFT)

    document = read(made(page))
    assert [kind for kind, text in kinds(document) if "provider" in text] == [BlockKind.PARAGRAPH]


def test_footnotes_stand_apart_and_leave_the_words() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "The provider repairs the Services")
        width = canvas.stringWidth("The provider repairs the Services", "Helvetica", 11)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(72 + width, 704, "1")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72 + width + 6, 700, "and keeps them in order")
        column(canvas, 72, 686, ["as long as the customer has paid what is due for them and for", "their upkeep."])
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 100, "1 Those that the order names.")

    document = read(made(page))
    assert (BlockKind.FOOTNOTE, "1 Those that the order names.") in kinds(document)
    assert "repairs the Services and keeps" in document.text


def form(canvas: Canvas) -> None:
    fields = canvas.acroForm
    canvas.drawString(72, 700, "Customer:")
    fields.textfield(name="customer", x=140, y=695, width=200, height=20, value="Åsele exempelkommun")
    fields.textfield(name="n1", tooltip="Reference", x=72, y=660, width=200, height=20, value="Dnr 17/24")
    canvas.drawString(72, 630, "The agreement runs for a period of as much as")
    fields.textfield(name="n2", x=310, y=626, width=30, height=18, value="36")
    canvas.drawString(345, 630, "months from its signature.")
    fields.checkbox(name="n3", x=72, y=600, size=12, checked=True)
    canvas.drawString(90, 602, "With personal data")
    canvas.linkURL("https://molnvik.example/terms", (72, 690, 130, 710))


def test_form_fields_stand_where_they_are_filled_in() -> None:
    document = read(made(form))
    found = kinds(document)
    assert (BlockKind.FIELD, "Customer: Åsele exempelkommun") in found
    assert (BlockKind.FIELD, "Reference: Dnr 17/24") in found
    assert (BlockKind.FIELD, "☒ With personal data") in found
    assert any("as much as 36 months from" in text for _, text in found)
    assert document.links == ("https://molnvik.example/terms",)


def test_text_boxes_are_text_and_comments_are_not() -> None:
    from pypdf import PdfReader as Opened
    from pypdf import PdfWriter
    from pypdf.annotations import FreeText, Text

    writer = PdfWriter(clone_from=Opened(io.BytesIO(made(lambda canvas: column(canvas, 72, 700, LEFT)))))
    writer.add_annotation(0, FreeText(text="Accepted by the buyer", rect=(72, 500, 300, 530)))
    writer.add_annotation(0, Text(text="Is that enough?", rect=(400, 500, 420, 520)))
    out = io.BytesIO()
    writer.write(out)
    document = read(out.getvalue())
    assert (BlockKind.FIELD, "Accepted by the buyer") in kinds(document)
    assert "enough" not in document.text
    assert document.pages[0].margins == ("[comment] Is that enough?",)


def test_title_and_bookmarks() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setTitle("Terms of Molnvik")
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("How data are kept", "a", 0)
        column(canvas, 72, 700, ["How data are kept", *LEFT])

    document = read(made(page))
    assert document.title == "Terms of Molnvik"
    assert [section.heading for section in document.sections] == ["How data are kept"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_rotated_pages_read_the_same(degrees: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(degrees)
        column(canvas, 72, 500, LEFT)  # reportlab lays the page on its side, too

    assert read(made(page)).text.replace("\n", " ") == " ".join(LEFT)


def test_encrypted_files() -> None:
    data = made(lambda canvas: column(canvas, 72, 700, LEFT), encrypt="granska")
    with pytest.raises(PasswordNeededError, match="--password"):
        read(data)
    assert "provider" in read(data, ReadOptions(ocr="never", password="granska")).text


def test_damaged_files_are_unreadable() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read(b"%PDF-1.7\nnothing more")


def gibberish(canvas: Canvas) -> None:
    shifted = [" ".join("".join(chr(ord(c) - 29) for c in word) for word in line.split()) for line in [*LEFT, *RIGHT]]
    column(canvas, 72, 700, [line.replace("\x1d", "") for line in shifted])


def test_pages_with_gibberish_are_not_taken_for_read() -> None:
    document = read(made(gibberish, lambda canvas: column(canvas, 72, 700, LEFT)))
    assert [page.text_origin for page in document.pages] == [TextOrigin.GARBLED, TextOrigin.NATIVE]
    assert document.text.replace("\n", " ") == " ".join(LEFT)
    assert [page.number for page in document.unread_pages] == [1]


def test_empty_pages_lose_nothing() -> None:
    document = read(made(lambda canvas: column(canvas, 72, 700, LEFT), lambda canvas: None))
    assert document.pages[1].blank
    assert not document.unread_pages


def numbered(number: int) -> Draw:
    """A page with text, and some of them with what only a page's own objects tell."""

    def draw(canvas: Canvas) -> None:
        column(canvas, 72, 700, [f"{number} The Supplier keeps the records of year {number} as long as", "it has to."])
        if number % 7 == 0:
            ruled_table(canvas, [["Name", "Country"], [f"Vendor {number}", "Sweden"]], top=500)

    return draw


def test_a_long_file_reads_the_same_in_one_process_and_in_two() -> None:
    data = made(*map(numbered, range(1, LONG + 6)))
    one, two = (read(data, ReadOptions(jobs=jobs)) for jobs in (1, 0))
    assert len(one.pages) == LONG + 5
    assert one == two
