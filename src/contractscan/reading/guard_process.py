"""The process that reads: how it is started, even ahead of its work, and ended with all that it has started."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType

GRACE_SECONDS = 5.0
"""Time for a process that was told to end."""


@dataclass(frozen=True, slots=True)
class Started:
    """A reading process that waits for its settings, and its folder for temporary files."""

    process: subprocess.Popen[bytes]
    scratch: tempfile.TemporaryDirectory[str]

    @classmethod
    def now(cls) -> Started:
        """Start one."""
        # A child that is killed cannot clear away the pictures of pages that it gave to tesseract.
        scratch = tempfile.TemporaryDirectory(prefix="contractscan-", ignore_cleanup_errors=True)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "contractscan.reading.guard_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=_environment(scratch.name),
        )
        return cls(process, scratch)

    def end(self) -> None:
        """End the process and whatever it has started."""
        process = self.process
        with contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.close()
        for victim in _family(process):
            with contextlib.suppress(OSError):
                victim()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
        assert process.stdout is not None
        with contextlib.suppress(OSError):
            process.stdout.close()
        self.scratch.cleanup()


class HeadStart:
    """A reading process that gets ready while its parent does other work; ended with the block if nobody needs it."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Started] = queue.SimpleQueue()

    def __enter__(self) -> HeadStart:
        self._waiting.put(Started.now())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        started = self.take()
        if started is not None:
            started.end()

    def take(self) -> Started | None:
        """The process, for whoever asks first."""
        with contextlib.suppress(queue.Empty):
            return self._waiting.get_nowait()
        return None


def _family(process: subprocess.Popen[bytes]) -> Iterator[Callable[[], None]]:
    """Ways to end the process with its children: its session where there are sessions, else one by one."""
    if os.name == "posix":
        yield lambda: os.killpg(process.pid, signal.SIGKILL)
    else:
        import psutil

        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(process.pid).children(recursive=True):
                yield lambda child=child: _kill(child)  # type: ignore[misc]
    yield process.kill


def _kill(process: object) -> None:
    import psutil

    with contextlib.suppress(psutil.Error):
        process.kill()  # type: ignore[attr-defined]


def _environment(scratch: str) -> dict[str, str]:
    """The parent's environment; one thread for each tesseract, which is ten times as fast that way."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1", "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch}
