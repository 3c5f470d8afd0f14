"""Two versions of one vendor's terms: verdicts, facts and words that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contractscan.model import Document, FactValue, Verdict
from contractscan.portfolio.alignment import Alignment, Change, align, passages
from contractscan.portfolio.snapshot import KeptFinding, Snapshot

WORTH = {
    Verdict.MET: 3,
    Verdict.NOT_APPLICABLE: 3,
    Verdict.PARTIAL: 2,
    Verdict.NOT_FOUND: 1,
    Verdict.UNDETERMINED: 1,
    Verdict.ADVERSE: 0,
}
"""How good a verdict is for the customer, to tell better from worse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact that changed; None where it was or is not there."""

    name: str
    old: FactValue | None
    new: FactValue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """A requirement whose verdict or facts changed.

    Attributes:
        old, new: the findings.
        facts: the facts that changed.
        words: the changes of the text that touch the evidence.
    """

    old: KeptFinding
    new: KeptFinding
    facts: tuple[FactChange, ...]
    words: tuple[Change, ...]

    @property
    def direction(self) -> str:
        """What it means for the customer: better, worse or same."""
        before, after = WORTH[self.old.verdict], WORTH[self.new.verdict]
        return "better" if after > before else "worse" if after < before else "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The whole comparison; `text` is None where a saved report without the documents was compared."""

    old: Snapshot
    new: Snapshot
    verdicts: tuple[VerdictChange, ...]
    text: Alignment | None
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]

    @property
    def worse(self) -> tuple[VerdictChange, ...]:
        """The requirements that got worse for the customer."""
        return tuple(change for change in self.verdicts if change.direction == "worse")


def compare(
    old: Snapshot,
    new: Snapshot,
    old_documents: Sequence[Document] | None = None,
    new_documents: Sequence[Document] | None = None,
) -> Comparison:
    """Compare two versions.

    Args:
        old: snapshot of the older version.
        new: snapshot of the newer version.
        old_documents: the older documents, for the comparison of the words.
        new_documents: the newer documents.
    """
    text = None
    if old_documents is not None and new_documents is not None:
        text = align(passages(old_documents), passages(new_documents))
    both = [(item, new.finding(item.requirement)) for item in old.findings]
    changes = [_change(before, after, text) for before, after in both if after is not None]
    known_old, known_new = ({item.requirement for item in snapshot.findings} for snapshot in (old, new))
    return Comparison(
        old=old,
        new=new,
        verdicts=tuple(change for change in changes if change is not None),
        text=text,
        only_old=tuple(sorted(known_old - known_new)),
        only_new=tuple(sorted(known_new - known_old)),
    )


def _change(old: KeptFinding, new: KeptFinding, text: Alignment | None) -> VerdictChange | None:
    facts = _fact_changes(old, new)
    if old.verdict == new.verdict and not facts:
        return None
    return VerdictChange(old=old, new=new, facts=facts, words=_words(old, new, text))


def _fact_changes(old: KeptFinding, new: KeptFinding) -> tuple[FactChange, ...]:
    """Numbers and names that differ; a fact seen on one side only is told by the verdict and the words."""
    before, after = dict(old.facts), dict(new.facts)
    return tuple(
        FactChange(name=name, old=before[name], new=after[name])
        for name in sorted(before)
        if name in after and before[name] != after[name]
    )


def _words(old: KeptFinding, new: KeptFinding, text: Alignment | None) -> tuple[Change, ...]:
    if text is None:
        return ()
    return tuple(
        change
        for change in text.changes
        if (change.old is not None and _quoted(change.old.text, old))
        or (change.new is not None and _quoted(change.new.text, new))
    )


def _quoted(passage: str, finding: KeptFinding) -> bool:
    return any(quote.text in passage or passage in quote.text for quote in finding.quotes)
