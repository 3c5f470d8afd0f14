"""Detector files: clauses, facts, refusals, near misses."""

from dataclasses import replace

import pytest

from contractscan import datafiles
from contractscan.analysis import SetAnalysis
from contractscan.errors import DefinitionError
from contractscan.model import (
    Actor,
    Block,
    BlockKind,
    Cell,
    Clause,
    ContractSet,
    Document,
    Force,
    Page,
    Section,
    Source,
    Span,
    Table,
)
from contractscan.patterns.detector import DataDetector
from contractscan.patterns.files import read_detector

HEAD = "detector: t.notice\ntitle: {sv: Underrättelse, en: Notice}\nclauses:\n"


def make(lexicons, rule):
    return DataDetector(read_detector(datafiles.load(HEAD + rule, "d.yaml"), lexicons))


def document(*lines, language="en", stems=None, sections=(), kinds=None):
    text = "\n".join(lines)
    blocks, position = [], 0
    for number, line in enumerate(lines):
        span = Span(position, position + len(line))
        kind = (kinds or {}).get(number, BlockKind.PARAGRAPH)
        stem = (stems or {}).get(number)
        section = max((i for i, s in enumerate(sections) if s.span.start <= position), default=None)
        blocks.append(Block(span=span, kind=BlockKind.ITEM if stem is not None else kind, stem=stem, section=section))
        position += len(line) + 1
    return Document(
        source=Source.of("d", b""), text=text, language=language, blocks=tuple(blocks), sections=tuple(sections),
        pages=(Page(number=1, span=Span(0, len(text))),),
    )  # fmt: skip


def run(lexicons, rule, *documents):
    detector = make(lexicons, rule)
    return list(detector.detect(SetAnalysis(ContractSet(name="s", documents=documents), lexicons)))


def clauses(*arguments):
    return [item for item in run(*arguments) if isinstance(item, Clause)]


NOTICE = """
  - kind: t.notice
    bound: vendor
    en: ["notify ..8.. {customer}"]
    sv: ["underrätta ..8.. {customer}"]
    facts:
      period: {en: ["within {duration:notice}"]}
      topic: breach
"""


def test_a_clause_with_its_facts(lexicons):
    (clause,) = clauses(lexicons, NOTICE, document("First. Supplier shall notify the Customer within 30 days."))
    assert (clause.actor, clause.force) == (Actor.VENDOR, Force.SHALL)
    assert {fact.name: fact.value for fact in clause.facts} == {
        "notice_days": 30, "notice_hours": 720, "period": True, "topic": "breach",
    }  # fmt: skip


def test_a_list_item_carries_its_stem(lexicons):
    text = document("Supplier shall:", "(a) deliver; and", "(b) notify the Customer.", stems={1: 0, 2: 0})
    (clause,) = clauses(lexicons, NOTICE, text)
    assert text.quote(clause.span) == "(b) notify the Customer."
    assert text.quote(clause.stem) == "Supplier shall:"
    assert (clause.actor, clause.force) == (Actor.VENDOR, Force.SHALL)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        ("Such notice is given within 5 days.", 5),
        ("Invoices are paid within 5 days.", None),
        ("Nothing else is said. Such notice is given within 5 days.", None),
    ],
)
def test_a_sentence_that_goes_on_with_the_one_before_states_its_facts(lexicons, after, days):
    (clause,) = clauses(lexicons, NOTICE, document(f"Supplier shall notify the Customer. {after}"))
    assert clause.fact("notice_days") == days
    assert clause.fact("topic") == "breach"


def test_what_the_sentence_says_itself_stands_above_what_follows(lexicons):
    text = document("Supplier shall notify the Customer within 2 days. Such notice is given within 5 days.")
    assert clauses(lexicons, NOTICE, text)[0].fact("notice_days") == 2


def test_a_long_lead_in_is_a_passage_of_its_own(lexicons):
    items = "; ".join(f"({letter}) {'deliver the goods ' * 40}" for letter in "abc")
    text = document(f"Supplier shall notify the Customer within 3 days of the following: {items}.")
    found = [clause for clause in clauses(lexicons, NOTICE, text) if clause.stem is None]
    assert [text.quote(clause.span) for clause in found] == [
        "Supplier shall notify the Customer within 3 days of the following:"
    ]


def test_an_inline_list_is_read_item_by_item(lexicons):
    text = document("Customer shall pay. Supplier shall: (a) deliver the goods; and (b) notify the Customer.")
    spans = {text.quote(clause.span) for clause in clauses(lexicons, NOTICE, text)}
    assert "(b) notify the Customer." in spans


@pytest.mark.parametrize(
    ("line", "reason", "detail"),
    [
        ("Customer shall notify its customers.", "actor", "customer"),
        ("Supplier is not obliged to notify the Customer.", "negated", "is not obliged to"),
    ],
)
def test_a_refused_passage_is_a_near_miss(lexicons, line, reason, detail):
    (miss,) = run(lexicons, NOTICE, document(line))
    assert (miss.reason, miss.detail) == (reason, detail)


def test_the_force_may_be_asked_for(lexicons):
    rule = '\n  - {kind: t.notice, force: [negated], en: ["notify ... {customer}"]}\n'
    assert clauses(lexicons, rule, document("Supplier is not obliged to notify the Customer."))
    assert not clauses(lexicons, rule, document("Supplier shall notify the Customer."))


def test_swedish_patterns_apply_to_swedish_text_only(lexicons):
    assert clauses(lexicons, NOTICE, document("Leverantören ska underrätta Kunden.", language="sv"))
    assert not clauses(lexicons, NOTICE, document("Leverantören ska underrätta Kunden.", language="en"))


def test_headings_decide_where_asked(lexicons):
    rule = '\n  - {kind: t.law, heading: {en: [governing law]}, en: ["laws of {region:law}"]}\n'
    lines = ("1 Governing law", "The laws of Sweden apply.", "2 Other", "The laws of Germany are hard.")
    sections = (
        Section(number="1", heading="Governing law", level=1, span=Span(0, 41)),
        Section(number="2", heading="Other", level=1, span=Span(42, 79)),
    )
    text = document(*lines, sections=sections, kinds={0: BlockKind.HEADING, 2: BlockKind.HEADING})
    assert [clause.fact("law") for clause in clauses(lexicons, rule, text)] == ["SE"]


def test_a_cell_counts_for_a_rule_that_needs_its_head_too(lexicons):
    text = document("Customers | Law", "Others | Sweden", kinds={0: BlockKind.ROW, 1: BlockKind.ROW})
    places = [Span(0, 9), Span(12, 15), Span(16, 22), Span(25, 31)]
    one, two, three, four = (Cell(span=span, column=number % 2) for number, span in enumerate(places))
    text = replace(text, tables=(Table(span=Span(0, 31), header=(one, two), rows=((three, four),)),))
    needs_head = '\n  - {kind: t.law, en: ["law {region:law}"]}\n'
    (clause,) = clauses(lexicons, needs_head, text)
    assert (text.quote(clause.span), clause.fact("law")) == ("Sweden", "SE")
    alone = clauses(lexicons, '\n  - {kind: t.law, en: ["{region:law}"]}\n', text)
    assert [text.quote(clause.span) for clause in alone] == ["Others | Sweden"]


def test_parts_in_neighbouring_sentences_need_a_wider_scope(lexicons):
    text = document("Supplier may change the terms. Customer has 30 days to leave.")
    rule = '\n  - {{kind: t.change, scope: {}, en: ["change & {{duration:leave}}"]}}\n'
    assert not clauses(lexicons, rule.format("sentence"), text)
    (clause,) = clauses(lexicons, rule.format("paragraph"), text)
    assert text.quote(clause.span) == "Supplier may change the terms."
    assert clause.fact("leave_days") == 30


@pytest.mark.parametrize(
    ("rule", "line", "words"),
    [
        ("  - {kind: k, en: ['a'], forze: [may]}", 4, "did you mean `force:`"),
        ("  - {kind: k, en: ['a'], force: [maybe]}", 4, "a force is one of"),
        ("  - {kind: k}", 4, "needs patterns"),
        ("  - kind: k\n    en:\n      - a\n      - '{nothing-such}'", 7, "no vocabulary"),
    ],
)
def test_mistakes_in_files_are_shown_with_their_line(lexicons, rule, line, words):
    with pytest.raises(DefinitionError) as caught:
        make(lexicons, rule)
    assert caught.value.line == line
    assert words in str(caught.value)
