"""The fact sheet: what the contract states in figures and names, each with its place.

Which facts belong under which heading is data (``data/factsheet.yaml``), as the core knows no legal words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from contractscan.model import Assessment, Clause, Document, Fact, FactValue, Text
from contractscan.rendering.content import Excerpt, FactGroup, FactLine, Place
from contractscan.rendering.places import excerpt, place_of, without_empty_cells
from contractscan.rendering.plain import one_line, shortened
from contractscan.rendering.texts import mark, plain, say

_PLACES_SHOWN = 6
_QUOTED = 160
"""Characters of a passage that is a fact itself."""
_QUOTES_PER_LABEL = 8
_UNITS = ("months", "days", "hours", "business")


_Key = tuple[Text, Text, str]
"""Label, value and standard text of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The fact sheet's definition.

    Attributes:
        patterns: (pattern over "kind:fact", index of the group, label), in order; the first that fits decides.
        quotes: (pattern over the clause's kind, index of the group, label) where the passage itself is the fact.
        states: (pattern over "kind:fact", index of the group, label, value) for facts that are only true.
        titles: headings of the groups; the last one takes the rest.
        skip: patterns of facts that are not shown.
        values: how coded values are read out.
        standard_texts: names of standard texts by id.
    """

    patterns: tuple[tuple[str, int, Text], ...]
    quotes: tuple[tuple[str, int, Text], ...]
    states: tuple[tuple[str, int, Text, Text], ...]
    titles: tuple[Text, ...]
    skip: tuple[str, ...]
    values: Mapping[str, Text]
    standard_texts: Mapping[str, Text]


@cache
def sheet() -> Sheet:
    """The definition that comes with the program."""
    import yaml

    path = files("contractscan.rendering") / "data" / "factsheet.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups = data["groups"]
    return Sheet(
        patterns=tuple(
            (pattern, number, Text(**label))
            for number, group in enumerate(groups)
            for pattern, label in group["take"].items()
        ),
        quotes=tuple(
            (pattern, number, Text(**label))
            for number, group in enumerate(groups)
            for pattern, label in group.get("quote", {}).items()
        ),
        states=tuple(
            (pattern, number, Text(**state["label"]), Text(**state["value"]))
            for number, group in enumerate(groups)
            for pattern, state in group.get("states", {}).items()
        ),
        titles=(*(Text(**group["title"]) for group in groups), Text(**data["other"])),
        skip=tuple(data["skip"]),
        values={key: Text(**words) for key, words in data["values"].items()},
        standard_texts={key: Text(**words) for key, words in data["standard_texts"].items()},
    )


def standard_text_words(clause: Clause) -> Text | None:
    """From which annexed standard text the clause is, or None for the vendor's own words."""
    name = clause.standard_text
    if not name:
        return None
    return say("from an annexed standard text: {name}", name=sheet().standard_texts.get(name, plain(one_line(name))))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A fact as a reader takes it: its name, the value in words and, where it is one, as a number."""

    name: str
    words: Text
    number: int | float | None
    fact: Fact


@dataclass(slots=True)
class _Collected:
    """A line in the making: one value under one label, wherever it stands."""

    clause: Clause
    number: int | float | None
    excerpt: Excerpt
    places: dict[Place, None] = field(default_factory=dict)


def fact_groups(assessment: Assessment) -> tuple[FactGroup, ...]:
    """All facts that a reader can use, grouped, in the order of their places."""
    documents = assessment.contract_set.documents
    definition = sheet()
    groups: list[dict[_Key, _Collected]] = [{} for _ in definition.titles]
    for clause in assessment.clauses:
        place = place_of(documents, clause.document, clause.span)
        for group, label, words in _told(definition, clause, documents[clause.document]):
            key = (label, words, clause.standard_text)
            line = groups[group].setdefault(key, _Collected(clause, None, _excerpt(documents, clause, None)))
            line.places[place] = None
        for reading in _readable(clause.facts):
            where = _classify(definition, f"{clause.kind}:{reading.name}")
            if where is None:
                continue
            group, name = where
            line = groups[group].setdefault(
                (name or plain(_spoken(reading.name)), reading.words, clause.standard_text),
                _Collected(clause, reading.number, _excerpt(documents, clause, reading.fact)),
            )
            line.places[place_of(documents, clause.document, reading.fact.span or clause.span)] = None
    return tuple(
        FactGroup(title=title, lines=tuple(_line(key, line) for key, line in _bounded(group)))
        for title, group in zip(definition.titles, groups, strict=True)
        if group
    )


def _told(definition: Sheet, clause: Clause, document: Document) -> Iterator[tuple[int, Text, Text]]:
    """What the clause tells without a value: that something is so, or by its very words."""
    for pattern, group, label, value in definition.states:
        if any(fact.value is True and fnmatchcase(f"{clause.kind}:{fact.name}", pattern) for fact in clause.facts):
            yield group, label, value
    for pattern, group, label in definition.quotes:
        if fnmatchcase(clause.kind, pattern) and not clause.standard_text:
            words = without_empty_cells(document.quote(clause.span))
            if not _is_heading(document, clause, words):
                yield group, label, say("“{words}”", words=shortened(words, _QUOTED))
            return


def _is_heading(document: Document, clause: Clause, words: str) -> bool:
    """Whether the words only name the section that they stand in."""
    section = document.section_of(clause.span.start)
    told, label = (re.sub(r"\W+", " ", text).strip().casefold() for text in (words, section.label if section else ""))
    return bool(label) and told == label


def _bounded(group: Mapping[_Key, _Collected]) -> Iterator[tuple[_Key, _Collected]]:
    """The lines of a group by label, with not more than a few quotes under each."""
    quotes: Counter[Text] = Counter()
    labels = list(dict.fromkeys(label for label, _, _ in group))
    for key, line in sorted(group.items(), key=lambda item: labels.index(item[0][0])):
        quoted = key[1].en.startswith("“")
        quotes[key[0]] += quoted
        if not quoted or quotes[key[0]] <= _QUOTES_PER_LABEL:
            yield key, line


def _line(key: _Key, line: _Collected) -> FactLine:
    return FactLine(
        label=key[0],
        value=key[1],
        number=line.number,
        places=_once(line.places)[:_PLACES_SHOWN],
        excerpt=line.excerpt,
        standard_text=standard_text_words(line.clause),
    )


def _once(places: Iterable[Place]) -> tuple[Place, ...]:
    """The first place of each page and clause: that is how places are told."""
    told: dict[tuple[int, int | None, str], Place] = {}
    for place in places:
        told.setdefault((place.index, place.page, place.section), place)
    return tuple(told.values())


def _excerpt(documents: Sequence[Document], clause: Clause, fact: Fact | None) -> Excerpt:
    focus = fact.span if fact and fact.span and fact.span in clause.span else clause.focus
    return excerpt(documents[clause.document], clause.span, focus, limit=240)


def _classify(definition: Sheet, key: str) -> tuple[int, Text | None] | None:
    if any(fnmatchcase(key, pattern) for pattern in definition.skip):
        return None
    for pattern, number, label in definition.patterns:
        if fnmatchcase(key, pattern):
            return number, label
    return len(definition.titles) - 1, None


def _readable(facts: Sequence[Fact]) -> list[_Reading]:
    """The facts that a reader can use.

    The units of one length of time become one fact; yes and no are left out, as they only serve the tests.
    """
    found: dict[tuple[str, str], _Reading] = {}
    lengths: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        base, unit = _split(fact.name)
        if unit and isinstance(fact.value, (int, float)):
            lengths.setdefault(base, {})[unit] = fact
        elif not isinstance(fact.value, bool):
            words = value_words(fact.value)
            number = None if isinstance(fact.value, str) else fact.value
            found[fact.name, words.en] = _Reading(fact.name, words, number, fact)
    for base, units in lengths.items():
        if any(unit in units for unit in ("months", "days", "hours")):
            words, days = _length(units)
            found[base, ""] = _Reading(base or "period", words, days, next(iter(units.values())))
    return list(found.values())


def _split(name: str) -> tuple[str, str]:
    """Base and unit: "retrieval_days" is ("retrieval", "days"), "days" is ("", "days"), "region" is ("region", "")."""
    base, _, last = name.rpartition("_")
    return (base, last) if last in _UNITS else (name, "")


def _length(units: Mapping[str, Fact]) -> tuple[Text, int | float]:
    """A length of time in words and in days; the facts do not tell whether "72 hours" or "3 days" was written."""
    amounts = {unit: float(fact.value) for unit, fact in units.items()}
    months = amounts.get("months", 0.0)
    days = amounts.get("days", amounts.get("hours", months * 720.0) / 24)
    hours = amounts.get("hours", days * 24)
    in_days = _amount(mark("{count} day"), mark("{count} days"), days)
    in_hours = _amount(mark("{count} hour"), mark("{count} hours"), hours)
    if months:
        words = _amount(mark("{count} month"), mark("{count} months"), months)
    elif amounts.get("business"):
        words = _amount(mark("{count} business day"), mark("{count} business days"), days)
    elif hours and (hours < 24 or days != int(days)):
        words = in_hours
    elif "hours" in amounts and 0 < hours <= 96:
        words = say("{days} ({hours})", days=in_days, hours=in_hours)
    else:
        words = in_days
    return words, _tidy(days)


def _amount(one: str, many: str, amount: float) -> Text:
    return say(one if amount == 1 else many, count=_tidy(amount))


def _tidy(amount: float) -> int | float:
    return int(amount) if amount == int(amount) else round(amount, 3)


def value_words(value: FactValue) -> Text:
    """A value as a report says it; a coded value is read out."""
    known = sheet().values.get(str(value))
    return known or (plain(one_line(value)) if isinstance(value, str) else say("{number}", number=value))


def _spoken(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
