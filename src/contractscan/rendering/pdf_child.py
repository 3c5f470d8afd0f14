"""Runs in its own process, started by `pdf`: joins copies of PDF files and lays highlights and bookmarks over them.

Input: one line of JSON (see `pdf._order`), then the files one after another. Output: one line of JSON with the names
of files that were left out, then the PDF.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from contractscan.rendering.guarded import limit_child

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

_ACTIVE = (
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
)
"""Actions that a copy does not keep: reading a report must start nothing."""
_LOGGED = "pypdf"
_PRINTED = 4

_Quad = tuple[float, ...]


def main(source: BinaryIO, out: BinaryIO) -> None:
    """Make the marked copy."""
    import logging

    from pypdf import PdfWriter

    logging.getLogger(_LOGGED).disabled = True
    order = json.loads(source.readline())
    writer = PdfWriter()
    first_pages: dict[int, int] = {}
    left_out = []
    for item in order["documents"]:
        data = source.read(item["length"])
        first = len(writer.pages)
        try:
            _append(writer, data, item)
        except Exception:  # whatever a stranger's file makes the library raise, the other files are still marked
            left_out.append(item["name"])
        else:
            first_pages[item["index"]] = first
    if first_pages:
        _bookmarks(writer, order, first_pages)
        writer.add_metadata({"/Title": order["title"], "/Producer": "contractscan"})
        writer.root_object.update(_catalogue_entries(order["language"]))
    answer = io.BytesIO()
    if first_pages:
        writer.write(answer)
    out.write(json.dumps(left_out).encode() + b"\n" + answer.getvalue())


def _append(writer: PdfWriter, data: bytes, item: dict[str, Any]) -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import PageLabelStyle

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("encrypted")
    trial = PdfWriter()  # a file that fails half-way must not leave half its pages in the result
    trial.append(reader, import_outline=False)
    first = len(writer.pages)
    writer.append(_reread(trial), import_outline=False)
    pages = writer.pages[first:]
    for page in pages:
        _calm(page)
    for mark in item["marks"]:
        if mark["page"] <= len(pages):
            _highlight(writer, pages[mark["page"] - 1], mark)
    writer.set_page_label(first, first + len(pages) - 1, style=PageLabelStyle.DECIMAL, start=1)


def _reread(trial: PdfWriter) -> PdfReader:
    from pypdf import PdfReader

    buffer = io.BytesIO()
    trial.write(buffer)
    return PdfReader(buffer)


def _calm(page: PageObject) -> None:
    """Take away what could start something when the copy is opened or clicked."""
    page.pop("/AA", None)
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        annotation.pop("/AA", None)
        action = annotation.get("/A")
        if action is not None and action.get_object().get("/S") in _ACTIVE:
            annotation.pop("/A", None)


def _highlight(writer: PdfWriter, page: PageObject, mark: dict[str, Any]) -> None:
    """A highlight over the lines, with its note; its appearance is drawn too, so that every viewer shows the same."""
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    quads = list(_quads(page, mark["boxes"]))
    if not quads:
        return
    xs = [value for quad in quads for value in quad[0::2]]
    ys = [value for quad in quads for value in quad[1::2]]
    rectangle = ArrayObject(FloatObject(round(value, 2)) for value in (min(xs), min(ys), max(xs), max(ys)))
    appearance = _appearance(quads, mark["colour"], rectangle)
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Highlight"),
            NameObject("/Rect"): rectangle,
            NameObject("/QuadPoints"): ArrayObject(FloatObject(round(value, 2)) for quad in quads for value in quad),
            NameObject("/C"): ArrayObject(FloatObject(value) for value in mark["colour"]),
            NameObject("/CA"): FloatObject(1),
            NameObject("/F"): NumberObject(_PRINTED),
            NameObject("/T"): TextStringObject(mark["title"]),
            NameObject("/Contents"): TextStringObject(mark["contents"]),
            NameObject("/NM"): TextStringObject(mark["name"]),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(appearance)}),
        }
    )
    kept = page.get("/Annots")
    annotations = ArrayObject(kept.get_object() if kept is not None else ())
    annotations.append(writer._add_object(annotation))
    page[NameObject("/Annots")] = annotations


def _appearance(quads: list[_Quad], colour: list[float], rectangle: Any) -> Any:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    lines = ["/M gs", " ".join(f"{value:.3f}" for value in colour) + " rg"]
    for x1, y1, x2, y2, x3, y3, x4, y4 in quads:
        lines.append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l {x4:.2f} {y4:.2f} l {x3:.2f} {y3:.2f} l f")
    stream = DecodedStreamObject()
    stream.set_data("\n".join(lines).encode("ascii"))
    state = DictionaryObject({NameObject("/BM"): NameObject("/Multiply"), NameObject("/ca"): FloatObject(1)})
    states = DictionaryObject({NameObject("/M"): state})
    group = DictionaryObject({NameObject("/S"): NameObject("/Transparency")})
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): rectangle,
            NameObject("/Group"): group,
            NameObject("/Resources"): DictionaryObject({NameObject("/ExtGState"): states}),
        }
    )
    return stream


def _quads(page: PageObject, boxes: list[list[float]]) -> Iterator[_Quad]:
    """The boxes, given as the page is seen from its top left corner, in the page's own coordinates.

    The corners come in the order that viewers expect: top left, top right, bottom left, bottom right of the words.
    """
    media, crop = page.mediabox, page.cropbox
    left, bottom = max(float(media.left), float(crop.left)), max(float(media.bottom), float(crop.bottom))
    right, top = min(float(media.right), float(crop.right)), min(float(media.top), float(crop.top))
    turned = int(page.rotation or 0) % 360

    def own(x: float, y: float) -> tuple[float, float]:
        if turned == 90:
            return left + y, bottom + x
        if turned == 180:
            return right - x, bottom + y
        if turned == 270:
            return right - y, top - x
        return left + x, top - y

    for x0, y0, x1, y1 in boxes:
        yield (*own(x0, y0), *own(x1, y0), *own(x0, y1), *own(x1, y1))


def _bookmarks(writer: PdfWriter, order: dict[str, Any], first_pages: dict[int, int]) -> None:
    """Bookmarks by topic and requirement, then the documents."""
    for topic in order["topics"]:
        entries = [
            (entry, [place for place in entry["places"] if place["index"] in first_pages]) for entry in topic["entries"]
        ]
        entries = [(entry, places) for entry, places in entries if places]
        if not entries:
            continue
        parent = _bookmark(writer, topic["title"], entries[0][1][0], first_pages, None, bold=True)
        for entry, places in entries:
            node = _bookmark(writer, entry["title"], places[0], first_pages, parent)
            for place in places if len(places) > 1 else ():
                _bookmark(writer, place["title"], place, first_pages, node)
    parent = writer.add_outline_item(title=order["documents_title"], page_number=0, bold=True, is_open=False)
    for item in order["documents"]:
        if item["index"] in first_pages:
            writer.add_outline_item(title=item["name"], page_number=first_pages[item["index"]], parent=parent)
        else:
            writer.add_outline_item(title=item["left_out"], page_number=0, parent=parent, italic=True)


def _bookmark(
    writer: PdfWriter,
    title: str,
    place: dict[str, Any],
    first_pages: dict[int, int],
    parent: Any,
    *,
    bold: bool = False,
) -> Any:
    from pypdf.generic import Fit

    number = min(first_pages[place["index"]] + place["page"] - 1, len(writer.pages) - 1)
    page = writer.pages[number]
    (_, y, *_), *_ = list(_quads(page, [place["box"]]))
    fit = Fit.xyz(top=round(y + 40, 1)) if not page.rotation else Fit.fit()
    return writer.add_outline_item(title=title, page_number=number, parent=parent, bold=bold, fit=fit, is_open=False)


def _catalogue_entries(language: str) -> dict[Any, Any]:
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    preferences = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(value=True)})
    return {
        NameObject("/PageMode"): NameObject("/UseOutlines"),
        NameObject("/ViewerPreferences"): preferences,
        NameObject("/Lang"): TextStringObject(language),
    }


if __name__ == "__main__":
    limit_child()
    main(sys.stdin.buffer, sys.stdout.buffer)
