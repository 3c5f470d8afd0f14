"""Starts the modules that parse a stranger's file again, each in its own process with a time limit."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

_MEMORY = 2 << 30


def ask_child(module: str, question: bytes, seconds: float) -> bytes:
    """What the module answers on standard output within the time; part of it, or nothing, when it fails.

    The child gets no address of ours and inherits no open file; it is ended when its time is up.
    """
    process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    try:
        answer, _ = process.communicate(question, timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        answer, _ = process.communicate()
    except BaseException:
        process.kill()
        process.wait()
        raise
    return answer


def limit_child() -> None:
    """Called by the child: bound its memory where the system can, and leave no core file with a contract in it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
