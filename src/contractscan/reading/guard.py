"""Reading in child processes that a hostile file may hang, flood or crash without harm to anybody else.

One child reads several files in turn. When a file takes it down, a new one goes on: first without the page on which it
happened, and at last with the most cautious engine, so that what can be read is read. The child has a kernel limit on
its memory where there is one; a watchdog in the parent keeps time, memory and output everywhere.
"""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from types import TracebackType

from contractscan import frames
from contractscan.errors import UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Source
from contractscan.reading import wire
from contractscan.reading.guard_process import GRACE_SECONDS, HeadStart, Started

_POLL_SECONDS = 0.05
_FIRST_SHARE = 0.6
"""Share of the time that the first attempt may take, so that there is some left for a second one."""
_SOFT_SHARE = 0.85
"""Share of an attempt's time after which the reader begins no further page."""
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may take.

    Attributes:
        seconds: time for all attempts together.
        megabytes: memory of the reading process with the processes that it starts.
        output_megabytes: size of what it sends back.
        ocr_seconds: time for the OCR of each page, on top of `seconds`.
    """

    seconds: float = 120.0
    megabytes: int = 2048
    output_megabytes: int = 256
    ocr_seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFailure:
    """A file that could not be read.

    Attributes:
        source: the file.
        message: one line for the user, with the file's name.
        error: name of the error's class in `contractscan.errors`.
    """

    source: Source
    message: str
    error: str = "UnreadableError"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    """How an attempt ended without a document.

    Attributes:
        message, error: for the user.
        page: page that had been begun, 0 for none.
        again: whether another attempt may go better.
        costly: whether it took too much time or memory, so that the page should not be tried again.
    """

    message: str
    error: str
    page: int = 0
    again: bool = False
    costly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """What differs between the attempts on one file."""

    avoid: frozenset[int] = frozenset()
    hopeless: frozenset[int] = frozenset()
    last_resort: bool = False


def read_many(
    sources: Sequence[Source],
    options: ReadOptions,
    limits: Limits,
    modules: Sequence[str],
    jobs: int = 1,
    on_read: Callable[[Source], None] | None = None,
    started: HeadStart | None = None,
) -> list[Document | ReadFailure]:
    """Read files in guarded processes.

    Args:
        sources: the files.
        options: how to read them.
        limits: what each may take.
        modules: importable names of modules that have a `contractscan_readers` function.
        jobs: how many processes read at the same time.
        on_read: told each file when it is done, from whatever thread.
        started: a process that was started before, for the first that is needed.

    Returns:
        For each source, in its order, the document or why there is none.
    """
    if not sources:
        return []
    results: list[Document | ReadFailure | None] = [None] * len(sources)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for index in range(len(sources)):
        waiting.put(index)
    settings = _settings(options, limits, modules)
    stop = threading.Event()

    def work() -> None:
        with _Child(settings, limits, stop, started) as child:
            while not stop.is_set():
                try:
                    index = waiting.get_nowait()
                except queue.Empty:
                    return
                results[index] = _read(child, sources[index], limits)
                if on_read:
                    on_read(sources[index])

    workers = max(1, min(jobs, len(sources)))
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(work) for _ in range(workers)]
        try:
            for future in futures:
                future.result()
        finally:
            stop.set()
    return [result for result in results if result is not None]


def _settings(options: ReadOptions, limits: Limits, modules: Sequence[str]) -> bytes:
    return json.dumps(
        {
            "path": sys.path,
            "modules": list(modules),
            "options": asdict(options),
            "megabytes": limits.megabytes,
            "output": limits.output_megabytes << 20,
        }
    ).encode()


def _read(child: _Child, source: Source, limits: Limits) -> Document | ReadFailure:
    """Attempt after attempt, each without what ended the one before, within the time for all of them."""
    end = time.monotonic() + limits.seconds
    terms = _Terms()
    ending = _Ending(message=f"{source.name}: cannot be read", error="UnreadableError")
    for attempt in range(1, _ATTEMPTS + 1):
        rest = end - time.monotonic()
        seconds = rest if terms.last_resort else rest * _FIRST_SHARE
        outcome, extra = child.attempt(source, terms, attempt, seconds)
        end += extra
        if isinstance(outcome, Document):
            return outcome
        if attempt == 1:
            ending = outcome
        if not outcome.again or terms.last_resort or end - time.monotonic() < min(1.0, limits.seconds / 10):
            break
        terms = _next_terms(terms, outcome, attempt)
    return ReadFailure(source=source, message=ending.message, error=ending.error)


def _next_terms(terms: _Terms, ending: _Ending, attempt: int) -> _Terms:
    """Leave out the page that did it; where it was none, or too many, or the same one again, use the last resort."""
    if ending.page == 0 or ending.page in terms.hopeless or attempt >= _ATTEMPTS - 1:
        return replace(terms, last_resort=True)
    hopeless = terms.hopeless
    if ending.costly or ending.page in terms.avoid:
        hopeless |= {ending.page}
    return _Terms(avoid=terms.avoid | {ending.page}, hopeless=hopeless)


@dataclass(slots=True)
class _Child:
    """The reading process, started when needed and started anew when a file has ended it."""

    settings: bytes
    limits: Limits
    stop: threading.Event
    ready: HeadStart | None = None
    _started: Started | None = None
    _inbox: queue.Queue[tuple[bytes, bytes] | None] = field(default_factory=queue.Queue)
    _flooded: bool = False

    def __enter__(self) -> _Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def attempt(self, source: Source, terms: _Terms, attempt: int, seconds: float) -> tuple[Document | _Ending, float]:
        """Let the child read a file once.

        Returns:
            The document, or how the attempt ended without one; and the time granted for OCR.
        """
        job = {
            "name": source.name,
            "sha256": source.sha256,
            "attempt": attempt,
            "avoid": sorted(terms.avoid),
            "hopeless": sorted(terms.hopeless),
            "last_resort": terms.last_resort,
            "soft_seconds": seconds * _SOFT_SHARE,
            "ocr_seconds": self.limits.ocr_seconds,
        }
        self._send([(frames.JOB, json.dumps(job).encode()), (frames.BYTES, source.data)])
        outcome, extra = self._result(source, seconds)
        if isinstance(outcome, _Ending) and (outcome.again or outcome.costly):
            self.end()
        return outcome, extra

    def _send(self, messages: Sequence[tuple[bytes, bytes]]) -> None:
        """Send from a thread of its own, so that a child that does not listen cannot hold the parent."""
        if self._started is None or self._started.process.poll() is not None:
            self.end()
            self._start()
            messages = [(frames.SETTINGS, self.settings), *messages]
        assert self._started is not None
        process = self._started.process

        def send() -> None:
            with contextlib.suppress(OSError, ValueError):
                assert process.stdin is not None
                for kind, content in messages:
                    frames.write(process.stdin, kind, content)

        threading.Thread(target=send, daemon=True).start()

    def _start(self) -> None:
        self._inbox = queue.Queue()
        self._flooded = False
        self._started = (self.ready.take() if self.ready is not None else None) or Started.now()
        threading.Thread(target=self._receive, args=(self._started.process, self._inbox), daemon=True).start()

    def _receive(self, process: subprocess.Popen[bytes], inbox: queue.Queue[tuple[bytes, bytes] | None]) -> None:
        """Put the child's frames into the inbox, None when there are no more."""
        assert process.stdout is not None
        try:
            while True:
                inbox.put(frames.read(process.stdout, (self.limits.output_megabytes << 20) + 1024))
        except frames.FrameError as error:
            self._flooded = str(error) == "too long"
        except (EOFError, OSError, ValueError):
            pass
        inbox.put(None)

    def _result(self, source: Source, seconds: float) -> tuple[Document | _Ending, float]:
        end = time.monotonic() + seconds
        extra = 0.0
        page = 0
        while True:
            try:
                frame = self._inbox.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                ending = self._overrun(source, end, page)
                if ending:
                    return ending, extra
                continue
            if frame is None:
                return self._crash(source, page), extra
            kind, content = frame
            if kind == frames.PAGE:
                page = int(content)
            elif kind == frames.OCR and not extra:
                extra = self.limits.ocr_seconds * int(content)
                end += extra
            elif kind == frames.DOCUMENT:
                return _decoded(content, source), extra
            elif kind == frames.FAILURE:
                return self._failure(content, source, page), extra
            if time.monotonic() > end:
                return self._too_slow(source, page), extra

    def _overrun(self, source: Source, end: float, page: int) -> _Ending | None:
        if self.stop.is_set():
            return _Ending(message=f"{source.name}: reading was interrupted", error="UnreadableError")
        if time.monotonic() > end:
            return self._too_slow(source, page)
        if self._memory() > self.limits.megabytes << 20:
            return self._too_big(source, page)
        return None

    def _too_slow(self, source: Source, page: int) -> _Ending:
        return _Ending(
            message=f"{source.name}: reading takes more than {self.limits.seconds:g} s; raise --timeout",
            error="LimitExceededError",
            page=page,
            again=True,
            costly=True,
        )

    def _too_big(self, source: Source, page: int) -> _Ending:
        return _Ending(
            message=f"{source.name}: reading takes more than {self.limits.megabytes} MB of memory; raise --memory",
            error="LimitExceededError",
            page=page,
            again=True,
            costly=True,
        )

    def _crash(self, source: Source, page: int) -> _Ending:
        if self._flooded:
            message = f"{source.name}: its text is longer than the {self.limits.output_megabytes} MB allowed"
            return _Ending(message=message, error="LimitExceededError", costly=True)
        assert self._started is not None
        try:
            code = self._started.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            code = 0
        where = f" on page {page}" if page else ""
        return _Ending(
            message=f"{source.name}: cannot be read; the file crashes the reader{where} ({_reason(code)})",
            error="UnreadableError",
            page=page,
            again=True,
        )

    def _failure(self, content: bytes, source: Source, page: int) -> _Ending:
        failure = json.loads(content)
        if failure["error"] == "MemoryError":
            return self._too_big(source, page)
        return _Ending(message=failure["message"], error=failure["error"], page=page, again=failure["retry"])

    def _memory(self) -> int:
        """Bytes that the child and its own children hold."""
        import psutil

        assert self._started is not None
        try:
            process = psutil.Process(self._started.process.pid)
            family = [process, *process.children(recursive=True)]
        except psutil.Error:
            return 0
        total = 0
        for member in family:
            with contextlib.suppress(psutil.Error):
                total += member.memory_info().rss
        return total

    def end(self) -> None:
        """End the child and whatever it has started."""
        started, self._started = self._started, None
        if started is not None:
            started.end()


def _reason(code: int) -> str:
    """An exit code in words."""
    if code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _decoded(content: bytes, source: Source) -> Document | _Ending:
    try:
        return wire.decode(content, source)
    except UnreadableError as error:
        return _Ending(message=str(error), error="UnreadableError")
