"""Verdicts on audits: whose right, what empties it, at whose cost. All wording is invented."""

import pytest

FULL = (
    "The Supplier shall make available all information necessary to demonstrate compliance and allow for and "
    "contribute to audits, including inspections, by the Customer or an auditor mandated by the Customer."
)
FULL_SV = (
    "Leverantören ska lämna all information som krävs för att visa att avtalet följs samt möjliggöra och bidra till "
    "granskningar, inbegripet inspektioner, av kunden eller en revisor som kunden utser."
)


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("", "met"),
        ("The Customer's audit rights are satisfied by the Supplier's SOC 2 report.", "partial"),
        ("An audit on site may be carried out only if the reports are not sufficient.", "partial"),
        ("On-site inspections are excluded.", "partial"),
        ("This shall not affect the Customer's right to conduct audits on site.", "met"),
        ("Audits may not disrupt the Supplier's business.", "met"),
    ],
)
def test_what_limits_the_full_right(judge, more, verdict):
    assert judge("AUD-01", f"{FULL}\n\n{more}")[0] == verdict


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("", "met"),
        ("Kundens rätt till granskning tillgodoses genom leverantörens revisionsrapport.", "partial"),
        ("Granskning på plats får ske endast om rapporterna inte är tillräckliga.", "partial"),
        ("Granskningen får inte störa verksamheten.", "met"),
    ],
)
def test_what_limits_the_full_right_in_swedish(judge, more, verdict):
    assert judge("AUD-01", f"{FULL_SV}\n\n{more}", "sv")[0] == verdict


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Customer has no right to audit or inspect the Supplier."),
        ("en", "The Customer accepts the Supplier's certificates in lieu of any audit."),
        ("sv", "Kunden har inte rätt att granska leverantören."),
        ("sv", "Någon rätt för kunden att utföra revision föreligger inte."),
    ],
)
def test_no_audit_is_adverse(judge, language, text):
    assert judge("AUD-01", text, language)[0] == "adverse"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Supplier may audit the Customer's use of the Software."),
        ("en", "Audit logs are available to the Customer."),
        ("sv", "Leverantören får granska kundens användning av licenserna."),
        ("sv", "Leverantören får kontrollera att kunden följer licensvillkoren."),
    ],
)
def test_audits_of_the_customer_are_none(judge, language, text):
    assert judge("AUD-01", text, language)[0] == "not_found"
    assert judge("AUD-02", text, language)[0] == "not_found"


@pytest.mark.parametrize(("days", "verdict"), [(30, "partial"), (60, "partial"), (61, "adverse"), (90, "adverse")])
def test_length_of_notice(judge, days, verdict):
    assert judge("AUD-02", f"An audit requires {days} days' prior notice.")[0] == verdict
    assert judge("AUD-02", f"Granskning kräver {days} dagars varsel.", "sv")[0] == verdict


def test_conditions_are_met_only_with_all_elements(judge):
    lines = (
        "The Customer may audit the Supplier once per year on 14 days' notice.",
        "Further audits are allowed after a security incident.",
        "Each party bears its own costs of the audit.",
    )
    assert judge("AUD-02", "\n\n".join(lines))[0] == "met"
    assert judge("AUD-02", "\n\n".join(lines[:2]))[0] == "partial"
    assert (
        judge("AUD-02", "\n\n".join((*lines, "The parties shall mutually agree on the scope of audits.")))[0]
        == "partial"
    )


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The audit is carried out at the Customer's expense.", "partial"),
        ("en", "The Customer pays the Supplier's time for the audit at its then-current rates.", "adverse"),
        ("en", "The Supplier may refuse an audit at its discretion.", "adverse"),
        ("en", "Audits may take place every second year.", "adverse"),
        ("sv", "Kunden bär kostnaderna för granskningen.", "partial"),
        ("sv", "Leverantörens arbete med granskningen debiteras enligt leverantörens gällande prislista.", "adverse"),
        ("sv", "Granskning får ske en gång under avtalstiden.", "adverse"),
        ("sv", "Leverantören ska utan kostnad för kunden medverka vid granskning.", "met"),
    ],
)
def test_cost_veto_and_frequency(judge, language, text, verdict):
    assert judge("AUD-02", text, language)[0] == verdict


def test_a_say_about_the_auditor_is_a_limit_and_no_veto(judge):
    assert judge("AUD-02", "The Supplier may reject auditors that are its competitors for an audit.")[0] == "partial"


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        (
            "en",
            (
                "Each year the Supplier shall provide its SOC 2 report, which covers the services and may be shared "
                "with the Customer's advisers and authorities."
            ),
            "met",
        ),
        ("en", "The Supplier provides its SOC 2 report on request.", "partial"),
        ("en", "The Supplier is certified under ISO/IEC 27001.", "partial"),
        ("en", "The Supplier's controls are aligned with ISO/IEC 27001.", "not_found"),
        ("en", "Compliance may be demonstrated by a current auditor's certificate.", "not_found"),
        ("en", "The Supplier may let its ISO 27001 certification lapse at any time.", "adverse"),
        (
            "sv",
            (
                "Leverantören ska årligen lämna en revisionsrapport som omfattar tjänsten och som kunden får dela med "
                "rådgivare och myndigheter."
            ),
            "met",
        ),
        ("sv", "Revisionsrapporter lämnas inte ut.", "adverse"),
        ("sv", "Leverantören ska lämna ett intyg om att uppgifterna har raderats.", "not_found"),
    ],
)
def test_reports(judge, language, text, verdict):
    assert judge("AUD-03", text, language)[0] == verdict
