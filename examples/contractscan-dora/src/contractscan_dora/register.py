"""The article 30 table as CSV, for the file that belongs to the register of information (DORA art. 28(3))."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from contractscan import Assessment, Finding, RenderOptions

_TOPIC = "dora"
_HEADER = {
    "en": ("requirement", "provision", "question", "verdict", "document", "page", "section", "quote"),
    "sv": ("krav", "bestämmelse", "fråga", "bedömning", "dokument", "sida", "avsnitt", "citat"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class RegisterRenderer:
    """One row for each provision, with the first quote as evidence."""

    id = "dora-register"
    title = "DORA article 30, CSV"
    suffixes = (".dora.csv",)

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the rows in the order of the profile; UTF-8 with a byte order mark, as spreadsheets expect."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerow(_HEADER[options.language])
        for finding in assessment.findings:
            if finding.requirement.topic == _TOPIC:
                writer.writerow([_harmless(text) for text in _row(assessment, finding, options.language)])
        out.write(buffer.getvalue().encode("utf-8-sig"))


def _row(assessment: Assessment, finding: Finding, language: str) -> list[str]:
    requirement = finding.requirement
    basis = "; ".join(citation.ref.in_language(language) for citation in requirement.citations)
    row = [requirement.id, basis, requirement.question.in_language(language), str(finding.verdict)]
    if not finding.evidence:
        return [*row, "", "", "", ""]
    first = finding.evidence[0]
    name = assessment.contract_set.documents[first.document].name
    return [*row, name, str(first.page or ""), first.section, first.quote]


def _harmless(text: str) -> str:
    """Contract text must not become a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
