"""One reading of a Word file."""

from __future__ import annotations

from contractscan.errors import UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Problem, Source, Stage
from contractscan.reading.archive import Archive
from contractscan.reading.bounds import document_within
from contractscan.reading.docx_body import Body
from contractscan.reading.docx_text import Tally
from contractscan.reading.inline import collapse
from contractscan.reading.parts import assemble
from contractscan.reading.raw import RawPage


def read_word(source: Source, options: ReadOptions, reader: str) -> Document:
    """Read the text as it stands once all tracked changes are accepted; `reader` is whose name the document bears.

    Raises:
        UnreadableError: damaged, or without text.
    """
    archive = Archive(source.data, source.name)
    path = _main_part(archive, source.name)
    root = archive.xml(path)
    if root is None:
        raise UnreadableError(f"{source.name}: the file holds no text part; save it anew in Word")
    body = Body(archive, path, root)
    blocks, tables = assemble(body.parts())
    if not blocks:
        raise UnreadableError(f"{source.name}: {_why_empty(body.tally)}")
    pages = [RawPage(number=1, margins=body.margins())]
    title, problems = body.title or _stated_title(archive), _problems(body.tally, source.name)
    return document_within(
        source, options, reader, blocks, pages, tables=tables, title=title, links=body.links, problems=problems
    )


def _main_part(archive: Archive, name: str) -> str:
    for relation in archive.relations("").values():
        if relation.kind == "officeDocument" and relation.target in archive:
            return relation.target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise UnreadableError(f"{name}: the file holds no text part; save it anew in Word")


def _stated_title(archive: Archive) -> str:
    root = archive.xml("docProps/core.xml")
    if root is None:
        return ""
    return collapse(root.findtext("{http://purl.org/dc/elements/1.1/}title") or "")[:500]


def _why_empty(tally: Tally) -> str:
    if tally.pictures:
        return "the Word file holds pictures and no text; save it as PDF, which can be read with OCR"
    return "the Word file holds no text"


def _problems(tally: Tally, name: str) -> list[Problem]:
    told: list[tuple[str, bool]] = []
    if tally.inserted or tally.deleted or tally.moved:
        counts = [
            f"{count} {what}"
            for count, what in ((tally.inserted, "inserted"), (tally.deleted, "deleted"), (tally.moved, "moved"))
            if count
        ]
        told.append(
            (f"the file has open tracked changes ({', '.join(counts)}); it was read as if all were accepted", False)
        )
    if tally.hidden:
        told.append((f"{tally.hidden} characters of hidden text were left out", False))
    if tally.page_pictures:
        told.append((f"{tally.page_pictures} large pictures were not read; text in them is lost", True))
    if tally.embedded:
        told.append((f"{tally.embedded} embedded objects were not read; text in them is lost", True))
    if tally.chunks:
        told.append((f"{tally.chunks} inserted documents were not read; open the file in Word and save it anew", True))
    if tally.coloured:
        told.append((f"what the colours of empty cells say was not read (tables: {tally.coloured})", False))
    return [
        Problem(stage=Stage.READING, component="docx", message=message, document=name, loses_text=loses)
        for message, loses in told
    ]
