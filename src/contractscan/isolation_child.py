"""The process in which detectors of other distributions run; started by `isolation`, whose pickles it trusts."""

# ruff: noqa: S301

from __future__ import annotations

import io
import itertools
import pickle
import sys
from typing import Any

from contractscan import frames
from contractscan.childprocess import end_with_parent, limit_memory, private_pipes


def main() -> None:
    """Analyse the set once, run one detector after another, and send what each gave."""
    inward, outward = private_pipes()
    end_with_parent()
    _, content = frames.read(inward, 1 << 40)
    stream = memoryview(content)
    (path, megabytes, most, count), rest = _split(stream)
    sys.path[:] = path
    limit_memory(megabytes)
    from contractscan.analysis import SetAnalysis

    contract_set, lexicons, names, detectors = pickle.loads(rest)
    analysis = SetAnalysis(contract_set, lexicons, names)
    frames.write(outward, frames.SETTINGS, b"%d" % count)
    for packed in detectors:
        kind, answer = _run(packed, analysis, most)
        frames.write(outward, kind, answer)


def _split(content: memoryview) -> tuple[Any, memoryview]:
    """The first pickle and the bytes after it; the path has to be set before the second one is read."""
    buffer = io.BytesIO(content)
    first = pickle.load(buffer)
    return first, content[buffer.tell() :]


def _run(packed: bytes, analysis: Any, most: int) -> tuple[bytes, bytes]:
    try:
        detector = pickle.loads(packed)
        found = list(itertools.islice(detector.detect(analysis), most + 1))
        if len(found) > most:
            return frames.FAILURE, f"gave more than {most} results and was stopped".encode()
        return frames.DOCUMENT, pickle.dumps(found)
    except MemoryError:
        return frames.FAILURE, b"took more memory than it may"
    except BaseException as error:  # a detector may raise anything, SystemExit too
        words = " ".join(str(error).split())[:300]
        return frames.FAILURE, f"stopped with {type(error).__name__}: {words}".encode()


if __name__ == "__main__":
    main()
