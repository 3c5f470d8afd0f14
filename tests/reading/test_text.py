"""Plain text. All contract wording is invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractscan.errors import UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import Source
from contractscan.reading.encoding import decode, is_text
from contractscan.reading.text import TextReader

WRAPPED = """1. Scope

The Supplier shall keep the Customer Data apart from
that of all its other customers and shall at no time
use it for a purpose of its own.
(a) keep a log; and
(b) report to the Customer every month, in the form
that the Customer asks for.
2. Term
The term begins with the order. It ends
a year later."""


def read(text, name="synthetic.txt"):
    data = text if isinstance(text, bytes) else text.encode()
    return TextReader().read(Source.of(name, data), ReadOptions())


def lines(text):
    return read(text).text.split("\n")


def test_wrapped_lines_are_joined_and_blocks_kept_apart():
    assert lines(WRAPPED) == [
        "1. Scope",
        " ".join(WRAPPED.split("\n")[2:5]),
        "(a) keep a log; and",
        "(b) report to the Customer every month, in the form that the Customer asks for.",
        "2. Term",
        "The term begins with the order. It ends a year later.",
    ]


def test_one_sentence_on_each_line_stays_so():
    text = "The Supplier delivers.\nThe Customer pays.\nBoth keep silent.\n"
    assert lines(text) == ["The Supplier delivers.", "The Customer pays.", "Both keep silent."]


def test_a_reference_to_the_law_that_was_cut_off_is_joined():
    text = (
        "The Supplier helps with all duties under Art.\n28 to 30 of the Act.\nIt tells the Customer.\n"
        "Kunden informeras enligt §\n7 i lagen.\n3. Annat\n"
    )
    assert lines(text) == [
        "The Supplier helps with all duties under Art. 28 to 30 of the Act.",
        "It tells the Customer.",
        "Kunden informeras enligt § 7 i lagen.",
        "3. Annat",
    ]


def test_long_lines_are_paragraphs():
    long = "The Supplier shall keep the data " * 12
    assert lines(f"{long}\nand then some\n{long}") == [long.strip(), "and then some", long.strip()]


def test_line_ends_of_all_systems_and_tabs():
    assert lines("1.\tScope\r\n\r\nOne.\r\rTwo.\n") == ["1. Scope", "One.", "Two."]


def test_hyphens_at_line_ends():
    text = (
        "Leverantören ska skydda kundens alla personupp-\ngifter. Med personuppgifter avses även krypterade tredje-\n"
        "parts uppgifter samt data- och informationssäker-\nhet. Informationssäkerhet gäller hela kund- \n"
        "och leverantörssidan."
    )  # fmt: skip
    (line,) = lines(text)
    assert "personuppgifter. Med" in line
    assert "data- och informationssäkerhet." in line
    assert "kund- och" in line


def test_form_feeds_are_pages():
    doc = read("One.\fTwo.\n\fThree.\n\f")
    assert [(page.number, doc.quote(page.span).strip()) for page in doc.pages] == [
        (1, "One."),
        (2, "Two."),
        (3, "Three."),
    ]


def test_paragraph_over_a_page_break_is_one_block_cut_there():
    sentence = (
        "The Supplier shall keep the data of the Customer apart\nfrom that of others and shall report at the end\nof"
    )
    doc = read(f"{sentence}\feach month to the Customer in the usual form that\nwas agreed upon.")
    assert len(doc.blocks) == 1
    assert doc.quote(doc.pages[1].span).startswith("each month")


def test_running_headers_and_page_numbers_are_margins():
    pages = [f"Nordmoln AB\n\nClause {n} of the terms.\n\nPage {n} of 4" for n in (1, 2, 3, 4)]
    doc = read("\f".join(pages))
    assert doc.text == "\n".join(f"Clause {n} of the terms." for n in (1, 2, 3, 4))
    assert doc.pages[1].margins == ("Nordmoln AB", "Page 2 of 4")


def test_underlined_lines_are_headings():
    doc = read("Security\n========\nThe Supplier keeps logs.\n\nTerm\n----\nOne year.\n")
    assert [section.heading for section in doc.sections] == ["Security", "Term"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding):
    text = "Leverantören ska – utan dröjsmål – underrätta kunden enligt § 7 om ”åtgärder”."
    assert read(text.encode(encoding)).text == text


def test_old_dos_text_and_a_broken_byte():
    assert decode("Åtgärder på övriga köp, även när båda är överens".encode("cp850")).startswith("Åtgärder på övriga")
    good = "åäö – ”ord” " * 30
    assert decode(good.encode() + b"\xff" + good.encode()).count("å") == 60
    assert decode(good.encode()[:-2]).startswith("åäö")


@pytest.mark.parametrize("data", [b"", b"  \n\f\n ", b"\xef\xbb\xbf", b"\x1a", b"----\n====\n"])
def test_files_without_words_are_refused_in_one_line(data):
    with pytest.raises(UnreadableError) as caught:
        read(data, "x.txt")
    assert str(caught.value).startswith("x.txt: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"The Supplier delivers.", "x.pdf", "text/plain"),
        (b"The Supplier delivers.", "x.md", "text/markdown"),
        (b"# Terms\n\n**Scope.** See [the SLA](https://a.example).\n", "x.txt", "text/markdown"),
        (b"---\ntitle: Terms\n---\nText\n", "x", "text/markdown"),
        (b"*** 1. Scope ***", "x.txt", "text/plain"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "x.txt", None),
        (b"%PDF-1.7 text", "x.txt", None),
        (b"{\\rtf1 text}", "x.txt", None),
        (bytes(range(256)), "x.txt", None),
    ],
)
def test_recognised_by_content(data, name, expected):
    assert TextReader().recognises(data, name) == expected


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_decode(data):
    assert isinstance(decode(data, declared=True), str)
    assert is_text(data) in (True, False)


@given(st.text(alphabet="ab .,:-\n\f\r\t1(a)A§•\u00a0\u00adå", max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_letter_is_lost(text):
    try:
        doc = read(text)
    except UnreadableError:
        return
    kept = doc.text + "".join(margin for page in doc.pages for margin in page.margins)
    for letter in "bAå":
        assert kept.count(letter) == text.count(letter)
    assert [page.number for page in doc.pages] == list(range(1, len(doc.pages) + 1))


def test_a_list_inside_a_sentence_opens_no_blocks():
    text = """5. Use

The Customer shall not (i) open the service to anyone but its own users, or
(ii) sell the service to others, or (iii) use it against the law, and shall
see to it that its users act in the same way as is said in this clause and in
Section 4 of the terms.
"""
    assert len(lines(text)) == 2
