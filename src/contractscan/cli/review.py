"""`contractscan review`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from contractscan.cli.output import complain, harmless, on_terminal
from contractscan.errors import ExitCode, UsageError


@click.command("review")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--profile", default="", help="Profile to hold the contracts against.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(min=1), help="Processes.")
@click.option("--report-language", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option("-o", "--output", "outputs", multiple=True, type=click.Path(path_type=Path),
              help="A matrix (.html, .xlsx, .csv), all results as they come (.jsonl, .parquet), or a folder for the "
              "vendors' own reports, in which results are kept so that the review can go on later. "
              "May be given several times.")  # fmt: skip
@click.option("--without", multiple=True, metavar="PLUGIN", help="Switch a plugin off.")
@click.option("--scheduler", default="", metavar="tcp://HOST:PORT", help="Run on a dask cluster (extra `dask`).")
def command(
    folder: Path,
    profile: str,
    jobs: int,
    report_language: str,
    outputs: tuple[Path, ...],
    without: tuple[str, ...],
    scheduler: str,
) -> int:
    """Examine every sub-folder of FOLDER as one vendor's contract set and make a matrix.

    Exit codes: 0 done, 2 usage, 3 internal error, 4 no vendor could be examined.
    """
    from contextlib import ExitStack

    from contractscan.portfolio import matrix, matrix_reports, review, streams
    from contractscan.rendering.write import check_place, write_bytes

    renderers = matrix_reports.formats()
    writers = streams.formats()
    kept = results_folder(outputs, (*renderers, *writers))
    for path in outputs:
        if path != kept:
            check_place(path)
    work = review.tasks(
        folder, profile=profile, language=report_language, without=without, reports=str(kept) if kept else "",
        today=date.today().isoformat(),
    )  # fmt: skip
    store = review.Store(kept / review.STATE if kept else None)
    if scheduler:
        from contractscan.portfolio.cluster import review_on_cluster

        outcomes = review_on_cluster(work, scheduler=scheduler, store=store, progress=_progress)
    else:
        outcomes = review.review(work, jobs=jobs, store=store, progress=_progress)
    streamed = [path for path in outputs if path.suffix.lower() in writers]
    pages = [path for path in outputs if path not in streamed and path != kept]
    examined = 0
    slimmer = matrix.Slimmer()
    kept_results: list[review.Result] = []
    with ExitStack() as stack:
        open_writers = [stack.enter_context(streams.open_writer(path)) for path in streamed]
        for result in review.in_order(work, outcomes):
            for writer in open_writers:
                writer.add(result)
            if result.failure:
                complain(f"{result.name}: {result.failure}")
            examined += not result.failure
            if pages or not streamed:
                kept_results.append(slimmer.slim(result))
    made = matrix.build(kept_results)
    for path in pages:
        base = _base(kept, path) if kept else ""
        write_bytes(path, renderers[path.suffix.lower()](made, report_language, base))
    if not pages and not streamed:
        sys.stdout.buffer.write(matrix_reports.text(made, report_language))
    return int(ExitCode.DONE if examined else ExitCode.UNREADABLE)


def results_folder(outputs: tuple[Path, ...], endings: tuple[str, ...]) -> Path | None:
    """The output that is a folder, made where it does not exist.

    Raises:
        UsageError: an output is neither a known format nor a folder, or there are two folders.
    """
    folders = [path for path in outputs if path.suffix.lower() not in endings]
    if len(folders) > 1:
        raise UsageError(f"only one folder for results: {folders[0]} and {folders[1]} were given")
    if not folders:
        return None
    if folders[0].suffix and not folders[0].is_dir():
        raise UsageError(f"{folders[0]}: a matrix is written as one of {', '.join(sorted(endings))}")
    try:
        folders[0].mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folders[0]}: {error.strerror or error}") from None
    return folders[0]


def _base(kept: Path, matrix: Path) -> str:
    """The results folder as seen from the matrix file, for links."""
    import os

    return Path(os.path.relpath(kept.resolve(), matrix.resolve().parent)).as_posix()


def _progress(name: str, done: int, of: int) -> None:
    if on_terminal():
        click.echo(f"\r{done}/{of} {harmless(name)[:60]:60}", err=True, nl=done == of)
