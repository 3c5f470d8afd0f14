"""The shipped requirements, profiles and conditions: complete, bilingual, with the numbers that law and policy set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
import yaml

from contractscan import datafiles
from contractscan.catalogue.profiles import Catalogue, read_profile, resolve
from contractscan.catalogue.requirements import read_requirement, read_topics
from contractscan.model import LegalForce, Requirement, Severity

TOPICS = {
    "transfers": "TRF-01 TRF-02 TRF-03 TRF-04 TRF-05 TRF-06 TRF-07 TRF-08",
    "location": "LOC-01 LOC-02 LOC-03 LOC-04 LOC-05 LOC-06",
    "exit": "EXI-01 EXI-02 EXI-03 EXI-04 EXI-05 EXI-06 EXI-07 EXI-08 EXI-09",
    "government": "GOV-01 GOV-02 GOV-03 GOV-04 GOV-05 GOV-06 GOV-07 GOV-08",
    "subprocessors": "SUB-01 SUB-02 SUB-03 SUB-04 SUB-05",
    "instructions": "INS-01 INS-02 INS-03 INS-04 INS-05 INS-06 INS-07 INS-08 INS-09",
    "security": "SEC-01 SEC-02 SEC-03 SEC-04 SEC-05",
    "audit": "AUD-01 AUD-02 AUD-03 AUD-04",
    "incident": "INC-01 INC-02 INC-03",
    "deletion": "DEL-01 DEL-02 DEL-03 DEL-04",
    "ownership": "OWN-01 OWN-02 OWN-03 OWN-04 OWN-05",
    "contract": "CON-01 CON-02 CON-03 CON-04 CON-05 CON-06 CON-07 CON-08",
    "decision": "DEC-01 DEC-02 DEC-03",
    "art28": "G28-03 G28-04 G28-05 G28-06 G28-10 G28-11 G28-12 G28-13 G28-15 G28-16 G28-17 G28-18 G28-19 G28-20 G28-21 "
    "G28-22 G28-23 G28-24 G28-25 G28-26 G28-27 G28-28 G28-29 G28-30 G28-34 G28-36",
}
CRITICAL = (
    "TRF-01 TRF-02 EXI-01 EXI-04 GOV-01 GOV-06 GOV-08 SUB-01 INS-02 INS-05 AUD-01 INC-01 DEL-01 OWN-02 OWN-03 "
    "G28-10 G28-12 G28-23 G28-25 G28-26 G28-30 G28-34"
)
THRESHOLDS: dict[str, dict[str, tuple[int | str, str]]] = {
    "TRF-02": {
        "scc_decision": ("2021/914", "statute"),
        "old_scc_repealed": ("2021-09-27", "statute"),
        "old_scc_deemed_valid_until": ("2022-12-27", "statute"),
    },
    "LOC-04": {"notice_days_recommended_min": (30, "policy")},
    "EXI-01": {"notice_months_max": (2, "statute")},
    "EXI-02": {"transition_days_max": (30, "statute")},
    "EXI-03": {
        "vendor_notice_working_days_max": (14, "statute"),
        "alternative_transition_months_max": (7, "statute"),
        "customer_extensions_min": (1, "statute"),
    },
    "EXI-04": {"retrieval_days_min": (30, "statute"), "retrieval_start": ("end_of_transition", "statute")},
    "EXI-07": {"charges_after_2027_01_12": (0, "statute"), "charges_before": ("max_direct_cost", "statute")},
    "GOV-05": {"interval_months_recommended_max": (12, "policy")},
    "SUB-02": {"notice_days_good_min": (30, "policy"), "notice_days_partial_min": (10, "policy")},
    "AUD-02": {
        "notice_days_good_max": (30, "policy"),
        "notice_days_adverse_over": (60, "policy"),
        "frequency_per_year_min": (1, "policy"),
    },
    "AUD-03": {"report_interval_months_max": (12, "policy")},
    "INC-01": {
        "hours_good_max": (24, "policy"),
        "hours_partial_max": (72, "policy"),
        "controller_deadline_hours": (72, "statute"),
    },
    "INC-03": {
        "early_warning_hours": (24, "statute"),
        "incident_notification_hours": (72, "statute"),
        "final_report_months": (1, "statute"),
    },
    "DEL-02": {
        "live_days_good_max": (30, "policy"),
        "backup_days_good_max": (90, "policy"),
        "total_days_adverse_over": (180, "policy"),
    },
    "CON-01": {"terms_notice_days_min": (30, "policy"), "deprecation_notice_months_recommended": (12, "policy")},
    "CON-06": {"typical_low_cap_months_fees": (12, "policy")},
    "CON-07": {"notice_days_min": (30, "policy")},
    "DEC-02": {"klassa_levels": ("0-4", "policy"), "klassa_catalogue_excludes_level": (4, "policy")},
}
NUMBERS_OF_PROFILES = {"swedish-public-sector": 77, "gdpr-art28": 26}


def _files(package: str) -> Iterator[tuple[str, str]]:
    root = files(package) / "catalogue"
    for name, file in datafiles.walk(root):
        yield name, datafiles.read(file, f"{package}/{name}")


def _all() -> Iterator[tuple[str, str, str]]:
    for package in [*TOPICS, "language"]:
        for name, text in _files(f"contractscan_{package}"):
            yield package, name, text


@cache
def _requirements() -> dict[str, Requirement]:
    read = [
        (package, name, read_requirement(datafiles.load(text, f"{package}/{name}")))
        for package, name, text in _all()
        if name.startswith("requirements/")
    ]
    assert [name for _, name, item in read if name != f"requirements/{item.id}.yaml"] == []
    assert [item.id for package, _, item in read if item.topic != package] == []
    return {item.id: item for _, _, item in read}


@cache
def _catalogue() -> Catalogue:
    topics = [
        topic
        for _, name, text in _all()
        if name == "topics.yaml"
        for topic in read_topics(datafiles.load(text, name))
    ]  # fmt: skip
    profiles = [read_profile(datafiles.load(text, name)) for _, name, text in _all() if name.startswith("profiles/")]
    return Catalogue(
        requirements=_requirements(),
        topics={topic.id: topic for topic in topics},
        profiles={profile.id: profile for profile in profiles},
    )


def _applicability() -> dict[str, Any]:
    text = dict(_files("contractscan_language"))["applicability.yaml"]
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def _pairs(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping that has a Swedish or an English text."""
    if isinstance(value, dict):
        if "sv" in value or "en" in value:
            yield path, value
        for key, inner in value.items():
            yield from _pairs(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _pairs(inner, f"{path}.{number}")


def _texts() -> list[tuple[str, dict[str, Any]]]:
    return [
        pair
        for package, name, text in _all()
        for pair in _pairs(yaml.load(text, Loader=yaml.CSafeLoader), f"{package}/{name}")
    ]


def test_every_topic_has_its_requirements() -> None:
    found: dict[str, list[str]] = {topic: [] for topic in TOPICS}
    for requirement in _requirements().values():
        found[requirement.topic].append(requirement.id)
    assert {topic: " ".join(sorted(ids)) for topic, ids in found.items()} == TOPICS
    assert set(_catalogue().topics) == set(TOPICS)


def test_thresholds_are_those_of_law_and_policy() -> None:
    found = {
        requirement.id: {item.name: (item.value, item.basis) for item in requirement.thresholds}
        for requirement in _requirements().values()
        if requirement.thresholds
    }
    assert found == THRESHOLDS


def test_the_critical_requirements_are_these() -> None:
    found = {item.id for item in _requirements().values() if item.severity is Severity.CRITICAL}
    assert found == set(CRITICAL.split())


def test_both_languages_are_there_and_differ() -> None:
    texts = _texts()
    # nine of every requirement at the least, and the legal bases beside them
    assert len(texts) > 10 * len(_requirements())
    broken = [
        path
        for path, pair in texts
        if set(pair) != {"sv", "en"} or not all(str(text).strip() for text in pair.values()) or pair["sv"] == pair["en"]
    ]
    assert broken == []


@pytest.mark.parametrize("field", ["met", "partial", "adverse"])
def test_every_requirement_says_what_each_verdict_means(field: str) -> None:
    assert [item.id for item in _requirements().values() if field not in item.expectation] == []


def test_swedish_texts_use_the_swedish_names_of_the_acts() -> None:
    english = re.compile(r"\bGDPR\b|Data Act|\bSCC\b|\bprocessor|\bcontroller|Article|\bart\. \d+\(")
    assert [(path, pair["sv"]) for path, pair in _texts() if english.search(pair["sv"])] == []


def test_english_texts_use_the_english_names_of_the_acts() -> None:
    swedish = re.compile(r"förordningen|lagen\b|\bkap\.|§|leverantör", re.IGNORECASE)
    permitted = re.compile(r"U\.S\.C\. §")
    assert [(path, pair["en"]) for path, pair in _texts() if swedish.search(permitted.sub("", pair["en"]))] == []


def test_questions_are_questions_and_statements_end() -> None:
    for item in _requirements().values():
        for text in (item.question, item.ask):
            assert text.sv.endswith("?"), item.id
            assert text.en.endswith("?"), item.id
        for text in (item.severity_reason, item.advice, *item.expectation.values()):
            assert text.sv.endswith("."), (item.id, text.sv)
            assert text.en.endswith("."), (item.id, text.en)
        for title in (item.title.sv, item.title.en):
            assert not title.endswith((".", "?")), item.id


def test_no_two_requirements_of_a_profile_have_the_same_title_or_letter_question() -> None:
    for profile in NUMBERS_OF_PROFILES:
        chosen = resolve(_catalogue(), profile).requirements
        counts = Counter(text for item in chosen for text in (item.title.sv, item.title.en, item.ask.sv, item.ask.en))
        assert [text for text, count in counts.items() if count > 1] == []


def test_a_number_set_by_statute_stands_on_a_binding_source() -> None:
    binding = {LegalForce.BINDS_VENDOR, LegalForce.BINDS_CUSTOMER}
    for item in _requirements().values():
        if any(threshold.basis == "statute" for threshold in item.thresholds):
            assert any(binding & set(citation.force) for citation in item.citations), item.id


def test_guidance_and_policy_do_not_claim_to_bind() -> None:
    soft = re.compile(r"EDPB|eSam|COM\(|EUCS|KLASSA|Our |Framework agreement terms|template")
    wrong = [
        (item.id, citation.ref.en)
        for item in _requirements().values()
        for citation in item.citations
        if soft.search(citation.ref.en)
        and {LegalForce.BINDS_VENDOR, LegalForce.BINDS_CUSTOMER} & set(citation.force)
    ]  # fmt: skip
    assert wrong == []


def test_dates_of_checking_are_dates_and_only_one_kind_each() -> None:
    for package, name, text in _all():
        if not name.startswith("requirements/"):
            continue
        for basis in yaml.load(text, Loader=yaml.BaseLoader)["legal-basis"]:
            dates = [basis[key] for key in ("checked", "checked-secondary") if key in basis]
            assert len(dates) <= 1, (package, name)
            assert all(re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", value) for value in dates), (package, name)


def test_the_profiles_hold_what_they_promise() -> None:
    catalogue = _catalogue()
    assert {name: len(resolve(catalogue, name).requirements) for name in catalogue.profiles} == NUMBERS_OF_PROFILES
    assert catalogue.default_profile == "swedish-public-sector"
    assert [topic.id for topic in resolve(catalogue, "").topics] == [topic for topic in TOPICS if topic != "art28"]


def test_every_condition_of_a_requirement_can_be_answered() -> None:
    conditions = {condition["id"]: condition for condition in _applicability()["conditions"]}
    used = {item.applies_when for item in _requirements().values()} - {"always"}
    assert used == set(conditions)
    assert [name for name, condition in conditions.items() if condition["default"] is False] == [
        "private_performer_only"
    ]
    assert {name for name, condition in conditions.items() if condition.get("from") == "contract"} == {
        "third_country_transfer",
        "third_country_transfer_without_adequacy",
        "transfer_to_adequate_country",
        "scc_used",
        "bcr_used",
        "location_promise_present",
    }


def test_a_classification_only_raises_and_a_higher_level_never_asks_for_less() -> None:
    table = _applicability()["classification"]
    assert table["basis"] == "policy"
    assert [aspect["id"] for aspect in table["aspects"]] == ["K", "R", "T"]
    so_far: dict[tuple[str, str], tuple[int, int]] = {}
    for row in table["raises"]:
        assert row["level"] in range(1, 5)
        rank = Severity(row["severity"]).rank
        for name in row["requirements"]:
            assert rank < _requirements()[name].severity.rank, name
            level, before = so_far.get((row["aspect"], name), (0, len(Severity)))
            assert row["level"] > level, (row["aspect"], name)
            assert rank < before, (row["aspect"], name)
            so_far[row["aspect"], name] = (row["level"], rank)
