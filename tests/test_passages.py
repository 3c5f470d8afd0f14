"""Labelled passages."""

import pytest

from contractscan.catalogue.profiles import resolve
from contractscan.errors import DefinitionError
from contractscan.model import Verdict
from contractscan.passages import Passage, as_document, judge, load_passages, read_passages
from contractscan.plugins import build_registry

FILE = """# Synthetic
requirement: EXI-04
language: en
partial:
  - "The Customer may export the Customer Data for 30 days after termination."
adverse:
  - "The Customer must export the Customer Data before this Agreement ends."
none:
  - "The Customer may terminate this Agreement on 30 days' notice."
"""


@pytest.fixture(scope="module")
def registry():
    return build_registry()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "clauses" / "en").mkdir(parents=True)
    (tmp_path / "clauses" / "en" / "EXI-04.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("not: passages\n", encoding="utf-8")
    return tmp_path


def test_passages_are_read_with_their_places(folder):
    passages = load_passages(folder)
    assert [(item.wanted, item.line) for item in passages] == [
        (Verdict.PARTIAL, 5),
        (Verdict.ADVERSE, 7),
        (Verdict.NOT_FOUND, 9),
    ]
    assert {(item.requirement, item.language) for item in passages} == {("EXI-04", "en")}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("language: en", "language: fr"), "fr"),
        (("requirement: EXI-04\n", ""), "requirement"),
        (("none:", "nothing:"), "nothing"),
    ],
)
def test_a_wrong_file_is_told(folder, change, words):
    file = folder / "clauses" / "en" / "EXI-04.yaml"
    file.write_text(FILE.replace(*change), encoding="utf-8")
    with pytest.raises(DefinitionError, match=words):
        read_passages(file)


def test_each_passage_is_judged_alone(folder, registry):
    judged = list(judge(load_passages(folder), registry, resolve(registry.catalogue, "")))
    assert [item.right for item in judged] == [True, True, True]
    assert all(item.detectors for item in judged)


def test_a_wrong_label_is_a_miss(registry):
    passage = Passage(
        requirement="EXI-04", language="en", wanted=Verdict.MET, file="x.yaml", line=1,
        text="The Customer must export the Customer Data before this Agreement ends.",
    )  # fmt: skip
    (judged,) = judge([passage], registry, resolve(registry.catalogue, ""))
    assert not judged.right
    assert judged.finding.verdict is Verdict.ADVERSE


def test_a_requirement_outside_the_profile_is_left_out(registry):
    passage = Passage(requirement="XX-1", language="en", wanted=Verdict.MET, file="x.yaml", line=1, text="Nothing.")
    assert list(judge([passage], registry, resolve(registry.catalogue, ""))) == []


def test_several_lines_are_read_with_their_structure():
    text = "7. Return of data\nThe Supplier shall:\n(a) return all data; and\n(b) delete its copies."
    passage = Passage(requirement="X", language="en", wanted=Verdict.MET, file="x.yaml", line=1, text=text)
    assert as_document(passage).sections
    single = Passage(requirement="X", language="en", wanted=Verdict.MET, file="x.yaml", line=1, text="One line.")
    assert as_document(single).text == "One line."
