"""Numbers, durations, percentages and addresses in running text, in figures and words.

The number words and the names of units come from vocabularies (`number-word`, `time-unit`, `business-day`), so a plugin
can add a language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contractscan.patterns.lexicon import Hit, Lexicon

DURATION, NUMBER, PERCENT, URL = "duration", "number", "percent", "url"
NAMES = frozenset({DURATION, NUMBER, PERCENT, URL})
NUMBER_WORDS, TIME_UNITS, BUSINESS = "number-word", "time-unit", "business-day"
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 720.0, "quarter": 2160.0, "year": 8760.0}
"""A month counts as 30 days and a year as 365, as a comparison with thresholds needs one length."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of time.

    Attributes:
        amount: the number.
        unit: key of `HOURS`.
        business: whether business or working days are meant.
    """

    amount: float
    unit: str
    business: bool = False

    @property
    def hours(self) -> float:
        """The length in hours; a business day counts as a day."""
        return self.amount * HOURS[self.unit]

    @property
    def days(self) -> float:
        """The length in days."""
        return self.hours / 24


def number(word: str) -> float | None:
    """The number that figures state: "30", "1,5", "10 000" is two words and not handled here."""
    text = word.rstrip(".")
    if not text or not text[0].isdigit():
        return None
    if "," in text and "." not in text:
        head, _, tail = text.rpartition(",")
        text = head.replace(",", "") + tail if len(tail) == 3 else head.replace(",", "") + "." + tail
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def add(words: Sequence[str], hits: list[list[Hit]], lexicon: Lexicon) -> None:
    """Add the hits of numbers, durations, percentages and addresses."""
    from contractscan.patterns.lexicon import Hit

    atoms = {name: lexicon.vocabulary(name) for name in (*NAMES, NUMBER_WORDS, TIME_UNITS, BUSINESS)}
    for start, word in enumerate(words):
        if word.startswith(("http://", "https://", "www.")):
            hits[start].append(Hit(_known(atoms[URL]), start, start + 1))
            continue
        amount = _amount(word, hits[start], atoms[NUMBER_WORDS])
        if amount is None:
            continue
        end = _after_repetition(words, start + 1)
        hits[start].append(Hit(_known(atoms[NUMBER]), start, end, amount))
        if end < len(words) and words[end] in ("%", "percent", "procent"):
            hits[start].append(Hit(_known(atoms[PERCENT]), start, end + 1, amount))
        _add_duration(words, hits, start, end, amount, atoms)


def _known(atom: int | None) -> int:
    if atom is None:
        raise LookupError("a built-in quantity has no atom")
    return atom


def _amount(word: str, here: Sequence[Hit], number_words: int | None) -> float | None:
    figure = number(word)
    if figure is not None:
        return figure
    values = [hit.value for hit in here if hit.atom == number_words and isinstance(hit.value, int | float)]
    return float(values[0]) if values else None


def _after_repetition(words: Sequence[str], position: int) -> int:
    """Position after "(30)" in "thirty (30)", else unchanged."""
    window = words[position : position + 3]
    repeated = len(window) == 3 and window[0] in "([" and window[2] in ")]" and number(window[1]) is not None
    return position + 3 if repeated else position


def _add_duration(
    words: Sequence[str], hits: list[list[Hit]], start: int, end: int, amount: float, atoms: dict[str, int | None]
) -> None:
    from contractscan.patterns.lexicon import Hit

    business = False
    position = end
    for _ in range(3):  # "thirty (30) full calendar days"
        if position >= len(words):
            return
        for hit in hits[position]:
            if hit.atom == atoms[TIME_UNITS] and isinstance(hit.value, str):
                unit, _, flag = hit.value.partition("/")
                value = Quantity(amount, unit, business or flag == "business")
                hits[start].append(Hit(_known(atoms[DURATION]), start, hit.end, value))
                return
        business = business or any(hit.atom == atoms[BUSINESS] for hit in hits[position])
        position += 1
