"""What binds nobody promises nothing: price lists, plans, papers, articles, answers. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from contractscan import contractual, pipeline
from contractscan.contractual import Nature
from contractscan.model import Document, Verdict
from contractscan.plugins import build_registry
from contractscan.testing import assess, contract_set, document, finding

TEXTS = Path(__file__).parent / "texts"
NOT_CONTRACTS = sorted((TEXTS / "not_contracts").iterdir())
CONTRACTS = sorted((TEXTS / "contracts").iterdir())
COMMENTS = {
    "affarsplan.sv.md",
    "business-plan.en.md",
    "cloud-act-paper.en.md",
    "fragor-och-svar.sv.md",
    "molnrapport.sv.md",
    "news-article.en.md",
    "nyhet.sv.md",
    "privacy-faq.en.md",
}


@pytest.fixture(scope="module")
def registry():
    return build_registry()


@pytest.fixture(scope="module")
def read(registry):
    """Documents of files."""

    def documents(*files: Path) -> tuple[Document, ...]:
        return pipeline.read(list(files), registry, pipeline.ScanOptions())[0]

    return documents


def natures(registry, *documents):
    analysis = pipeline.analyse(contract_set(*documents), registry)
    return [contractual.nature(analysis, number) for number in range(len(documents))]


@pytest.mark.parametrize("file", NOT_CONTRACTS, ids=lambda file: file.name)
def test_no_contractual_terms_and_no_promise(registry, read, file):
    made = pipeline.assess(contract_set(*read(file)), registry, pipeline.ScanOptions())
    assert made.contractual == (False,)
    assert {one.verdict for one in made.findings}.isdisjoint({Verdict.MET, Verdict.PARTIAL, Verdict.ADVERSE})
    assert not any(one.evidence for one in made.findings)
    assert {one.reason.en for one in made.findings if one.verdict is Verdict.NOT_FOUND} == {
        "The documents contain no contractual terms; descriptions and opinions do not count as promises."
    }


@pytest.mark.parametrize("file", CONTRACTS, ids=lambda file: file.name)
def test_terms_are_contracts(registry, read, file):
    assert natures(registry, *read(file)) == [Nature.CONTRACT]


def test_each_language_has_enough_of_both():
    for folder, least in ((NOT_CONTRACTS, 5), (CONTRACTS, 4)):
        for language in ("en", "sv"):
            assert sum(f".{language}." in file.name for file in folder) >= least


@pytest.mark.parametrize("name", sorted(COMMENTS))
def test_comments_and_questions_are_descriptions(registry, read, name):
    assert natures(registry, *read(TEXTS / "not_contracts" / name)) == [Nature.DESCRIPTION]


def test_a_description_beside_a_contract_promises_nothing(registry, read):
    terms, paper = read(TEXTS / "contracts" / "dpa.en.md")[0], read(TEXTS / "not_contracts" / "privacy-faq.en.md")[0]
    made = pipeline.assess(contract_set(terms, paper), registry, pipeline.ScanOptions())
    assert made.contractual == (True, False)
    evidence = [item for one in made.findings for item in one.evidence]
    assert evidence
    assert {item.document for item in evidence} == {0}


def test_a_list_beside_a_contract_may_be_part_of_it(registry):
    terms = "This Agreement binds Tarn AB (the Supplier) and the Customer. The parties have signed it."
    listed = "Sub-processor | Task | Country\nFjällhost AB | Hosting | Sweden"
    assert natures(registry, document(terms), document(listed)) == [Nature.CONTRACT, Nature.OTHER]


def test_first_document_is_searched_for_markers_too(registry):
    """The words that mark a contract have to be known before the first text is read."""
    text = "This Agreement is governed by Swedish law. The parties sign it. Prices are in euro."
    assert natures(build_registry(), document(text)) == [Nature.CONTRACT]


@pytest.mark.parametrize(
    "title",
    [
        "Data Processing Agreement",
        "Terms of Service",
        "SLA",
        "Annex 2 Security",
        "Allmänna villkor",
        "PUB-avtal (mall)",
    ],
)
def test_title_of_a_contract_lowers_what_is_asked(registry, title):
    text = f"{title}\nThe Supplier shall keep the records.\nThe Customer must pay.\nGreen is a colour."
    assert natures(registry, document(text)) == [Nature.CONTRACT]


def test_headline_that_mentions_a_contract_is_no_title(registry):
    text = "City signs agreement with supplier\nThe supplier must deliver in May.\nThe customer must pay.\nIt rained."
    assert natures(registry, document(text)) == [Nature.OTHER]


def test_document_without_a_sentence(registry):
    assert natures(registry, document("2026")) == [Nature.OTHER]


NOTICE = """Aurora privacy notice

{opening} It says what we do with personal information.

Who decides? You decide what goes in. What do we do with it? We use your content to train our models. Can you say no?
You cannot. Who else sees it? We share information about your users with advertising partners. How long is it kept?
"""
TERMS_OF_USE = """Aurora terms of use

These terms are an agreement between Aurora Inc. ("we") and the customer ("you").

1 The service
We shall provide the service. You shall pay the fees within 30 days. Either party may terminate this agreement.
{ending}
"""


@pytest.mark.parametrize(
    ("opening", "ending", "counts"),
    [
        ("This notice is part of the Aurora terms of use.", "", True),
        ("This notice answers common questions.", "The Aurora privacy notice applies.", True),
        ("This notice answers common questions.", "", False),
    ],
)
def test_a_notice_counts_where_it_belongs_to_the_terms(registry, opening, ending, counts):
    assessment = assess(registry, TERMS_OF_USE.format(ending=ending), NOTICE.format(opening=opening))
    found = {item.kind for item in assessment.clauses if item.document == 1}
    assert (finding(assessment, "OWN-03").verdict == "adverse") is counts, found
