"""Work in a copy of this process, which shares all that was made before it: half of a long reading or detection.

Only where the system copies a process safely (Linux) and has a processor to spare. When the copy fails, the work is
done here, with the same result.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

_Result = TypeVar("_Result")
_POLL_SECONDS = 0.02


def available() -> bool:
    """Whether a copy can run at the same time as this process."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


@contextmanager
def beside(
    work: Callable[[], _Result],
    *,
    otherwise: Callable[[], _Result] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[Callable[[], _Result]]:
    """Have some work done in a copy of this process while the block runs.

    Args:
        work: gives a result that can be pickled. It must not need a thread that runs here: the copy has none of them.
        otherwise: gives the result where the copy cannot; `work` itself by default.
        meanwhile: called now and then while somebody waits for the copy.

    Yields:
        A function that waits for the result. It raises what the work raises. A copy that nobody has waited for is
        ended with the block.
    """
    instead = otherwise or work
    inward, outward = os.pipe()
    try:
        process = os.fork()
    except OSError:  # no room for another process
        os.close(inward)
        os.close(outward)
        yield instead
        return
    if process == 0:
        _serve(work, outward)
    os.close(outward)
    ended = False

    def wait() -> _Result:
        nonlocal ended
        while meanwhile is not None and not select.select([inward], [], [], _POLL_SECONDS)[0]:
            meanwhile()
        with os.fdopen(inward, "rb", closefd=False) as pipe:
            data = pipe.read()
        _, status = os.waitpid(process, 0)
        ended = True
        if status == 0:
            with contextlib.suppress(pickle.UnpicklingError, EOFError):
                result: _Result = pickle.loads(data)  # noqa: S301  written by a copy of this very process
                return result
        return instead()

    try:
        yield wait
    finally:
        if not ended:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
        os.close(inward)


def _serve(work: Callable[[], object], outward: int) -> None:
    """In the copy: do the work, send the result, and end without touching what belongs to the original."""
    code = 1
    try:
        gc.disable()  # looking for garbage would write to every page of memory, and so copy it
        with os.fdopen(outward, "wb") as out:
            pickle.dump(work(), out, protocol=pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)
