"""Verdicts on sub-processors: model, notice, list, duties passed on, liability. All wording is invented."""

import pytest


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Processor shall not engage a sub-processor without the Controller's written consent.", "met"),
        ("en", "No sub-processor is engaged until the Controller has approved it.", "met"),
        ("en", "The Provider may engage subcontractors at its sole discretion.", "adverse"),
        (
            "en",
            "Sub-processors need the Customer's consent; group companies may be engaged without consent.",
            "partial",
        ),
        ("en", "The Customer shall not use subcontractors without the Supplier's consent.", "not_found"),
        ("sv", "Underbiträden får anlitas endast efter kommunens skriftliga godkännande.", "met"),
        ("sv", "Inget underbiträde får anlitas utan kundens tillstånd.", "met"),
        ("sv", "Leverantören får fritt anlita underleverantörer.", "adverse"),
        ("sv", "Genom att använda tjänsten samtycker ni till att vi använder underbiträden.", "partial"),
    ],
)
def test_authorisation(judge, language, text, verdict):
    assert judge("SUB-01", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("days", "verdict"), [(30, "met"), (45, "met"), (29, "partial"), (10, "partial"), (9, "adverse")]
)
def test_days_of_notice(judge, days, verdict):
    text = (
        f"The Supplier notifies the Customer in writing {days} days before it engages a new sub-processor. "
        "If the Customer objects, the sub-processor shall not be engaged."
    )
    assert judge("SUB-02", text)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Provider may change sub-processors without notifying the Customer.", "adverse"),
        ("en", "The Provider shall not change sub-processors without notifying the Customer in advance.", "partial"),
        ("en", "The Customer has no right to object to a new sub-processor.", "adverse"),
        ("sv", "Leverantören får byta underbiträden utan att meddela kunden.", "adverse"),
        ("sv", "Kunden informeras om nya underbiträden sedan de har anlitats.", "adverse"),
        ("sv", "Kunden kan prenumerera på nyheter om nya underbiträden.", "partial"),
    ],
)
def test_notice_and_its_denial(judge, language, text, verdict):
    assert judge("SUB-02", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("requirement", "language", "text", "verdict"),
    [
        ("SUB-03", "en", "The identity of our sub-processors is not disclosed.", "adverse"),
        ("SUB-03", "sv", "En förteckning över underbiträden finns i bilaga 2.", "partial"),
        ("SUB-04", "en", "Sub-processors are not bound by this DPA.", "adverse"),
        ("SUB-04", "en", "Sub-processors are bound in writing by the same obligations.", "partial"),
        ("SUB-04", "sv", "Underbiträden behandlar uppgifter enligt egna villkor.", "adverse"),
        ("SUB-05", "en", "The Supplier is fully liable for its sub-processors.", "met"),
        ("SUB-05", "en", "The Supplier is liable for its sub-processors, except for outages.", "partial"),
        (
            "SUB-05",
            "en",
            "The Supplier's liability for sub-processors is limited to care in selecting them.",
            "adverse",
        ),
        ("SUB-05", "en", "The Customer is fully liable for its subcontractors.", "not_found"),
        ("SUB-05", "sv", "Leverantören ansvarar för underbiträden såsom för egna handlingar.", "met"),
        ("SUB-05", "sv", "Leverantören ansvarar inte för underbiträden.", "adverse"),
    ],
)
def test_list_duties_and_liability(judge, requirement, language, text, verdict):
    assert judge(requirement, text, language)[0] == verdict


TABLE = (
    "Sub-processors\n\n"
    "| Name | Address | Contact | Task | Country | Transfer tool | Engaged by |\n"
    "| Tallvind AB | Torget 1, Boden | Eva Ek | Hosting | Sweden | none | Supplier |\n"
)


def test_table_drawn_with_strokes(judge):
    assert judge("SUB-03", TABLE)[0] == "met"
    assert judge("SUB-03", TABLE.replace(" Engaged by |", "").replace(" Supplier |", ""))[0] == "partial"
