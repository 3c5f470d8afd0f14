"""Time and memory of reading PDF files, interleaved with pdftotext and pdfplumber.

Usage: python tests/benchmarks/reading_speed.py FILE [--rounds 5] [--plumber-rounds 1] [--memory FILE...]

Measured in turns, so that what else the machine does harms all alike. Shown are the median and the least of the rounds
on the clock, the least time of the processors with that of children, which hardly depends on what else goes on, and
the median in parts of reading's:

- reading: `PdfReader.read`, which gives text, boxes and structure, in this process, the engine loaded;
- guarded: the same through a new guarded process, with its start and the way of the document back;
- pdftotext: `pdftotext -bbox-layout FILE`, its output thrown away;
- pdfplumber: `extract_text` of every page, each closed after use, in this process.

`--memory` prints the peak memory of a process that reads each of the files given, once for the reading process itself
and once for the parent of a guarded one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from contractscan.hookspecs import ReadOptions
from contractscan.model import Source
from contractscan.reading.guard import Limits, read_many
from contractscan.reading.pdf import PdfReader

PEAK = """
import resource, sys
from pathlib import Path
from contractscan.hookspecs import ReadOptions
from contractscan.model import Source
path = Path(sys.argv[1])
source = Source.of(path.name, path.read_bytes())
if sys.argv[2] == "child":
    from contractscan.reading.pdf import PdfReader
    document = PdfReader().read(source, ReadOptions())
else:
    from contractscan.reading.guard import Limits, read_many
    (document,) = read_many([source], ReadOptions(), Limits(), ["contractscan.reading.pdf"])
try:
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0])
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10)
print(len(document.pages), peak / (1 << 10))
"""


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """How long something takes on the clock, and of the processors' time with that of ended children."""
    start, used = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - start, sum(os.times()[:4]) - used


def plumber(path: Path) -> None:
    """The text of every page by pdfplumber."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="speed and memory of reading")
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plumber-rounds", type=int, default=1)
    parser.add_argument("--memory", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    source = Source.of(arguments.file.name, arguments.file.read_bytes())
    reader, options = PdfReader(), ReadOptions()
    works: dict[str, Callable[[], object]] = {
        "reading": lambda: reader.read(source, options),
        "guarded": lambda: read_many([source], options, Limits(), ["contractscan.reading.pdf"]),
    }
    pdftotext = shutil.which("pdftotext")
    if pdftotext:
        command = [pdftotext, "-bbox-layout", str(arguments.file), "-"]
        works["pdftotext"] = lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    reader.read(source, options)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for number in range(arguments.rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
        if number < arguments.plumber_rounds:
            times.setdefault("pdfplumber", []).append(seconds(lambda: plumber(arguments.file)))
    base = median(wall for wall, _ in times["reading"])
    print(f"{'':12} {'median s':>10} {'least s':>10} {'processor s':>12} {'to reading':>11}")
    for name, measured in times.items():
        clock = [wall for wall, _ in measured]
        used = min(processor for _, processor in measured)
        print(f"{name:12} {median(clock):10.3f} {min(clock):10.3f} {used:12.3f} {median(clock) / base:11.2f}")
    for path in arguments.memory:
        for process in ("child", "parent"):
            done = subprocess.run(
                [sys.executable, "-c", PEAK, str(path), process], capture_output=True, text=True, check=True
            )
            pages, peak = done.stdout.split()
            print(f"{path.name:24} {pages:>5} pages   {process:6} peak {float(peak):6.0f} MB")


if __name__ == "__main__":
    main()
