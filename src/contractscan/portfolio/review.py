"""A review: many vendors' contract sets against one profile, in processes or on a cluster, resumable.

Every sub-folder is one contract set and one task. A task's result is small (a `Snapshot` or the reason of its failure)
and is kept under a key made of the inputs' hashes, the profile's hash and the versions of all parts, so that an
unchanged vendor is not read again and an interrupted review goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contractscan.errors import ContractscanError, UsageError
from contractscan.model import Severity, Verdict
from contractscan.portfolio.snapshot import KeptFinding, Quote, Snapshot
from contractscan.settings import DECISIONS, SETTINGS, Settings
from contractscan.settings import load as load_settings

if TYPE_CHECKING:
    from contractscan.plugins import Registry

SETS_PER_PROCESS = 50
"""A worker is replaced after so many sets, so that memory stays flat whatever a library keeps."""
AHEAD = 4
"""Tasks handed out per worker; the others wait as small objects."""
STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One contract set to examine.

    Attributes:
        name: the vendor, name of the folder.
        folder: the folder.
        profile: profile id.
        language: language of titles and reasons.
        without: plugins switched off.
        reports: folder for the vendor's own reports, "" for none.
        formats: endings of these reports.
        today: ISO date against which decisions expire.
    """

    name: str
    folder: str
    profile: str
    language: str
    without: tuple[str, ...] = ()
    reports: str = ""
    formats: tuple[str, ...] = (".json", ".html")
    today: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a task: a snapshot, or the reason why there is none."""

    name: str
    key: str
    snapshot: Snapshot | None
    failure: str = ""


Progress = Callable[[str, int, int], None]


def tasks(root: Path, *, profile: str, language: str, without: Sequence[str], reports: str, today: str) -> list[Task]:
    """One task per sub-folder, by name.

    Raises:
        UsageError: there is none.
    """
    if not root.is_dir():
        raise UsageError(f"{root}: no such folder")
    folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not folders:
        raise UsageError(f"{root}: no sub-folders; every vendor's documents go into a folder of their own")
    return [
        Task(
            name=folder.name,
            folder=str(folder),
            profile=profile,
            language=language,
            without=tuple(without),
            reports=reports,
            today=today,
        )
        for folder in folders
    ]


@lru_cache(maxsize=4)
def _registry(without: tuple[str, ...], folders: tuple[Path, ...]) -> Registry:
    """The registry of this worker process: loaded once, as nearly all of its tasks use the same plugins."""
    from contractscan.plugins import build_registry, local_plugins

    return build_registry(without, local_plugins(folders))


def key_of(task: Task, registry: Registry, settings: Settings) -> str:
    """The key of a task's result: changes with every input, setting and version."""
    from contractscan.catalogue.profiles import resolve

    digest = hashlib.sha256()
    for file in sorted(path for path in Path(task.folder).iterdir() if path.is_file()):
        digest.update(f"{file.name}\0".encode())
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    content = [resolve(registry.catalogue, task.profile or settings.profile).hash, task.language, task.formats]
    if any((Path(task.folder) / name).is_file() for name in (SETTINGS, DECISIONS)):
        content.append(task.today)  # decisions expire
    content += [f"{part.name}={part.version}" for part in registry.versions]
    content.append(registry.data_hash)
    digest.update(json.dumps(content).encode())
    return digest.hexdigest()


def run(task: Task, known_key: str = "") -> Result | None:
    """Examine one contract set. Errors become the result's failure.

    Args:
        task: the task.
        known_key: key of a result that is already there; None is returned where it still holds.
    """
    from contractscan.pipeline import ScanOptions, scan

    key = ""
    try:
        folder = Path(task.folder)
        settings = load_settings(folder)
        registry = _registry(task.without, settings.plugin_dirs)
        key = key_of(task, registry, settings)
        if key == known_key:
            return None
        options = ScanOptions(profile=task.profile, settings=settings, today=date.fromisoformat(task.today))
        assessment = scan([folder], registry, options)
        if task.reports:
            _write_reports(task, assessment, registry)
        from contractscan.portfolio import snapshot

        return Result(name=task.name, key=key, snapshot=snapshot.of(assessment, task.language))
    except ContractscanError as error:
        return Result(name=task.name, key=key, snapshot=None, failure=str(error))
    except Exception as error:  # one vendor's failure is a row that says so
        message = " ".join(str(error).split())[:300]
        return Result(name=task.name, key=key, snapshot=None, failure=f"{type(error).__name__}: {message}")


def _write_reports(task: Task, assessment: Any, registry: Registry) -> None:
    from contractscan.hookspecs import RenderOptions
    from contractscan.rendering.write import write_report

    for ending in task.formats:
        renderer = next((item for item in registry.renderers if ending in item.suffixes), None)
        if renderer is not None:
            path = Path(task.reports) / f"{task.name}{ending}"
            write_report(renderer, assessment, path, RenderOptions(language=task.language))


class Store:
    """Results kept in a folder, one small file each, written in one step."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def _path(self, name: str) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"

    def get(self, name: str) -> Result | None:
        """The kept result of a vendor, or None; a damaged file counts as none."""
        path = self._path(name)
        if path is None or not path.is_file():
            return None
        try:
            return from_plain(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, result: Result) -> None:
        """Keep a result. Failures are kept too, but tried again next time."""
        from contractscan.rendering.write import write_bytes

        path = self._path(result.name)
        if path is not None:
            write_bytes(path, json.dumps(to_plain(result), ensure_ascii=False).encode())


def to_plain(result: Result) -> dict[str, Any]:
    """A result as plain objects for JSON."""
    return asdict(result)


def from_plain(data: Any) -> Result:
    """A result from plain objects.

    Raises:
        KeyError, TypeError, ValueError: the data is of another form.
    """
    kept = data["snapshot"]
    if kept is None:
        return Result(name=data["name"], key=data["key"], snapshot=None, failure=data["failure"])
    findings = tuple(
        KeptFinding(
            requirement=item["requirement"],
            title=item["title"],
            topic=item["topic"],
            verdict=Verdict(item["verdict"]),
            severity=Severity(item["severity"]),
            reason=item["reason"],
            decision=item["decision"],
            quotes=tuple(Quote(**quote) for quote in item["quotes"]),
            facts=tuple((name, value) for name, value in item["facts"]),
        )
        for item in kept["findings"]
    )
    snapshot = Snapshot(
        name=kept["name"],
        profile=kept["profile"],
        profile_hash=kept["profile_hash"],
        documents=tuple((name, sha256) for name, sha256 in kept["documents"]),
        findings=findings,
        problems=tuple(kept["problems"]),
    )
    return Result(name=data["name"], key=data["key"], snapshot=snapshot)


def review(work: Sequence[Task], *, jobs: int, store: Store, progress: Progress) -> Iterator[Result]:
    """Run all tasks; results come as they are ready, kept ones too.

    Args:
        work: the tasks.
        jobs: processes.
        store: where results are kept.
        progress: called with (vendor, done, of).
    """
    # One process would grow with every set, if slowly: where there are many, it is replaced now and then too.
    here = jobs <= 1 and len(work) <= SETS_PER_PROCESS
    outcomes = _here(work, store) if here else _in_processes(work, max(jobs, 1), store)
    for done, (task, result) in enumerate(outcomes, 1):
        progress(task.name, done, len(work))
        yield settled(task, result, store)


def in_order(work: Sequence[Task], results: Iterable[Result]) -> Iterator[Result]:
    """The results in the order of the tasks, each as soon as those before it are there."""
    waiting: dict[str, Result] = {}
    names = iter(work)
    wanted = next(names, None)
    for result in results:
        waiting[result.name] = result
        while wanted is not None and wanted.name in waiting:
            yield waiting.pop(wanted.name)
            wanted = next(names, None)


def settled(task: Task, result: Result | None, store: Store) -> Result:
    """Keep a new result; take the kept one where nothing changed."""
    if result is None:
        kept = store.get(task.name)
        return kept or Result(name=task.name, key="", snapshot=None, failure="the kept result is gone; run again")
    store.put(result)
    return result


def _known(task: Task, store: Store) -> str:
    kept = store.get(task.name)
    return kept.key if kept is not None and kept.snapshot is not None else ""


def _here(work: Sequence[Task], store: Store) -> Iterator[tuple[Task, Result | None]]:
    for task in work:
        yield task, run(task, _known(task, store))


def _in_processes(work: Sequence[Task], jobs: int, store: Store) -> Iterator[tuple[Task, Result | None]]:
    """A bounded number of tasks at a time; a process that dies costs its running tasks another try."""
    waiting = list(reversed(work))
    tries: dict[str, int] = {}
    while waiting:
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=SETS_PER_PROCESS)
        running: dict[Future[Result | None], Task] = {}
        try:
            while waiting or running:
                while waiting and len(running) < jobs * AHEAD:
                    task = waiting.pop()
                    running[pool.submit(run, task, _known(task, store))] = task
                ready, _ = wait(running, return_when=FIRST_COMPLETED)
                broken = [running.pop(future) for future in ready if future.exception() is not None]
                for future in [future for future in ready if future in running]:
                    yield running.pop(future), future.result()
                if broken:
                    yield from _again([*broken, *running.values()], tries, waiting)
                    break
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _again(lost: Sequence[Task], tries: dict[str, int], waiting: list[Task]) -> Iterator[tuple[Task, Result | None]]:
    """Put the tasks of a dead process back, each once; a task that was there twice when a process died is given up."""
    for task in lost:
        tries[task.name] = tries.get(task.name, 0) + 1
        if tries[task.name] <= 2:
            waiting.append(task)
        else:
            failure = "the process that examined it died, three times"
            yield task, Result(name=task.name, key="", snapshot=None, failure=failure)
