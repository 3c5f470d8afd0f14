"""Finds service levels in tables, where sentences alone would miss them: DORA art. 30(2)(e) and 30(3)(a)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contractscan import Clause, Document, Fact, SetAnalysis, Table

_PERCENT = re.compile(r"(\d{2,3}(?:[.,]\d{1,4})?)\s*%")
_LEVELS = re.compile(r"availab|uptime|service level|tillgänglig|drifttid|servicenivå", re.IGNORECASE)
_LOWEST, _HIGHEST = 80.0, 100.0


class ServiceLevelTables:
    """One clause for each table that promises an availability; its fact is the lowest one."""

    id = "dora.service-level-tables"
    kinds = ("dora.service-levels",)
    languages = ("en", "sv")

    def detect(self, analysis: SetAnalysis) -> Iterator[Clause]:
        """Look at every table of the set."""
        for part in analysis.documents:
            for table in part.document.tables:
                levels = _levels(part.document, table)
                if levels:
                    yield Clause(
                        kind=self.kinds[0],
                        document=part.number,
                        span=table.span,
                        focus=table.span,
                        detector=self.id,
                        facts=(Fact(name="availability_percent", value=min(levels)),),
                    )


def _levels(document: Document, table: Table) -> list[float]:
    """Percentages of availability in a table that speaks of it at all."""
    rows = [table.header, *table.rows]
    texts = [" | ".join(document.quote(cell.span) for cell in row) for row in rows]
    if not any(_LEVELS.search(text) for text in texts):
        return []
    found = [float(figure.replace(",", ".")) for text in texts for figure in _PERCENT.findall(text)]
    return [level for level in found if _LOWEST <= level <= _HIGHEST]
