"""Where sentences end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractscan.analysis import Scope, split_sentences
from contractscan.model import Actor, BlockKind, Cell, Source, Span, Table
from contractscan.patterns.matching import Passage, PatternMiss, compile_pattern, match
from contractscan.reading.raw import RawBlock, RawPage
from contractscan.reading.structure import build_document
from contractscan.testing import analyse, find


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Fjordbyte is listed under the EU-U.S. Privacy Shield. It renews this yearly.", 2),
        ("Data is kept in the U.S. Eastern region.", 1),
        ("Leverantören följer bl.a. Dataskyddsförordningen.", 1),
        ("The vendor stores data. The customer pays.", 2),
    ],
)
def test_dotted_initials_do_not_end_a_sentence(text: str, sentences: int) -> None:
    assert len(split_sentences(text, Span(0, len(text)))) == sentences


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("3.3 Security (Article 32). The Supplier takes measures. It tests them.", 2),
        ("Audit Reports. The Supplier gives a report.", 1),
        ("4.2 Val av underbiträde. Leverantören frågar först.", 1),
        ("Sekretess. Leverantören röjer inget.", 1),
        ("Svensk. Tvister avgörs av domstol.", 2),
        ("The Supplier keeps data in Umeå. It is not moved.", 2),
        ("3.3 The Supplier shall help. It does so at once.", 2),
        ("Confidentiality.", 1),
    ],
)
def test_a_heading_that_runs_into_its_text_is_no_sentence_of_its_own(text: str, units: int) -> None:
    found = analyse(text).documents[0].units(Scope.SENTENCE)
    assert len(found) == units
    assert found[0].span.start == 0


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("The Supplier shall: (a) report within thirty (30) days; and (b) delete within ten (10) days.", 2),
        ("The Supplier shall: (1) report within one (1) day; and (2) delete within two (2) days.", 2),
        ("The Supplier shall within sixty (60) days report and within ten (10) days delete.", 0),
        ("You will not (a) resell the Services; (b) send junk mail; or (c) scrape our site.", 3),
        ("Kunden får inte (a) sälja tjänsten vidare eller (b) kopiera den.", 2),
    ],
)
def test_figures_in_brackets_number_no_items(text: str, items: int) -> None:
    units = analyse(text).documents[0].units(Scope.SENTENCE)
    assert sum(unit.stem is not None for unit in units) == items


def test_a_cell_is_read_with_the_head_of_its_column() -> None:
    texts = ("Customers | Law | Description", "Region | Utopia | Here", "Others | Arcadia | There")
    rows = [RawBlock(text=text, kind=BlockKind.ROW) for text in texts]
    document = build_document(Source.of("synthetic.md", b"x"), rows, [RawPage(number=1)], reader="test")

    def cells(text: str) -> tuple[Cell, ...]:
        spans = [(document.text.index(word), word) for word in text.split(" | ")]
        return tuple(
            Cell(span=Span(start, start + len(word)), column=column) for column, (start, word) in enumerate(spans)
        )

    table = Table(span=Span(0, len(document.text)), header=cells(texts[0]), rows=(cells(texts[1]), cells(texts[2])))
    found = analyse(replace(document, tables=(table,))).documents[0].units(Scope.SENTENCE)
    cell_units = [unit for unit in found if unit.is_cell]
    assert len(found) == 3 + len(cell_units)
    assert [(document.quote(unit.stem), document.quote(unit.span)) for unit in cell_units if unit.stem] == [
        ("Law", "Utopia"),
        ("Law", "Arcadia"),
    ]


@pytest.mark.parametrize(
    ("parties", "actor"),
    [
        ('Norrbo (the "Company") and Molnet (the "Processor") agree.', Actor.CUSTOMER),
        ('Molnet (the "Company") and Norrbo (the "Customer") agree.', Actor.VENDOR),
    ],
)
def test_the_company_is_whichever_party_the_document_says(parties: str, actor: Actor) -> None:
    rule = "detector: t.log\ntitle: {sv: Logg, en: Log}\nclauses:\n  - {kind: t.log, bound: any, en: [keep ... log]}\n"
    (clause,) = find(rule, f"{parties} The Company shall keep a log.")
    assert clause.actor is actor


WORDS = ("keep", "move", "data", "logs", "abroad", "not")
SOURCES = (
    "keep ... data",
    "(keep | move) data",
    "(keep ... data | move ..2.. logs) ... abroad",
    "(keep)? (data (logs | abroad) | logs abroad) & not (move | abroad ..2.. not)",
    "keep ..3.. ((data | logs ... move) abroad | not (keep data | data)) (logs)?",
    "{customer} ... (not ... abroad | {customer} data)",
)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=6))
def test_what_the_index_leaves_out_could_not_match(sentences: list[list[str]]) -> None:
    text = " ".join(f"{' '.join(words).capitalize()}." for words in sentences)
    analysis = analyse(text)
    document, lexicon = analysis.documents[0], analysis.lexicons["en"]
    for source in SOURCES:
        pattern = compile_pattern(source, lexicon)
        likely = document.with_words_of(pattern, Scope.SENTENCE, "en")
        for number, unit in enumerate(document.units(Scope.SENTENCE)):
            asked = document.passage(Scope.SENTENCE, number)
            by_itself = match(pattern, Passage(asked.tokens, document.hits(unit.language)))
            assert match(pattern, asked) == by_itself
            assert number in likely or by_itself == PatternMiss()
