"""Verdicts on access by authorities over contracts of several clauses. All wording is invented."""

import pytest

OWNER = "The Supplier is a wholly owned subsidiary of Fjord Holdings Inc., Delaware, its ultimate parent company."
NOTICE = "The Supplier shall notify the Customer of any request by a public authority for disclosure of Customer Data."


def test_notice_defeats_a_right_to_disclose(judge):
    right = (
        "The Supplier may disclose Customer Data to an authority where it believes in good faith that law requires it."
    )
    assert judge("GOV-01", right)[0] == "adverse"
    assert judge("GOV-01", f"{right}\n\n{NOTICE}") == ("partial", NOTICE)


def test_full_notice_in_several_sentences(judge):
    text = (
        f"{NOTICE} The notice states the data requested, the requesting authority and its legal basis. Where notice is "
        "prohibited, the Supplier seeks a waiver of the prohibition. It also informs the Customer of any direct access "
        "by public authorities."
    )
    assert judge("GOV-01", text)[0] == "met"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Customer shall notify the Supplier of any request by an authority.", "en"),
        ("The Supplier shall notify the Customer of requests from data subjects.", "en"),
        ("The Supplier shall notify the Customer of a personal data breach.", "en"),
        ("Kunden ska underrätta Leverantören om en begäran från myndighet.", "sv"),
        ("Leverantören ska underrätta kunden om en personuppgiftsincident.", "sv"),
    ],
)
def test_other_notices_do_not_count(judge, text, language):
    assert judge("GOV-01", text, language)[0] == "not_found"


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("The Supplier shall redirect a public authority that asks for data to the Customer.", "en", "met"),
        ("The Supplier may redirect a public authority that asks for data to the Customer.", "en", "partial"),
        ("The Supplier shall redirect law enforcement to the Customer.", "en", "partial"),
        ("The Supplier is not required to refer authorities to the Customer.", "en", "not_found"),
        ("Leverantören ska hänvisa myndigheter som begär uppgifter till kunden.", "sv", "met"),
        ("Leverantören ska hänvisa registrerade till kunden.", "sv", "not_found"),
    ],
)
def test_redirection(judge, text, language, verdict):
    assert judge("GOV-02", text, language)[0] == verdict


REVIEW = "The Supplier shall review the legality of each request by an authority"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{REVIEW}.", "partial"),
        (f"{REVIEW} and challenge unlawful requests.", "partial"),
        (f"{REVIEW}, challenge unlawful requests, appeal the order and seek interim measures.", "met"),
        ("The Supplier has no obligation to challenge any request by an authority.", "adverse"),
        ("The Supplier notifies the Customer of a subpoena so that the Customer can contest the order.", "not_found"),
        ("The Customer may contest an invoice.", "not_found"),
    ],
)
def test_challenge(judge, text, verdict):
    assert judge("GOV-03", text)[0] == verdict


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("The Supplier shall disclose the minimum amount permissible in response to an order.", "en", "met"),
        ("The Supplier discloses Customer Data to authorities only to the extent required by law.", "en", "partial"),
        ("The Supplier may give law enforcement full access to the account.", "en", "adverse"),
        ("The Supplier shall collect the minimum amount of data.", "en", "not_found"),
        ("Leverantören lämnar ut minsta möjliga mängd uppgifter med anledning av en begäran.", "sv", "met"),
    ],
)
def test_minimum(judge, text, language, verdict):
    assert judge("GOV-04", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Each year the Supplier shall give the Customer statistics on requests from authorities.", "met"),
        ("The Supplier publishes a transparency report.", "partial"),
        ("The Supplier does not disclose the number of requests from authorities.", "adverse"),
        ("Each year the Supplier shall give the Customer statistics on support requests.", "not_found"),
    ],
)
def test_statistics(judge, text, verdict):
    assert judge("GOV-05", text)[0] == verdict


def test_all_parts_of_the_warranty_are_needed(judge):
    door = "The Supplier warrants that it has built no back doors."
    access = "It gives no authority direct access to Customer Data."
    keys = "It will not hand over encryption keys to any authority."
    law = "No law requires the Supplier to create back doors."
    assert judge("GOV-06", door)[0] == "partial"
    assert judge("GOV-06", f"{door} {access} {keys}")[0] == "partial"
    assert judge("GOV-06", f"{door} {access} {keys} {law}")[0] == "met"


def test_keys_for_authorities_are_adverse(judge):
    assert judge("GOV-06", "The Supplier keeps the decryption keys for lawful access.")[0] == "adverse"
    assert judge("GOV-06", "The Customer keeps its encryption keys safe.")[0] == "not_found"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{OWNER} It is subject to the CLOUD Act. It shall notify the Customer of any change of control.", "met"),
        (OWNER, "partial"),
        ("The Supplier is a subsidiary of Fjord Inc., Delaware. It is not subject to the CLOUD Act.", "adverse"),
        ("The Supplier does not disclose its ownership.", "adverse"),
        ("The Software is owned by the Supplier.", "not_found"),
    ],
)
def test_ownership(judge, text, verdict):
    assert judge("GOV-07", text)[0] == verdict


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("Data is disclosed to a third-country authority only under an international agreement.", "en", "met"),
        ("The Supplier may not disclose Customer Data to third parties except as required by law.", "en", "partial"),
        ("The Supplier may disclose Customer Data in response to any governmental request.", "en", "adverse"),
        ("Kunden samtycker till att uppgifter lämnas ut till myndighet.", "sv", "adverse"),
        ("Uppgifter får lämnas ut till utländsk myndighet endast enligt internationellt avtal.", "sv", "met"),
        ("The Customer may disclose this Agreement where the law so requires.", "en", "not_found"),
    ],
)
def test_orders_of_third_countries(judge, text, language, verdict):
    assert judge("GOV-08", text, language)[0] == verdict
