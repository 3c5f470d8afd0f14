"""Messages between the parent and a process of its own: a kind of one byte, a length of eight, the content."""

from __future__ import annotations

import struct
from typing import IO

HEAD = struct.Struct(">cQ")

SETTINGS = b"S"
"""Parent: what all files have in common, as JSON; the first frame."""
JOB = b"J"
"""Parent: the terms of one attempt, as JSON."""
BYTES = b"B"
"""Parent: the file's bytes, after its JOB."""
PAGE = b"P"
"""Child: the page that is begun."""
OCR = b"O"
"""Child: how many pages go through OCR."""
DOCUMENT = b"D"
"""Child: the result, see `wire`."""
FAILURE = b"F"
"""Child: why there is no result, as JSON."""


class FrameError(Exception):
    """The other side ended, or sent something that is no frame or too long."""


def write(stream: IO[bytes], kind: bytes, content: bytes) -> None:
    """Send one frame."""
    stream.write(HEAD.pack(kind, len(content)))
    stream.write(content)
    stream.flush()


def read(stream: IO[bytes], limit: int) -> tuple[bytes, bytes]:
    """Receive one frame.

    Raises:
        EOFError: the other side has ended.
        FrameError: the frame is cut off or longer than `limit`.
    """
    head = stream.read(HEAD.size)
    if not head:
        raise EOFError
    if len(head) < HEAD.size:
        raise FrameError("cut off")
    kind, length = HEAD.unpack(head)
    if length > limit:
        raise FrameError("too long")
    content = stream.read(length)
    if len(content) < length:
        raise FrameError("cut off")
    return kind, content
