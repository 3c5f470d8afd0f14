"""A review's results written as they come, one vendor after another, however many there are: JSON lines and Parquet.

Nothing is kept in memory but the vendor at hand. The file gets its name when the review is done.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from contractscan.errors import MissingExtraError, UsageError
from contractscan.portfolio.review import Result
from contractscan.rendering.plain import json_safe

VENDORS_PER_GROUP = 50
"""Vendors that stand together in a row group of a Parquet file."""


class Writer(Protocol):
    """Writes results to a file."""

    def add(self, result: Result) -> None:
        """Write one vendor's result."""

    def close(self) -> None:
        """Finish the file."""


def formats() -> dict[str, Callable[[Path], Writer]]:
    """Writers by file ending."""
    return {".jsonl": JsonLines, ".parquet": Parquet}


@contextlib.contextmanager
def open_writer(path: Path) -> Iterator[Writer]:
    """A writer for `path`, which appears there when everything has been written, or not at all.

    Raises:
        UsageError: the file cannot be written there.
        MissingExtraError: the format needs a package that is not installed.
    """
    temporary = path.with_name(f".{path.name}.part")
    try:
        writer = formats()[path.suffix.lower()](temporary)
        try:
            yield writer
        finally:
            writer.close()
        temporary.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


class JsonLines:
    """One vendor a line."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def add(self, result: Result) -> None:
        """Write a line."""
        findings = {
            finding.requirement: {
                "verdict": finding.verdict.value,
                "severity": finding.severity.value,
                "open_gap": finding.open_gap,
                "decision": finding.decision,
                "reason": finding.reason,
                "facts": dict(finding.facts),
                "quotes": [
                    {"text": quote.text, "document": quote.document, "page": quote.page, "section": quote.section}
                    for quote in finding.quotes
                ],
            }
            for finding in (result.snapshot.findings if result.snapshot else ())
        }
        data = {"vendor": result.name, "key": result.key, "failure": result.failure, "findings": findings}
        self._file.write((json_safe(json.dumps(data, ensure_ascii=False)) + "\n").encode("utf-8", "backslashreplace"))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class Parquet:
    """One row per vendor and requirement; a vendor that could not be examined is a row that says so."""

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow as arrow
            from pyarrow import parquet
        except ImportError:
            raise MissingExtraError("-o results.parquet", "parquet") from None

        self._arrow = arrow
        text = ("vendor", "failure", "requirement", "topic", "title", "verdict", "severity", "decision", "reason")
        self._schema = arrow.schema(
            [(name, arrow.string()) for name in text]
            + [("open_gap", arrow.bool_()), ("fact", arrow.string()), ("fact_value", arrow.string())]
            + [("quote", arrow.string()), ("document", arrow.string()), ("page", arrow.int32())]
            + [("section", arrow.string()), ("quotes", arrow.int32())]
        )
        self._writer: Any = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._vendors = 0

    def add(self, result: Result) -> None:
        """Take the rows of one vendor; a group of vendors is written at a time."""
        self._rows += list(rows_of(result))
        self._vendors += 1
        if self._vendors % VENDORS_PER_GROUP == 0:
            self._flush()

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def rows_of(result: Result) -> Iterator[dict[str, Any]]:
    """The result as rows; lone surrogates, which no column of text can hold, are written out."""
    if result.snapshot is None:
        yield {"vendor": _storable(result.name), "failure": _storable(result.failure)}
        return
    for finding in result.snapshot.findings:
        name, value = finding.key or ("", "")
        best = finding.quotes[0] if finding.quotes else None
        yield {
            "vendor": _storable(result.name),
            "failure": "",
            "requirement": finding.requirement,
            "topic": finding.topic,
            "title": finding.title,
            "verdict": finding.verdict.value,
            "severity": finding.severity.value,
            "decision": finding.decision,
            "reason": _storable(finding.reason),
            "open_gap": finding.open_gap,
            "fact": name,
            "fact_value": _storable(str(value)),
            "quote": _storable(best.text) if best else None,
            "document": _storable(best.document) if best else None,
            "page": best.page if best else None,
            "section": _storable(best.section) if best else None,
            "quotes": len(finding.quotes),
        }


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
