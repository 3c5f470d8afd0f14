"""Paths given by the user to the files of one contract set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from contractscan.errors import UnreadableError, UsageError
from contractscan.model import Source

MAXIMUM_FILES = 200
MAXIMUM_BYTES = 200_000_000
IGNORED = frozenset({"contractscan.toml", "decisions.toml", "labels.json"})


def collect(paths: Sequence[Path], suffixes: Iterable[str]) -> tuple[Path, ...]:
    """The files to read: those named, and of a folder those with a known suffix, sorted by name.

    Args:
        paths: files and folders.
        suffixes: endings that readers registered, lower case with the dot.

    Raises:
        UsageError: a path does not exist, or a folder holds nothing to read.
    """
    known = tuple(sorted({suffix.lower() for suffix in suffixes}))
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        if path.is_dir():
            inside = [file for file in sorted(path.iterdir()) if _wanted(file, known)]
            if not inside:
                raise UsageError(f"{path}: no documents in this folder; known are {', '.join(known)}")
            found.update(dict.fromkeys(inside))
        else:
            found[path] = None
    if len(found) > MAXIMUM_FILES:
        raise UsageError(
            f"{len(found)} files are more than the {MAXIMUM_FILES} of one contract set; give one vendor's folder"
        )
    return tuple(sorted(found, key=lambda file: (file.name, str(file))))


def _wanted(file: Path, suffixes: tuple[str, ...]) -> bool:
    named = file.name.lower()
    return file.is_file() and not named.startswith((".", "~$")) and named.endswith(suffixes) and named not in IGNORED


def load(path: Path) -> Source:
    """Read a file's bytes.

    Raises:
        UnreadableError: with the reason.
    """
    try:
        size = path.stat().st_size
        if size > MAXIMUM_BYTES:
            raise UnreadableError(
                f"{path}: {size // 1_000_000} MB is more than the {MAXIMUM_BYTES // 1_000_000} MB allowed"
            )
        return Source.of(path.name, path.read_bytes())
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from None


def set_name(paths: Sequence[Path]) -> str:
    """Name of the contract set: the folder's, or the only file's without its ending."""
    first = paths[0].resolve()
    if first.is_dir():
        return first.name
    return first.stem if len(paths) == 1 else first.parent.name
