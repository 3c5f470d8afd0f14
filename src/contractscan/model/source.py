"""Where text came from: the bytes of a file, and half-open character ranges in the text read from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input file, held as bytes so that what was hashed is what was read.

    Attributes:
        name: the file's name as the user knows it, without directories.
        data: the bytes. Empty for a Document that was restored from a saved report.
        sha256: hexadecimal SHA-256 of `data`.
        media_type: MIME type found from the content, never from the suffix.
    """

    name: str
    data: bytes
    sha256: str
    media_type: str

    @classmethod
    def of(cls, name: str, data: bytes, media_type: str = "application/octet-stream") -> Source:
        """Make a Source and hash its bytes."""
        return cls(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of character offsets into `Document.text`.

    Raises:
        ValueError: when the offsets do not form a range.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span | int) -> bool:
        if isinstance(other, Span):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end
