"""Verdicts on measures, encryption, keys, staff access and continuity. All wording is invented."""

import pytest

MEASURES = """Annex 2 Security measures
The Supplier maintains the following security measures:
- access control by role
- encryption of stored data
- logging of administrative access
- vulnerability scans every month
- backups every night
"""


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("The measures may not be weakened during the term.", "met"),
        ("The Supplier may change the measures at any time.", "partial"),
        ("The Supplier may update the measures if the level of security is not reduced.", "partial"),
        ("The Supplier may update the measures with notice if the level of security is not reduced.", "met"),
    ],
)
def test_measures_and_their_change(judge, more, verdict):
    assert judge("SEC-01", MEASURES + more)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Processor shall take suitable technical and organisational measures.", "partial"),
        ("en", "The Service is offered as is.", "adverse"),
        ("en", "The Controller shall take suitable technical and organisational measures.", "not_found"),
        ("sv", "Biträdet ska vidta lämpliga tekniska och organisatoriska åtgärder.", "partial"),
        ("sv", "Tjänsten erbjuds i befintligt skick.", "adverse"),
        ("sv", "Kunden ska vidta lämpliga tekniska och organisatoriska åtgärder.", "not_found"),
    ],
)
def test_measures_by_whom(judge, language, text, verdict):
    assert judge("SEC-01", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "Customer Data are encrypted in transit and at rest with AES-256.", "met"),
        ("en", "Customer Data are encrypted in transit and at rest.", "partial"),
        ("en", "Customer Data are encrypted in transit with TLS 1.3.", "partial"),
        ("en", "Customer Data are encrypted in transit and at rest with AES-256 where appropriate.", "partial"),
        ("en", "The Customer must encrypt its data before upload.", "adverse"),
        ("en", "Users may not decrypt the software.", "not_found"),
        ("sv", "Kunddata krypteras vid överföring och i vila med AES-256.", "met"),
        ("sv", "Kunddata krypteras vid överföring.", "partial"),
        ("sv", "Kunden ska själv kryptera sina uppgifter.", "adverse"),
        ("sv", "Uppgifterna finns i Sverige.", "not_found"),
    ],
)
def test_encryption(judge, language, text, verdict):
    assert judge("SEC-02", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "Only the Customer holds the encryption keys; the Provider cannot decrypt the data.", "met"),
        ("en", "The Customer may use customer-managed keys in the Provider's key management service.", "partial"),
        ("en", "Encryption keys are managed only by the Provider.", "adverse"),
        ("en", "Traffic is protected by end-to-end encryption (TLS).", "not_found"),
        ("en", "The Customer alone is responsible for its API keys.", "not_found"),
        ("sv", "Endast kunden innehar krypteringsnycklarna.", "met"),
        ("sv", "Krypteringsnycklarna hanteras endast av leverantören.", "adverse"),
    ],
)
def test_keys(judge, language, text, verdict):
    assert judge("SEC-03", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "Staff access is limited to those who need it and is logged; the Customer may view the logs.", "met"),
        ("en", "Staff access is limited to those who need it and is logged.", "partial"),
        ("en", "The Provider's staff have unrestricted access to Customer Data.", "adverse"),
        ("en", "No staff have unrestricted access to Customer Data.", "not_found"),
        ("en", "The Customer's users have access to the Service.", "not_found"),
        (
            "sv",
            "Personalens åtkomst begränsas till dem som behöver den och loggas; kunden får ta del av loggarna.",
            "met",
        ),
        ("sv", "Personalens åtkomst till uppgifterna loggas.", "partial"),
        ("sv", "Leverantörens personal har obegränsad åtkomst till kundens data.", "adverse"),
    ],
)
def test_staff_access(judge, language, text, verdict):
    assert judge("SEC-04", text, language)[0] == verdict


FIGURES = "Availability is 99.9 % per month. RTO is 6 hours. RPO is 2 hours."
FIGURES_SV = "Tillgängligheten är 99,9 % per månad. RTO är 6 timmar. RPO är 2 timmar."


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", f"{FIGURES} The disaster recovery plan is tested every year.", "met"),
        ("en", FIGURES, "partial"),
        ("en", "The Customer shall keep its own backups.", "adverse"),
        ("en", f"{FIGURES} The Customer should keep its own backups.", "partial"),
        ("en", "Backups are deleted after 30 days.", "not_found"),
        ("sv", f"{FIGURES_SV} Katastrofplanen övas varje år.", "met"),
        ("sv", FIGURES_SV, "partial"),
        ("sv", "Kunden ska själv ta säkerhetskopior.", "adverse"),
        ("sv", "Säkerhetskopior raderas efter 30 dagar.", "not_found"),
    ],
)
def test_continuity(judge, language, text, verdict):
    assert judge("SEC-05", text, language)[0] == verdict
