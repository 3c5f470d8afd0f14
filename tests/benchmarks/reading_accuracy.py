"""Word error rates of what contractscan reads from PDF files, against their true texts.

Usage: python tests/benchmarks/reading_accuracy.py FOLDER [--ocr auto|never|force] [--jobs N]

FOLDER holds NAME.pdf beside NAME.gold.txt: the true text in reading order, without running headers, footers and page
numbers. Both texts are NFKC-normalised and split at white space; the bars that `Document.text` sets between the cells
of a row are left out, since no page has them. Printed for each file: the word error rate in per cent
of the true words, the share of words with å, ä or ö that are found nowhere in the text that was read, and the seconds.
Needs rapidfuzz.
"""

from __future__ import annotations

import argparse
import time
import unicodedata
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from contractscan import inputs
from contractscan.hookspecs import ReadOptions
from contractscan.model import BlockKind, Document
from contractscan.pipeline import ScanOptions, read
from contractscan.plugins import build_registry
from contractscan.reading.parts import CELL_SEPARATOR


def words(text: str) -> list[str]:
    """The words as they are compared."""
    return unicodedata.normalize("NFKC", text).split()


def error_rate(true: list[str], found: list[str]) -> float:
    """Words inserted, deleted or replaced, in per cent of the true ones."""
    return 100 * Levenshtein.distance(true, found) / max(1, len(true))


def lost_swedish(true: list[str], found: list[str]) -> float:
    """Words with å, ä or ö that are missing, in per cent of those in the true text."""
    swedish = Counter(word for word in true if set(word.lower()) & set("åäö"))
    return 100 * (swedish - Counter(found)).total() / max(1, swedish.total())


def text_of(document: Document) -> str:
    """What was read, without the bars between cells."""
    return "\n".join(
        document.quote(block.span).replace(CELL_SEPARATOR, " ")
        if block.kind is BlockKind.ROW
        else document.quote(block.span)
        for block in document.blocks
    )


def main() -> None:
    """Measure every file of the folder."""
    parser = argparse.ArgumentParser(description="word error rates of reading")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ocr", choices=["auto", "never", "force"], default="auto")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    registry = build_registry()
    options = ScanOptions(reading=ReadOptions(ocr=arguments.ocr, jobs=arguments.jobs), seconds=600.0)
    print(f"{'file':32} {'true words':>10} {'WER %':>7} {'åäö lost %':>11} {'seconds':>8}")
    for gold in sorted(arguments.folder.glob("*.gold.txt")):
        path = gold.with_name(gold.name.replace(".gold.txt", ".pdf"))
        (file,) = inputs.collect([path], ())
        start = time.perf_counter()
        (document,), _ = read([file], registry, options)
        seconds = time.perf_counter() - start
        true, found = words(gold.read_text(encoding="utf-8")), words(text_of(document))
        rates = f"{error_rate(true, found):7.2f} {lost_swedish(true, found):11.2f}"
        print(f"{path.name:32} {len(true):>10} {rates} {seconds:8.2f}")


if __name__ == "__main__":
    main()
