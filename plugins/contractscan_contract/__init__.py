"""Contract mechanics: changes, precedence, law and forum, incorporated terms, liability, suspension, parties."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from contractscan import hookimpl


@hookimpl
def contractscan_detectors() -> Sequence[Traversable]:
    """The detector files of this package."""
    return [files(__name__) / "detectors"]


@hookimpl
def contractscan_catalogues() -> Sequence[Traversable]:
    """The requirement files of this package."""
    return [files(__name__) / "catalogue"]
