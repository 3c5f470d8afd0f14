"""The report for programs: everything in the Assessment, described by ``schema/report.schema.json``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, BinaryIO

from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import (
    Assessment,
    Clause,
    Decision,
    Document,
    Evidence,
    Fact,
    Finding,
    NearMiss,
    Problem,
    Reference,
    Requirement,
    Searched,
    Span,
    Verdict,
)
from contractscan.rendering.labels import near_miss_reason
from contractscan.rendering.plain import json_safe

FORMAT = "contractscan-report/1"
"""Changes when a key is taken away or gets another meaning."""

_Object = dict[str, Any]


class JsonRenderer:
    """JSON, for other programs."""

    id = "json"
    title = "JSON, for other programs"
    suffixes: tuple[str, ...] = (".json",)

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the report as UTF-8 JSON with stable keys and order."""
        report = _text(report_object(assessment, options.language))
        out.write(json_safe(report).encode("utf-8", "backslashreplace") + b"\n")


def _text(report: _Object) -> str:
    """JSON with one line for each finding, clause and the like.

    That is easy to look through and to compare line by line, and written several times as fast as fully indented.
    """
    parts = [f"{_compact(key)}: {_lines(value)}" for key, value in report.items()]
    return "{\n" + ",\n".join(parts) + "\n}"


def _lines(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n " + ",\n ".join(_compact(item) for item in value) + "\n]"
    return _compact(value)


_compact = json.JSONEncoder(ensure_ascii=False).encode


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register the JSON report."""
    return [JsonRenderer()]


def report_schema() -> _Object:
    """The JSON Schema of the report."""
    path = files("contractscan.rendering") / "schema" / "report.schema.json"
    schema: _Object = json.loads(path.read_text(encoding="utf-8"))
    return schema


def report_object(assessment: Assessment, language: str) -> _Object:
    """The report as plain objects, with its own words in `language`."""
    documents = assessment.contract_set.documents
    return {
        "format": FORMAT,
        "language": language,
        "contract_set": {
            "name": assessment.contract_set.name,
            "precedence": [documents[index].name for index in assessment.contract_set.precedence],
        },
        "profile": {
            "id": assessment.profile.id,
            "version": assessment.profile.version,
            "hash": assessment.profile.hash,
            "title": assessment.profile.title.in_language(language),
            "changes": list(assessment.profile.changes),
        },
        "counts": _counts(assessment.findings),
        "topics": _topics(assessment, language),
        "findings": [_finding(finding, documents, language) for finding in assessment.findings],
        "clauses": [_clause(clause, documents) for clause in assessment.clauses],
        "facts": [
            {"name": fact.name, "value": fact.value, "kind": clause.kind, **_place(clause, documents)}
            for clause in assessment.clauses
            for fact in clause.facts
        ],
        "documents": [_document(document, index, assessment) for index, document in enumerate(documents)],
        "references": [_reference(reference, documents) for reference in assessment.contract_set.references],
        "decisions": [_decision(finding.decision) for finding in assessment.findings if finding.decision is not None],
        "applicability": [{"key": one.key, "answer": one.answer} for one in assessment.applicability],
        "problems": [_problem(problem) for problem in assessment.problems],
        "versions": [{"name": part.name, "version": part.version} for part in assessment.versions],
    }


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    counted = Counter(finding.verdict for finding in findings)
    return {verdict.value: counted[verdict] for verdict in Verdict}


def _topics(assessment: Assessment, language: str) -> list[_Object]:
    return [
        {
            "id": topic.id,
            "title": topic.title.in_language(language),
            "counts": _counts([finding for finding in assessment.findings if finding.requirement.topic == topic.id]),
        }
        for topic in assessment.profile.topics
    ]


def _finding(finding: Finding, documents: Sequence[Document], language: str) -> _Object:
    requirement = finding.requirement
    return {
        "requirement": requirement.id,
        "title": requirement.title.in_language(language),
        "topic": requirement.topic,
        "question": requirement.question.in_language(language),
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "severity_reason": requirement.severity_reason.in_language(language),
        "reason": finding.reason.in_language(language),
        "citations": _citations(requirement, language),
        "thresholds": [
            {"name": item.name, "value": item.value, "basis": item.basis} for item in requirement.thresholds
        ],
        "advice": requirement.advice.in_language(language),
        "ask": requirement.ask.in_language(language),
        "evidence": [_evidence(evidence, documents) for evidence in finding.evidence],
        "searched": _searched(finding.searched, documents, language),
        "decision": _decision(finding.decision) if finding.decision else None,
    }


def _citations(requirement: Requirement, language: str) -> list[_Object]:
    return [
        {
            "ref": citation.ref.in_language(language),
            "force": [force.value for force in citation.force],
            "checked": citation.checked,
            "url": citation.url,
        }
        for citation in requirement.citations
    ]


def _evidence(evidence: Evidence, documents: Sequence[Document]) -> _Object:
    clause = evidence.clause
    return {
        "document": documents[evidence.document].name,
        "document_index": evidence.document,
        "page": evidence.page,
        "section": evidence.section,
        "quote": evidence.quote,
        "decisive": evidence.decisive,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "stem": evidence.stem,
        "focus": _span(clause.focus),
        "kind": clause.kind,
        "actor": clause.actor.value,
        "force": clause.force.value,
        "detector": clause.detector,
        "standard_text": clause.standard_text,
        "via_scc": bool(clause.standard_text),
    }


def _searched(searched: Searched, documents: Sequence[Document], language: str) -> _Object:
    return {
        "documents": list(searched.documents),
        "pages": searched.pages,
        "unread_pages": [{"document": name, "page": page} for name, page in searched.unread_pages],
        "passages": searched.passages,
        "detectors": list(searched.detectors),
        "nearest": [_near_miss(miss, documents, language) for miss in searched.nearest],
    }


def _near_miss(miss: NearMiss, documents: Sequence[Document], language: str) -> _Object:
    return {
        **_span_place(miss.document, miss.span, documents),
        "kind": miss.kind,
        "reason": miss.reason,
        "reason_text": near_miss_reason(miss.reason).in_language(language),
        "detail": miss.detail,
        "score": miss.score,
        "detector": miss.detector,
    }


def _clause(clause: Clause, documents: Sequence[Document]) -> _Object:
    document = documents[clause.document]
    return {
        "kind": clause.kind,
        **_place(clause, documents),
        "stem": document.quote(clause.stem) if clause.stem else "",
        "focus": _span(clause.focus),
        "facts": _fact_values(clause.facts),
        "fact_places": [
            {"name": fact.name, "value": fact.value, "place": _span(fact.span) if fact.span else None}
            for fact in clause.facts
        ],
        "actor": clause.actor.value,
        "force": clause.force.value,
        "detector": clause.detector,
        "explanation": clause.explanation,
        "standard_text": clause.standard_text,
        "score": clause.score,
    }


def _fact_values(facts: Sequence[Fact]) -> _Object:
    """The facts as name and value; a name that stands several times has the list of its values."""
    values: _Object = {}
    for name in dict.fromkeys(fact.name for fact in facts):
        found = [fact.value for fact in facts if fact.name == name]
        values[name] = found[0] if len(found) == 1 else found
    return values


def _place(clause: Clause, documents: Sequence[Document]) -> _Object:
    return _span_place(clause.document, clause.span, documents)


def _span_place(index: int, span: Span, documents: Sequence[Document]) -> _Object:
    document = documents[index]
    page = document.page_of(span)
    section = document.section_of(span.start)
    return {
        "document": document.name,
        "document_index": index,
        "page": page.number if page else None,
        "section": section.label if section else "",
        "quote": document.quote(span),
        "start": span.start,
        "end": span.end,
    }


def _span(span: Span) -> _Object:
    return {"start": span.start, "end": span.end}


def _document(document: Document, index: int, assessment: Assessment) -> _Object:
    return {
        "name": document.name,
        "sha256": document.source.sha256,
        "media_type": document.source.media_type,
        "title": document.title,
        "language": document.language,
        "reader": document.reader,
        "characters": len(document.text),
        "contractual": assessment.contractual[index] if index < len(assessment.contractual) else None,
        "pages": [
            {"number": page.number, "text_origin": page.text_origin.value, "blank": page.blank}
            for page in document.pages
        ],
        "problems": [_problem(problem) for problem in document.problems],
    }


def _reference(reference: Reference, documents: Sequence[Document]) -> _Object:
    return {
        "name": reference.name,
        "target": reference.target,
        "incorporated": reference.incorporated,
        "supplied": documents[reference.supplied].name if reference.supplied is not None else None,
        **_span_place(reference.document, reference.span, documents),
    }


def _decision(decision: Decision) -> _Object:
    return {
        "requirement": decision.requirement,
        "reason": decision.reason,
        "decided_by": decision.decided_by,
        "date": decision.date,
        "expires": decision.expires,
        "fingerprint": decision.fingerprint,
        "state": decision.state,
    }


def _problem(problem: Problem) -> _Object:
    return {
        "stage": problem.stage.value,
        "component": problem.component,
        "message": problem.message,
        "document": problem.document,
        "page": problem.page,
        "loses_text": problem.loses_text,
    }
