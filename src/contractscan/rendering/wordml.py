"""The few WordprocessingML elements that the Word report is made of.

Looks come from the styles in ``data/docx/styles.xml`` alone, so that an authority can put its own template over them.
All text passes `visible`, as XML cannot hold every character that a contract may.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from contractscan.rendering.plain import visible

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT_WIDTH = 9070
"""Width of the text area in twentieths of a point: A4 with margins of 25 mm."""


def element(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """An element ``w:name``; its attributes are in the same namespace."""
    from lxml import etree

    node = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={"w": NAMESPACE, "r": _RELATIONS})
    for key, value in attributes.items():
        node.set(f"{{{NAMESPACE}}}{key.rstrip('_')}", str(value))
    node.extend(children)
    return node


def run(text: str, style: str = "", language: str = "") -> Element:
    """Words in a character style; line breaks and tabs become Word's own."""
    properties = []
    if style:
        properties.append(element("rStyle", val=style))
    if language:
        properties.append(element("lang", val=language))
    node = element("r", *([element("rPr", *properties)] if properties else []))
    for number, line in enumerate(visible(text).split("\n")):
        if number:
            node.append(element("br"))
        for position, part in enumerate(line.split("\t")):
            if position:
                node.append(element("tab"))
            words = element("t")
            words.text = part
            words.set(_SPACE, "preserve")
            node.append(words)
    return node


def link(anchor: str, *runs: Element) -> Element:
    """A link to a bookmark in the same document."""
    return element("hyperlink", *runs, anchor=anchor, history=1)


def field(instruction: str, shown: str = "", *, dirty: bool = False) -> list[Element]:
    """A field that the word processor fills in."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(_SPACE, "preserve")
    begin = element("fldChar", fldCharType="begin")
    if dirty:
        begin.set(f"{{{NAMESPACE}}}dirty", "true")
    return [
        element("r", begin),
        element("r", code),
        element("r", element("fldChar", fldCharType="separate")),
        *([run(shown)] if shown else []),
        element("r", element("fldChar", fldCharType="end")),
    ]


def paragraph(style: str, *content: Element, break_before: bool = False) -> Element:
    """A paragraph in a paragraph style."""
    properties = element("pPr", element("pStyle", val=style))
    if break_before:
        properties.append(element("pageBreakBefore"))
    return element("p", properties, *content)


def bookmarked(name: str, number: int, *content: Element) -> list[Element]:
    """Content that links can lead to."""
    return [element("bookmarkStart", id=number, name=name), *content, element("bookmarkEnd", id=number)]


def table(
    widths: Sequence[int],
    header: Sequence[Element],
    rows: Sequence[Sequence[Sequence[Element]]],
    *,
    style: str = "ReportTable",
    row_height: int = 0,
) -> Element:
    """A table whose header is repeated on every page and whose rows are not broken over pages.

    Args:
        widths: of the columns, in the proportions wanted.
        header: one paragraph per column.
        rows: cells as paragraphs.
        style: the table style.
        row_height: least height of a row in twentieths of a point, for forms to fill in.
    """
    total = sum(widths)
    exact = [round(TEXT_WIDTH * width / total) for width in widths]
    look = element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(exact), type="dxa"),
        element("tblLayout", type="fixed"),
        look,
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in exact))
    head = element("trPr", element("cantSplit"), element("tblHeader"))
    node = element("tbl", properties, grid, _row(head, exact, [[cell] for cell in header]))
    for cells in rows:
        body = element("trPr", element("cantSplit"))
        if row_height:
            body.append(element("trHeight", val=row_height, hRule="atLeast"))
        node.append(_row(body, exact, cells))
    return node


def _row(properties: Element, widths: Sequence[int], cells: Sequence[Sequence[Element]]) -> Element:
    return element(
        "tr",
        properties,
        *(
            element("tc", element("tcPr", element("tcW", w=width, type="dxa")), *(cell or [paragraph("TableText")]))
            for width, cell in zip(widths, cells, strict=True)
        ),
    )


def part(root: str, *children: Element) -> bytes:
    """A part of the package: document, header or footer."""
    from lxml import etree

    data: bytes = etree.tostring(element(root, *children), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def document(*content: Element) -> bytes:
    """The main part: A4, with header and footer except on the title page."""
    section = element("sectPr")
    for name, identifier in (("headerReference", "rId4"), ("footerReference", "rId5")):
        reference = element(name, type="default")
        reference.set(f"{{{_RELATIONS}}}id", identifier)
        section.append(reference)
    section.extend(
        [
            element("pgSz", w=11906, h=16838),
            element("pgMar", top=1418, right=1418, bottom=1418, left=1418, header=709, footer=709, gutter=0),
            element("titlePg"),
        ]
    )
    return part("document", element("body", *content, section))
