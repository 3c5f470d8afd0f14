"""`contractscan evaluate`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from contractscan.corpus import Cell, Score

TOLERANCE = 0.0005


@click.command("evaluate")
@click.argument("corpus", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--by", type=click.Choice(["topic", "requirement", "language", "set"]), default="topic", show_default=True
)
@click.option("--profile", default="", help="Profile to evaluate with.")
@click.option("--only", default="", help="Requirement ids or their beginnings, separated by commas.")
@click.option("--misses", is_flag=True, help="List every cell that differs from its label.")
@click.option("--confusion", is_flag=True, help="Show wanted against given verdicts.")
@click.option(
    "--save", type=click.Path(path_type=Path, dir_okay=False), help="Save the figures for a later --baseline."
)
@click.option("--baseline", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Compare with saved figures; exit code 1 where one fell.")  # fmt: skip
@click.option("--without", multiple=True, metavar="PLUGIN", help="Switch a plugin off.")
def command(
    corpus: Path,
    by: str,
    profile: str,
    only: str,
    misses: bool,
    confusion: bool,
    save: Path | None,
    baseline: Path | None,
    without: tuple[str, ...],
) -> int:
    """Measure the detectors on labelled contract sets below the folder CORPUS."""
    from contractscan.corpus import score

    prefixes = tuple(part for part in only.replace(" ", "").split(",") if part)
    items = [
        cell for cell in _measure(corpus, profile, without) if not prefixes or cell.requirement.startswith(prefixes)
    ]
    if misses:
        for cell in items:
            if not cell.hit or (cell.quoted and not cell.right_quote):
                wanted = f"want {cell.wanted:14} got {cell.got:14}"
                click.echo(f"{cell.set_name:16} {cell.requirement:7} {wanted} {cell.why}")
    if confusion:
        _confusion(items)
    keys: dict[str, Callable[[Cell], str]] = {
        "topic": lambda cell: cell.requirement.split("-")[0],
        "requirement": lambda cell: cell.requirement,
        "language": lambda cell: cell.language,
        "set": lambda cell: cell.set_name,
    }
    groups: dict[str, list[Cell]] = {}
    for cell in items:
        groups.setdefault(keys[by](cell), []).append(cell)
    figures = {name: score(groups[name]) for name in sorted(groups)} | {"all": score(items)}
    _table(figures)
    if save:
        save.write_text(json.dumps(_saved(figures), indent=1) + "\n", encoding="utf-8")
    return int(_compare(figures, baseline)) if baseline else int(ExitCode.DONE)


def _measure(corpus: Path, profile: str, without: tuple[str, ...]) -> list[Cell]:
    from contractscan import corpus as corpora
    from contractscan.pipeline import ScanOptions, scan
    from contractscan.plugins import build_registry

    registry = build_registry(without)
    result: list[Cell] = []
    for labelled in corpora.load(corpus):
        result += corpora.cells(labelled, scan(labelled.documents, registry, ScanOptions(profile=profile)))
    return result


def _table(figures: dict[str, Score]) -> None:
    click.echo(
        "group       cells | found P     R    F1 | verdict  firm | adverse P    R    F1 | evidence | undetermined"
    )
    for name, row in figures.items():
        found, adverse = (" ".join(f"{value:.3f}" for value in values) for values in (row.found, row.adverse))
        click.echo(
            f"{name:11}{row.cells:6} |  {found} |  {row.verdict:.3f}  {row.firm:.3f} |   {adverse} |  "
            f"{row.evidence:.3f}   | {row.undetermined}"
        )


def _confusion(items: Sequence[Cell]) -> None:
    from collections import Counter

    from contractscan.model import Verdict

    counts = Counter((cell.wanted, cell.got) for cell in items)
    click.echo("wanted \\ got   " + "".join(f"{verdict:>15}" for verdict in Verdict))
    for wanted in Verdict:
        click.echo(f"{wanted:15}" + "".join(f"{counts[wanted, got]:15}" for got in Verdict))


def _saved(figures: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "found": round(row.found[2], 4),
            "verdict": round(row.verdict, 4),
            "adverse": round(row.adverse[2], 4),
            "evidence": round(row.evidence, 4),
        }
        for name, row in figures.items()
    }


def _compare(figures: dict[str, Score], baseline: Path) -> ExitCode:
    try:
        before: dict[str, dict[str, float]] = json.loads(baseline.read_text(encoding="utf-8"))
        lost = [
            f"{name}: {figure} fell from {value:.3f} to {now:.3f}"
            for name, row in before.items()
            for figure, value in row.items()
            if (now := _saved(figures).get(name, {}).get(figure, 0.0)) < value - TOLERANCE
        ]
    except (ValueError, AttributeError, TypeError):
        raise UsageError(f"{baseline}: not a file that --save wrote") from None
    for line in lost:
        click.echo(line, err=True)
    return ExitCode.GAPS if lost else ExitCode.DONE
