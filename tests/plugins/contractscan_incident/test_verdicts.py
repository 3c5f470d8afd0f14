"""Verdicts on breaches and incidents: how soon, counted from when, who tells whom. All wording is invented."""

import pytest


@pytest.mark.parametrize(
    ("time", "verdict"),
    [
        ("within 24 hours after", "met"),
        ("within one day of", "met"),
        ("within 25 hours of", "partial"),
        ("within 72 hours after", "partial"),
        ("within 73 hours after", "adverse"),
        ("within four days of", "adverse"),
        ("within one business day of", "partial"),
        ("within two business days of", "adverse"),
        ("within 2 days of", "partial"),
        ("without undue delay after", "partial"),
        ("within 24 hours, where feasible, after", "partial"),
    ],
)
def test_time_from_awareness(judge, time, verdict):
    text = f"The Processor shall notify the Controller of a personal data breach {time} becoming aware of it."
    assert judge("INC-01", text)[0] == verdict


@pytest.mark.parametrize(
    ("time", "verdict"),
    [
        ("inom 24 timmar från", "met"),
        ("senast ett dygn efter", "met"),
        ("inom 48 timmar från", "partial"),
        ("senast fem dagar efter", "adverse"),
        ("inom en arbetsdag från", "partial"),
        ("inom tre arbetsdagar från", "adverse"),
        ("utan onödigt dröjsmål efter", "partial"),
    ],
)
def test_time_from_awareness_in_swedish(judge, time, verdict):
    text = f"Biträdet ska underrätta den ansvarige om en personuppgiftsincident {time} vetskap om den."
    assert judge("INC-01", text, "sv")[0] == verdict


def test_the_authoritys_deadline_is_not_the_vendors(judge):
    text = "Within 12 hours of awareness the Host shall notify the Client of a data breach, {}"
    assert judge("INC-01", text.format("which must tell the authority within 72 hours."))[0] == "met"
    sv = "Värden ska inom 12 timmar underrätta kunden om en personuppgiftsincident, så att kunden kan anmäla den till "
    assert judge("INC-01", f"{sv}tillsynsmyndigheten inom 72 timmar.", "sv")[0] == "met"


def test_a_later_report_is_not_the_notice(judge):
    text = "The Supplier shall notify the Customer of a data breach within 20 hours of discovery. {}"
    assert judge("INC-01", text.format("A root cause report on the breach follows within 30 days."))[0] == "met"


@pytest.mark.parametrize(
    "text",
    [
        "The Supplier informs the Customer of a data breach after completion of its investigation.",
        "The Customer is notified of a security incident once the Supplier has confirmed it.",
        "The Supplier may notify the Customer of a data breach where it deems this appropriate.",
        "The Supplier has no obligation to notify the Customer of security incidents.",
    ],
)
def test_notice_at_the_vendors_pleasure_is_adverse(judge, text):
    assert judge("INC-01", text)[0] == "adverse"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Customer shall notify the Supplier of any security incident within 24 hours."),
        ("en", "The Supplier shall assist the Customer in notifying the authority of breaches within 72 hours."),
        ("en", "A party in material breach shall cure the breach within 30 days of notice of the breach."),
        ("en", "The sub-processor shall notify the Processor of a personal data breach within 12 hours."),
        ("sv", "Kunden ska inom 24 timmar underrätta leverantören om säkerhetsincidenter."),
        ("sv", "Leverantören ska underrätta kunden om intrång i tredje mans patent."),
    ],
)
def test_other_notices_are_none(judge, language, text):
    assert judge("INC-01", text, language)[0] == "not_found"


def test_swedish_inverted_word_order(judge):
    text = "Vid en personuppgiftsincident underrättar Leverantören Kunden utan onödigt dröjsmål."
    assert judge("INC-01", text, "sv")[0] == "partial"


ITEMS = """The notice of a breach states:

(a) the nature of the breach;

(b) the categories and approximate number of data subjects affected by the breach;

(c) a contact point where more information can be obtained;

(d) the likely consequences of the breach;

(e) the measures taken to address the breach.
"""
REST = (
    "Further information on the breach follows as it becomes known.",
    "The Supplier shall assist the Customer with the breach.",
    "A root cause analysis of the breach follows.",
    "The Supplier shall not inform the media of the breach without the Customer's consent.",
)


def test_content_is_met_only_with_all_elements(judge):
    assert judge("INC-02", "\n\n".join((ITEMS, *REST)))[0] == "met"
    for missing in REST:
        text = "\n\n".join((ITEMS, *(line for line in REST if line != missing)))
        assert judge("INC-02", text)[0] == "partial", missing


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Supplier may inform data subjects of the breach itself.", "adverse"),
        ("en", "The Supplier may not inform data subjects of the breach.", "partial"),
        ("en", "Help with a data breach is given free of charge.", "not_found"),
        ("en", "The Supplier's help to the Customer with a data breach is charged at hourly rates.", "adverse"),
        ("sv", "Leverantören får själv informera media om incidenten.", "adverse"),
        ("sv", "Leverantören får inte informera media om incidenten utan kundens godkännande.", "partial"),
        ("sv", "Leverantören bestämmer vilken information om incidenten som lämnas.", "adverse"),
    ],
)
def test_publicity_and_charges(judge, language, text, verdict):
    assert judge("INC-02", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Supplier shall notify the Customer of a personal data breach within 10 hours.", "not_found"),
        ("en", "The Supplier shall notify the Customer of outages and cyber attacks within 10 hours.", "partial"),
        (
            "en",
            (
                "Within 10 hours the Supplier shall notify the Customer of a significant incident and give it the "
                "information that it needs for its final report."
            ),
            "met",
        ),
        (
            "en",
            (
                "Within 30 hours the Supplier shall notify the Customer of a significant incident and give it the "
                "information that it needs for its final report."
            ),
            "partial",
        ),
        ("en", "The duty to notify does not cover outages.", "adverse"),
        (
            "sv",
            (
                "Leverantören ska inom 12 timmar underrätta kunden om betydande incidenter och lämna underlag till "
                "kundens slutrapport."
            ),
            "met",
        ),
        ("sv", "Driftavbrott omfattas inte av skyldigheten att underrätta kunden.", "adverse"),
        ("sv", "Planerade driftavbrott aviseras till kunden.", "not_found"),
    ],
)
def test_incidents_beyond_personal_data(judge, language, text, verdict):
    assert judge("INC-03", text, language)[0] == verdict
