"""Requirement and topic files."""

from __future__ import annotations

from collections.abc import Iterator

from contractscan.catalogue import expressions
from contractscan.datafiles import Node
from contractscan.model import Citation, LegalForce, Requirement, Rule, Severity, Text, Threshold, Topic, Verdict
from contractscan.patterns.files import text_pair

KEYS = (
    "id", "topic", "severity", "severity-reason", "title", "question", "applies-when", "legal-basis", "thresholds",
    "expectation", "advice", "ask", "pointers", "test",
)  # fmt: skip
BASES = ("statute", "policy")
TESTED = (Verdict.MET, Verdict.PARTIAL, Verdict.ADVERSE, Verdict.NOT_FOUND, Verdict.NOT_APPLICABLE)


def read_topics(root: Node) -> Iterator[Topic]:
    """The topics of a `topics.yaml`."""
    root.known(("topics",), "a topics file")
    for node in root.need("topics", "a topics file").entries("topics"):
        node.known(("id", "order", "title"), "a topic")
        order = node.need("order", "a topic").value
        if not isinstance(order, int):
            raise node.fail("`order:` should be a whole number")
        title = text_pair(node.need("title", "a topic"))
        yield Topic(id=node.need("id", "a topic").text("id"), title=title, order=order)


def read_requirement(root: Node) -> Requirement:
    """A requirement file.

    Raises:
        DefinitionError: what is wrong and where.
    """
    root.known(KEYS, "a requirement")
    what = "a requirement"
    test, pointers = root.get("test"), root.get("pointers")
    rules = tuple(_rule(node) for node in test.entries("test")) if test else ()
    thresholds = _thresholds(root.get("thresholds"))
    _check_thresholds(root, rules, thresholds)
    return Requirement(
        id=root.need("id", what).text("id"),
        topic=root.need("topic", what).text("topic"),
        severity=severity(root.need("severity", what)),
        severity_reason=text_pair(root.need("severity-reason", what)),
        title=text_pair(root.need("title", what)),
        question=text_pair(root.need("question", what)),
        citations=tuple(_citation(node) for node in root.need("legal-basis", what).entries("legal-basis")),
        clause_kinds=_kinds(rules),
        test=rules,
        thresholds=thresholds,
        expectation=_expectation(root.need("expectation", what)),
        advice=text_pair(root.need("advice", what)),
        ask=text_pair(root.need("ask", what)),
        applies_when=root.need("applies-when", what).text("applies-when"),
        pointers=pointers.texts("pointers") if pointers else (),
        source=f"{root.file}:{root.line}",
    )


def severity(node: Node) -> Severity:
    """A severity by name."""
    text = node.text("severity")
    if text not in tuple(Severity):
        raise node.fail(f"a severity is one of {', '.join(Severity)}, not {text}")
    return Severity(text)


def _citation(node: Node) -> Citation:
    node.known(("ref", "force", "checked", "checked-secondary", "unverified", "url"), "a legal basis")
    forces = []
    for entry in node.need("force", "a legal basis").entries("force"):
        text = entry.text("force")
        if text not in tuple(LegalForce):
            raise entry.fail(f"force is one of {', '.join(LegalForce)}, not {text}")
        forces.append(LegalForce(text))
    checked = node.get("checked")
    url = node.get("url")
    return Citation(
        ref=text_pair(node.need("ref", "a legal basis")),
        force=tuple(forces),
        checked=checked.text("checked") if checked else "",
        url=url.text("url") if url else "",
    )


def _thresholds(node: Node | None) -> tuple[Threshold, ...]:
    if node is None:
        return ()
    found: list[Threshold] = []
    for name, entry in node.items("thresholds"):
        entry.known(("value", "basis"), "a threshold")
        basis = entry.need("basis", "a threshold").text("basis")
        value = entry.need("value", "a threshold").value
        if basis not in BASES:
            raise entry.fail(f"`basis:` is one of {', '.join(BASES)}")
        if not isinstance(value, int | float | str):
            raise entry.fail("`value:` should be a number or a text")
        found.append(Threshold(name=name, value=value, basis=basis))
    return tuple(found)


def _expectation(node: Node) -> dict[str, Text]:
    node.known(("met", "partial", "adverse"), "expectation")
    return {key: text_pair(value) for key, value in node.items("expectation")}


def _rule(node: Node) -> Rule:
    node.known(("verdict", "when", "reason"), "a step of a test")
    verdict = node.need("verdict", "a step of a test").text("verdict")
    if verdict not in tuple(TESTED):
        raise node.fail(f"a verdict here is one of {', '.join(TESTED)}, not {verdict}")
    when = node.need("when", "a step of a test")
    expressions.parse(when.text("when"), file=when.file, line=when.line)
    reason = text_pair(node.need("reason", "a step of a test"))
    return Rule(verdict=Verdict(verdict), when=when.text("when"), reason=reason, line=node.line)


def _check_thresholds(root: Node, rules: tuple[Rule, ...], thresholds: tuple[Threshold, ...]) -> None:
    names = {threshold.name for threshold in thresholds}
    for rule in rules:
        for selector in expressions.selectors(expressions.parse(rule.when)):
            for condition in selector.conditions:
                if condition.threshold and condition.threshold not in names:
                    raise root.fail(f"the test in line {rule.line} names ${condition.threshold}, which is no threshold")


def _kinds(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """The clause kinds of all rules, in the order in which they are named."""
    kinds: dict[str, None] = {}
    for rule in rules:
        for selector in expressions.selectors(expressions.parse(rule.when)):
            kinds[selector.kind] = None
    return tuple(kinds)
