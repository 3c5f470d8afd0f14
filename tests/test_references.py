"""Documents that are part of the contract but may not have been supplied."""

import pytest

from contractscan.model import Clause, Document, Fact, Source, Span
from contractscan.references import references


def document(name, title=""):
    return Document(source=Source.of(name, b""), text="Terms and more", title=title)


def clause(**facts):
    return Clause(
        kind="reference.incorporated", document=0, span=Span(0, 5), focus=Span(0, 5), detector="d",
        facts=tuple(Fact(name=name, value=value) for name, value in facts.items()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "supplied"),
    [("Data Processing Agreement", 1), ("SLA", 2), ("Support Policy", None), ("list of sub-processors", None)],
)
def test_a_reference_is_matched_with_a_supplied_document(name, supplied):
    documents = (document("terms.pdf"), document("b.pdf", "Data Processing Agreement"), document("acme-sla.pdf"))
    (found,) = references(documents, [clause(name=name, target="https://x.example/a.", incorporated=True)])
    assert (found.supplied, found.target, found.incorporated) == (supplied, "https://x.example/a", True)


def test_a_document_does_not_supply_itself_and_repetitions_count_once():
    documents = (document("sla.pdf", "SLA"),)
    (found,) = references(documents, [clause(name="SLA", target=""), clause(name="sla", target="")])
    assert found.supplied is None
    assert not found.incorporated
