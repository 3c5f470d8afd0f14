"""The shared view of a contract set on which detectors work: passages with their words, found lazily and once.

A passage is a sentence, or a list item together with the words that introduce its list ("The Supplier shall:"). Rules
that look further can ask for whole paragraphs or sections.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from contractscan.model import Block, BlockKind, ContractSet, Document, Span
from contractscan.patterns.context import Grammar
from contractscan.patterns.lexicon import Lexicon, TokenHits
from contractscan.patterns.matching import Passage

MAXIMUM_WORDS = 600
"""Longer passages are cut, so that no text makes matching slow."""


class Scope(StrEnum):
    """How far the parts of a pattern may stand apart."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage's place.

    Attributes:
        span: the sentence, item, paragraph or section.
        stem: the words that introduce the list, or None.
        block: index of the block in which it begins.
        language: language of the text there.
    """

    span: Span
    stem: Span | None
    block: int
    language: str


Postings = tuple[dict[str, list[int]], dict[int, list[int]]]


class DocumentAnalysis:
    """One document's passages.

    Args:
        document: the document.
        number: its index in the set.
        lexicons: by language.
        names: the parties' own names by vocabulary.
    """

    def __init__(
        self, document: Document, number: int, lexicons: Mapping[str, Lexicon], names: Mapping[str, Sequence[str]]
    ) -> None:
        self.document = document
        self.number = number
        self._lexicons = lexicons
        self._names = names
        self._hits: dict[str, TokenHits] = {}
        self._passages: dict[tuple[Scope, int], Passage] = {}
        self._index: dict[Scope, dict[str, Postings]] = {}
        self._having: dict[tuple[Scope, str, frozenset[int]], set[int]] = {}
        self._units: dict[Scope, tuple[Unit, ...]] = {}

    def language_of(self, offset: int) -> str:
        """The language whose patterns apply at `offset`; English where it cannot be told."""
        language = self.document.language_at(offset)
        return language if language in self._lexicons else next(iter(self._lexicons), "en")

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the passages."""
        return tuple(sorted({unit.language for unit in self.units(Scope.SENTENCE)}))

    def hits(self, language: str) -> TokenHits:
        """The document's words and atoms in `language`."""
        if language not in self._hits:
            self._hits[language] = self._lexicons[language].read(self.document.text, self._names)
        return self._hits[language]

    def units(self, scope: Scope) -> tuple[Unit, ...]:
        """The passages in order."""
        if scope not in self._units:
            makers = {Scope.SENTENCE: _sentences, Scope.PARAGRAPH: _paragraphs, Scope.SECTION: _sections}
            self._units[scope] = tuple(
                Unit(span, stem, block, self.language_of(span.start))
                for span, stem, block in makers[scope](self.document)
            )
        return self._units[scope]

    def passage(self, scope: Scope, number: int) -> Passage:
        """The words of a passage."""
        key = (scope, number)
        if key not in self._passages:
            unit = self.units(scope)[number]
            hits = self.hits(unit.language)
            tokens = [*self._tokens(unit.stem, hits), *self._tokens(unit.span, hits)]
            self._passages[key] = Passage(tokens[:MAXIMUM_WORDS], hits)
        return self._passages[key]

    def passage_of(self, span: Span, language: str) -> Passage:
        """The words of any part of the text, such as a heading."""
        hits = self.hits(language)
        return Passage(self._tokens(span, hits)[:MAXIMUM_WORDS], hits)

    @staticmethod
    def _tokens(span: Span | None, hits: TokenHits) -> list[int]:
        if span is None:
            return []
        first, last = bisect_left(hits.starts, span.start), bisect_left(hits.starts, span.end)
        spoken = hits.spoken
        return list(spoken[bisect_left(spoken, first) : bisect_left(spoken, last)])

    def with_atoms(self, scope: Scope, language: str, needs: Sequence[frozenset[int]]) -> list[int]:
        """Numbers of the passages in which of every set of atoms at least one occurs."""
        candidates: set[int] | None = None
        for having in sorted((self._with_any(scope, language, need) for need in needs), key=len):
            candidates = having if candidates is None else candidates & having
            if not candidates:
                return []
        return sorted(candidates or ())

    def count_atoms(self, scope: Scope, language: str, needs: Sequence[frozenset[int]]) -> Mapping[int, int]:
        """For each passage the number of the sets of which at least one atom occurs."""
        counts: Counter[int] = Counter()
        for need in needs:
            counts.update(self._with_any(scope, language, need))
        return counts

    def _with_any(self, scope: Scope, language: str, atoms: frozenset[int]) -> set[int]:
        """Numbers of the passages in which at least one of the atoms occurs."""
        key = (scope, language, atoms)
        if key not in self._having:
            words, runs = self._postings(scope).get(language, ({}, {}))
            singles = self.hits(language).singles
            having: set[int] = set()
            for atom in atoms:
                having.update(*(words.get(word, ()) for word in singles.get(atom, ())), runs.get(atom, ()))
            self._having[key] = having
        return self._having[key]

    def _postings(self, scope: Scope) -> Mapping[str, Postings]:
        """By language: for each word, and each atom of several words, the passages in which it occurs."""
        if scope not in self._index:
            index: dict[str, Postings] = {}
            for number, unit in enumerate(self.units(scope)):
                words, runs = index.setdefault(unit.language, ({}, {}))
                passage = self.passage(scope, number)
                for word in (*passage.distinct, *passage.phrases):
                    words.setdefault(word, []).append(number)
                for atom in passage.runs:
                    runs.setdefault(atom, []).append(number)
            self._index[scope] = index
        return self._index[scope]

    def span_of(self, passage: Passage, language: str, start: int, end: int) -> Span:
        """Characters of the words `start` to `end` of a passage; of the last unbroken run where a stem lies between."""
        hits = self.hits(language)
        tokens = passage.tokens[start:end]
        first = len(tokens) - 1
        while first > 0 and tokens[first - 1] < tokens[first] and tokens[first] - tokens[first - 1] < MAXIMUM_WORDS:
            if hits.offset(tokens[first]) - hits.offset_end(tokens[first - 1]) > 40:
                break
            first -= 1
        return Span(hits.offset(tokens[first]), hits.offset_end(tokens[-1]))

    @cached_property
    def definition_spans(self) -> tuple[Span, ...]:
        """Where terms are defined."""
        return tuple(definition.span for definition in self.document.definitions)

    def is_definition(self, span: Span) -> bool:
        """Whether the passage only says what a term means."""
        starts = [definition.start for definition in self.definition_spans]
        number = bisect_right(starts, span.start) - 1
        if number < 0:
            return False
        definition = self.definition_spans[number]
        return span.start < definition.end and definition.start - span.start <= 5


class SetAnalysis:
    """All documents of a set, with the parties under the names that this contract gives them."""

    def __init__(
        self,
        contract_set: ContractSet,
        lexicons: Mapping[str, Lexicon],
        names: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.contract_set = contract_set
        self.lexicons = lexicons
        self.names = dict(names or {})
        self.grammars = {language: Grammar.of(lexicon) for language, lexicon in lexicons.items()}
        self.documents = tuple(
            DocumentAnalysis(document, number, lexicons, self.names)
            for number, document in enumerate(contract_set.documents)
        )

    @property
    def passages(self) -> int:
        """How many sentences and items there are."""
        return sum(len(document.units(Scope.SENTENCE)) for document in self.documents)


_SENTENCE_END = re.compile(r"[.!?][\"”’)\]*_]*\s+(?=[\"“‘(\[*_•]*[A-ZÅÄÖÉ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“-])(?:(?:[a-z]\.)+[a-z]|e\.g|i\.e|etc|no|nos|art|arts|inc|ltd|corp|co|s\.a|cf|sec|para|vs|approx|t\.ex|bl\.a|dvs|d\.v\.s"
    r"|kap|st|jfr|s\.k|m\.m|m\.fl|o\.s\.v|osv|f\.n|p\.g\.a|resp|ca|nr|mr|ms|dr|[a-zA-ZåäöÅÄÖ]|\d{1,2})\.$",
    re.IGNORECASE,
)
_INLINE_MARKER = re.compile(r"(?:(?<=[\s:;,])|^)\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s")
_STEM_END = re.compile(r"(?:[:;,–—-]|\b(?:shall|will|to|must|that|att|ska|skall|and|och|or|eller))\s*$", re.IGNORECASE)

Place = tuple[Span, Span | None, int]


def _paragraphs(document: Document) -> Iterator[Place]:
    for number, block in enumerate(document.blocks):
        if block.kind is not BlockKind.HEADING and len(block.span):
            yield block.span, _stem_of(document, block), number


def _sections(document: Document) -> Iterator[Place]:
    """Runs of blocks of the same innermost section."""
    first: int | None = None
    for number, block in enumerate(document.blocks):
        if first is not None and block.section != document.blocks[first].section:
            yield Span(document.blocks[first].span.start, document.blocks[number - 1].span.end), None, first
            first = None
        if first is None:
            first = number
    if first is not None:
        yield Span(document.blocks[first].span.start, document.blocks[-1].span.end), None, first


def _sentences(document: Document) -> Iterator[Place]:
    for number, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING or not len(block.span):
            continue
        stem = _stem_of(document, block)
        for span in split_sentences(document.text, block.span):
            yield from ((part, own or stem, number) for part, own in _inline_items(document.text, span))


def split_sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a block."""
    found: list[Span] = []
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        if _ABBREVIATION.search(text[max(start, match.start() - 12) : match.start() + 1]):
            continue
        found.append(Span(start, match.end()))
        start = match.end()
    if start < span.end:
        found.append(Span(start, span.end))
    return [_trimmed(text, sentence) for sentence in found]


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1].isspace():
        end -= 1
    return Span(span.start, end)


def _inline_items(text: str, span: Span) -> list[tuple[Span, Span | None]]:
    """A sentence with "(a) ...; (b) ..." inside as its items, each with the words before the first as stem."""
    marks = list(_INLINE_MARKER.finditer(text, span.start, span.end))
    if len(marks) < 2 or marks[0].start() - span.start < 8:
        return [(span, None)]
    stem = _trimmed(text, Span(span.start, marks[0].start()))
    if not _STEM_END.search(text, stem.start, stem.end):
        return [(span, None)]
    ends = [mark.start() for mark in marks[1:]] + [span.end]
    items = [(_trimmed(text, Span(mark.start(), end)), stem) for mark, end in zip(marks, ends, strict=True)]
    return [(span, None), *items] if len(span) < 1200 else list(items)


def _stem_of(document: Document, block: Block) -> Span | None:
    """The last sentence of the block that introduces the list, together with its own stem's where it is an item."""
    if block.stem is None:
        return None
    stem = document.blocks[block.stem]
    sentences = split_sentences(document.text, stem.span)
    return sentences[-1] if sentences else None
