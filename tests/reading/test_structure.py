"""Sections, numbered paragraphs, lists and stems. All contract wording is invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractscan.model import BlockKind, Source
from contractscan.reading.raw import RawBlock, RawPage, RawTable
from contractscan.reading.structure import build_document

SOURCE = Source.of("synthetic.txt", b"synthetic")


def document(*blocks, **options):
    raw = [block if isinstance(block, RawBlock) else RawBlock(text=block) for block in blocks]
    return build_document(SOURCE, raw, [RawPage(number=1)], reader="test", **options)


def outline(doc):
    """(level, number, heading) of every section."""
    return [(section.level, section.number, section.heading) for section in doc.sections]


def numbers(doc):
    return [(section.level, section.number) for section in doc.sections]


def path(doc, words):
    """Numbers or headings of the sections around the words."""
    return [section.number or section.heading for section in doc.section_path(doc.text.index(words))]


def block(doc, words):
    return doc.blocks[doc.block_of(doc.text.index(words))]


def stem(doc, words):
    index = block(doc, words).stem
    return None if index is None else doc.quote(doc.blocks[index].span)


def heading(text, level):
    return RawBlock(text=text, heading_level=level)


CLAUSE = "The Supplier shall keep the Customer Data apart from that of others at all times."
KLAUSUL = "Leverantören ska hålla kundens uppgifter åtskilda från andras vid varje tidpunkt."


def test_numbered_paragraph_is_a_section_without_heading():
    doc = document("9. Audit", "9.1 " + CLAUSE, "9.2 " + CLAUSE)
    assert outline(doc) == [(1, "9", "Audit"), (2, "9.1", ""), (2, "9.2", "")]
    assert [b.kind for b in doc.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert doc.blocks[1].marker == "9.1"


def test_run_in_heading_stays_in_its_paragraph():
    doc = document("9. Audit", "9.1 Access to records. The Supplier shall open its records.")
    assert outline(doc)[1] == (2, "9.1", "Access to records")
    assert doc.blocks[1].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "text",
    [
        "9.1 The Supplier shall notify. The Customer shall answer.",
        "9.1 Customer Data is encrypted. Keys are kept apart.",
        "9.1 Pursuant to Art. 28 the Supplier acts on instructions only.",
    ],
)
def test_a_sentence_is_no_run_in_heading(text):
    doc = document("9. Audit", text)
    assert doc.sections[1].heading == ""


def test_an_option_that_promises_is_a_paragraph_and_a_stem():
    text = "Option 2: The Supplier may export the records to other countries only where one of these grounds exists:"
    doc = document("7. Transfers", text, "1. the recipient is certified,", "2. the Customer has agreed.")
    assert block(doc, "Option 2").kind is BlockKind.PARAGRAPH
    assert stem(doc, "recipient is certified") == text


def test_bold_run_in_heading_needs_no_capital_after_it():
    text = "3.1 Sub-processors: see the list."
    doc = document("3. Data", RawBlock(text=text, strong=((4, 18),)))
    assert doc.sections[1].heading == "Sub-processors"


def test_bold_term_is_no_heading():
    text = "1.1 Customer Data means all data of the Customer."
    doc = document("1. Definitions", RawBlock(text=text, strong=((4, 17),)))
    assert doc.sections[1].heading == ""


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["1. Scope", "2. Term", "3. Fees"], ["1", "2", "3"]),
        (["1 Scope", "2 Term", "3 Fees"], ["1", "2", "3"]),
        (["1.0 Scope", "1.1 Where", "2.0 Term"], ["1.0", "1.1", "2.0"]),
        (["§ 1 Omfattning", "§ 2 Avtalstid", "§ 3 Pris"], ["§ 1", "§ 2", "§ 3"]),
        (["1 § Omfattning", "2 § Avtalstid", "2 a § Tillägg", "3 § Pris"], ["1 §", "2 §", "2 a §", "3 §"]),
        (["Article 1 Scope", "Article 2 Term"], ["Article 1", "Article 2"]),
        (["Artikel 1 - Omfattning", "Artikel 2 - Avtalstid"], ["Artikel 1", "Artikel 2"]),
        (["ARTICLE I. SCOPE", "ARTICLE II. TERM"], ["ARTICLE I", "ARTICLE II"]),
        (["Section 1: Scope", "Section 2: Term"], ["Section 1", "Section 2"]),
        (["Clause 1 - Scope", "Clause 2 - Term"], ["Clause 1", "Clause 2"]),
        (["1 kap. Omfattning", "2 kap. Avtalstid"], ["1 kap.", "2 kap."]),
        (["Avsnitt 1 Omfattning", "Avsnitt 2 Avtalstid"], ["Avsnitt 1", "Avsnitt 2"]),
        (["Punkt 1. Omfattning", "Punkt 2. Avtalstid"], ["Punkt 1", "Punkt 2"]),
    ],
)
def test_usual_styles_of_numbers(labels, expected):
    body = KLAUSUL if any(word in labels[0] for word in ("Om", "§")) else CLAUSE
    doc = document(*[text for label in labels for text in (label, body)])
    assert [section.number for section in doc.sections] == expected
    assert all(section.heading for section in doc.sections)


def test_capital_letters_and_roman_numerals_in_bold():
    doc = document(
        RawBlock(text="A. Parties", bold=True),
        CLAUSE,
        RawBlock(text="B. Scope", bold=True),
        CLAUSE,
        RawBlock(text="I. General", bold=True),
        CLAUSE,
    )
    assert numbers(doc) == [(1, "A"), (1, "B"), (1, "I")]
    doc = document(
        *[
            part
            for title in ("I. Parties", "II. Scope", "III. Term")
            for part in (RawBlock(text=title, bold=True), CLAUSE)
        ]
    )
    assert numbers(doc) == [(1, "I"), (1, "II"), (1, "III")]


def test_a_number_alone_takes_its_heading_from_the_next_line():
    doc = document("Article 5", "Confidentiality", CLAUSE, "Article 6", "Term", CLAUSE)
    assert outline(doc) == [(1, "Article 5", "Confidentiality"), (1, "Article 6", "Term")]
    assert [b.kind for b in doc.blocks[:3]] == [BlockKind.HEADING, BlockKind.HEADING, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "text",
    [
        "Article 28 GDPR requires a written contract between the parties.",
        "Section 4 of this Agreement applies.",
        "Annex II contains the measures that the Supplier takes.",
        "Bilaga A är obligatorisk.",
        "Bilaga 1 till avtalet innehåller instruktionen och ska fyllas i av kunden.",
        "30 days after the end of the term the data is deleted.",
        "2025 års priser gäller till dess parterna kommer överens om annat.",
        "12. The reason is that this is the end of a broken line",
        "1.5 times the monthly fee is the limit of liability.",
        "J. Smith signs for the Supplier and has done so for years.",
    ],
)
def test_what_only_looks_like_a_number_is_a_paragraph(text):
    doc = document("1. Scope", CLAUSE, text, CLAUSE)
    assert numbers(doc) == [(1, "1")]
    assert block(doc, text).kind is BlockKind.PARAGRAPH


def test_numbering_that_begins_anew_in_an_annex_belongs_to_the_annex():
    doc = document(
        "1. Scope", CLAUSE, "2. Term", "2.1 " + CLAUSE,
        "Annex 1 - Data processing", "1. Purpose", CLAUSE, "2. Duration", "2.1 " + KLAUSUL,
        "Annex 2 - Service levels", "1. Hours", CLAUSE,
    )  # fmt: skip
    assert numbers(doc) == [
        (1, "1"), (1, "2"), (2, "2.1"), (1, "Annex 1"), (2, "1"), (2, "2"), (3, "2.1"), (1, "Annex 2"), (2, "1"),
    ]  # fmt: skip
    assert path(doc, KLAUSUL) == ["Annex 1", "2", "2.1"]


def test_swedish_annexes_and_an_annex_of_an_annex():
    doc = document(
        "1. Allmänt", KLAUSUL, "Bilaga 1 – Personuppgiftsbiträdesavtal", "1. Omfattning", KLAUSUL,
        "Underbilaga 1.1 – Instruktion", "1. Ändamål", KLAUSUL, "Bilaga 2 – Servicenivåer", "1. Tider", KLAUSUL,
    )  # fmt: skip
    assert numbers(doc) == [
        (1, "1"), (1, "Bilaga 1"), (2, "1"), (2, "Underbilaga 1.1"), (3, "1"), (1, "Bilaga 2"), (2, "1"),
    ]  # fmt: skip


def test_a_list_of_annexes_in_the_text_opens_none():
    doc = document(
        "1. Avtalshandlingar", "Handlingarna gäller i denna ordning:", "Bilaga 1 Priser", "Bilaga 2 Servicenivåer",
        "2. Avtalstid", "2.1 " + KLAUSUL, "Bilaga 1 Priser", KLAUSUL, "Bilaga 2 Servicenivåer", KLAUSUL,
    )  # fmt: skip
    assert numbers(doc) == [(1, "1"), (1, "2"), (2, "2.1"), (1, "Bilaga 1"), (1, "Bilaga 2")]


def test_two_annexes_may_have_an_appendix_of_the_same_number():
    doc = document(
        heading("Attachment A", 1), CLAUSE, heading("Appendix 1 to the model clauses", 3), KLAUSUL,
        heading("Attachment B", 1), CLAUSE, heading("Appendix 1 - Further terms", 2), CLAUSE,
    )  # fmt: skip
    assert [number for _, number in numbers(doc)] == ["Attachment A", "Appendix 1", "Attachment B", "Appendix 1"]
    assert path(doc, KLAUSUL)[-1] == "Appendix 1"


def test_paragraph_numbers_begin_anew_in_each_article():
    doc = document(
        "Article 1 Scope", "1. " + CLAUSE, "2. " + CLAUSE, "Article 2 Term", "1. " + CLAUSE, "2. " + KLAUSUL,
        "Article 3 Fees", CLAUSE,
    )  # fmt: skip
    assert numbers(doc) == [
        (1, "Article 1"), (2, "1"), (2, "2"), (1, "Article 2"), (2, "1"), (2, "2"), (1, "Article 3"),
    ]  # fmt: skip
    assert path(doc, KLAUSUL) == ["Article 2", "2"]


def test_articles_run_on_through_the_sections_that_hold_them():
    doc = document(
        heading("Section I", 2), heading("Clause 1", 2), heading("Purpose", 3), CLAUSE, heading("Section II", 2),
        heading("Clause 2", 2), heading("Duties", 3), "MODULE TWO: From controller to processor",
        heading("2.1 Instructions", 3), CLAUSE, heading("Clause 3", 2), heading("Liability", 3), KLAUSUL,
    )  # fmt: skip
    assert numbers(doc) == [
        (1, "Section I"), (2, "Clause 1"), (1, "Section II"), (2, "Clause 2"), (3, "MODULE TWO"), (4, "2.1"),
        (2, "Clause 3"),
    ]  # fmt: skip
    assert path(doc, KLAUSUL) == ["Section II", "Clause 3"]


def test_paragraph_signs_begin_anew_in_each_chapter():
    doc = document("1 kap. Allmänt", "1 § " + KLAUSUL, "2 § " + KLAUSUL, "2 kap. Data", "1 § " + CLAUSE)
    assert numbers(doc) == [(1, "1 kap."), (2, "1 §"), (2, "2 §"), (1, "2 kap."), (2, "1 §")]


def test_numbers_run_on_through_headings_without_number():
    doc = document(
        heading("Commercial terms", 2), heading("1. Fees", 3), CLAUSE, heading("2. Invoices", 3), CLAUSE,
        heading("Legal terms", 2), heading("3. Liability", 3), CLAUSE,
    )  # fmt: skip
    assert outline(doc) == [
        (1, "", "Commercial terms"), (2, "1", "Fees"), (2, "2", "Invoices"), (1, "", "Legal terms"),
        (2, "3", "Liability"),
    ]  # fmt: skip


def test_headings_of_a_format_nest_by_level_whatever_levels_are_left_out():
    doc = document(
        heading("Terms", 1), heading("Scope", 3), CLAUSE, heading("Places", 5), CLAUSE, heading("Term", 3), CLAUSE
    )
    assert [(level, title) for level, _, title in outline(doc)] == [
        (1, "Terms"),
        (2, "Scope"),
        (3, "Places"),
        (2, "Term"),
    ]


def test_a_sentence_in_a_heading_style_stays_text():
    long = "4.1 " + CLAUSE
    doc = document(heading("4. Security", 1), heading(long, 2), heading(CLAUSE, 2))
    assert [b.kind for b in doc.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert outline(doc) == [(1, "4", "Security"), (2, "4.1", "")]


def test_headings_from_type_size_and_bold():
    body = [RawBlock(text=CLAUSE, size=10) for _ in range(6)]
    doc = document(
        RawBlock(text="Security", size=14), *body[:2], RawBlock(text="Access", size=10, bold=True), *body[2:4],
        RawBlock(text="Backup", size=10, bold=True), body[4], RawBlock(text="Exit", size=14), body[5],
    )  # fmt: skip
    assert [(level, title) for level, _, title in outline(doc)] == [
        (1, "Security"),
        (2, "Access"),
        (2, "Backup"),
        (1, "Exit"),
    ]


def test_bold_says_nothing_in_a_document_set_in_bold():
    doc = document(*[RawBlock(text="Delivery takes place in Malmö", bold=True) for _ in range(3)])
    assert doc.sections == ()


def test_lines_of_a_title_page_are_no_headings_but_for_the_last():
    lines = ["Nordmoln AB", "Cloud Agreement", "for", "Exempelköping", "Framework 7", "General terms"]
    doc = document(*[RawBlock(text=line, size=20) for line in lines], *[RawBlock(text=CLAUSE, size=10)] * 5)
    assert [section.heading for section in doc.sections] == ["General terms"]


def test_table_of_contents_opens_no_sections():
    doc = document(
        "CONTENTS", "1. Scope ........ 3", "2. Term ........ 4", "2.1 Notice ........ 4",
        "1. Scope", CLAUSE, "2. Term", CLAUSE,
    )  # fmt: skip
    assert [section.number for section in doc.sections if section.number] == ["1", "2"]
    assert path(doc, CLAUSE)[-1] == "1"


def test_table_of_contents_without_leaders_is_known_by_its_headings_coming_back():
    doc = document("INNEHÅLL", "1 Omfattning 2", "2 Avtalstid 3", "1 Omfattning", KLAUSUL, "2 Avtalstid", KLAUSUL)
    assert [section.number for section in doc.sections if section.number] == ["1", "2"]


def test_bookmarks_of_the_file_give_heading_levels():
    doc = document("Security", CLAUSE, "Access", CLAUSE, outline=[("Security", 1), ("Access", 2)])
    assert outline(doc) == [(1, "", "Security"), (2, "", "Access")]


def test_items_have_marker_depth_and_stem():
    doc = document(
        "9.4 The Supplier shall:", "(a) keep a log; and", "(b) ensure that:",
        "(i) keys are rotated;", "(ii) staff is vetted;",
        "(c) report.", "9.5 " + CLAUSE,
    )  # fmt: skip
    items = [b for b in doc.blocks if b.kind is BlockKind.ITEM]
    assert [(b.marker, b.depth) for b in items] == [("(a)", 1), ("(b)", 1), ("(i)", 2), ("(ii)", 2), ("(c)", 1)]
    assert stem(doc, "keep a log") == stem(doc, "report.") == "9.4 The Supplier shall:"
    assert stem(doc, "keys are rotated") == stem(doc, "staff is vetted") == "(b) ensure that:"
    assert path(doc, "staff is vetted") == ["9.4"]


def test_swedish_stem_without_colon():
    doc = document("Leverantören ska", "• föra logg;", "• utbilda sin personal;", "Kunden ska betala.")
    assert stem(doc, "föra logg") == stem(doc, "utbilda") == "Leverantören ska"
    assert block(doc, "Kunden").kind is BlockKind.PARAGRAPH


def test_a_finished_sentence_introduces_nothing():
    doc = document(CLAUSE, "(a) Backups are kept for a month.", "(b) Logs are kept for a year.")
    assert stem(doc, "Backups") is None


def test_letter_i_after_h_is_a_letter_when_j_follows():
    letters = "abcdefghij"
    doc = document("The Supplier shall:", *[f"({letter}) do the thing called {letter};" for letter in letters])
    assert {b.depth for b in doc.blocks if b.kind is BlockKind.ITEM} == {1}


def test_roman_i_after_h_is_a_new_list_when_ii_follows():
    letters = "abcdefgh"
    doc = document(
        "The Supplier shall:", *[f"({letter}) do the thing called {letter};" for letter in letters[:-1]],
        "(h) ensure:", "(i) order;", "(ii) peace;",
    )  # fmt: skip
    assert stem(doc, "order") == stem(doc, "peace") == "(h) ensure:"


def test_list_goes_on_behind_a_paragraph_between():
    doc = document("The Supplier shall:", "(a) keep a log;", "The log is kept for a year.", "(b) report monthly.")
    assert stem(doc, "report monthly") == "The Supplier shall:"


def test_a_new_list_behind_a_paragraph_does_not_hang_on_a_bullet_before():
    doc = document("We will not:", "• sell data;", "• rent data.", CLAUSE, "(a) Logs are kept.", "(b) Keys are kept.")
    assert stem(doc, "Logs") is stem(doc, "Keys") is None


def test_only_the_next_number_of_a_list_goes_on_behind_a_table():
    row = RawBlock(text="Log | One year", kind=BlockKind.ROW)
    doc = document("The Supplier shall:", "(a) keep a log;", row, "(b) report monthly;", row, "• Backups are kept.")
    assert stem(doc, "report monthly") == "The Supplier shall:"
    assert stem(doc, "Backups") is None


def test_decimal_items_below_a_stem_are_items_and_not_sections():
    doc = document(
        "4. Exit",
        "The Supplier shall:",
        "1. hand over the data;",
        "2. delete it;",
        "3. confirm in writing.",
        "5. Term",
        CLAUSE,
    )
    assert numbers(doc) == [(1, "4"), (1, "5")]
    assert [b.kind for b in doc.blocks[2:5]] == [BlockKind.ITEM] * 3
    assert stem(doc, "delete it") == "The Supplier shall:"


def test_preamble_introduces_the_clauses_and_no_list():
    doc = document("The parties have agreed as follows:", "1. " + CLAUSE, "2. " + CLAUSE)
    assert numbers(doc) == [(1, "1"), (1, "2")]
    assert doc.blocks[1].stem is None


def test_sub_clauses_that_complete_a_clause_have_it_as_stem():
    doc = document("9. Security", "9.4 The Supplier shall:", "9.4.1 keep a log;", "9.4.2 report.", "9.5 " + CLAUSE)
    assert numbers(doc) == [(1, "9"), (2, "9.4"), (3, "9.4.1"), (3, "9.4.2"), (2, "9.5")]
    assert stem(doc, "keep a log") == stem(doc, "report.") == "9.4 The Supplier shall:"
    assert block(doc, "keep a log").kind is BlockKind.ITEM
    assert block(doc, CLAUSE).stem is None


def test_bullets_of_known_depth():
    def bullet(text, depth):
        return RawBlock(text=f"• {text}", kind=BlockKind.ITEM, marker="•", depth=depth)

    doc = document("The Supplier shall", bullet("keep:", 1), bullet("logs", 2), bullet("keys", 2), bullet("report", 1))
    assert [(b.depth, b.stem) for b in doc.blocks[1:]] == [(1, 0), (2, 1), (2, 1), (1, 0)]


def test_a_list_never_reaches_over_a_section():
    doc = document("1. Scope", "The Supplier shall:", "(a) deliver;", "2. Term", "(b) is the letter of nothing here.")
    assert stem(doc, "(b) is") is None


def test_parts_in_another_language_are_marked():
    english = "The Supplier shall not use the Customer Data for any purpose other than those which it has been given."
    doc = document(
        "1. Allmänt", *[KLAUSUL] * 30, "Bilaga 1 – SCC", "1. Purpose", english, english, "2. Duties", english
    )
    assert doc.language == "sv"
    marked = {section.number: section.language for section in doc.sections if section.language}
    assert marked == {"Bilaga 1": "en"}
    assert doc.language_at(doc.text.index("2. Duties")) == "en"


def test_section_ends_before_the_next_of_its_level():
    doc = document("1. Scope", "1.1 " + CLAUSE, "2. Term", CLAUSE)
    assert doc.quote(doc.sections[0].span) == "1. Scope\n1.1 " + CLAUSE
    assert doc.sections[-1].span.end == len(doc.text)


def test_rows_and_notes_do_not_break_a_list():
    doc = document(
        "The Supplier shall:",
        "(a) keep a log;",
        RawBlock(text="1 See the guide.", kind=BlockKind.FOOTNOTE),
        "(b) report.",
    )
    assert stem(doc, "report.") == "The Supplier shall:"
    assert block(doc, "See the guide").kind is BlockKind.FOOTNOTE


def test_line_breaks_and_lone_surrogates_in_a_block_become_harmless():
    doc = document("one\ntwo\u2028three \ud800 four")
    assert doc.text == "one two three � four"
    assert len(doc.blocks) == 1


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.builds(
            "{}{} {}".format,
            st.sampled_from(
                ["1", "2", "1.1", "9.4.1", "(a)", "(i)", "IV", "§ 3", "Article 2", "Bilaga 1", "A", "•", "ANNEX"]
            ),
            st.sampled_from(["", ".", ":", ")"]),
            st.sampled_from(["", "Scope", "The Supplier shall:", "the end.", "ÖVRIGT"]),
        ),
    ),
    max_size=25,
)


@given(LINES, st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 3)), max_size=25))
@settings(max_examples=150, deadline=None)
def test_whatever_comes_the_document_holds_together(lines, hints):
    padded = [*hints, *[(0, False, 0)] * len(lines)]
    blocks = [
        RawBlock(text=line, heading_level=level or None, bold=bold, depth=depth)
        for line, (level, bold, depth) in zip(lines, padded, strict=False)
    ]
    doc = document(*blocks)
    assert len(doc.blocks) == len(blocks)
    assert doc.text.count("\n") == max(len(blocks) - 1, 0)
    for number, section in enumerate(doc.sections):
        assert section.parent is None or section.parent < number
        around = doc.sections[section.parent] if section.parent is not None else None
        assert section.level == (around.level + 1 if around else 1)
        assert around is None or section.span in around.span
    for number, item in enumerate(doc.blocks):
        assert item.stem is None or item.stem < number
        assert item.section is None or item.span.start in range(
            doc.sections[item.section].span.start, doc.sections[item.section].span.end + 1
        )
        assert doc.quote(item.span).startswith(item.marker)


def test_table_rows_get_cells_in_the_text():
    row = RawBlock(text="Name | Country", kind=BlockKind.ROW)
    table = RawTable(rows=((0, ((0, 4), (7, 14))), (1, ((0, 4), (7, 13)))))
    doc = document(row, RawBlock(text="Acme | Sweden", kind=BlockKind.ROW), tables=[table])
    assert [doc.quote(cell.span) for cell in doc.tables[0].header] == ["Name", "Country"]
    assert [[doc.quote(cell.span) for cell in row] for row in doc.tables[0].rows] == [["Acme", "Sweden"]]


def test_a_list_below_a_meaning_is_no_section():
    doc = document(
        "2. Terms",
        "2.1 Words in capitals have the meaning given below.",
        "Data Rules means",
        "1. the regulation and",
        "2. the national acts that fill it in.",
        "3. Instructions",
        "3.1 The provider follows the instructions of the customer.",
    )
    assert numbers(doc) == [(1, "2"), (2, "2.1"), (1, "3"), (2, "3.1")]
    assert [block.kind for block in doc.blocks[3:5]] == [BlockKind.ITEM, BlockKind.ITEM]


def test_a_list_written_otherwise_than_the_sections_stays_a_list():
    doc = document(
        RawBlock(text="1 Handlingar", size=16),
        "Handlingarna gäller i följande ordning:",
        "1. Skriftliga tillägg till beställningen, om parterna har gjort sådana under tiden",
        "2. Beställningen med bilagor",
        "3. Anbudet",
        RawBlock(text="2 Åtagande", size=16),
        "Leverantören utför det som beställningen anger.",
    )
    assert numbers(doc) == [(1, "1"), (1, "2")]


def test_an_abbreviation_in_a_list_is_no_heading():
    doc = document(
        RawBlock(text="4 Beställningar", size=16),
        "Leverantören tar emot beställningar enligt något av följande:",
        "1. Portal som kommunen anger",
        "2. EDI ABC 6",
        "3. E-post",
    )
    assert numbers(doc) == [(1, "4")]


def test_numbered_lines_that_say_something_of_a_name_are_no_headings():
    doc = document(
        "Annex 2 Security",
        "1. Encryption: TLS 1.3, AES-256",
        "2. Access control: named accounts, multi-factor authentication",
        "3. Backup: daily, kept thirty days",
        "4. Term: general",
        CLAUSE,
    )
    said = ("AES-256", "named accounts", "thirty days")
    assert {block(doc, words).kind for words in said} == {BlockKind.PARAGRAPH}
    alone = document("1. Scope: general", CLAUSE, "2. Term: general", CLAUSE)
    assert [section.heading for section in alone.sections] == ["Scope: general", "Term: general"]
