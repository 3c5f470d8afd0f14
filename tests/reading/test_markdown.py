"""Markdown. All contract wording is invented."""

import pytest

from contractscan.hookspecs import ReadOptions
from contractscan.model import BlockKind, Source
from contractscan.reading.text import TextReader


def read(text):
    return TextReader().read(Source.of("synthetic.md", text.encode()), ReadOptions())


def lines(text):
    return read(text).text.split("\n")


def test_front_matter_comments_and_template_lines_are_left_out():
    front = '---\ntitle: "Cloud terms"\nlayout: legal\n---\n<!-- draft -->\n{% include nav %}\n\n'
    doc = read(front + "# Terms\n\nText <!-- x --> here.\n")
    assert doc.text == "Terms\nText here."
    assert doc.title == "Cloud terms"


def test_a_rule_at_the_start_is_no_front_matter():
    assert lines("---\n\nThe Supplier delivers.\n\n---\n\nThe Customer pays.\n") == [
        "The Supplier delivers.",
        "The Customer pays.",
    ]


def test_headings_escapes_and_emphasis():
    doc = read("### 1\\. Scope\n\n1\\.1. **Service.** The *Supplier* delivers __all__ of `it` \\* today.\n")
    assert doc.text == "1. Scope\n1.1. Service. The Supplier delivers all of it * today."
    assert [(s.number, s.heading) for s in doc.sections] == [("1", "Scope"), ("1.1", "Service")]


def test_setext_headings_and_wrapped_lines():
    doc = read("Terms\n=====\n\nThe Supplier\nshall deliver.\n")
    assert doc.text == "Terms\nThe Supplier shall deliver."
    assert doc.blocks[0].kind is BlockKind.HEADING


def test_roman_labels_on_following_lines_are_items_of_their_own():
    text = "The Supplier shall:\n(i) store;\n(ii) report;\n(iii) delete; and\n(iv) confirm.\n"
    assert lines(text) == ["The Supplier shall:", "(i) store;", "(ii) report;", "(iii) delete; and", "(iv) confirm."]


def test_labels_on_following_lines_of_one_paragraph_open_blocks():
    assert lines("The Supplier shall:\n(a) deliver; and\n(b) report.\n") == [
        "The Supplier shall:",
        "(a) deliver; and",
        "(b) report.",
    ]
    assert lines("**1.1** Deliver\nall.\n**1.2** Report.\n") == ["1.1 Deliver all.", "1.2 Report."]


def test_lists_with_numbers_and_depth():
    doc = read("We shall:\n\n* keep\n    * logs\n    * keys\n* report\n")
    assert doc.text == "We shall:\n• keep\n• logs\n• keys\n• report"
    assert [(b.depth, b.stem) for b in doc.blocks[1:]] == [(1, 0), (2, 1), (2, 1), (1, 0)]
    assert lines("3. three\n4. four\n") == ["3. three", "4. four"]
    assert lines("1. one\n1. two\n1. three\n") == ["1. one", "2. two", "3. three"]
    assert lines("1) one\n2) two\n") == ["1) one", "2) two"]


def test_indented_text_is_text_and_fenced_text_too():
    assert lines("Terms\n\n    (a) deliver;\n\n    (b) report.\n") == ["Terms", "(a) deliver;", "(b) report."]
    assert lines("```\nThe Supplier delivers.\n```\n") == ["The Supplier delivers."]


def test_tables():
    doc = read("| Name | Country |\n|---|---|\n| [Acme](https://a.example) | Sweden |\n| **B** |  |\n")
    (table,) = doc.tables
    assert [doc.quote(c.span) for c in table.header] == ["Name", "Country"]
    assert [[doc.quote(c.span) for c in row] for row in table.rows] == [["Acme", "Sweden"], ["B", ""]]
    assert doc.links == ("https://a.example",)


def test_html_inside():
    doc = read(
        "<div class='x'>\n\nText with a<br>break and <b>bold</b>.\n\n</div>\n\n"
        "<table><tr><th>N</th><th>C</th></tr><tr><td>A</td><td>S</td></tr></table>\n"
    )
    assert doc.text == "Text with a break and bold.\nN | C\nA | S"
    assert len(doc.tables) == 1


def test_alerts_quotes_and_links():
    doc = read(
        "> [!NOTE]\n> These terms are old.\n\nSee [the SLA][sla] and <https://b.example>.\n\n[sla]: /legal/sla\n"
    )
    assert doc.text == "These terms are old.\nSee the SLA and https://b.example."
    assert doc.links == ("/legal/sla", "https://b.example")


def test_mistyped_emphasis_leaves_no_asterisks():
    assert lines('The ("**Liability **") is limited.\n') == ['The ("Liability ") is limited.']


@pytest.mark.parametrize("text", ["> " * 80 + "deep text\n", "- " * 40 + "deep text\n"])
def test_deep_nesting_loses_nothing(text):
    assert "deep text" in read(text).text
