"""Aligns the passages of two versions: what stayed, moved, was reworded, added or removed.

Numbers and list markers at the start of a passage do not count, so that renumbering is no change; moved text is none
either. Rewording is looked for among passages that share rare words, so that the work stays near linear.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from contractscan.analysis import split_sentences
from contractscan.decisions import unnumbered
from contractscan.model import BlockKind, Document

SIMILAR = 0.55
"""Share of common words from which two passages count as versions of each other."""
RARE = 12
"""A word in more passages than this leads to no candidates."""
MINIMUM_WORDS = 3
_SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})
_BROKEN_WORD = re.compile(r"(?<=[a-zåäö])- (?=[a-zåäö])")
_EMPTY_CELLS = re.compile(r"^(?:\s*\|)+\s*|\s*(?:\|\s*)+$|(?<=\|)(?:\s*\|)+")
_WORDS = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of one version with its place."""

    text: str
    document: str
    page: int | None
    section: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The words by which it is compared; how quotation marks and dashes are drawn is no difference."""
        return " ".join(_WORDS.findall(unnumbered(_plain(self.text)).lower()))

    @property
    def shown(self) -> str:
        """The words as a report shows them: empty cells of a table are left out."""
        return _EMPTY_CELLS.sub("", self.text) if "|" in self.text else self.text


def _plain(text: str) -> str:
    return _BROKEN_WORD.sub("-", text.translate(_SAME_SIGNS))


class Kind(StrEnum):
    """What happened to a passage."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of the text."""

    kind: Kind
    old: Passage | None
    new: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All changes in the order of the new text, and how much did not change."""

    changes: tuple[Change, ...]
    unchanged: int
    moved: int


def passages(documents: Iterable[Document]) -> list[Passage]:
    """The sentences of all documents, headings too."""
    found: list[Passage] = []
    for document in documents:
        for block in document.blocks:
            spans = [block.span] if block.kind is BlockKind.HEADING else split_sentences(document.text, block.span)
            for span in spans:
                page, section = document.page_of(span), document.section_of(span.start)
                found.append(
                    Passage(
                        text=document.quote(span),
                        document=document.name,
                        page=page.number if page else None,
                        section=section.label if section else "",
                        start=span.start,
                        end=span.end,
                    )
                )
    return [passage for passage in found if passage.key]


def align(old: Sequence[Passage], new: Sequence[Passage]) -> Alignment:
    """Compare two versions."""
    same = _identical(old, new)
    taken_old = {first for first, _ in same}
    taken_new = {second for _, second in same}
    left = [number for number in range(len(old)) if number not in taken_old]
    right = [number for number in range(len(new)) if number not in taken_new]
    pairs = _reworded(old, new, left, right)
    changes = [(second, Change(kind=Kind.REWORDED, old=old[first], new=new[second])) for first, second in pairs]
    paired_old, paired_new = {first for first, _ in pairs}, {second for _, second in pairs}
    changes += [
        (second, Change(kind=Kind.ADDED, old=None, new=new[second])) for second in right if second not in paired_new
    ]
    place = dict(same) | dict(pairs)
    changes += [
        (_place_of(first, place), Change(kind=Kind.REMOVED, old=old[first], new=None))
        for first in left
        if first not in paired_old
    ]
    changes.sort(key=lambda item: (item[0], item[1].kind, item[1].old.start if item[1].old else 0))
    in_order = _longest_rising([second for _, second in sorted(same)])
    return Alignment(changes=tuple(change for _, change in changes), unchanged=in_order, moved=len(same) - in_order)


def _place_of(number: int, place: dict[int, int]) -> int:
    """Where a removed passage would stand in the new text: after what stood before it."""
    while number >= 0 and number not in place:
        number -= 1
    return place.get(number, -1)


def _identical(old: Sequence[Passage], new: Sequence[Passage]) -> list[tuple[int, int]]:
    """Passages with the same words; runs in place first, so that repeated sentences stay where they are."""
    pairs: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, [p.key for p in old], [p.key for p in new], autojunk=False)
    for first, second, length in matcher.get_matching_blocks():
        pairs += [(first + offset, second + offset) for offset in range(length)]
    used_old, used_new = {first for first, _ in pairs}, {second for _, second in pairs}
    waiting: dict[str, list[int]] = defaultdict(list)
    for number in range(len(old) - 1, -1, -1):
        if number not in used_old:
            waiting[old[number].key].append(number)
    for number, passage in enumerate(new):
        if number not in used_new and waiting.get(passage.key):
            pairs.append((waiting[passage.key].pop(), number))
    return pairs


def _reworded(
    old: Sequence[Passage], new: Sequence[Passage], left: Sequence[int], right: Sequence[int]
) -> list[tuple[int, int]]:
    bags = {("o", n): Counter(old[n].key.split()) for n in left} | {
        ("n", n): Counter(new[n].key.split()) for n in right
    }
    holders: dict[str, list[int]] = defaultdict(list)
    for number in left:
        for word in bags["o", number]:
            holders[word].append(number)
    scored: list[tuple[float, int, int]] = []
    for second in right:
        bag = bags["n", second]
        candidates = {n for word in bag if len(holders.get(word, ())) <= RARE for n in holders.get(word, ())}
        for first in candidates:
            score = _similarity(bags["o", first], bag)
            if score >= SIMILAR:
                scored.append((score, first, second))
    pairs: list[tuple[int, int]] = []
    done_old: set[int] = set()
    done_new: set[int] = set()
    for _, first, second in sorted(scored, key=lambda item: (-item[0], abs(item[1] - item[2]), item[1], item[2])):
        if first not in done_old and second not in done_new:
            done_old.add(first)
            done_new.add(second)
            pairs.append((first, second))
    return pairs


def _similarity(first: Counter[str], second: Counter[str]) -> float:
    total = first.total() + second.total()
    if min(first.total(), second.total()) < MINIMUM_WORDS:
        return 0.0
    return 2 * (first & second).total() / total


def _longest_rising(values: Sequence[int]) -> int:
    """Length of the longest rising subsequence: what kept its order."""
    from bisect import bisect_left

    tails: list[int] = []
    for value in values:
        position = bisect_left(tails, value)
        if position == len(tails):
            tails.append(value)
        else:
            tails[position] = value
    return len(tails)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a redline: "same", "old" (struck) or "new" (underlined)."""

    kind: str
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The change from `old` to `new`, word by word."""
    first, second = re.findall(r"\s*\S+", old), re.findall(r"\s*\S+", new)
    before, after = ([_plain(word.strip()) for word in words] for words in (first, second))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Piece] = []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(second[other_start:other_end])))
            continue
        if start < end:
            pieces.append(Piece("old", "".join(first[start:end])))
        if other_start < other_end:
            pieces.append(Piece("new", "".join(second[other_start:other_end])))
    return tuple(pieces)
