"""Verdicts on rights in data: ownership, own purposes, training, statistics, advertising. Invented wording."""

import pytest

OWNS = "The Customer owns all Customer Data, output and metadata included."
SERVICE = "The Supplier may use Customer Data only to provide the Services."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{OWNS} {SERVICE}", "met"),
        (OWNS, "partial"),
        ("The Customer owns all Customer Data.", "partial"),
        (SERVICE, "partial"),
        ("The Customer grants the Supplier a perpetual, irrevocable licence to use Customer Data.", "adverse"),
        ("The Supplier may use Customer Data for any purpose.", "adverse"),
        ("The Supplier owns the output that the Service generates from Customer Data.", "adverse"),
        ("The Supplier grants the Customer a perpetual licence to the documentation.", "not_found"),
        ("The Supplier retains all right, title and interest in the software.", "not_found"),
        ("The Customer warrants that it owns the content that it uploads.", "not_found"),
        ("The Customer may use the Services only for its own business.", "not_found"),
    ],
)
def test_ownership(judge, text, verdict):
    assert judge("OWN-01", text)[0] == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            (
                "Kunden äger all kunddata, även utdata och metadata. "
                "Leverantören får endast använda kunddata för att tillhandahålla tjänsten."
            ),
            "met",
        ),
        ("Kunddata tillhör Kunden.", "partial"),
        ("Kunden ger Leverantören en evig och oåterkallelig licens till kunddata.", "adverse"),
        ("Leverantören får fritt använda Kundens data.", "adverse"),
        ("Leverantören äger samtliga rättigheter till programvaran.", "not_found"),
        ("Kunden får endast använda tjänsten för egna interna ändamål.", "not_found"),
    ],
)
def test_ownership_in_swedish(judge, text, verdict):
    assert judge("OWN-01", text, "sv")[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Supplier shall not process personal data for its own purposes.", "met"),
        ("en", "The Supplier shall process personal data only on the Customer's documented instructions.", "met"),
        ("en", "The Supplier may use Customer Data to improve and develop its products.", "adverse"),
        ("en", "The Customer may use the Services only for its own internal purposes.", "not_found"),
        ("sv", "Leverantören får inte behandla personuppgifter för egna ändamål.", "met"),
        ("sv", "Leverantören får använda kunddata för att utveckla sina produkter.", "adverse"),
        ("sv", "Kunden får endast använda tjänsten för egna interna ändamål.", "not_found"),
    ],
)
def test_own_purposes(judge, language, text, verdict):
    assert judge("OWN-02", text, language)[0] == verdict


def test_a_limit_with_an_exception_for_improvement_is_partial(judge):
    limit = "The Supplier shall process personal data only on the Customer's documented instructions."
    exception = "The Supplier may use Customer Data to improve its products."
    assert judge("OWN-02", f"{limit}\n\n{exception}")[0] == "partial"


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        (
            "en",
            "Neither the Supplier nor its providers of models may use Customer Data or prompts to train AI models.",
            "met",
        ),
        ("en", "The Supplier shall not use Customer Data to train AI models.", "partial"),
        ("en", "The Customer may opt out of the use of its data for training of AI models.", "partial"),
        ("en", "The Supplier may use Customer Data to train its AI models.", "adverse"),
        ("en", "The Supplier may use Customer Content to develop new products.", "adverse"),
        ("en", "The Supplier's personnel receive training on the handling of Customer Data.", "not_found"),
        ("sv", "Leverantören får inte använda kunddata för att träna AI-modeller.", "partial"),
        ("sv", "Leverantören får använda kunddata för att träna sina AI-modeller.", "adverse"),
        ("sv", "Leverantörens personal får utbildning i hur kunddata hanteras.", "not_found"),
    ],
)
def test_training(judge, language, text, verdict):
    assert judge("OWN-03", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Supplier shall not create aggregated or anonymised data from Customer Data.", "met"),
        ("en", "The Supplier may use usage data to keep the Services secure.", "partial"),
        ("en", "The Supplier may use aggregated data for any purpose and share it with third parties.", "adverse"),
        ("en", "The Service can show aggregated figures in the Customer's reports.", "not_found"),
        ("sv", "Leverantören får inte skapa anonymiserade data av kunddata.", "met"),
        ("sv", "Leverantören får fritt använda anonymiserade data.", "adverse"),
        ("sv", "Kunden kan ta fram statistik i tjänsten.", "not_found"),
    ],
)
def test_aggregates(judge, language, text, verdict):
    assert judge("OWN-04", text, language)[0] == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "The Supplier shall not use Customer Data for advertising or profiling and shall not sell it.", "met"),
        ("en", "The Supplier shall not sell Customer Data.", "partial"),
        ("en", "The Supplier may share Customer Data with its partners for marketing purposes.", "adverse"),
        ("en", "The Supplier may send the Customer's contact persons a newsletter.", "not_found"),
        ("en", "The Supplier may use the Customer's logo in its marketing.", "not_found"),
        ("sv", "Leverantören får inte använda kunddata för reklam eller profilering eller sälja dem.", "met"),
        ("sv", "Leverantören får inte sälja kunddata.", "partial"),
        ("sv", "Leverantören får dela kunddata med samarbetspartner för marknadsföring.", "adverse"),
        ("sv", "Leverantören får ange Kunden som referens i sin marknadsföring.", "not_found"),
    ],
)
def test_advertising(judge, language, text, verdict):
    assert judge("OWN-05", text, language)[0] == verdict


def test_the_harmful_licence_is_quoted_first(judge):
    licence = "The Customer grants the Supplier a perpetual licence to use Customer Data."
    assert judge("OWN-01", f"{OWNS}\n\n{licence}") == ("adverse", licence)
