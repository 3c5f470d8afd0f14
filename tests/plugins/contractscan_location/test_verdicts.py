"""Verdicts on the place of the data over contracts of several clauses. All wording is invented."""

import pytest

PROMISE = "The Supplier shall store all Customer Data in data centres in Sweden."
PAGE = "The jurisdiction of the ICT infrastructure and the measures against international governmental access"
PROMISE_SV = "Leverantören ska lagra all kunddata i datahallar i Sverige."


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        (PROMISE, "en", "met"),
        (PROMISE_SV, "sv", "met"),
        ("Customer Data is normally stored in Sweden.", "en", "partial"),
        ("Kunddata lagras huvudsakligen i Sverige.", "sv", "partial"),
        ("Customer Data is stored in Sweden or the United Kingdom.", "en", "partial"),
        ("The Customer may select the region in which its data is stored.", "en", "partial"),
        ("The Supplier may store Customer Data in any country where it has facilities.", "en", "adverse"),
        ("Leverantören får lagra kunddata i vilket land som helst.", "sv", "adverse"),
        ("The Customer shall store its passwords in Sweden.", "en", "not_found"),
        ("Personal data is processed in accordance with Swedish law.", "en", "not_found"),
        ("Uppgifterna behandlas enligt svensk lag.", "sv", "not_found"),
    ],
)
def test_place_of_storage(judge, text, language, verdict):
    assert judge("LOC-01", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The servers are situated in Sweden.", "partial"),
        ("The servers shall be situated in Sweden.", "met"),
    ],
)
def test_where_the_servers_are_is_no_promise(judge, text, verdict):
    assert judge("LOC-01", text)[0] == verdict


def test_the_customers_content_is_not_the_customer(judge):
    assert judge("LOC-01", "Fjordmoln will keep the Customer Content within the European Economic Area.")[0] == "met"


def test_the_promise_is_quoted_before_a_table_of_countries(judge):
    text = f"Hosting location: Ireland.\n\n{PROMISE}"
    assert judge("LOC-01", text) == ("met", PROMISE)


def test_copies_and_logs_need_a_promise_to_be_covered(judge):
    assert judge("LOC-02", "Backups are made every night.")[0] == "not_found"
    assert judge("LOC-02", PROMISE)[0] == "partial"
    wider = "Backups, logs and support data are likewise stored in Sweden."
    assert judge("LOC-02", f"{PROMISE}\n\n{wider}")[0] == "met"
    gap = "Telemetry may be processed in the United States."
    assert judge("LOC-02", f"{PROMISE}\n\n{gap}") == ("adverse", gap)


def test_each_kind_of_data_in_a_table(judge):
    rows = "Data | Place\nContent | Sweden\nBackups | Finland\nLogs | Sweden\nUser accounts | Sweden"
    assert judge("LOC-02", rows)[0] == "met"


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("No access to Customer Data takes place from outside the EEA.", "en", "met"),
        ("Fjärråtkomst från tredjeland är förbjuden.", "sv", "met"),
        ("Remote access from outside the EEA needs the Customer's consent.", "en", "partial"),
        ("Support staff in India may have remote access to Customer Data.", "en", "partial"),
        ("Remote viewing from India is not considered a transfer.", "en", "adverse"),
        ("Att läsa uppgifterna på distans från Indien ska inte anses utgöra överföring.", "sv", "adverse"),
        ("The Customer's users may access the Services from any country.", "en", "not_found"),
        ("Support is given on business days in Sweden and the United Kingdom.", "en", "not_found"),
    ],
)
def test_access_from_elsewhere(judge, text, language, verdict):
    assert judge("LOC-03", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("days", "verdict"),
    [("14", "partial"), ("29", "partial"), ("30", "met"), ("90", "met")],
)
def test_time_of_notice_before_a_move(judge, days, verdict):
    text = f"The Supplier notifies the Customer {days} days before it moves data to a new region. It may object."
    assert judge("LOC-04", text)[0] == verdict


def test_a_change_of_sub_processors_is_no_move(judge):
    text = "The Supplier shall notify the Customer 30 days before it adds a sub-processor. The Customer may object."
    assert judge("LOC-04", text)[0] == "not_found"


def test_consent_defeats_the_right_to_move(judge):
    free = "The Supplier may move Customer Data between its data centres for load balancing."
    bound = "The Supplier shall not move Customer Data to another data centre without the Customer's written consent."
    assert judge("LOC-04", free)[0] == "adverse"
    assert judge("LOC-04", f"{free}\n\n{bound}")[0] == "met"


@pytest.mark.parametrize(
    ("exception", "verdict"),
    [
        ("", "met"),
        (", unless Union or Member State law requires otherwise", "met"),
        (", except as required by law", "adverse"),
        (", except as necessary to provide the Services", "adverse"),
        (", except as described in the documentation", "partial"),
    ],
)
def test_exceptions(judge, exception, verdict):
    assert judge("LOC-05", f"The Supplier shall store Customer Data only in Sweden{exception}.")[0] == verdict


def test_exceptions_without_a_promise_are_none(judge):
    text = "Personal data is processed only on documented instructions, unless Union or Member State law requires it."
    assert judge("LOC-05", text)[0] in ("not_found", "not_applicable")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{PAGE} are stated at https://fjord.example/data-act.", "met"),
        ("The jurisdiction of the ICT infrastructure is stated in our trust centre.", "partial"),
        ("The Supplier does not disclose the jurisdiction of its infrastructure.", "adverse"),
        ("The courts of Sweden have jurisdiction over disputes about the infrastructure.", "not_found"),
    ],
)
def test_jurisdiction_of_the_infrastructure(judge, text, verdict):
    assert judge("LOC-06", text)[0] == verdict
