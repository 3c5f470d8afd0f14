"""Who is bound, and how firmly."""

import pytest

from contractscan.model import Actor, Force
from contractscan.patterns import context
from contractscan.patterns.matching import Passage, compile_pattern, match


def read(lexicons, text, source, language="en"):
    lexicon = lexicons[language]
    pattern = compile_pattern(source, lexicon)
    grammar = context.Grammar.of(lexicon)
    hits = lexicon.read(text, {})
    passage = Passage(list(range(len(hits.words))), hits)
    result = match(pattern, passage)
    return context.read(passage, result.focus, grammar, negation_is_meant=pattern.names_negation)


@pytest.mark.parametrize(
    ("text", "actor", "force"),
    [
        ("Supplier shall notify Customer", Actor.VENDOR, Force.SHALL),
        ("Customer shall notify Supplier", Actor.CUSTOMER, Force.SHALL),
        ("Supplier may notify Customer", Actor.VENDOR, Force.MAY),
        ("Supplier shall use reasonable efforts to notify Customer", Actor.VENDOR, Force.EFFORTS),
        ("Supplier shall not notify Customer", Actor.VENDOR, Force.NEGATED),
        ("Supplier is not obliged to notify Customer", Actor.VENDOR, Force.NEGATED),
        ("Customer may require that Supplier shall notify it", Actor.VENDOR, Force.SHALL),
        ("If Customer asks for it, Supplier shall notify the court", Actor.VENDOR, Force.SHALL),
        ("Customer's staff shall be told; they notify nobody", Actor.UNSTATED, Force.NONE),
        ("the court shall be sent a notify message by Supplier", Actor.VENDOR, Force.SHALL),
        ("Sub-processor shall notify Supplier", Actor.THIRD, Force.SHALL),
        ("Supplier shall without undue delay notify Customer", Actor.VENDOR, Force.SHALL),
        ("Supplier shall without reason notify Customer", Actor.VENDOR, Force.NEGATED),
        ("Supplier is not limited to notify messages", Actor.VENDOR, Force.NONE),
        ("Customer agrees that Supplier, at its sole discretion, may notify the court", Actor.VENDOR, Force.MAY),
        ("Customer agrees that all files may notify the court", Actor.UNSTATED, Force.MAY),
        ("Customer agrees that it may notify the court", Actor.CUSTOMER, Force.MAY),
        ("Customer sends the files that Supplier, for some years now, may notify", Actor.CUSTOMER, Force.MAY),
        ("Notify all requests that shall not bind us", Actor.UNSTATED, Force.NONE),
        ("All notify messages shall not be sent", Actor.UNSTATED, Force.NEGATED),
        ("Nordhamn shall notify the Customer", Actor.UNSTATED, Force.SHALL),
        ("Supplier may engage subcontractors who notify Customer", Actor.VENDOR, Force.MAY),
        ("If a cure is not possible, Supplier notifies and they notify the court", Actor.VENDOR, Force.NONE),
        ("Where the rules do not, for any reason, apply, Supplier shall notify Customer", Actor.VENDOR, Force.SHALL),
        ("Where the rules apply, Supplier shall not, at its own cost, notify Customer", Actor.VENDOR, Force.NEGATED),
        ("Supplier may engage subcontractors and shall notify Customer", Actor.VENDOR, Force.SHALL),
        ("Neither Supplier nor any sub-processor may notify Customer", Actor.VENDOR, Force.MAY),
        ("Supplier and its sub-processors shall notify Customer", Actor.VENDOR, Force.SHALL),
        ("If Supplier has to obey the law, the police or a court, it shall notify Customer", Actor.VENDOR, Force.SHALL),
        ("Where this is not enough, notify Customer", Actor.UNSTATED, Force.NONE),
        ("Customer agrees that Supplier may, if it wishes, notify others", Actor.VENDOR, Force.MAY),
        ("Supplier does not mine, analyse, sell, or notify messages", Actor.VENDOR, Force.NEGATED),
        ("Supplier does not sell old data, and notify Customer", Actor.VENDOR, Force.NONE),
        ("Supplier never waits, it asks and notify Customer", Actor.VENDOR, Force.NONE),
        ("Should Supplier know of a breach, it shall notify Customer", Actor.VENDOR, Force.SHALL),
        ("Should the court order it, Supplier notify Customer", Actor.VENDOR, Force.NONE),
        ("Supplier, should it know of a breach, notify Customer", Actor.VENDOR, Force.NONE),
        ("Supplier should notify Customer", Actor.VENDOR, Force.MAY),
    ],
)
def test_english(lexicons, text, actor, force):
    result = read(lexicons, text, "notify")
    assert (result.actor, result.force) == (actor, force)


@pytest.mark.parametrize(
    ("text", "actor", "force"),
    [
        ("Leverantören ska radera uppgifterna", Actor.VENDOR, Force.SHALL),
        ("Kundens uppgifter ska radera sig av Leverantören", Actor.VENDOR, Force.SHALL),
        ("Kunden åtar sig att radera uppgifterna", Actor.CUSTOMER, Force.SHALL),
        ("Leverantören ska inte radera uppgifterna", Actor.VENDOR, Force.NEGATED),
        ("När det är tillåtet kommer Leverantören att försöka radera Kundens uppgifter", Actor.VENDOR, Force.SHALL),
        ("Om Kunden begär det ska Leverantören radera uppgifterna", Actor.VENDOR, Force.SHALL),
        ("När Kunden slutar ska även Leverantören radera dem", Actor.VENDOR, Force.SHALL),
        ("Leverantören får anlita underbiträden som radera uppgifter", Actor.VENDOR, Force.MAY),
        ("uppgifterna ska radera som följer av kundens instruktioner", Actor.UNSTATED, Force.SHALL),
        ("Leverantören ska till Kunden radera uppgifterna", Actor.VENDOR, Force.SHALL),
        ("Leverantören ska utan dröjsmål radera uppgifterna", Actor.VENDOR, Force.SHALL),
        ("Får Leverantören kännedom om det, radera uppgifterna", Actor.VENDOR, Force.NONE),
        ("Därefter får Leverantören radera uppgifterna", Actor.VENDOR, Force.MAY),
        ("Leverantören får anlita underbiträden och ska radera uppgifterna", Actor.VENDOR, Force.SHALL),
        ("Kunden är medveten om att Leverantören, utan att ange skäl, får radera dem", Actor.VENDOR, Force.MAY),
        (
            "När Kunden flyttar ska Leverantören: bistå, hålla tjänsten i gång, radera uppgifterna",
            Actor.VENDOR,
            Force.SHALL,
        ),
    ],
)
def test_swedish(lexicons, text, actor, force):
    result = read(lexicons, text, "radera", "sv")
    assert (result.actor, result.force) == (actor, force)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Customer is told ten days before", Actor.UNSTATED),
        ("Customer shall be told ten days before by Supplier", Actor.VENDOR),
        ("Customer has told Supplier", Actor.CUSTOMER),
        ("Customer is what Supplier, in all that it has said or done so far, told others", Actor.VENDOR),
    ],
)
def test_who_is_told_does_not_tell(lexicons, text, actor):
    assert read(lexicons, text, "told").actor is actor


def test_a_pattern_that_says_not_takes_the_negation_as_firm(lexicons):
    assert read(lexicons, "Supplier shall not transfer data", "not transfer").force is Force.SHALL


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("Leverantören raderar aldrig uppgifterna", Force.NEGATED),
        ("Leverantören raderar inte uppgifterna", Force.NEGATED),
        ("Leverantören raderar uppgifterna", Force.NONE),
        ("Leverantören raderar dem om inte uppgifterna behövs", Force.NONE),
    ],
)
def test_swedish_denial_after_the_verb(lexicons, text, force):
    assert read(lexicons, text, "raderar ..4.. uppgifterna", "sv").force is force


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Supplier shall assist Customer so that it may answer", Actor.VENDOR),
        ("Supplier shall support requests which Customer shall answer", Actor.VENDOR),
    ],
)
def test_verb_of_a_clause_inside_does_not_govern(lexicons, text, actor):
    assert read(lexicons, text, "(assist | support) ..8.. answer").actor is actor


@pytest.mark.parametrize(
    ("text", "source", "language", "actor"),
    [
        ("The Customer shall be notified", "notified", "en", Actor.UNSTATED),
        ("The Customer shall be promptly notified by the Supplier", "notified", "en", Actor.VENDOR),
        ("The Customer shall have notified", "notified", "en", Actor.CUSTOMER),
        ("I sådant fall ska Kunden underrättas", "underrättas", "sv", Actor.UNSTATED),
        ("Kunden underrättas av Leverantören", "underrättas", "sv", Actor.VENDOR),
        ("Kunden ska underrätta", "underrätta", "sv", Actor.CUSTOMER),
    ],
)
def test_who_suffers_what_a_verb_says_is_not_bound_by_it(lexicons, text, source, language, actor):
    assert read(lexicons, text, source, language).actor is actor


@pytest.mark.parametrize(
    "text",
    [
        "När Kunden lämnar tjänsten raderar Leverantören uppgifterna",
        "1. Efter att Kunden begärt det raderar Leverantören uppgifterna",
    ],
)
def test_a_swedish_main_clause_behind_its_condition_has_its_subject_after_the_verb(lexicons, text):
    assert read(lexicons, text, "raderar", "sv").actor is Actor.VENDOR


@pytest.mark.parametrize(
    ("text", "source", "actor"),
    [
        ("Where Customer leaves, Supplier deletes the data", "leaves ..6.. deletes", Actor.VENDOR),
        ("If Customer leaves, the Supplier deletes the data", "leaves ..6.. deletes", Actor.VENDOR),
        ("If Supplier leaves, Customer deletes the data", "leaves ..6.. deletes", Actor.CUSTOMER),
        ("Customer leaves, Supplier deletes the data", "leaves ..6.. deletes", Actor.CUSTOMER),
        ("If Customer leaves, the data is deleted", "leaves ..6.. deleted", Actor.CUSTOMER),
    ],
)
def test_who_acts_in_a_condition_is_not_who_is_bound(lexicons, text, source, actor):
    assert read(lexicons, text, source).actor == actor
