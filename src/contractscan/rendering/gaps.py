"""The gap table: requirements with their verdicts, legal basis, evidence and accounts of the search."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from contractscan.model import (
    Assessment,
    Citation,
    Decision,
    Document,
    Evidence,
    Finding,
    LegalForce,
    NearMiss,
    Searched,
    Span,
    Text,
    Topic,
    Verdict,
)
from contractscan.rendering import labels
from contractscan.rendering.content import (
    Basis,
    DecisionNote,
    Exhibit,
    Limit,
    NearPassage,
    Row,
    SearchAccount,
    TopicPart,
)
from contractscan.rendering.factsheet import standard_text_words
from contractscan.rendering.places import excerpt, has_pages, page_ranges, place_of
from contractscan.rendering.plain import one_line, shortened
from contractscan.rendering.texts import mark, plain, say, say_count

_STATUTE = {LegalForce.BINDS_VENDOR, LegalForce.BINDS_CUSTOMER}
_BASES = {"statute": mark("set by statute"), "policy": mark("set by own policy")}
_NEAREST_SHOWN = 3
_NEAR = 0.6
"""How near a passage has to come to be shown beside others; the nearest of all is always shown."""
_DETAIL = 80

Key = tuple[int, Span]


def exhibits_of(assessment: Assessment) -> dict[Key, Exhibit]:
    """Every quoted passage once, numbered by document and place."""
    documents = assessment.contract_set.documents
    first: dict[Key, Evidence] = {}
    used: dict[Key, list[str]] = {}
    for finding in assessment.findings:
        for evidence in finding.evidence:
            key = (evidence.document, evidence.span)
            first.setdefault(key, evidence)
            if finding.requirement.id not in used.setdefault(key, []):
                used[key].append(finding.requirement.id)
    keys = sorted(first)
    return {key: _exhibit(number, first[key], documents, used[key]) for number, key in enumerate(keys, start=1)}


def _exhibit(number: int, evidence: Evidence, documents: Sequence[Document], requirements: list[str]) -> Exhibit:
    document, clause = documents[evidence.document], evidence.clause
    return Exhibit(
        number=number,
        place=place_of(documents, evidence.document, evidence.span),
        quote=evidence.quote,
        excerpt=excerpt(document, evidence.span, clause.focus),
        stem=evidence.stem,
        focus=clause.focus,
        standard_text=standard_text_words(clause),
        binds=say(
            "Party: {actor} ({force})",
            actor=labels.actor_words(clause.actor),
            force=labels.clause_force_words(clause.force),
        ),
        requirements=tuple(requirements),
    )


def topic_parts(assessment: Assessment, exhibits: Mapping[Key, Exhibit]) -> tuple[TopicPart, ...]:
    """The rows by topic, in the profile's order; an unknown topic comes last under its id."""
    known = {topic.id: topic for topic in assessment.profile.topics}
    for finding in assessment.findings:
        name = finding.requirement.topic
        known.setdefault(name, Topic(id=name, title=plain(name)))
    anchors = _Anchors()
    documents = assessment.contract_set.documents
    parts = []
    for topic in known.values():
        findings = [finding for finding in assessment.findings if finding.requirement.topic == topic.id]
        if findings:
            anchor = anchors.make(f"topic-{topic.id}")
            rows = tuple(_row(finding, documents, exhibits, anchors) for finding in findings)
            parts.append(
                TopicPart(id=topic.id, anchor=anchor, title=topic.title, rows=rows, counts=count_verdicts(rows))
            )
    return tuple(parts)


def count_verdicts(rows: Sequence[Row]) -> tuple[int, ...]:
    """Number of rows by verdict, in the order in which reports show verdicts."""
    counted = Counter(row.verdict for row in rows)
    return tuple(counted[verdict] for verdict in labels.VERDICT_ORDER)


def anchor_of(name: str) -> str:
    """The link name of a requirement or topic, safe in every format."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "part"


class _Anchors:
    """Link names that are safe in every format and never given twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def make(self, name: str) -> str:
        base = anchor_of(name)
        anchor, number = base, 1
        while anchor in self._given:
            number += 1
            anchor = f"{base}-{number}"
        self._given.add(anchor)
        return anchor


def _row(finding: Finding, documents: Sequence[Document], exhibits: Mapping[Key, Exhibit], anchors: _Anchors) -> Row:
    requirement = finding.requirement
    keys = dict.fromkeys((evidence.document, evidence.span) for evidence in finding.evidence)
    decisive = {(evidence.document, evidence.span) for evidence in finding.decisive}
    rests_on_absence = finding.verdict in (Verdict.NOT_FOUND, Verdict.UNDETERMINED)
    return Row(
        anchor=anchors.make(requirement.id),
        id=requirement.id,
        title=requirement.title,
        question=requirement.question,
        topic=requirement.topic,
        verdict=finding.verdict,
        verdict_word=labels.verdict_word(finding.verdict),
        severity=finding.severity,
        severity_word=labels.severity_word(finding.severity),
        severity_reason=requirement.severity_reason,
        demand=labels.demand(requirement),
        demand_word=labels.demand_word(requirement),
        bases=tuple(_basis(citation) for citation in requirement.citations),
        limits=tuple(
            Limit(
                name=limit_name(item.name),
                value=limit_value(item.value),
                basis=say(_BASES[item.basis]) if item.basis in _BASES else plain(item.basis),
                statute=item.basis == "statute",
            )
            for item in requirement.thresholds
        ),
        reason=finding.reason,
        exhibits=tuple(exhibits[key] for key in keys),
        related=tuple(exhibits[key] for key in keys if key not in decisive),
        advice=requirement.advice,
        ask=requirement.ask,
        search=search_account(finding.searched, documents) if rests_on_absence else None,
        decision=_decision(finding.decision) if finding.decision else None,
    )


def limit_name(name: str) -> Text:
    """What a report calls a threshold."""
    return _limit_words()["names"].get(name) or plain(one_line(name.replace("_", " ")))


def limit_value(value: int | float | str) -> Text:
    """The value of a threshold as a report says it."""
    known = _limit_words()["values"].get(str(value))
    return known or (plain(one_line(value)) if isinstance(value, str) else say("{number}", number=value))


@cache
def _limit_words() -> Mapping[str, Mapping[str, Text]]:
    import yaml

    path = files("contractscan.rendering") / "data" / "limits.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {part: {key: Text(**words) for key, words in data[part].items()} for part in ("names", "values")}


def _basis(citation: Citation) -> Basis:
    return Basis(
        ref=citation.ref,
        forces=labels.force_words(tuple(citation.force)),
        checked=citation.checked,
        url=citation.url if citation.url.startswith(("https://", "http://")) else "",
        statute=bool(_STATUTE.intersection(citation.force)),
    )


def _decision(decision: Decision) -> DecisionNote:
    return DecisionNote(
        state=decision.state,
        state_word=labels.decision_state(decision.state),
        reason=decision.reason,
        decided_by=decision.decided_by,
        date=decision.date,
        expires=decision.expires,
    )


def search_account(searched: Searched, documents: Sequence[Document]) -> SearchAccount:
    """Where was searched, what could not be read, and what came nearest."""
    sentences = []
    if searched.detectors:
        passages = say_count("{count} passage", "{count} passages", searched.passages)
        pages = say_count("{count} page", "{count} pages", searched.pages)
        in_documents = say_count("{count} document", "{count} documents", len(searched.documents))
        detectors = say_count("{count} detector", "{count} detectors", len(searched.detectors))
        sentences.append(
            say(
                "Searched: {passages} on {pages} in {documents}, with {detectors}.",
                passages=passages,
                pages=pages,
                documents=in_documents,
                detectors=detectors,
            )
            if any(has_pages(document) for document in documents)
            else say(
                "Searched: {passages} in {documents}, with {detectors}.",
                passages=passages,
                documents=in_documents,
                detectors=detectors,
            )
        )
    else:
        sentences.append(say("No detector searched for this."))
    for name in dict.fromkeys(name for name, _ in searched.unread_pages):
        unread = page_ranges(page for owner, page in searched.unread_pages if owner == name)
        sentences.append(say("Not read: {document}, p. {pages}.", document=one_line(name), pages=unread))
    nearest = tuple(_near_passage(miss, documents) for miss in _nearest(searched, documents))
    if searched.detectors and not nearest:
        sentences.append(say("No passage came near."))
    return SearchAccount(sentences=tuple(sentences), nearest=nearest)


def _nearest(searched: Searched, documents: Sequence[Document]) -> list[NearMiss]:
    """The few passages that are worth a reader's time: near enough, and none with the words of another."""
    different = {
        " ".join(documents[miss.document].quote(miss.span).split()): miss for miss in reversed(searched.nearest)
    }
    shown = sorted(different.values(), key=searched.nearest.index)
    return [miss for miss in shown if miss.score >= _NEAR][:_NEAREST_SHOWN] or shown[:1]


def _near_passage(miss: NearMiss, documents: Sequence[Document]) -> NearPassage:
    document = documents[miss.document]
    reason, words = labels.near_miss_reason(miss.reason), shortened(miss.detail, _DETAIL)
    return NearPassage(
        place=place_of(documents, miss.document, miss.span),
        excerpt=excerpt(document, miss.span, Span(miss.span.start, miss.span.start), limit=300),
        reason=say("{reason}: “{words}”", reason=reason, words=words) if words else reason,
    )
