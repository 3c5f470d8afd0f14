"""Defined terms. All contract wording is invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractscan.model import BlockKind, Source
from contractscan.reading.raw import RawBlock, RawPage, RawTable
from contractscan.reading.structure import build_document


def document(*blocks, **options):
    raw = [block if isinstance(block, RawBlock) else RawBlock(text=block) for block in blocks]
    return build_document(Source.of("synthetic.txt", b""), raw, [RawPage(number=1)], reader="test", **options)


def terms(*blocks, **options):
    doc = document(*blocks, **options)
    for definition in doc.definitions:
        assert doc.quote(definition.term_span) == definition.term
        assert definition.term_span in definition.span
    return [definition.term for definition in doc.definitions]


def spans(*blocks):
    doc = document(*blocks)
    return [doc.quote(definition.span) for definition in doc.definitions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Customer Data" means all data of the Customer.', ["Customer Data"]),
        ("“Customer Data” shall mean all data.", ["Customer Data"]),
        ("„Customer Data” means all data.", ["Customer Data"]),
        ("«Customer Data» means all data.", ["Customer Data"]),
        ("”Kunddata” avser all data.", ["Kunddata"]),
        ("‘Customer Data’ means all data.", ["Customer Data"]),
        ("'Customer Data' means all data.", ["Customer Data"]),
        ('1.4 "Hours" means the hours of support.', ["Hours"]),
        ('(a) "Hours" means the hours of support;', ["Hours"]),
        ('• "Hours" means the hours of support;', ["Hours"]),
        ('The term "Hours" means the hours of support.', ["Hours"]),
        ('In this Agreement, "Hours" has the meaning set out in Annex 1.', ["Hours"]),
        ('For the purposes of this clause, "Hours" refers to office hours.', ["Hours"]),
        (
            '"Process", "Processed" and "Processing" have the meanings given in the law.',
            ["Process", "Processed", "Processing"],
        ),
        ('"Service Level Agreement" or "SLA" means the annex.', ["Service Level Agreement", "SLA"]),
        ('"Service(s)" means what is ordered.', ["Service(s)"]),
        ('"Hours" (also called office hours) means nine to five.', ["Hours"]),
        ("Med Kunddata avses all data som kunden lagrar.", ["Kunddata"]),
        ("Med ”Kunddata” avses all data som kunden lagrar.", ["Kunddata"]),
        ("I detta avtal avses med ”Tjänsten” den beställda molntjänsten.", ["Tjänsten"]),
        ("Med begreppet allvarlig incident förstås ett längre avbrott.", ["allvarlig incident"]),
        ("Customer Data means all data of the Customer.", ["Customer Data"]),
        ("”Tjänsten” innebär den molntjänst som beställts.", ["Tjänsten"]),
    ],
)
def test_sentences_that_say_what_a_term_means(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Nordmoln AB (the "Supplier") delivers.', ["Supplier"]),
        ("Nordmoln AB (“Supplier”) delivers.", ["Supplier"]),
        ('Both (each a "Party" and together the "Parties") sign.', ["Party", "Parties"]),
        ('Nordmoln AB (hereinafter referred to as the "Supplier") delivers.', ["Supplier"]),
        ('Nordmoln ("Nordmoln", "we" or "us") delivers.', ["Nordmoln", "we", "us"]),
        ("Nordmoln AB (nedan kallad ”Leverantören”) levererar.", ["Leverantören"]),
        ("Parterna (nedan var för sig ”Part” och tillsammans ”Parterna”) avtalar.", ["Part", "Parterna"]),
        (
            "Nordmoln AB, nedan kallad Leverantören, levererar till Exempelstad, nedan benämnd ”Kunden”.",
            ["Leverantören", "Kunden"],
        ),
        ("De ska tillsammans kallas Parterna i avtalet.", ["Parterna"]),
        ('Nordmoln AB, hereinafter the "Supplier", delivers.', ["Supplier"]),
        ('Nordmoln AB, hereinafter referred to as "Supplier", delivers.', ["Supplier"]),
    ],
)
def test_names_given_in_brackets_and_in_the_sentence(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Supplier shall keep the data safe by all means.",
        "This means that the Supplier pays.",
        'The Customer may say "stop" at any time (see "Exit" below for what this takes).',
        "Avtalet avser leverans av molntjänster.",
        'The "privacy by design" principle applies.',
        "The Supplier acts thereafter for the Customer and after Nordmoln has confirmed.",
        "Supplier's staff (the engineers) and the customers' staff meet.",
    ],
)
def test_what_defines_nothing(text):
    assert terms(text) == []


def test_definition_in_brackets_is_only_the_brackets():
    assert spans('The Supplier shall notify the Customer within 24 hours of a breach (the "Notice").') == [
        '(the "Notice")'
    ]


def test_definition_ends_with_its_sentence():
    text = '"Backup" means a copy, e.g. on tape. The Supplier shall make one each day.'
    assert spans(text) == ['"Backup" means a copy, e.g. on tape.']


def test_definition_goes_on_through_its_items():
    (span,) = spans('"Data" means:', "(a) texts;", "(b) pictures, both", "(i) moving and", "(ii) still.", "Other text.")
    assert span.endswith("(ii) still.")


def test_bold_terms_without_quotation_marks():
    assert terms(RawBlock(text="Customer Data means all data.", strong=((0, 13),))) == ["Customer Data"]
    assert terms(RawBlock(text="Nordmoln AB (the Supplier) delivers.", strong=((17, 25),))) == ["Supplier"]


def test_terms_with_colon_count_only_where_terms_are_defined():
    bold = RawBlock(text="Service: the ordered cloud service.", strong=((0, 7),))
    assert terms("1. Definitions", bold) == ["Service"]
    assert terms("1. Prices", bold) == []
    assert terms("1. Definitions", RawBlock(text="Service: The Supplier shall deliver.", strong=((0, 7),))) == []
    assert terms("1. Begrepp", "Kunddata avser all data som kunden lagrar.") == ["Kunddata"]


def test_tables_of_terms():
    rows = [
        RawBlock(text=text, kind=BlockKind.ROW)
        for text in ("Begrepp | Betydelse", "”Kunddata” | all data", "Tjänsten | molnet")
    ]
    table = RawTable(rows=((0, ((0, 7), (10, 19))), (1, ((0, 10), (13, 21))), (2, ((0, 8), (11, 17)))), has_header=True)
    assert terms(*rows, tables=[table]) == ["Kunddata", "Tjänsten"]
    assert spans_of_table(rows, table) == ["”Kunddata” | all data", "Tjänsten | molnet"]


def spans_of_table(rows, table):
    doc = document(*rows, tables=[table])
    return [doc.quote(definition.span) for definition in doc.definitions]


@given(st.lists(st.text(alphabet="ab X\"“”'(),.: means avses med", max_size=60), max_size=5))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_sound_spans(texts):
    terms(*texts)
