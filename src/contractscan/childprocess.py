"""What the processes that this program starts for itself have in common."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from typing import BinaryIO

_ORPHAN_SECONDS = 1.0


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes for the frames alone: whatever a library prints must not get into them."""
    inward = os.fdopen(os.dup(0), "rb")
    outward = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    return inward, outward


def end_with_parent() -> None:
    """From now on, end when the parent has gone, whatever this process is doing."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent and _lives(parent):
        time.sleep(_ORPHAN_SECONDS)
    os._exit(1)


def _lives(process: int) -> bool:
    """Whether the process runs; asked only on Windows, where an orphan keeps its parent's number."""
    if os.name != "nt":
        return True
    import psutil

    return psutil.pid_exists(process)


def limit_memory(megabytes: int) -> None:
    """Let the kernel refuse memory, where it can; the parent watches elsewhere."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, megabytes << 20), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))


def halve_memory() -> None:
    """For a copy of a process that goes on beside it: take half of what the kernel would let that one have."""
    import resource  # there wherever a process can be copied

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY:
        limit_memory(limit >> 21)
