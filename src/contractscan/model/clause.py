"""What a detector finds: a clause with the party it binds, how firmly, and its facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contractscan.model.source import Span

FactValue = str | int | float | bool


class Actor(StrEnum):
    """Who is bound by the clause, or who is given the right."""

    VENDOR = "vendor"
    CUSTOMER = "customer"
    BOTH = "both"
    THIRD = "third"
    """Somebody else: a sub-processor, an authority."""
    UNSTATED = "unstated"
    """The sentence names nobody, as in the passive "data shall be deleted"."""


class Force(StrEnum):
    """How firmly the clause binds."""

    SHALL = "shall"
    NONE = "none"
    """The plain present: "the Supplier notifies the Customer"."""
    EFFORTS = "efforts"
    MAY = "may"
    NEGATED = "negated"
    """The clause denies what its words name: "is under no obligation to notify"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value that the clause states, such as `days` = 30, with the characters that say so where known."""

    name: str
    value: FactValue
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A passage that a detector recognised.

    Attributes:
        kind: what it is about, dotted: "exit.retrieval-period".
        document: index of its document in the ContractSet.
        span: the passage, a sentence or list item.
        focus: the words that matched, inside `span` or inside the list's stem.
        facts: the values found, sorted by name.
        actor: who is bound.
        force: how firmly.
        detector: id of the detector.
        stem: the introducing words of the list of which the passage is an item, or None.
        explanation: why it matched, for `contractscan explain` and for the report's method part.
        standard_text: "" for the vendor's own words, else the annexed standard text it stands in ("scc-2021").
        score: how well the passage fits, for the order of the evidence; higher first.
    """

    kind: str
    document: int
    span: Span
    focus: Span
    facts: tuple[Fact, ...] = ()
    actor: Actor = Actor.UNSTATED
    force: Force = Force.NONE
    detector: str
    stem: Span | None = None
    explanation: str = ""
    standard_text: str = ""
    score: float = 1.0

    def fact(self, name: str) -> FactValue | None:
        """Value of the fact called `name`, or None."""
        return next((fact.value for fact in self.facts if fact.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A passage that a detector considered and rejected; shown beside a `not_found`.

    Attributes:
        kind: the clause kind that it almost was.
        document: index of its document in the ContractSet.
        span: the passage.
        reason: key of the reason: "actor", "negated", "excluded", "missing-part", "not-contract", "section", "reader".
        detail: the words or party that decided, for the reader.
        score: 0 to 1, how near it came.
        detector: id of the detector.
    """

    kind: str
    document: int
    span: Span
    reason: str
    detail: str = ""
    score: float = 0.0
    detector: str
