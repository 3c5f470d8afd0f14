"""The test language of requirements."""

import pytest

from contractscan.catalogue.expressions import evaluate, parse
from contractscan.errors import DefinitionError
from contractscan.model import Actor, Clause, Fact, Force, Span


def clause(kind, *, force=Force.SHALL, score=1.0, standard="", **facts):
    return Clause(
        kind=kind, document=0, span=Span(0, 1), focus=Span(0, 1), detector="d", actor=Actor.VENDOR, force=force,
        facts=tuple(Fact(name=name, value=value) for name, value in facts.items()), score=score, standard_text=standard,
    )  # fmt: skip


CLAUSES = [
    clause("exit.retrieval", days=30, fee=True),
    clause("exit.retrieval", days=60, score=0.5),
    clause("gov.notice", force=Force.MAY),
    clause("gov.notice.waiver", standard="scc-2021"),
]


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("exit.retrieval", True),
        ("exit.retrieval[days >= 60]", True),
        ("exit.retrieval[days >= 60, fee]", False),
        ("exit.retrieval[days >= $minimum, !fee]", True),
        ("exit.retrieval[hours >= 1]", False),
        ("exit.nothing", False),
        ("not exit.nothing", True),
        ("exit.nothing | gov.notice", True),
        ("exit.nothing | gov.notice & exit.retrieval", True),
        ("(exit.nothing | gov.notice) & exit.none", False),
        ("gov.*", True),
        ("gov.notice[force=shall]", False),
        ("gov.notice[force!=shall, actor=vendor]", True),
        ("gov.notice.waiver[own]", False),
        ("count(exit.retrieval) >= 2", True),
        ("count(exit.retrieval[fee]) >= 2", False),
    ],
)
def test_expressions(source, holds):
    assert (evaluate(parse(source), CLAUSES, {"minimum": 45}) is not None) is holds


def test_the_better_clause_comes_first():
    (found,) = evaluate(parse("exit.retrieval"), CLAUSES, {})
    assert [item.fact("days") for item in found] == [30, 60]


def test_absence_gives_no_evidence():
    assert evaluate(parse("not exit.nothing"), CLAUSES, {}) == []


@pytest.mark.parametrize(
    "source", ["", "a[", "a &", "a | | b", "(a", "a]", "a[b >=]", "count(a) > 2", "$x", "a[!b = 1]"]
)
def test_mistakes_are_refused(source):
    with pytest.raises(DefinitionError):
        parse(source, file="r.yaml", line=2)
