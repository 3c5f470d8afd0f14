"""`contractscan scan`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractscan.cli.output import complain, debugging, on_terminal
from contractscan.errors import ContractscanError, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contractscan.hookspecs import Renderer, RenderOptions
    from contractscan.model import Assessment
    from contractscan.pipeline import Progress
    from contractscan.settings import Settings

SEVERITIES = ("critical", "high", "medium", "low", "never")


@click.command("scan")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--profile", default="", help="Profile to hold the contract against; the default covers all requirements."
)
@click.option("--report-language", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option(
    "-o", "--output", "outputs", multiple=True, type=click.Path(path_type=Path, dir_okay=False),
    help="Write a report; its ending chooses the format. May be given several times.",
)  # fmt: skip
@click.option(
    "--format", "format_", default="", help="Format for standard output, or for -o files without a known ending."
)
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="never", show_default=True,
              help="Exit with 1 when a gap of at least this severity is open.")  # fmt: skip
@click.option("--classification", default="", metavar="KnRnTn",
              help="Information classification as K3R2T2; raises severities by the profile's table.")  # fmt: skip
@click.option("--applies", multiple=True, metavar="CONDITION=yes|no",
              help="Answer what decides which requirements apply. May be given several times.")  # fmt: skip
@click.option("--plugin-dir", "plugin_dirs", multiple=True, type=click.Path(path_type=Path, file_okay=False),
              help="Folder of detector, vocabulary and catalogue files to use as well.")  # fmt: skip
@click.option("--without", multiple=True, metavar="PLUGIN", help="Switch a plugin off. May be given several times.")
@click.option("--ocr", type=click.Choice(["auto", "never", "force"]), default="auto", show_default=True,
              help="Recognise the text of scanned pages.")  # fmt: skip
@click.option("--password", default=None, help="Password of encrypted files.")
@click.option("--timeout", type=click.FloatRange(min=1), default=120.0, show_default=True,
              help="Seconds that reading one file may take.")  # fmt: skip
@click.option("--memory", type=click.IntRange(min=64), default=2048, show_default=True,
              help="Megabytes that reading may take.")  # fmt: skip
@click.option("--page-images/--no-page-images", default=True, show_default=True,
              help="Show evidence in HTML as clipped pictures of its page.")  # fmt: skip
def command(
    paths: tuple[Path, ...],
    profile: str,
    report_language: str,
    outputs: tuple[Path, ...],
    format_: str,
    fail_on: str,
    classification: str,
    applies: tuple[str, ...],
    plugin_dirs: tuple[Path, ...],
    without: tuple[str, ...],
    ocr: str,
    password: str | None,
    timeout: float,
    memory: int,
    page_images: bool,
) -> int:
    """Examine one vendor's contract documents and write a gap report.

    PATHS are the documents of one contract: files, or a folder that holds them.

    Exit codes: 0 done, 1 gaps at or above --fail-on, 2 usage, 3 internal error, 4 unreadable input.
    """
    from contractscan.reading.guard_process import HeadStart

    with HeadStart() as started:  # it gets ready while the plugins are looked for
        from contractscan.hookspecs import ReadOptions, RenderOptions
        from contractscan.pipeline import ScanOptions, scan
        from contractscan.plugins import build_registry, local_plugins
        from contractscan.rendering.write import check_place

        settings = effective_settings(paths, classification)
        registry = build_registry(without, local_plugins((*settings.plugin_dirs, *plugin_dirs)))
        for path in outputs:
            check_place(path)
        targets = [(path, choose(registry.renderers, path, format_)) for path in outputs]
        shown = None if outputs else named(registry.renderers, format_ or "terminal")
        options = ScanOptions(
            profile=profile,
            reading=ReadOptions(password=password, ocr=ocr),
            seconds=timeout,
            megabytes=memory,
            answers=answers(applies),
            settings=settings,
            spare=True,
        )
        with progress_bar() as progress:
            assessment = scan(paths, registry, options, progress, started)
            render = RenderOptions(language=report_language, page_images=page_images)
            unwritten = write_reports(targets, assessment, render, progress)
    if shown is not None:
        show(shown, assessment, report_language)
    for problem in registry.problems:
        complain(f"plugin {problem.component}: {problem.message}")
    for line in unwritten:
        complain(line)
    return int(ExitCode.INTERNAL if unwritten else exit_code(assessment, fail_on))


def write_reports(
    targets: Sequence[tuple[Path, Renderer]], assessment: Assessment, options: RenderOptions, progress: Progress
) -> list[str]:
    """Write every report that can be written.

    Returns:
        A line for each renderer that failed.

    Raises:
        UsageError: a report cannot be written as the user wants it; the others have been written.
    """
    from contractscan.rendering.write import write_report

    failed: list[str] = []
    refused: ContractscanError | None = None
    for path, renderer in targets:
        progress("rendering", path.name, 0, 1)
        try:
            write_report(renderer, assessment, path, options)
        except ContractscanError as error:
            refused = refused or error
        except Exception as error:
            if debugging():
                raise
            words = " ".join(str(error).split())[:300]
            failed.append(
                f"{path} was not written: the format {renderer.id} stopped with {type(error).__name__}: {words}"
            )
    if refused is not None:
        raise refused
    return failed


def effective_settings(paths: Sequence[Path], classification: str) -> Settings:
    """What the files beside the contracts say, with the command line above them."""
    from contractscan import settings

    folder = paths[0] if paths[0].is_dir() else paths[0].parent
    loaded = settings.load(folder)
    return replace(loaded, classification=settings.classification(classification)) if classification else loaded


def answers(given: Sequence[str]) -> dict[str, bool]:
    """Answers as `secrecy=yes`.

    Raises:
        UsageError: not of that form.
    """
    found: dict[str, bool] = {}
    for item in given:
        key, _, value = item.partition("=")
        if value.lower() not in ("yes", "no", "ja", "nej"):
            raise UsageError(f'"{item}" is no answer; write it as {key or "secrecy"}=yes or {key or "secrecy"}=no')
        found[key.strip()] = value.lower() in ("yes", "ja")
    return found


def named(renderers: Sequence[Renderer], name: str) -> Renderer:
    """The renderer called `name`.

    Raises:
        UsageError: there is none.
    """
    for renderer in renderers:
        if renderer.id == name:
            return renderer
    raise UsageError(f'there is no format "{name}"; there are: {", ".join(sorted(r.id for r in renderers))}')


def choose(renderers: Sequence[Renderer], path: Path, format_: str) -> Renderer:
    """The renderer for a file, by the longest ending that fits.

    Raises:
        UsageError: no renderer fits.
    """
    name = path.name.lower()
    fitting = [(len(suffix), r.id, r) for r in renderers for suffix in r.suffixes if name.endswith(suffix)]
    if fitting:
        return max(fitting, key=lambda item: (item[0], item[1]))[2]
    if format_:
        return named(renderers, format_)
    endings = sorted({suffix for renderer in renderers for suffix in renderer.suffixes})
    raise UsageError(f"{path}: the ending says no format; use one of {', '.join(endings)} or --format")


def show(renderer: Renderer, assessment: Assessment, language: str) -> None:
    """Write a report to standard output."""
    import os
    import shutil

    from contractscan.hookspecs import RenderOptions

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80
    options = RenderOptions(language=language, colour=colour, width=max(40, min(width, 120)))
    renderer.render(assessment, sys.stdout.buffer, options)
    sys.stdout.buffer.flush()


def exit_code(assessment: Assessment, fail_on: str) -> ExitCode:
    """`GAPS` when a gap of at least the severity is open."""
    if fail_on == "never":
        return ExitCode.DONE
    from contractscan.model import Severity

    limit = Severity(fail_on).rank
    open_gaps = [
        finding
        for finding in assessment.findings
        if finding.verdict.is_gap
        and finding.severity.rank <= limit
        and (finding.decision is None or finding.decision.state != "accepted")
    ]
    return ExitCode.GAPS if open_gaps else ExitCode.DONE


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress line on a terminal, nothing elsewhere."""
    from contractscan.pipeline import silent

    if not on_terminal():
        yield silent
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn

    from contractscan.cli.output import harmless

    with Bar(
        SpinnerColumn(), TextColumn("{task.description}", markup=False), console=Console(stderr=True), transient=True
    ) as bar:
        task: Any = bar.add_task("", total=None)

        def report(stage: str, what: str, done: int, of: int) -> None:
            count = f" {done}/{of}" if of > 1 else ""
            bar.update(task, description=f"{stage}{count} {harmless(what)}")

        yield report
