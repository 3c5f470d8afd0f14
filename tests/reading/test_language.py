"""English, Swedish or neither. All sentences are invented."""

import pytest

from contractscan.reading.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Supplier shall keep the data of the Customer in a place that it has agreed to.", "en"),
        ("Leverantören ska lagra kundens uppgifter på en plats som parterna har kommit överens om.", "sv"),
        (
            "Leverandøren skal ikke behandle opplysninger etter at avtalen er avsluttet, og dette gjelder også når",
            "und",
        ),
        (
            "Der Anbieter ist verpflichtet, die Daten des Kunden nicht an Dritte zu übermitteln und sie zu löschen.",
            "und",
        ),
        ("Le fournisseur ne doit pas transmettre les données du client à des tiers, sauf dans les cas prévus.", "und"),
        ("12.4 2031", "und"),
        ("", "und"),
    ],
)
def test_language(text, language):
    assert detect([text]) == language
