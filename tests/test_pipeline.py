"""What an Assessment says beside its findings. All texts are invented."""

from __future__ import annotations

from contractscan import pipeline, settings
from contractscan.model import Answer
from contractscan.plugins import build_registry
from contractscan.testing import contract_set, document


def test_answers_are_called_what_the_catalogue_calls_their_condition():
    registry = build_registry()
    options = pipeline.ScanOptions(
        answers={"secrecy": False}, settings=settings.Settings(classification=settings.classification("K3R1T2"))
    )
    words = contract_set(document("The Supplier shall process personal data in the EU."))
    told = pipeline.assess(words, registry, options).applicability
    titles = {condition.id: condition.title for condition in registry.catalogue.applicability.conditions}
    assert {one.key: one.title for one in told[:-1]} == titles
    assert next(one.answer for one in told if one.key == "secrecy") == "no"
    assert told[-1] == Answer(key="classification", title=pipeline.CLASSIFICATION, answer="K3R1T2")
