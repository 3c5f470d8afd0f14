"""`contractscan plugins check`: what it says to people who do not program."""

from pathlib import Path

import pytest

from contractscan.checking import check_folder

HEAD = 'detector: our.thing\ntitle: {sv: "A", en: "A"}\nclauses:\n  - kind: our.thing\n'


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(text):
        (tmp_path / "ours").mkdir(exist_ok=True)
        (tmp_path / "ours" / "thing.yaml").write_text(text, encoding="utf-8")
        return check_folder(tmp_path / "ours")

    return run


def test_the_folder_of_an_installed_plugin_is_not_checked_against_itself():
    import contractscan_deletion

    result = check_folder(Path(contractscan_deletion.__file__).parent)
    assert result.errors == ()
    assert result.requirements == 4


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('    en: ["{notfy} ..10.. terms"]', '5:1: there is no vocabulary "notfy" in en; did you mean {notify}?'),
        ('    en: ["{notify} ..10. terms"]', "5:10: a gap is written ... (up to twelve words) or ..8.. (up to eight)"),
        ('    en: ["{notify} & !terms"]', "what must not stand there is written: & not terms"),
        ('    en: ["(a | b"]', "this parenthesis is not closed\n    (a | b\n    ^"),
        ('    en: ["unauthori*ed"]', "* may only stand at the beginning or the end of a word"),
        ('    patterns: ["a"]', "a clause rule has no `patterns:`"),
        ('    bound: supplier\n    en: ["a"]', "`bound:` is one of vendor, customer, any, not supplier"),
        ('  bound: vendor\n    en: ["a"]', "5:3: this line is not indented like the lines before it"),
        ("    en: [{notify} ..10.. terms]", "a text in it needs quotation marks"),
        ('    en: ["a]', "a quotation mark is not closed"),
        ("    en: [a]\n    match: {en: [b: c: d]}", "quotation marks"),
        ("\ten: [a]", "indent with spaces"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_remedy(check, rule, message):
    (error,) = check(HEAD + rule + "\n").errors
    assert error.startswith(("ours/thing.yaml:", "ours\\thing.yaml:"))
    assert message in error


def test_an_example_that_fails_says_what_is_missing(check):
    rule = '    en: ["{notify} ..3.. change*"]\n    match: {en: ["The Supplier shall tell of it."]}\n'
    (error,) = check(HEAD + rule).errors
    assert "thing.yaml:6: our.thing: the example" in error
    assert "missing: change*" in error


def test_words_that_stand_too_far_apart_are_told(check):
    rule = '    en: ["{notify} ..1.. change*"]\n    match: {en: ["We notify you of each and every change."]}\n'
    (error,) = check(HEAD + rule).errors
    assert "words in another order, or too far apart" in error


@pytest.mark.parametrize(
    "rule",
    ['    en: ["{notify} ..3.. change*"]\n    not-en: ["change*"]\n', '    en: ["{notify} & change* & not change*"]\n'],
)
def test_a_pattern_that_can_never_match_is_told(check, rule):
    assert any("can never match" in warning for warning in check(HEAD + rule).warnings)


def test_a_pattern_that_can_match_is_not(check):
    warnings = check(HEAD + '    en: ["{notify} ..3.. change*"]\n    not-en: ["changes ..2.. address"]\n').warnings
    assert not any("can never match" in warning for warning in warnings)


def test_one_language_only_is_a_warning(check):
    assert any("one language only" in warning for warning in check(HEAD + '    en: ["a"]\n').warnings)


def test_an_id_that_is_taken_is_an_error(check):
    (error,) = check(HEAD.replace("our.thing", "exit.retrieval") + '    en: ["a"]\n    sv: ["a"]\n').errors
    assert "registered by exit too" in error
