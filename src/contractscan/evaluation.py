"""Clauses x requirements -> findings, each with a reason and program-checked evidence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from contractscan.analysis import SetAnalysis
from contractscan.catalogue import expressions
from contractscan.detection import Detection
from contractscan.model import (
    Clause,
    ContractSet,
    Document,
    Evidence,
    FactValue,
    Finding,
    NearMiss,
    Profile,
    Requirement,
    Rule,
    Searched,
    Span,
    Text,
    Verdict,
)

STANDARD_TEXT = "standard-text."
"""Clauses of such kinds mark annexed standard texts; what lies inside is not the vendor's own wording."""
QUOTES = 5
NEAREST = 5
ENOUGH = 3
"""Quotes up to which passages are shown that bear on the requirement without having decided."""
SAID, MOST = 0.05, 4
"""What each clause of the requirement in a passage adds to its worth as a quote, and how many count."""
LONGEST_QUOTE = 420
"""Characters; a longer sentence is quoted around the words that decided."""
_NO_DETECTOR = Text(
    sv="Ingen detektor är installerad för detta krav, så avtalet har inte prövats mot det.",
    en="No detector is installed for this requirement, so the contract has not been held against it.",
)
_NOT_FOUND = Text(
    sv="Inget verksamt avtalsvillkor om detta hittades i de granskade dokumenten.",
    en="No operative term about this was found in the documents examined.",
)
_UNREAD = Text(
    sv="Inget hittades, men delar av dokumenten kunde inte läsas; frånvaron kan därför inte fastställas.",
    en="Nothing was found, but parts of the documents could not be read, so an absence cannot be claimed.",
)
_FAILED = Text(
    sv="Inget hittades, men en detektor fungerade inte; frånvaron kan därför inte fastställas.",
    en="Nothing was found, but a detector failed, so an absence cannot be claimed.",
)
_POINTER = Text(
    sv="Avtalet hänvisar för denna punkt till ett dokument som inte har lämnats in.",
    en="For this point the contract refers to a document that was not supplied.",
)
_NO_CONTRACT = Text(
    sv="Dokumenten innehåller inga avtalsvillkor; beskrivningar och åsikter räknas inte som åtaganden.",
    en="The documents contain no contractual terms; descriptions and opinions do not count as promises.",
)
_NOT_APPLICABLE = Text(
    sv="Kravet gäller inte under de angivna förutsättningarna.",
    en="The requirement does not apply under the conditions stated.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Answers that decide what applies: condition id -> whether it holds; unknown ids hold."""

    answers: Mapping[str, bool]

    def applies(self, requirement: Requirement) -> bool:
        """Whether the requirement applies."""
        return self.answers.get(requirement.applies_when, True)


def mark_standard_texts(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Note on every clause the annexed standard text in which it stands."""
    regions = [clause for clause in clauses if clause.kind.startswith(STANDARD_TEXT)]
    return tuple(_marked(clause, regions) for clause in clauses)


def _marked(clause: Clause, regions: Sequence[Clause]) -> Clause:
    for region in regions:
        if region.document == clause.document and clause is not region and clause.span in region.span:
            return replace(clause, standard_text=region.kind.removeprefix(STANDARD_TEXT))
    return clause


def evaluate(
    analysis: SetAnalysis,
    detection: Detection,
    profile: Profile,
    conditions: Conditions,
    contractual: Sequence[bool],
) -> tuple[Finding, ...]:
    """One finding per requirement of the profile, in its order."""
    judge = _Judge(analysis.contract_set, detection, conditions, any(contractual), analysis.passages)
    return tuple(judge.finding(requirement) for requirement in profile.requirements)


class _Judge:
    def __init__(
        self, contract_set: ContractSet, detection: Detection, conditions: Conditions, contract: bool, passages: int
    ) -> None:
        self.contract_set = contract_set
        self.detection = detection
        self.conditions = conditions
        self.contract = contract
        self.passages = passages
        self.unread = tuple(
            (document.name, page.number) for document in contract_set.documents for page in document.unread_pages
        )
        self.lossy = any(problem.loses_text for document in contract_set.documents for problem in document.problems)
        self.by_kind: dict[str, list[Clause]] = {}
        for clause in detection.clauses:
            self.by_kind.setdefault(clause.kind, []).append(clause)
        self.misses: dict[str, list[NearMiss]] = {}
        for miss in detection.near_misses:
            self.misses.setdefault(miss.kind, []).append(miss)

    def finding(self, requirement: Requirement) -> Finding:
        searched = self._searched(requirement)
        if not self.conditions.applies(requirement):
            return _finding(requirement, Verdict.NOT_APPLICABLE, _NOT_APPLICABLE, searched)
        if not requirement.test or not self._has_detector(requirement):
            return _finding(requirement, Verdict.UNDETERMINED, _NO_DETECTOR, searched)
        if not self.contract:
            return _finding(requirement, Verdict.NOT_FOUND, _NO_CONTRACT, searched)
        thresholds: Mapping[str, FactValue] = {item.name: item.value for item in requirement.thresholds}
        for rule, expression in zip(requirement.test, _compiled(requirement.test), strict=True):
            found = expressions.evaluate(expression, self._clauses(expression), thresholds)
            if found is not None:
                return self._decided(requirement, rule, found, searched)
        return self._absent(requirement, searched)

    def _clauses(self, expression: expressions.Expression) -> list[Clause]:
        kinds = {kind for selector in expressions.selectors(expression) for kind in self._covered(selector.kind)}
        return [clause for kind in sorted(kinds) for clause in self.by_kind[kind]]

    def _covered(self, kind: str) -> Iterable[str]:
        """The kinds that were found and that a selector's kind means."""
        if not kind.endswith(".*"):
            return (kind,) if kind in self.by_kind else ()
        return filter(expressions.Kinds.of([kind]).cover, self.by_kind)

    def _has_detector(self, requirement: Requirement) -> bool:
        return expressions.Kinds.of(requirement.clause_kinds).cover_any(self.detection.kinds)

    def _decided(
        self, requirement: Requirement, rule: Rule, found: Sequence[Sequence[Clause]], searched: Searched
    ) -> Finding:
        evidence = self._evidence(found)
        if rule.verdict in (Verdict.NOT_FOUND, Verdict.NOT_APPLICABLE) and not evidence:
            absent = self._absent(requirement, searched)
            if absent.verdict is Verdict.UNDETERMINED:
                return absent
        reason = _filled(rule.reason, evidence)  # with values from what decided
        if rule.verdict.addressed:
            evidence = self._with_related(requirement, evidence)
        return _finding(requirement, rule.verdict, reason, searched, evidence)

    def _absent(self, requirement: Requirement, searched: Searched) -> Finding:
        if expressions.Kinds.of(requirement.clause_kinds).cover_any(self.detection.failed_kinds):
            return _finding(requirement, Verdict.UNDETERMINED, _FAILED, searched)
        if self.unread or self.lossy:
            return _finding(requirement, Verdict.UNDETERMINED, _UNREAD, searched)
        pointers = [clause for kind in requirement.pointers for clause in self.by_kind.get(kind, ())]
        if pointers:
            return _finding(requirement, Verdict.UNDETERMINED, _POINTER, searched, self._evidence([pointers]))
        return _finding(requirement, Verdict.NOT_FOUND, _NOT_FOUND, searched)

    def _searched(self, requirement: Requirement) -> Searched:
        kinds = expressions.Kinds.of(requirement.clause_kinds)
        looked = tuple(name for name, detected in self.detection.detectors if kinds.cover_any(detected))
        return Searched(
            documents=tuple(document.name for document in self.contract_set.documents),
            pages=sum(len(document.pages) for document in self.contract_set.documents) - len(self.unread),
            unread_pages=self.unread,
            passages=self.passages,
            detectors=looked,
            nearest=self._nearest(kinds),
        )

    def _nearest(self, kinds: expressions.Kinds) -> tuple[NearMiss, ...]:
        fitting = [miss for kind, misses in self.misses.items() if kinds.cover(kind) for miss in misses]
        best: list[NearMiss] = []
        for miss in sorted(fitting, key=lambda m: (-m.score, m.document, m.span)):
            if not any(miss.document == other.document and miss.span.overlaps(other.span) for other in best):
                best.append(miss)
            if len(best) == NEAREST:
                break
        return tuple(best)

    def _with_related(self, requirement: Requirement, decisive: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """What decided; then what else the contract says about it, where little was quoted."""
        if len(decisive) >= ENOUGH:
            return tuple(decisive)
        kinds = [
            [clause for one in self._covered(kind) for clause in self.by_kind[one]] for kind in requirement.clause_kinds
        ]
        about = _Places([clause for clauses in kinds for clause in clauses])
        pools = [sorted(clauses, key=lambda clause: _worth(clause, about)) for clauses in kinds]
        chosen = _in_turn(pools, ENOUGH, [item.clause for item in decisive])
        return (*decisive, *(replace(self._quote(clause), decisive=False) for clause in chosen[len(decisive) :]))

    def _evidence(self, found: Sequence[Sequence[Clause]]) -> tuple[Evidence, ...]:
        """The best clause of every selector first, then the next best, without repeating a place."""
        return tuple(self._quote(clause) for clause in _in_turn(found, QUOTES, []))

    def _quote(self, clause: Clause) -> Evidence:
        document = self.contract_set.documents[clause.document]
        span = quote_span(document, clause)
        page = document.page_of(span)
        section = document.section_of(span.start)
        return Evidence(
            document=clause.document,
            span=span,
            quote=document.quote(span),
            page=page.number if page else None,
            section=section.label if section else "",
            clause=clause,
            stem=document.quote(clause.stem) if clause.stem else "",
        )


def _in_turn(lists: Sequence[Sequence[Clause]], most: int, chosen: Sequence[Clause]) -> list[Clause]:
    """What was chosen, and up to `most` in all: the first of every list, then the second, without repeating a place."""
    taken = list(chosen)
    for rank in range(max(map(len, lists), default=0)):
        for clauses in lists:
            if len(taken) == most:
                return taken
            if rank < len(clauses) and not _repeats(clauses[rank], taken):
                taken.append(clauses[rank])
    return taken


class _Places:
    """How many clauses stand at a place, in time that does not grow with their number squared."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._starts: dict[int, list[int]] = {}
        self._ends: dict[int, list[int]] = {}
        for clause in clauses:
            self._starts.setdefault(clause.document, []).append(clause.span.start)
            self._ends.setdefault(clause.document, []).append(clause.span.end)
        for offsets in (*self._starts.values(), *self._ends.values()):
            offsets.sort()

    def overlapping(self, document: int, span: Span) -> int:
        """How many overlap the span: those that begin before its end, less those that end before it begins."""
        begun = bisect_left(self._starts.get(document, ()), span.end)
        return begun - bisect_right(self._ends.get(document, ()), span.start)


def _worth(clause: Clause, about: _Places) -> tuple[float, int, int]:
    """Best first: how well the passage fits, and how much of what is asked stands in the same words."""
    said = about.overlapping(clause.document, clause.span)
    return -clause.score - SAID * min(said, MOST), clause.document, clause.span.start


def _repeats(clause: Clause, chosen: Sequence[Clause]) -> bool:
    return any(clause.document == other.document and clause.span.overlaps(other.span) for other in chosen)


@lru_cache(maxsize=1024)
def _compiled(rules: tuple[Rule, ...]) -> tuple[expressions.Expression, ...]:
    return tuple(expressions.parse(rule.when) for rule in rules)


def _finding(
    requirement: Requirement, verdict: Verdict, reason: Text, searched: Searched, evidence: tuple[Evidence, ...] = ()
) -> Finding:
    return Finding(
        requirement=requirement, verdict=verdict, severity=requirement.severity, reason=reason, evidence=evidence,
        searched=searched,
    )  # fmt: skip


_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def _filled(reason: Text, evidence: Sequence[Evidence]) -> Text:
    """The reason with {fact} replaced by the first value that the evidence states."""

    def value(match: re.Match[str]) -> str:
        for item in evidence:
            found = item.clause.fact(match.group(1))
            if found is not None:
                return str(found)
        return "?"

    return Text(sv=_PLACEHOLDER.sub(value, reason.sv), en=_PLACEHOLDER.sub(value, reason.en))


_BREAK = re.compile(r"[;:,.]\s|\s[–—(]")


def quote_span(document: Document, clause: Clause) -> Span:
    """The words to quote: the sentence, or of a long one the part around the words that decided, cut at punctuation."""
    span = clause.span
    if len(span) <= LONGEST_QUOTE:
        return span
    focus = clause.focus if clause.focus in span else Span(span.start, min(span.start + 80, span.end))
    spare = max(LONGEST_QUOTE - len(focus), 80)
    start = _cut(document.text, max(span.start, focus.start - spare // 3), span.start)
    end = _cut_end(document.text, min(span.end, start + LONGEST_QUOTE), span.end)
    return Span(start, max(end, focus.end))


def _cut(text: str, position: int, earliest: int) -> int:
    """The nearest start of a word at or before `position`."""
    if position <= earliest:
        return earliest
    blank = text.rfind(" ", earliest, position)
    return blank + 1 if blank >= 0 else earliest


def _cut_end(text: str, position: int, latest: int) -> int:
    """The end of a phrase shortly after `position`, else of a word."""
    if position >= latest:
        return latest
    found = _BREAK.search(text, position, min(position + 60, latest))
    if found:
        return found.start() + (1 if text[found.start()] != " " else 0)
    blank = text.find(" ", position, latest)
    return blank if blank >= 0 else latest
