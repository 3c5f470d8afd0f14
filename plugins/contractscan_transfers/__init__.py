"""Transfers to third countries: adequacy, standard clauses, binding corporate rules, supplementary measures."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from contractscan import Detector, hookimpl


@hookimpl
def contractscan_vocabularies() -> Sequence[Traversable]:
    """The vocabulary files of this package."""
    return [files(__name__) / "vocabularies"]


@hookimpl
def contractscan_detectors() -> Sequence[Detector | Traversable]:
    """The detector files of this package, and the one that marks annexed standard contractual clauses."""
    from contractscan_transfers.standard_texts import StandardTextDetector

    return [files(__name__) / "detectors", StandardTextDetector()]


@hookimpl
def contractscan_catalogues() -> Sequence[Traversable]:
    """The requirement files of this package."""
    return [files(__name__) / "catalogue"]
