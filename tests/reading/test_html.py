"""Web pages. All contract wording is invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractscan.errors import UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import BlockKind, Source
from contractscan.reading.html import HtmlReader

CLAUSE = "The Supplier shall keep the Customer Data apart from that of others at all times."


def read(html, name="synthetic.html"):
    data = html if isinstance(html, bytes) else html.encode()
    return HtmlReader().read(Source.of(name, data), ReadOptions())


def page(body, head=""):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def texts(body):
    return read(page(body)).text.split("\n")


def test_figures_above_the_line_do_not_join_the_figures_before():
    body = (
        "<p>Available for 99.9<sup>1</sup> %<sup><a href='#n'>2</a></sup>.</p><p><sup>1</sup>Without <i>work</i>.</p>"
    )
    assert texts(body + "<p>The 20<sup>th</sup> day.</p>") == [
        "Available for 99.9 ¹ % ².",
        "1 Without work.",
        "The 20th day.",
    ]


def test_headings_paragraphs_and_lists():
    doc = read(
        page(
            "<h1>Terms</h1><h3>1. Scope</h3><p>The Supplier\n shall</p>"
            f"<ul><li>keep logs</li><li>report</ul><p>{CLAUSE}"
        )
    )
    assert doc.text == f"Terms\n1. Scope\nThe Supplier shall\n• keep logs\n• report\n{CLAUSE}"
    assert [(s.level, s.number, s.heading) for s in doc.sections] == [(1, "", "Terms"), (2, "1", "Scope")]
    assert [doc.blocks[n].stem for n in (3, 4)] == [2, 2]
    assert doc.title == "Terms"


def test_numbers_of_ordered_lists_as_a_browser_shows_them():
    assert texts('<ol start="4"><li>a<li value="9">b<li>c</ol>') == ["4. a", "9. b", "10. c"]
    assert texts('<p>You shall:<ol type="a"><li>a<ol type="i"><li>x<li>y</ol><li>b</ol>') == [
        "You shall:", "a. a", "i. x", "ii. y", "b. b",
    ]  # fmt: skip
    assert texts('<ol style="list-style-type: upper-roman"><li>a<li>b</ol>') == ["I. a", "II. b"]
    assert texts('<ol style="list-style:none"><li>a</ol>') == ["a"]


def test_words_that_bring_their_own_number_get_no_second_one():
    assert texts("<ol><li>(a) keep logs;<li>(b) report.</ol>") == ["(a) keep logs;", "(b) report."]


def test_numbers_of_a_style_sheet_with_counters():
    html = page("<ol><li>Scope<ol><li>one<li>two</ol></ol>", "<style>li:before{content:counters(item,'.')}</style>")
    assert read(html).text.split("\n") == ["1. Scope", "1.1. one", "1.2. two"]


def test_ordered_list_of_clauses_becomes_sections():
    doc = read(page(f"<ol><li><b>Scope.</b> {CLAUSE}<li><b>Term.</b> {CLAUSE}</ol>"))
    assert [(s.number, s.heading) for s in doc.sections] == [("1", "Scope"), ("2", "Term")]
    assert {b.kind for b in doc.blocks} == {BlockKind.PARAGRAPH}


def test_second_paragraph_of_an_item_has_no_marker():
    doc = read(page("<p>We shall:<ul><li><p>keep logs</p><p>They are kept a year.</p></li><li>report</li></ul>"))
    assert [b.kind for b in doc.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.ITEM]


def test_line_breaks_open_blocks_only_before_labels_and_when_doubled():
    assert texts("<p>one<br>line</p><p>first<br><br>second</p>") == ["one line", "first", "second"]
    assert texts("<p>1.1 Keep logs.<br>1.2 Report.</p>") == ["1.1 Keep logs.", "1.2 Report."]
    assert texts("<p><b>Audit</b><br>You may audit us.</p>") == ["Audit", "You may audit us."]


def test_text_beside_blocks_is_kept():
    assert texts("<div>one<p>two</p>three<div>four</div>five</div>") == ["one", "two", "three", "four", "five"]


def test_preformatted_text_keeps_its_paragraphs():
    assert texts("<pre>1. Scope\ngoes on\n\n2. Term</pre>") == ["1. Scope goes on", "2. Term"]


def test_tables_with_headers_and_spans():
    doc = read(page(
        "<table><thead><tr><th>Name<th>Place<th>Role</thead>"
        "<tr><td rowspan=2>Acme<td colspan=2>Lund<tr><td>Oslo<td>host</table>"
    ))  # fmt: skip
    (table,) = doc.tables
    assert [doc.quote(c.span) for c in table.header] == ["Name", "Place", "Role"]
    assert [[doc.quote(c.span) for c in row] for row in table.rows] == [["Acme", "Lund", ""], ["", "Oslo", "host"]]


def test_a_cell_of_clauses_stands_below_the_name_of_its_row():
    measure = "<p>The Supplier shall keep a list of everything that holds Customer Data, and bring it up to date.</p>"
    body = (
        "<h1>Security</h1><table><tr><td>Area</td><td>Measures</td></tr>"
        f"<tr><td>Premises</td><td>{measure * 8}</td></tr>"
        f"<tr><td>Staff and their training</td><td>{measure}</td></tr>"
        f"<tr><td>The Supplier acts.</td><td>{measure * 2}</td></tr></table>"
    )
    document = read(page(body))
    assert [section.heading for section in document.sections] == ["Security", "Premises", "Staff and their training"]
    kinds = {document.quote(block.span): block.kind for block in document.blocks}
    assert kinds["Area"] is kinds["Measures"] is kinds["The Supplier acts."] is BlockKind.PARAGRAPH


def test_layout_tables_are_text_and_definition_lists_are_tables():
    doc = read(page(f"<table><tr><td><h2>1. Scope</h2><p>{CLAUSE}</td></tr></table>"))
    assert doc.tables == ()
    assert [s.number for s in doc.sections] == ["1"]
    doc = read(
        page("<h2>Definitions</h2><dl><dt>Service</dt><dd>the cloud service</dd><dt>Term</dt><dd>the time</dd></dl>")
    )
    assert [d.term for d in doc.definitions] == ["Service", "Term"]


NAVIGATION = '<a href="/">Home</a> <a href="/prices">Prices and plans</a> <a href="/help">Help</a>'


@pytest.mark.parametrize(
    "chrome",
    [
        f"<nav>{NAVIGATION}</nav>",
        f"<header>{NAVIGATION}</header>",
        "<header>Nordmoln – cloud for everybody</header>",
        f'<div class="site navbar">{NAVIGATION}</div>',
        f'<div role="navigation">{NAVIGATION}</div>',
        f'<ul id="breadcrumbs">{NAVIGATION}</ul>',
        "<footer>© 2031 Nordmoln AB</footer>",
        f"<aside>{NAVIGATION}</aside>",
        '<div id="cookie-banner"><p>We use cookies to improve the page.</p><button>Accept</button></div>',
        '<div role="dialog"><p>Vi använder kakor.</p><button>Godkänn</button></div>',
        '<div class="consent"><p>This page uses cookies.</p><a href="#">Accept all</a></div>',
        "<script>var x = 'Scope';</script>",
        "<style>p{}</style>",
        "<noscript>Switch on JavaScript</noscript>",
        "<template><p>no</p></template>",
        "<!-- <p>no</p> -->",
        "<button>Print</button>",
        "<select><option>Sverige</option></select>",
        "<p hidden>no</p>",
        '<p style="color:red; display: none">no</p>',
        '<span class="sr-only">Skip to content</span>',
    ],
)
def test_what_belongs_to_the_page_is_left_out(chrome):
    assert texts(f"{chrome}<main><h1>Terms</h1><p>{CLAUSE}</p></main>") == ["Terms", CLAUSE]


@pytest.mark.parametrize(
    "body",
    [
        f"<nav><p>{CLAUSE}</p><p>{CLAUSE}</p></nav>",
        f'<div class="cookies"><p>4.1 The cookies we set.</p><p>{CLAUSE}</p><button>OK</button></div><p>{CLAUSE}</p>',
        f'<div class="menu-open"><p>{CLAUSE}</p></div><p>x</p>',
        f"<article><header><h1>Terms</h1></header><p>{CLAUSE}</p><footer>Version 4</footer></article>",
        f"<footer><p>{CLAUSE}</p></footer>",
        f'<div class="collapse" style="display:none"><p>{CLAUSE}</p></div><p>x</p>',
        f'<a href="#p1">open</a><div id="p1" hidden><p>{CLAUSE}</p></div>',
        f"<details><summary>Security</summary><p>{CLAUSE}</p></details>",
        f'<div class="toc"><p>{CLAUSE}</p></div><p>short</p>',
    ],
)
def test_the_contract_stays_whatever_it_is_called(body):
    assert CLAUSE in texts(body)


def test_what_was_hidden_is_told_and_the_footer_is_known():
    doc = read(page(f"<p>{CLAUSE}</p><p hidden>seven words that nobody sees here today</p><footer>Version 4</footer>"))
    assert "39 characters" in doc.problems[0].message
    assert doc.pages[0].margins == ("Version 4",)


def test_links_of_the_contract():
    doc = read(
        page('<p>See <a href="https://a.example/sla">the SLA</a>, <a href="/dpa">the DPA</a> <a href="#x">x</a></p>')
    )
    assert doc.links == ("https://a.example/sla", "/dpa")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<html><p>Åtgärd".encode(), "Åtgärd"),
        ("<html><p>Åtgärd".encode("utf-8-sig"), "Åtgärd"),
        ("<html><p>Åtgärd".encode("utf-16"), "Åtgärd"),
        ('<html><meta charset="iso-8859-1"><p>Åtgärd – ”ja”'.encode("cp1252"), "Åtgärd – ”ja”"),
        ("<html><p>Åtgärd".encode("cp1252"), "Åtgärd"),
        ('<?xml version="1.0" encoding="utf-8"?><html xmlns="x"><body><p>Åtgärd</p></body></html>'.encode(), "Åtgärd"),
    ],
)  # fmt: skip
def test_encodings(data, expected):
    assert read(data).text == expected


def test_saved_web_archive():
    mhtml = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n"
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><p>=C3=85tg=C3=A4rd</p></html>\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    )  # fmt: skip
    assert HtmlReader().recognises(mhtml, "terms.mhtml") == "multipart/related"
    assert read(mhtml, "terms.mhtml").text == "Åtgärd"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><html></html>", "x.txt", "text/html"),
        (b"  <!-- c --><HTML>", "x", "text/html"),
        (b"<div><p>a</p><p>a</p><p>a</p><p>a</p><p>a</p></div>", "x", "text/html"),
        (b"<p>a</p>", "x.html", "text/html"),
        (b"# Terms\n\n<div>\n\ntext\n", "x.md", None),
        (b"<div>\n\n# Terms\n\n</div>", "x.md", None),
        (b"plain text", "x.html", None),
        (b"%PDF-1.4 <html>", "x.html", None),
        (b"\0\1\2<html>", "x.html", None),
        (b"", "x.html", None),
    ],
)
def test_recognised_by_content(data, name, expected):
    assert HtmlReader().recognises(data, name) == expected


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<html><body><script>load()</script></body></html>", "programs"),
        ("<html><body><iframe src='x'></iframe></body></html>", "frames"),
        ("<html><body></body></html>", "no text"),
        ("", "empty"),
    ],
)
def test_pages_without_text_are_refused_in_one_line(html, words):
    with pytest.raises(UnreadableError, match=words):
        read(html)


def test_too_deep_nesting_is_told():
    doc = read(page(f"<p>{CLAUSE}</p>" + "<div>" * 3_000 + "lost" + "</div>" * 3_000))
    assert [problem.loses_text for problem in doc.problems] == [True]


@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<ol>", "<ul type=a>", "<li>", "</ol>", "<table>", "<tr>", "<td rowspan=3>", "<th colspan=0>",
     "</table>",
     "<dl>", "<dd>", "<br>", "<h2>", "</h2>", "<pre>", "</pre>", "<div hidden>", "</div>", "<nav>", "<!--", "-->",
     "text ",
     "1. ",
     "(a) ", "<b>", "</b>", "&amp;", "\n", "<script>", "</script>"]), max_size=40))  # fmt: skip
@settings(max_examples=120, deadline=None)
def test_any_soup_is_read_or_refused(pieces):
    try:
        doc = read("<html><body>" + "".join(pieces))
    except UnreadableError:
        return
    assert all(doc.quote(block.span).strip() for block in doc.blocks)
