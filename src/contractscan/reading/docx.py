"""Reader of Word files. Files of other word processors are recognised too, so that they are refused in clear words.

What reads is imported with the first file: whoever only asks for readers does not need it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from contractscan.errors import PasswordNeededError, UnreadableError
from contractscan.hookspecs import Reader, ReadOptions, hookimpl
from contractscan.model import Document, Source

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
        from contractscan.reading.docx_reading import read_word

        return read_word(source, options, self.id)


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


@hookimpl
def contractscan_readers() -> Sequence[Reader]:
    """Register the reader of Word files."""
    return [DocxReader()]
