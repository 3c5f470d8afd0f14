"""Bytes of unknown encoding to text: byte order marks, UTF-16 without one, UTF-8, and Windows-1252 for the rest."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_PROBE = 8192

# What web browsers do: pages that say Latin-1 are Windows-1252 in truth.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
}


def decode(data: bytes, *, declared: bool = False) -> str:
    """The text of `data`; `declared` looks for an encoding that HTML or XML states about itself. Never fails."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off inside its last character, or with one broken byte in a million, is UTF-8 all the same.
        if _mostly_utf8(data, error):
            return data.decode("utf-8", "replace")
    stated = _stated(data) if declared else ""
    if stated:
        return data.decode(stated, "replace")
    return data.decode("cp1252", "replace") if not _dos(data) else data.decode("cp850", "replace")


def is_text(data: bytes) -> bool:
    """Whether the bytes are likely to be text in one of the encodings that `decode` knows."""
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide(data):
        return True
    probe = data[:_PROBE]
    if b"\0" in probe:
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1a\x1b" for byte in probe)
    return controls <= max(2, len(probe) // 200)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of a Western text is zero."""
    probe = data[: _PROBE // 2 * 2]
    if len(probe) < 8:
        return ""
    even, odd = probe[::2].count(0), probe[1::2].count(0)
    half = len(probe) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    if error.start >= len(data) - 3 and error.start > 3 and not data[: error.start].isascii():
        return True
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(map(text.count, "åäöÅÄÖé”“’–§"))
    return broken * 20 < sound


def _stated(data: bytes) -> str:
    match = _DECLARED.search(data[:2048])
    if not match:
        return ""
    name = match[1].decode("ascii").lower()
    name = _ALIASES.get(name, name)
    try:
        codec = codecs.lookup(name)
        "".encode(name)
    except (LookupError, UnicodeError):
        return ""
    return codec.name if not codec.name.startswith(("utf", "idna", "punycode", "unicode", "raw", "undefined")) else ""


def _dos(data: bytes) -> bool:
    """Whether å, ä and ö stand in the places of code page 850, and none in those of Windows-1252."""
    old = sum(map(data.count, b"\x86\x84\x94\x8f\x8e\x99"))
    new = sum(map(data.count, b"\xe5\xe4\xf6\xc5\xc4\xd6"))
    return old > 3 and new * 4 < old
