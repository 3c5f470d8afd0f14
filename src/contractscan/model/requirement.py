"""What is required, by whom, and how a verdict is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LANGUAGES = ("sv", "en")


class Verdict(StrEnum):
    """What the contract set does about a requirement."""

    MET = "met"
    PARTIAL = "partial"
    ADVERSE = "adverse"
    NOT_FOUND = "not_found"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"

    @property
    def addressed(self) -> bool:
        """Whether the contract says something operative about the point."""
        return self in (Verdict.MET, Verdict.PARTIAL, Verdict.ADVERSE)

    @property
    def is_gap(self) -> bool:
        """Whether the reader has something to negotiate."""
        return self in (Verdict.PARTIAL, Verdict.ADVERSE, Verdict.NOT_FOUND)


class Severity(StrEnum):
    """How much a gap matters, in falling order."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class LegalForce(StrEnum):
    """Whom a legal source binds."""

    BINDS_VENDOR = "binds_vendor"
    BINDS_CUSTOMER = "binds_customer"
    GUIDANCE = "guidance"
    POLICY = "policy_or_practice"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both report languages."""

    sv: str
    en: str

    def in_language(self, language: str) -> str:
        """The words in `language`, "sv" or "en"."""
        return self.sv if language == "sv" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A provision, whom it binds, and when somebody last checked it (ISO date, or "" where nobody has)."""

    ref: Text
    force: tuple[LegalForce, ...]
    checked: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A number or date that decides, and whether statute or our own policy sets it."""

    name: str
    value: int | float | str
    basis: str
    """"statute" or "policy"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One step of a requirement's test: when the expression holds, this is the verdict.

    Attributes:
        verdict: the verdict reached.
        when: expression over clauses, facts and thresholds; see docs/reference/tests.md.
        reason: one sentence for the reader; may hold {fact} placeholders.
        line: line of the file in which it stands, for messages.
    """

    verdict: Verdict
    when: str
    reason: Text
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that a contract has to say, in a form that a lawyer can check.

    Attributes:
        id: such as "EXI-04".
        topic: id of the topic under which reports show it.
        severity: how much a gap matters.
        severity_reason: why.
        title, question: for the reader.
        citations: the legal basis.
        clause_kinds: kinds of clauses that its test looks at; derived from the test.
        test: the rules, tried in order; the first that holds decides, and where none holds the verdict is not_found.
        thresholds: the numbers that the test may name.
        expectation: what `met`, `partial` and `adverse` mean here, keyed by verdict name.
        advice: what to negotiate.
        ask: the question to put to the vendor.
        applies_when: key of the condition under which it applies: "always", "personal_data", ...
        pointers: clause kinds that say the answer stands in a document that may not have been supplied.
        source: file and line in which it is defined.
    """

    id: str
    topic: str
    severity: Severity
    severity_reason: Text
    title: Text
    question: Text
    citations: tuple[Citation, ...]
    clause_kinds: tuple[str, ...]
    test: tuple[Rule, ...]
    thresholds: tuple[Threshold, ...] = ()
    expectation: Mapping[str, Text] = field(default_factory=dict)
    advice: Text
    ask: Text
    applies_when: str = "always"
    pointers: tuple[str, ...] = ()
    source: str = ""

    def threshold(self, name: str) -> int | float | str | None:
        """Value of the threshold called `name`, or None."""
        return next((item.value for item in self.thresholds if item.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A heading under which requirements are shown."""

    id: str
    title: Text
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A selection of requirements, with changed severities and thresholds already applied.

    Attributes:
        id, version, title: what it is.
        requirements: in the order in which reports show them.
        topics: in order.
        hash: SHA-256 over the whole resolved content; two equal hashes mean the same questions were asked.
        changes: what the profile changed in its base, one line each, shown in the report.
    """

    id: str
    version: str
    title: Text
    requirements: tuple[Requirement, ...]
    topics: tuple[Topic, ...]
    hash: str
    changes: tuple[str, ...] = ()
