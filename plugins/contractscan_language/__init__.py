"""The shared words of contracts in English and Swedish: parties, obligations, data, places, authorities, durations.

All other built-in plugins build on these vocabularies; a stranger's plugin may extend them.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from contractscan import hookimpl


@hookimpl
def contractscan_vocabularies() -> Sequence[Traversable]:
    """The vocabulary files of this package."""
    return [files(__name__) / "vocabularies"]


@hookimpl
def contractscan_detectors() -> Sequence[Traversable]:
    """Documents that a contract incorporates or points to."""
    return [files(__name__) / "detectors"]


@hookimpl
def contractscan_catalogues() -> Sequence[Traversable]:
    """The default profile and the conditions under which requirements apply."""
    return [files(__name__) / "catalogue"]
