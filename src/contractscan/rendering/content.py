"""What a report says, whatever its format: the one content model that every renderer lays out.

`compose.build_report` makes it from an Assessment. The report's own words are `Text`, in Swedish and English; the
contract's words are plain strings, verbatim, and each renderer makes them harmless in its own format.
"""

from __future__ import annotations

from dataclasses import dataclass

from contractscan.model import Document, LegalForce, Severity, Span, Text, Verdict
from contractscan.rendering.plain import without_list_mark

_QUOTED_IF_MET, _QUOTED_FOR_GAP = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand.

    Attributes:
        index: index of the document in the ContractSet.
        document: its name.
        page: page number from 1, None where the format has no pages.
        section: number and heading, "" if none.
        span: the characters.
    """

    index: int
    document: str
    page: int | None
    section: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Words of the contract in three parts: before the words that decided, those words, and after.

    Cut ends show as "[…]". Joined, the parts are the quote.
    """

    before: str
    marked: str
    after: str

    @property
    def text(self) -> str:
        """The whole excerpt."""
        return self.before + self.marked + self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One passage that the report quotes, numbered by document and place; several requirements may rest on it.

    Attributes:
        number: from 1, "Evidence 7".
        place: where it stands.
        quote: the words, verbatim and whole.
        excerpt: the words as shown.
        stem: the words that introduce the list of which it is an item, "" if none.
        focus: the characters that decided, inside the place's span.
        standard_text: from which annexed standard text it is, or None for the vendor's own words.
        binds: whom it binds and how firmly.
        requirements: ids of the requirements on which it bears.
    """

    number: int
    place: Place
    quote: str
    excerpt: Excerpt
    stem: str
    focus: Span
    standard_text: Text | None
    binds: Text
    requirements: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Name for links inside a report."""
        return f"evidence-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """One provision that demands the requirement."""

    ref: Text
    forces: Text
    checked: str
    url: str
    statute: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A threshold, and whether statute or our own policy sets it."""

    name: Text
    value: Text
    basis: Text
    statute: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPassage:
    """A passage that was considered and did not suffice."""

    place: Place
    excerpt: Excerpt
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAccount:
    """Where was searched, and what came nearest."""

    sentences: tuple[Text, ...]
    nearest: tuple[NearPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionNote:
    """A recorded decision about a gap."""

    state: str
    state_word: Text
    reason: str
    decided_by: str
    date: str
    expires: str

    @property
    def stands(self) -> bool:
        """Whether the deviation is accepted now."""
        return self.state == "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One requirement with its verdict: a row of the gap table.

    `exhibits` begins with those that decided; `related` are those of them that only bear on the requirement.
    """

    anchor: str
    id: str
    title: Text
    question: Text
    topic: str
    verdict: Verdict
    verdict_word: Text
    severity: Severity
    severity_word: Text
    severity_reason: Text
    demand: LegalForce
    demand_word: Text
    bases: tuple[Basis, ...]
    limits: tuple[Limit, ...]
    reason: Text
    exhibits: tuple[Exhibit, ...]
    related: tuple[Exhibit, ...]
    advice: Text
    ask: Text
    search: SearchAccount | None
    decision: DecisionNote | None

    @property
    def quoted(self) -> tuple[Exhibit, ...]:
        """The evidence that is quoted beside the verdict; a gap needs more words than a promise that is kept.

        The same sentence is quoted once, as annexed modules repeat each other word for word.
        """
        different = {without_list_mark(exhibit.quote): exhibit for exhibit in reversed(self.decisive)}
        chosen = [exhibit for exhibit in self.decisive if different[without_list_mark(exhibit.quote)] is exhibit]
        return tuple(chosen[: _QUOTED_IF_MET if self.verdict is Verdict.MET else _QUOTED_FOR_GAP])

    @property
    def decisive(self) -> tuple[Exhibit, ...]:
        """The evidence to name beside the reason: none where the requirement does not apply."""
        if self.verdict is Verdict.NOT_APPLICABLE:
            return ()
        return tuple(exhibit for exhibit in self.exhibits if exhibit not in self.related)

    @property
    def further(self) -> tuple[Exhibit, ...]:
        """The evidence that stands in the list of evidence only."""
        quoted = self.quoted
        return tuple(exhibit for exhibit in self.exhibits if exhibit not in (*quoted, *self.related))

    @property
    def open_gap(self) -> bool:
        """Whether there is something to negotiate that nobody has accepted."""
        return self.verdict.is_gap and not (self.decision and self.decision.stands)

    @property
    def to_settle(self) -> bool:
        """Whether the vendor has a question to answer: an open gap, or something that could not be assessed."""
        return self.open_gap or (self.verdict is Verdict.UNDETERMINED and not (self.decision and self.decision.stands))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPart:
    """The rows of one topic, with their number by verdict in the order of `labels.VERDICT_ORDER`."""

    id: str
    anchor: str
    title: Text
    rows: tuple[Row, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One examined document.

    Attributes:
        pages: number of its pages, None where the format has none.
        notes: what the reader has to know about it: pages that were not read, no contractual terms found.
    """

    name: str
    title: str
    language: Text
    pages: int | None
    read_pages: int | None
    sha256: str
    contractual: bool
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingDocument:
    """A document that the contract makes part of itself, or points to, and that was not supplied."""

    name: str
    target: str
    place: Place
    incorporated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The first lines: what was examined, how much could be read, what is missing, and what to negotiate first."""

    sentences: tuple[Text, ...]
    documents: tuple[DocumentLine, ...]
    missing: tuple[MissingDocument, ...]
    verdicts: tuple[Verdict, ...]
    totals: tuple[int, ...]
    critical: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """One fact that the contract states, with its places.

    Attributes:
        number: the value as a number, a length of time in days; None for words.
    """

    label: Text
    value: Text
    number: int | float | None
    places: tuple[Place, ...]
    excerpt: Excerpt
    standard_text: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts of one kind."""

    title: Text
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to the vendor.

    Attributes:
        number: running through the letter.
        about: why it is asked, with the place it concerns.
    """

    number: int
    row: Row
    ask: Text
    about: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """The questions of one topic."""

    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A draft of the letter to the vendor."""

    subject: Text
    opening: tuple[Text, ...]
    requests: tuple[Text, ...]
    groups: tuple[QuestionGroup, ...]
    closing: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """Something that could not be done."""

    where: Text
    message: str
    loses_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the result came about, so that it can be made again and doubted."""

    paragraphs: tuple[Text, ...]
    meanings: tuple[tuple[Text, Text], ...]
    profile: tuple[tuple[Text, str], ...]
    changes: tuple[str, ...]
    applicability: tuple[tuple[Text, Text], ...]
    versions: tuple[tuple[str, str], ...]
    problems: tuple[ProblemLine, ...]
    disclaimer: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report.

    Attributes:
        name: the contract set's name, as the user gave it.
        documents: for renderers that show places on their pages.
        decisions: the rows about which a decision is needed or recorded.
    """

    name: str
    title: Text
    profile_title: Text
    summary: Summary
    topics: tuple[TopicPart, ...]
    exhibits: tuple[Exhibit, ...]
    facts: tuple[FactGroup, ...]
    letter: Letter
    decisions: tuple[Row, ...]
    method: Method
    documents: tuple[Document, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in the order of the report."""
        return tuple(row for topic in self.topics for row in topic.rows)
