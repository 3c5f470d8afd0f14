"""What is kept of an assessment for matrices and comparisons: small, plain, and readable from a saved JSON report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contractscan.errors import UnreadableError
from contractscan.model import Assessment, Evidence, FactValue, Finding, Severity, Verdict

MAXIMUM_BYTES = 200_000_000
KEY_FACTS = ("_months", "_days", "_hours", "region", "country", "law", "court", "seat", "availability", "entries")
"""Endings of the names of facts that a matrix shows, most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote with its place in words."""

    text: str
    document: str
    page: int | None
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """A finding without its document.

    Attributes:
        decision: state of the recorded decision, "" where there is none.
        facts: the facts of the evidence, sorted by name.
    """

    requirement: str
    title: str
    topic: str
    verdict: Verdict
    severity: Severity
    reason: str
    quotes: tuple[Quote, ...]
    facts: tuple[tuple[str, FactValue], ...]
    decision: str = ""

    @property
    def open_gap(self) -> bool:
        """Whether there is a gap that nobody accepted."""
        return self.verdict.is_gap and self.decision != "accepted"

    @property
    def key(self) -> tuple[str, FactValue] | None:
        """The fact that a matrix shows beside the verdict, None where there is none."""
        for ending in KEY_FACTS:
            for name, value in self.facts:
                if name.endswith(ending) and not isinstance(value, bool):
                    return name, value
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An assessment without documents."""

    name: str
    profile: str
    profile_hash: str
    documents: tuple[tuple[str, str], ...]
    findings: tuple[KeptFinding, ...]
    problems: tuple[str, ...]

    def finding(self, requirement: str) -> KeptFinding | None:
        """The finding about a requirement, or None."""
        return next((item for item in self.findings if item.requirement == requirement), None)


def of(assessment: Assessment, language: str) -> Snapshot:
    """Keep what matters of an assessment.

    Args:
        assessment: the assessment.
        language: language of titles and reasons.
    """
    documents = assessment.contract_set.documents
    names = [document.name for document in documents]
    entries = _entries((clause.kind, {fact.name: fact.value for fact in clause.facts}) for clause in assessment.clauses)
    return Snapshot(
        name=assessment.contract_set.name,
        profile=assessment.profile.id,
        profile_hash=assessment.profile.hash,
        documents=tuple((document.name, document.source.sha256) for document in documents),
        findings=tuple(_kept(finding, names, language, entries) for finding in assessment.findings),
        problems=tuple(problem.message for problem in assessment.problems),
    )


def _entries(clauses: Iterable[tuple[str, Mapping[str, FactValue]]]) -> dict[str, int]:
    """How many entries the lists of each kind have together: a list may be in several tables, not all quoted."""
    found: Counter[str] = Counter()
    for kind, facts in clauses:
        number = facts.get("entries")
        if isinstance(number, int):
            found[kind] += number
    return found


def _kept(finding: Finding, names: Sequence[str], language: str, entries: Mapping[str, int]) -> KeptFinding:
    return KeptFinding(
        requirement=finding.requirement.id,
        title=finding.requirement.title.in_language(language),
        topic=finding.requirement.topic,
        verdict=finding.verdict,
        severity=finding.severity,
        reason=finding.reason.in_language(language),
        quotes=tuple(
            Quote(text=item.quote, document=names[item.document], page=item.page, section=item.section)
            for item in finding.decisive
        ),
        facts=_facts(finding.decisive, entries),
        decision=finding.decision.state if finding.decision else "",
    )


def _facts(evidence: Sequence[Evidence], entries: Mapping[str, int]) -> tuple[tuple[str, FactValue], ...]:
    found: dict[str, FactValue] = {}
    for item in evidence:
        for fact in item.clause.facts:
            found.setdefault(
                fact.name, entries.get(item.clause.kind, fact.value) if fact.name == "entries" else fact.value
            )
    return tuple(sorted(found.items()))


def load(path: Path) -> Snapshot:
    """Read a snapshot from a saved JSON report.

    Raises:
        UnreadableError: it is none.
    """
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise UnreadableError(f"{path}: too large for a report")
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        return _from_report(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(f"{path}: not a JSON report of contractscan ({type(error).__name__}: {error})") from None


def _from_report(data: Any) -> Snapshot:
    clauses = {(item["document"], item["start"], item["end"], item["kind"]): item["facts"] for item in data["clauses"]}
    entries = _entries((item["kind"], item["facts"]) for item in data["clauses"])
    return Snapshot(
        name=data["contract_set"]["name"],
        profile=data["profile"]["id"],
        profile_hash=data["profile"]["hash"],
        documents=tuple((item["name"], item["sha256"]) for item in data["documents"]),
        findings=tuple(_from_finding(item, clauses, entries) for item in data["findings"]),
        problems=tuple(item["message"] for item in data["problems"]),
    )


def _from_finding(
    item: Any, clauses: dict[tuple[str, int, int, str], dict[str, FactValue]], entries: Mapping[str, int]
) -> KeptFinding:
    facts: dict[str, FactValue] = {}
    decisive = [quote for quote in item["evidence"] if quote.get("decisive", True)]  # older reports lack it
    for quote in decisive:
        key = (quote["document"], quote["start"], quote["end"], quote["kind"])
        for name, value in clauses.get(key, {}).items():
            facts.setdefault(name, entries.get(quote["kind"], value) if name == "entries" else value)
    decision = item.get("decision")
    return KeptFinding(
        requirement=item["requirement"],
        title=item["title"],
        topic=item["topic"],
        verdict=Verdict(item["verdict"]),
        severity=Severity(item["severity"]),
        reason=item["reason"],
        quotes=tuple(
            Quote(text=quote["quote"], document=quote["document"], page=quote["page"], section=quote["section"])
            for quote in decisive
        ),
        facts=tuple(sorted(facts.items())),
        decision=decision["state"] if decision else "",
    )
