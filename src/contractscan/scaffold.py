"""Makes a new plugin package from the templates beside this module."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from contractscan.errors import UsageError

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_NAME = 40
_ID_LETTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a new plugin and its parts are called.

    Attributes:
        name: the plugin's name: "dora".
        package: the Python package: "contractscan_dora".
        topic: topic of its requirement, and beginning of its clause kinds: "dora".
        id: id of its first requirement: "DORA-01".
    """

    name: str
    package: str
    topic: str
    id: str


def names(name: str) -> Names:
    """Derive the names from a plugin's name.

    Raises:
        UsageError: it is no name for a plugin.
    """
    wanted = name.lower().removeprefix("contractscan-").removeprefix("contractscan_").replace("_", "-")
    if not _NAME.fullmatch(wanted) or len(wanted) > _LONGEST_NAME:
        raise UsageError(
            f'"{name}" cannot be a plugin\'s name; use small letters a-z, digits and hyphens, beginning with a letter'
        )
    letters = wanted.replace("-", "")
    return Names(
        name=wanted, package=f"contractscan_{wanted.replace('-', '_')}", topic=wanted,
        id=f"{re.sub('[0-9]', '', letters)[:_ID_LETTERS].upper()}-01",
    )  # fmt: skip


def new_plugin(name: str, parent: Path) -> Path:
    """Write the package `contractscan-NAME` into the folder `parent`.

    Returns:
        The new folder.

    Raises:
        UsageError: the name will not do, or the folder exists, or cannot be written.
    """
    called = names(name)
    root = parent / f"contractscan-{called.name}"
    if root.exists():
        raise UsageError(f"{root} exists already; choose another name or another --into folder")
    values = {
        "name": called.name, "package": called.package, "topic": called.topic, "id": called.id,
        "title": called.name, "version": version("contractscan"),
    }  # fmt: skip
    templates = files("contractscan") / "templates" / "plugin"
    try:
        for template, target in _layout(called).items():
            path = root / target
            path.parent.mkdir(parents=True, exist_ok=True)
            text = string.Template((templates / template).read_text(encoding="utf-8")).substitute(values)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{root} cannot be written: {error.strerror or type(error).__name__}") from error
    return root


def _layout(called: Names) -> dict[str, str]:
    """Template to file."""
    source = f"src/{called.package}"
    return {
        "pyproject.toml.txt": "pyproject.toml",
        "README.md.txt": "README.md",
        "init.py.txt": f"{source}/__init__.py",
        "detector.yaml.txt": f"{source}/detectors/{called.topic}.yaml",
        "topics.yaml.txt": f"{source}/catalogue/topics.yaml",
        "requirement.yaml.txt": f"{source}/catalogue/requirements/{called.id}.yaml",
        "profile.yaml.txt": f"{source}/catalogue/profiles/{called.name}.yaml",
        "test_plugin.py.txt": f"tests/test_{called.package}.py",
    }
