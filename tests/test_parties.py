"""The vendor's own name, found in the text."""

from dataclasses import replace

import pytest

from contractscan.examples import passage_document
from contractscan.model import Definition, Span
from contractscan.parties import customer_names, vendor_names
from contractscan.patterns.lexicon import Entry, Lexicon


@pytest.fixture
def lexicons():
    words = {
        "party.vendor": ("supplier", "company", "processor", "we"),
        "party.either": ("company",),
        "party.customer": ("customer", "controller"),
        "not-a-party": ("agreement",),
        "sentence-opener": ("if", "the"),
    }
    entries = {name: [Entry(text) for text in texts] for name, texts in words.items()}
    return {"en": Lexicon("en", entries)}


def named(lexicons, text, defined=()):
    document = passage_document(text, "en")
    spans = [(term, text.index(term)) for term in defined]
    places = [(term, Span(start, start + len(term))) for term, start in spans]
    definitions = tuple(Definition(term=term, term_span=place, span=place) for term, place in places)

    return vendor_names([replace(document, definitions=definitions)], lexicons)


def test_a_subject_that_is_never_written_small(lexicons):
    text = "Nordhamn will store data. Customer shall pay. If Nordhamn may not, Nordhamn shall tell the customer."
    assert named(lexicons, text) == ("Nordhamn",)


def test_a_defined_name_that_dominates_is_the_vendor(lexicons):
    text = "Fjord Ltd (Nordhamn). " + "Nordhamn will store data. " * 4 + "Reports shall be sent. " * 1
    assert named(lexicons, text, defined=("Nordhamn",)) == ("Nordhamn",)


def test_a_defined_thing_is_no_name(lexicons):
    text = "Outputs are results. " + "Nordhamn will store data. " * 9 + "Outputs shall be marked. " * 4
    assert named(lexicons, text, defined=("Outputs",)) == ("Nordhamn",)


def test_things_that_shall_do_something_give_way_to_the_supplier(lexicons):
    text = "Supplier shall deliver. " * 12 + "Penalties shall be paid. " * 3
    assert named(lexicons, text) == ()


def test_the_sentence_before_is_no_part_of_the_name(lexicons):
    text = "These are the Terms. Nordhamn may leave. " * 3
    assert named(lexicons, text) == ("Nordhamn",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('An agreement between you and Zorbly Labs LLC ("Zorbly", "supplier").', ("Zorbly", "Zorbly Labs")),
        ("Zorbly AB (the “Supplier”) stores data.", ("Zorbly",)),
        ('If Zorbly ("Zorbly") stores data, the Town ("Customer") pays.', ()),
        ('The Platform of Zorbly ("supplier") and a platform.', ("Zorbly",)),
        ('The Mint ("supplier") sells mint.', ()),
        ('Zorbly GmbH, Kai 4, 20457 Hamburg, register no. HRB 123456 ("we"), sells.', ("Zorbly",)),
        ('Zorbly, Inc., a company under the laws of Norway (hereafter "Zorbly", "we"), sells.', ("Zorbly",)),
        ('An entity of that region, register no. K 253224 ("we").', ()),
    ],
)
def test_a_name_beside_a_word_for_the_vendor(lexicons, text, names):
    assert named(lexicons, text) == names


def test_a_compound_with_a_word_for_a_party_is_no_name(lexicons):
    assert named(lexicons, "Premium-customer may ask. " * 4) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('Norrbo (the "Company") and Molnet (the "Processor") agree.', ("company",)),
        ('The buyer ("Company" or "Controller") and we agree.', ("company",)),
        ("The Company acts as a data controller.", ("company",)),
        ("Molnet processes personal data for nobody but on behalf of the Company.", ("company",)),
        ('Molnet (the "Company") and Norrbo (the "Customer") agree.', ()),
        ('Molnet (the "Company" or "Processor") and Norrbo agree. Some process data on behalf of the Company.', ()),
        ("The Company stores data. The Customer is the controller.", ()),
        ("The Company is not the controller.", ()),
        ("The Company acts as a processor for the controller.", ()),
        ('The buyer (the "Customer") pays. For accounts the Company acts as a controller.', ()),
        ('The Company acts as a data controller (the "Controller").', ("company",)),
    ],
)
def test_a_word_for_either_party_is_the_customers_where_the_document_says_so(lexicons, text, names):
    assert customer_names(passage_document(text, "en"), lexicons) == names
