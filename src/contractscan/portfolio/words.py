"""The words of matrices and comparisons in both report languages."""

from __future__ import annotations

from contractscan.model import FactValue, Text
from contractscan.rendering.factsheet import value_words
from contractscan.rendering.texts import say

COMPARISON = Text(sv="Jämförelse av två avtalsversioner", en="Comparison of two versions")
OLD = Text(sv="Tidigare", en="Old")
NEW = Text(sv="Ny", en="New")
VERDICTS = Text(sv="Ändrade bedömningar och uppgifter", en="Changed verdicts and facts")
NO_VERDICTS = Text(sv="Ingen bedömning och ingen uppgift har ändrats.", en="No verdict and no fact has changed.")
CHANGES = Text(sv="Ändrad avtalstext", en="Changed words")
NO_CHANGES = Text(sv="Avtalstexten är oförändrad.", en="The words have not changed.")
NO_TEXT = Text(
    sv="Avtalstexten har inte jämförts, eftersom minst en version är en sparad rapport utan handlingar.",
    en="The words were not compared, as at least one version is a saved report without documents.",
)
STAYED = Text(
    sv="{unchanged} textställen är oförändrade och {moved} har flyttats utan att ändras.",
    en="{unchanged} passages stayed as they were and {moved} moved without change.",
)
MORE_WORDS = Text(
    sv="Ytterligare {count} ändrade textställen som rör kravet finns längre ned.",
    en="{count} more changed passages that concern this requirement stand further down.",
)
BETTER = Text(sv="bättre", en="better")
WORSE = Text(sv="sämre", en="worse")
SAME = Text(sv="oförändrad bedömning", en="same verdict")
DIRECTIONS = {"better": BETTER, "worse": WORSE, "same": SAME}
ADDED = Text(sv="Tillagt", en="Added")
REMOVED = Text(sv="Borttaget", en="Removed")
REWORDED = Text(sv="Omformulerat", en="Reworded")
KINDS = {"added": ADDED, "removed": REMOVED, "reworded": REWORDED}
REQUIREMENT = Text(sv="Krav", en="Requirement")
FACTS = Text(sv="Uppgifter", en="Facts")
WORDS = Text(sv="Ord som avgör", en="Deciding words")
PAGE = Text(sv="s.", en="p.")
SUMMARY = Text(
    sv="{worse} krav bedöms sämre, {better} bättre. {changes} textställen är ändrade.",
    en="{worse} requirements got worse, {better} better. {changes} passages changed.",
)
MATRIX = Text(sv="Leverantörsmatris", en="Vendor matrix")
FINDINGS = Text(sv="Alla bedömningar", en="All findings")
VERDICT = Text(sv="Bedömning", en="Verdict")
SEVERITY = Text(sv="Allvar", en="Severity")
DECISION = Text(sv="Beslut", en="Decision")
KEY = Text(sv="Teckenförklaring", en="Key")
EXAMINED = Text(
    sv="{examined} leverantörer har granskats mot {requirements} krav. {failed} kunde inte granskas.",
    en="{examined} vendors were examined against {requirements} requirements. {failed} could not be examined.",
)
VENDOR = Text(sv="Leverantör", en="Vendor")
CRITICAL = Text(sv="Öppna kritiska", en="Open critical")
WITH_GAP = Text(sv="Leverantörer med brist", en="Vendors with a gap")
GAPS = Text(sv="Öppna brister", en="Open gaps")
FAILED = Text(sv="Kunde inte granskas", en="Could not be examined")
LACKING = Text(sv="Vad de flesta saknar", en="What most vendors lack")
SHARE = Text(sv="Andel med brist", en="Share with a gap")
TOPIC = Text(sv="Område", en="Topic")
SHOW = Text(sv="Visa", en="Show")
ALL = Text(sv="Alla krav", en="All requirements")
ONLY_CRITICAL = Text(sv="Bara kritiska krav", en="Critical requirements only")
SEARCH = Text(sv="Filtrera leverantörer och krav", en="Filter vendors and requirements")
RANKING = Text(sv="Rangordning efter öppna kritiska brister", en="Ranking by open critical gaps")
TITLE = Text(sv="Kravets rubrik", en="Title")
REASON = Text(sv="Skäl", en="Reason")
EVIDENCE = Text(sv="Stöd i avtalet", en="Evidence")
DISCLAIMER = Text(sv="Underlag för bedömning, inte juridisk rådgivning.", en="A basis for judgement, not legal advice.")


UNITS = {
    "months": (Text(sv="månad", en="month"), Text(sv="månader", en="months")),
    "days": (Text(sv="dag", en="day"), Text(sv="dagar", en="days")),
    "hours": (Text(sv="timme", en="hour"), Text(sv="timmar", en="hours")),
}
ENTRIES = (Text(sv="post", en="entry"), Text(sv="poster", en="entries"))


def fact(name: str, value: FactValue, language: str) -> str:
    """The value of a fact as a reader says it; the unit is the end of its name."""
    unit = ENTRIES if name == "entries" else UNITS.get(name.rpartition("_")[2])
    if unit is None or isinstance(value, (str, bool)):
        return value_words(value).in_language(language)
    return f"{say('{number}', number=value).in_language(language)} {unit[value != 1].in_language(language)}"


def base_of(name: str) -> str:
    """The name of a fact without its unit."""
    base, _, unit = name.rpartition("_")
    return base if unit in UNITS else name


def coarseness(name: str) -> int:
    """The place of the fact's unit among the units, months first."""
    return list(UNITS).index(unit) if (unit := name.rpartition("_")[2]) in UNITS else 0


def filled(text: Text, language: str, **values: object) -> str:
    """The words in one language with {names} put in, once and without reading braces in the values."""
    words = text.in_language(language)
    parts = words.split("{")
    result = parts[0]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        result += f"{values[name]}{rest}"
    return result
