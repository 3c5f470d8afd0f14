"""The reading process: reads one file after another under kernel limits and sends back what it read.

Started by `guard` as ``python -P -m contractscan.reading.guard_child``. It trusts its parent and no file.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from contractscan import frames
from contractscan.childprocess import end_with_parent, limit_memory, private_pipes
from contractscan.errors import LimitExceededError, UnreadableError
from contractscan.hookspecs import Reader, ReadOptions
from contractscan.model import Document, Problem, Source, Stage
from contractscan.reading import wire
from contractscan.reading.supervision import SupervisedReader, Supervision

# The readers of others are imported once their names have come.
_USUAL = tuple(f"contractscan.reading.{kind}_reading" for kind in ("docx", "html", "pdf", "text"))
_NEW_OBJECTS = 50_000
"""Objects after which Python looks for cycles."""


class NoOtherWayError(Exception):
    """The reader has no second way to read a file on which the first one failed."""


def main() -> None:
    """Serve the parent until it closes the pipe."""
    inward, outward = private_pipes()
    end_with_parent()
    for module in _USUAL:  # while the parent may still be looking for plugins
        importlib.import_module(module)
    _, content = frames.read(inward, 1 << 30)
    settings = json.loads(content)
    sys.path[:] = settings["path"]
    options = ReadOptions(**settings["options"])
    limit_memory(settings["megabytes"])
    readers = _readers(settings["modules"])
    # A document is many small objects without cycles: looking for cycles among them is a tenth of the work.
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    while True:
        try:
            _, job = frames.read(inward, 1 << 30)
            _, data = frames.read(inward, 1 << 40)
        except EOFError:
            return
        kind, content = _attempt(json.loads(job), data, readers, options, outward, settings["output"])
        frames.write(outward, kind, content)


def _readers(modules: Sequence[str]) -> list[Reader]:
    """The readers of all modules by id; a module that fails costs its own readers only, as the registry reports."""
    readers: list[Reader] = []
    for name in modules:
        with contextlib.suppress(Exception):
            readers.extend(importlib.import_module(name).contractscan_readers())
    return sorted(readers, key=lambda reader: reader.id)


def _attempt(
    job: Mapping[str, Any],
    data: bytes,
    readers: Sequence[Reader],
    options: ReadOptions,
    outward: BinaryIO,
    output: int,
) -> tuple[bytes, bytes]:
    """One result frame, whatever the file does short of ending the process."""
    name = job["name"]
    try:
        content = wire.encode(_read(job, data, readers, options, outward))
        if len(content) > output:
            raise LimitExceededError(f"{name}: its text is longer than the {output >> 20} MB allowed")
    except UnreadableError as error:
        return frames.FAILURE, _failure(str(error), type(error).__name__)
    except NoOtherWayError:
        return frames.FAILURE, _failure("", "NoOtherWayError")
    except MemoryError:
        return frames.FAILURE, _failure("", "MemoryError")
    except RecursionError:
        return frames.FAILURE, _failure(f"{name}: is nested too deeply to be read", "UnreadableError", retry=True)
    except Exception as error:  # a stranger's file may raise anything in a parser
        message = f"{name}: cannot be read; the parser failed on it ({type(error).__name__})"
        return frames.FAILURE, _failure(message, "UnreadableError", retry=True)
    return frames.DOCUMENT, content


def _failure(message: str, error: str, *, retry: bool = False) -> bytes:
    return json.dumps({"message": message, "error": error, "retry": retry}).encode()


def _read(
    job: Mapping[str, Any], data: bytes, readers: Sequence[Reader], options: ReadOptions, outward: BinaryIO
) -> Document:
    name = job["name"]
    if not data:
        raise UnreadableError(f"{name}: the file is empty")
    for reader in readers:
        media_type = reader.recognises(data, name)
        if media_type is not None:
            break
    else:
        raise UnreadableError(f"{name}: no reader knows this kind of file")
    source = Source(name=name, data=data, sha256=job["sha256"], media_type=media_type)
    if isinstance(reader, SupervisedReader):
        document = reader.read_supervised(source, options, _supervision(job, outward))
    elif job["attempt"] > 1:
        raise NoOtherWayError
    else:
        document = reader.read(source, options)
    return _with_note_on_name(document, reader, readers)


def _with_note_on_name(document: Document, reader: Reader, readers: Sequence[Reader]) -> Document:
    """Say so where a file's name promises another kind of file than it is: it may be the wrong file."""
    name = document.name.lower()
    promised = next((other for other in readers if name.endswith(tuple(other.suffixes))), reader)
    if promised.id == reader.id or name.endswith(tuple(reader.suffixes)):
        return document
    message = (
        f"{document.name}: is named like {promised.title}, but its content is that of {reader.title}; read as such"
    )
    note = Problem(stage=Stage.READING, component=reader.id, message=message, document=document.name)
    return replace(document, problems=(*document.problems, note))


def _supervision(job: Mapping[str, Any], outward: BinaryIO) -> Supervision:
    return Supervision(
        deadline=time.monotonic() + job["soft_seconds"],
        avoid=frozenset(job["avoid"]),
        hopeless=frozenset(job["hopeless"]),
        last_resort=job["last_resort"],
        on_page=lambda number: frames.write(outward, frames.PAGE, b"%d" % number),
        on_ocr=lambda count: frames.write(outward, frames.OCR, b"%d" % count),
        ocr_seconds=job["ocr_seconds"],
    )


if __name__ == "__main__":
    main()
