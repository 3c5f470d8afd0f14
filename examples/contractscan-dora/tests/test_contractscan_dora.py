"""The plugin as an installed whole."""

import csv
import io
from pathlib import Path

import pytest
from contractscan_dora.register import RegisterRenderer
from contractscan_dora.service_levels import ServiceLevelTables

from contractscan import RenderOptions
from contractscan.plugins import build_registry
from contractscan.testing import assert_quotes_verbatim, assert_verdict, assess, document, find, table

CONTRACT = Path(__file__).parents[1] / "contracts" / "nordlin-services-agreement.md"


@pytest.fixture(scope="module")
def registry():
    return build_registry()


@pytest.fixture(scope="module")
def assessment(registry):
    return assess(registry, document(CONTRACT.read_text(encoding="utf-8"), name=CONTRACT.name), profile="dora")


def test_the_plugin_has_no_problem(registry, assessment):
    assert registry.problems == ()
    assert assessment.problems == ()


@pytest.mark.parametrize(
    ("requirement", "verdict"),
    [
        ("DORA-01", "met"),
        ("DORA-02", "met"),
        ("DORA-03", "met"),
        ("DORA-04", "met"),
        ("DORA-05", "partial"),
        ("DORA-06", "partial"),
        ("DORA-07", "not_found"),
    ],
)
def test_the_example_contract(assessment, requirement, verdict):
    assert_verdict(assessment, requirement, verdict)
    assert_quotes_verbatim(assessment)


def test_the_public_profile_adds_to_the_built_in_one(registry):
    found = assess(registry, document(CONTRACT.read_text(encoding="utf-8"), name=CONTRACT.name), profile="dora-public")
    ids = {finding.requirement.id for finding in found.findings}
    assert {"DORA-04", "EXI-04", "INC-01"} <= ids


@pytest.mark.parametrize("head", ["Availability", "Tillgänglighet"])
def test_the_lowest_availability_of_a_table_counts(head):
    (clause,) = find(ServiceLevelTables(), table([["Service", head], ["A", "99.9 %"], ["B", "99,5 %"]]))
    assert clause.fact("availability_percent") == 99.5


@pytest.mark.parametrize("rows", [[["Service", "Discount"], ["A", "99 %"]], [["Availability", "Note"], ["high", "-"]]])
def test_other_tables_promise_nothing(rows):
    assert find(ServiceLevelTables(), table(rows)) == []


def rows(assessment, language):
    out = io.BytesIO()
    RegisterRenderer().render(assessment, out, RenderOptions(language=language))
    return list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))


def test_the_register_has_a_row_for_each_provision(assessment):
    header, *body = rows(assessment, "sv")
    assert header[0] == "krav"
    assert [row[0] for row in body] == [f"DORA-0{number}" for number in range(1, 8)]
    assert all("30." in row[1] for row in body)


def test_no_cell_of_the_register_is_a_formula(registry):
    text = CONTRACT.read_text(encoding="utf-8").replace(
        "The Supplier shall fully", "=HYPERLINK(1) The Supplier shall fully"
    )
    hostile = assess(registry, document(text, name="=evil.md"), profile="dora")
    for row in rows(hostile, "en"):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
