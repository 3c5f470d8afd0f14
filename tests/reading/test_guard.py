"""Reading in a process of its own: what a file does to it harms nobody else."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Source
from contractscan.reading.guard import Limits, ReadFailure, read_many
from contractscan.reading.guard_process import HeadStart, Started

MODULES = ("contractscan.reading.pdf", "contractscan.reading.text")

NAUGHTY = """
import os, sys, time
from contractscan.errors import UnreadableError
from contractscan.hookspecs import hookimpl


class Naughty:
    id, title, suffixes = "naughty", "Naughty files", (".naughty",)

    def recognises(self, data, name):
        return "application/naughty" if data.startswith(b"do:") else None

    def read(self, source, options):
        match source.data:
            case b"do:die":
                os.abort()
            case b"do:sleep":
                time.sleep(60)
            case b"do:eat":
                held = [bytearray(os.urandom(1 << 20)) for _ in range(100_000)]
            case b"do:print":
                print("not a frame", flush=True)
                os.write(1, b"neither")
            case b"do:fail":
                raise ValueError("boo")
        raise UnreadableError(f"{source.name}: nothing in it")


@hookimpl
def contractscan_readers():
    return [Naughty()]
"""


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The readers with one that does what its files tell it to."""
    (tmp_path / "naughty_reader.py").write_text(NAUGHTY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return (*MODULES, "naughty_reader")


def read(modules: tuple[str, ...], *contents: bytes, limits: Limits | None = None) -> list[Document | ReadFailure]:
    sources = [Source.of(f"{number}.txt", content) for number, content in enumerate(contents)]
    return read_many(sources, ReadOptions(), limits or Limits(seconds=20), modules)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"do:die", "crashes the reader"),
        (b"do:sleep", "more than 6 s"),
        (b"do:fail", "the parser failed on it"),
        (b"do:print", "nothing in it"),
    ],
)
def test_a_file_that_ends_its_process_is_told_and_the_next_one_is_read(
    modules: tuple[str, ...], content: bytes, told: str
) -> None:
    limits = Limits(seconds=6) if content == b"do:sleep" else None
    failure, document = read(modules, content, b"The provider keeps the data.", limits=limits)
    assert isinstance(failure, ReadFailure)
    assert told in failure.message
    assert "\n" not in failure.message
    assert isinstance(document, Document)
    assert document.text == "The provider keeps the data."


def test_a_file_that_eats_memory_is_told(modules: tuple[str, ...]) -> None:
    (failure,) = read(modules, b"do:eat", limits=Limits(seconds=20, megabytes=300))
    assert isinstance(failure, ReadFailure)
    assert "more than 300 MB" in failure.message


def test_nothing_is_left_behind(modules: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / "left"
    left.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(left))
    read(modules, b"do:die", b"text of a contract")
    assert not list(left.iterdir())


def test_a_text_under_a_wrong_name_is_read_and_told() -> None:
    source = Source.of("contract.pdf", b"The provider keeps the data.")
    (document,) = read_many([source], ReadOptions(), Limits(seconds=20), MODULES)
    assert isinstance(document, Document)
    assert document.text == "The provider keeps the data."
    (problem,) = document.problems
    assert not problem.loses_text
    assert "is named like PDF files" in problem.message


def test_a_process_that_was_started_before_reads_the_first_file() -> None:
    source = Source.of("terms.txt", b"1. The Supplier shall keep the records.")
    with HeadStart() as started:
        results = read_many([source], ReadOptions(), Limits(seconds=20), MODULES, started=started)
        assert started.take() is None
    assert isinstance(results[0], Document)


def test_a_process_that_nobody_needed_is_ended_with_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Started] = []
    now = Started.now

    def noted() -> Started:
        made.append(now())
        return made[-1]

    monkeypatch.setattr(Started, "now", noted)
    with HeadStart():
        assert made[0].process.poll() is None
    assert made[0].process.poll() is not None
    assert not Path(made[0].scratch.name).exists()
