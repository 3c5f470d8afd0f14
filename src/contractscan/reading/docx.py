"""Reader of Word files. Files of other word processors are recognised too, so that they are refused in clear words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from contractscan.errors import PasswordNeededError, UnreadableError
from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Problem, Source, Stage
from contractscan.reading.archive import Archive
from contractscan.reading.bounds import keep_within
from contractscan.reading.docx_body import Body
from contractscan.reading.docx_text import Tally
from contractscan.reading.inline import collapse
from contractscan.reading.parts import assemble
from contractscan.reading.raw import RawPage
from contractscan.reading.structure import build_document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"

_REFUSED = {
    "application/msword": "is in Word's old format (.doc); open it in Word or LibreOffice and save it as .docx or PDF",
    "application/rtf": "is an RTF file; open it in Word or LibreOffice and save it as .docx or PDF",
    "application/vnd.oasis.opendocument.text": "is an OpenDocument file (.odt); save it as .docx or PDF",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "is an Excel workbook; save it as PDF",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "is a presentation; save it as PDF",
    "application/vnd.ms-office": "is in an old Office format; save it as .docx or PDF",
    "application/zip": "is a ZIP archive; unpack it and name the folder instead",
}
_ENCRYPTED = "application/vnd.ms-office-encrypted"


class DocxReader:
    """Word files (.docx, .docm, .dotx)."""

    id = "docx"
    title = "Word files"
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt")

    def recognises(self, data: bytes, name: str) -> str | None:  # noqa: ARG002
        """Word files by their parts; other office files by their first bytes."""
        if data.startswith((_ZIP, b"PK\x05\x06")):
            return _zip_type(data)
        if data.startswith(_COMPOUND):
            return _compound_type(data)
        if data.lstrip()[:5] == b"{\\rtf":
            return "application/rtf"
        return None

    def read(self, source: Source, options: ReadOptions) -> Document:
        """Read the text as it stands once all tracked changes are accepted."""
        media_type = self.recognises(source.data, source.name) or ""
        if media_type == _ENCRYPTED:
            raise PasswordNeededError(
                f"{source.name}: the Word file is encrypted with a password; open it in Word and save it without one"
            )
        if media_type in _REFUSED:
            raise UnreadableError(f"{source.name} {_REFUSED[media_type]}")
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
        kept = keep_within(options, blocks=blocks, pages=pages, tables=tables, name=source.name, reader=self.id)
        return build_document(
            source,
            kept.blocks,
            kept.pages,
            tables=kept.tables,
            reader=self.id,
            title=body.title or _stated_title(archive),
            links=tuple(body.links),
            problems=(*_problems(body.tally, source.name), *kept.problems),
        )


def _zip_type(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()[:20_000]}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        # A damaged archive: say so rather than to call it unknown. Word's first part gives it away.
        return WORD if b"[Content_Types].xml" in data[:4096] or b"word/" in data[:65536] else "application/zip"
    if any(name.startswith("word/") for name in names):
        return WORD
    if any(name.startswith("xl/") for name in names):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if any(name.startswith("ppt/") for name in names):
        return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    if "mimetype" in names and "content.xml" in names:
        return "application/vnd.oasis.opendocument.text"
    return WORD if "[content_types].xml" in names else "application/zip"


def _compound_type(data: bytes) -> str:
    """The kind of an old Office file, from the names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _ENCRYPTED
    if "WordDocument".encode("utf-16-le") in data:
        return "application/msword"
    return "application/vnd.ms-office"


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


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of Word files."""
    return [DocxReader()]
