"""Labelled passages (`clauses/LANGUAGE/ID.yaml`), and whether the detectors judge each of them as its author did.

A passage is judged as if it were all that a contract says about the requirement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contractscan import datafiles, pipeline, testing
from contractscan.catalogue.expressions import Kinds
from contractscan.detection import detect
from contractscan.errors import DefinitionError
from contractscan.evaluation import Conditions, evaluate, mark_standard_texts
from contractscan.examples import passage_document
from contractscan.hookspecs import Detector
from contractscan.model import ContractSet, Document, Finding, Profile, Requirement, Verdict
from contractscan.plugins import Registry

FOLDER = "clauses"
LANGUAGES = ("en", "sv")
KEYS: Mapping[str, Verdict] = {
    "met": Verdict.MET,
    "partial": Verdict.PARTIAL,
    "adverse": Verdict.ADVERSE,
    "none": Verdict.NOT_FOUND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage and the verdict that it should have.

    Attributes:
        requirement: the requirement's id.
        language: `en` or `sv`.
        wanted: met, partial, adverse or not_found.
        text: its words; a line break begins a new paragraph, item or heading.
        file: the file that holds it.
        line: its line there, from 1.
    """

    requirement: str
    language: str
    wanted: Verdict
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A passage and what was said of it.

    Attributes:
        passage: the passage.
        finding: the finding about its requirement.
        detectors: ids of the detectors that serve the requirement.
    """

    passage: Passage
    finding: Finding
    detectors: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the verdict is the wanted one; not_applicable counts as not_found."""
        got = self.finding.verdict
        return (Verdict.NOT_FOUND if got is Verdict.NOT_APPLICABLE else got) is self.passage.wanted


def load_passages(root: Path) -> tuple[Passage, ...]:
    """All labelled passages below a folder, by file and line.

    Raises:
        DefinitionError: a file is wrong.
    """
    files = sorted(path for path in root.rglob("*.yaml") if path.parent.parent.name == FOLDER)
    return tuple(passage for file in files for passage in read_passages(file))


def read_passages(file: Path) -> tuple[Passage, ...]:
    """The passages of one file.

    Raises:
        DefinitionError: the file is wrong.
    """
    node = datafiles.load(file.read_text(encoding="utf-8"), str(file))
    node.known(("requirement", "language", "note", *KEYS), "a file of passages")
    language = node.need("language", "a file of passages").text("language")
    if language not in LANGUAGES:
        raise DefinitionError(f"language is {language}, not one of {', '.join(LANGUAGES)}", file=str(file))
    requirement = node.need("requirement", "a file of passages").text("requirement")
    return tuple(
        Passage(
            requirement=requirement, language=language, wanted=wanted, text=entry.text(key), file=str(file),
            line=entry.line,
        )
        for key, wanted in KEYS.items()
        if (entries := node.get(key)) is not None
        for entry in entries.entries(key)
    )  # fmt: skip


def judge(passages: Sequence[Passage], registry: Registry, profile: Profile) -> Iterator[Judged]:
    """Judge passages one by one; those whose requirement the profile lacks are left out."""
    requirements = {item.id: item for item in profile.requirements}
    serving = {key: serving_detectors(item, registry.detectors) for key, item in requirements.items()}
    for passage in passages:
        requirement = requirements.get(passage.requirement)
        if requirement is not None:
            detectors = serving[requirement.id]
            finding = _finding(passage, requirement, detectors, registry, profile)
            yield Judged(passage=passage, finding=finding, detectors=tuple(item.id for item in detectors))


def serving_detectors(requirement: Requirement, detectors: Sequence[Detector]) -> tuple[Detector, ...]:
    """The detectors that find a kind which the requirement's test names."""
    wanted = Kinds.of((*requirement.clause_kinds, *requirement.pointers))
    return tuple(detector for detector in detectors if wanted.cover_any(detector.kinds))


def as_document(passage: Passage) -> Document:
    """A single line is one paragraph; several lines are read as a text file is."""
    if "\n" in passage.text:
        return testing.document(passage.text, language=passage.language, name="passage.txt")
    return passage_document(passage.text, passage.language)


def _finding(
    passage: Passage, requirement: Requirement, detectors: Sequence[Detector], registry: Registry, profile: Profile
) -> Finding:
    analysis = pipeline.analyse(ContractSet(name="passage", documents=(as_document(passage),)), registry)
    detection = detect(analysis, detectors)
    detection = replace(detection, clauses=mark_standard_texts(detection.clauses))
    answers = Conditions(answers=dict.fromkeys(registry.catalogue.applicability.answers({}), True))
    (finding,) = evaluate(analysis, detection, replace(profile, requirements=(requirement,)), answers, [True])
    return finding
