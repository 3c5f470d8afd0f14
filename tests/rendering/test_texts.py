"""Every word of the reports is there in both languages, and says the same with the same places for values."""

from __future__ import annotations

import ast
import re
import string
from importlib.resources import files
from pathlib import Path

import pytest

import contractscan.rendering
from contractscan.model import Text
from contractscan.portfolio import words as portfolio_words
from contractscan.rendering import labels
from contractscan.rendering.factsheet import sheet
from contractscan.rendering.texts import catalogue, listed, plain, read_po, say, say_count
from contractscan.rendering.words import WORDS

FOLDER = Path(contractscan.rendering.__file__).parent
SAME = {"Format", "Land", "Region", "Id", "SHA-256"}


def messages() -> set[str]:
    """The messages in the code: literal arguments of `say`, `say_count` and `mark`."""
    found = set()
    for path in [*FOLDER.glob("*.py"), *(FOLDER.parent / "portfolio").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                number = {"say": 1, "mark": 1, "say_count": 2}.get(node.func.id, 0)
                for argument in node.args[:number]:
                    if isinstance(argument, ast.Constant):
                        found.add(argument.value)
    return found


def names(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def test_messages_are_found_in_the_code():
    assert "Gap report: {name}" in messages()
    assert len(messages()) > 150


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_catalogue_is_complete_and_holds_nothing_else(language):
    assert set(catalogue(language)) == messages()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_translations_have_the_same_places_for_values(language):
    for message, words in catalogue(language).items():
        if message.startswith("1 "):
            continue
        assert names(words) == names(message), message


def test_the_swedish_words_are_swedish():
    same = {message for message, words in catalogue("sv").items() if message == words}
    assert {message for message in same if re.search("[a-z]{3}", re.sub(r"\{\w+\}", "", message))} <= SAME


def test_the_catalogues_are_read_as_gettext_reads_them(tmp_path):
    pofile = pytest.importorskip("babel.messages.pofile", reason="babel is not installed")
    for language in ("sv", "en"):
        path = files("contractscan.rendering") / "locale" / language / "LC_MESSAGES" / "contractscan.po"
        source = path.read_text(encoding="utf-8")
        with path.open("rb") as stream:
            read = pofile.read_po(stream, locale=language, abort_invalid=True)
        assert {message.id: message.string for message in read if message.id} == read_po(source)


def test_fuzzy_and_empty_entries_are_no_translations():
    source = '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n\nmsgid "d"\nmsgstr ""\n"e"\n"f"\n'
    assert read_po(source) == {"d": "ef"}


def test_labels_texts_of_the_fact_sheet_and_of_matrices_are_there_in_both_languages():
    definition = sheet()
    texts = [label for _, _, label in (*definition.patterns, *definition.quotes)]
    texts += [*definition.titles, *definition.values.values(), *definition.standard_texts.values()]
    texts += [text for state in definition.states for text in state[2:]]
    texts += [value for value in vars(portfolio_words).values() if isinstance(value, Text)]
    texts += [say(message) for message in WORDS.values()]
    texts += [labels.verdict_count(verdict, count) for verdict in labels.VERDICT_ORDER for count in (1, 2)]
    assert len(texts) > 150
    assert [text for text in texts if not text.sv.strip() or not text.en.strip()] == []


def test_numbers_are_written_as_the_language_writes_them():
    text = say_count("{count} page", "{count} pages", 12345)
    assert (text.sv, text.en) == ("12\u00a0345 sidor", "12,345 pages")
    assert say("{number}", number=99.9) == Text("99,9", "99.9")


def test_braces_in_values_are_left_alone():
    assert say("Gap report: {name}", name="{name.__class__} {0}").en == "Gap report: {name.__class__} {0}"


def test_lists_in_words():
    assert listed([plain("a"), plain("b"), plain("c")]) == Text("a, b och c", "a, b and c")
    assert listed([]) == Text("", "")


@pytest.mark.parametrize(("count", "expected"), [(1, "1 uppfyllt"), (3, "3 uppfyllda")])
def test_verdicts_are_inflected_with_their_number(count, expected):
    from contractscan.model import Verdict

    assert labels.verdict_count(Verdict.MET, count).sv == expected


def test_a_provision_that_binds_both_parties_says_so_once():
    from contractscan.model import LegalForce

    both = labels.force_words((LegalForce.BINDS_VENDOR, LegalForce.BINDS_CUSTOMER))
    assert both == Text("författning, binder leverantören och kunden", "statute, binds the vendor and the customer")
    mixed = labels.force_words((LegalForce.BINDS_CUSTOMER, LegalForce.GUIDANCE))
    assert mixed.sv == "författning, binder kunden och vägledning"
