"""Verdicts: what absence needs, and what evidence is shown."""

from dataclasses import replace

import pytest

from contractscan.analysis import SetAnalysis
from contractscan.decisions import fingerprint
from contractscan.detection import Detection
from contractscan.evaluation import LONGEST_QUOTE, Conditions, evaluate, mark_standard_texts, quote_span
from contractscan.model import (
    Block,
    Clause,
    ContractSet,
    Document,
    Fact,
    NearMiss,
    Page,
    Profile,
    Requirement,
    Rule,
    Severity,
    Source,
    Span,
    Text,
    TextOrigin,
    Threshold,
    Topic,
    Verdict,
)  # fmt: skip

BOTH = Text(sv="sv", en="en")
TEXT = "The Supplier shall keep the data for 30 days. Nothing else is said."


def requirement(*rules, **more):
    return Requirement(
        id="X-01", topic="x", severity=Severity.HIGH, severity_reason=BOTH, title=BOTH, question=BOTH, citations=(),
        clause_kinds=("x.keep",), test=rules, thresholds=(Threshold(name="least", value=30, basis="statute"),),
        advice=BOTH, ask=BOTH, **more,
    )  # fmt: skip


MET = Rule(verdict=Verdict.MET, when="x.keep[days >= $least]", reason=Text(sv="{days} dagar", en="{days} days"))


def document(**more):
    text = more.pop("text", TEXT)
    page = Page(number=1, span=Span(0, len(text)), text_origin=more.pop("origin", TextOrigin.NATIVE))
    return Document(
        source=Source.of("a.txt", b""), text=text, language="en", pages=(page,),
        blocks=(Block(span=Span(0, len(text))),), **more,
    )  # fmt: skip


SENTENCE = Span(0, 45)


def keep(days=30, span=SENTENCE):
    return Clause(
        kind="x.keep", document=0, span=span, focus=Span(span.start, span.start + 3), detector="d",
        facts=(Fact(name="days", value=days),),
    )  # fmt: skip


def judge(
    *clauses, requirement=None, document_=None, kinds=("x.keep",), failed=(), misses=(), contract=True, answers=None
):
    detection = Detection(
        clauses=clauses, near_misses=tuple(misses), problems=(), failed_kinds=frozenset(failed), kinds=frozenset(kinds),
        detectors=(("d", tuple(kinds)),),
    )  # fmt: skip
    profile = Profile(
        id="p", version="1", title=BOTH, requirements=(requirement or globals()["requirement"](MET),),
        topics=(Topic(id="x", title=BOTH),), hash="",
    )  # fmt: skip
    analysis = SetAnalysis(ContractSet(name="s", documents=(document_ or document(),)), {})
    return evaluate(analysis, detection, profile, Conditions(answers=answers or {}), [contract])[0]


def test_met_with_reason_and_verbatim_quote():
    finding = judge(keep())
    assert finding.verdict is Verdict.MET
    assert finding.reason.sv == "30 dagar"
    assert finding.evidence[0].quote == TEXT[:45]
    assert finding.evidence[0].page == 1


LONG_TEXT = "The Supplier keeps data. Data is kept in Umeå. The Supplier keeps logs. It also keeps copies."
PLACES = (Span(0, 24), Span(25, 46), Span(47, 71), Span(72, 93))
KEPT = Rule(verdict=Verdict.PARTIAL, when="x.keep[days >= 30]", reason=BOTH)


def test_beside_what_decided_the_finding_shows_what_else_is_said():
    related = [
        replace(keep(span=place), kind="x.place", score=score) for place, score in zip(PLACES[1:3], (1, 2), strict=True)
    ]
    finding = judge(
        *related, keep(span=PLACES[0]), keep(days=10, span=PLACES[3]), document_=document(text=LONG_TEXT),
        requirement=replace(requirement(KEPT), clause_kinds=("x.keep", "x.place")),
    )  # fmt: skip
    shown = [(item.quote, item.decisive) for item in finding.evidence]
    assert shown == [(LONG_TEXT[:24], True), (LONG_TEXT[47:71], False), (LONG_TEXT[72:93], False)]
    alone = replace(finding, evidence=finding.evidence[:1])
    assert fingerprint(finding) == fingerprint(alone), "a decision is about what decided"


def test_of_what_else_is_said_the_passage_that_says_most_comes_first():
    fewer, more, more_still = (replace(keep(days=1, span=span), kind="x.place") for span in (*PLACES[1:3], PLACES[2]))
    finding = judge(
        keep(span=PLACES[0]), fewer, more, replace(more_still, kind="x.how"), document_=document(text=LONG_TEXT),
        requirement=replace(requirement(KEPT), clause_kinds=("x.keep", "x.place", "x.how")),
    )  # fmt: skip
    assert [item.quote for item in finding.evidence] == [LONG_TEXT[:24], LONG_TEXT[47:71], LONG_TEXT[25:46]]


def test_where_enough_was_quoted_nothing_is_added():
    other = replace(keep(span=PLACES[3]), kind="x.place")
    finding = judge(
        *(keep(span=place) for place in PLACES[:3]), other, document_=document(text=LONG_TEXT),
        requirement=replace(requirement(KEPT), clause_kinds=("x.keep", "x.place")),
    )  # fmt: skip
    assert [item.decisive for item in finding.evidence] == [True] * 3


def test_an_absence_has_no_passages_beside_it():
    other = replace(keep(), kind="x.place")
    finding = judge(other, requirement=replace(requirement(KEPT), clause_kinds=("x.keep", "x.place")))
    assert (finding.verdict, finding.evidence) == (Verdict.NOT_FOUND, ())


def test_below_the_threshold_no_rule_holds():
    assert judge(keep(days=10)).verdict is Verdict.NOT_FOUND


def test_without_detector_nothing_is_claimed():
    finding = judge(kinds=("other",))
    assert finding.verdict is Verdict.UNDETERMINED
    assert "detector" in finding.reason.en


def test_a_failed_detector_forbids_to_claim_an_absence():
    assert judge(failed=("x.keep",)).verdict is Verdict.UNDETERMINED
    assert judge(keep(), failed=("x.keep",)).verdict is Verdict.MET


@pytest.mark.parametrize("origin", [TextOrigin.NONE, TextOrigin.GARBLED])
def test_an_unread_page_forbids_to_claim_an_absence(origin):
    assert judge(document_=document(origin=origin)).verdict is Verdict.UNDETERMINED


def test_a_pointer_to_something_not_supplied():
    pointer = replace(keep(), kind="x.pointer")
    finding = judge(pointer, requirement=requirement(MET, pointers=("x.pointer",)))
    assert finding.verdict is Verdict.UNDETERMINED
    assert finding.evidence


def test_no_contract_no_promise():
    finding = judge(keep(), contract=False)
    assert finding.verdict is Verdict.NOT_FOUND
    assert "no contractual terms" in finding.reason.en


def test_a_condition_that_does_not_hold():
    answers = {"secrecy": False}
    assert judge(keep(), requirement=requirement(MET, applies_when="secrecy"), answers=answers).verdict is (
        Verdict.NOT_APPLICABLE
    )


def test_the_nearest_passages_are_best_first_and_distinct():
    misses = [
        NearMiss(kind="x.keep", document=0, span=Span(0, 45), reason="actor", score=0.4, detector="d"),
        NearMiss(kind="x.keep", document=0, span=Span(0, 40), reason="negated", score=0.8, detector="d"),
        NearMiss(kind="x.keep", document=0, span=Span(46, 60), reason="actor", score=0.6, detector="d"),
    ]
    assert [miss.score for miss in judge(misses=misses).searched.nearest] == [0.8, 0.6]


def test_clauses_in_an_annexed_standard_text_are_marked():
    region = replace(keep(), kind="standard-text.scc-2021", span=Span(0, 60))
    marked = mark_standard_texts([region, keep()])
    assert [clause.standard_text for clause in marked] == ["", "scc-2021"]


def test_a_long_sentence_is_quoted_around_the_words_that_decided():
    text = "alpha beta, " * 60 + "the deciding words stand here, " + "gamma delta, " * 60
    place = text.index("deciding")
    clause = replace(keep(), span=Span(0, len(text)), focus=Span(place, place + 14))
    span = quote_span(document(text=text), clause)
    assert "deciding words" in text[span.start : span.end]
    assert len(span) <= LONGEST_QUOTE + 60
    assert text[span.start - 1] == " "
