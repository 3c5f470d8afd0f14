"""How the program ends: with all of its output, a documented code, and nothing left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_what_is_to_be_done_at_the_end_is_done(tmp_path: Path):
    mark = tmp_path / "done"
    code = (
        f"import atexit, pathlib, sys; atexit.register(pathlib.Path({str(mark)!r}).write_text, 'yes')\n"
        "sys.argv = ['contractscan', 'bogus']\n"
        "from contractscan.cli import main; main()"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 2
    assert mark.read_text(encoding="utf-8") == "yes"
