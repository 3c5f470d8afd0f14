"""Verdicts on leaving a service: notice, transition, retrieval, formats, charges, help, withholding. All invented."""

import pytest


@pytest.mark.parametrize(
    ("notice", "verdict"),
    [("one month", "partial"), ("60 days", "partial"), ("two months", "partial"), ("three months", "adverse"),
     ("one hundred and eighty (180) days", "adverse"), ("two quarters", "adverse")],
)  # fmt: skip
def test_notice_of_more_than_two_months(judge, notice, verdict):
    text = f"The Customer may terminate this Agreement for convenience on {notice}' written notice."
    assert judge("EXI-01", text)[0] == verdict


@pytest.mark.parametrize(
    ("notice", "verdict"), [("en månads", "partial"), ("60 dagars", "partial"), ("sex månaders", "adverse")]
)
def test_notice_in_swedish(judge, notice, verdict):
    assert judge("EXI-01", f"Beställaren får säga upp avtalet med {notice} uppsägningstid.", "sv")[0] == verdict


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Supplier may terminate this Agreement for convenience on six months' notice."),
        ("en", "Either party may terminate if the other is in material breach and fails to cure it within 90 days."),
        ("sv", "Leverantören får säga upp avtalet med sex månaders uppsägningstid."),
        ("sv", "Part får säga upp avtalet vid väsentligt avtalsbrott som inte rättas inom 90 dagar."),
    ],
)
def test_rights_that_are_not_the_customers_free_way_out(judge, language, text):
    assert judge("EXI-01", text, language)[0] == "not_found"


OPTIONS = "switch to a different provider, switch to its own on-premises infrastructure or have its data erased"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"On 45 days' notice the Customer may {OPTIONS}. The Agreement ends when the switch is completed.", "met"),
        (
            f"On 120 days' notice the Customer may {OPTIONS}. The Agreement ends when the switch is completed.",
            "adverse",
        ),
        (f"On 45 days' notice the Customer may {OPTIONS}.", "partial"),
        ("On 45 days' notice the Customer may switch to a different provider.", "partial"),
    ],
)
def test_right_to_switch_needs_all_its_elements(judge, text, verdict):
    assert judge("EXI-01", text)[0] == verdict


@pytest.mark.parametrize(("days", "verdict"), [(14, "met"), (30, "met"), (31, "adverse"), (60, "adverse")])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_length_of_the_transition(judge, language, days, verdict):
    text = {
        "en": f"The transitional period is at most {days} calendar days, during which the contract remains in force.",
        "sv": f"Övergångsperioden är högst {days} kalenderdagar, under vilken avtalet fortsätter att gälla.",
    }[language]
    assert judge("EXI-02", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Retrieval of data is possible for 30 days after the transition period has ended.", "met"),
        ("Retrieval of data is possible for 29 days after the transition period has ended.", "adverse"),
        ("Data can be downloaded for a further 45 days after the migration.", "met"),
        ("Data can be downloaded for 60 days after termination.", "partial"),
        ("After termination we may at our sole discretion let you download your data.", "adverse"),
        ("The Customer shall export its data before termination.", "adverse"),
        ("The Supplier shall retrieve its equipment from the premises within 30 days after termination.", "not_found"),
    ],
)
def test_window_for_retrieval(judge, text, verdict):
    assert judge("EXI-04", text)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Data kan hämtas under 30 dagar efter övergångsperiodens slut.", "met"),
        ("Data kan hämtas under 20 dagar efter övergångsperiodens slut.", "adverse"),
        ("Kunden kan exportera sina data i 60 dagar efter avtalets upphörande.", "partial"),
        ("Leverantören får efter avtalets upphörande, efter eget gottfinnande, låta kunden hämta data.", "adverse"),
        ("Leverantören hämtar sin utrustning inom 30 dagar efter avtalets slut.", "not_found"),
    ],
)
def test_window_for_retrieval_in_swedish(judge, text, verdict):
    assert judge("EXI-04", text, "sv")[0] == verdict


@pytest.mark.parametrize(
    ("requirement", "language", "text", "verdict"),
    [
        ("EXI-03", "en", "The Provider may extend the transition period as it deems necessary.", "adverse"),
        ("EXI-03", "en", "The Customer may extend the transition period once, as long as it wishes.", "partial"),
        ("EXI-03", "sv", "Leverantören får förlänga övergångsperioden när det behövs.", "adverse"),
        ("EXI-03", "sv", "Kunden får förlänga övergångsperioden en gång.", "partial"),
        ("EXI-05", "en", "Metadata and audit logs are not included in the export.", "adverse"),
        ("EXI-05", "sv", "Loggar och behörigheter ingår inte i exporten.", "adverse"),
        ("EXI-05", "en", "Exportable are messages, files and permissions.", "partial"),
        ("EXI-06", "en", "Data is exported in the Vendor's proprietary format only.", "adverse"),
        ("EXI-06", "sv", "Leverantören avgör i vilket format data lämnas ut.", "adverse"),
        ("EXI-06", "en", "The Customer shall deliver its source files in JSON format.", "not_found"),
        ("EXI-07", "en", "We charge no fees for switching or egress.", "met"),
        ("EXI-07", "en", "Egress is free of charge up to 100 GB when you leave the service.", "partial"),
        ("EXI-07", "sv", "Byte av leverantör sker utan kostnad.", "met"),
        ("EXI-07", "sv", "För export av data debiteras löpande timpris.", "adverse"),
        ("EXI-07", "sv", "Byte av betalningssätt är kostnadsfritt.", "not_found"),
        ("EXI-08", "en", "The Supplier is not obliged to assist with the migration to another provider.", "adverse"),
        ("EXI-08", "sv", "Leverantören ska bistå vid överlämning till ny leverantör.", "partial"),
        ("EXI-08", "sv", "Leverantören bistår vid införandet av tjänsten.", "not_found"),
    ],
)
def test_verdicts_of_single_clauses(judge, requirement, language, text, verdict):
    assert judge(requirement, text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Supplier may withhold the Customer Data until all invoices are paid.", "adverse"),
        ("en", "The Supplier may not withhold the Customer Data because of unpaid invoices.", "partial"),
        ("en", "We never hold your data back, and you can export it during suspension, and if we go bankrupt.", "met"),
        ("en", "The Customer may not withhold payment.", "not_found"),
        ("sv", "Leverantören har retentionsrätt i kundens data.", "adverse"),
        ("sv", "Leverantören har ingen retentionsrätt i kundens data.", "partial"),
        ("sv", "Kunden kan exportera sina data oavsett orsaken till upphörandet, även under avstängning.", "met"),
    ],
)
def test_withholding_and_its_denial(judge, language, text, verdict):
    assert judge("EXI-09", text, language)[0] == verdict


def test_the_window_itself_is_quoted(judge):
    text = "Fees are paid in advance.\n\nData can be exported for 45 days after termination.\n\nSupport is available."
    assert judge("EXI-04", text)[1] == "Data can be exported for 45 days after termination."
