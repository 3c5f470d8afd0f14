"""The language of a requirement's test: which clauses, with which facts, must or must not be there.

    exit.retrieval[retrieval_days >= $retrieval_days_min, !fee] & not exit.delete-at-once
    (gov.notice[force=shall] | gov.notice[force=none]) & count(gov.backdoor) >= 2

A selector names a clause kind, or all below it with ``.*``, and in brackets what its clauses must fulfil: a fact that
is there (``fee``) or not (``!fee``), a comparison with a number, a word or a ``$threshold``, or ``force``, ``actor``,
``own`` (the vendor's own words, not annexed standard text). ``&``, ``|``, ``not`` and parentheses combine selectors.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from contractscan.errors import DefinitionError
from contractscan.model import Clause, FactValue

Thresholds = Mapping[str, FactValue]
_TOKEN = re.compile(
    r"\s*(?:(?P<op>>=|<=|!=|=|>|<)|(?P<punct>[&|()\[\],!])"
    r"|(?P<name>\$?[A-Za-z0-9_](?:[A-Za-z0-9_\-]|\.(?!\*))*(?:\.\*)?)|(?P<bad>\S))"
)
OPERATORS: Mapping[str, Callable[[FactValue, FactValue], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">=": lambda a, b: _numbers(a, b) and a >= b,  # type: ignore[operator]
    "<=": lambda a, b: _numbers(a, b) and a <= b,  # type: ignore[operator]
    ">": lambda a, b: _numbers(a, b) and a > b,  # type: ignore[operator]
    "<": lambda a, b: _numbers(a, b) and a < b,  # type: ignore[operator]
}


def _numbers(a: FactValue, b: FactValue) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in (a, b))


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a clause must fulfil."""

    name: str
    op: str = ""
    value: FactValue | None = None
    threshold: str = ""
    negated: bool = False

    def holds(self, clause: Clause, thresholds: Thresholds) -> bool:
        """Whether `clause` fulfils it."""
        actual = attribute(clause, self.name)
        if not self.op:
            return bool(actual) != self.negated
        wanted = thresholds[self.threshold] if self.threshold else self.value
        if actual is None or wanted is None:
            return self.op == "!="
        return OPERATORS[self.op](actual, wanted)


def attribute(clause: Clause, name: str) -> FactValue | None:
    """What a condition's name stands for: force, actor, own, or a fact; None where the clause has no such fact."""
    if name == "force":
        return str(clause.force)
    if name == "actor":
        return str(clause.actor)
    if name == "own":
        return not clause.standard_text
    return clause.fact(name)


@dataclass(frozen=True, slots=True)
class Selector:
    """Clauses of a kind that fulfil all conditions; `count` of them at least."""

    kind: str
    conditions: tuple[Condition, ...] = ()
    count: int = 1

    def select(self, clauses: Iterable[Clause], thresholds: Thresholds) -> list[Clause]:
        """The clauses that fit, best first."""
        kinds = Kinds.of([self.kind])
        fitting = [
            clause
            for clause in clauses
            if kinds.cover(clause.kind) and all(condition.holds(clause, thresholds) for condition in self.conditions)
        ]
        return sorted(fitting, key=lambda clause: (bool(clause.standard_text), -clause.score))

    def covers(self, kind: str) -> bool:
        """Whether clauses of this kind are meant."""
        return Kinds.of([self.kind]).cover(kind)


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds as selectors name them: names, and beginnings of those that end in ".*"."""

    names: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, kinds: Iterable[str]) -> Kinds:
        """As they stand in requirement files: "exit.export", "exit.*"."""
        given = frozenset(kinds)
        wide = {kind for kind in given if kind.endswith(".*")}
        return cls(given - wide, tuple(kind[:-1] for kind in sorted(wide)))

    def cover(self, kind: str) -> bool:
        """Whether clauses of this kind are meant."""
        return kind in self.names or kind.startswith(self.beginnings)

    def cover_any(self, kinds: Iterable[str]) -> bool:
        """Whether any of them is meant."""
        return any(map(self.cover, kinds))


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class Combined:
    """All of the parts, or any of them."""

    parts: tuple[Expression, ...]
    every: bool


Expression = Selector | Not | Combined


def evaluate(expression: Expression, clauses: Sequence[Clause], thresholds: Thresholds) -> list[list[Clause]] | None:
    """The clauses that make the expression true, one list per selector, or None where it is false.

    An expression that is true because something is absent gives an empty list.
    """
    if isinstance(expression, Selector):
        found = expression.select(clauses, thresholds)
        return [found] if len(found) >= expression.count else None
    if isinstance(expression, Not):
        return [] if evaluate(expression.inner, clauses, thresholds) is None else None
    results = [evaluate(part, clauses, thresholds) for part in expression.parts]
    true = [result for result in results if result is not None]
    if (expression.every and len(true) < len(results)) or not true:
        return None
    return [found for result in true for found in result]


def selectors(expression: Expression) -> list[Selector]:
    """All selectors in it."""
    if isinstance(expression, Selector):
        return [expression]
    if isinstance(expression, Not):
        return selectors(expression.inner)
    return [selector for part in expression.parts for selector in selectors(part)]


def parse(source: str, *, file: str = "", line: int = 0) -> Expression:
    """Parse a test expression.

    Raises:
        DefinitionError: what is wrong, with a caret under the place.
    """
    parser = _Parser(source, file, line)
    expression = parser.either()
    if parser.kind:
        raise parser.fail(f"unexpected {parser.text}")
    return expression


class _Parser:
    def __init__(self, source: str, file: str, line: int) -> None:
        self.source = " ".join(source.split())
        self.file, self.line = file, line
        self.position = self.column = 0
        self.kind = self.text = ""
        self.advance()

    def fail(self, message: str) -> DefinitionError:
        return DefinitionError(message, file=self.file, line=self.line, column=self.column + 1, excerpt=self.source)

    def advance(self) -> str:
        taken = self.text
        found = _TOKEN.match(self.source, self.position)
        if not found or found.lastgroup is None:
            self.kind, self.text, self.column = "", "", len(self.source)
            return taken
        self.kind, self.text = found.lastgroup, found.group(found.lastgroup)
        self.column = found.start(found.lastgroup)
        self.position = found.end()
        if self.kind == "bad":
            raise self.fail(f"{self.text} has no meaning here")
        return taken

    def accept(self, text: str) -> bool:
        if self.text == text and self.kind:
            self.advance()
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise self.fail(f"{text} is missing here")

    def either(self) -> Expression:
        parts = [self.both()]
        while self.accept("|"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Combined(tuple(parts), every=False)

    def both(self) -> Expression:
        parts = [self.unary()]
        while self.accept("&"):
            parts.append(self.unary())
        return parts[0] if len(parts) == 1 else Combined(tuple(parts), every=True)

    def unary(self) -> Expression:
        if self.accept("not"):
            return Not(self.unary())
        if self.accept("("):
            inner = self.either()
            self.expect(")")
            return inner
        if self.kind == "name" and self.text == "count":
            self.advance()
            self.expect("(")
            selector = self.selector()
            self.expect(")")
            self.expect(">=")
            if not self.text.isdigit():
                raise self.fail("a number is missing here")
            return Selector(selector.kind, selector.conditions, int(self.advance()))
        return self.selector()

    def selector(self) -> Selector:
        if self.kind != "name" or self.text.startswith("$"):
            raise self.fail("the kind of a clause is missing here")
        kind = self.advance()
        conditions: list[Condition] = []
        if self.accept("["):
            while True:
                conditions.append(self.condition())
                if not self.accept(","):
                    break
            self.expect("]")
        return Selector(kind, tuple(conditions))

    def condition(self) -> Condition:
        negated = self.accept("!")
        if self.kind != "name" or self.text.startswith("$"):
            raise self.fail("the name of a fact is missing here")
        name = self.advance()
        if self.kind != "op":
            return Condition(name, negated=negated)
        if negated:
            raise self.fail("use != instead of ! with a comparison")
        op = self.advance()
        if self.kind != "name":
            raise self.fail("a number, word or $threshold is missing here")
        word = self.advance()
        if word.startswith("$"):
            return Condition(name, op, threshold=word[1:])
        return Condition(name, op, _literal(word))


def _literal(word: str) -> FactValue:
    if word in ("true", "false"):
        return word == "true"
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word
