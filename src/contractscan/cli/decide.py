"""`contractscan decide`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from contractscan.errors import UsageError


@click.command("decide")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("requirement_id")
@click.option("--reason", required=True, help="Why the deviation is accepted.")
@click.option("--by", "decided_by", required=True, help="Who decided.")
@click.option("--date", "decided", default="", help="Day of the decision, today without it.")
@click.option("--expires", default="", help="Day after which the gap is open again.")
@click.option("--profile", default="", help="Profile that holds the requirement.")
def command(
    folder: Path, requirement_id: str, reason: str, decided_by: str, decided: str, expires: str, profile: str
) -> None:
    """Record in FOLDER/decisions.toml that the gap in a requirement is accepted.

    The evidence as it stands today is recorded with it: where the contract's words change, the decision is reopened.
    """
    from dataclasses import replace

    from contractscan import decisions, settings
    from contractscan.model import Decision
    from contractscan.pipeline import ScanOptions, scan
    from contractscan.plugins import build_registry, local_plugins

    loaded = settings.load(folder)
    if any(decision.requirement == requirement_id.upper() for decision in loaded.decisions):
        raise UsageError(f"{folder / settings.DECISIONS} already decides about {requirement_id}; change it there")
    registry = build_registry(extra=local_plugins(loaded.plugin_dirs))
    options = ScanOptions(profile=profile, settings=replace(loaded, decisions=()))
    assessment = scan([folder], registry, options)
    finding = next((item for item in assessment.findings if item.requirement.id == requirement_id.upper()), None)
    if finding is None:
        raise UsageError(f"{requirement_id} is no requirement of {assessment.profile.id}")
    if not finding.verdict.is_gap:
        raise UsageError(f"{requirement_id} is {finding.verdict}: there is no gap to accept")
    decisions.append(
        folder / settings.DECISIONS,
        Decision(
            requirement=finding.requirement.id,
            reason=reason,
            decided_by=decided_by,
            date=_day(decided) or date.today().isoformat(),
            expires=_day(expires),
            fingerprint=decisions.fingerprint(finding),
        ),
    )
    click.echo(f"{finding.requirement.id} ({finding.verdict}): recorded in {folder / settings.DECISIONS}")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UsageError(f"{text} is no date; write it as 2026-11-02") from None
