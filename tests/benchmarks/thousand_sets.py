"""Reviews a folder of many contract sets and measures sets per second and peak memory.

The sets are made from ``corpora/``: the two whole contracts and, for the others, a selection of the labelled passages
as terms, so that every set is another. Run it from the repository::

    python tests/benchmarks/thousand_sets.py --sets 1000

For each number of jobs the review is started, interrupted half-way as Ctrl-C does, and resumed; every vendor must be
in the result once. The last lines are the figures, also as ratios between the numbers of jobs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import yaml

ROOT = Path(__file__).resolve().parents[2]
PASSAGES = 15
"""Labelled passages that make one set's terms."""
_STATE_FILE = "*.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run: seconds, the vendors done in it, and the peak of the memory of all its processes, in MB."""

    seconds: float
    done: int
    megabytes: float
    early: float

    @property
    def per_second(self) -> float:
        """Sets per second."""
        return self.done / self.seconds


def make(folder: Path, count: int) -> None:
    """Make `count` contract sets, every one with other words."""
    wholes = sorted(path for path in (ROOT / "corpora" / "sets").glob("*/*") if path.is_dir())
    passages = {language: _passages(language) for language in ("en", "sv")}
    for number in range(count):
        target = folder / f"vendor-{number:04}"
        if number < len(wholes):
            shutil.copytree(wholes[number], target)
            continue
        target.mkdir(parents=True)
        language = "sv" if number % 3 == 0 else "en"
        known = passages[language]
        chosen = [known[(number * 7 + step * 13) % len(known)] for step in range(PASSAGES)]
        lines = [f"# Vendor {number}: terms", *(f"{place}. {words}" for place, words in enumerate(chosen, 1))]
        (target / "terms.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def _passages(language: str) -> list[str]:
    found: list[str] = []
    for file in sorted((ROOT / "corpora" / "clauses" / language).glob("*.yaml")):
        for key, value in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            if key not in ("requirement", "language") and isinstance(value, list):
                found += [item for item in value if isinstance(item, str)]
    return found


def run(folder: Path, results: Path, jobs: int, *, stop_at: int = 0) -> Measured:
    """Run the review; where `stop_at` is given, interrupt it when so many vendors are done."""
    before = _done(results)
    command = [
        sys.executable, "-m", "contractscan", "review", str(folder), "--jobs", str(jobs),
        "-o", str(results), "-o", str(results.with_suffix(".jsonl")), "-o", str(results.with_suffix(".html")),
    ]  # fmt: skip
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    peak = early = 0.0
    while process.poll() is None:
        now = _megabytes(process.pid)
        peak = max(peak, now)
        done = _done(results) - before
        if done <= 100:
            early = max(early, now)
        if stop_at and done >= stop_at:
            process.send_signal(signal.SIGINT)
            process.wait(120)
            break
        time.sleep(0.5)
    seconds = time.perf_counter() - started
    return Measured(seconds=seconds, done=_done(results) - before, megabytes=peak, early=early)


def _done(results: Path) -> int:
    return sum(1 for _ in (results / "state").glob(_STATE_FILE)) if results.exists() else 0


def _megabytes(pid: int) -> float:
    total = 0
    try:
        main = psutil.Process(pid)
        for process in [main, *main.children(recursive=True)]:
            memory = process.memory_full_info()
            total += getattr(memory, "pss", memory.uss)
    except psutil.Error:
        pass
    return total / 1e6


def main() -> None:
    """Make the sets, run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=1000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background passes on that it is ignored
    speeds: dict[int, Measured] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "in"
        make(folder, options.sets)
        for jobs in options.jobs:
            results = Path(temporary) / f"out-{jobs}"
            first = run(folder, results, jobs, stop_at=options.sets // 2)
            rest = run(folder, results, jobs)
            lines = results.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
            names = [json.loads(line)["vendor"] for line in lines]
            assert names == sorted(path.name for path in folder.iterdir()), "a vendor is lost or comes twice"
            speeds[jobs] = Measured(
                seconds=first.seconds + rest.seconds,
                done=first.done + rest.done,
                megabytes=max(first.megabytes, rest.megabytes),
                early=first.early,
            )
            print(
                f"jobs {jobs}: {speeds[jobs].per_second:.2f} sets/s; interrupted after {first.done}, resumed with "
                f"{rest.done}; peak {speeds[jobs].megabytes:.0f} MB (first hundred sets {first.early:.0f} MB); "
                f"matrix {results.with_suffix('.html').stat().st_size / 1e6:.1f} MB",
                flush=True,
            )
            shutil.copy(results.with_suffix(".html"), Path(tempfile.gettempdir()) / f"matrix-{jobs}.html")
    one = speeds[options.jobs[0]]
    for jobs, measured in speeds.items():
        print(
            f"jobs {jobs} against {options.jobs[0]}: speed x{measured.per_second / one.per_second:.2f}, "
            f"memory x{measured.megabytes / one.megabytes:.2f}; "
            f"end against beginning x{measured.megabytes / measured.early:.2f}"
        )


if __name__ == "__main__":
    main()
