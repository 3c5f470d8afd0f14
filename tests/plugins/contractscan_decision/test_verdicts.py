"""Verdicts on decision support: what the vendor hands over, which data it lets in, what it claims. Invented wording."""

import pytest


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        (
            "en",
            (
                "The Supplier shall provide a description of architecture and data flows and keep the description up "
                "to date. The Customer may share it with its auditors."
            ),
            "met",
        ),
        ("en", "The Supplier shall provide a description of architecture and data flows.", "partial"),
        (
            "en",
            (
                "The Supplier may provide a description of architecture and keep the description up to date. The "
                "Customer may share it with its auditors."
            ),
            "partial",
        ),
        ("en", "The Supplier shall assist with data protection impact assessments.", "partial"),
        ("en", "The Supplier is not obliged to provide architecture documentation.", "adverse"),
        ("en", "The Customer shall carry out an impact assessment.", "not_found"),
        (
            "sv",
            (
                "Leverantören ska lämna en beskrivning av dataflöden och hålla beskrivningen uppdaterad. Kunden får "
                "dela den med sitt dataskyddsombud."
            ),
            "met",
        ),
        ("sv", "Leverantören ska bistå kunden vid konsekvensbedömningar.", "partial"),
        ("sv", "Systemdokumentationen lämnas inte ut.", "adverse"),
        ("sv", "Kunden gör en riskanalys.", "not_found"),
    ],
)
def test_information_for_assessments(judge, language, text, verdict):
    assert judge("DEC-01", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        (
            "en",
            (
                "The Service is approved for KLASSA level 3, with measures for each level of confidentiality, "
                "integrity and availability."
            ),
            "met",
        ),
        ("en", "The Customer may submit sensitive data to the Service.", "partial"),
        ("en", "The Customer shall not submit sensitive data to the Service.", "adverse"),
        ("en", "The Customer shall not use previews of the Service for sensitive data.", "not_found"),
        ("en", "The Service is not designed for health data.", "adverse"),
        ("en", "The Supplier shall not use sensitive data for its own purposes.", "not_found"),
        ("en", "The parties do not anticipate the transfer of special categories of data.", "partial"),
        (
            "sv",
            (
                "Tjänsten är avsedd för nivå 3 enligt KLASSA, med åtgärder för varje nivå av "
                "konfidentialitet, riktighet och tillgänglighet."
            ),
            "met",
        ),
        ("sv", "Behandlingen omfattar känsliga personuppgifter.", "partial"),
        ("sv", "Kunden ansvarar för att inga känsliga personuppgifter läggs in i tjänsten.", "adverse"),
        ("sv", "Leverantören får inte behandla känsliga personuppgifter för egna ändamål.", "not_found"),
    ],
)
def test_kinds_of_data(judge, language, text, verdict):
    assert judge("DEC-02", text, language)[0] == verdict


CLAIM = "The hosting service is certified under ISO/IEC 27001, certificate number 12, valid until 1 May 2028."
LAPSE = "The Supplier shall notify the Customer if the certification lapses."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{CLAIM}\n\n{LAPSE}", "met"),
        (CLAIM, "partial"),
        ("The Supplier is certified under ISO/IEC 27001.", "partial"),
        ("The Service is EUCS certified.", "adverse"),
        ("The Supplier will seek certification once EUCS has been adopted.", "partial"),
        ("The Customer shall be certified under ISO/IEC 27001.", "not_found"),
        ("The Customer waives its sovereign immunity for the Services.", "not_found"),
    ],
)
def test_claims(judge, text, verdict):
    assert judge("DEC-03", text)[0] == verdict


def test_claims_in_swedish(judge):
    claim = "Driftstjänsten är certifierad enligt ISO/IEC 27001, certifikatsnummer 12, giltigt till 1 maj 2028."
    lapse = "Upphör certifieringen ska leverantören underrätta kunden."
    assert judge("DEC-03", f"{claim}\n\n{lapse}", "sv")[0] == "met"
    assert judge("DEC-03", claim, "sv")[0] == "partial"
    assert judge("DEC-03", "Tjänsten är EUCS-certifierad.", "sv")[0] == "adverse"
