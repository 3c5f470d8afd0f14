"""The way of the data, from files to an Assessment. Alone knows the order of the stages."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contractscan import contractual, decisions, inputs
from contractscan.analysis import SetAnalysis
from contractscan.catalogue.applicability import ASPECTS, Applicability, classified
from contractscan.catalogue.profiles import resolve
from contractscan.detection import Detection, detect
from contractscan.errors import UnreadableError
from contractscan.evaluation import Conditions, evaluate, mark_standard_texts
from contractscan.hookspecs import ReadOptions
from contractscan.model import Answer, Assessment, ContractSet, Document, Problem, Profile, Source, Stage, Text
from contractscan.parties import VENDOR, vendor_names
from contractscan.patterns.context import Grammar
from contractscan.plugins import Registry
from contractscan.references import references
from contractscan.settings import Settings

if TYPE_CHECKING:
    from contractscan.reading.guard_process import HeadStart

Progress = Callable[[str, str, int, int], None]
"""Called with (stage, what, done, of)."""
CLASSIFICATION = Text("Informationsklassning", "Information classification")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOptions:
    """What the user asked of a scan.

    Attributes:
        profile: id, "" for the default.
        reading: options of reading.
        seconds, megabytes: limits of the reading process per file.
        answers: condition id -> whether it holds, for what applies; they stand above the settings' answers.
        settings: what the files beside the contracts say.
        today: the day against which decisions expire.
        jobs: reading processes.
        spare: whether a second processor is free for this set, so that long work may be shared out.
    """

    profile: str = ""
    reading: ReadOptions = field(default_factory=ReadOptions)
    seconds: float = 120.0
    megabytes: int = 2048
    answers: Mapping[str, bool] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    today: date = field(default_factory=date.today)
    jobs: int = 1
    spare: bool = False


def silent(stage: str, what: str, done: int, of: int) -> None:
    """Progress that nobody watches."""


def scan(
    paths: Sequence[Path],
    registry: Registry,
    options: ScanOptions,
    progress: Progress = silent,
    started: HeadStart | None = None,
) -> Assessment:
    """Read one contract set and hold it against a profile.

    Args:
        paths: files, or a folder that holds them.
        registry: of plugins.
        options: what the user asked.
        progress: told what is being done.
        started: a reading process that is getting ready.

    Raises:
        UsageError: unknown profile, missing path, nothing to read.
        UnreadableError: none of the files could be read.
    """
    profile = resolve(registry.catalogue, options.profile or options.settings.profile)  # an unknown one is told at once
    suffixes = [suffix for reader in registry.readers for suffix in reader.suffixes]
    files = inputs.collect(paths, suffixes)
    warming = threading.Thread(target=_warm, args=(registry,), daemon=True)
    warming.start()  # while the reading process works
    documents, problems = read(files, registry, options, progress, started)
    warming.join()
    name = options.settings.name or inputs.set_name(paths)
    contract_set = ContractSet(name=name, documents=documents)
    return assess(contract_set, registry, options, problems=problems, progress=progress, profile=profile)


def _warm(registry: Registry) -> None:
    """Do what does not depend on the documents: import spaCy, and ask for all words that anybody asks for.

    The tables themselves are made by who needs them, as few sets are in all languages; one word more afterwards, and
    they would be made again.
    """
    for lexicon in registry.lexicons.values():
        contractual.prepare(lexicon)
        Grammar.of(lexicon)
    importlib.import_module("spacy.matcher")


def read(
    files: Sequence[Path],
    registry: Registry,
    options: ScanOptions,
    progress: Progress = silent,
    started: HeadStart | None = None,
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read files in the guarded process. A file that cannot be read is a Problem as long as another can.

    Raises:
        UnreadableError: no file could be read.
    """
    from contractscan.reading.guard import Limits, ReadFailure, read_many

    sources: list[Source] = []
    failures: list[tuple[str, str, type[UnreadableError]]] = []
    for file in files:
        try:
            sources.append(inputs.load(file))
        except UnreadableError as error:
            failures.append((file.name, str(error), type(error)))
    progress("reading", "", 0, len(sources))
    limits = Limits(seconds=options.seconds, megabytes=options.megabytes)
    documents: list[Document] = []
    modules, jobs = registry.reader_modules, options.jobs
    results = read_many(sources, options.reading, limits, modules, jobs=jobs, started=started)
    for number, result in enumerate(results, 1):
        if isinstance(result, ReadFailure):
            failures.append((result.source.name, result.message, UnreadableError))
        else:
            documents.append(result)
        progress("reading", sources[number - 1].name, number, len(sources))
    if not documents:
        name, message, _ = failures[0]
        more = f" (and {len(failures) - 1} more files)" if len(failures) > 1 else ""
        raise UnreadableError(f"{message if name in message else f'{name}: {message}'}{more}")
    problems = tuple(
        Problem(stage=Stage.READING, component="reading", message=message, document=name, loses_text=True)
        for name, message, _ in failures
    )
    return tuple(documents), problems


def assess(
    contract_set: ContractSet,
    registry: Registry,
    options: ScanOptions,
    *,
    problems: Sequence[Problem] = (),
    progress: Progress = silent,
    profile: Profile | None = None,
) -> Assessment:
    """Hold documents that were already read against a profile, the one that the options name by default."""
    settings, applicability = options.settings, registry.catalogue.applicability
    profile = profile or resolve(registry.catalogue, options.profile or settings.profile)
    if settings.classification is not None:
        levels = {aspect: settings.classification.level(aspect) for aspect in ASPECTS}
        profile = classified(profile, applicability.raises, levels)
    answers = applicability.answers({**settings.applicability, **options.answers})
    progress("analysis", contract_set.name, 0, 1)
    analysis = analyse(contract_set, registry)
    progress("detection", contract_set.name, 0, 1)
    detection = detect(analysis, registry.detectors, spare=options.spare)
    detection = replace(detection, clauses=mark_standard_texts(detection.clauses))
    contract_set = replace(contract_set, references=references(contract_set.documents, detection.clauses))
    natures = tuple(contractual.nature(analysis, number) for number in range(len(analysis.documents)))
    binding = tuple(one is contractual.Nature.CONTRACT for one in natures)
    progress("evaluation", contract_set.name, 0, 1)
    promised = _without_descriptions(_trusting(detection, problems), natures)
    findings = evaluate(analysis, promised, profile, Conditions(answers=answers), binding)
    findings = decisions.apply(findings, settings.decisions, options.today)
    return Assessment(
        contract_set=contract_set,
        profile=profile,
        findings=findings,
        clauses=detection.clauses,
        problems=(
            *registry.problems,
            *problems,
            *(problem for document in contract_set.documents for problem in document.problems),
            *detection.problems,
        ),
        versions=registry.versions,
        contractual=binding,
        applicability=_answered(applicability, answers, settings),
    )


def _answered(applicability: Applicability, answers: Mapping[str, bool], settings: Settings) -> tuple[Answer, ...]:
    """The answers in force, and the classification, as the report shows them."""
    titles = {condition.id: condition.title for condition in applicability.conditions}
    given = [
        Answer(key=key, title=titles[key], answer="yes" if holds else "no") for key, holds in sorted(answers.items())
    ]
    if settings.classification is not None:
        given.append(Answer(key="classification", title=CLASSIFICATION, answer=str(settings.classification)))
    return tuple(given)


def _trusting(detection: Detection, problems: Sequence[Problem]) -> Detection:
    """Where a whole file is missing, no absence can be claimed for any kind."""
    if any(problem.loses_text for problem in problems):
        return replace(detection, failed_kinds=detection.kinds)
    return detection


def _without_descriptions(detection: Detection, natures: Sequence[contractual.Nature]) -> Detection:
    """Without what stands in articles, reports and the like: it is no promise, even beside a contract."""
    ignored = {number for number, one in enumerate(natures) if one is contractual.Nature.DESCRIPTION}
    if not ignored:
        return detection
    return replace(
        detection,
        clauses=tuple(clause for clause in detection.clauses if clause.document not in ignored),
        near_misses=tuple(miss for miss in detection.near_misses if miss.document not in ignored),
    )


def analyse(contract_set: ContractSet, registry: Registry) -> SetAnalysis:
    """The shared view of a set, with the vendor's own names."""
    names = {VENDOR: vendor_names(contract_set.documents, registry.lexicons)}
    names["vendor"] = names[VENDOR]
    for lexicon in registry.lexicons.values():
        contractual.prepare(lexicon)
    return SetAnalysis(contract_set, registry.lexicons, names)
