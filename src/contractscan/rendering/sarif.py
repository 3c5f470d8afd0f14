"""The report as SARIF 2.1.0, for those who run contractscan in a pipeline.

Each requirement is a rule and has one result: `kind` is pass (met), fail (adverse, not found), review (partly met),
open (cannot be assessed) or notApplicable. Character offsets count in the text as `contractscan text` shows it, since a
PDF has no text of its own to count in; page and clause stand beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, BinaryIO
from urllib.parse import quote

from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import Assessment, Evidence, Finding, Problem, Severity, Verdict
from contractscan.rendering.plain import json_safe, one_line, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = {
    Verdict.MET: "pass",
    Verdict.PARTIAL: "review",
    Verdict.ADVERSE: "fail",
    Verdict.NOT_FOUND: "fail",
    Verdict.NOT_APPLICABLE: "notApplicable",
    Verdict.UNDETERMINED: "open",
}
_LEVELS = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
_DECISIONS = {"accepted": "accepted", "expired": "underReview", "reopened": "underReview"}

_Object = dict[str, Any]


class SarifRenderer:
    """SARIF, for pipelines."""

    id = "sarif"
    title = "SARIF, for pipelines"
    suffixes: tuple[str, ...] = (".sarif", ".sarif.json")

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write one run with one result per requirement."""
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(assessment, options.language)]}
        out.write(json_safe(json.dumps(log, ensure_ascii=False, indent=1)).encode("utf-8", "backslashreplace") + b"\n")


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register SARIF."""
    return [SarifRenderer()]


def _run(assessment: Assessment, language: str) -> _Object:
    documents = assessment.contract_set.documents
    versions = {part.name: part.version for part in assessment.versions}
    return {
        "tool": {
            "driver": {
                "name": "contractscan",
                "version": versions.get("contractscan", "0"),
                "rules": [_rule(finding, language) for finding in assessment.findings],
                "properties": {
                    "profile": assessment.profile.id,
                    "profileVersion": assessment.profile.version,
                    "profileHash": assessment.profile.hash,
                },
            },
            "extensions": [
                {"name": part.name, "version": part.version}
                for part in assessment.versions
                if part.name != "contractscan"
            ],
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(problem) for problem in assessment.problems],
            }
        ],
        "language": language,
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {
                "location": {"uri": _uri(document.name), "index": index},
                "roles": ["analysisTarget"],
                "mimeType": document.source.media_type,
                "hashes": {"sha-256": document.source.sha256},
            }
            for index, document in enumerate(documents)
        ],
        "results": [_result(finding, index, assessment, language) for index, finding in enumerate(assessment.findings)],
    }


def _rule(finding: Finding, language: str) -> _Object:
    requirement = finding.requirement
    return {
        "id": requirement.id,
        "shortDescription": {"text": requirement.title.in_language(language)},
        "fullDescription": {"text": requirement.question.in_language(language)},
        "help": {"text": requirement.advice.in_language(language)},
        "defaultConfiguration": {"level": _LEVELS[requirement.severity]},
        "properties": {
            "tags": [requirement.topic],
            "severity": requirement.severity.value,
            "legalBasis": [
                {"ref": citation.ref.in_language(language), "force": [force.value for force in citation.force]}
                for citation in requirement.citations
            ],
        },
    }


def _result(finding: Finding, index: int, assessment: Assessment, language: str) -> _Object:
    kind = _KINDS[finding.verdict]
    quoted = "\n".join([finding.requirement.id, finding.verdict, *(item.quote for item in finding.decisive)])
    result: _Object = {
        "ruleId": finding.requirement.id,
        "ruleIndex": index,
        "kind": kind,
        "level": _LEVELS[finding.severity] if kind == "fail" else "none",
        "message": {"text": visible(finding.reason.in_language(language))},
        "locations": [_location(item, assessment) for item in finding.decisive],
        "partialFingerprints": {"evidence/v1": hashlib.sha256(quoted.encode("utf-8", "backslashreplace")).hexdigest()},
        "properties": {"verdict": finding.verdict.value, "severity": finding.severity.value},
    }
    if finding.decision:
        result["suppressions"] = [
            {
                "kind": "external",
                "status": _DECISIONS.get(finding.decision.state, "underReview"),
                "justification": visible(finding.decision.reason),
                "properties": {
                    "decidedBy": finding.decision.decided_by,
                    "date": finding.decision.date,
                    "expires": finding.decision.expires,
                },
            }
        ]
    return result


def _location(evidence: Evidence, assessment: Assessment) -> _Object:
    name = assessment.contract_set.documents[evidence.document].name
    location: _Object = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(name), "index": evidence.document},
            "region": {
                "charOffset": evidence.span.start,
                "charLength": len(evidence.span),
                "snippet": {"text": visible(evidence.quote)},
            },
        },
        "properties": {"page": evidence.page, "standardText": evidence.clause.standard_text},
    }
    if evidence.section:
        location["logicalLocations"] = [{"name": one_line(evidence.section), "kind": "section"}]
    return location


def _notification(problem: Problem) -> _Object:
    where = f"{problem.document}: " if problem.document else ""
    return {
        "level": "warning" if problem.loses_text else "note",
        "message": {"text": visible(where + problem.message)},
        "properties": {"stage": problem.stage.value, "component": problem.component, "page": problem.page},
    }


def _uri(name: str) -> str:
    return quote(name, safe="", errors="replace")
