"""Detection of long sets, shared out between two processes. All texts are invented."""

from __future__ import annotations

import pytest

from contractscan import copies, detection
from contractscan.analysis import SetAnalysis
from contractscan.detection import detect
from contractscan.model import Clause
from contractscan.testing import analyse, detector, lexicons

RULE = """
detector: test.{name}
title: {{sv: Prov, en: Test}}
clauses:
  - kind: {name}
    en: ["{words}"]
"""


class _Failing:
    id, kinds, languages = "test.failing", ("failing",), ("en",)

    def detect(self, analysis: SetAnalysis) -> list[Clause]:
        raise ValueError("no luck")


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detection, "LONG", 1)


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize("available", [True, False])
def test_shared_out_or_not_the_same_is_found(monkeypatch: pytest.MonkeyPatch, available: bool):
    words = lexicons()
    detectors = [
        detector(RULE.format(name="fees", words="fees"), words),
        _Failing(),
        detector(RULE.format(name="term", words="term"), words),
        detector(RULE.format(name="notice", words="notice"), words),
    ]
    text = "The Supplier gives notice of new fees. The term is one year. The Customer pays the fees."
    alone = detect(analyse(text, words=words), detectors)
    monkeypatch.setattr(copies, "available", lambda: available and copies.sys.platform == "linux")
    shared = detect(analyse(text, words=words), detectors, spare=True)
    assert shared == alone
    assert {clause.kind for clause in shared.clauses} == {"fees", "term", "notice"}
    assert [problem.component for problem in shared.problems] == ["test.failing"]
    assert shared.failed_kinds == {"failing"}


@pytest.mark.usefixtures("_short")
def test_without_a_spare_processor_nothing_is_shared_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(copies, "beside", lambda work: pytest.fail("a copy was made"))
    words = lexicons()
    found = detect(analyse("The fees rise.", words=words), [detector(RULE.format(name="fees", words="fees"), words)])
    assert len(found.clauses) == 1


TWO_RULES = """
detector: test.notice
title: {sv: Prov, en: Test}
clauses:
  - kind: notice
    en: ["gives notice"]
    facts: {strict: true}
  - kind: notice
    score: 0.3
    en: ["notice ..4.. in writing"]
    facts: {loose: true, written: {en: ["in writing"]}, strict: false}
"""


def test_two_rules_of_one_kind_give_one_clause_with_what_both_found():
    words = lexicons()
    text = "The Supplier gives notice to the Customer in writing."
    (clause,) = detect(analyse(text, words=words), [detector(TWO_RULES, words)]).clauses
    assert clause.score == pytest.approx(0.5 + 0.3 + 0.2), "as well as the better rule fits"
    # the other rule's constants say what that rule alone means
    assert {fact.name: fact.value for fact in clause.facts} == {"strict": True, "written": True}
