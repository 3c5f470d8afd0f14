"""`contractscan compare`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contractscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from contractscan.model import Document
    from contractscan.pipeline import ScanOptions
    from contractscan.plugins import Registry
    from contractscan.portfolio.snapshot import Snapshot


@click.command("compare")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--profile", default="", help="Profile to hold both versions against.")
@click.option("--report-language", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option("-o", "--output", "outputs", multiple=True, type=click.Path(path_type=Path, dir_okay=False),
              help="Write the comparison as .html, .docx, .json or .txt. May be given several times.")  # fmt: skip
@click.option("--without", multiple=True, metavar="PLUGIN", help="Switch a plugin off.")
@click.option("--password", default=None, help="Password of encrypted files.")
def command(
    old: Path,
    new: Path,
    profile: str,
    report_language: str,
    outputs: tuple[Path, ...],
    without: tuple[str, ...],
    password: str | None,
) -> int:
    """Compare two versions of one vendor's terms: OLD and NEW are files, folders or saved JSON reports.

    Exit codes: 0 done, 1 a verdict got worse, 2 usage, 3 internal error, 4 unreadable input.
    """
    from contractscan.hookspecs import ReadOptions
    from contractscan.pipeline import ScanOptions
    from contractscan.plugins import build_registry
    from contractscan.portfolio.compare import compare
    from contractscan.portfolio.comparison_reports import formats, text
    from contractscan.rendering.write import check_place, write_bytes

    renderers = formats()
    for path in outputs:
        if path.suffix.lower() not in renderers:
            raise UsageError(f"{path}: a comparison is written as one of {', '.join(sorted(renderers))}")
        check_place(path)
    registry = build_registry(without)
    options = ScanOptions(profile=profile, reading=ReadOptions(password=password))
    first, first_documents = version(old, registry, options, report_language)
    second, second_documents = version(new, registry, options, report_language)
    if first.profile != second.profile:
        raise UsageError(f"the versions were held against different profiles: {first.profile} and {second.profile}")
    comparison = compare(first, second, first_documents, second_documents)
    for path in outputs:
        write_bytes(path, renderers[path.suffix.lower()](comparison, report_language))
    if not outputs:
        sys.stdout.buffer.write(text(comparison, report_language))
    return int(ExitCode.GAPS if comparison.worse else ExitCode.DONE)


def version(
    path: Path, registry: Registry, options: ScanOptions, language: str
) -> tuple[Snapshot, Sequence[Document] | None]:
    """One side of the comparison; a saved report has no documents."""
    from contractscan.pipeline import scan
    from contractscan.portfolio import snapshot

    if path.is_file() and path.suffix.lower() == ".json":
        return snapshot.load(path), None
    assessment = scan([path], registry, options)
    return snapshot.of(assessment, language), assessment.contract_set.documents
