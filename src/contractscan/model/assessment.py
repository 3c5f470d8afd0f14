"""The result: findings about a contract set, each with its evidence or an account of the search."""

from __future__ import annotations

from dataclasses import dataclass

from contractscan.model.clause import Clause, NearMiss
from contractscan.model.document import Document
from contractscan.model.problem import Problem
from contractscan.model.requirement import Profile, Requirement, Severity, Text, Verdict
from contractscan.model.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A document that the contract makes part of itself or points to, and whether it was supplied.

    Attributes:
        name: what the contract calls it.
        target: the address or title as written, never followed.
        document: index of the document that refers to it.
        span: the words that refer.
        supplied: index of the supplied document that it is, or None.
        incorporated: whether the words make it part of the contract, rather than just mention it.
    """

    name: str
    target: str
    document: int
    span: Span
    supplied: int | None = None
    incorporated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSet:
    """The documents that together are one vendor's terms.

    Attributes:
        name: usually the folder's name.
        documents: sorted by name.
        references: what the documents incorporate or point to.
        precedence: indexes of documents in falling order of precedence, where the contract states one; else ().
    """

    name: str
    documents: tuple[Document, ...]
    references: tuple[Reference, ...] = ()
    precedence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A verbatim quote and its place; the program has checked that the words stand there.

    Attributes:
        document: index in the ContractSet.
        span: the quoted characters.
        quote: the characters themselves.
        page: page number, from 1.
        section: number and heading of the section, "" if none.
        clause: the clause that it proves.
        stem: words that introduce the list of which the quote is an item, "" if none.
        decisive: whether the verdict rests on it; else it only bears on the requirement, and is shown beside.
    """

    document: int
    span: Span
    quote: str
    page: int | None
    section: str
    clause: Clause
    stem: str = ""
    decisive: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What stands behind a `not_found`: how much was read, and what came nearest.

    Attributes:
        documents: names of the documents searched.
        pages: pages searched.
        unread_pages: pages that could not be read, as (document name, page number).
        passages: sentences and list items examined.
        detectors: ids of the detectors that looked.
        nearest: the nearest passages, best first.
    """

    documents: tuple[str, ...]
    pages: int
    unread_pages: tuple[tuple[str, int], ...]
    passages: int
    detectors: tuple[str, ...]
    nearest: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict on one requirement.

    Attributes:
        requirement: the requirement.
        verdict: the verdict.
        severity: how much it matters here.
        reason: one sentence for the reader.
        evidence: the quotes, first those that decided, best first; empty for verdicts that rest on absence.
        searched: what was searched.
        decision: the recorded decision about the gap, or None.
    """

    requirement: Requirement
    verdict: Verdict
    severity: Severity
    reason: Text
    evidence: tuple[Evidence, ...] = ()
    searched: Searched
    decision: Decision | None = None

    @property
    def decisive(self) -> tuple[Evidence, ...]:
        """The evidence on which the verdict rests; what only bears on the requirement is left out."""
        return tuple(item for item in self.evidence if item.decisive)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A deviation that somebody accepted, and whether that still stands.

    Attributes:
        requirement: id of the requirement.
        reason, decided_by: why and by whom.
        date, expires: ISO dates; `expires` may be "".
        fingerprint: of the evidence that was accepted.
        state: "accepted", "expired" or "reopened" (the evidence is no longer the same).
    """

    requirement: str
    reason: str
    decided_by: str
    date: str
    expires: str = ""
    fingerprint: str = ""
    state: str = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentVersion:
    """A part that took part in the work, with its version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of the answers that decided what applies.

    Attributes:
        key: id of the condition, or "classification".
        title: what a report calls it.
        answer: "yes" or "no", or the classification as "K3R2T2".
    """

    key: str
    title: Text
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything that a report needs; the same inputs give the same Assessment.

    Attributes:
        contract_set: what was examined.
        profile: what it was held against.
        findings: one per requirement of the profile, in its order.
        clauses: all clauses found, by document and place.
        problems: what could not be done.
        versions: program and plugins, sorted by name.
        contractual: for each document, whether contractual terms were found in it.
        applicability: the answers that decided what applies.
    """

    contract_set: ContractSet
    profile: Profile
    findings: tuple[Finding, ...]
    clauses: tuple[Clause, ...]
    problems: tuple[Problem, ...]
    versions: tuple[ComponentVersion, ...]
    contractual: tuple[bool, ...] = ()
    applicability: tuple[Answer, ...] = ()
