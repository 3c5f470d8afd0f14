"""The words for verdicts, severities, legal force and the like, in both report languages."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.model import Actor, Force, LegalForce, Requirement, Severity, Text, TextOrigin, Verdict
from contractscan.rendering.texts import listed, mark, plain, say, say_count

VERDICT_ORDER = (
    Verdict.ADVERSE,
    Verdict.NOT_FOUND,
    Verdict.PARTIAL,
    Verdict.UNDETERMINED,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)
"""What a negotiator looks at first comes first."""

_VERDICTS = {
    Verdict.MET: mark("Met"),
    Verdict.PARTIAL: mark("Partly met"),
    Verdict.ADVERSE: mark("Adverse to the customer"),
    Verdict.NOT_FOUND: mark("Not found"),
    Verdict.NOT_APPLICABLE: mark("Not applicable"),
    Verdict.UNDETERMINED: mark("Cannot be assessed"),
}
_VERDICT_MEANINGS = {
    Verdict.MET: mark("The contract's words satisfy the requirement."),
    Verdict.PARTIAL: mark(
        "Something relevant is promised, but a part is missing, is weaker than required or is left open."
    ),
    Verdict.ADVERSE: mark("The contract says the opposite, or takes the protection away."),
    Verdict.NOT_FOUND: mark("All of the text was read and searched, and nothing in it satisfies the requirement."),
    Verdict.NOT_APPLICABLE: mark("The condition under which the requirement applies is not fulfilled here."),
    Verdict.UNDETERMINED: mark(
        "No claim can be made: text could not be read, a document was not supplied or nothing could search for it."
    ),
}
_COUNTED = {
    Verdict.MET: (mark("1 met"), mark("{count} met")),
    Verdict.PARTIAL: (mark("1 partly met"), mark("{count} partly met")),
    Verdict.ADVERSE: (mark("1 adverse to the customer"), mark("{count} adverse to the customer")),
    Verdict.NOT_FOUND: (mark("1 not found"), mark("{count} not found")),
    Verdict.NOT_APPLICABLE: (mark("1 not applicable"), mark("{count} not applicable")),
    Verdict.UNDETERMINED: (mark("1 cannot be assessed"), mark("{count} cannot be assessed")),
}
_SEVERITIES = {
    Severity.CRITICAL: mark("Critical"),
    Severity.HIGH: mark("High"),
    Severity.MEDIUM: mark("Medium"),
    Severity.LOW: mark("Low"),
}
_FORCES = {
    LegalForce.BINDS_VENDOR: mark("statute, binds the vendor"),
    LegalForce.BINDS_CUSTOMER: mark("statute, binds the customer"),
    LegalForce.GUIDANCE: mark("guidance"),
    LegalForce.POLICY: mark("own policy or practice"),
}
_BINDS_BOTH = mark("statute, binds the vendor and the customer")
_ACTORS = {
    Actor.VENDOR: mark("the vendor"),
    Actor.CUSTOMER: mark("the customer"),
    Actor.BOTH: mark("both parties"),
    Actor.THIRD: mark("a third party"),
    Actor.UNSTATED: mark("none named"),
}
_CLAUSE_FORCES = {
    Force.SHALL: mark("shall"),
    Force.NONE: mark("plain statement"),
    Force.EFFORTS: mark("efforts only"),
    Force.MAY: mark("may"),
    Force.NEGATED: mark("denied"),
}
_ORIGINS = {
    TextOrigin.NATIVE: mark("text in the file"),
    TextOrigin.OCR: mark("text recognised from a picture (OCR)"),
    TextOrigin.GARBLED: mark("garbled text, not read"),
    TextOrigin.NONE: mark("no text, not read"),
}
_NEAR_MISS_REASONS = {
    "actor": mark("the words bind somebody else"),
    "negated": mark("the words are denied or taken back"),
    "excluded": mark("the passage is about something else"),
    "missing-part": mark("a necessary part is missing"),
    "not-contract": mark("the passage is not a term of the contract"),
    "section": mark("the passage stands in a part about something else"),
    "reader": mark("the passage was not read with certainty"),
    "force": mark("the words do not bind firmly enough"),
    "definition": mark("the words only define a term"),
}
_DEMANDS = {
    LegalForce.BINDS_CUSTOMER: mark("Statute"),
    LegalForce.GUIDANCE: mark("Guidance"),
    LegalForce.POLICY: mark("Own policy"),
}
_DECISION_STATES = {
    "accepted": mark("Accepted deviation"),
    "expired": mark("Acceptance has expired"),
    "reopened": mark("Reopened: the evidence has changed"),
}


def verdict_word(verdict: Verdict) -> Text:
    """The verdict as the report says it."""
    return say(_VERDICTS[verdict])


def verdict_count(verdict: Verdict, count: int) -> Text:
    """How many requirements have the verdict, as a part of a sentence."""
    return say_count(*_COUNTED[verdict], count)


def verdict_meaning(verdict: Verdict) -> Text:
    """What the verdict claims, in one sentence."""
    return say(_VERDICT_MEANINGS[verdict])


def severity_word(severity: Severity) -> Text:
    """The severity as the report says it."""
    return say(_SEVERITIES[severity])


def force_words(forces: Sequence[LegalForce]) -> Text:
    """Whom a legal source binds, or that it binds nobody."""
    both = {LegalForce.BINDS_VENDOR, LegalForce.BINDS_CUSTOMER}
    words = [say(_BINDS_BOTH)] if both <= set(forces) else []
    words += [say(_FORCES[force]) for force in forces if not (words and force in both)]
    return listed(words)


def actor_words(actor: Actor) -> Text:
    """Who is bound by a clause."""
    return say(_ACTORS[actor])


def clause_force_words(force: Force) -> Text:
    """How firmly a clause binds."""
    return say(_CLAUSE_FORCES[force])


def origin_words(origin: TextOrigin) -> Text:
    """How the text of a page was got."""
    return say(_ORIGINS[origin])


def near_miss_reason(key: str) -> Text:
    """Why a passage did not suffice; a plugin's own key is shown as it is."""
    message = _NEAR_MISS_REASONS.get(key)
    return say(message) if message else plain(key)


def decision_state(state: str) -> Text:
    """How a recorded decision stands."""
    message = _DECISION_STATES.get(state)
    return say(message) if message else plain(state)


def demand(requirement: Requirement) -> LegalForce:
    """The strongest source of the requirement: statute (`BINDS_CUSTOMER` stands for both), guidance or policy."""
    forces = {force for citation in requirement.citations for force in citation.force}
    if forces & {LegalForce.BINDS_VENDOR, LegalForce.BINDS_CUSTOMER}:
        return LegalForce.BINDS_CUSTOMER
    return LegalForce.GUIDANCE if LegalForce.GUIDANCE in forces else LegalForce.POLICY


def demand_word(requirement: Requirement) -> Text:
    """Whether statute, guidance or own policy demands it, in a word or two."""
    return say(_DEMANDS[demand(requirement)])
