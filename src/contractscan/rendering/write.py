"""Writes a report to a file so that nothing half-written is ever left, whatever interrupts it."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path

from contractscan.errors import UsageError
from contractscan.hookspecs import Renderer, RenderOptions
from contractscan.model import Assessment
from contractscan.rendering.plain import one_line


def write_report(renderer: Renderer, assessment: Assessment, path: Path, options: RenderOptions) -> None:
    """Render to `path`. The old file, if any, stays as it was until the new one is complete.

    Raises:
        UsageError: the file cannot be written there, in words for the user.
    """
    buffer = io.BytesIO()
    renderer.render(assessment, buffer, options)
    write_bytes(path, buffer.getvalue())


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step.

    Raises:
        UsageError: the file cannot be written there, in words for the user.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a pipe or /dev/stdout, which must not be replaced
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"cannot write the report to {one_line(str(path))}: {reason}") from error


def check_place(path: Path) -> None:
    """Refuse a place at once rather than after the work whose result could not be written there.

    Raises:
        UsageError: the folder is not there or may not be written in.
    """
    if path.exists() and not path.is_file():
        return  # a pipe or /dev/stdout
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        reason = f"there is no folder {one_line(str(folder))}; make it first"
    elif not os.access(folder, os.W_OK):
        reason = f"no permission to write in {one_line(str(folder))}"
    else:
        return
    raise UsageError(f"cannot write the report to {one_line(str(path))}: {reason}")


def _replace(path: Path, data: bytes) -> None:
    """Write beside `path` and rename, which happens in one step or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:  # also when interrupted
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _mode(path: Path) -> int:
    """Permissions of the file that is replaced, else what the user's mask gives a new file; mkstemp's are stricter."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
