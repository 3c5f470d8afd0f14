"""Labelled contract sets, and how well an assessment agrees with their labels.

A set is a folder with its documents and a `labels.json`; a folder `contracts/<set>/` beside `labels/<set>.json` is read
too. The figures are defined in docs/reference/corpora.md: found, verdict, adverse, evidence.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contractscan.errors import DefinitionError
from contractscan.model import Assessment, Verdict

ABSENT = {Verdict.NOT_APPLICABLE: Verdict.NOT_FOUND}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A reader's verdict on one requirement."""

    verdict: Verdict
    quotes: tuple[str, ...]
    why: str
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """A contract set with its labels."""

    name: str
    language: str
    documents: tuple[Path, ...]
    labels: Mapping[str, Label]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One requirement of one set: what was wanted and what was said."""

    set_name: str
    language: str
    requirement: str
    wanted: Verdict
    got: Verdict
    firm: bool
    right_quote: bool
    why: str

    @property
    def hit(self) -> bool:
        """Whether the verdicts agree; not_found and not_applicable count as one."""
        return ABSENT.get(self.wanted, self.wanted) == ABSENT.get(self.got, self.got)

    @property
    def quoted(self) -> bool:
        """Whether both say that the contract addresses the point."""
        return self.wanted.addressed and self.got.addressed


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Figures over cells; ratios are 0 where there is nothing to divide by."""

    cells: int
    found: tuple[float, float, float]
    verdict: float
    firm: float
    adverse: tuple[float, float, float]
    evidence: float
    undetermined: int


def load(root: Path) -> tuple[LabelledSet, ...]:
    """The labelled sets below a folder, by name.

    Raises:
        DefinitionError: a label file is wrong.
    """
    found = [_load(path, path.parent) for path in sorted(root.rglob("labels.json"))]
    if not found and (root / "labels").is_dir():
        found = [_load(path, root / "contracts" / path.stem) for path in sorted((root / "labels").glob("*.json"))]
    return tuple(found)


def _load(path: Path, folder: Path) -> LabelledSet:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        labels = {
            requirement: Label(
                verdict=Verdict(label["verdict"]),
                quotes=tuple(quote["text"] for quote in label.get("quotes", ())),
                why=label.get("why", ""),
                firm=label.get("confidence", "high") == "high",
            )
            for requirement, label in data["labels"].items()
        }
        language = data["language"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DefinitionError(f"not a label file: {type(error).__name__}: {error}", file=str(path)) from None
    documents = tuple(
        sorted(file for file in folder.iterdir() if file.is_file() and file.suffix.lower() not in (".json", ".toml"))
    )
    return LabelledSet(name=folder.name, language=language, documents=documents, labels=labels)


def cells(labelled: LabelledSet, assessment: Assessment) -> list[Cell]:
    """Compare an assessment with the labels; a requirement without finding counts as undetermined."""
    findings = {finding.requirement.id: finding for finding in assessment.findings}
    result: list[Cell] = []
    for requirement, label in labelled.labels.items():
        finding = findings.get(requirement)
        got = finding.verdict if finding else Verdict.UNDETERMINED
        quotes = [item.quote for item in finding.evidence[:3]] if finding else []
        right = any(overlaps(quote, wanted) for quote in quotes for wanted in label.quotes)
        result.append(
            Cell(
                set_name=labelled.name, language=labelled.language, requirement=requirement, wanted=label.verdict,
                got=got, firm=label.firm, right_quote=right, why=label.why,
            )
        )  # fmt: skip
    return result


def overlaps(quote: str, wanted: str) -> bool:
    """Whether two quotes share half the words of the shorter."""
    first, second = (Counter(re.findall(r"\w+", text.lower())) for text in (quote, wanted))
    shorter = min(first.total(), second.total())
    return shorter >= 4 and (first & second).total() >= 0.5 * shorter


def score(items: Sequence[Cell]) -> Score:
    """The figures over some cells."""
    firm = [cell for cell in items if cell.firm]
    quoted = [cell for cell in items if cell.quoted]
    return Score(
        cells=len(items),
        found=_f1((cell.wanted.addressed, cell.got.addressed) for cell in items),
        verdict=_share(cell.hit for cell in items),
        firm=_share(cell.hit for cell in firm),
        adverse=_f1((cell.wanted is Verdict.ADVERSE, cell.got is Verdict.ADVERSE) for cell in items),
        evidence=_share(cell.right_quote for cell in quoted),
        undetermined=sum(cell.got is Verdict.UNDETERMINED for cell in items),
    )


def _share(values: Iterable[bool]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def _f1(pairs: Iterable[tuple[bool, bool]]) -> tuple[float, float, float]:
    both = list(pairs)
    hits = sum(wanted and got for wanted, got in both)
    got, wanted = sum(got for _, got in both), sum(wanted for wanted, _ in both)
    precision, recall = (hits / got if got else 0.0), (hits / wanted if wanted else 0.0)
    return precision, recall, (2 * precision * recall / (precision + recall) if hits else 0.0)
