"""`contractscan explain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractscan.cli.output import harmless
from contractscan.errors import UsageError

if TYPE_CHECKING:
    from contractscan.analysis import SetAnalysis
    from contractscan.hookspecs import Detector
    from contractscan.patterns.files import ClauseRule
    from contractscan.plugins import Registry

LONGEST_PASSAGE = 400


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--detector", "detector_id", required=True, help="Id of a detector made from a file, or a clause kind of it."
)
@click.option("--at", default="", metavar="WORDS", help="Only passages that hold these words.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="Passages to show.")
@click.option("--plugin-dir", multiple=True, type=click.Path(path_type=Path),
              help="A folder of detector files, used besides the installed plugins.")  # fmt: skip
@click.option("--password", default=None, help="Password of an encrypted file.")
def command(
    file: Path, detector_id: str, at: str, limit: int, plugin_dir: tuple[Path, ...], password: str | None
) -> None:
    """Show why a detector did or did not find something in FILE, passage by passage, and what follows from it."""
    from contractscan.hookspecs import ReadOptions
    from contractscan.model import ContractSet
    from contractscan.pipeline import ScanOptions, analyse, read
    from contractscan.plugins import build_registry, local_plugins

    registry = build_registry((), local_plugins(plugin_dir))
    rules = _rules(registry, detector_id)
    documents, _ = read([file], registry, ScanOptions(reading=ReadOptions(password=password)))
    analysis = analyse(ContractSet(name=file.stem, documents=documents), registry)
    passages = _passages(analysis, rules, " ".join(at.lower().split()))
    for passage in passages[:limit]:
        click.echo()
        for line in passage:
            click.echo(harmless(line))
    if len(passages) > limit:
        click.echo(
            f"\n{len(passages) - limit} more passages come near; --limit shows more, --at those with certain words"
        )
    if not passages:
        click.echo("no passage comes near a pattern of this detector" + (f' at "{harmless(at)}"' if at else ""))
    for verdict in _verdicts(registry, analysis, {rule.kind for rule in rules}):
        click.echo()
        for line in verdict:
            click.echo(harmless(line))


def _rules(registry: Registry, detector_id: str) -> list[ClauseRule]:
    """The rules of a detector or clause kind.

    Raises:
        UsageError: there is none.
    """
    rules = [
        rule
        for definition in registry.definitions
        for rule in definition.rules
        if detector_id in (definition.id, rule.kind)
    ]
    if rules:
        return rules
    if any(detector_id in (detector.id, *detector.kinds) for detector in registry.detectors):
        raise UsageError(f"{detector_id} is written in Python and has no patterns to explain")
    from difflib import get_close_matches

    ids = sorted({definition.id for definition in registry.definitions})
    kinds = {rule.kind for definition in registry.definitions for rule in definition.rules}
    near = get_close_matches(detector_id, sorted({*ids, *kinds}), n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(ids)}"
    raise UsageError(f'there is no detector file with the id or kind "{detector_id}"; {hint}')


def _passages(analysis: SetAnalysis, rules: Sequence[ClauseRule], wanted: str) -> list[list[str]]:
    """Lines about each passage that comes near a pattern; first those where the words of a pattern all stand."""
    from contractscan.examples import MATCHES, NEAR, REFUSED, explain_pattern

    found: list[tuple[int, list[str]]] = []
    for document in analysis.documents:
        for rule in rules:
            for number, unit in enumerate(document.units(rule.scope)):
                text = document.document.quote(unit.span)
                if wanted and wanted not in " ".join(text.lower().split()):
                    continue
                near = 0.0 if wanted else NEAR
                patterns = rule.patterns.get(unit.language, ())
                lines = [explain_pattern(rule, pattern, document, number, analysis, near) for pattern in patterns]
                lines = sorted((line for line in lines if line), key=lambda line: not line.startswith(MATCHES))
                if lines:
                    section = document.document.section_of(unit.span.start)
                    head = f"{rule.kind} ({rule.file}:{rule.line}) {section.label if section else ''}"
                    order = 0 if lines[0].startswith(MATCHES) else 1 + (not any(x.startswith(REFUSED) for x in lines))
                    found.append((order, [head, f"  {text[:LONGEST_PASSAGE]}", *(f"  - {line}" for line in lines)]))
    return [lines for _, lines in sorted(found, key=lambda item: item[0])]


def _verdicts(registry: Registry, analysis: SetAnalysis, kinds: set[str]) -> Iterator[list[str]]:
    """How the requirements that use these kinds come out over the whole file."""
    from contractscan.catalogue.expressions import Kinds
    from contractscan.catalogue.tracing import trace
    from contractscan.detection import detect
    from contractscan.evaluation import mark_standard_texts
    from contractscan.passages import serving_detectors

    using = [
        requirement
        for requirement in registry.catalogue.requirements.values()
        if Kinds.of(requirement.clause_kinds).cover_any(kinds)
    ]
    needed: dict[str, Detector] = {
        detector.id: detector
        for requirement in using
        for detector in serving_detectors(requirement, registry.detectors)
    }
    clauses = mark_standard_texts(detect(analysis, list(needed.values())).clauses)
    for requirement in using:
        yield [f"{requirement.id} in this file:", *(f"  {line}" for line in trace(requirement, clauses))]
