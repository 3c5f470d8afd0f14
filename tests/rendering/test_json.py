from __future__ import annotations

import io
import json
from dataclasses import replace

import jsonschema
import pytest

from contractscan.hookspecs import RenderOptions
from contractscan.model import Assessment
from contractscan.rendering.json import JsonRenderer, report_object, report_schema


def rendered(assessment: Assessment, language: str = "sv") -> bytes:
    out = io.BytesIO()
    JsonRenderer().render(assessment, out, RenderOptions(language=language))
    return out.getvalue()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["assessment", "hostile_assessment"])
def test_report_is_valid_against_its_published_schema(name, language, request):
    report = json.loads(rendered(request.getfixturevalue(name), language))

    jsonschema.Draft202012Validator.check_schema(report_schema())
    jsonschema.Draft202012Validator(report_schema()).validate(report)


def test_schema_names_every_key_so_that_a_new_one_cannot_go_unpublished(assessment):
    report = report_object(assessment, "sv")
    report["findings"][0]["surprise"] = 1

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(report_schema()).validate(report)


def test_evidence_says_where_its_words_stand(assessment):
    report = json.loads(rendered(assessment))
    finding = next(item for item in report["findings"] if item["requirement"] == "LOC-02")
    evidence = finding["evidence"][0]

    assert finding["verdict"] == "adverse"
    assert (evidence["document"], evidence["page"], evidence["section"]) == ("Huvudavtal.pdf", 2, "10 Lagringsplats")
    text = assessment.contract_set.documents[0].text
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert evidence["via_scc"] is False


def test_words_of_the_report_follow_the_language_and_quotes_do_not(assessment):
    swedish, english = (report_object(assessment, language) for language in ("sv", "en"))

    assert swedish["findings"][1]["reason"] == "Inget i avtalet lovar radering."
    assert english["findings"][1]["reason"] == "Nothing in the contract promises deletion."
    near = [report["findings"][1]["searched"]["nearest"][0] for report in (swedish, english)]
    assert near[0]["quote"] == near[1]["quote"]
    assert near[0]["reason_text"] != near[1]["reason_text"]


def test_a_fact_stated_several_times_keeps_all_its_values(builder):
    number = builder.document("a.txt", ["Data may be stored in A and B."], with_pdf=False)
    clause = builder.clause(number, "Data may be stored in A and B.", facts={"region": "A", "days": 3})
    builder.clauses[0] = replace(clause, facts=(*clause.facts, replace(clause.facts[1], value="B")))

    facts = report_object(builder.build(), "sv")["clauses"][0]["facts"]

    assert facts == {"days": 3, "region": ["A", "B"]}


def test_contract_text_cannot_steer_a_terminal_that_shows_the_json_but_is_kept(hostile_assessment):
    data = rendered(hostile_assessment)

    shown = data.decode("utf-8")
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066")
    quotes = [item["quote"] for finding in json.loads(data)["findings"] for item in finding["evidence"]]
    assert any("\x1b[31mred" in quote and "\u202e" in quote for quote in quotes)


def test_same_assessment_gives_the_same_bytes(assessment):
    assert rendered(assessment) == rendered(assessment)
