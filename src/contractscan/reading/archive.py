"""Office files as archives: parts are read into memory, each and all together bounded; nothing is written to disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contractscan.errors import UnreadableError

MAX_ENTRIES = 20_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 160 * 1024 * 1024
_CHUNK = 1 << 20

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A link from one part to another, or to an address outside."""

    id: str
    kind: str
    target: str
    external: bool


class Archive:
    """A ZIP file in memory.

    Args:
        data: the bytes.
        name: the file's name, for messages.

    Raises:
        UnreadableError: when the bytes are no sound archive, or hold more than anybody's contract would.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = MAX_TOTAL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise UnreadableError(f"{name}: the file is damaged or cut off; save it anew in Word") from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise UnreadableError(
                f"{name}: the file has {len(entries)} parts inside, more than the {MAX_ENTRIES} allowed"
            )
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in reversed(entries)}

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def read(self, path: str) -> bytes | None:
        """The bytes of a part, None where there is no such part.

        Raises:
            UnreadableError: when the part is damaged, encrypted or too large.
        """
        entry = self._entries.get(path.lower())
        if entry is None:
            return None
        limit = min(MAX_PART, self._left)
        content = io.BytesIO()
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    if content.tell() + len(chunk) > limit:
                        raise UnreadableError(
                            f"{self._name}: {path} inside the file unpacks to more than {limit >> 20} MB"
                        )
                    content.write(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise UnreadableError(f"{self._name}: {path} inside the file is damaged or encrypted") from error
        self._left -= content.tell()
        return content.getvalue()

    def xml(self, path: str) -> Any | None:
        """The root element of an XML part, None where there is no such part.

        Raises:
            UnreadableError: when it is no sound XML or declares entities.
        """
        data = self.read(path)
        return None if data is None else parse_xml(data, self._name, path)

    def relations(self, path: str) -> dict[str, Relation]:
        """The relations of the part at `path` by id; those of the archive itself for ""."""
        folder, file = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for element in root if root is not None else ():
            if not isinstance(element.tag, str):
                continue
            target = element.get("Target") or ""
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id") or ""] = Relation(
                id=element.get("Id") or "",
                kind=(element.get("Type") or "").rsplit("/", 1)[-1],
                target=target,
                external=external,
            )
        return found


def parse_xml(data: bytes, name: str, part: str) -> Any:
    """Parse untrusted XML: no entities, no network, no tree deeper than libxml2's own limit.

    Raises:
        UnreadableError: when it is no sound XML or has a document type declaration, which office files never have.
    """
    from lxml import etree

    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{name}: {part} inside the file is damaged: {_reason(error)}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(
            f"{name}: {part} inside the file declares entities, as no word processor does; it was not read"
        )
    return root


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
