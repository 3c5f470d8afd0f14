r"""Helpers for the tests of plugins: documents from plain strings, detectors from YAML text, assertions.

from contractscan.testing import document, find

def test_notice_is_found():
    clauses = find(DETECTOR, document("5 Notice\nThe Supplier shall notify the Customer within 30 days."))
    assert clauses[0].fact("notice_days") == 30
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from contractscan.model import Assessment, Clause, ContractSet, Document, Finding, NearMiss, Source, Verdict

if TYPE_CHECKING:
    from contractscan.analysis import SetAnalysis
    from contractscan.hookspecs import Detector
    from contractscan.patterns.lexicon import Lexicon
    from contractscan.plugins import Registry

__all__ = (
    "analyse",
    "assert_finds",
    "assert_finds_nothing",
    "assert_quotes_verbatim",
    "assert_verdict",
    "assess",
    "contract_set",
    "detector",
    "document",
    "find",
    "finding",
    "lexicons",
    "results",
    "table",
)


def document(text: str, *, language: str = "en", name: str = "contract.txt") -> Document:
    """A Document from plain text, read as a text file is: numbering, lists with their stems, sections.

    Args:
        text: the text; a form feed begins a new page.
        language: its language, as short texts cannot tell theirs.
        name: the file's name.
    """
    from contractscan.hookspecs import ReadOptions
    from contractscan.reading.text import contractscan_readers

    reader = contractscan_readers()[0]
    source = Source.of(name, text.encode(), "text/plain")
    return replace(reader.read(source, ReadOptions()), language=language)


def table(rows: Sequence[Sequence[str]], *, language: str = "en", name: str = "table.md") -> Document:
    """A Document that is one table; its first row is the header."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    head, *body = rows
    text = "\n".join([line(head), line(["---"] * len(head)), *map(line, body)]) + "\n"
    return document(text, language=language, name=name)


def contract_set(*documents: Document | str, name: str = "test") -> ContractSet:
    """A ContractSet of documents or texts."""
    made = [
        item if isinstance(item, Document) else document(item, name=f"{number}.txt")
        for number, item in enumerate(documents, 1)
    ]
    return ContractSet(name=name, documents=tuple(made))


def lexicons() -> Mapping[str, Lexicon]:
    """The shared vocabularies of the installed plugins."""
    from contractscan.plugins import Loader, load_lexicons

    loader = Loader()
    loader.load(lambda name: not name.startswith(("read-", "render-")))
    return load_lexicons(loader)


def detector(source: str, words: Mapping[str, Lexicon] | None = None) -> Detector:
    """A detector from the text of a detector file."""
    from contractscan import datafiles
    from contractscan.patterns.detector import DataDetector
    from contractscan.patterns.files import read_detector

    return DataDetector(read_detector(datafiles.load(source, "detector.yaml"), words or lexicons()))


def analyse(*documents: Document | str, words: Mapping[str, Lexicon] | None = None) -> SetAnalysis:
    """The shared analysis of documents or texts."""
    from contractscan.analysis import SetAnalysis

    return SetAnalysis(contract_set(*documents), words or lexicons())


def results(source: str | Detector, *documents: Document | str) -> list[Clause | NearMiss]:
    """Everything that a detector yields."""
    words = lexicons()
    made = detector(source, words) if isinstance(source, str) else source
    return list(made.detect(analyse(*documents, words=words)))


def find(source: str | Detector, *documents: Document | str) -> list[Clause]:
    """The clauses that a detector finds."""
    return [item for item in results(source, *documents) if isinstance(item, Clause)]


def assert_finds(source: str | Detector, kind: str, *documents: Document | str, **facts: object) -> Clause:
    """Fail where no clause of a kind with these facts is found; says what was found, and what came near.

    Returns:
        The clause.
    """
    yielded = results(source, *documents)
    clauses = [item for item in yielded if isinstance(item, Clause)]
    for clause in clauses:
        if clause.kind == kind and all(clause.fact(name) == value for name, value in facts.items()):
            return clause
    found = [f"{clause.kind} { ({fact.name: fact.value for fact in clause.facts}) }" for clause in clauses]
    near = [f"{miss.kind}: {miss.reason}" for miss in yielded if isinstance(miss, NearMiss)]
    raise AssertionError(
        f"no {kind} with {facts or 'any facts'}; found: {'; '.join(found) or 'nothing'}"
        + (f"; near: {'; '.join(near)}" if near else "")
    )


def assert_finds_nothing(source: str | Detector, *documents: Document | str) -> None:
    """Fail where a clause is found."""
    found = find(source, *documents)
    if found:
        raise AssertionError("found " + "; ".join(f"{clause.kind} at {clause.span}" for clause in found))


def assess(registry: Registry, *documents: Document | str, profile: str = "") -> Assessment:
    """Hold documents or texts against a profile."""
    from contractscan import pipeline

    return pipeline.assess(contract_set(*documents), registry, pipeline.ScanOptions(profile=profile))


def finding(assessment: Assessment, requirement: str) -> Finding:
    """The finding about one requirement.

    Raises:
        LookupError: the profile has no such requirement.
    """
    for item in assessment.findings:
        if item.requirement.id == requirement:
            return item
    raise LookupError(f"{requirement} is not among the findings")


def assert_verdict(assessment: Assessment, requirement: str, verdict: Verdict | str) -> None:
    """Fail with the reason and the evidence where the verdict is another."""
    found = finding(assessment, requirement)
    if found.verdict != verdict:
        quotes = "; ".join(f'"{item.quote}" ({item.clause.kind})' for item in found.evidence) or "no evidence"
        raise AssertionError(f"{requirement}: {found.verdict}, not {verdict}: {found.reason.en} {quotes}")


def assert_quotes_verbatim(assessment: Assessment) -> None:
    """Fail where a quote does not stand in its document."""
    documents: Sequence[Document] = assessment.contract_set.documents
    for item in _evidence(assessment.findings):
        if documents[item[0]].text[item[1] : item[2]] != item[3]:
            raise AssertionError(f"not verbatim: {item[3]!r}")


def _evidence(findings: Iterable[Finding]) -> list[tuple[int, int, int, str]]:
    return [(e.document, e.span.start, e.span.end, e.quote) for finding in findings for e in finding.evidence]
