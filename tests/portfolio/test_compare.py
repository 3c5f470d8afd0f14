"""Comparisons: which verdicts, facts and words."""

import json
import zipfile
from dataclasses import replace

import pytest

from contractscan.model import Severity, Verdict
from contractscan.portfolio.alignment import Passage, align
from contractscan.portfolio.compare import Comparison, compare
from contractscan.portfolio.comparison_reports import as_json, docx, facts, grouped, html, text
from contractscan.portfolio.snapshot import KeptFinding, Quote, Snapshot
from contractscan.testing import document

OLD = "1 Export\n1.1 The customer may export its data within 30 days.\n1.2 The supplier stores the data in Sweden."
NEW = OLD.replace("30", "10")


def finding(verdict, quote="", requirement="EXI-04", **facts):
    quotes = (Quote(text=quote, document="a", page=1, section="1.1"),) if quote else ()
    return KeptFinding(
        requirement=requirement, title="Retrieval", topic="exit", verdict=Verdict(verdict), severity=Severity.CRITICAL,
        reason="why", quotes=quotes, facts=tuple(sorted(facts.items())),
    )  # fmt: skip


def snapshot(*findings):
    return Snapshot(name="s", profile="p", profile_hash="h", documents=(("a", "0"),), findings=findings, problems=())


def compared(**more):
    old = finding("met", "The customer may export its data within 30 days.", notice_days=30)
    new = finding("adverse", "The customer may export its data within 10 days.", notice_days=10)
    documents = more or {"old_documents": [document(OLD)], "new_documents": [document(NEW)]}
    return compare(
        snapshot(old, finding("met", requirement="X")), snapshot(new, finding("met", requirement="X")), **documents
    )


def test_what_got_worse_and_which_words_did_it():
    (change,) = compared().verdicts
    assert change.direction == "worse"
    assert [(fact.name, fact.old, fact.new) for fact in change.facts] == [("notice_days", 30, 10)]
    (words,) = change.words
    assert "30 days" in words.old.text
    assert "10 days" in words.new.text


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [("partial", "met", "better"), ("not_found", "adverse", "worse"), ("not_found", "undetermined", "same")],
)
def test_direction(before, after, direction):
    (change,) = compare(snapshot(finding(before)), snapshot(finding(after))).verdicts
    assert change.direction == direction


def test_requirements_on_one_side_only_are_told():
    result = compare(snapshot(finding("met", requirement="A")), snapshot(finding("met", requirement="B")))
    assert (result.only_old, result.only_new, result.verdicts) == (("A",), ("B",), ())


def test_terminal_text_fits_and_marks_the_change():
    shown = text(compared(), "en").decode()
    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "[- 30-][+ 10+]" in shown.replace("\n", "")
    assert "Met → Adverse to the customer (worse)" in " ".join(shown.split())
    assert "30 days → 10 days" in shown


def test_one_length_of_time_is_told_once_in_the_language_of_the_report():
    old = finding("met", retrieval_days=30, retrieval_hours=720)
    new = finding("met", retrieval_days=1, retrieval_hours=24)
    (change,) = compare(snapshot(old), snapshot(new)).verdicts
    assert facts(change, "sv") == ["30 dagar → 1 dag"]


def test_json_is_complete():
    data = json.loads(as_json(compared(), "sv"))
    assert data["verdicts"][0]["direction"] == "worse"
    assert [change["kind"] for change in data["text"]["changes"]] == ["reworded"]


HOSTILE = "<script>alert(1)</script> \x1b[31m \u202e =1+1"


def hostile():
    passage = Passage(text=HOSTILE, document=HOSTILE, page=1, section=HOSTILE, start=0, end=9)
    whole = snapshot(finding("met", HOSTILE))
    return Comparison(old=whole, new=whole, verdicts=(), text=align([], [passage]), only_old=(), only_new=())


def test_contract_text_is_harmless_in_every_format():
    page = html(hostile(), "sv").decode()
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "\x1b" not in text(hostile(), "sv").decode()
    assert json.loads(as_json(hostile(), "sv"))["text"]["changes"][0]["new"]["text"] == HOSTILE


def test_the_word_document_is_the_same_every_time(tmp_path):
    first, second = docx(compared(), "sv"), docx(compared(), "sv")
    assert first == second
    (tmp_path / "c.docx").write_bytes(first)
    body = zipfile.ZipFile(tmp_path / "c.docx").read("word/document.xml").decode()
    assert "<w:strike/>" in body
    assert "Jämförelse" in body


def test_saved_reports_are_compared_without_words():
    assert "saved report" in " ".join(text(compare(snapshot(), snapshot()), "en").decode().split())


def test_changes_are_told_by_kind_and_clause():
    old = [Passage(text=f"Old words {n} of {word}.", document="d", page=1, section=s, start=n, end=n + 1)
           for n, (s, word) in enumerate([("8", "alpha"), ("8", "beta"), ("9", "gamma")])]  # fmt: skip
    new = [Passage(text="Entirely different sentence here.", document="d", page=1, section="1", start=0, end=1)]
    found = grouped(align(old, new))
    assert [(kind.value, [len(group) for group in groups]) for kind, groups in found] == [
        ("added", [1]),
        ("removed", [2, 1]),
    ]


def test_many_deciding_words_are_counted_and_shown_once(monkeypatch):
    change = compared().verdicts[0]
    many = replace(change, words=change.words * 6)
    result = replace(compared(), verdicts=(many,))
    shown = " ".join(text(result, "en").decode().split())
    assert "2 more changed passages that concern this requirement stand further down." in shown
    assert html(result, "en").decode().count("<del> 30</del>") == 5
