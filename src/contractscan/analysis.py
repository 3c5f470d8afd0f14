"""The shared view of a contract set on which detectors work: passages with their words, found lazily and once.

A passage is a sentence, a list item with the words that introduce its list ("The Supplier shall:"), a row of a table,
or a cell with its column's head. Rules that look further can ask for whole paragraphs or sections.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from contractscan.model import Block, BlockKind, ContractSet, Document, Span
from contractscan.parties import CUSTOMER, VENDOR, customer_names
from contractscan.patterns.context import Grammar
from contractscan.patterns.lexicon import Lexicon, TokenHits
from contractscan.patterns.matching import AtomStep, ChoiceStep, CompiledPattern, Passage, Step

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
        stem: the words that introduce the list, or the head of the cell's column, or None.
        block: index of the block in which it begins.
        language: language of the text there.
        is_cell: whether it is a cell of a table, whose whole row is a passage too.
    """

    span: Span
    stem: Span | None
    block: int
    language: str
    is_cell: bool = False


Need = frozenset[int]
"""Atoms of which at least one has to occur."""


class _Index:
    """In which passages of one scope and language each word and atom occurs, as a bit for every passage.

    A run of several words counts where it begins; whether it also ends in the passage is seen when a pattern is tried.
    """

    def __init__(self, hits: TokenHits) -> None:
        self._hits = hits
        self._words: dict[str, int] = {}
        self._runs: dict[int, int] = {}
        self._atoms: dict[int, int] = {}
        self._needs: dict[Need, int] = {}
        self._choices: dict[int, tuple[ChoiceStep, int, list[tuple[tuple[Step, ...], int]]]] = {}
        """By the identity of a choice, which is kept beside it: where it can stand, and where each of its options."""
        self._patterns: dict[int, tuple[CompiledPattern, int]] = {}
        self._spoken = [hits.words[token] for token in hits.spoken]

    def add(self, number: int, pieces: Iterable[tuple[int, int]]) -> None:
        """Note what occurs in the passage `number`, whose words are these stretches of the spoken ones."""
        bit, hits = 1 << number, self._hits
        words: set[str] = set()
        runs: set[int] = set()
        for first, end in pieces:
            if first >= end:
                continue
            words.update(self._spoken[first:end])
            marked = hits.marked
            for token in marked[bisect_left(marked, hits.spoken[first]) : bisect_right(marked, hits.spoken[end - 1])]:
                words.update(phrase for phrase, _ in hits.phrases.get(token, ()))
                runs.update(hit.atom for hit in hits.runs.get(token, ()))
        for word in words:
            self._words[word] = self._words.get(word, 0) | bit
        for atom in runs:
            self._runs[atom] = self._runs.get(atom, 0) | bit

    def having(self, need: Need) -> int:
        """The passages in which at least one of the atoms occurs."""
        found = self._needs.get(need)
        if found is None:
            found = 0
            for atom in need:
                found |= self.having_atom(atom)
            self._needs[need] = found
        return found

    def having_pattern(self, pattern: CompiledPattern) -> int:
        """The passages in which all words of a pattern occur, of each choice those of one option."""
        known = self._patterns.get(id(pattern))
        if known is None:
            steps = [step for part in pattern.required for step in part.steps]
            known = self._patterns[id(pattern)] = (pattern, self._having_steps(steps))
        return known[1]

    def options(self, step: ChoiceStep) -> list[tuple[tuple[Step, ...], int]]:
        """The options of a choice, each with the passages in which all its words occur."""
        return self._choice(step)[2]

    def _having_steps(self, steps: Sequence[Step]) -> int:
        found = -1
        for step in steps:
            if not found:
                break
            if isinstance(step, AtomStep):
                found &= self.having_atom(step.atom)
            elif not step.optional:
                found &= self._choice(step)[1]
        return found

    def _choice(self, step: ChoiceStep) -> tuple[ChoiceStep, int, list[tuple[tuple[Step, ...], int]]]:
        known = self._choices.get(id(step))
        if known is None:
            options = [(option, self._having_steps(option)) for option in step.options]
            found = 0
            for _, bits in options:
                found |= bits
            known = self._choices[id(step)] = (step, found, [option for option in options if option[1]])
        return known

    def having_atom(self, atom: int) -> int:
        """The passages in which the atom begins."""
        found = self._atoms.get(atom)
        if found is None:
            found = self._runs.get(atom, 0)
            for word in self._hits.singles.get(atom, ()):
                found |= self._words.get(word, 0)
            self._atoms[atom] = found
        return found


class _Known(NamedTuple):
    """What the index says of one passage."""

    words: _Index
    number: int

    def holds(self, atom: int) -> bool:
        return bool(self.words.having_atom(atom) >> self.number & 1)

    def possible(self, step: ChoiceStep) -> list[tuple[Step, ...]]:
        number = self.number
        return [option for option, bits in self.words.options(step) if bits >> number & 1]


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
        self._parts: dict[tuple[Span, str], Passage] = {}
        self._indexes: dict[tuple[Scope, str], _Index] = {}
        self._units: dict[Scope, tuple[Unit, ...]] = {}
        self._unit_starts: dict[Scope, list[int]] = {}

    def language_of(self, offset: int) -> str:
        """The language whose patterns apply at `offset`; English where it cannot be told."""
        language = self.document.language_at(offset)
        return language if language in self._lexicons else next(iter(self._lexicons), "en")

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of the passages."""
        return tuple(sorted({unit.language for unit in self.units(Scope.SENTENCE)}))

    def hits(self, language: str) -> TokenHits:
        """The document's words and atoms in `language`."""
        if language not in self._hits:
            of_customer = customer_names(self.document, self._lexicons)
            names = {**self._names, CUSTOMER: of_customer, "customer": of_customer}
            others = {VENDOR: of_customer, "vendor": of_customer}
            self._hits[language] = self._lexicons[language].read(self.document.text, names, others)
        return self._hits[language]

    def units(self, scope: Scope) -> tuple[Unit, ...]:
        """The passages in order."""
        if scope not in self._units:
            makers = {Scope.SENTENCE: _sentences, Scope.PARAGRAPH: _paragraphs, Scope.SECTION: _sections}
            self._units[scope] = tuple(
                Unit(place.span, place.stem, place.block, self.language_of(place.span.start), place.is_cell)
                for place in makers[scope](self.document)
            )
        return self._units[scope]

    def passage(self, scope: Scope, number: int) -> Passage:
        """The words of a passage."""
        key = (scope, number)
        if key not in self._passages:
            unit = self.units(scope)[number]
            hits = self.hits(unit.language)
            tokens = [*self._tokens(unit.stem, hits), *self._tokens(unit.span, hits)]
            known = _Known(self._indexed(scope, unit.language), number)
            self._passages[key] = Passage(tokens[:MAXIMUM_WORDS], hits, known)
        return self._passages[key]

    def passage_of(self, span: Span, language: str) -> Passage:
        """The words of any part of the text, such as a heading; made once, as many rules ask for the same headings."""
        key = (span, language)
        if key not in self._parts:
            hits = self.hits(language)
            self._parts[key] = Passage(self._tokens(span, hits)[:MAXIMUM_WORDS], hits)
        return self._parts[key]

    @staticmethod
    def _tokens(span: Span | None, hits: TokenHits) -> list[int]:
        first, end = _stretch(span, hits)
        return list(hits.spoken[first:end])

    def prepare(self) -> None:
        """Find all words and where they stand now, rather than when the first detector asks."""
        for language in self.languages:
            self._indexed(Scope.SENTENCE, language)

    def with_words_of(self, pattern: CompiledPattern, scope: Scope, language: str) -> list[int]:
        """Numbers of the passages in which all words of a pattern begin, so that trying it may pay."""
        if language not in self.languages:
            return []
        return _numbers(self._indexed(scope, language).having_pattern(pattern)) if pattern.needs else []

    def most_atoms(self, scope: Scope, language: str, needs: Sequence[Need]) -> tuple[int, int]:
        """The first passage in which most of the needs are met, and how many; (0, 0) where none is."""
        if language not in self.languages:
            return 0, 0
        index = self._indexed(scope, language)
        at_least: list[int] = []
        """The passages in which at least one, two, ... of the needs seen so far are met."""
        for need in needs:
            having = index.having(need)
            at_least.append(0)
            for count in range(len(at_least) - 1, 0, -1):
                at_least[count] |= at_least[count - 1] & having
            at_least[0] |= having
        for count in range(len(at_least), 0, -1):
            if at_least[count - 1]:
                return _lowest(at_least[count - 1]), count
        return 0, 0

    def can_hold(self, scope: Scope, number: int, pattern: CompiledPattern) -> bool:
        """Whether all words of a pattern occur in a passage, so that trying it may pay."""
        index = self._indexed(scope, self.units(scope)[number].language)
        return bool(index.having_pattern(pattern) >> number & 1)

    def having(self, scope: Scope, language: str, atoms: Iterable[int | None]) -> int:
        """The passages in which at least one of the atoms begins, as bits; an atom that nobody names occurs nowhere."""
        return self._indexed(scope, language).having(frozenset(atom for atom in atoms if atom is not None))

    def holding_any(self, scope: Scope, language: str, patterns: Iterable[CompiledPattern]) -> int:
        """The passages that can hold at least one of the patterns, as bits."""
        index = self._indexed(scope, language)
        found = 0
        for pattern in patterns:
            found |= index.having_pattern(pattern)
        return found

    def continuation(self, number: int, going_on: int | None) -> int | None:
        """Number of the sentence that goes on with what this one says, or None.

        Args:
            number: the sentence.
            going_on: the atom of the words with which such a sentence begins ("This does not apply where ...").
        """
        units = self.units(Scope.SENTENCE)
        unit = units[number]
        after = number + 1
        while after < len(units) and units[after].span.start < unit.span.end:
            after += 1  # the items of this sentence
        if after == len(units) or units[after].block != unit.block or units[after].language != unit.language:
            return None
        hits = self.passage(Scope.SENTENCE, after).of(going_on)
        return after if hits and hits[0].start == 0 else None

    def around(self, scope: Scope, span: Span) -> int | None:
        """Number of the passage of a wider scope in which `span` begins, or None."""
        starts = self._starts(scope)
        number = bisect_right(starts, span.start) - 1
        if number < 0 or span.start >= self.units(scope)[number].span.end:
            return None
        return number

    def _starts(self, scope: Scope) -> list[int]:
        if scope not in self._unit_starts:
            self._unit_starts[scope] = [unit.span.start for unit in self.units(scope)]
        return self._unit_starts[scope]

    def _indexed(self, scope: Scope, language: str) -> _Index:
        key = (scope, language)
        if key not in self._indexes:
            hits = self.hits(language)
            index = self._indexes[key] = _Index(hits)
            for number, unit in enumerate(self.units(scope)):
                if unit.language == language:
                    stem, own = _stretch(unit.stem, hits), _stretch(unit.span, hits)
                    room = MAXIMUM_WORDS - (stem[1] - stem[0])
                    index.add(number, (stem, (own[0], min(own[1], own[0] + max(room, 0)))))
        return self._indexes[key]

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


def _stretch(span: Span | None, hits: TokenHits) -> tuple[int, int]:
    """The spoken words of a span, as the numbers of the first and of the one after the last."""
    if span is None:
        return 0, 0
    first, end = bisect_left(hits.starts, span.start), bisect_left(hits.starts, span.end)
    return bisect_left(hits.spoken, first), bisect_left(hits.spoken, end)


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _numbers(bits: int) -> list[int]:
    """The numbers of the bits that are set, in order."""
    found: list[int] = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


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

    def prepare(self) -> None:
        """Prepare every document."""
        for document in self.documents:
            document.prepare()

    @property
    def passages(self) -> int:
        """How many sentences and items there are."""
        return sum(len(document.units(Scope.SENTENCE)) for document in self.documents)


_SENTENCE_END = re.compile(r"[.!?][\"”’)\]*_]*\s+(?=[\"“‘(\[*_•]*[A-ZÅÄÖÉ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“-])(?:(?:[a-z]\.)+[a-z]|e\.g|i\.e|etc|no|nos|art|arts|ch|chap|cl|cls|reg|inc|ltd|corp|co|s\.a|cf|sec|para|vs|approx|t\.ex|bl\.a|dvs|d\.v\.s"
    r"|kap|st|jfr|s\.k|m\.m|m\.fl|o\.s\.v|osv|f\.n|p\.g\.a|resp|ca|nr|enl|inkl|exkl|ev|mr|ms|dr|[a-zA-ZåäöÅÄÖ]|\d{1,2})\.$",
    re.IGNORECASE,
)
_RUN_IN = re.compile(
    r"(?:[•–*-]\s+)?(?:§?\s?\d{1,2}(?:\.\d{1,2})*\.?|\([a-z]{1,3}\))\s+"
    r"(?!.*\b(?:shall|will|must|may|can|cannot|not|is|are|was|has|have|ska|skall|får|kan|är|har|inte|ej)\b)"
    r"(?:[A-ZÅÄÖ][^\s.!?;:]*(?:\s+(?:\w{1,3}|\([^()]{1,30}\)|[A-ZÅÄÖ][^\s.!?;:]*)){0,8}|[A-ZÅÄÖ]\S*(?:\s+[^\s.!?;:]+){0,3})\."
    r"|[A-ZÅÄÖ][^\s.!?;:]{7,}\."
    r"|[A-ZÅÄÖ][^\s.!?;:]*(?:\s+(?:of|and|for|to|in|on|the|och|av|för|[A-ZÅÄÖ][^\s.!?;:]*)){1,6}\."
)
"""A short heading to its full stop: numbered, a single long word, or each word of it with a capital."""
LONGEST_RUN_IN = 90
_INLINE_MARKER = re.compile(r"(?:(?<=[\s:;,])|^)\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s")
_STEM_END = re.compile(
    r"(?:[:;,–—-]|\b(?:shall|will|to|must|may|can|not|never|cannot|that"
    r"|att|ska|skall|får|kan|inte|ej|aldrig|and|och|or|eller))\s*$",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """Where a passage stands; see `Unit`."""

    span: Span
    stem: Span | None
    block: int
    is_cell: bool = False


def _paragraphs(document: Document) -> Iterator[Place]:
    for number, block in enumerate(document.blocks):
        if block.kind is not BlockKind.HEADING and len(block.span):
            yield Place(block.span, _stem_of(document, block), number)


def _sections(document: Document) -> Iterator[Place]:
    """Runs of blocks of the same innermost section."""
    first: int | None = None
    for number, block in enumerate(document.blocks):
        if first is not None and block.section != document.blocks[first].section:
            yield Place(Span(document.blocks[first].span.start, document.blocks[number - 1].span.end), None, first)
            first = None
        if first is None:
            first = number
    if first is not None:
        yield Place(Span(document.blocks[first].span.start, document.blocks[-1].span.end), None, first)


def _sentences(document: Document) -> Iterator[Place]:
    cells = _cells(document)
    for number, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING or not len(block.span):
            continue
        stem = _stem_of(document, block)
        for span in _with_headings(document.text, split_sentences(document.text, block.span)):
            yield from (Place(part, own or stem, number) for part, own in _inline_items(document.text, span))
        yield from (Place(cell, head, number, is_cell=True) for cell, head in cells.get(block.span.start, ()))


_EMPTY_HEAD = re.compile(
    r"(?:details?|descriptions?|measures?|comments?|notes?|examples?|values?|type|name|implementation"
    r"|beskrivning(?:ar)?|åtgärd(?:er)?|kommentar(?:er)?|anmärkning(?:ar)?|exempel|värde|typ|namn|förklaring)?\W*",
    re.IGNORECASE,
)


def _tells(head: str) -> bool:
    """Whether the head of a column says what its cells are about: "Retention period", and not "Description"."""
    return _EMPTY_HEAD.fullmatch(head) is None


def _cells(document: Document) -> dict[int, list[tuple[Span, Span]]]:
    """The cells of each row with the heads of their columns, by where the row begins; the first cell names the row."""
    return {
        row[0].span.start: [
            (cell.span, heads[cell.column]) for cell in row[1:] if cell.column in heads and len(cell.span)
        ]
        for table in document.tables
        if (heads := {cell.column: cell.span for cell in table.header if _tells(document.quote(cell.span))})
        for row in table.rows
        if row
    }


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


def _with_headings(text: str, sentences: list[Span]) -> list[Span]:
    """The sentences of a block, a heading that runs into its text ("3.3 Security. The ...") with its first."""
    if len(sentences) < 2 or len(sentences[0]) > LONGEST_RUN_IN:
        return sentences
    if not _RUN_IN.fullmatch(text, sentences[0].start, sentences[0].end):
        return sentences
    return [Span(sentences[0].start, sentences[1].end), *sentences[2:]]


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1].isspace():
        end -= 1
    return Span(span.start, end)


def _inline_items(text: str, span: Span) -> list[tuple[Span, Span | None]]:
    """A sentence with "(a) ...; (b) ..." inside as its items, each with the words before the first as stem."""
    marks = _in_sequence(list(_INLINE_MARKER.finditer(text, span.start, span.end)))
    if len(marks) < 2 or marks[0].start() - span.start < 8:
        return [(span, None)]
    stem = _trimmed(text, Span(span.start, marks[0].start()))
    if not _STEM_END.search(text, stem.start, stem.end):
        return [(span, None)]
    ends = [mark.start() for mark in marks[1:]] + [span.end]
    items = [(_trimmed(text, Span(mark.start(), end)), stem) for mark, end in zip(marks, ends, strict=True)]
    return [(span, None), *items] if len(span) < 1200 else [(stem, None), *items]


def _in_sequence(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks without figures that number nothing, as in "within thirty (30) days"."""
    figures = {mark.start(): int(inner) for mark in marks if (inner := mark[0].strip("() ")).isdigit()}
    counted: set[int] = set()
    for start, figure in figures.items():
        if figure == len(counted) + 1:
            counted.add(start)
    if len(counted) < 2:
        counted = set()
    return [mark for mark in marks if mark.start() in counted or mark.start() not in figures]


def _stem_of(document: Document, block: Block) -> Span | None:
    """The last sentence of the block that introduces the list, together with its own stem's where it is an item."""
    if block.stem is None:
        return None
    stem = document.blocks[block.stem]
    sentences = split_sentences(document.text, stem.span)
    return sentences[-1] if sentences else None
