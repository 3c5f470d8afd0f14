"""Says step by step how a requirement's test comes to its verdict: which rule, which clause, which value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contractscan.catalogue.expressions import (
    Combined,
    Condition,
    Expression,
    Not,
    Selector,
    Thresholds,
    attribute,
    evaluate,
    parse,
)
from contractscan.model import Clause, FactValue, Requirement

SHOWN_CLAUSES = 3
INDENT = "  "


def trace(requirement: Requirement, clauses: Sequence[Clause]) -> Iterator[str]:
    """Lines that follow the requirement's test rule by rule, up to the one that decides.

    Args:
        requirement: the requirement.
        clauses: everything that was found.
    """
    thresholds: Mapping[str, FactValue] = {item.name: item.value for item in requirement.thresholds}
    for rule in requirement.test:
        expression = parse(rule.when)
        holds = evaluate(expression, clauses, thresholds) is not None
        yield f"{'YES' if holds else 'no '} {rule.verdict}: {rule.when}"
        for line in _steps(expression, clauses, thresholds):
            yield INDENT + line
        if holds:
            yield f"the first rule that holds decides: {rule.verdict}"
            return
    yield "no rule holds: not_found"


def _steps(expression: Expression, clauses: Sequence[Clause], thresholds: Thresholds) -> Iterator[str]:
    if isinstance(expression, Selector):
        yield from _selector(expression, clauses, thresholds)
        return
    inner = expression.parts if isinstance(expression, Combined) else [expression.inner]
    if isinstance(expression, Not):
        yield "must not be there:"
    elif not expression.every:
        yield "any of:"
    indent = INDENT if isinstance(expression, Not) or not expression.every else ""
    for part in inner:
        for line in _steps(part, clauses, thresholds):
            yield indent + line


def _selector(selector: Selector, clauses: Sequence[Clause], thresholds: Thresholds) -> Iterator[str]:
    known = [clause for clause in clauses if selector.covers(clause.kind)]
    if not known:
        yield f"{selector.kind}: none was found"
        return
    fitting = selector.select(clauses, thresholds)
    wanted = f", {selector.count} are needed" if selector.count > 1 else ""
    yield f"{selector.kind}: {len(known)} found, {len(fitting)} fulfil the conditions{wanted}"
    if not selector.conditions:
        return
    for clause in known[:SHOWN_CLAUSES]:
        marks = [_condition(condition, clause, thresholds) for condition in selector.conditions]
        yield f"{INDENT}at character {clause.span.start}: {', '.join(marks)}"
    if len(known) > SHOWN_CLAUSES:
        yield f"{INDENT}and {len(known) - SHOWN_CLAUSES} more"


def _condition(condition: Condition, clause: Clause, thresholds: Thresholds) -> str:
    """`days = 20 >= 30 fails`."""
    verdict = "holds" if condition.holds(clause, thresholds) else "fails"
    actual = attribute(clause, condition.name)
    shown = "is not known" if actual is None else f"= {actual}"
    if not condition.op:
        return f"{'!' if condition.negated else ''}{condition.name} ({condition.name} {shown}) {verdict}"
    wanted = thresholds[condition.threshold] if condition.threshold else condition.value
    name = f"${condition.threshold} = " if condition.threshold else ""
    return f"{condition.name} {condition.op} {name}{wanted} ({condition.name} {shown}) {verdict}"
