"""Labels at the start of a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractscan.reading.counting import format_number
from contractscan.reading.numbering import Role, Style, parse_label, roman_value


@pytest.mark.parametrize(
    ("text", "style", "number", "values"),
    [
        ("1. Scope", Style.DECIMAL, "1", (1,)),
        ("1 Scope", Style.DECIMAL, "1", (1,)),
        ("9.4 The Supplier", Style.DECIMAL, "9.4", (9, 4)),
        ("9.4.1. keep", Style.DECIMAL, "9.4.1", (9, 4, 1)),
        ("1.Scope", Style.DECIMAL, "1", (1,)),
        ("1\u00a0Scope", Style.DECIMAL, "1", (1,)),
        ("(12) text", Style.DECIMAL, "12", (12,)),
        ("3) text", Style.DECIMAL, "3", (3,)),
        ("3 Way of working", Style.DECIMAL, "3", (3,)),
        ("13 a. Tillägg", Style.DECIMAL, "13 a", (13,)),
        ("4a. Extra", Style.DECIMAL, "4a", (4,)),
        ("(a) text", Style.LOWER, "a", (1,)),
        ("b. text", Style.LOWER, "b", (2,)),
        ("aa) text", Style.LOWER, "aa", (27,)),
        ("å) text", Style.LOWER, "å", (27,)),
        ("A. Parties", Style.UPPER, "A", (1,)),
        ("IV. LIABILITY", Style.UPPER, "IV", ()),
        ("IV LIABILITY", Style.UPPER, "IV", ()),
        ("§ 7 Ansvar", Style.SIGN, "§ 7", (7,)),
        ("§7. Ansvar", Style.SIGN, "§7", (7,)),
        ("7 § Leverantören", Style.SIGN, "7 §", (7,)),
        ("7 a § Leverantören", Style.SIGN, "7 a §", (7,)),
        ("2 kap. Allmänt", Style.WORD, "2 kap.", (2,)),
        ("Article 7 Audit", Style.WORD, "Article 7", (7,)),
        ("ARTICLE IV – AUDIT", Style.WORD, "ARTICLE IV", (4,)),
        ("Annex II: Measures", Style.WORD, "Annex II", (2,)),
        ("Bilaga 1 Priser", Style.WORD, "Bilaga 1", (1,)),
        ("Schedule A", Style.WORD, "Schedule A", (1,)),
        ("Exhibit B-1: Prices", Style.WORD, "Exhibit B-1", (2,)),
        ("Part Two: Data", Style.WORD, "Part Two", (2,)),
        ("Avsnitt 3. Data", Style.WORD, "Avsnitt 3", (3,)),
        ("APPENDIX", Style.WORD, "APPENDIX", ()),
        ("• text", Style.BULLET, "", ()),
        ("– text", Style.BULLET, "", ()),
        ("o text", Style.BULLET, "", ()),
    ],
)
def test_labels(text, style, number, values):
    label = parse_label(text)
    assert label is not None
    assert (label.style, label.number, label.values) == (style, number, values)
    assert text.startswith(label.marker)


@pytest.mark.parametrize(
    "text",
    [
        "", "Scope", "30 days after", "30 % of the fee", "2024 January", "1 januari 2031", "1.5 times the fee",
        "12 SEK", "24/7 support", "10:30 on Monday", "Annexed hereto", "Article",
        "article 7 says", "Section of the law",
        "etc. and", "Partner AB delivers", "Addendum EU rules apply", "§ 7 och § 8 gäller", "on demand", "555 123 45",
        "(see above)", "2 kap. och 3 kap. gäller", "1 Harbour Street", "12 Old Mill Lane, Porthaven",
    ],
)  # fmt: skip
def test_no_labels(text):
    assert parse_label(text) is None


def test_roles_of_words():
    assert [parse_label(text).role for text in ("Bilaga 1", "Part 1", "Clause 1", "Module 1")] == [
        Role.ANNEX,
        Role.PART,
        Role.CLAUSE,
        Role.MODULE,
    ]


@pytest.mark.parametrize(
    ("letters", "value"), [("i", 1), ("iv", 4), ("IX", 9), ("xiv", 14), ("xl", 40), ("iiii", 0), ("d", 0)]
)
def test_roman_numerals(letters, value):
    assert roman_value(letters) == value


@given(st.integers(1, 89))
def test_roman_numerals_are_read_as_they_are_written(value):
    assert roman_value(format_number(value, "lowerRoman")) == value


@given(st.text(max_size=40))
def test_the_text_begins_with_the_marker(text):
    label = parse_label(text)
    assert label is None or (text.startswith(label.marker) and len(label.marker) <= label.end <= len(text))
