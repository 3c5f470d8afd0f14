"""Lists whose items lost their markers: lines that end in semicolons or begin with small letters below a stem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from contractscan.model import BlockKind
from contractscan.reading.lists import is_preamble
from contractscan.reading.sections import Placement

_SEPARATED = re.compile(r"(?:;|[;,]\s*(?:and(?:/or)?|or|och|eller|samt))$", re.IGNORECASE)
_LONGEST = 900


def with_unmarked_items(placements: Sequence[Placement], texts: Sequence[str]) -> list[Placement]:
    """The placements, with paragraphs as items where an unfinished paragraph stands above them.

    Below a colon a line belongs to the list as long as the one before it ended in a semicolon, or in a comma and "and"
    or "or". Below a sentence that breaks off, the lines that begin with a small letter are items: a list without
    markers, or a sentence that was torn in two.
    """
    placed = list(placements)
    for stem, text in enumerate(texts):
        if not _is_loose(placed[stem]) or not _is_unfinished(text) or is_preamble(text):
            continue
        separated = _separated(placements, texts, stem + 1) if text.endswith(":") else range(0)
        for index in max(separated, _in_small_letters(placements, texts, stem + 1), key=len):
            placed[index] = replace(placements[index], kind=BlockKind.ITEM, depth=1, stem=stem)
    return placed


def _is_unfinished(text: str) -> bool:
    return text.endswith(":") or (text[-1:].isalpha() and len(text.split()) > 3)


def _in_small_letters(placements: Sequence[Placement], texts: Sequence[str], first: int) -> range:
    """The lines from `first` on that begin with a small letter, up to the one that ends the sentence."""
    last = first
    while last < len(texts) and _is_loose(placements[last]) and texts[last][:1].islower():
        last += 1
        if texts[last - 1].endswith("."):
            break
    return range(first, last)


def _separated(placements: Sequence[Placement], texts: Sequence[str], first: int) -> range:
    """The blocks from `first` on that are items; none where the lines are not separated as items are."""
    last = first
    while last < len(texts) and _is_loose(placements[last]) and _SEPARATED.search(texts[last]):
        last += 1
    if last == first:
        return range(0)
    closes = last < len(texts) and _is_loose(placements[last]) and len(texts[last]) <= _LONGEST
    return range(first, last + closes)


def _is_loose(placement: Placement) -> bool:
    return placement.kind is BlockKind.PARAGRAPH and placement.stem is None
