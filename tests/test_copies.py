"""Work in a copy of this process: the same result, whatever becomes of the copy."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from contractscan import copies

pytestmark = pytest.mark.skipif(not copies.available(), reason="the system does not copy processes")


def test_the_work_is_done_elsewhere():
    with copies.beside(os.getpid) as other:
        assert other() != os.getpid()


def test_a_result_larger_than_a_pipe_comes_back_whole():
    with copies.beside(lambda: list(range(200_000))) as other:
        assert other() == list(range(200_000))


def test_the_work_of_a_copy_that_dies_is_done_here():
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with copies.beside(work) as other:
        assert other() == "done"


def test_where_no_process_can_be_made_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch):
    def fork() -> int:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    with copies.beside(os.getpid) as other:
        assert other() == os.getpid()


def test_what_the_work_raises_is_raised_here():
    def work() -> None:
        raise LookupError("not there")

    with pytest.raises(LookupError, match="not there"), copies.beside(work) as other:
        other()


def test_a_copy_that_nobody_waits_for_is_ended(tmp_path: Path):
    number = tmp_path / "number"

    def work() -> None:
        number.write_text(str(os.getpid()), encoding="ascii")
        time.sleep(60)

    with copies.beside(work):
        deadline = time.monotonic() + 20
        while not (number.exists() and number.read_text(encoding="ascii")) and time.monotonic() < deadline:
            time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(int(number.read_text(encoding="ascii")), 0)
