"""Documents x detectors -> clauses. One failing detector is a Problem, not a crash."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from contractscan import copies
from contractscan.analysis import SetAnalysis
from contractscan.hookspecs import Detector
from contractscan.isolation import IsolatedDetector, Limits, Outcome, run_isolated
from contractscan.model import Clause, NearMiss, Problem, Stage

MAXIMUM_RESULTS = 20_000
"""Results of one detector beyond this number are cut off: it floods."""
SECONDS = 60.0
"""A detector that has not finished by then is stopped: one that runs here between two results, others at once."""
LONG = 800
"""Sentences and items from which on a second process is worth its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """What the detectors found.

    Attributes:
        clauses: sorted by document, place and kind.
        near_misses: sorted likewise.
        problems: detectors that failed.
        failed_kinds: clause kinds about which an absence proves nothing.
        kinds: clause kinds that some detector can find.
        detectors: (detector id, kinds) of those that ran.
    """

    clauses: tuple[Clause, ...]
    near_misses: tuple[NearMiss, ...]
    problems: tuple[Problem, ...]
    failed_kinds: frozenset[str]
    kinds: frozenset[str]
    detectors: tuple[tuple[str, tuple[str, ...]], ...]


class _InvalidResultError(Exception):
    """A detector returned something that is not a clause of this set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What one detector gave, or the line that says why it gave nothing."""

    clauses: tuple[Clause, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    error: str = ""


def detect(analysis: SetAnalysis, detectors: Sequence[Detector], *, spare: bool = False) -> Detection:
    """Run every detector over the set; those of other distributions in a process of their own, at the same time.

    Args:
        analysis: the set.
        detectors: those to run.
        spare: whether half of a long set's detectors may run in a copy of this process.
    """
    found = {detector.id: one for detector, one in _everything(analysis, detectors, spare)}
    failed = [detector for detector in detectors if found[detector.id].error]
    clauses = [clause for detector in detectors for clause in found[detector.id].clauses]
    misses = [miss for detector in detectors for miss in found[detector.id].near_misses]
    return Detection(
        clauses=tuple(sorted(_unique(clauses), key=_place)),
        near_misses=tuple(sorted(misses, key=lambda miss: (miss.document, miss.span, miss.kind, miss.detector))),
        problems=tuple(
            Problem(stage=Stage.DETECTION, component=detector.id, message=found[detector.id].error)
            for detector in failed
        ),
        failed_kinds=frozenset(kind for detector in failed for kind in detector.kinds),
        kinds=frozenset(kind for detector in detectors for kind in detector.kinds),
        detectors=tuple((detector.id, tuple(detector.kinds)) for detector in detectors),
    )


def _everything(analysis: SetAnalysis, detectors: Sequence[Detector], spare: bool) -> Iterator[tuple[Detector, _Found]]:
    """Each detector with what it gave."""
    isolated = [detector for detector in detectors if isinstance(detector, IsolatedDetector)]
    own = [detector for detector in detectors if not isinstance(detector, IsolatedDetector)]
    limits = Limits(seconds=SECONDS, results=MAXIMUM_RESULTS)
    with ThreadPoolExecutor(1) as pool:
        # The other process works while this one does; nothing is started where there is nothing to run.
        future = pool.submit(run_isolated, analysis, isolated, limits) if isolated else None
        # A process with a second thread at work is not copied: what the thread holds would stay held for ever.
        alone = spare and future is None and analysis.passages >= LONG
        yield from zip(own, _side_by_side(analysis, own) if alone else _in_turn(analysis, own), strict=True)
        if future is not None:
            for detector, outcome in zip(isolated, future.result(), strict=True):
                yield detector, _given(detector, outcome, analysis)


def _side_by_side(analysis: SetAnalysis, detectors: Sequence[Detector]) -> list[_Found]:
    """Every other detector in a copy of this process, where there can be one."""
    if not copies.available():
        return _in_turn(analysis, detectors)
    analysis.prepare()  # what both need is made once
    found: list[_Found] = [_Found()] * len(detectors)
    with copies.beside(lambda: _in_turn(analysis, detectors[1::2])) as others:
        found[0::2] = _in_turn(analysis, detectors[0::2])
        found[1::2] = others()
    return found


def _in_turn(analysis: SetAnalysis, detectors: Sequence[Detector]) -> list[_Found]:
    return [_given(detector, None, analysis) for detector in detectors]


def _given(detector: Detector, outcome: Outcome | None, analysis: SetAnalysis) -> _Found:
    """What a detector gives here, or has given elsewhere."""
    try:
        if outcome is not None and outcome.error:
            raise _InvalidResultError(outcome.error)
        return _taken(detector, detector.detect(analysis) if outcome is None else outcome.results, analysis)
    except Exception as error:
        return _Found(error=_message(error))


def _place(clause: Clause) -> tuple[int, int, int, str, str]:
    return (clause.document, clause.span.start, clause.span.end, clause.kind, clause.detector)


def _message(error: Exception) -> str:
    words = " ".join(str(error).split())[:300]
    return words if isinstance(error, _InvalidResultError) else f"stopped with {type(error).__name__}: {words}"


def _taken(detector: Detector, results: Iterable[object], analysis: SetAnalysis) -> _Found:
    clauses: list[Clause] = []
    misses: list[NearMiss] = []
    deadline = time.monotonic() + SECONDS
    for count, result in enumerate(results):
        if count >= MAXIMUM_RESULTS:
            raise _InvalidResultError(f"gave more than {MAXIMUM_RESULTS} results and was stopped")
        if time.monotonic() > deadline:
            raise _InvalidResultError(f"took more than {SECONDS:.0f} s and was stopped")
        _check(result, detector, analysis)
        if isinstance(result, Clause):
            clauses.append(result)
        elif isinstance(result, NearMiss):
            misses.append(result)
    return _Found(clauses=tuple(clauses), near_misses=tuple(misses))


def _check(result: object, detector: Detector, analysis: SetAnalysis) -> None:
    if not isinstance(result, Clause | NearMiss):
        raise _InvalidResultError(f"gave a {type(result).__name__} where a Clause or NearMiss was expected")
    if result.kind not in detector.kinds:
        raise _InvalidResultError(f'gave a clause of the kind "{result.kind}", which it does not declare')
    if not 0 <= result.document < len(analysis.documents):
        raise _InvalidResultError("gave a clause of a document that is not in the set")
    if result.span.end > len(analysis.documents[result.document].document.text):
        raise _InvalidResultError("gave a clause that lies outside its document's text")


def _unique(clauses: Sequence[Clause]) -> list[Clause]:
    """One clause of a kind for the same words: what several rules read there is one clause with the facts of all."""
    kept: dict[tuple[str, int, int, int], Clause] = {}
    for clause in clauses:
        key = (clause.kind, clause.document, clause.span.start, clause.span.end)
        known = kept.get(key)
        kept[key] = clause if known is None else _united(known, clause)
    return list(kept.values())


def _united(known: Clause, other: Clause) -> Clause:
    """The first reading as well as either fits, with what only the other found; a constant is of its own rule only."""
    names = {fact.name for fact in known.facts}
    more = tuple(fact for fact in other.facts if fact.span is not None and fact.name not in names)
    facts = tuple(sorted((*known.facts, *more), key=lambda fact: fact.name))
    return replace(known, facts=facts, score=max(known.score, other.score))
