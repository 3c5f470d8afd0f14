"""What becomes of hostile, broken and odd PDF files: contractscan beside bare pdfium and bare pdfplumber.

Usage: python tests/benchmarks/reading_outcomes.py PATH... [--seconds 60] [--megabytes 2048] [--ocr auto|never]

Each PATH is a file or a folder, searched in depth. Every engine gets every file in a process of its own, with the same
time; the bare engines also get the kernel's limit on memory where there is one. Printed for each file: how many letters
and figures each of the three found, or how it ended; at the end, how many files each one read, contractscan's slowest
file, and the most memory that the parent of its reading processes took.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Source
from contractscan.plugins import build_registry
from contractscan.reading.guard import Limits, read_many

ENGINES = {
    "pdfium": """
import pypdfium2, sys
pdf = pypdfium2.PdfDocument(sys.argv[1])
print(sum(sum(map(str.isalnum, page.get_textpage().get_text_range())) for page in pdf))
""",
    "pdfplumber": """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    total = 0
    for page in pdf.pages:
        total += sum(map(str.isalnum, page.extract_text() or ""))
        page.close()
print(total)
""",
}
LIMIT = """
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
"""


def bare(engine: str, path: Path, seconds: float, megabytes: int) -> str:
    """What an engine alone makes of a file."""
    program = LIMIT.replace("MEGABYTES", str(megabytes)) + ENGINES[engine]
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return "timeout"
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    if done.returncode:
        last = done.stderr.strip().rsplit("\n", 1)[-1].split(":")[0].rsplit(".", 1)[-1]
        return f"raises {last}"
    return done.stdout.strip()


def ours(path: Path, limits: Limits, modules: Sequence[str], ocr: str) -> tuple[str, str]:
    """What contractscan makes of a file, and what it tells about it."""
    source = Source.of(path.name, path.read_bytes())
    (result,) = read_many([source], ReadOptions(ocr=ocr), limits, modules)
    if isinstance(result, Document):
        if len(result.unread_pages) == len(result.pages):
            return "no text", "; ".join(problem.message for problem in result.problems)
        told = "; ".join(problem.message for problem in result.problems)
        found = str(sum(map(str.isalnum, result.text)) + sum(map(str.isalnum, "".join(_margins(result)))))
        unread = f"{len(result.unread_pages)} of {len(result.pages)} pages without text"
        return found, "; ".join(part for part in (told, unread if result.unread_pages else "") if part)
    return "told", result.message


def _margins(document: Document) -> Iterator[str]:
    for page in document.pages:
        yield from page.margins


def peak_megabytes() -> float:
    """The most memory that this process has taken, 0 where that cannot be known."""
    with contextlib.suppress(ImportError):
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return 0.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="outcomes of reading odd files")
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--megabytes", type=int, default=2048)
    parser.add_argument("--ocr", choices=["auto", "never"], default="never")
    arguments = parser.parse_args()
    limits = Limits(seconds=arguments.seconds, megabytes=arguments.megabytes)
    modules = build_registry().reader_modules
    files = [
        file
        for path in arguments.paths
        for file in ([path] if path.is_file() else sorted(path.rglob("*")))
        if file.is_file()
    ]
    read: Counter[str] = Counter()
    slowest = (0.0, "")
    print(f"{'file':56} {'contractscan':>12} {'s':>5} {'pdfium':>16} {'pdfplumber':>24}  told")
    for file in files:
        start = time.perf_counter()
        found, told = ours(file, limits, modules, arguments.ocr)
        seconds = time.perf_counter() - start
        slowest = max(slowest, (seconds, file.name))
        others = {engine: bare(engine, file, arguments.seconds, arguments.megabytes) for engine in ENGINES}
        outcomes = {"contractscan": found, **others}
        read.update(engine for engine, outcome in outcomes.items() if outcome.isdigit())
        read.update(
            f"{engine}, with text" for engine, outcome in outcomes.items() if outcome.isdigit() and int(outcome)
        )
        print(
            f"{file.name[:56]:56} {found:>12} {seconds:5.1f} {others['pdfium']:>16} {others['pdfplumber']:>24}  {told}"
        )
    print(f"\n{len(files)} files; read: " + ", ".join(f"{engine} {count}" for engine, count in sorted(read.items())))
    print(f"slowest: {slowest[1]} {slowest[0]:.1f} s; parent's peak: {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
