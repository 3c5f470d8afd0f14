"""The tree of sections, from numbers, headings and their sequence.

One pass over the blocks decides for each whether it opens a section, is a list item or is plain text. A number alone
proves little ("12. The" may be the end of a broken line), so it is held against the numbers before it, section by
section; numbering that begins anew in an annex belongs to the annex.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from contractscan.model import BlockKind
from contractscan.reading import headings
from contractscan.reading.headings import PARAGRAPH_RANK, UNMARKED_RANK, Typography
from contractscan.reading.lists import ListTracker, is_left_open
from contractscan.reading.numbering import Label, Role, Style, marker_label, parse_label
from contractscan.reading.raw import RawBlock

_ANNEX_RANK = 8
_MODULE_RANK = 60
_GAP = 3
_WIDE_GAP = 6
_CLAUSE_WORDS = frozenset({"clause", "article", "artikel", "klausul"})
_HOLDING_WORDS = frozenset({"section", "avsnitt"})
_ENTRY = re.compile(r"[^\W\d_][^:.]{2,50}: +\S")
"""A name and what is said of it."""
_TEXT_KINDS = (None, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)


@dataclass(slots=True, eq=False)
class Node:
    """A section in the making.

    Attributes:
        block: index of its first block.
        number: as printed.
        heading: its words.
        values: the number's components.
        key: the series that its number belongs to.
        role: what the number's word stands for.
        rank: how high its heading stands, lower is higher.
        level: depth in the tree.
        parent: index of the section around it.
        series: how far the numbers of each kind have come inside it.
        stem: block that introduces its numbered paragraphs as a list.
    """

    block: int
    number: str
    heading: str
    values: tuple[int, ...] = ()
    key: str = ""
    role: Role | None = None
    rank: float = PARAGRAPH_RANK
    level: int = 0
    parent: int | None = None
    series: dict[str, int] = field(default_factory=dict)
    stem: int | None = None
    index: int = -1

    @property
    def bare(self) -> bool:
        """Whether it is a heading without number, through which the numbering of what is around it runs on."""
        return (not self.values and self.role is not Role.ANNEX) or self.role is Role.PART


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What was decided about one block."""

    kind: BlockKind
    marker: str = ""
    depth: int = 0
    stem: int | None = None
    section: int | None = None


class Outliner:
    """Finds sections and lists. Use once: `outline()`.

    Attributes:
        labels: the number or marker at the beginning of each block.
        nodes: the sections, as far as they have been found.
    """

    def __init__(
        self, blocks: Sequence[RawBlock], texts: Sequence[str], outline: Sequence[tuple[str, int]] = ()
    ) -> None:
        self._blocks = blocks
        self._texts = texts
        self.labels = [_label_of(block, text) for block, text in zip(blocks, texts, strict=True)]
        self._contents = headings.find_contents(texts, self.labels)
        self._bookmarks = {_plain(title): level for title, level in outline}
        self._ranks = self._find_ranks()
        self._lists = ListTracker(texts, self.labels)
        self._root = Node(block=-1, number="", heading="", rank=0)
        self._stack: list[Node] = [self._root]
        self.nodes: list[Node] = []
        self._placements: list[Placement] = []
        self._annexes = self._find_annexes()
        words = {label.word for label in self.labels if label is not None}
        self._sections_hold_clauses = bool(words & _CLAUSE_WORDS)

    def outline(self) -> list[Placement]:
        """Decide about all blocks; the sections are in `nodes` afterwards."""
        for index in range(len(self._blocks)):
            self._placements.append(self._decide(index))
        return self._placements

    def _find_ranks(self) -> list[int | None]:
        typography = Typography.of(self._blocks)
        ranks = [self._rank(index, typography) for index in range(len(self._blocks))]
        numbered = [label is not None and label.style is not Style.BULLET for label in self.labels]
        headings.demote_runs(ranks, numbered, self._texts)
        return ranks

    def _rank(self, index: int, typography: Typography) -> int | None:
        """How high the block stands as a heading, None where it does not look like one."""
        block, text = self._blocks[index], self._texts[index]
        if block.kind not in (None, BlockKind.HEADING) or index in self._contents:
            return None
        label = self.labels[index]
        if label is not None and label.style is Style.BULLET:
            return None
        words = text[label.end :] if label else text
        level = block.heading_level or (self._bookmarks.get(_plain(text)) if len(text) < 200 else None)
        alone = label is not None and not words
        if level or block.kind is BlockKind.HEADING:
            return level or 1 if alone or headings.is_title(words, marked=True) else None
        if not alone and not headings.is_title(words, marked=False):
            return None
        if words[-1:] == ":" and label is None:
            return None
        return typography.rank(block, words or text)

    def _find_annexes(self) -> frozenset[int]:
        """Blocks that open an annex, without the lists of annexes that contracts have in their text."""
        found = [index for index in range(len(self._blocks)) if self._may_open_annex(index)]
        last = {self._annex_key(index): index for index in found}
        mentions = set()
        for place, index in enumerate(found):
            beside = any(
                0 <= other < len(found) and abs(found[other] - index) == 1 and self._follows_annex(index, found[other])
                for other in (place - 1, place + 1)
            )
            rank, last_rank = self._ranks[index], self._ranks[last[self._annex_key(index)]]
            repeated = last[self._annex_key(index)] > index
            # Two annexes may have their own "Appendix 1" each: then their titles differ.
            below = last_rank is not None and rank is not None and rank > last_rank
            same = _plain(self._texts[index]) == _plain(self._texts[last[self._annex_key(index)]])
            lower = repeated and last_rank is not None and (rank is None or (below and same))
            if lower or (beside and (repeated or rank is None)):
                mentions.add(index)
        return frozenset(found) - mentions

    def _follows_annex(self, index: int, other: int) -> bool:
        one, two = self.labels[index], self.labels[other]
        return one is not None and two is not None and one.word == two.word and one.values != two.values

    def _annex_key(self, index: int) -> str:
        label = self.labels[index]
        return _plain(label.number) if label else ""

    def _may_open_annex(self, index: int) -> bool:
        label = self.labels[index]
        if label is None or label.role is not Role.ANNEX or index in self._contents:
            return False
        if self._blocks[index].kind not in (None, BlockKind.HEADING):
            return False
        words = self._texts[index][label.end :]
        if self._ranks[index] is not None:
            return bool(label.values) or not words or label.separated
        if not words:
            return True
        return headings.is_title(words, marked=False) and (label.separated or len(words.split()) <= 10)

    # Decisions

    def _decide(self, index: int) -> Placement:
        block, label = self._blocks[index], self.labels[index]
        if block.kind not in _TEXT_KINDS:
            if block.kind is BlockKind.ROW:
                self._lists.table()
            return self._plain(index, block.kind or BlockKind.PARAGRAPH)
        if index in self._contents:
            self._lists.section(None)
            return self._plain(index, BlockKind.PARAGRAPH)
        if block.kind is BlockKind.PARAGRAPH and label is None:
            return self._paragraph(index)
        if label is None:
            return self._unlabelled(index)
        if block.kind is BlockKind.ITEM or label.style is Style.BULLET:
            return self._item(index)
        if label.style is Style.WORD:
            return self._worded(index, label)
        if label.style is Style.SIGN or (label.style is Style.DECIMAL and len(label.values) > 1):
            return self._numbered(index, label)
        if label.style is Style.DECIMAL:
            return self._single(index, label)
        return self._lettered(index, label)

    def _current(self) -> int | None:
        return self._stack[-1].index if len(self._stack) > 1 else None

    def _plain(self, index: int, kind: BlockKind) -> Placement:
        return Placement(kind=kind, marker=self._blocks[index].marker, section=self._current())

    def _paragraph(self, index: int) -> Placement:
        self._lists.paragraph(index)
        return self._plain(index, BlockKind.PARAGRAPH)

    def _item(self, index: int) -> Placement:
        block, label = self._blocks[index], self.labels[index]
        placed = self._lists.item(index, label, block.depth, block.indent)
        return Placement(
            kind=BlockKind.ITEM,
            marker=label.marker if label else block.marker,
            depth=placed.depth,
            stem=placed.stem,
            section=self._current(),
        )

    def _unlabelled(self, index: int) -> Placement:
        block = self._blocks[index]
        if block.kind is BlockKind.ITEM:
            return self._item(index)
        if self._names_previous(index):
            node = self.nodes[-1]
            node.heading = self._texts[index]
            node.rank = min(node.rank, self._ranks[index] or node.rank)
            self._lists.section(None)
            return Placement(kind=BlockKind.HEADING, section=node.index)
        rank = self._ranks[index]
        if rank is None:
            return self._paragraph(index)
        return self._open_title(index, "", self._texts[index], rank)

    def _names_previous(self, index: int) -> bool:
        """Whether the block is the heading of a number that stands alone on the line before: "Article 5", "Audit"."""
        if not self.nodes or self.nodes[-1].block != index - 1 or self.nodes[-1].heading:
            return False
        label = self.labels[index - 1]
        if label is None or label.end < len(self._texts[index - 1]):
            return False
        return self._could_name(index)

    def _could_name(self, index: int) -> bool:
        if self._ranks[index] is not None:
            return True
        words = self._texts[index]
        return len(words.split()) <= 8 and words[-1:] not in ".:;," and headings.is_title(words, marked=False)

    def _named_below(self, index: int) -> bool:
        """Whether the heading of a number that stands alone follows on the next line."""
        following = index + 1
        return following < len(self._texts) and self.labels[following] is None and self._could_name(following)

    def _open_title(self, index: int, number: str, heading: str, rank: float) -> Placement:
        while len(self._stack) > 1 and self._stack[-1].rank >= rank:
            self._pop()
        self._push(Node(block=index, number=number, heading=heading, rank=rank))
        self._lists.section(index if self._texts[index].endswith(":") else None)
        return Placement(kind=BlockKind.HEADING, section=self.nodes[-1].index)

    def _worded(self, index: int, label: Label) -> Placement:
        words = self._texts[index][label.end :]
        if label.role is Role.ANNEX:
            if index not in self._annexes:
                return self._paragraph(index)
            return self._open(index, label, self._annex_parent(index, label), rank=self._ranks[index] or _ANNEX_RANK)
        titled = not words or headings.is_title(words, marked=self._ranks[index] is not None)
        # "Option 2: The Supplier may ..." is a promise, not the title of a module.
        if not titled and (label.role is Role.MODULE or not label.separated):
            return self._paragraph(index)
        return self._numbered(index, label)

    def _annex_parent(self, index: int, label: Label) -> Node:
        rank = self._ranks[index] or _ANNEX_RANK
        for node in reversed(self._stack):
            if node.role is Role.ANNEX and node.key == _key(label):
                return self._parent(node)
        around = next((node for node in reversed(self._stack) if node.role is Role.ANNEX), None)
        if around is not None and (around.rank < rank or (around.rank == rank and not label.values)):
            return self._above(around, rank)
        if around is not None and around.rank == rank == _ANNEX_RANK:
            return around
        found = self._root
        for node in self._stack[1:]:
            if node.rank >= rank or node.values or node.role is not None:
                break
            found = node
        return found

    def _numbered(self, index: int, label: Label) -> Placement:
        """A block with a number that a list seldom has: 9.4, § 7, Article 5."""
        rank, _ = self._rank_of(index, label)
        parent = self._find_parent(index, label, rank)
        if parent is None:
            return self._paragraph(index)
        return self._open(index, label, parent, rank)

    def _single(self, index: int, label: Label) -> Placement:
        """A block with a number that may be a section's or a list's: 5."""
        block = self._blocks[index]
        rank, _ = self._rank_of(index, label)
        marked = rank < UNMARKED_RANK
        if label.enclosure in ("(", ")") and not marked:
            return self._item(index)
        listed = not marked or (rank == headings.CAPITALS_RANK and self._lists.goes_on(label))
        if listed and self._belongs_to_list(index, label, rank):
            return self._item(index)
        if block.depth > 1 and not marked:
            return self._item(index)
        parent = self._find_parent(index, label, rank)
        if parent is None:
            return self._item(index) if block.marker else self._paragraph(index)
        return self._open(index, label, parent, rank)

    def _belongs_to_list(self, index: int, label: Label, rank: float) -> bool:
        words = self._texts[index][label.end :]
        if self._lists.goes_on(label):
            looks_like_section = rank < PARAGRAPH_RANK and self._continues(label) is not None
            return not looks_like_section or self._is_written_otherwise(label)
        if label.values[-1] != 1 or not self._lists.introduced() or self._lists.preamble():
            return False
        return not (rank < PARAGRAPH_RANK and self._opens_clause(index, words))

    def _is_written_otherwise(self, label: Label) -> bool:
        """Whether the sections' numbers that the label might go on are closed in another way: "1" and "2."."""
        last = next((node for node in reversed(self.nodes) if node.key == _key(label) and len(node.values) == 1), None)
        written = self.labels[last.block] if last is not None else None
        return written is not None and written.enclosure != label.enclosure

    def _opens_clause(self, index: int, words: str) -> bool:
        """Whether a short numbered line is the heading of what follows rather than a short item."""
        if index + 1 >= len(self._texts) or words[-1:] in ".;,":
            return False
        following = self.labels[index + 1]
        return following is None or (len(following.values) > 1 and following.values[0] == 1)

    def _lettered(self, index: int, label: Label) -> Placement:
        rank, words = self._rank_of(index, label)
        marked = rank < UNMARKED_RANK
        if label.style is Style.LOWER:
            if marked and rank < headings.FORMAT_RANKS and words and not self._lists.goes_on(label):
                return self._open_title(index, "", self._texts[index], rank)
            return self._item(index) if self._is_item(index, label) else self._paragraph(index)
        if marked and words and not (self._lists.goes_on(label) and label.enclosure == "("):
            parent = self._find_parent(index, label, rank)
            if parent is not None:
                return self._open(index, label, parent, rank)
        return self._item(index) if self._is_item(index, label) else self._paragraph(index)

    def _is_item(self, index: int, label: Label) -> bool:
        if label.enclosure in ("(", ")") or self._blocks[index].marker:
            return True
        if self._lists.goes_on(label):
            return True
        first = 1 in (*label.values, label.roman)
        return first and (self._lists.introduced() or self._next_value(index, label) == 2)

    def _next_value(self, index: int, label: Label) -> int | None:
        for other in self.labels[index + 1 : index + 60]:
            if other is not None and _key(other) == _key(label):
                return 2 if 2 in (*other.values[-1:], other.roman) else other.values[-1] if other.values else None
        return None

    # Sequence and nesting

    def _role(self, label: Label) -> Role | None:
        """What the number's word stands for; sections above articles are parts of the contract."""
        if label.word in _HOLDING_WORDS and self._sections_hold_clauses:
            return Role.PART
        return label.role

    def _rank_of(self, index: int, label: Label) -> tuple[float, str]:
        """Rank of a numbered block, and its words without the number."""
        rank, words = self._plain_rank_of(index, label)
        # A part stands above clauses whose headings look the same.
        return (rank - 0.5 if self._role(label) is Role.PART and rank < PARAGRAPH_RANK else rank), words

    def _plain_rank_of(self, index: int, label: Label) -> tuple[float, str]:
        words = self._texts[index][label.end :]
        rank = self._ranks[index]
        if label.role is Role.MODULE:
            return _MODULE_RANK, words
        if rank is not None:
            return rank, words
        if not words:
            titled = label.style in (Style.WORD, Style.SIGN) or self._named_below(index)
        else:
            # With a full stop it may be a short promise, which a heading would hide.
            titled = words[-1] not in ".!" and headings.is_title(words, marked=False)
            titled = titled and not self._is_completed(index, words) and not self._is_entry(index)
            strong = self._blocks[index].strong
            titled = titled and not (strong and headings.run_in_heading(self._texts[index], label.end, strong))
        return (UNMARKED_RANK + len(label.values) if titled else PARAGRAPH_RANK), words

    def _is_entry(self, index: int) -> bool:
        """Whether it is one of several numbered lines like "1. Encryption: TLS 1.3, AES-256", which say something."""
        style = self._style_of_entry(index)
        return style is not None and style in (self._style_of_entry(index - 1), self._style_of_entry(index + 1))

    def _style_of_entry(self, index: int) -> Style | None:
        label = self.labels[index] if 0 <= index < len(self.labels) else None
        return label.style if label is not None and _ENTRY.match(self._texts[index], label.end) else None

    def _is_completed(self, index: int, words: str) -> bool:
        """Whether the words are the stem of the items below: "does not apply to data which", "(a) is public"."""
        following = self.labels[index + 1] if index + 1 < len(self.labels) else None
        if following is None or following.style not in (Style.LOWER, Style.BULLET):
            return False
        if headings.opens_sentence(words):
            return True
        if len(words.split()) <= 4:
            return False
        return self._texts[index + 1][following.end :][:1].islower()

    def _find_parent(self, index: int, label: Label, rank: float) -> Node | None:
        if label.style is Style.DECIMAL and len(label.values) > 1:
            return self._sub_parent(index, label, rank)
        return self._series_parent(index, label, rank)

    def _sub_parent(self, index: int, label: Label, rank: float) -> Node | None:
        values = _trimmed(label.values)
        if len(values) == 1:
            return self._series_parent(index, label, rank)
        for length in range(len(values) - 1, 0, -1):
            scope = self._scope_of(values[:length])
            if scope is not None:
                jump = values[length] - scope.series.get("sub", 0)
                # A number in front of a small letter is often a quantity, unless it is just the next one.
                widest = 1 if self._texts[index][label.end :][:1].islower() else _WIDE_GAP
                plausible = length == len(values) - 1 and -_GAP < jump <= widest
                if plausible or self._is_firm(index, label, rank):
                    return self._above(scope, rank)
                return None
        if values[-1] == 1 or self._is_firm(index, label, rank) or self._followed(index, label):
            return self._orphan_parent(rank)
        return None

    def _scope_of(self, prefix: tuple[int, ...]) -> Node | None:
        """The open section with this number; that around an open section with the same beginning of its number."""
        for node in reversed(self._stack):
            if node.values == prefix and (node.key.startswith("decimal") or node.role is not None):
                return node
            if len(node.values) > len(prefix) and node.values[: len(prefix)] == prefix:
                outer = self._parent(node)
                if outer.values != node.values[:-1]:
                    return outer
        return None

    def _is_firm(self, index: int, label: Label, rank: float) -> bool:
        """Whether the number is surely a section's, whatever stands before it."""
        return rank <= _MODULE_RANK or bool(self._blocks[index].marker) or self._followed(index, label)

    def _followed(self, index: int, label: Label) -> bool:
        """Whether the next number of the same form goes on from this one."""
        for other in self.labels[index + 1 : index + 40]:
            if other is None or other.style is not label.style or len(other.values) != len(label.values):
                continue
            return other.values[:-1] == label.values[:-1] and other.values[-1] == label.values[-1] + 1
        return False

    def _orphan_parent(self, rank: float) -> Node:
        """Where a sub-number without its main number stands: below the innermost heading that has none."""
        found = self._root
        for node in self._stack[1:]:
            if node.values and node.role is not Role.ANNEX:
                break
            if node.rank >= rank:
                break
            found = node
        return found

    def _continues(self, label: Label) -> Node | None:
        """The open section in which the label's series has come to the number before."""
        key = _key(label)
        for node in reversed(self._stack):
            last = node.series.get(key)
            if last is not None and any(0 < value - last <= _GAP for value in _values(label)):
                return node
        return None

    def _series_parent(self, index: int, label: Label, rank: float) -> Node | None:
        scope = self._continues(label)
        if scope is not None:
            return self._above(scope, rank)
        if 1 in _values(label):
            return self._new_series_parent(label, rank)
        same = next((node for node in reversed(self._stack) if node.key == _key(label)), None)
        if not self._is_firm(index, label, rank):
            return None
        if same is not None:
            return self._parent(same)
        return self._ranked_parent(rank)

    def _new_series_parent(self, label: Label, rank: float) -> Node:
        if rank < PARAGRAPH_RANK:
            return self._ranked_parent(rank)
        # Numbered paragraphs: beside those of their kind, else below whatever is open.
        same = next(
            (node for node in reversed(self._stack) if node.key == _key(label) and node.rank == PARAGRAPH_RANK), None
        )
        return self._parent(same) if same is not None else self._stack[-1]

    def _ranked_parent(self, rank: float) -> Node:
        return next(node for node in reversed(self._stack) if node.rank < rank or node is self._root)

    def _above(self, scope: Node, rank: float) -> Node:
        """`scope`, or the innermost unnumbered heading that was opened in it and stands higher than `rank`."""
        found = scope
        for node in self._stack[self._stack.index(scope) + 1 :]:
            if node.role is Role.MODULE and rank != _MODULE_RANK:
                found = node
                continue
            if not node.bare or node.rank >= rank:
                break
            found = node
        return found

    def _parent(self, node: Node) -> Node:
        place = self._stack.index(node)
        return self._stack[max(place - 1, 0)]

    # The tree

    def _open(self, index: int, label: Label, parent: Node, rank: float) -> Placement:
        while self._stack[-1] is not parent:
            self._pop()
        text = self._texts[index]
        words = text[label.end :]
        titled = rank < PARAGRAPH_RANK
        heading = words if titled else headings.run_in_heading(text, label.end, self._blocks[index].strong)
        heading = heading.rstrip(" .:") if titled else heading
        node = Node(
            block=index,
            number=label.number,
            heading=heading,
            values=_trimmed(label.values) or ((label.roman,) if label.roman else ()),
            key=_key(label),
            role=self._role(label),
            rank=rank,
        )
        self._count(parent, label, node)
        stem = None if titled else self._stem_for(index, parent)
        self._push(node)
        self._lists.section(None if titled and not text.endswith(":") else index)
        kind = BlockKind.HEADING if titled else BlockKind.PARAGRAPH if stem is None else BlockKind.ITEM
        return Placement(
            kind=kind, marker=label.marker, depth=1 if stem is not None else 0, stem=stem, section=node.index
        )

    def _count(self, parent: Node, label: Label, node: Node) -> None:
        """Note how far the series has come, in the section in which it runs."""
        if label.style is Style.DECIMAL and len(node.values) > 1:
            for scope in reversed(self._stack):
                if not scope.bare or scope is self._root:
                    scope.series["sub"] = node.values[-1]
                    return
            return
        key = _key(label)
        scope = self._continues(label) or parent
        values = _values(label)
        last = scope.series.get(key, 0)
        scope.series[key] = min((value for value in values if value > last), default=values[0] if values else 0)

    def _stem_for(self, index: int, parent: Node) -> int | None:
        """The words that numbered paragraphs complete: "9.4 The Supplier shall:" for 9.4.1."""
        before = index - 1
        if parent is self._root or before < 0:
            return None
        first = self.nodes[-1].index == parent.index
        if first and self._placements[before].kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            text = self._texts[before]
            parent.stem = before if is_left_open(text) and not self._lists.preamble() else None
        return parent.stem

    def _push(self, node: Node) -> None:
        parent = self._stack[-1]
        node.index = len(self.nodes)
        node.parent = parent.index if parent is not self._root else None
        node.level = parent.level + 1
        self.nodes.append(node)
        self._stack.append(node)

    def _pop(self) -> None:
        node = self._stack.pop()
        around = self._stack[-1]
        for key, value in node.series.items():
            # Numbering runs on through headings without number, and that of articles through the parts of a contract.
            if node.bare or (node.role is not Role.ANNEX and key.startswith(("word:", "sign"))):
                around.series[key] = value


def _label_of(block: RawBlock, text: str) -> Label | None:
    if block.kind not in _TEXT_KINDS or not text:
        return None
    if block.marker and text.startswith(block.marker):
        return marker_label(block.marker, text)
    return parse_label(text)


def _key(label: Label) -> str:
    if label.style is Style.WORD:
        return f"word:{label.word}"
    if label.style is Style.DECIMAL:
        return "decimal" if label.enclosure in ("", ".", ":") else f"decimal{label.enclosure}"
    return label.key


def _values(label: Label) -> tuple[int, ...]:
    """What the label may count as: a letter may be a roman numeral."""
    values = _trimmed(label.values)[-1:]
    if label.style in (Style.LOWER, Style.UPPER) and label.roman and label.roman not in values:
        return (*values, label.roman)
    return values


def _trimmed(values: tuple[int, ...]) -> tuple[int, ...]:
    """Without a last zero: 1.0 counts as 1."""
    return values[:-1] if len(values) > 1 and values[-1] == 0 else values


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").split())
