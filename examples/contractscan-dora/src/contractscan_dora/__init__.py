"""DORA for contractscan: what article 30 of Regulation (EU) 2022/2554 demands of contracts on ICT services."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from contractscan import Detector, Renderer, hookimpl
from contractscan_dora.register import RegisterRenderer
from contractscan_dora.service_levels import ServiceLevelTables

contractscan_api = 1


@hookimpl
def contractscan_vocabularies() -> Sequence[Traversable]:
    """Words of financial regulation."""
    return [files(__name__) / "vocabularies"]


@hookimpl
def contractscan_detectors() -> Sequence[Detector | Traversable]:
    """The detector files, and one detector that reads tables."""
    return [files(__name__) / "detectors", ServiceLevelTables()]


@hookimpl
def contractscan_catalogues() -> Sequence[Traversable]:
    """The requirements of article 30, their topic, their condition and two profiles."""
    return [files(__name__) / "catalogue"]


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """The article 30 table as CSV."""
    return [RegisterRenderer()]
