"""Headings and labels that several report formats share, by key."""

from __future__ import annotations

from contractscan.model import Text
from contractscan.rendering.texts import mark, say

WORDS = {
    "advice": mark("To negotiate"),
    "all": mark("All"),
    "applicability": mark("Answers on what applies"),
    "ask": mark("Question to the vendor"),
    "basis": mark("Legal basis"),
    "changes": mark("Changes to the profile"),
    "checked": mark("checked"),
    "contents": mark("Contents"),
    "counts": mark("Verdicts by topic"),
    "critical": mark("Critical gaps"),
    "decision": mark("Decision"),
    "decisions": mark("Decisions"),
    "decisions_intro": mark(
        "Each gap is negotiated away, or accepted by somebody who may decide so, with a reason and for a time. "
        "Recorded decisions are shown; the empty boxes are for those that remain."
    ),
    "doc_language": mark("Language"),
    "document": mark("Document"),
    "documents": mark("Documents examined"),
    "evidence": mark("Evidence"),
    "evidence_intro": mark(
        "Every quoted passage, in the order of the documents, with the requirements that rest on it."
    ),
    "evidence_list": mark("List of evidence"),
    "expires": mark("Valid until"),
    "fact": mark("Fact"),
    "facts": mark("Fact sheet"),
    "filter": mark("Show only"),
    "fully_read": mark("Read in full."),
    "grounds": mark("Reason"),
    "hashes": mark("The documents' hashes (SHA-256)"),
    "incorporated": mark("Part of the contract"),
    "language": mark("Language of the report"),
    "letter": mark("Questions to the vendor: draft letter"),
    "limits": mark("Thresholds"),
    "loses_text": mark("Text may have been lost."),
    "meanings": mark("What the verdicts mean"),
    "mentioned": mark("Mentioned"),
    "method": mark("Method, versions and hashes"),
    "missing": mark("Referred to, but not supplied"),
    "nearest": mark("Nearest passages, which did not suffice"),
    "no_decisions": mark("There are no gaps to decide about."),
    "no_evidence": mark("Nothing was quoted."),
    "no_facts": mark("No facts were found."),
    "none_shown": mark("No requirement fits the selection."),
    "of": mark("of"),
    "open_gaps": mark("Open gaps"),
    "overview": mark("Gap table"),
    "pages": mark("Pages"),
    "problems": mark("What could not be done"),
    "profile": mark("Profile"),
    "question": mark("Requirement examined"),
    "reason": mark("Reason and evidence"),
    "hash": mark("SHA-256"),
    "letter_annex": mark("Annex: questions to the vendor"),
    "quote": mark("Quote"),
    "relation": mark("Relation to the contract"),
    "remarks": mark("Remarks"),
    "requests": mark("Please also send us these documents, which the terms refer to:"),
    "requirement": mark("Requirement"),
    "requirements": mark("Requirements one by one"),
    "reset": mark("Show all"),
    "severity": mark("Severity"),
    "shown": mark("requirements shown"),
    "skip": mark("Skip to the report"),
    "summary": mark("Summary"),
    "topic": mark("Topic"),
    "total": mark("Total"),
    "until": mark("until"),
    "used_in": mark("Used in:"),
    "value": mark("Content"),
    "verdict": mark("Verdict"),
    "versions": mark("Program and plugins"),
    "where": mark("Place"),
    "who": mark("Decided by, date"),
    "why": mark("Why it matters"),
}


def word(key: str) -> Text:
    """The heading or label in both languages."""
    return say(WORDS[key])
