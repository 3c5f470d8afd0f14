"""Compiled patterns over passages."""

import contextlib
import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractscan.errors import DefinitionError
from contractscan.patterns.lexicon import Entry, Lexicon
from contractscan.patterns.matching import Passage, PatternMatch, compile_pattern, match


def passage(lexicon, text, names=None):
    hits = lexicon.read(text, names)
    return Passage(list(range(len(hits.words))), hits)


def found(lexicons, source, text, language="en"):
    lexicon = lexicons[language]
    pattern = compile_pattern(source, lexicon)
    result = match(pattern, passage(lexicon, text))
    return result if isinstance(result, PatternMatch) else None


@pytest.mark.parametrize(
    ("source", "text", "matches"),
    [
        ("notify {customer}", "shall notify Customer of it", True),
        ("notify {customer}", "shall notify the Customer", False),
        ("notify ... {customer}", "shall notify the Customer", True),
        ("notify ..2.. customer", "notify one two three customer", False),
        ("notify ..3.. customer", "notify one two three customer", True),
        ("delet* & backup*", "backups are kept; data is deleted", True),
        ("delet* & not backup*", "backups are kept; data is deleted", False),
        ("*biträde", "ett underbiträde", True),
        ("sub-processor", "a subprocessor", True),
        ("sub-processor", "a sub processor", True),
        ("impact assessment", "with impact-assessment duties", True),
        ("data protection assessment", "a data-protection assessment", True),
        ("sub* assessment & sub-processor", "a sub-processor assessment", True),
        ("subprocess* assessment", "a sub-processor assessment", True),
        ('"by law"', "required by law.", True),
        ("(return | hand over) data", "hand over data", True),
        ("shall (promptly)? notify", "shall notify", True),
        ("shall (promptly)? notify", "shall promptly notify", True),
        ("shall (promptly)? notify", "shall slowly notify", False),
        ("shall ..4.. (promptly)? notify", "shall in any case notify", True),
        ("a (b c | d ..3.. e) f", "a d x y e f", True),
        ("{url}", "the list at norr-moln.example/villkor is current", True),
        ("{url}", "see www.norr-moln.example for more", True),
        ("{url}", "customers and/or suppliers, t.ex. Norr Inc./others", False),
        ("not ..4.. firewalls", "measures that do not cover firewalls", True),
        ("not ..4.. firewalls", "measures, which is not limited to firewalls", False),
        ("is not limited to", "measures, which is not limited to firewalls", True),
    ],
)
def test_constructs(lexicons, source, text, matches):
    assert bool(found(lexicons, source, text)) is matches


DENIED = {
    "denied": [Entry("never"), Entry("no ..2.. (duty | {burden})"), Entry("need not")],
    "burden": [Entry("obligation"), Entry("bounden ..1.. task")],
}


@pytest.mark.parametrize(
    ("source", "text", "matches"),
    [
        ("{denied} ..4.. restore", "we never restore", True),
        ("{denied} ..4.. restore", "we have no legal duty to restore", True),
        ("{denied} ..4.. restore", "no obligation on us to restore", True),
        ("{denied} ..4.. restore", "no bounden legal task to restore", True),
        ("{denied} ..4.. restore", "a duty to restore", False),
        ("{denied} ..1.. restore", "no duty for us to restore", False),
        ("we ..1.. {denied} restore", "we are under no duty restore", False),
        ("we ..2.. {denied} restore", "we have no duty restore", True),
        ("(surely | {denied}) restore", "we need not restore", True),
        ("restore & not {denied}", "no duty to restore", False),
    ],
)
def test_an_entry_of_a_vocabulary_may_be_written_in_the_pattern_language(source, text, matches):
    lexicon = Lexicon("en", DENIED)
    assert isinstance(match(compile_pattern(source, lexicon), passage(lexicon, text)), PatternMatch) is matches


def test_a_construction_has_no_value_to_note():
    with pytest.raises(DefinitionError, match="no value to note"):
        compile_pattern("{denied:what} restore", Lexicon("en", DENIED))


def test_vocabularies_that_name_each_other_are_told():
    lexicon = Lexicon("en", {"a": [Entry("one ..2.. {b}")], "b": [Entry("two ..2.. {a}")]})
    with pytest.raises(DefinitionError, match="name each other"):
        compile_pattern("{a}", lexicon)


def test_a_construction_that_denies_names_a_negation():
    lexicon = Lexicon("en", {**DENIED, "negation": [Entry("no"), Entry("never")]})
    assert compile_pattern("{denied} ..2.. restore", lexicon).names_negation


def test_the_tightest_start_wins(lexicons):
    result = found(lexicons, "notify ..20.. customer", "notify us. We then notify the customer")
    assert result.focus.start == 5


@pytest.mark.parametrize(
    ("text", "days", "business"),
    [
        ("within thirty (30) days", 30, False),
        ("within one hundred and seventy-five (175) days", 175, False),
        ("a further 45 days", 45, False),
        ("a further thirty days", 30, False),
        ("within 5 business days", 5, True),
        ("within five (5) working days", 5, True),
        ("within 48 hours", 2, False),
        ("within 2 months", 60, False),
        ("a 30-day notice", 30, False),
    ],
)
def test_durations(lexicons, text, days, business):
    value = found(lexicons, "{duration:x}", text).captures[0].value
    assert (value.days, value.business) == (days, business)


@pytest.mark.parametrize("further", ["a further thirty days", "a further 30 days", "a further thirty (30) days"])
def test_a_further_number_of_days_is_that_number(lexicons, further):
    assert found(lexicons, "within {duration:x}", f"within {further}").captures[0].value.days == 30


def test_the_longest_number_in_words_counts(lexicons):
    assert found(lexicons, "within {duration:x}", "within one hundred and twenty days").captures[0].value.days == 120


@pytest.mark.parametrize("text", ["99.5 %", "99.5%", "99.5 percent", "99.5 per cent"])
def test_percentages(lexicons, text):
    assert found(lexicons, "{percent:x} uptime", text + " uptime").captures[0].value == 99.5


def test_a_number_per_something_is_no_percentage(lexicons):
    assert found(lexicons, "{percent:x}", "3 per hour, and a few cents") is None


def test_swedish_duration_in_words(lexicons):
    assert found(lexicons, "inom {duration:x}", "inom trettio dagar", "sv").captures[0].value.days == 30


def test_vocabulary_values_are_captured(lexicons):
    assert found(lexicons, "stored ..3.. {region:where}", "stored in Sweden").captures[0].value == "SE"


def test_names_of_this_contract(lexicons):
    lexicon = lexicons["en"]
    pattern = compile_pattern("{party.vendor} shall", lexicon)
    text = "Acme Cloud shall deliver"
    assert not isinstance(match(pattern, passage(lexicon, text)), PatternMatch)
    assert isinstance(match(pattern, passage(lexicon, text, {"party.vendor": ["Acme Cloud"]})), PatternMatch)


def test_unknown_vocabulary_names_a_near_one(lexicons):
    with pytest.raises(DefinitionError, match=r"did you mean \{customer\}"):
        compile_pattern("{custmer} shall", lexicons["en"], file="d.yaml", line=7)


def test_long_passages_take_linear_time(lexicons):
    lexicon = lexicons["en"]
    pattern = compile_pattern("a ..60.. a ..60.. (a | b) ..60.. a ..60.. z", lexicon)

    def seconds(words):
        text = passage(lexicon, "a b " * (words // 2))
        start = time.perf_counter()
        match(pattern, text)
        return time.perf_counter() - start

    seconds(500)
    assert seconds(16_000) < 16 * max(seconds(2_000), 0.002)


@given(st.text(alphabet='ab{}()|&. *"?1', max_size=40))
def test_any_text_compiles_or_is_refused(lexicons, source):
    with contextlib.suppress(DefinitionError):
        compile_pattern(source, lexicons["en"], file="x", line=1)


def test_a_lexicon_is_sent_without_its_tables_and_reads_the_same_there(lexicons):
    lexicon = lexicons["en"]
    text = "Supplier shall notify Customer within thirty (30) days"
    here = lexicon.read(text, {})
    sent = pickle.loads(pickle.dumps(lexicon))
    assert sent._tables is None
    assert sent.read(text, {}) == here
