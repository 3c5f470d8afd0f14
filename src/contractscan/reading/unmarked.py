"""Lists whose items lost their markers: lines below a colon that end in semicolons."""

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
    """The placements, with paragraphs as items where a paragraph that ends in a colon stands above them.

    A line belongs to the list as long as the one before it ended in a semicolon, or in a comma and "and" or "or".
    """
    placed = list(placements)
    for stem, (placement, text) in enumerate(zip(placements, texts, strict=True)):
        if not text.endswith(":") or not _is_loose(placement) or is_preamble(text):
            continue
        for index in _items(placements, texts, stem + 1):
            placed[index] = replace(placements[index], kind=BlockKind.ITEM, depth=1, stem=stem)
    return placed


def _items(placements: Sequence[Placement], texts: Sequence[str], first: int) -> range:
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
