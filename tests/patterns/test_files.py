"""Detector and vocabulary files: what may stand in them."""

import pytest

from contractscan import datafiles
from contractscan.errors import DefinitionError
from contractscan.patterns.files import read_vocabularies


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("denied: {en: {no: ['no ..4.. duty']}}", "no fixed words"),
        ("denied: {en: ['no ..4.. duty & owed']}", "one sequence"),
        ("denied: {en: ['no ..90.. duty']}", "at most 60"),
        ("denied: {de: [kein]}", "not a language"),
    ],
)
def test_a_wrong_vocabulary_is_told_with_its_file_and_line(text, words):
    with pytest.raises(DefinitionError, match=words) as caught:
        read_vocabularies(datafiles.load(text, "words.yaml"), {})
    assert (caught.value.file, caught.value.line) == ("words.yaml", 1)
