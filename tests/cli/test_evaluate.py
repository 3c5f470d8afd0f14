"""`contractscan evaluate`."""

import json

import pytest
from click.testing import CliRunner

from contractscan.cli.evaluate import command

FILE = """requirement: EXI-04
language: en
partial:
  - "The Customer may export the Customer Data for 30 days after termination."
adverse:
  - "The Customer may terminate this Agreement on 30 days' notice."
"""
TERMS = """# Terms of service

This Agreement is made between Aurora AB (the "Supplier") and the Customer. Aurora is an invented company.

## 1 The service

The Supplier shall provide the service to the Customer. The Supplier shall keep the Customer Data confidential. The
Customer shall pay the fees within 30 days. Either party may terminate this Agreement on three months' notice.

## 2 Return of data

For 30 days after termination the Customer may export the Customer Data.
"""
LABELS = {
    "language": "en",
    "labels": {
        "EXI-04": {
            "verdict": "partial",
            "quotes": [{"text": "For 30 days after termination the Customer may export the Customer Data."}],
        },
        "GOV-02": {"verdict": "met", "why": "a wrong label"},
    },
}


@pytest.fixture
def corpus(tmp_path):
    root = tmp_path / "corpus"
    (root / "clauses" / "en").mkdir(parents=True)
    (root / "clauses" / "en" / "EXI-04.yaml").write_text(FILE, encoding="utf-8")
    (root / "aurora").mkdir()
    (root / "aurora" / "terms.md").write_text(TERMS, encoding="utf-8")
    (root / "aurora" / "labels.json").write_text(json.dumps(LABELS), encoding="utf-8")
    return root


def run(*arguments):
    result = CliRunner().invoke(command, [str(item) for item in arguments], standalone_mode=False)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_sets_and_passages_have_their_tables(corpus):
    output = run(corpus).output
    assert any(line.split()[:6] == ["EXI", "1", "|", "1.000", "1.000", "1.000"] for line in output.splitlines())
    assert any(line.startswith("EXI") and line.endswith("0.500") for line in output.splitlines())


def test_misses_name_label_and_line(corpus):
    output = run(corpus, "--misses").output
    assert "GOV-02  want met" in output
    assert "a wrong label" in output
    assert "EXI-04.yaml:6: want adverse, got not_found" in output


def test_by_detector(corpus):
    assert "exit.retrieval" in run(corpus, "--by", "detector").output


def test_confusion_has_precision_and_recall(corpus):
    assert "precision recall" in run(corpus, "--confusion").output


def test_a_loss_against_the_baseline_is_exit_code_one(corpus, tmp_path):
    saved = tmp_path / "figures.json"
    assert run(corpus, "--save", saved).return_value == 0
    assert run(corpus, "--baseline", saved).return_value == 0
    (corpus / "clauses" / "en" / "EXI-04.yaml").write_text(FILE.replace("partial:", "met:"), encoding="utf-8")
    result = run(corpus, "--baseline", saved)
    assert result.return_value == 1
    assert "passages EXI: right fell from 0.500 to 0.000" in result.output


def test_only_narrows(corpus):
    assert "GOV" not in run(corpus, "--only", "EXI").output


def test_nothing_to_measure_is_a_usage_error(tmp_path):
    result = CliRunner().invoke(command, [str(tmp_path)], standalone_mode=False)
    assert "no labels.json" in str(result.exception)
