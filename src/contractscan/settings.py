"""`contractscan.toml` and `decisions.toml` beside the contracts: what applies here, and which deviations were accepted.

profile = "swedish-public-sector"
classification = "K3R2T2"
plugin-dirs = ["our-detectors"]

[applicability]
secrecy = true
nis2_entity = false

[[decision]]
requirement = "CON-03"
reason = "Irish law is accepted for this service."
decided-by = "Head of IT"
date = 2026-11-02
expires = 2027-11-01
fingerprint = "5f0c..."
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from contractscan.errors import UsageError
from contractscan.model import Decision

SETTINGS = "contractscan.toml"
DECISIONS = "decisions.toml"
KEYS = frozenset({"profile", "classification", "plugin-dirs", "applicability", "decision", "name"})
DECISION_KEYS = frozenset({"requirement", "reason", "decided-by", "date", "expires", "fingerprint"})
_CLASSIFICATION = re.compile(r"K([0-4])\s*R([0-4])\s*T([0-4])", re.IGNORECASE)
MAXIMUM_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """An information classification: confidentiality (K), integrity (R) and availability (T), each 0 to 4."""

    confidentiality: int
    integrity: int
    availability: int

    def __str__(self) -> str:
        return f"K{self.confidentiality}R{self.integrity}T{self.availability}"

    def level(self, letter: str) -> int:
        """The level of "K", "R" or "T"."""
        return {"K": self.confidentiality, "R": self.integrity, "T": self.availability}[letter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the files beside the contracts say; the defaults where there are none."""

    name: str = ""
    profile: str = ""
    classification: Classification | None = None
    plugin_dirs: tuple[Path, ...] = ()
    applicability: Mapping[str, bool] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()


def classification(text: str) -> Classification:
    """Parse "K3R2T2".

    Raises:
        UsageError: it is not of that form.
    """
    found = _CLASSIFICATION.fullmatch(text.strip().replace(",", " ").replace("-", " ").replace("  ", " "))
    if not found:
        raise UsageError(f'"{text}" is no classification; write it as K3R2T2, each from 0 to 4')
    confidentiality, integrity, availability = (int(level) for level in found.groups())
    return Classification(confidentiality=confidentiality, integrity=integrity, availability=availability)


def load(folder: Path) -> Settings:
    """Read the files in `folder`; a missing one leaves the defaults.

    Raises:
        UsageError: a file is wrong; the message says where.
    """
    main, decisions = _toml(folder / SETTINGS), _toml(folder / DECISIONS)
    _known(main, KEYS, folder / SETTINGS)
    _known(decisions, frozenset({"decision"}), folder / DECISIONS)
    recorded = [(folder / SETTINGS, item) for item in _list(main, "decision", folder / SETTINGS)]
    recorded += [(folder / DECISIONS, item) for item in _list(decisions, "decision", folder / DECISIONS)]
    level = main.get("classification")
    return Settings(
        name=_text(main, "name", folder / SETTINGS),
        profile=_text(main, "profile", folder / SETTINGS),
        classification=classification(str(level)) if level is not None else None,
        plugin_dirs=tuple(folder / str(item) for item in _list(main, "plugin-dirs", folder / SETTINGS)),
        applicability=_answers(main.get("applicability", {}), folder / SETTINGS),
        decisions=tuple(_decision(item, file) for file, item in recorded),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        if not path.is_file():
            return {}
        if path.stat().st_size > MAXIMUM_BYTES:
            raise UsageError(f"{path}: larger than {MAXIMUM_BYTES // 1_000_000} MB")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None


def _known(data: Mapping[str, Any], keys: frozenset[str], path: Path) -> None:
    unknown = sorted(set(data) - keys)
    if unknown:
        raise UsageError(f"{path}: {unknown[0]} is not known; there are {', '.join(sorted(keys))}")


def _text(data: Mapping[str, Any], key: str, path: Path) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise UsageError(f"{path}: {key} should be a text")
    return value


def _list(data: Mapping[str, Any], key: str, path: Path) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise UsageError(f"{path}: {key} should be a list")
    return value


def _answers(data: Any, path: Path) -> dict[str, bool]:
    if not isinstance(data, dict) or not all(isinstance(value, bool) for value in data.values()):
        raise UsageError(f"{path}: under [applicability] every answer is true or false")
    return dict(data)


def _decision(item: Any, path: Path) -> Decision:
    if not isinstance(item, dict):
        raise UsageError(f"{path}: write every decision under [[decision]]")
    _known(item, DECISION_KEYS, path)
    for key in ("requirement", "reason", "decided-by", "date"):
        if not item.get(key):
            raise UsageError(f"{path}: a decision needs {key}")
    return Decision(
        requirement=str(item["requirement"]),
        reason=str(item["reason"]),
        decided_by=str(item["decided-by"]),
        date=_date(item["date"], path),
        expires=_date(item["expires"], path) if item.get("expires") else "",
        fingerprint=str(item.get("fingerprint", "")),
    )


def _date(value: Any, path: Path) -> str:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()[:10]
    except ValueError:
        raise UsageError(f"{path}: {value} is no date; write it as 2026-11-02") from None
