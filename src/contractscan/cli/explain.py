"""`contractscan explain`."""

from __future__ import annotations

from pathlib import Path

import click

from contractscan.cli.output import harmless
from contractscan.errors import UsageError


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--detector", "detector_id", required=True, help="Id of a detector made from a file, or a clause kind of it."
)
@click.option("--at", default="", metavar="WORDS", help="Only passages that hold these words.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="Passages to show.")
@click.option("--password", default=None, help="Password of an encrypted file.")
def command(file: Path, detector_id: str, at: str, limit: int, password: str | None) -> None:
    """Show why a detector did or did not find something in FILE, passage by passage."""
    from contractscan.examples import explain_pattern
    from contractscan.hookspecs import ReadOptions
    from contractscan.model import ContractSet
    from contractscan.pipeline import ScanOptions, analyse, read
    from contractscan.plugins import build_registry

    registry = build_registry()
    rules = [
        rule
        for definition in registry.definitions
        for rule in definition.rules
        if detector_id in (definition.id, rule.kind)
    ]
    if not rules:
        known = ", ".join(sorted(definition.id for definition in registry.definitions))
        raise UsageError(f'there is no detector file with the id or kind "{detector_id}"; there are: {known}')
    documents, _ = read([file], registry, ScanOptions(reading=ReadOptions(password=password)))
    analysis = analyse(ContractSet(name=file.stem, documents=documents), registry)
    wanted = " ".join(at.lower().split())
    shown = 0
    for document in analysis.documents:
        for rule in rules:
            for number, unit in enumerate(document.units(rule.scope)):
                text = document.document.quote(unit.span)
                if wanted and wanted not in " ".join(text.lower().split()):
                    continue
                patterns = rule.patterns.get(unit.language, ())
                lines = [explain_pattern(rule, pattern, document, number, analysis) for pattern in patterns]
                lines = [line for line in lines if line]
                if not lines or shown >= limit:
                    continue
                shown += 1
                section = document.document.section_of(unit.span.start)
                click.echo(f"\n{rule.kind} ({rule.file}:{rule.line}) {harmless(section.label) if section else ''}")
                click.echo(f"  {harmless(text[:400])}")
                for line in lines:
                    click.echo(f"  - {harmless(line)}")
    _requirements(registry.catalogue.requirements, {rule.kind for rule in rules})
    if not shown:
        click.echo("no passage comes near a pattern of this detector" + (f' at "{at}"' if at else ""))


def _requirements(requirements: object, kinds: set[str]) -> None:
    from collections.abc import Mapping

    from contractscan.catalogue.expressions import Selector

    assert isinstance(requirements, Mapping)
    for requirement in requirements.values():
        if any(Selector(kind).covers(known) for kind in requirement.clause_kinds for known in kinds):
            click.echo(f"\nused by {requirement.id}:")
            for rule in requirement.test:
                click.echo(f"  {rule.verdict}: {rule.when}")
            for threshold in requirement.thresholds:
                click.echo(f"  ${threshold.name} = {threshold.value} ({threshold.basis})")
