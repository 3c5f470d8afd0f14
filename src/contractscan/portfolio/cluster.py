"""A review on an existing dask cluster (extra `dask`): one task per contract set, lost workers' tasks tried again.

The workers reach the folders under the same paths as this machine, or get the files' content with the task where
`ship` is set.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from contractscan.errors import MissingExtraError, UsageError
from contractscan.portfolio import review
from contractscan.portfolio.review import Progress, Result, Store, Task

RETRIES = 3
AHEAD = 200
"""Tasks handed to the scheduler at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A task with its files' content, for workers that do not share a file system."""

    task: Task
    files: tuple[tuple[str, bytes], ...]


def ship(task: Task) -> Shipped:
    """Take the files of a task along."""
    files = sorted(path for path in Path(task.folder).iterdir() if path.is_file())
    return Shipped(task=task, files=tuple((path.name, path.read_bytes()) for path in files))


def run_shipped(shipped: Shipped, known_key: str) -> Result | None:
    """Runs on a worker: puts the files into a folder of its own and examines them."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / Path(shipped.task.name).name
        folder.mkdir()
        for name, data in shipped.files:
            (folder / Path(name).name).write_bytes(data)
        return review.run(replace(shipped.task, folder=str(folder), reports=""), known_key)


def review_on_cluster(
    work: Sequence[Task], *, scheduler: str, store: Store, progress: Progress, shipping: bool = False
) -> Iterator[Result]:
    """Run all tasks on a cluster; results come as they are ready, kept ones too.

    Args:
        work: the tasks.
        scheduler: address of the dask scheduler.
        store: where results are kept, on this machine.
        progress: called with (vendor, done, of).
        shipping: send the files' content instead of relying on shared paths.

    Raises:
        MissingExtraError: dask is not installed.
        UsageError: the scheduler does not answer.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise MissingExtraError("--scheduler", "dask") from None
    try:
        client: Any = Client(scheduler, timeout=20)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(f"the scheduler {scheduler} does not answer: {error}") from None
    with client:
        waiting = iter(work)
        names: dict[str, Task] = {}

        def submit() -> list[Any]:
            futures = []
            for task in waiting:
                kept = store.get(task.name)
                known = kept.key if kept is not None and kept.snapshot is not None else ""
                call = (run_shipped, ship(task)) if shipping else (review.run, task)
                future = client.submit(*call, known, key=f"contractscan-{task.name}", retries=RETRIES, pure=False)
                names[future.key] = task
                futures.append(future)
                if len(futures) >= AHEAD:
                    break
            return futures

        done = 0
        while batch := submit():
            for future in as_completed(batch):  # type: ignore[no-untyped-call]
                task = names.pop(future.key)
                done += 1
                progress(task.name, done, len(work))
                yield _outcome(task, future, store)
                future.release()


def _outcome(task: Task, future: Any, store: Store) -> Result:
    error = future.exception()
    if error is not None:
        failure = f"its workers were lost: {type(error).__name__}: {error}"
        return Result(name=task.name, key="", snapshot=None, failure=failure)
    return review.settled(task, future.result(), store)
