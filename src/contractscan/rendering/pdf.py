"""The vendor's own PDF files with the evidence highlighted: one file for the whole contract set.

The copies stand one after another in the order of the report, each with its own page numbers, so that there is one file
to send and to file. Over them lie highlights with notes, and bookmarks by topic; the pages' own content is not touched.
The files are parsed and joined in a guarded process. A file that cannot be copied (encrypted, damaged) is left out and
named among the bookmarks; documents that are no PDF files have no pages to mark.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from contractscan.errors import UsageError
from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import Assessment, Document, Verdict
from contractscan.rendering.plain import one_line, shortened, visible
from contractscan.rendering.texts import say
from contractscan.rendering.words import word

if TYPE_CHECKING:
    from contractscan.rendering.content import Exhibit, Report, Row

_SECONDS_AT_LEAST = 60.0
_SECONDS_PER_MEGABYTE = 20.0
_COLOURS = {
    Verdict.ADVERSE: (1.0, 0.74, 0.70),
    Verdict.PARTIAL: (1.0, 0.92, 0.60),
    Verdict.MET: (0.78, 0.93, 0.80),
}
_OTHER = (0.85, 0.88, 0.93)
_ORDER = (Verdict.ADVERSE, Verdict.PARTIAL, Verdict.MET)
_NOTE = 1500


class PdfRenderer:
    """The vendor's PDF files with the evidence highlighted."""

    id = "pdf"
    title = "The vendor's PDF files, evidence highlighted"
    suffixes: tuple[str, ...] = (".pdf",)

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the marked copy.

        Raises:
            UsageError: there is no PDF file that could be marked.
        """
        from contractscan.rendering.compose import build_report

        report = build_report(assessment)
        documents = [
            (index, document)
            for index, document in enumerate(report.documents)
            if document.source.media_type == "application/pdf" and document.source.data
        ]
        if not documents:
            raise UsageError("none of the documents is a PDF file that could be marked; choose another format")
        marked = _mark(report, documents, options.language)
        if marked is None:
            raise UsageError("none of the PDF files could be copied for marking; choose another format")
        out.write(marked)


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register the marked PDF."""
    return [PdfRenderer()]


def _mark(report: Report, documents: Sequence[tuple[int, Document]], language: str) -> bytes | None:
    """The marked copy; where one file stops the process, the copy without that file."""
    marked = _ask(report, documents, language, ())
    if marked is None and len(documents) > 1:
        broken = [index for index, document in documents if _ask(report, [(index, document)], language, ()) is None]
        marked = _ask(report, documents, language, broken)
    return marked


def _ask(
    report: Report, documents: Sequence[tuple[int, Document]], language: str, broken: Sequence[int]
) -> bytes | None:
    from contractscan.rendering.guarded import ask_child

    files = [b"" if index in broken else document.source.data for index, document in documents]
    order = _order(report, documents, [len(data) for data in files], language)
    seconds = _SECONDS_AT_LEAST + _SECONDS_PER_MEGABYTE * sum(map(len, files)) / 1_000_000
    question = json.dumps(order).encode() + b"\n" + b"".join(files)
    _, _, pdf = ask_child("contractscan.rendering.pdf_child", question, seconds).partition(b"\n")
    return pdf if pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF") else None


def _order(
    report: Report, documents: Sequence[tuple[int, Document]], lengths: Sequence[int], language: str
) -> dict[str, Any]:
    """What the guarded process is to do, in plain values."""
    return {
        "title": report.title.in_language(language),
        "language": language,
        "documents_title": word("documents").in_language(language),
        "documents": [
            {
                "index": index,
                "name": one_line(document.name),
                "left_out": say("Left out: {name}", name=one_line(document.name)).in_language(language),
                "length": length,
                "marks": list(_marks(report, index, document, language)),
            }
            for (index, document), length in zip(documents, lengths, strict=True)
        ],
        "topics": [
            {
                "title": visible(topic.title.in_language(language)),
                "entries": [_entry(row, report, language) for row in topic.rows if row.exhibits],
            }
            for topic in report.topics
        ],
    }


def _marks(report: Report, index: int, document: Document, language: str) -> Iterator[dict[str, Any]]:
    """The highlights of one document: one for each quoted passage and page."""
    users: dict[int, list[Row]] = {}
    for row in report.rows:
        for exhibit in row.exhibits:
            users.setdefault(exhibit.number, []).append(row)
    for exhibit in report.exhibits:
        if exhibit.place.index != index:
            continue
        boxes = document.boxes(exhibit.place.span)
        rows = users[exhibit.number]
        gravest = next((verdict for verdict in _ORDER if any(row.verdict is verdict for row in rows)), None)
        for page in dict.fromkeys(box.page for box in boxes):
            yield {
                "page": page,
                "boxes": [[box.x0, box.top, box.x1, box.bottom] for box in boxes if box.page == page],
                "colour": _COLOURS.get(gravest, _OTHER) if gravest else _OTHER,
                "title": f"{word('evidence').in_language(language)} {exhibit.number}",
                "contents": _note(rows, exhibit, language),
                "name": f"{exhibit.anchor}-{page}",
            }


def _note(rows: Sequence[Row], exhibit: Exhibit, language: str) -> str:
    """Requirement, verdict and reason for each requirement that rests on the passage."""
    parts = []
    for row in rows:
        head = f"{row.id} {row.title.in_language(language)}: {row.verdict_word.in_language(language)}"
        parts.append(f"{one_line(head)}\n{one_line(row.reason.in_language(language))}")
    if exhibit.standard_text:
        parts.append(one_line(exhibit.standard_text.in_language(language)))
    return "\n\n".join(parts)[:_NOTE]


def _entry(row: Row, report: Report, language: str) -> dict[str, Any]:
    from contractscan.rendering.places import place_words

    title = f"{row.id} {row.verdict_word.in_language(language)}: {row.title.in_language(language)}"
    places = []
    for exhibit in row.exhibits:
        boxes = report.documents[exhibit.place.index].boxes(exhibit.place.span)
        if boxes:
            box = boxes[0]
            places.append(
                {
                    "index": exhibit.place.index,
                    "page": box.page,
                    "box": [box.x0, box.top, box.x1, box.bottom],
                    "title": place_words(exhibit.place).in_language(language),
                }
            )
    return {"title": shortened(title, 120), "places": places}
