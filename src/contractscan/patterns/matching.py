"""Compiled patterns and how they are matched: positions in a passage, moved forward element by element.

At each step only the set of reached positions is kept (one per position, with the tightest start), and a gap looks at
most its own width ahead, so that matching is linear in the length of the passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from contractscan.errors import DefinitionError
from contractscan.patterns import language
from contractscan.patterns.lexicon import Hit, Lexicon, TokenHits, Value
from contractscan.patterns.tokens import norms

if TYPE_CHECKING:
    from contractscan.patterns.context import Marks

_PLACE = itemgetter(1, 2)
"""Start and end of a hit."""


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


@dataclass(frozen=True, slots=True)
class ChoiceStep:
    """One of several sequences, at most `gap` words after the step before."""

    options: tuple[tuple[Step, ...], ...]
    gap: int
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


@cache
def _alone(atom: int) -> frozenset[int]:
    return frozenset({atom})


class Passage:
    """The words of one passage and the atoms in it. Positions count the passage's own words from 0.

    Attributes:
        tokens: numbers of the words in the document.
        words: the words.
        distinct: for each different word its positions.
        phrases: for each run of words that is an entry, the places where it lies wholly in the passage.
        runs: the hits with a value of their own that lie wholly in the passage, by atom.
        marks: its grammatical words, once they were looked for.
    """

    __slots__ = ("_found", "_hits", "distinct", "marks", "phrases", "runs", "tokens", "words")

    def __init__(self, tokens: Sequence[int], hits: TokenHits) -> None:
        self.tokens = tokens
        self.words = [hits.words[token] for token in tokens]
        self._hits = hits
        self.marks: Marks | None = None
        self.distinct: dict[str, list[int]] = {}
        for position, word in enumerate(self.words):
            self.distinct.setdefault(word, []).append(position)
        self.runs: dict[int, list[Hit]] = {}
        self.phrases: dict[str, list[tuple[int, int]]] = {}
        self._find_runs(tokens, hits)
        self._found: dict[int, list[Hit]] = {}

    def has(self, atom: int) -> bool:
        """Whether the atom occurs."""
        if atom in self.runs:
            return True
        entries = self._hits.singles.get(atom)
        if entries is None:
            return False
        return not self.distinct.keys().isdisjoint(entries) or not self.phrases.keys().isdisjoint(entries)

    def of(self, atom: int | None) -> Sequence[Hit]:
        """Hits of one atom in order."""
        if atom is None:
            return ()
        found = self._found.get(atom)
        if found is None:
            found = self._found[atom] = self._look_up(atom)
        return found

    def _look_up(self, atom: int) -> list[Hit]:
        found = list(self.runs.get(atom, ()))
        entries = self._hits.singles.get(atom)
        if entries is not None:
            for word in self.distinct.keys() & entries.keys():
                value = entries[word]
                found += [Hit(atom, position, position + 1, value) for position in self.distinct[word]]
            if self.phrases:
                for phrase in self.phrases.keys() & entries.keys():
                    value = entries[phrase]
                    found += [Hit(atom, start, end, value) for start, end in self.phrases[phrase]]
        if len(found) > 1:
            found.sort(key=_PLACE)
        return found

    def denies(self, hit: Hit) -> bool:
        """Whether the hit, if it is of a "not", is more than a part of a phrase that denies nothing."""
        if hit.atom not in self._hits.denials:
            return True
        return not any(one.start <= hit.start and hit.end <= one.end for one in self.of(self._hits.harmless))

    def _find_runs(self, tokens: Sequence[int], hits: TokenHits) -> None:
        """Note what spans several words and lies wholly in the passage, in the passage's positions."""
        begins = hits.begins
        beginning = [(position, token) for position, token in enumerate(tokens) if token in begins]
        if not beginning:
            return
        place = {number: at for at, number in enumerate(tokens)}
        for position, token in beginning:
            for phrase, end in hits.phrases.get(token, ()):
                last = place.get(end - 1)
                if last is not None:
                    self.phrases.setdefault(phrase, []).append((position, last + 1))
            for hit in hits.runs.get(token, ()):
                last = place.get(hit.end - 1)
                if last is not None:
                    self.runs.setdefault(hit.atom, []).append(Hit(hit.atom, position, last + 1, hit.value))


def compile_pattern(source: str, lexicon: Lexicon, *, file: str = "", line: int = 0) -> CompiledPattern:
    """Parse and compile.

    Raises:
        DefinitionError: for a mistake in the pattern or an unknown vocabulary.
    """
    pattern = language.parse(source, file=file, line=line)
    compiler = _Compiler(lexicon, file, line, pattern.source)
    parts = [compiler.part(part) for part in pattern.parts]
    negation = lexicon.vocabularies.get("negation", ())
    negative = {entry.text for entry in negation} | {"{negation}"}
    required = tuple(part for part in parts if not part.forbidden)
    return CompiledPattern(
        pattern.source,
        required,
        tuple(part for part in parts if part.forbidden),
        any(_mentions(part.sequence, negative) for part in pattern.parts if not part.forbidden),
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

    def part(self, part: language.Part) -> CompiledPart:
        steps = self.sequence(part.sequence)
        return _part(steps, part.forbidden, tuple(_needs(steps)))

    def sequence(self, sequence: language.Sequence) -> tuple[Step, ...]:
        steps: list[Step] = []
        gap = 0
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
            return ChoiceStep(tuple(self.sequence(option) for option in element.options), gap, element.optional)
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


Reached = dict[int, Match]


def find(part: CompiledPart, passage: Passage) -> list[Match]:
    """All places of a part in the passage, one per end position, in order."""
    for need in part.needs:
        for atom in need:
            if passage.has(atom):
                break
        else:
            return []
    reached = _walk(part.steps, None, passage)
    return [reached[end] for end in sorted(reached)]


def _walk(steps: Sequence[Step], reached: Reached | None, passage: Passage) -> Reached:
    for step in steps:
        reached = _atom(step, reached, passage) if isinstance(step, AtomStep) else _choice(step, reached, passage)
        if not reached:
            return {}
    return reached or {}


def _atom(step: AtomStep, reached: Reached | None, passage: Passage) -> Reached:
    found: Reached = {}
    for hit in passage.of(step.atom):
        if step.free and not passage.denies(hit):
            continue
        before = _before(reached, hit.start, step.gap)
        if before is None:
            continue
        captures = before.captures
        if step.fact:
            captures = (*captures, Capture(step.fact, hit.value, hit.start, hit.end))
        start = hit.start if reached is None else before.start
        known = found.get(hit.end)
        if known is None or start > known.start:
            found[hit.end] = Match(start, hit.end, captures)
    return found


_BEGIN = Match(0, 0)


def _before(reached: Reached | None, start: int, gap: int) -> Match | None:
    """The nearest reached position from which `start` is at most `gap` words away."""
    if reached is None:
        return _BEGIN
    if len(reached) > gap:  # whichever way has fewer steps, so that no text makes this slow
        return next((before for at in range(start, start - gap - 1, -1) if (before := reached.get(at))), None)
    nearest = -1
    for end in reached:
        if nearest < end <= start:
            nearest = end
    return reached[nearest] if nearest >= start - gap and nearest >= 0 else None


def _choice(step: ChoiceStep, reached: Reached | None, passage: Passage) -> Reached | None:
    found: Reached = {}
    for option in step.options:
        widened = (_with_gap(option[0], step.gap), *option[1:]) if step.gap else option
        for end, match in _walk(widened, reached, passage).items():
            known = found.get(end)
            if known is None or match.start > known.start:
                found[end] = match
    if step.optional:
        if reached is None:
            return None
        for end, match in reached.items():
            found.setdefault(end, match)
    return found


def _with_gap(step: Step, gap: int) -> Step:
    if isinstance(step, AtomStep):
        return step._replace(gap=max(step.gap, gap))
    return ChoiceStep(step.options, max(step.gap, gap), step.optional)


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
        if not found:
            return _MISS
        places.append(found[0])
    for part in pattern.forbidden:
        found = find(part, passage)
        if found:
            return PatternMiss(forbidden=found[0])
    return PatternMatch(pattern, places[0], tuple(places))
