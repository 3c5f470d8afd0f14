"""`contractscan text`: what was read, so that a lawyer can hold it against the original."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from contractscan.cli.output import harmless
from contractscan.errors import ExitCode, UnreadableError
from contractscan.model import Block, BlockKind, Document, Page, Span, TextOrigin

FORMAT = "contractscan-text/1"
"""Changes when a key is taken away or gets another meaning."""

_ORIGINS = {
    TextOrigin.NATIVE: "text of the file",
    TextOrigin.OCR: "read by OCR",
    TextOrigin.GARBLED: "NOT READ: the page has a text layer, but it is gibberish",
    TextOrigin.NONE: "NOT READ: the page has no text",
}
_LABEL_WIDTH = 12


@click.command("text")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Everything that was read, as JSON for programs.")
@click.option("--boxes", is_flag=True, help="Where on the page each block stands, in points from the top left.")
@click.option(
    "--ocr",
    type=click.Choice(["auto", "never", "force"]),
    default="auto",
    show_default=True,
    help="Which pages OCR reads: those without usable text, none, or all.",
)
@click.option("--password", default=None, help="Password of an encrypted file.")
@click.option("--timeout", type=click.FloatRange(min=1), default=120.0, show_default=True,
              help="Seconds that reading may take.")  # fmt: skip
@click.option("--memory", type=click.IntRange(min=64), default=2048, show_default=True,
              help="Megabytes that reading may take.")  # fmt: skip
def command(file: Path, as_json: bool, boxes: bool, ocr: str, password: str | None, timeout: float, memory: int) -> int:
    """Show what was read from FILE: its text in reading order with sections, page numbers and origins.

    Nothing is judged here. What this command does not show, no detector can find.
    """
    from contractscan import inputs
    from contractscan.hookspecs import ReadOptions
    from contractscan.pipeline import ScanOptions, read
    from contractscan.plugins import build_registry

    if file.is_dir():
        raise click.UsageError(f"{file} is a folder; name one file")
    registry = build_registry()
    (path,) = inputs.collect([file], ())
    options = ScanOptions(reading=ReadOptions(password=password, ocr=ocr), seconds=timeout, megabytes=memory)
    documents, _ = read([path], registry, options)
    document = documents[0]
    if as_json:
        _write_json(document_object(document, boxes=boxes))
    else:
        for line in lines(document, boxes=boxes):
            click.echo(harmless(line))
    unread = document.unread_pages
    if len(unread) == len(document.pages):
        raise UnreadableError(f"{document.name}: none of its {len(unread)} pages could be read")
    return int(ExitCode.DONE)


def _write_json(value: dict[str, Any]) -> None:
    from contractscan.rendering.plain import json_safe

    click.echo(json_safe(json.dumps(value, ensure_ascii=False, indent=1)).encode("utf-8", "backslashreplace"))


def lines(document: Document, *, boxes: bool = False) -> Iterator[str]:
    """The document for people: a head, then every block under its page with the number of its section before it."""
    yield from _head(document)
    page: Page | None = None
    waiting = list(document.pages)
    for block in document.blocks:
        while waiting and (waiting[0].span.start <= block.span.start or page is None):
            page = waiting.pop(0)
            yield from _page_head(page)
        yield _block_line(document, block)
        if boxes:
            yield from _box_lines(document, block.span)
        while waiting and waiting[0].span.start < block.span.end:
            page = waiting.pop(0)
            yield from _page_head(page, inside=True)
    for left in waiting:
        yield from _page_head(left)


def _head(document: Document) -> Iterator[str]:
    yield f"{document.name}: {document.source.media_type}, read by {document.reader}, language {document.language}"
    if document.title:
        yield f"title: {document.title}"
    counts = (
        (len(document.pages), "page"),
        (len(document.sections), "section"),
        (len(document.tables), "table"),
        (len(document.definitions), "defined term"),
        (len(document.links), "link"),
    )
    yield ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts)
    for problem in document.problems:
        where = f" (page {problem.page})" if problem.page else ""
        yield f"{'TEXT LOST: ' if problem.loses_text else 'note: '}{problem.message}{where}"


def _page_head(page: Page, *, inside: bool = False) -> Iterator[str]:
    origin = "blank" if page.blank else _ORIGINS[page.text_origin]
    yield ""
    yield f"--- page {page.number}: {origin}{' (the block above runs on here)' if inside else ''} ---"
    for margin in page.margins:
        yield f"{'margin':>{_LABEL_WIDTH}} | {margin}"


def _block_line(document: Document, block: Block) -> str:
    section = document.sections[block.section] if block.section is not None else None
    label = section.number if section else ""
    text = document.quote(block.span)
    if block.kind is BlockKind.HEADING:
        level = section.level if section else 1
        text = f"{'#' * min(level, 6)} {text}"
    elif block.kind is BlockKind.FOOTNOTE:
        text = f"[note] {text}"
    elif block.kind is BlockKind.FIELD:
        text = f"[field] {text}"
    elif block.depth:
        text = "  " * block.depth + text
    return f"{label[:_LABEL_WIDTH]:>{_LABEL_WIDTH}} | {text}"


def _box_lines(document: Document, span: Span) -> Iterator[str]:
    for box in document.boxes(span):
        place = f"page {box.page}: {box.x0:.1f}, {box.top:.1f} to {box.x1:.1f}, {box.bottom:.1f}"
        yield f"{'':>{_LABEL_WIDTH}} |     [{place}]"


def document_object(document: Document, *, boxes: bool = False) -> dict[str, Any]:
    """The document for programs."""
    return {
        "format": FORMAT,
        "name": document.name,
        "sha256": document.source.sha256,
        "media_type": document.source.media_type,
        "reader": document.reader,
        "language": document.language,
        "title": document.title,
        "pages": [
            {
                "number": page.number,
                "text_origin": page.text_origin.value,
                "blank": page.blank,
                "width": page.width,
                "height": page.height,
                "margins": list(page.margins),
                **_span(page.span),
            }
            for page in document.pages
        ],
        "sections": [
            {
                "number": section.number,
                "heading": section.heading,
                "level": section.level,
                "parent": section.parent,
                "language": section.language or document.language,
                **_span(section.span),
            }
            for section in document.sections
        ],
        "blocks": [_block_object(document, block, boxes) for block in document.blocks],
        "tables": [
            {
                "page": table.page,
                "header": [document.quote(cell.span) for cell in table.header],
                "rows": [[document.quote(cell.span) for cell in row] for row in table.rows],
                **_span(table.span),
            }
            for table in document.tables
        ],
        "definitions": [{"term": item.term, **_span(item.span)} for item in document.definitions],
        "links": list(document.links),
        "problems": [
            {"message": problem.message, "page": problem.page, "loses_text": problem.loses_text}
            for problem in document.problems
        ],
    }


def _block_object(document: Document, block: Block, boxes: bool) -> dict[str, Any]:
    page = document.page_of(block.span)
    value: dict[str, Any] = {
        "kind": block.kind.value,
        "text": document.quote(block.span),
        "page": page.number if page else None,
        "section": block.section,
        "marker": block.marker,
        "depth": block.depth,
        "stem": block.stem,
        **_span(block.span),
    }
    if boxes:
        value["boxes"] = [[box.page, box.x0, box.top, box.x1, box.bottom] for box in document.boxes(block.span)]
    return value


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
