"""Recorded decisions: whether an accepted deviation still stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from contractscan.errors import UsageError
from contractscan.model import Decision, Finding

_MARKER = re.compile(r"^\s*(?:(?:§\s*)?\d+(?:\.\d+)*[.)]?\s*§?|\(?[a-z]{1,4}\)|[•–*-])\s+", re.IGNORECASE)
ACCEPTED, EXPIRED, REOPENED = "accepted", "expired", "reopened"


def unnumbered(passage: str) -> str:
    """The passage without the number or list marker that it begins with."""
    return _MARKER.sub("", passage)


def fingerprint(finding: Finding) -> str:
    """What was accepted: the verdict and the words that decided it, whatever their place, number and spacing."""
    words = sorted(" ".join(unnumbered(item.quote).split()) for item in finding.decisive)
    return hashlib.sha256("\n".join([finding.requirement.id, finding.verdict, *words]).encode()).hexdigest()[:32]


def apply(findings: Sequence[Finding], decisions: Sequence[Decision], today: date) -> tuple[Finding, ...]:
    """Attach the decisions to their findings; an expired or no longer matching one is reopened.

    Raises:
        UsageError: a decision names a requirement that is not in the profile, or two name the same.
    """
    known = {finding.requirement.id for finding in findings}
    by_id: dict[str, Decision] = {}
    for decision in decisions:
        if decision.requirement not in known:
            raise UsageError(f"a decision names {decision.requirement}, which is no requirement of this profile")
        if decision.requirement in by_id:
            raise UsageError(f"there are two decisions about {decision.requirement}; keep the one that stands")
        by_id[decision.requirement] = decision
    return tuple(
        replace(finding, decision=_judged(finding, by_id[finding.requirement.id], today))
        if finding.requirement.id in by_id
        else finding
        for finding in findings
    )


def _judged(finding: Finding, decision: Decision, today: date) -> Decision:
    if decision.fingerprint and decision.fingerprint != fingerprint(finding):
        return replace(decision, state=REOPENED)
    if decision.expires and date.fromisoformat(decision.expires) < today:
        return replace(decision, state=EXPIRED)
    return replace(decision, state=ACCEPTED)


def append(path: Path, decision: Decision) -> None:
    """Add a decision to `decisions.toml`, keeping what stands there, comments too."""
    lines = [
        "[[decision]]",
        f"requirement = {_quoted(decision.requirement)}",
        f"reason = {_quoted(decision.reason)}",
        f"decided-by = {_quoted(decision.decided_by)}",
        f"date = {decision.date}",
    ]
    if decision.expires:
        lines.append(f"expires = {decision.expires}")
    lines.append(f"fingerprint = {_quoted(decision.fingerprint)}")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    separator = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(before + separator + "\n".join(lines) + "\n", encoding="utf-8")
    temporary.replace(path)


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in escaped) + '"'
