"""Fixtures for the tests of built-in plugins."""

import pytest

from contractscan.catalogue.profiles import resolve
from contractscan.model import Verdict
from contractscan.passages import Passage
from contractscan.passages import judge as judge_passages
from contractscan.plugins import build_registry


@pytest.fixture(scope="session")
def judge():
    """Judges a few clauses for one requirement, as if they were the whole contract: its verdict and the first quote."""
    registry = build_registry()
    profile = resolve(registry.catalogue, "")

    def one(requirement, text, language="en"):
        passage = Passage(
            requirement=requirement, language=language, wanted=Verdict.MET, text=text, file="test.yaml", line=1
        )
        (judged,) = judge_passages([passage], registry, profile)
        finding = judged.finding
        return finding.verdict.value, finding.evidence[0].quote if finding.evidence else ""

    return one
