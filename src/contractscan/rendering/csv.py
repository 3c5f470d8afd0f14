"""The gap table as CSV: one line per requirement, for spreadsheets and statistics."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import Assessment, Text
from contractscan.rendering.plain import formula_safe, one_line
from contractscan.rendering.words import word

if TYPE_CHECKING:
    from contractscan.rendering.content import Row

_COLUMNS = (
    "id", "topic", "requirement", "verdict", "severity", "demand", "basis", "grounds", "document", "page", "section",
    "quote", "advice", "decision", "decision_grounds", "decided_by", "decided_on", "expires",
)  # fmt: skip


class CsvRenderer:
    """Comma-separated values, in UTF-8 with a mark that spreadsheets know it by."""

    id = "csv"
    title = "CSV, for spreadsheets"
    suffixes: tuple[str, ...] = (".csv",)

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the table. In Swedish the separator is a semicolon, as Swedish spreadsheets expect it."""
        from contractscan.rendering.compose import build_report

        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";" if options.language == "sv" else ",", lineterminator="\r\n")
        writer.writerow([word(key).in_language(options.language) for key in _COLUMNS])
        for topic in build_report(assessment).topics:
            for row in topic.rows:
                writer.writerow(_line(row, topic.title, options.language))
        out.write(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace"))


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register CSV."""
    return [CsvRenderer()]


def _line(row: Row, topic: Text, language: str) -> list[str]:
    best = row.exhibits[0] if row.exhibits else None
    note = row.decision
    basis = "; ".join(f"{base.ref.in_language(language)} ({base.forces.in_language(language)})" for base in row.bases)
    values: list[Text | str] = [
        row.id, topic, row.title, row.verdict_word, row.severity_word, row.demand_word, basis, row.reason,
        best.place.document if best else "", str(best.place.page or "") if best else "",
        best.place.section if best else "", best.quote if best else "", row.advice if row.verdict.is_gap else "",
        *((note.state_word, note.reason, note.decided_by, note.date, note.expires) if note else ("",) * 5),
    ]  # fmt: skip
    return [
        formula_safe(one_line(value if isinstance(value, str) else value.in_language(language))) for value in values
    ]
