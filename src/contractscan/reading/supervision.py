"""What a reader may know of the guard around it, so that pages already read survive what a later page does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Source


def _unwatched(number: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """The terms of one attempt to read a file.

    Attributes:
        deadline: `time.monotonic()` after which no further page is begun; None for no hurry.
        avoid: pages that ended an earlier attempt; the reader leaves them to another engine, or out.
        hopeless: those of `avoid` that no engine should try again, since they took too much time or memory.
        last_resort: whether the reader should keep to its most cautious engine.
        on_page: told the number of each page before it is begun; 0 for work on the whole file.
        on_ocr: told how many pages will go through OCR, which takes time of its own.
        ocr_seconds: time allowed for the OCR of one page.
    """

    deadline: float | None = None
    avoid: frozenset[int] = frozenset()
    hopeless: frozenset[int] = frozenset()
    last_resort: bool = False
    on_page: Callable[[int], None] = _unwatched
    on_ocr: Callable[[int], None] = _unwatched
    ocr_seconds: float = 60.0

    @property
    def late(self) -> bool:
        """Whether no further page should be begun."""
        return self.deadline is not None and time.monotonic() > self.deadline


@runtime_checkable
class SupervisedReader(Protocol):
    """A reader that can go on where an earlier attempt ended."""

    def read_supervised(self, source: Source, options: ReadOptions, supervision: Supervision) -> Document:
        """Read like `Reader.read`, on the terms of `supervision`."""
        ...
