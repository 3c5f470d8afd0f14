"""Compiled data files kept between runs in the user's cache folder: compiling all patterns takes longer than a scan.

The key is a hash over every data file, the versions of the program and of Python; a changed file simply has another
key. Nothing is kept where CONTRACTSCAN_NO_CACHE is set or the folder cannot be written. The folder is the user's own,
like that of Python's compiled modules; an entry holds no contract text.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import stat
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

SWITCH = "CONTRACTSCAN_NO_CACHE"
KEPT = 8
"""Entries; those that were not used for the longest time are deleted."""


def folder() -> Path | None:
    """The cache folder, or None where nothing is to be kept."""
    if os.environ.get(SWITCH):
        return None
    from platformdirs import user_cache_path

    return user_cache_path("contractscan", appauthor=False) / "compiled"


def key(data_hash: str) -> str:
    """The key for data files with this hash."""
    parts = (data_hash, version("contractscan"), sys.version, str(_code_stamp()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _code_stamp() -> int:
    """Changes when the compiling code does, which matters to those who develop it."""
    here = Path(__file__).parent
    files = [*(here / "patterns").glob("*.py"), *(here / "catalogue").glob("*.py"), *(here / "model").glob("*.py")]
    return max(file.stat().st_mtime_ns for file in files)


def load(name: str) -> Any | None:
    """The entry called `name`, or None where there is none that can be read."""
    place = folder()
    if place is None:
        return None
    file = place / f"{name}.pickle"
    try:
        if not (_own(place) and _own(file)):
            return None
        value = pickle.loads(file.read_bytes())  # noqa: S301  the user's own, see above
    except Exception:  # a damaged or foreign entry is made again
        return None
    with contextlib.suppress(OSError):
        os.utime(file)  # what is in use is not the oldest
    return value


def _own(path: Path) -> bool:
    """Whether only this user can have written there; a pickle of somebody else's could run anything."""
    if not hasattr(os, "geteuid"):
        return True  # Windows keeps the folder below the user's profile to the user
    status = path.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def save(name: str, value: Any) -> None:
    """Keep an entry; where that is not possible nothing happens."""
    place = folder()
    if place is None:
        return
    with contextlib.suppress(OSError, pickle.PicklingError, AttributeError, TypeError):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        temporary = place / f"{name}.{os.getpid()}.part"
        temporary.write_bytes(data)
        temporary.chmod(0o600)
        temporary.replace(place / f"{name}.pickle")
        entries = sorted(place.glob("*.pickle"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for old in entries[KEPT:]:
            old.unlink(missing_ok=True)
