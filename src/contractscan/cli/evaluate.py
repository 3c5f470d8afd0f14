"""`contractscan evaluate`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractscan.cli.output import harmless
from contractscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from contractscan.corpus import Cell, Score
    from contractscan.model import Profile
    from contractscan.passages import Judged
    from contractscan.plugins import Registry

Figures = dict[str, dict[str, float]]

TOLERANCE = 0.0005
GROUPINGS = ("topic", "requirement", "detector", "language", "set")
SHOWN_CHARACTERS = 160


@click.command("evaluate")
@click.argument("corpus", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--by", type=click.Choice(GROUPINGS), default="topic", show_default=True)
@click.option("--profile", default="", help="Profile to evaluate with.")
@click.option("--only", default="", help="Requirement ids or their beginnings, separated by commas.")
@click.option("--misses", is_flag=True, help="List every label and every passage that was judged otherwise.")
@click.option("--confusion", is_flag=True, help="Show wanted against given verdicts, with precision, recall and F1.")
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
    """Measure the detectors on the labelled contract sets and passages below the folder CORPUS."""
    from contractscan.catalogue.profiles import resolve
    from contractscan.plugins import build_registry

    registry = build_registry(without)
    chosen = resolve(registry.catalogue, profile)
    prefixes = tuple(part for part in only.replace(" ", "").split(",") if part)
    cells = _cells(corpus, registry, profile, prefixes)
    judged = _judged(corpus, registry, chosen, prefixes)
    if not cells and not judged:
        what = f" about {only}" if only else ""
        raise UsageError(f"{corpus}: no labels.json and no clauses/LANGUAGE/ID.yaml{what} below this folder")
    if misses:
        _misses(cells, judged)
    if confusion:
        _confusion([(cell.wanted, cell.got) for cell in cells])
        _confusion([(item.passage.wanted, item.finding.verdict) for item in judged])
    serving = _serving(registry, chosen)
    figures = _set_figures(cells, by, serving) | _passage_figures(judged, by)
    if save:
        save.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return int(_compare(figures, baseline)) if baseline else int(ExitCode.DONE)


def _cells(corpus: Path, registry: Registry, profile: str, prefixes: tuple[str, ...]) -> list[Cell]:
    from contractscan import corpus as corpora
    from contractscan.pipeline import ScanOptions, scan

    result: list[Cell] = []
    for labelled in corpora.load(corpus):
        if any(key.startswith(prefixes or "") for key in labelled.labels):
            result += corpora.cells(labelled, scan(labelled.documents, registry, ScanOptions(profile=profile)))
    return [cell for cell in result if not prefixes or cell.requirement.startswith(prefixes)]


def _judged(corpus: Path, registry: Registry, profile: Profile, prefixes: tuple[str, ...]) -> list[Judged]:
    from contractscan.passages import judge, load_passages

    wanted = [item for item in load_passages(corpus) if not prefixes or item.requirement.startswith(prefixes)]
    return list(judge(wanted, registry, profile))


def _serving(registry: Registry, profile: Profile) -> Mapping[str, tuple[str, ...]]:
    from contractscan.passages import serving_detectors

    return {
        item.id: tuple(detector.id for detector in serving_detectors(item, registry.detectors))
        for item in profile.requirements
    }


def _misses(cells: Sequence[Cell], judged: Sequence[Judged]) -> None:
    for cell in cells:
        if not cell.hit or (cell.quoted and not cell.right_quote):
            wanted = f"want {cell.wanted:14} got {cell.got:14}"
            click.echo(f"{cell.set_name:16} {cell.requirement:7} {wanted} {harmless(cell.why)}")
    for item in judged:
        if not item.right:
            place = f"{item.passage.file}:{item.passage.line}"
            text = harmless(" ".join(item.passage.text.split())[:SHOWN_CHARACTERS])
            click.echo(f"{place}: want {item.passage.wanted}, got {item.finding.verdict}: {text}")


def _set_figures(cells: Sequence[Cell], by: str, serving: Mapping[str, tuple[str, ...]]) -> Figures:
    from contractscan.corpus import score

    if not cells:
        return {}
    keys: Mapping[str, Callable[[Cell], Sequence[str]]] = {
        "topic": lambda cell: [cell.requirement.split("-")[0]],
        "requirement": lambda cell: [cell.requirement],
        "detector": lambda cell: serving.get(cell.requirement, ()),
        "language": lambda cell: [cell.language],
        "set": lambda cell: [cell.set_name],
    }
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        for key in keys[by](cell):
            groups.setdefault(key, []).append(cell)
    scores = {name: score(groups[name]) for name in sorted(groups)} | {"all": score(cells)}
    _table(scores)
    return {
        name: {
            "found": round(row.found[2], 4),
            "verdict": round(row.verdict, 4),
            "adverse": round(row.adverse[2], 4),
            "evidence": round(row.evidence, 4),
        }
        for name, row in scores.items()
    }


def _table(figures: Mapping[str, Score]) -> None:
    width = max(11, *(len(name) + 1 for name in figures))
    click.echo(
        f"{'group':{width}} cells | found P     R    F1 | verdict  firm | adverse P    R    F1 | evidence | open"
    )
    for name, row in figures.items():
        found, adverse = (" ".join(f"{value:.3f}" for value in values) for values in (row.found, row.adverse))
        click.echo(
            f"{name:{width}}{row.cells:6} |  {found} |  {row.verdict:.3f}  {row.firm:.3f} |   {adverse} |  "
            f"{row.evidence:.3f}   | {row.undetermined}"
        )


def _passage_figures(judged: Sequence[Judged], by: str) -> Figures:
    """A table of the passages: how many there are, and the share that came out right, by wanted verdict."""
    from contractscan.passages import KEYS

    if not judged:
        return {}
    keys: Mapping[str, Callable[[Judged], Sequence[str]]] = {
        "topic": lambda item: [item.passage.requirement.split("-")[0]],
        "requirement": lambda item: [item.passage.requirement],
        "detector": lambda item: item.detectors,
        "language": lambda item: [item.passage.language],
        "set": lambda item: [Path(item.passage.file).name],
    }
    groups: dict[str, list[Judged]] = {}
    for item in judged:
        for key in keys[by](item):
            groups.setdefault(key, []).append(item)
    named = {name: groups[name] for name in sorted(groups)} | {"all": list(judged)}
    width = max(11, *(len(name) + 1 for name in named))
    click.echo(f"{'passages':{width}}     n |" + "".join(f"{key:>9}" for key in KEYS) + " |  right")
    result: Figures = {}
    for name, items in named.items():
        shares = [[item.right for item in items if item.passage.wanted is verdict] for verdict in KEYS.values()]
        right = sum(item.right for item in items) / len(items)
        columns = "".join(f"{sum(share) / len(share):9.3f}" if share else f"{'-':>9}" for share in shares)
        click.echo(f"{name:{width}}{len(items):6} |{columns} |  {right:.3f}")
        result[f"passages {name}"] = {"right": round(right, 4)}
    return result


def _confusion(pairs: Sequence[tuple[str, str]]) -> None:
    from collections import Counter

    from contractscan.model import Verdict

    if not pairs:
        return
    counts = Counter(pairs)
    click.echo("wanted \\ got   " + "".join(f"{verdict:>15}" for verdict in Verdict) + "   precision recall     F1")
    for wanted in Verdict:
        right = counts[wanted, wanted]
        said = sum(number for (_, got), number in counts.items() if got == wanted)
        meant = sum(number for (label, _), number in counts.items() if label == wanted)
        precision, recall = (right / said if said else 0.0), (right / meant if meant else 0.0)
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        row = "".join(f"{counts[wanted, got]:15}" for got in Verdict)
        click.echo(f"{wanted:15}{row}   {precision:9.3f} {recall:6.3f} {f1:6.3f}")


def _compare(figures: Figures, baseline: Path) -> ExitCode:
    try:
        before: Figures = json.loads(baseline.read_text(encoding="utf-8"))
        lost = [
            f"{name}: {figure} fell from {value:.3f} to {now:.3f}"
            for name, row in before.items()
            for figure, value in row.items()
            if (now := figures.get(name, {}).get(figure, 0.0)) < value - TOLERANCE
        ]
    except (ValueError, AttributeError, TypeError):
        raise UsageError(f"{baseline}: not a file that --save wrote") from None
    for line in lost:
        click.echo(line, err=True)
    return ExitCode.GAPS if lost else ExitCode.DONE
