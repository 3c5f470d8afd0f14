"""Compiled patterns and how they are matched: positions in a passage, moved forward element by element.

At each step only the set of reached positions is kept (one per position, with the tightest start), and a gap looks at
most its own width ahead, so that matching is linear in the length of the passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from contractscan.errors import DefinitionError
from contractscan.patterns import language
from contractscan.patterns.lexicon import Hit, Lexicon, TokenHits, Value
from contractscan.patterns.tokens import norms

if TYPE_CHECKING:
    from contractscan.patterns.context import Marks

Place = tuple[int, int, Value]
"""Where an atom stands, start and end, and the value that it has there. A plain tuple, as there are so many."""
_START_AND_END = itemgetter(0, 1)
_NOWHERE: Sequence[Place] = ()


class Capture(NamedTuple):
    """A value noted on the way, with the tokens that state it."""

    fact: str
    value: Value
    start: int
    end: int


class Match(NamedTuple):
    """A part of a pattern found in a passage: tokens `start` to `end`."""

    start: int
    end: int
    captures: tuple[Capture, ...] = ()


class AtomStep(NamedTuple):
    """An atom, at most `gap` words after the step before; `free` where the step after it need not follow at once."""

    atom: int
    gap: int
    fact: str = ""
    free: bool = False


class ChoiceStep(NamedTuple):
    """One of several sequences, whose first steps say how far they may stand from the step before."""

    options: tuple[tuple[Step, ...], ...]
    optional: bool


Step = AtomStep | ChoiceStep


class CompiledPart(NamedTuple):
    """One side of an `&`."""

    steps: tuple[Step, ...]
    forbidden: bool
    needs: tuple[frozenset[int], ...]
    """Of each set at least one atom must occur in the passage; a quick test before matching."""


class CompiledPattern(NamedTuple):
    """A pattern ready to match."""

    source: str
    required: tuple[CompiledPart, ...]
    forbidden: tuple[CompiledPart, ...]
    names_negation: bool
    """Whether the pattern itself says "not", so that a negated clause is what it looks for."""
    needs: tuple[frozenset[int], ...] = ()
    """Of each set at least one atom must occur in the passage."""


# Equal steps are one object: what is kept between runs is loaded the sooner.
_step = cache(AtomStep)
_part = cache(CompiledPart)
_choice_step = cache(ChoiceStep)


@cache
def _alone(atom: int) -> frozenset[int]:
    return frozenset({atom})


class Occurrences(Protocol):
    """What is known of a passage before it is looked at, from the index of its document."""

    def holds(self, atom: int) -> bool:
        """Whether the atom may occur in the passage; if not, it does not."""

    def possible(self, step: ChoiceStep) -> Iterable[tuple[Step, ...]]:
        """The options of which every word may occur in the passage."""


class Passage:
    """The words of one passage and the atoms in it. Positions count the passage's own words from 0.

    Attributes:
        tokens: numbers of the words in the document, ascending.
        words: the words.
        spans: for each different word, and each run of words that is an entry, the places where it lies wholly in the
            passage.
        runs: the places of values of their own that lie wholly in the passage, by atom.
        marks: its grammatical words, once they were looked for.
    """

    __slots__ = ("_found", "_hits", "_known", "marks", "runs", "spans", "tokens", "words")

    def __init__(self, tokens: Sequence[int], hits: TokenHits, known: Occurrences | None = None) -> None:
        self.tokens = tokens
        self._known = known
        all_words = hits.words
        self.words = [all_words[token] for token in tokens]
        self._hits = hits
        self.marks: Marks | None = None
        self.spans: dict[str, list[tuple[int, int]]] = {}
        self.runs: dict[int, list[Place]] = {}
        for position, word in enumerate(self.words):
            self.spans.setdefault(word, []).append((position, position + 1))
        self._find_runs(tokens, hits)
        self._found: dict[int, Sequence[Place]] = {}

    def has(self, atom: int) -> bool:
        """Whether the atom occurs."""
        return bool(self.places(atom))

    def of(self, atom: int | None) -> Sequence[Hit]:
        """Hits of one atom in order."""
        return () if atom is None else [Hit(atom, *place) for place in self.places(atom)]

    def places(self, atom: int) -> Sequence[Place]:
        """Where one atom stands, in order."""
        found = self._found.get(atom)
        if found is None:
            found = self._found[atom] = self._look_up(atom)
        return found

    def possible(self, step: ChoiceStep) -> Iterable[tuple[Step, ...]]:
        """The options of a choice that are worth trying here."""
        return step.options if self._known is None else self._known.possible(step)

    def _look_up(self, atom: int) -> Sequence[Place]:
        if self._known is not None and not self._known.holds(atom):
            return _NOWHERE
        found = self.runs.get(atom, _NOWHERE)
        entries = self._hits.singles.get(atom)
        if entries is not None:
            spans = self.spans
            # whichever has fewer; most atoms are a few words, and the others are whole vocabularies
            for words in entries if len(entries) < len(spans) else spans.keys() & entries.keys():
                here = spans.get(words)
                if here is not None:
                    value = entries[words]
                    found = [*found, *[(start, end, value) for start, end in here]]
        return found if len(found) < 2 else sorted(found, key=_START_AND_END)

    def denying(self, atom: int) -> Sequence[Place]:
        """Where one atom stands; if it is a "not", without those that are part of a phrase that denies nothing."""
        found = self.places(atom)
        harmless = self._hits.harmless
        if harmless is None or atom not in self._hits.denials:
            return found
        phrases = self.places(harmless)
        return [one for one in found if not any(other[0] <= one[0] and one[1] <= other[1] for other in phrases)]

    def _find_runs(self, tokens: Sequence[int], hits: TokenHits) -> None:
        """Note what spans several words and lies wholly in the passage, in the passage's positions."""
        begins = hits.begins
        for position, token in enumerate(tokens):
            if token not in begins:
                continue
            for phrase, end in hits.phrases.get(token, ()):
                after = bisect_left(tokens, end, position)
                if tokens[after - 1] == end - 1:
                    self.spans.setdefault(phrase, []).append((position, after))
            for hit in hits.runs.get(token, ()):
                after = bisect_left(tokens, hit.end, position)
                if tokens[after - 1] == hit.end - 1:
                    self.runs.setdefault(hit.atom, []).append((position, after, hit.value))


def compile_pattern(source: str, lexicon: Lexicon, *, file: str = "", line: int = 0) -> CompiledPattern:
    """Parse and compile.

    Raises:
        DefinitionError: for a mistake in the pattern or an unknown vocabulary.
    """
    pattern = language.parse(source, file=file, line=line)
    compiler = _Compiler(lexicon, file, line, pattern.source)
    spelled = [replace(part, sequence=compiler.spelled_out(part.sequence)) for part in pattern.parts]
    parts = [compiler.part(part) for part in spelled]
    negation = lexicon.vocabularies.get("negation", ())
    negative = {entry.text for entry in negation} | {"{negation}"}
    required = tuple(part for part in parts if not part.forbidden)
    return CompiledPattern(
        pattern.source,
        required,
        tuple(part for part in parts if part.forbidden),
        any(_mentions(part.sequence, negative) for part in spelled if not part.forbidden),
        tuple(need for part in required for need in part.needs),
    )


def _mentions(sequence: language.Sequence, words: set[str]) -> bool:
    for element in sequence.elements:
        if isinstance(element, language.Word | language.Phrase) and any(
            w in words for w in element.text.lower().split()
        ):
            return True
        if isinstance(element, language.Vocabulary) and (element.name == "negation" or element.name.startswith("not-")):
            return True
        if isinstance(element, language.Choice) and any(_mentions(option, words) for option in element.options):
            return True
    return False


@dataclass
class _Compiler:
    lexicon: Lexicon
    file: str
    line: int
    source: str

    def spelled_out(self, sequence: language.Sequence, depth: int = 0) -> language.Sequence:
        """The sequence with the constructions of its vocabularies in their place."""
        if depth > language.MAXIMUM_DEPTH:
            raise DefinitionError(
                "its vocabularies name each other", file=self.file, line=self.line, excerpt=self.source
            )
        elements = tuple([self._spelled_out(element, depth) for element in sequence.elements])
        return sequence if elements == sequence.elements else language.Sequence(elements)

    def _spelled_out(self, element: language.Element, depth: int) -> language.Element:
        if isinstance(element, language.Choice):
            options = tuple(self.spelled_out(option, depth) for option in element.options)
            return language.Choice(options, element.optional)
        if not isinstance(element, language.Vocabulary):
            return element
        plain, constructions = self.lexicon.parts(element.name)
        if not constructions:
            return element
        if element.fact:
            raise DefinitionError(
                f"{{{element.name}}} has entries with gaps, which have no value to note",
                file=self.file, line=self.line, excerpt=self.source,
            )  # fmt: skip
        known = self.lexicon.spelled.get(element.name)
        if known is None:
            spelled = [self.spelled_out(language.parse_entry(text), depth + 1) for text in constructions]
            known = language.Choice((*([language.Sequence((element,))] if plain else ()), *spelled))
            self.lexicon.spelled[element.name] = known
        return known

    def part(self, part: language.Part) -> CompiledPart:
        steps = self.sequence(part.sequence)
        return _part(steps, part.forbidden, tuple(_needs(steps)))

    def sequence(self, sequence: language.Sequence, gap: int = 0) -> tuple[Step, ...]:
        """The steps of a sequence, the first of which may stand `gap` words after what is before it."""
        steps: list[Step] = []
        for element in sequence.elements:
            if isinstance(element, language.Gap):
                gap = max(gap, element.width)
                continue
            if gap and steps and isinstance(steps[-1], AtomStep):
                last = steps[-1]
                steps[-1] = _step(last.atom, last.gap, last.fact, True)
            steps.append(self.step(element, gap))
            # an optional element that was left out must not close the gap before it
            gap = gap if isinstance(element, language.Choice) and element.optional else 0
        return tuple(steps)

    def step(self, element: language.Element, gap: int) -> Step:
        if isinstance(element, language.Vocabulary):
            return _step(self.vocabulary(element.name), gap, element.fact)
        if isinstance(element, language.Word | language.Phrase):
            return _step(self.words([element.text]), gap)
        if isinstance(element, language.Choice):
            plain = [_plain(option) for option in element.options]
            if all(text is not None for text in plain) and not element.optional:
                return _step(self.words([text for text in plain if text is not None]), gap)
            return _choice_step(tuple(self.sequence(option, gap) for option in element.options), element.optional)
        raise TypeError(f"no step for {element!r}")

    def words(self, texts: Sequence[str]) -> int:
        for text in texts:
            if not norms(text.replace("*", "")):
                raise DefinitionError("this has no word in it", file=self.file, line=self.line, excerpt=self.source)
        return self.lexicon.words(texts)

    def vocabulary(self, name: str) -> int:
        atom = self.lexicon.vocabulary(name)
        if atom is None:
            from difflib import get_close_matches

            near = get_close_matches(name, list(self.lexicon.vocabularies), n=1)
            hint = f"; did you mean {{{near[0]}}}?" if near else "; `contractscan plugins` lists the vocabularies"
            column = max(self.source.find("{" + name), 0) + 1
            raise DefinitionError(
                f'there is no vocabulary "{name}" in {self.lexicon.language}{hint}',
                file=self.file, line=self.line, column=column, excerpt=self.source,
            )  # fmt: skip
        return atom


def _plain(sequence: language.Sequence) -> str | None:
    """The words of a sequence of words only, else None."""
    if all(isinstance(element, language.Word | language.Phrase) for element in sequence.elements):
        return " ".join(e.text for e in sequence.elements if isinstance(e, language.Word | language.Phrase))
    return None


def _needs(steps: Iterable[Step]) -> Iterable[frozenset[int]]:
    for step in steps:
        if isinstance(step, AtomStep):
            yield _alone(step.atom)
        elif not step.optional:
            first = [next(iter(_needs(option)), frozenset()) for option in step.options]
            if all(first):
                yield frozenset().union(*first)


_Reached = dict[int, tuple[int, tuple[Capture, ...]]]
"""For each end that was reached, the tightest start and the values noted on the way."""


def find(part: CompiledPart, passage: Passage) -> Match | None:
    """The first place of a part in the passage, the tightest that ends there."""
    reached = _walk(part.steps, None, passage)
    if not reached:
        return None
    end = min(reached)
    return Match(reached[end][0], end, reached[end][1])


def _walk(steps: Sequence[Step], reached: _Reached | None, passage: Passage) -> _Reached:
    for step in steps:
        reached = _atom(step, reached, passage) if isinstance(step, AtomStep) else _choice(step, reached, passage)
        if not reached:
            return {}
    return reached or {}


def _atom(step: AtomStep, reached: _Reached | None, passage: Passage) -> _Reached:
    atom, gap, fact, free = step
    found: _Reached = {}
    places = passage.denying(atom) if free else passage.places(atom)
    if reached is None:
        for start, end, value in places:
            known = found.get(end)
            if known is None or start > known[0]:
                found[end] = (start, (Capture(fact, value, start, end),) if fact else ())
        return found
    for start, end, value in places:
        before = reached.get(start) if gap == 0 else _before(reached, start, gap)
        if before is None:
            continue
        known = found.get(end)
        if known is None or before[0] > known[0]:
            found[end] = (before[0], (*before[1], Capture(fact, value, start, end))) if fact else before
    return found


def _before(reached: _Reached, start: int, gap: int) -> tuple[int, tuple[Capture, ...]] | None:
    """The nearest reached position from which `start` is at most `gap` words away."""
    if len(reached) > gap:  # whichever way has fewer steps, so that no text makes this slow
        return next((before for at in range(start, start - gap - 1, -1) if (before := reached.get(at))), None)
    nearest = -1
    for end in reached:
        if nearest < end <= start:
            nearest = end
    return reached[nearest] if nearest >= start - gap and nearest >= 0 else None


def _choice(step: ChoiceStep, reached: _Reached | None, passage: Passage) -> _Reached | None:
    found: _Reached = {}
    for option in passage.possible(step):
        for end, match in _walk(option, reached, passage).items():
            known = found.get(end)
            if known is None or match[0] > known[0]:
                found[end] = match
    if step.optional:
        if reached is None:
            return None
        for end, match in reached.items():
            found.setdefault(end, match)
    return found


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """A whole pattern found in a passage.

    Attributes:
        pattern: the pattern.
        focus: the place of its first part.
        parts: the places of all required parts.
    """

    pattern: CompiledPattern
    focus: Match
    parts: tuple[Match, ...]

    @property
    def captures(self) -> tuple[Capture, ...]:
        """All values noted."""
        return tuple(capture for part in self.parts for capture in part.captures)


@dataclass(frozen=True, slots=True)
class PatternMiss:
    """A pattern did not match: a part is missing, or a forbidden one stands there."""

    forbidden: Match | None = None


_MISS = PatternMiss()


def match(pattern: CompiledPattern, passage: Passage) -> PatternMatch | PatternMiss:
    """Match a whole pattern."""
    places: list[Match] = []
    for part in pattern.required:
        found = find(part, passage)
        if found is None:
            return _MISS
        places.append(found)
    for part in pattern.forbidden:
        found = find(part, passage)
        if found is not None:
            return PatternMiss(forbidden=found)
    return PatternMatch(pattern, places[0], tuple(places))
