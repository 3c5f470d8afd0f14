"""The matrix vendor x requirement, and what can be read off it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from contractscan.model import Severity, Verdict
from contractscan.portfolio.review import Result
from contractscan.portfolio.snapshot import KeptFinding
from contractscan.rendering.plain import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A requirement."""

    requirement: str
    title: str
    topic: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A vendor.

    Attributes:
        cells: one per column; None where the vendor was not held against it or could not be examined.
        critical, gaps: open gaps.
        failure: why the vendor could not be examined, "" where it was.
    """

    name: str
    cells: tuple[KeptFinding | None, ...]
    critical: int
    gaps: int
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A requirement and the share of vendors with a gap there."""

    column: Column
    gaps: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows in falling order of merit: fewest open critical gaps first, failures last."""

    profile: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def lacking(self) -> tuple[Lack, ...]:
        """Requirements by how many vendors have a gap there, most first."""
        examined = [row for row in self.rows if not row.failure]
        lacks = []
        for number, column in enumerate(self.columns):
            cells = [row.cells[number] for row in examined]
            known = [cell for cell in cells if cell is not None and cell.verdict is not Verdict.NOT_APPLICABLE]
            lacks.append(Lack(column=column, gaps=sum(cell.verdict.is_gap for cell in known), of=len(known)))
        lacks.sort(key=lambda lack: (-lack.gaps / max(lack.of, 1), lack.column.severity.rank, lack.column.requirement))
        return tuple(lack for lack in lacks if lack.gaps)


QUOTED = 200
"""Characters of the best quote that a matrix keeps."""


class Slimmer:
    """Makes results small enough for thousands of them to fit into memory.

    What a matrix shows is kept. Titles and reasons, and whole findings that quote nothing, are the same for many
    vendors and are kept once.
    """

    def __init__(self) -> None:
        self._findings: dict[KeptFinding, KeptFinding] = {}

    def slim(self, result: Result) -> Result:
        """The result with what a matrix shows."""
        if result.snapshot is None:
            return result
        findings = tuple(self._slim(finding) for finding in result.snapshot.findings)
        return replace(result, snapshot=replace(result.snapshot, findings=findings))

    def _slim(self, finding: KeptFinding) -> KeptFinding:
        small = replace(
            finding,
            requirement=sys.intern(finding.requirement),
            title=sys.intern(finding.title),
            topic=sys.intern(finding.topic),
            reason=sys.intern(finding.reason),
            quotes=tuple(replace(quote, text=shortened(quote.text, QUOTED)) for quote in finding.quotes[:1]),
            facts=(finding.key,) if finding.key else (),
        )
        return small if small.quotes else self._findings.setdefault(small, small)


def build(results: Iterable[Result]) -> Matrix:
    """The matrix of a review's results, which a `Slimmer` may have made smaller."""
    results = list(results)
    columns: dict[str, Column] = {}
    profile = ""
    for result in results:
        for finding in result.snapshot.findings if result.snapshot else ():
            columns.setdefault(
                finding.requirement,
                Column(
                    requirement=finding.requirement,
                    title=finding.title,
                    topic=finding.topic,
                    severity=finding.severity,
                ),
            )
        profile = profile or (result.snapshot.profile if result.snapshot else "")
    ordered = tuple(columns.values())
    rows = [_row(result, ordered) for result in results]
    rows.sort(key=lambda row: (bool(row.failure), row.critical, row.gaps, row.name))
    return Matrix(profile=profile, columns=ordered, rows=tuple(rows))


def _row(result: Result, columns: Sequence[Column]) -> Row:
    if result.snapshot is None:
        return Row(name=result.name, cells=(None,) * len(columns), critical=0, gaps=0, failure=result.failure)
    by_id = {finding.requirement: finding for finding in result.snapshot.findings}
    open_gaps = [finding for finding in by_id.values() if finding.open_gap]
    return Row(
        name=result.name,
        cells=tuple(by_id.get(column.requirement) for column in columns),
        critical=sum(finding.severity is Severity.CRITICAL for finding in open_gaps),
        gaps=len(open_gaps),
    )
