"""List items: how deep they stand, and which words introduce them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contractscan.reading.numbering import Label, Style

_OPEN_END = re.compile(
    r"(?:[:–—-]|\b(?:shall|will|must|may|to|that|by|of|for|is|are|means?|including|not|and|or|where|if|"
    r"ska|skall|att|som|är|för|genom|av|till|får|kan|avses|avser|betyder|innebär|och|eller|om|"
    r"inte|bland annat|dvs\.?))[\s:*]*$",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"\b(?:(?:the|as) follow(?:ing|s)|below|följande|nedanstående|enligt nedan)\b", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"\b(?:agree(?:d|s)?|covenants?|avtalat|överenskom\w*|enats|träffat|ingått)\b.{0,80}$", re.IGNORECASE
)
_SENTENCE_START = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def introduces(text: str) -> bool:
    """Whether a block is left open, so that the items below complete it."""
    if _OPEN_END.search(text):
        return True
    tail = _SENTENCE_START.split(text)[-1]
    if _ANNOUNCES.search(tail) and len(tail) < 400:
        return True
    return text[-1:].isalnum() and len(text.split()) > 3


def is_left_open(text: str) -> bool:
    """Whether the block cannot stand alone: it ends in a colon or in the middle of its sentence."""
    return _OPEN_END.search(text) is not None


def is_preamble(text: str) -> bool:
    """Whether the words announce the whole agreement ("the parties have agreed as follows:") and no list."""
    return _PREAMBLE.search(text) is not None and _ANNOUNCES.search(text[-120:]) is not None


@dataclass(slots=True)
class _OpenList:
    """A list that may go on.

    Attributes:
        kind: "bullet", "decimal", "alpha" or "roman", with the enclosure.
        value: the last item's.
        item: the last item's block.
        level: depth that the format states, 0 for none.
        indent: left edge.
        stem: block that introduces it.
    """

    kind: str
    value: int
    item: int
    level: int
    indent: float
    stem: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an item stands."""

    depth: int
    stem: int | None


class ListTracker:
    """Follows the lists of a document from block to block.

    Args:
        texts: all blocks' texts.
        labels: all blocks' labels, to look ahead.
    """

    def __init__(self, texts: Sequence[str], labels: Sequence[Label | None]) -> None:
        self._texts = texts
        self._labels = labels
        self._open: list[_OpenList] = []
        self._before: int | None = None
        self._interrupted = False
        self._behind_table = False

    def section(self, index: int | None) -> None:
        """A section begins: all lists end. `index` is its block where that may introduce a list."""
        self._open = []
        self._before = index
        self._interrupted = self._behind_table = False

    def table(self) -> None:
        """A row of a table stands between: only a list that goes on with its next number is still open behind it."""
        self._before = None
        self._interrupted = self._behind_table = True

    def paragraph(self, index: int) -> None:
        """A paragraph stands between."""
        self._before = index
        self._interrupted = True
        self._behind_table = False

    def introduced(self) -> bool:
        """Whether the block just before introduces a list."""
        return self._before is not None and introduces(self._texts[self._before])

    def preamble(self) -> bool:
        """Whether the block just before announces the whole agreement."""
        return self._before is not None and is_preamble(self._texts[self._before])

    def goes_on(self, label: Label) -> bool:
        """Whether the label is the next of an open list."""
        return any(self._follows(one, label) for one in self._open)

    @staticmethod
    def _follows(one: _OpenList, label: Label) -> bool:
        return any(kind == one.kind and value == one.value + 1 for kind, value in _readings(label))

    def item(self, index: int, label: Label | None, level: int, indent: float) -> Placed:
        """Place an item."""
        if self._behind_table and (label is None or not self.goes_on(label)):
            self._open = []
        if level:
            self._place_by_level(index, label, level, indent)
        elif label is None or label.style is Style.BULLET:
            self._place_bullet(index, f"bullet{label.marker if label else ''}", indent)
        else:
            self._place_label(index, label, indent)
        self._before = None
        self._interrupted = self._behind_table = False
        return Placed(len(self._open), self._open[-1].stem)

    def _stem(self) -> int | None:
        if self._open:
            return self._open[-1].item
        return self._before if self.introduced() else None

    def _start(self, kind: str, value: int, index: int, level: int, indent: float) -> None:
        self._open.append(_OpenList(kind, value, index, level, indent, self._stem()))

    def _place_by_level(self, index: int, label: Label | None, level: int, indent: float) -> None:
        while self._open and self._open[-1].level > level:
            self._open.pop()
        kind, value = self._reading(index, label) if label else ("bullet", 0)
        if self._open and self._open[-1].level == level:
            current = self._open[-1]
            new_stem = self._interrupted and self.introduced() and (label is None or value <= 1)
            if not new_stem:
                current.kind, current.value, current.item = kind, value, index
                if self._interrupted and (label is None or label.style is Style.BULLET) and len(self._open) == 1:
                    current.stem = None
                return
            self._open.pop()
        if self._interrupted and (not self._open or self.introduced()):
            self._open = []
        self._start(kind, value, index, level, indent)

    def _place_bullet(self, index: int, kind: str, indent: float) -> None:
        if self._interrupted:
            # Bullets behind a paragraph are a new list; one that hangs on a numbered item stays below that item only
            # where the paragraph is the item's own.
            self._open = [] if self.introduced() or not self._open else self._unbulleted()
        depth = next((place for place, one in enumerate(self._open) if self._same_bullet(one, kind, indent)), None)
        if depth is None:
            self._start(kind, 0, index, 0, indent)
            return
        del self._open[depth + 1 :]
        self._open[-1].item = index

    def _unbulleted(self) -> list[_OpenList]:
        return [] if any(one.kind.startswith("bullet") for one in self._open) else self._open

    @staticmethod
    def _same_bullet(one: _OpenList, kind: str, indent: float) -> bool:
        if not one.kind.startswith("bullet"):
            return False
        return one.kind == kind and abs(one.indent - indent) < 6

    def _place_label(self, index: int, label: Label, indent: float) -> None:
        kind, value = self._reading(index, label)
        for depth in range(len(self._open) - 1, -1, -1):
            one = self._open[depth]
            if one.kind == kind and value == one.value + 1:
                del self._open[depth + 1 :]
                one.value, one.item = value, index
                return
        if value > 1:
            self._place_odd(index, kind, value, indent)
            return
        same = next((place for place, one in enumerate(self._open) if one.kind == kind), None)
        if self._interrupted and self.introduced():
            self._open = []
        elif same is not None:
            # The same kind of label from the start again: a new list in the place of the old one.
            del self._open[same:]
        elif self._interrupted:
            self._open = self._unbulleted()
        self._start(kind, value, index, 0, indent)

    def _place_odd(self, index: int, kind: str, value: int, indent: float) -> None:
        """A label that continues nothing: items before it were lost, or it stands in a list of its kind."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].kind == kind:
                del self._open[depth + 1 :]
                self._open[-1].value, self._open[-1].item = value, index
                return
        if self._interrupted:
            self._open = []
        self._start(kind, value, index, 0, indent)

    def _reading(self, index: int, label: Label) -> tuple[str, int]:
        """The label as a letter or as a roman numeral, whichever its neighbours speak for."""
        readings = _readings(label)
        if len(readings) == 1:
            return readings[0]
        (letter, place), (roman, number) = readings
        follows_letter = any(one.kind == letter and place == one.value + 1 for one in self._open)
        follows_roman = any(one.kind == roman and number == one.value + 1 for one in self._open)
        if follows_letter and (number == 1 or follows_roman):
            # "(i)" behind "(h)": the next label of the kind tells.
            upcoming = self._next_of(index, label)
            if upcoming is not None:
                return (letter, place) if (letter, place + 1) in _readings(upcoming) else (roman, number)
            return (letter, place) if not self._last_is_open() else (roman, number)
        if follows_letter:
            return letter, place
        return (roman, number) if number == 1 or follows_roman or len(label.number) > 1 else (letter, place)

    def _next_of(self, index: int, label: Label) -> Label | None:
        for other in self._labels[index + 1 : index + 40]:
            if other is not None and other.key == label.key:
                return other
        return None

    def _last_is_open(self) -> bool:
        return bool(self._open) and is_left_open(self._texts[self._open[-1].item])


def _readings(label: Label) -> list[tuple[str, int]]:
    """What the label may count: kind and value."""
    mark = label.enclosure
    if label.style is Style.DECIMAL:
        return [(f"decimal{mark}", label.values[-1])]
    case = label.style.value
    found = [(f"{case}-alpha{mark}", label.values[0])] if label.values else []
    if label.roman:
        found.append((f"{case}-roman{mark}", label.roman))
    return found or [(f"{case}{mark}", 0)]
