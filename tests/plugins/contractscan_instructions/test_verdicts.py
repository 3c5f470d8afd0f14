"""Verdicts on instructions, secrecy and assistance: actor, denial, exception, term. All wording is invented."""

import pytest

ONLY = "The Processor processes personal data only on documented instructions, also as regards transfers."
UNLAWFUL = "It informs the Controller at once if an instruction infringes the GDPR."
ONLY_SV = (
    "Biträdet behandlar personuppgifter endast på dokumenterade instruktioner, även vid överföring till tredjeland."
)
UNLAWFUL_SV = "Biträdet informerar genast den ansvarige om en instruktion strider mot dataskyddsförordningen."


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", f"{ONLY} {UNLAWFUL}", "met"),
        ("en", ONLY, "partial"),
        ("en", f"{ONLY} {UNLAWFUL}\n\nThis DPA is the Controller's complete and final instructions.", "partial"),
        ("en", f"{ONLY}\n\nThe Provider may use Customer Data for its own business purposes.", "adverse"),
        ("en", "The sub-processor acts only on the Processor's instructions.", "not_found"),
        ("en", "The Customer shall only use the Service according to the Provider's instructions.", "not_found"),
        ("sv", f"{ONLY_SV} {UNLAWFUL_SV}", "met"),
        ("sv", ONLY_SV, "partial"),
        ("sv", "Leverantören får behandla personuppgifter för egna ändamål.", "adverse"),
        ("sv", "Leverantören får inte behandla personuppgifter för egna ändamål.", "partial"),
    ],
)
def test_instructions(judge, language, text, verdict):
    assert judge("INS-02", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", ("We follow your instructions unless Union or Member State law requires otherwise, and tell you "
               "beforehand about that requirement."), "met"),
        ("en", "We follow your instructions unless Union or Member State law requires otherwise.", "partial"),
        ("en", "The Supplier follows the instructions unless required otherwise by applicable law.", "adverse"),
        ("en", "The Supplier is not bound by the instructions where the laws of any country require processing.",
         "adverse"),
        ("en", "The Supplier deletes the data unless Union law requires storage.", "not_found"),
        ("sv", "Vi följer era instruktioner om inte unionsrätten kräver annat, och informerar er i så fall om kravet.",
         "met"),
        ("sv", "Biträdet är inte bunden av instruktionerna när lagen i något land kräver behandling.", "adverse"),
        ("sv", "Biträdet raderar uppgifterna om inte lagring krävs enligt unionsrätten.", "not_found"),
    ],
)  # fmt: skip
def test_exception_for_laws(judge, language, text, verdict):
    assert judge("INS-03", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", ("Duration: the contract term. Purpose: to run the time clock. Types of personal data: name, salary, "
               "address. Data subjects: employees."), "met"),
        ("en", "Types of personal data: any personal data uploaded by the Customer.", "partial"),
        ("en", "A breach notice states the categories of data subjects.", "not_found"),
        ("sv", ("Varaktighet: avtalstiden. Ändamål: att driva tidrapporteringen. Typ av personuppgifter: namn, lön, "
               "adress. Kategorier av registrerade: anställda."), "met"),
        ("sv", "Behandlingen beskrivs i bilaga 1.", "partial"),
    ],
)  # fmt: skip
def test_description(judge, language, text, verdict):
    assert judge("INS-01", text, language)[0] == verdict


STAFF = "All staff, also at sub-processors, who need access for their work are bound by confidentiality"
STAFF_SV = "All personal, även hos underbiträden, som behöver åtkomst för sitt arbete är bunden av tystnadsplikt"


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", f"{STAFF}, which survives the end of this Agreement. Access is given on a need-to-know basis.", "met"),
        ("en", f"{STAFF}.", "partial"),
        ("en", "Confidentiality obligations end three years after termination.", "adverse"),
        ("en", "Customer Data is not treated as confidential.", "adverse"),
        ("en", "Users shall keep their passwords secret.", "not_found"),
        ("sv", (f"{STAFF_SV} som gäller även efter avtalets upphörande. Åtkomst ges bara efter behov, endast till den "
               "som behöver den."), "met"),
        ("sv", "Sekretessen gäller under tre år efter avtalets upphörande.", "adverse"),
        ("sv", "Användarna ska hålla sina lösenord hemliga.", "not_found"),
    ],
)  # fmt: skip
def test_secrecy_of_staff(judge, language, text, verdict):
    assert judge("INS-04", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("requirement", "language", "text", "verdict"),
    [
        ("INS-05", "en", "The Provider may use Customer Content to train and improve its models.", "adverse"),
        ("INS-05", "en", "The Provider shall not use Customer Content to train its models.", "not_found"),
        ("INS-05", "sv", "Vår personal får granska innehåll som ni lagrar.", "adverse"),
        ("INS-05", "sv", "Uppgifterna lagras endast för kommunens räkning.", "partial"),
        (
            "INS-06",
            "en",
            "The Supplier may disclose Confidential Information to its affiliates and investors.",
            "adverse",
        ),
        ("INS-06", "sv", "Personalen har tystnadsplikt.", "partial"),
        ("INS-06", "sv", "Lagen (2020:914) finns på riksdagens webbplats.", "not_found"),
        (
            "INS-08",
            "sv",
            "Kunden får lämna ut avtalet enligt offentlighetsprincipen utan leverantörens samtycke.",
            "met",
        ),
        ("INS-08", "sv", "Innan allmän handling lämnas ut ska kunden inhämta leverantörens godkännande.", "adverse"),
        ("INS-08", "en", "The Customer may not disclose the terms of this Agreement.", "adverse"),
        ("INS-08", "en", "Nothing in this Agreement prevents the release of public documents.", "met"),
        ("INS-09", "sv", "Leverantören ska på begäran ingå säkerhetsskyddsavtal.", "met"),
        ("INS-09", "sv", "Leverantören ingår inte säkerhetsskyddsavtal.", "adverse"),
        ("INS-09", "en", "The Vendor refuses protective security agreements.", "adverse"),
        ("INS-09", "en", "The Vendor is certified under ISO 27001.", "not_found"),
    ],
)
def test_secrecy_of_authorities(judge, requirement, language, text, verdict):
    assert judge(requirement, text, language)[0] == verdict


HELP = "The Processor assists the Controller with data subject requests and with Articles 32 to 36."
FORWARD = "Requests from data subjects are forwarded to the Controller and not answered by the Processor."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{HELP}\n\n{FORWARD}", "met"),
        (HELP, "partial"),
        (f"{HELP}\n\n{FORWARD}\n\nThe Processor may charge its hourly rates for assistance with data subject requests.",
         "partial"),
        ("The Supplier decides at its sole discretion whether it assists with data subject requests.", "adverse"),
        ("The Provider is not obliged to assist with data subject requests.", "adverse"),
        ("The Customer shall assist the Supplier with data subject requests.", "not_found"),
    ],
)  # fmt: skip
def test_assistance(judge, text, verdict):
    assert judge("INS-07", text)[0] == verdict
