"""What others' plugins may take: hooks and renderers get a time, detectors written in Python a process of their own.

A plugin is trusted code: it was installed on purpose. It is kept apart so that its mistakes, an endless loop or a flood
of results among them, cost its own results and nothing else.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from contractscan import frames
from contractscan.hookspecs import Detector, Renderer, RenderOptions
from contractscan.model import Assessment, Clause, NearMiss

if TYPE_CHECKING:
    from contractscan.analysis import SetAnalysis

HOOK_SECONDS = 10.0
"""Time for importing a plugin, and for each of its hooks."""
RENDERER_SECONDS = 120.0
"""Time for one report by a plugin's renderer."""
START_SECONDS = 120.0
"""Time for the detectors' process to start and to analyse the set."""
OUTPUT_BYTES = 256 << 20
"""What a detector may send back."""

_Result = TypeVar("_Result")
_POLL_SECONDS = 0.1


class TookTooLongError(Exception):
    """A plugin did not come back in time."""


def within(seconds: float, call: Callable[[], _Result]) -> _Result:
    """Call a function of a plugin and wait for it, but not for ever.

    Raises:
        TookTooLongError: it has not come back. Its thread cannot be ended and is left behind.
        Exception: whatever it raises.
    """
    outcome: list[tuple[_Result | None, BaseException | None]] = []

    def run() -> None:
        try:
            outcome.append((call(), None))
        except BaseException as error:  # handed on to the caller below
            outcome.append((None, error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise TookTooLongError(f"took more than {seconds:.0f} s")
    result, error = outcome[0]
    if isinstance(error, Exception):
        raise error
    if error is not None:
        raise RuntimeError(f"tried to end the program ({type(error).__name__})") from error
    return result  # type: ignore[return-value]


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolatedDetector:
    """A detector of another distribution; it runs in a process of its own.

    Attributes:
        detector: the plugin's object.
        id, kinds, languages: what it said of itself when it was registered.
        plugin: the plugin's name.
    """

    detector: Detector
    id: str
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    plugin: str

    @classmethod
    def of(cls, detector: Detector, plugin: str) -> IsolatedDetector:
        """Ask a detector for its id, kinds and languages, once.

        Raises:
            TypeError: they are not texts.
        """
        name, kinds, languages = detector.id, tuple(detector.kinds), tuple(detector.languages)
        if not all(isinstance(text, str) for text in (name, *kinds, *languages)):
            raise TypeError("id, kinds and languages should be texts")
        return cls(detector=detector, id=name, kinds=kinds, languages=languages, plugin=plugin)

    def detect(self, analysis: SetAnalysis) -> Iterable[Clause | NearMiss]:
        """Run it here, for tests and measurements of its own author."""
        return self.detector.detect(analysis)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedRenderer:
    """A renderer of another distribution, with a limit on its time."""

    renderer: Renderer
    id: str
    title: str
    suffixes: tuple[str, ...]
    seconds: float

    @classmethod
    def of(cls, renderer: Renderer, seconds: float) -> BoundedRenderer:
        """Bound a renderer."""
        suffixes = tuple(renderer.suffixes)
        return cls(renderer=renderer, id=renderer.id, title=renderer.title, suffixes=suffixes, seconds=seconds)

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the report, all of it or nothing.

        Raises:
            TookTooLongError: it was not ready in time.
            Exception: whatever the renderer raises.
        """
        buffer = io.BytesIO()
        within(self.seconds, lambda: self.renderer.render(assessment, buffer, options))
        out.write(buffer.getvalue())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a detector gave, or why it gave nothing."""

    results: tuple[object, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a detector's process may take.

    Attributes:
        seconds: time for each detector.
        megabytes: memory of the process.
        results: how many clauses and near misses a detector may give.
    """

    seconds: float = 60.0
    megabytes: int = 2048
    results: int = 20_000


def run_isolated(analysis: SetAnalysis, detectors: Sequence[IsolatedDetector], limits: Limits) -> list[Outcome]:
    """Run detectors in a process; one that has to be stopped takes the process along, and a new one goes on."""
    outcomes: list[Outcome] = []
    while len(outcomes) < len(detectors):
        rest = detectors[len(outcomes) :]
        try:
            payload = _payload(analysis, rest, limits)
        except Exception as error:  # whatever pickle and the plugin's objects may raise
            outcomes.append(Outcome(error=_unsendable(error)))
            continue
        with _Worker(payload, limits) as worker:
            outcomes += worker.outcomes(len(rest))
    return outcomes


def _payload(analysis: SetAnalysis, detectors: Sequence[IsolatedDetector], limits: Limits) -> bytes:
    first = pickle.dumps(detectors[0].detector)
    rest: list[bytes] = []
    for item in detectors[1:]:
        try:
            rest.append(pickle.dumps(item.detector))
        except Exception:  # it is told when its turn as the first one comes
            break
    terms = (sys.path, limits.megabytes, limits.results, len(rest) + 1)
    out = io.BytesIO()
    pickle.dump(terms, out)
    pickle.dump((analysis.contract_set, analysis.lexicons, analysis.names, [first, *rest]), out)
    return out.getvalue()


def _unsendable(error: Exception) -> str:
    words = " ".join(str(error).split())[:200]
    return (
        f"cannot be sent to a process of its own ({type(error).__name__}: {words}); "
        "define its class at the top level of a module, and keep only plain values in the object"
    )


@dataclass(slots=True)
class _Worker:
    """The process that runs detectors."""

    payload: bytes
    limits: Limits
    _process: subprocess.Popen[bytes] | None = None
    _inbox: queue.Queue[tuple[bytes, bytes] | None] = field(default_factory=queue.Queue)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> _Worker:
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "contractscan.isolation_child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._send, self._receive)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _send(self) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(OSError), self._process.stdin:
            frames.write(self._process.stdin, frames.JOB, self.payload)

    def _receive(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        with contextlib.suppress(EOFError, OSError, frames.FrameError):
            while True:
                self._inbox.put(frames.read(self._process.stdout, OUTPUT_BYTES))
        self._inbox.put(None)

    def outcomes(self, wanted: int) -> list[Outcome]:
        """The outcomes of the detectors that could be sent, up to and with the one that ended the process."""
        kind, content = self._next(START_SECONDS)
        if kind != frames.SETTINGS:
            return [Outcome(error=content.decode("utf-8", "replace"))]
        given: list[Outcome] = []
        for _ in range(min(wanted, int(content))):
            kind, content = self._next(self.limits.seconds)
            if kind == frames.DOCUMENT:
                results = pickle.loads(content)  # noqa: S301  # sent by a process that runs an installed plugin
                given.append(Outcome(results=tuple(results)))
            else:
                given.append(Outcome(error=content.decode("utf-8", "replace")))
            if kind == _STOPPED:
                break
        return given

    def _next(self, seconds: float) -> tuple[bytes, bytes]:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(queue.Empty):
                frame = self._inbox.get(timeout=_POLL_SECONDS)
                return frame if frame is not None else (_STOPPED, b"its process ended without a result")
            if self._memory() > self.limits.megabytes:
                return _STOPPED, f"took more than {self.limits.megabytes} MB of memory and was stopped".encode()
        return _STOPPED, f"took more than {seconds:.0f} s and was stopped".encode()

    def _memory(self) -> float:
        """Megabytes that the process holds."""
        import psutil

        assert self._process is not None
        with contextlib.suppress(psutil.Error):
            held: int = psutil.Process(self._process.pid).memory_info().rss
            return held / (1 << 20)
        return 0.0


_STOPPED = b"X"
"""No frame that is sent: the process has to be stopped."""
