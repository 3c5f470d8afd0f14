"""Annexed standard contractual clauses are found whole, and nothing of the vendor's own terms with them."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan import Block, BlockKind, Document, Page, Section, Source, Span
from contractscan.analysis import SetAnalysis
from contractscan.model import ContractSet
from contractscan_transfers.standard_texts import SCC_2010, SCC_2021, StandardTextDetector, copies

TITLES_2021 = (
    "Purpose and scope", "Effect and invariability of the Clauses", "Third-party beneficiaries", "Interpretation",
    "Hierarchy", "Description of the transfer(s)", "Docking clause", "Data protection safeguards",
    "Use of sub-processors", "Data subject rights", "Redress", "Liability", "Supervision", "Local laws and practices",
    "Obligations of the data importer in case of access", "Non-compliance with the Clauses and termination",
    "Governing law", "Choice of forum and jurisdiction",
)  # fmt: skip
TITLES_2010 = (
    "Definitions", "Details of the transfer", "Third-party beneficiary clause", "Obligations of the data exporter",
    "Obligations of the data importer", "Liability", "Mediation and jurisdiction",
    "Cooperation with supervisory authorities", "Governing law", "Variation of the contract", "Sub-processing",
    "Obligation after the termination",
)  # fmt: skip
TITLES_SV = (
    "Syfte och tillämpningsområde", "Klausulernas verkan", "Berättigade tredje parter", "Tolkning", "Hierarki",
    "Beskrivning av överföringen", "Anslutning", "Skyddsåtgärder", "Underbiträden", "Registrerades rättigheter",
)  # fmt: skip
BEFORE = ("7. Transfers", "Nimbus Fjord may use the clauses in Annex A; Clause 7 (Docking clause) does not apply.")
AFTER = ("Exhibit B: Support terms", "Nimbus Fjord answers within four hours.")


def body(titles: Sequence[str], word: str = "Clause", filler: str = "") -> list[str]:
    filler = filler or "The data importer informs the data exporter of what this synthetic clause is about."
    return [line for n, title in enumerate(titles, 1) for line in (f"{word} {n}", title, filler)]


def document(lines: Sequence[str], headings: Sequence[str] = (), language: str = "en") -> Document:
    blocks: list[Block] = []
    sections: list[Section] = []
    position = 0
    for line in lines:
        span = Span(position, position + len(line))
        kind = BlockKind.HEADING if line in headings else BlockKind.PARAGRAPH
        if kind is BlockKind.HEADING:
            sections.append(Section(number="", heading=line, level=1, span=span))
        blocks.append(Block(span=span, kind=kind, section=len(sections) - 1 if sections else None))
        position = span.end + 1
    text = "\n".join(lines)
    return Document(
        source=Source.of("dpa", text.encode()), text=text, language=language,
        pages=(Page(number=1, span=Span(0, len(text))),), blocks=tuple(blocks), sections=tuple(sections), reader="hand",
    )  # fmt: skip


def marked(lines: Sequence[str], headings: Sequence[str] = ()) -> list[tuple[str, str]]:
    made = document(lines, headings)
    return [(copy.edition.kind, made.quote(copy.span)) for copy in copies(made)]


def test_copy_of_2021_lies_between_the_vendors_terms() -> None:
    [(kind, text)] = marked([*BEFORE, *body(TITLES_2021), *AFTER])
    assert kind == SCC_2021
    assert text.startswith("Clause 1\nPurpose and scope")
    assert text.endswith("synthetic clause is about.")
    assert "Nimbus" not in text


def test_appendix_belongs_to_the_copy_and_the_next_exhibit_does_not() -> None:
    appendix = ["ANNEX I", "A. LIST OF PARTIES", "Exporter: the customer.", "ANNEX II", "Encryption of backups."]
    [(_, text)] = marked([*body(TITLES_2021), *appendix, *AFTER])
    assert text.endswith("Encryption of backups.")


def test_appendix_ends_at_a_heading_of_the_same_depth() -> None:
    lines = [*body(TITLES_2021), "ANNEX I", "Parties.", "Fees", "The customer pays monthly."]
    [(_, text)] = marked(lines, headings=("ANNEX I", "Fees"))
    assert text.endswith("Parties.")


def test_vendors_own_annex_after_the_appendix_stays_outside() -> None:
    lines = [*body(TITLES_2021), "ANNEX I", "Parties.", "ANNEX II", "Measures.", "Annex II", "Price list."]
    [(_, text)] = marked(lines)
    assert text.endswith("Measures.")


def test_two_copies_are_two_clauses() -> None:
    found = marked([*body(TITLES_2021), "Schedule 5", *body(TITLES_2021)])
    assert [text.count("Purpose and scope") for _, text in found] == [1, 1]


def test_copy_of_2010_begins_with_its_preamble() -> None:
    lines = [*BEFORE, "For the purposes of Article 26(2) the parties agree.", *body(TITLES_2010), *AFTER]
    [(kind, text)] = marked(lines)
    assert kind == SCC_2010
    assert text.startswith("For the purposes of Article 26(2)")


def test_swedish_copy() -> None:
    filler = "Uppgiftsinföraren informerar uppgiftsutföraren om det som denna påhittade klausul handlar om."
    found = marked(["Bilaga 3", *body(TITLES_SV, "Klausul", filler), "Bilaga 4", "Molnvik tar ut en avgift."])
    assert [kind for kind, _ in found] == [SCC_2021]
    assert "Molnvik" not in found[0][1]


def test_processor_clauses_without_transfer_are_no_copy() -> None:
    filler = "The processor assists the controller as this synthetic clause says."
    assert marked(body(TITLES_2021, filler=filler)) == []


def test_selected_options_are_no_copy() -> None:
    chosen = [f"Clause {n} ({title}): agreed by data exporter and data importer." for n, title in
              ((7, "Docking clause"), (13, "Supervision"), (17, "Governing law"), (18, "Choice of forum"))]  # fmt: skip
    assert marked([*BEFORE, *chosen, *AFTER]) == []


def test_module_is_told_from_its_wording() -> None:
    lines = body(TITLES_2021)
    lines[lines.index("Data protection safeguards") + 1] += (
        " The importer follows documented instructions from the data exporter. The data exporter may add to them."
    )
    analysis = SetAnalysis(ContractSet(name="synthetic", documents=(document(lines),)), {})
    [clause] = StandardTextDetector().detect(analysis)
    assert not isinstance(clause, tuple)
    assert clause.fact("module_two") is True  # type: ignore[union-attr]
    assert clause.fact("module_three") is None  # type: ignore[union-attr]
