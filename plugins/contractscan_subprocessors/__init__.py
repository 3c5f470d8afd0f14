"""Sub-processors: authorisation, notice, lists, flow-down, liability."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from contractscan import Detector, hookimpl


@hookimpl
def contractscan_detectors() -> Sequence[Detector | Traversable]:
    """The detector files of this package, and the one that reads tables."""
    from contractscan_subprocessors.tables import SubprocessorTables

    return [files(__name__) / "detectors", SubprocessorTables()]


@hookimpl
def contractscan_catalogues() -> Sequence[Traversable]:
    """The requirement files of this package."""
    return [files(__name__) / "catalogue"]
