"""A detector made from a file: runs its rules over the passages of a contract set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from contractscan.analysis import DocumentAnalysis, Scope, SetAnalysis, Unit
from contractscan.model import Actor, Clause, Fact, FactValue, Force, NearMiss, Span
from contractscan.patterns import context
from contractscan.patterns.files import ClauseRule, DetectorFile
from contractscan.patterns.lexicon import Value
from contractscan.patterns.matching import (
    Capture,
    CompiledPattern,
    Passage,
    PatternMatch,
    PatternMiss,
    match,
)
from contractscan.patterns.quantities import Quantity

NEAR_MISSES = 3
"""Passages kept per rule and document to show beside an absence."""
FORCE_SCORE = {Force.SHALL: 0.3, Force.NONE: 0.2, Force.NEGATED: 0.2, Force.EFFORTS: 0.1, Force.MAY: 0.0}


@dataclass(frozen=True, slots=True)
class Verdictless:
    """A passage that all words of a pattern fit, but that is not the clause, and why."""

    reason: str
    detail: str


class _Miss(NamedTuple):
    """A near miss in short, as few of them are kept."""

    order: float
    span: Span
    reason: str
    detail: str


EXAMINED = -0.8
"""Order of a passage that all words of a pattern fit; one in which words are missing comes after it."""
_BEST_FIRST = itemgetter(0, 1)


def _nearest(misses: Iterable[_Miss]) -> list[_Miss]:
    return sorted(misses, key=_BEST_FIRST)[:NEAR_MISSES]


class DataDetector:
    """The `Detector` protocol over a detector file."""

    def __init__(self, definition: DetectorFile) -> None:
        self.definition = definition
        self.id = definition.id
        self.kinds = tuple(sorted({rule.kind for rule in definition.rules}))
        self.languages = tuple(sorted({lang for rule in definition.rules for lang, p in rule.patterns.items() if p}))

    def detect(self, analysis: SetAnalysis) -> Iterator[Clause | NearMiss]:
        """Yield clauses and near misses of every document."""
        for document in analysis.documents:
            for rule in self.definition.rules:
                yield from self._run(rule, document, analysis)

    def _run(self, rule: ClauseRule, document: DocumentAnalysis, analysis: SetAnalysis) -> Iterator[Clause | NearMiss]:
        done: set[int] = set()
        nearest: list[_Miss] = []
        units = document.units(rule.scope)
        under_heading: dict[int | None, bool] = {}
        for language, patterns in rule.patterns.items():
            suspects: int | None = None
            for pattern in patterns:
                for number in document.with_words_of(pattern, rule.scope, language):
                    if number in done:
                        continue
                    if (
                        len(nearest) == NEAR_MISSES
                        and nearest[-1].order <= EXAMINED
                        and nearest[-1].span <= units[number].span
                    ):
                        # it would not be shown as a near miss; is there still something to find?
                        section = document.document.blocks[units[number].block].section
                        if section not in under_heading:
                            under_heading[section] = _fits_headings(rule, document, units[number])
                        if not under_heading[section]:
                            continue
                    if suspects is None:
                        suspects = document.holding_any(rule.scope, language, rule.forbidden.get(language, ()))
                    result = examine(rule, pattern, document, number, analysis, suspect=bool(suspects >> number & 1))
                    if isinstance(result, Accepted):
                        done.add(number)
                        yield self._clause(rule, result, document)
                    elif isinstance(result, Verdictless):
                        miss = _Miss(EXAMINED, units[number].span, result.reason, result.detail)
                        nearest = _nearest((*nearest, miss))
                if not done:
                    nearest = _nearest((*nearest, *self._partial_misses(rule, pattern, document, language)))
        yield from (self._near_miss(rule, document, miss) for miss in nearest)

    @staticmethod
    def _partial_misses(
        rule: ClauseRule, pattern: CompiledPattern, document: DocumentAnalysis, language: str
    ) -> list[_Miss]:
        """The passages in which most of a pattern's words occur."""
        wanted = pattern.needs
        if len(wanted) < 3:
            return []
        number, most = document.most_atoms(rule.scope, language, wanted)
        if most * 3 < len(wanted) * 2:
            return []
        order = -round(0.7 * most / len(wanted), 3)
        return [_Miss(order, document.units(rule.scope)[number].span, "missing-part", "")]

    def _near_miss(self, rule: ClauseRule, document: DocumentAnalysis, miss: _Miss) -> NearMiss:
        return NearMiss(
            kind=rule.kind, document=document.number, span=miss.span, reason=miss.reason, detail=miss.detail,
            score=-miss.order, detector=self.id,
        )  # fmt: skip

    def _clause(self, rule: ClauseRule, accepted: Accepted, document: DocumentAnalysis) -> Clause:
        unit = accepted.unit
        return Clause(
            kind=rule.kind,
            document=document.number,
            span=accepted.span,
            focus=accepted.focus,
            facts=accepted.facts,
            actor=accepted.context.actor,
            force=accepted.context.force,
            detector=self.id,
            stem=unit.stem,
            explanation=f"{rule.file}:{rule.line} {accepted.match.pattern.source}",
            score=round(0.5 + rule.score + FORCE_SCORE[accepted.context.force], 3),
        )


@dataclass(frozen=True, slots=True)
class Accepted:
    """A passage that is the clause."""

    unit: Unit
    span: Span
    focus: Span
    match: PatternMatch
    context: context.Context
    facts: tuple[Fact, ...]


def examine(
    rule: ClauseRule,
    pattern: CompiledPattern,
    document: DocumentAnalysis,
    number: int,
    analysis: SetAnalysis,
    *,
    suspect: bool = True,
) -> Accepted | Verdictless | PatternMiss:
    """Decide whether a passage is the clause that the rule describes.

    Args:
        rule: the rule.
        pattern: one of its patterns.
        document: the document.
        number: of the passage, in the rule's scope.
        analysis: of the whole set.
        suspect: whether the passage may hold what the rule forbids.
    """
    unit = document.units(rule.scope)[number]
    passage = document.passage(rule.scope, number)
    result = match(pattern, passage)
    if isinstance(result, PatternMiss):
        if result.forbidden is None:
            return result
        return Verdictless("excluded", _words(passage, result.forbidden.start, result.forbidden.end))
    if not _touches_own_words(result, passage, unit, document):
        return PatternMiss()
    refusal = _refusal(rule, document, number, unit, passage, suspect=suspect)
    if refusal is not None:
        return refusal
    grammar = analysis.grammars[unit.language]
    read = context.read(passage, result.focus, grammar, negation_is_meant=pattern.names_negation)
    if rule.bound == "vendor" and read.actor in (Actor.CUSTOMER, Actor.THIRD):
        return Verdictless("actor", read.actor_words)
    if rule.bound == "customer" and read.actor in (Actor.VENDOR, Actor.THIRD):
        return Verdictless("actor", read.actor_words)
    if read.force not in rule.forces:
        return Verdictless("negated" if read.force is Force.NEGATED else "force", read.force_words)
    focus = document.span_of(passage, unit.language, result.focus.start, result.focus.end)
    facts = _facts(rule, result, passage, document, number, unit, grammar.continuation)
    return Accepted(unit, _evidence_span(rule, unit, focus, document), focus, result, read, facts)


def _touches_own_words(result: PatternMatch, passage: Passage, unit: Unit, document: DocumentAnalysis) -> bool:
    """Whether a part stands in the item itself and not only in its stem; in a cell, one in its head as well."""
    if unit.stem is None:
        return True
    hits = document.hits(unit.language)
    own = any(unit.span.start <= hits.offset(passage.tokens[part.end - 1]) < unit.span.end for part in result.parts)
    if not unit.is_cell:
        return own
    return own and any(hits.offset(passage.tokens[part.start]) < unit.stem.end for part in result.parts)


def _refusal(
    rule: ClauseRule, document: DocumentAnalysis, number: int, unit: Unit, passage: Passage, *, suspect: bool
) -> Verdictless | None:
    if not rule.definitions and document.is_definition(unit.span):
        return Verdictless("definition", "")
    for pattern in rule.forbidden.get(unit.language, ()) if suspect else ():
        if not document.can_hold(rule.scope, number, pattern):
            continue
        forbidden = match(pattern, passage)
        if isinstance(forbidden, PatternMatch):
            return Verdictless("excluded", _words(passage, forbidden.focus.start, forbidden.focus.end))
    return None if _fits_headings(rule, document, unit) else Verdictless("section", "")


def _fits_headings(rule: ClauseRule, document: DocumentAnalysis, unit: Unit) -> bool:
    wanted, unwanted = rule.headings.get(unit.language), rule.forbidden_headings.get(unit.language)
    if wanted and not _heading(wanted, document, unit):
        return False
    return not (unwanted and _heading(unwanted, document, unit))


def _heading(patterns: Sequence[CompiledPattern], document: DocumentAnalysis, unit: Unit) -> bool:
    """Whether a heading around the passage matches, or the document's title where there is no heading."""
    for section in document.document.section_path(unit.span.start):
        block = document.document.block_of(section.span.start)
        if block is None or not section.heading:
            continue
        span = document.document.blocks[block].span
        head = Span(span.start, min(span.end, span.start + len(section.label) + 8))
        passage = document.passage_of(head, unit.language)
        if any(isinstance(match(pattern, passage), PatternMatch) for pattern in patterns):
            return True
    return False


def _words(passage: Passage, start: int, end: int) -> str:
    return " ".join(passage.words[start:end])


def _facts(
    rule: ClauseRule,
    result: PatternMatch,
    passage: Passage,
    document: DocumentAnalysis,
    number: int,
    unit: Unit,
    going_on: int | None,
) -> tuple[Fact, ...]:
    found: dict[str, Fact] = {}
    for capture in result.captures:
        _note(found, capture, passage, document, unit)
    for scope, place in _where_facts_stand(rule, document, number, unit, going_on):
        _look(found, rule, scope, place, document, unit)
    return tuple(found[name] for name in sorted(found))


def _look(
    found: dict[str, Fact], rule: ClauseRule, scope: Scope, place: int, document: DocumentAnalysis, unit: Unit
) -> None:
    """Note the facts that a passage states and that are not known yet."""
    passage = document.passage(scope, place)
    for fact in rule.facts:
        if fact.constant is not None:
            found.setdefault(fact.name, Fact(name=fact.name, value=fact.constant))
            continue
        if fact.name in found:
            continue
        for pattern in fact.patterns.get(unit.language, ()):
            if not document.can_hold(scope, place, pattern):
                continue
            matched = match(pattern, passage)
            if isinstance(matched, PatternMatch):
                span = document.span_of(passage, unit.language, matched.focus.start, matched.focus.end)
                found.setdefault(fact.name, Fact(name=fact.name, value=True, span=span))
                for capture in matched.captures:
                    _note(found, capture, passage, document, unit)
                break


def _where_facts_stand(
    rule: ClauseRule, document: DocumentAnalysis, number: int, unit: Unit, going_on: int | None
) -> list[tuple[Scope, int]]:
    """The passages in which facts are looked for: the wider one that the rule names, else its own and what goes on."""
    if rule.facts_from not in (rule.scope, Scope.SENTENCE):
        around = document.around(rule.facts_from, unit.span)
        if around is not None:
            return [(rule.facts_from, around)]
    after = document.continuation(number, going_on) if rule.scope is Scope.SENTENCE else None
    return [(rule.scope, number)] if after is None else [(rule.scope, number), (rule.scope, after)]


def _note(found: dict[str, Fact], capture: Capture, passage: Passage, document: DocumentAnalysis, unit: Unit) -> None:
    place = document.span_of(passage, unit.language, capture.start, capture.end)
    for name, value in fact_values(capture.fact, capture.value, document.document.quote(place)):
        found.setdefault(name, Fact(name=name, value=value, span=place))


def fact_values(name: str, value: Value, words: str) -> list[tuple[str, FactValue]]:
    """The facts that a captured value gives: a duration gives days and hours, a word without value its own words."""
    if isinstance(value, Quantity):
        facts: list[tuple[str, FactValue]] = [(f"{name}_days", tidy(value.days)), (f"{name}_hours", tidy(value.hours))]
        if value.unit in ("month", "year", "quarter"):
            months = {"month": 1, "quarter": 3, "year": 12}[value.unit]
            facts.append((f"{name}_months", tidy(value.amount * months)))
        if value.business:
            facts.append((f"{name}_business", True))
        return facts
    if isinstance(value, float):
        return [(name, tidy(value))]
    return [(name, value if value is not None else words)]


def tidy(value: float) -> int | float:
    """A whole number as int."""
    return int(value) if value == int(value) else round(value, 3)


def _evidence_span(rule: ClauseRule, unit: Unit, focus: Span, document: DocumentAnalysis) -> Span:
    """The sentence; where the rule looks at a paragraph or section, the sentence of its first part."""
    if rule.scope is Scope.SENTENCE:
        return unit.span
    for sentence in document.units(Scope.SENTENCE):
        if sentence.span.start <= focus.start < sentence.span.end:
            return sentence.span
    return focus
