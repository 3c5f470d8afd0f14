"""How the program ends: with all of its output, a documented code, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "contractscan"]


def test_all_output_is_there_when_it_goes_to_a_file(tmp_path: Path):
    shown = subprocess.run([*PROGRAM, "requirements"], capture_output=True, check=True).stdout
    with (tmp_path / "out").open("wb") as out:
        subprocess.run([*PROGRAM, "requirements"], stdout=out, check=True)
    assert shown.count(b"\n") > 77
    assert (tmp_path / "out").read_bytes() == shown


def test_a_reader_that_goes_away_is_no_error():
    with subprocess.Popen([*PROGRAM, "requirements"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_an_interrupted_review_ends_with_its_processes(tmp_path: Path):
    example = Path(__file__).parents[2] / "examples" / "harborline"
    for number in range(12):
        shutil.copytree(example, tmp_path / "vendors" / f"v{number}", ignore=shutil.ignore_patterns("*.pdf"))
        (tmp_path / "vendors" / f"v{number}" / "own.md").write_text(f"# Terms {number}\n\nThe Supplier shall act.\n")
    results = tmp_path / "results"
    # A shell in the background passes on that the signal is ignored; then Python would not notice it either.
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code += "; from contractscan.cli import main; main()"
    command = [sys.executable, "-c", code, "review", str(tmp_path / "vendors"), "--jobs", "2", "-o", str(results)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        deadline = time.monotonic() + 120
        while not list(results.glob("state/*.json")) and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 130
        assert process.stderr
        assert "nothing half-written was left" in process.stderr.read()
    deadline = time.monotonic() + 60
    while _lives(process.pid):
        assert time.monotonic() < deadline, "a process of the review was left behind"
        time.sleep(0.1)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
