"""The labelled contract sets: every set has its labels, every label is whole, and what it quotes stands in the set."""

import json
from pathlib import Path

import pytest

from contractscan.plugins import build_registry

ROOT = Path(__file__).parents[2] / "corpora" / "sets"
SETS = sorted(path for path in ROOT.glob("*/*") if path.is_dir())
ADDRESSED = {"met", "partial", "adverse"}
VERDICTS = ADDRESSED | {"not_found", "not_applicable"}
LONGEST_WHY = 30


def fold(text):
    """The text with each run of white space as one space: a quote may run over a line break."""
    return " ".join(text.split())


def labels_of(folder):
    return json.loads((folder / "labels.json").read_text(encoding="utf-8"))


def documents_of(folder):
    return [path for path in sorted(folder.iterdir()) if path.name != "labels.json"]


def faults(labels, texts, catalogue):
    """What is wrong with the labels of one set whose documents have these texts."""
    found = [f"{name}: no label" for name in sorted(catalogue - labels.keys())]
    found += [f"{name}: not in the catalogue" for name in sorted(labels.keys() - catalogue)]
    folded = [fold(text) for text in texts]
    for name, label in sorted(labels.items()):
        verdict, quotes = label.get("verdict"), label.get("quotes", [])
        if verdict not in VERDICTS:
            found.append(f"{name}: verdict {verdict}")
        if label.get("confidence") not in {"high", "low"}:
            found.append(f"{name}: confidence {label.get('confidence')}")
        if not 0 < len(label.get("why", "").split()) <= LONGEST_WHY:
            found.append(f"{name}: why")
        if bool(quotes) != (verdict in ADDRESSED):
            found.append(f"{name}: {verdict} with {len(quotes)} quotes")
        for quote in quotes:
            wanted = fold(quote["text"])
            if not wanted or not any(wanted in text for text in folded):
                found.append(f"{name}: not in the set: {wanted}")
    return found


@pytest.fixture(scope="module")
def catalogue():
    # Art. 28 as twenty obligations is another profile; contract sets are labelled by the requirements of their own.
    return {name for name in build_registry().catalogue.requirements if not name.startswith("G28")}


def test_there_are_sets_in_both_languages():
    assert {folder.parent.name for folder in SETS} == {"en", "sv"}


def test_every_set_has_labels():
    assert [f"{folder.parent.name}/{folder.name}" for folder in SETS if not (folder / "labels.json").is_file()] == []


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_labels_are_whole_and_quote_the_set(folder, catalogue):
    texts = [path.read_text(encoding="utf-8") for path in documents_of(folder)]
    assert texts
    assert faults(labels_of(folder)["labels"], texts, catalogue) == []


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_language_is_that_of_the_folder(folder):
    assert labels_of(folder)["language"] == folder.parent.name


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_every_document_says_that_it_is_synthetic(folder):
    openings = {
        path.name: fold("\n".join(path.read_text(encoding="utf-8").splitlines()[:8])).lower()
        for path in documents_of(folder)
    }
    assert [name for name, text in openings.items() if not any(w in text for w in ("synthetic", "syntetisk"))] == []


GOOD = {"verdict": "met", "confidence": "high", "why": "all there", "quotes": [{"text": "We shall\ndelete it."}]}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"verdict": "yes"}, "A-01: verdict yes"),
        ({"confidence": "sure"}, "A-01: confidence sure"),
        ({"why": ""}, "A-01: why"),
        ({"quotes": []}, "A-01: met with 0 quotes"),
        ({"verdict": "not_found"}, "A-01: not_found with 1 quotes"),
        ({"quotes": [{"text": "We shall not delete it."}]}, "A-01: not in the set: We shall not delete it."),
        ({"quotes": [{"text": " "}]}, "A-01: not in the set: "),
    ],
)
def test_a_faulty_label_is_told(change, fault):
    texts = ["First. We  shall delete\nit. Last."]
    assert faults({"A-01": GOOD}, texts, {"A-01"}) == []
    assert fault in faults({"A-01": GOOD | change}, texts, {"A-01"})


def test_missing_and_unknown_requirements_are_told():
    assert faults({"B-01": GOOD}, ["We shall delete it."], {"A-01"}) == [
        "A-01: no label",
        "B-01: not in the catalogue",
    ]
