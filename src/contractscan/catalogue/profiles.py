"""Profiles: which requirements are held against a contract, with which severities and thresholds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from contractscan.catalogue.applicability import Applicability
from contractscan.catalogue.requirements import severity
from contractscan.datafiles import Node
from contractscan.errors import DefinitionError, UsageError
from contractscan.model import FactValue, Profile, Requirement, Severity, Text, Threshold, Topic
from contractscan.patterns.files import text_pair

KEYS = ("id", "version", "title", "default", "base", "include", "exclude", "severity", "thresholds")
MAXIMUM_BASES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFile:
    """A profile as written: a selection, or changes to a base.

    Attributes:
        include: requirement or topic ids; those of the base come first.
        exclude: requirement or topic ids taken away.
        severities: changed severities by requirement id.
        thresholds: changed thresholds by (requirement id, name).
    """

    id: str
    version: str
    title: Text
    default: bool
    base: str
    include: tuple[tuple[str, Node], ...]
    exclude: tuple[tuple[str, Node], ...]
    severities: tuple[tuple[str, Severity, Node], ...]
    thresholds: tuple[tuple[str, str, FactValue, Node], ...]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All requirements, topics and profiles of all plugins, by id, and when requirements apply.

    Attributes:
        incomplete: whether a plugin was switched off or failed, so that a profile may name what is not there.
    """

    requirements: Mapping[str, Requirement]
    topics: Mapping[str, Topic]
    profiles: Mapping[str, ProfileFile]
    applicability: Applicability = field(default_factory=Applicability)
    incomplete: bool = False

    @property
    def default_profile(self) -> str:
        """Id of the profile used where none is named, "" where there is none."""
        return next((profile.id for profile in self.profiles.values() if profile.default), "")


def read_profile(root: Node) -> ProfileFile:
    """A profile file.

    Raises:
        DefinitionError: what is wrong and where.
    """
    root.known(KEYS, "a profile")
    base, default = root.get("base"), root.get("default")
    return ProfileFile(
        id=root.need("id", "a profile").text("id"),
        version=root.need("version", "a profile").text("version"),
        title=text_pair(root.need("title", "a profile")),
        default=bool(default and default.value),
        base=base.text("base") if base else "",
        include=_ids(root.get("include")),
        exclude=_ids(root.get("exclude")),
        severities=_severities(root.get("severity")),
        thresholds=_thresholds(root.get("thresholds")),
        file=root.file,
    )


def _ids(node: Node | None) -> tuple[tuple[str, Node], ...]:
    return tuple((entry.text("an id"), entry) for entry in node.entries("ids")) if node else ()


def _severities(node: Node | None) -> tuple[tuple[str, Severity, Node], ...]:
    return tuple((name, severity(value), value) for name, value in node.items("severity")) if node else ()


def _thresholds(node: Node | None) -> tuple[tuple[str, str, FactValue, Node], ...]:
    if node is None:
        return ()
    found: list[tuple[str, str, FactValue, Node]] = []
    for requirement, values in node.items("thresholds"):
        for name, value in values.items("thresholds"):
            if not isinstance(value.value, int | float | str):
                raise value.fail("a threshold should be a number or a text")
            found.append((requirement, name, value.value, value))
    return tuple(found)


def resolve(catalogue: Catalogue, wanted: str) -> Profile:
    """Apply a profile and its bases.

    Args:
        catalogue: all definitions.
        wanted: id of the profile, "" for the default.

    Raises:
        UsageError: for an unknown profile.
        DefinitionError: for an unknown id inside a profile, unless the plugin that brings it may be missing.
    """
    name = wanted or catalogue.default_profile
    if name not in catalogue.profiles:
        known = ", ".join(sorted(catalogue.profiles)) or "none is installed"
        raise UsageError(f'there is no profile "{name}"; there are: {known}')
    requirements: dict[str, Requirement] = {}
    changes: list[str] = []
    for profile in reversed(_chain(catalogue, name)):
        _apply(catalogue, profile, requirements, changes)
    topics = {requirement.topic for requirement in requirements.values()}
    shown = [
        catalogue.topics.get(topic, Topic(id=topic, title=Text(sv=topic, en=topic), order=999)) for topic in topics
    ]
    ordered_topics = tuple(sorted(shown, key=lambda topic: (topic.order, topic.id)))
    order = {topic.id: position for position, topic in enumerate(ordered_topics)}
    ordered = tuple(sorted(requirements.values(), key=lambda item: (order[item.topic], item.id)))
    file = catalogue.profiles[name]
    return Profile(
        id=name, version=file.version, title=file.title, requirements=ordered, topics=ordered_topics,
        hash=fingerprint(ordered), changes=tuple(changes),
    )  # fmt: skip


def _chain(catalogue: Catalogue, name: str) -> list[ProfileFile]:
    chain: list[ProfileFile] = []
    while name:
        if name not in catalogue.profiles:
            raise DefinitionError(f'the base "{name}" is no profile', file=chain[-1].file)
        if len(chain) >= MAXIMUM_BASES or any(profile.id == name for profile in chain):
            raise DefinitionError("the profile is its own base", file=chain[0].file)
        chain.append(catalogue.profiles[name])
        name = chain[-1].base
    return chain


def _apply(
    catalogue: Catalogue, profile: ProfileFile, requirements: dict[str, Requirement], changes: list[str]
) -> None:
    base = bool(profile.base)
    for name, node in profile.include:
        chosen = _select(catalogue, name, node)
        if not chosen and catalogue.incomplete:
            changes.append(f"- {name}")  # its plugin is switched off or failed; the report says so
        for requirement in chosen:
            if base and requirement.id not in requirements:
                changes.append(f"+ {requirement.id}")
            requirements.setdefault(requirement.id, requirement)
    for name, node in profile.exclude:
        for requirement in _select(catalogue, name, node):
            if requirements.pop(requirement.id, None) is not None:
                changes.append(f"- {requirement.id}")  # noqa: PERF401
    for name, level, node in profile.severities:
        if catalogue.incomplete and name not in requirements:
            continue
        old = _selected(requirements, name, node)
        requirements[name] = replace(old, severity=level)
        changes.append(f"{name}: {old.severity} -> {level}")
    for name, threshold, value, node in profile.thresholds:
        if catalogue.incomplete and name not in requirements:
            continue
        old = _selected(requirements, name, node)
        requirements[name] = replace(old, thresholds=_changed(old, threshold, value, node))
        changes.append(f"{name}: {threshold} {old.threshold(threshold)} -> {value}")


def _select(catalogue: Catalogue, name: str, node: Node) -> Sequence[Requirement]:
    if name in catalogue.requirements:
        return [catalogue.requirements[name]]
    found = [requirement for requirement in catalogue.requirements.values() if requirement.topic == name]
    if not found and name not in catalogue.topics and not catalogue.incomplete:
        raise node.fail(f'"{name}" is no requirement and no topic')
    return sorted(found, key=lambda requirement: requirement.id)


def _selected(requirements: Mapping[str, Requirement], name: str, node: Node) -> Requirement:
    if name not in requirements:
        raise node.fail(f'"{name}" is not among the requirements of this profile')
    return requirements[name]


def _changed(requirement: Requirement, name: str, value: FactValue, node: Node) -> tuple[Threshold, ...]:
    if requirement.threshold(name) is None:
        raise node.fail(f"{requirement.id} has no threshold {name}")
    # whatever statute says, a number that a profile chose is policy
    changed = Threshold(name=name, value=value, basis="policy")
    return tuple(changed if threshold.name == name else threshold for threshold in requirement.thresholds)


def fingerprint(requirements: Sequence[Requirement]) -> str:
    """SHA-256 over everything that can change a verdict or its words; file places do not count."""
    content = [asdict(replace(requirement, source="")) for requirement in requirements]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
