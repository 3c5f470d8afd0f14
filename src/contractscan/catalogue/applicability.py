"""Conditions under which requirements apply, and how an information classification raises severities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contractscan.catalogue.requirements import severity
from contractscan.datafiles import Node
from contractscan.errors import UsageError
from contractscan.model import Profile, Requirement, Severity, Text
from contractscan.patterns.files import text_pair

ALWAYS = "always"
ASPECTS = ("K", "R", "T")
CONDITION_KEYS = ("id", "title", "question", "default", "from")
RAISE_KEYS = ("aspect", "level", "severity", "requirements", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something about the procurement that decides whether requirements apply.

    Attributes:
        default: the answer where the user gives none.
        from_contract: whether the contract itself shows it, so that the requirement's test decides.
    """

    id: str
    title: Text
    question: Text
    default: bool
    from_contract: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """From this level of an aspect on, the requirements are at least this severe."""

    aspect: str
    level: int
    severity: Severity
    requirements: tuple[str, ...]
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicability:
    """Everything that the files say."""

    conditions: tuple[Condition, ...] = ()
    raises: tuple[Raise, ...] = ()

    def answers(self, given: Mapping[str, bool]) -> dict[str, bool]:
        """The answers in force: those given, else the defaults.

        Raises:
            UsageError: an answer to a question that nobody asks.
        """
        known = {condition.id: condition.default for condition in self.conditions}
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise UsageError(f"{unknown[0]} is no condition; there are {', '.join(sorted(known))}")
        return {**known, **given}


def read_applicability(root: Node) -> Applicability:
    """An `applicability.yaml`.

    Raises:
        DefinitionError: what is wrong and where.
    """
    root.known(("conditions", "classification"), "an applicability file")
    conditions, table = root.get("conditions"), root.get("classification")
    raises: Sequence[Node] = ()
    if table is not None:
        table.known(("basis", "note", "aspects", "raises"), "the classification table")
        raises = table.need("raises", "the classification table").entries("raises")
    return Applicability(
        conditions=tuple(_condition(node) for node in conditions.entries("conditions")) if conditions else (),
        raises=tuple(_raise(node) for node in raises),
    )


def _condition(node: Node) -> Condition:
    node.known(CONDITION_KEYS, "a condition")
    default = node.need("default", "a condition")
    if not isinstance(default.value, bool):
        raise default.fail("`default:` is true or false")
    return Condition(
        id=node.need("id", "a condition").text("id"),
        title=text_pair(node.need("title", "a condition")),
        question=text_pair(node.need("question", "a condition")),
        default=default.value,
        from_contract=node.get("from") is not None,
    )


def _raise(node: Node) -> Raise:
    node.known(RAISE_KEYS, "a line of the classification table")
    what = "a line of the classification table"
    aspect, level = node.need("aspect", what), node.need("level", what)
    if aspect.value not in ASPECTS:
        raise aspect.fail(f"an aspect is one of {', '.join(ASPECTS)}")
    if not isinstance(level.value, int) or not 0 <= level.value <= 4:
        raise level.fail("a level is a whole number from 0 to 4")
    return Raise(
        aspect=str(aspect.value),
        level=level.value,
        severity=severity(node.need("severity", what)),
        requirements=node.need("requirements", what).texts("requirements"),
        reason=text_pair(node.need("reason", what)),
    )


def joined(parts: Sequence[Applicability]) -> Applicability:
    """The conditions and raises of all files."""
    return Applicability(
        conditions=tuple(condition for part in parts for condition in part.conditions),
        raises=tuple(item for part in parts for item in part.raises),
    )


def classified(profile: Profile, raises: Sequence[Raise], levels: Mapping[str, int]) -> Profile:
    """The profile with the severities that the classification asks for; they never fall.

    Args:
        profile: the profile.
        raises: the table.
        levels: level by aspect.
    """
    changes = list(profile.changes)

    def raised(requirement: Requirement) -> Requirement:
        fitting = [
            item for item in raises if requirement.id in item.requirements and levels.get(item.aspect, 0) >= item.level
        ]
        gravest = min(fitting, key=lambda item: item.severity.rank, default=None)
        if gravest is None or gravest.severity.rank >= requirement.severity.rank:
            return requirement
        changes.append(
            f"{gravest.aspect}{gravest.level}: {requirement.id} {requirement.severity} -> {gravest.severity}"
        )
        return replace(requirement, severity=gravest.severity)

    requirements = tuple(raised(requirement) for requirement in profile.requirements)
    return replace(profile, requirements=requirements, changes=tuple(changes))
