"""The content that every format lays out."""

from __future__ import annotations

import io
import zipfile

import pytest

from contractscan.hookspecs import RenderOptions
from contractscan.model import Answer, Text, TextOrigin, Verdict
from contractscan.rendering.compose import build_report
from contractscan.rendering.content import Excerpt
from contractscan.rendering.docx import DocxRenderer
from contractscan.rendering.gaps import limit_name, limit_value
from contractscan.rendering.html import HtmlRenderer
from contractscan.rendering.json import JsonRenderer
from contractscan.rendering.markdown import MarkdownRenderer
from contractscan.rendering.places import trimmed


def text_of(renderer, assessment) -> str:
    out = io.BytesIO()
    renderer.render(assessment, out, RenderOptions(language="sv"))
    if not isinstance(renderer, DocxRenderer):
        return out.getvalue().decode("utf-8")
    return zipfile.ZipFile(out).read("word/document.xml").decode("utf-8")


def test_first_lines_say_what_was_examined_read_and_missing(assessment):
    lines = [text.sv for text in build_report(assessment).summary.sentences]
    assert lines[0] == "2 handlingar med 4 sidor har granskats mot 6 krav."
    assert lines[1].startswith("1 sida kunde inte läsas")
    assert any("har inte lämnats in" in line for line in lines)


def test_open_critical_gaps_come_first_and_the_worst_before_the_rest(builder, requirement):
    from contractscan.model import Severity

    number = builder.document("a.txt", ["words"], with_pdf=False)
    evidence = [builder.evidence(builder.clause(number, "words"))]
    verdicts = [Verdict.PARTIAL, Verdict.MET, Verdict.NOT_FOUND, Verdict.ADVERSE]
    for place, verdict in enumerate(verdicts):
        builder.finding(requirement(f"EXI-0{place}", "exit", Severity.CRITICAL), verdict, evidence=evidence)
    assert [row.id for row in build_report(builder.build()).summary.critical] == ["EXI-03", "EXI-02", "EXI-00"]


def test_a_format_without_pages_is_not_said_to_have_any(builder, requirement):
    builder.document("a.txt", ["words"], with_pdf=False)
    document = builder.documents[0]
    page = document.pages[0]
    from dataclasses import replace

    builder.documents[0] = replace(document, pages=(replace(page, width=0.0, height=0.0),))
    builder.finding(requirement("EXI-01", "exit"), Verdict.NOT_FOUND)
    report = build_report(builder.build())
    assert report.summary.sentences[0].sv == "1 handling har granskats mot 1 krav."
    assert report.summary.sentences[1].sv == "All text kunde läsas."
    assert report.summary.documents[0].pages is None
    assert "sid" not in report.rows[0].search.sentences[0].sv


def test_a_page_that_was_not_read_is_told_where_absence_is_claimed(builder, requirement):
    builder.document("a.pdf", ["words", "\f", " "], origins={2: TextOrigin.GARBLED})
    builder.finding(requirement("EXI-01", "exit"), Verdict.UNDETERMINED)
    row = build_report(builder.build()).rows[0]
    assert "Not read: a.pdf, p. 2." in [text.en for text in row.search.sentences]


def test_gaps_quote_more_than_kept_promises_and_nothing_is_lost(builder, requirement):
    number = builder.document("a.txt", [f"words {n}." for n in range(6)], with_pdf=False)
    evidence = [builder.evidence(builder.clause(number, f"words {n}.")) for n in range(6)]
    for place, verdict in enumerate((Verdict.ADVERSE, Verdict.MET, Verdict.NOT_APPLICABLE)):
        builder.finding(requirement(f"EXI-0{place}", "exit"), verdict, evidence=evidence)
    rows = build_report(builder.build()).rows
    assert [(len(row.quoted), len(row.further)) for row in rows] == [(3, 3), (2, 4), (0, 6)]


def test_the_fact_sheet_reads_values_out_and_quotes_where_the_words_are_the_fact(builder, requirement):
    number = builder.document(
        "a.txt", ["Law is that of Sweden.", "Data stays in Umeå.", "Module two applies."], with_pdf=False
    )
    builder.clause(number, "Law is that of Sweden.", kind="contract.law", facts={"area": "sweden", "named": True})
    builder.clause(number, "Data stays in Umeå.", kind="location.commitment")
    builder.clause(number, "Module two applies.", kind="transfers.scc", facts={"module_two": True})
    builder.finding(requirement("EXI-01", "exit"), Verdict.NOT_FOUND)
    lines = {line.label.sv: line.value for group in build_report(builder.build()).facts for line in group.lines}
    assert lines == {
        "Utlovad plats": Text("”Data stays in Umeå.”", "“Data stays in Umeå.”"),
        "Modul": Text("två, personuppgiftsansvarig till biträde", "two, controller to processor"),
        "Land för tillämplig lag": Text("Sverige", "Sweden"),
    }


def test_every_threshold_of_the_catalogue_has_its_words():
    from contractscan.plugins import build_registry

    names = {
        item.name for requirement in build_registry().catalogue.requirements.values() for item in requirement.thresholds
    }
    assert len(names) > 20
    assert [name for name in sorted(names) if limit_name(name).sv == limit_name(name).en] == []


def test_a_threshold_that_nobody_has_named_is_shown_as_it_is_written():
    assert limit_name("own_days_max") == Text("own days max", "own days max")
    assert limit_value(30) == Text("30", "30")
    assert limit_value("end_of_transition").sv == "när övergången är slut"


def test_the_letter_asks_for_what_the_contract_takes_in_and_nobody_supplied(assessment):
    letter = build_report(assessment).letter
    assert "Servicevillkoren" in letter.requests[0].sv
    assert [question.number for group in letter.groups for question in group.questions] == [1, 2, 3]


def test_the_first_lines_count_the_verdicts(assessment):
    lines = [text.sv for text in build_report(assessment).summary.sentences]
    assert [line for line in lines if line.startswith("Sammanlagt: ") and "uppfyllt" in line]


def test_every_condition_of_the_catalogue_has_its_words(assessment):
    from dataclasses import replace

    from contractscan.plugins import build_registry

    conditions = build_registry().catalogue.applicability.conditions
    answers = tuple(Answer(key=one.id, title=one.title, answer="no") for one in conditions)
    own = Answer(key="own_key", title=Text("own key", "own key"), answer="K2R1T1")
    told = build_report(replace(assessment, applicability=(*answers, own))).method.applicability
    assert len(answers) > 10
    assert [name.sv for name, _ in told if name.sv == name.en] == ["own key"]
    assert {answer for _, answer in told} == {Text("nej", "no"), Text("K2R1T1", "K2R1T1")}


def test_a_sentence_that_two_annexes_share_is_quoted_once(builder, requirement):
    texts = ["(a) Disputes go to court.", "(e) Disputes go to court.", "Something else."]
    number = builder.document("a.txt", texts, with_pdf=False)
    evidence = [builder.evidence(builder.clause(number, words)) for words in texts]
    builder.finding(requirement("EXI-01", "exit"), Verdict.PARTIAL, evidence=evidence)
    row = build_report(builder.build()).rows[0]
    assert [exhibit.quote for exhibit in row.quoted] == [texts[0], texts[2]]
    assert [exhibit.quote for exhibit in row.further] == [texts[1]]


def test_what_only_bears_on_a_requirement_is_not_named_among_what_decided(builder, requirement):
    number = builder.document("a.txt", ["This decided.", "This bears on it."], with_pdf=False)
    decided, related = (builder.clause(number, words) for words in ("This decided.", "This bears on it."))
    evidence = [builder.evidence(decided), builder.evidence(related, decisive=False)]
    builder.finding(requirement("EXI-01", "exit"), Verdict.PARTIAL, evidence=evidence)
    report = build_report(builder.build())
    row = report.rows[0]
    assert [exhibit.quote for exhibit in row.exhibits] == ["This decided.", "This bears on it."]
    assert [[one.quote for one in part] for part in (row.quoted, row.decisive, row.further, row.related)] == [
        ["This decided."], ["This decided."], [], ["This bears on it."],
    ]  # fmt: skip
    assert [exhibit.requirements for exhibit in report.exhibits] == [("EXI-01",), ("EXI-01",)]


@pytest.mark.parametrize(
    ("renderer", "words"),
    [
        (HtmlRenderer, "Se även:"),
        (MarkdownRenderer, "Se även:"),
        (DocxRenderer, "Se även:"),
        (JsonRenderer, '"decisive": false'),
    ],
)
def test_reports_point_to_what_else_is_said(builder, requirement, renderer, words):
    number = builder.document("a.txt", ["This decided.", "This bears on it."], with_pdf=False)
    clauses = [builder.clause(number, words) for words in ("This decided.", "This bears on it.")]
    evidence = [builder.evidence(clauses[0]), builder.evidence(clauses[1], decisive=False)]
    builder.finding(requirement("EXI-01", "exit"), Verdict.PARTIAL, evidence=evidence)
    shown = text_of(renderer(), builder.build())
    assert words in shown
    assert "Fler belägg:" not in shown


def test_passages_that_were_far_off_are_shown_only_where_none_came_near(builder, requirement):
    from dataclasses import replace

    number = builder.document("a.txt", ["Near words.", "Far words.", "Farther words."], with_pdf=False)
    near, far, farther = (
        replace(builder.near(number, words), score=score)
        for words, score in (("Near words.", 0.8), ("Far words.", 0.5), ("Farther words.", 0.4))
    )
    builder.finding(requirement("EXI-01", "exit"), Verdict.NOT_FOUND, nearest=[near, near, far])
    builder.finding(requirement("EXI-02", "exit"), Verdict.NOT_FOUND, nearest=[far, farther])
    rows = build_report(builder.build()).rows
    assert [[item.excerpt.text for item in row.search.nearest] for row in rows] == [["Near words."], ["Far words."]]


def test_excerpts_leave_out_empty_cells_and_show_where_a_sentence_was_cut(builder, requirement):
    number = builder.document("a.txt", ["The parties that", "agree on this | | | today."], with_pdf=False)
    evidence = [builder.evidence(builder.clause(number, "agree on this | | | today."))]
    builder.finding(requirement("EXI-01", "exit"), Verdict.MET, evidence=evidence)
    exhibit = build_report(builder.build()).exhibits[0]
    assert exhibit.quote == "agree on this | | | today."
    assert exhibit.excerpt.text == "[…] agree on this | today."


def test_a_shorter_excerpt_keeps_the_words_that_decided():
    shown = Excerpt(before="word " * 40, marked="THESE DECIDED", after=" word" * 40)
    cut = trimmed(shown, 100)
    assert cut.marked == shown.marked
    assert len(cut.text) < 120
    assert cut.text.startswith("[…] word")
    assert cut.text.endswith("word […]")
    assert trimmed(shown, 1000) is shown
