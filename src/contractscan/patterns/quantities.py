"""Numbers, durations, percentages and addresses in running text, in figures and words.

The number words and the names of units come from vocabularies (`number-word`, `time-unit`, `business-day`), so a plugin
can add a language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contractscan.patterns import tokens

if TYPE_CHECKING:
    from contractscan.patterns.lexicon import Lexicon, TokenHits, Value

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


def add(hits: TokenHits, lexicon: Lexicon) -> None:
    """Add the hits of numbers, durations, percentages and addresses."""
    from contractscan.patterns.lexicon import Hit

    atoms = {name: lexicon.vocabulary(name) for name in (*NAMES, NUMBER_WORDS, TIME_UNITS, BUSINESS)}
    number_words = hits.singles.get(_known(atoms[NUMBER_WORDS]), {}) if atoms[NUMBER_WORDS] is not None else {}
    words = hits.words
    different = set(words)
    addresses = {word for word in different if tokens.ADDRESS.match(word)}
    telling = addresses | {word for word in different if _amount(word, number_words) is not None}
    for start, word in enumerate(words):
        if word not in telling and start not in hits.phrases:
            continue
        if word in addresses:
            hits.runs.setdefault(start, []).append(Hit(_known(atoms[URL]), start, start + 1))
            continue
        amount, length = _spelled(hits.phrases.get(start, ()), start, number_words)
        if amount is None:
            amount, length = _amount(word, number_words), 1
        if amount is None:
            continue
        here = hits.runs.setdefault(start, [])
        amount, end = _repeated(words, start + length, amount)
        here.append(Hit(_known(atoms[NUMBER]), start, end, amount))
        sign = _percent_sign(words, end)
        if sign:
            here.append(Hit(_known(atoms[PERCENT]), start, end + sign, amount))
        found = _duration(hits, end, amount, atoms, number_words)
        if found is not None:
            here.append(Hit(_known(atoms[DURATION]), start, found[0], found[1]))


def _percent_sign(words: Sequence[str], position: int) -> int:
    """How many words there stand for "%"; 0 where none do."""
    sign = tuple(words[position : position + 2])
    if sign[:1] in (("%",), ("percent",), ("procent",)):
        return 1
    return 2 if sign == ("per", "cent") else 0


def _known(atom: int | None) -> int:
    if atom is None:
        raise LookupError("a built-in quantity has no atom")
    return atom


def _amount(word: str, number_words: Mapping[str, Value]) -> float | None:
    figure = number(word)
    if figure is not None:
        return figure
    value = number_words.get(word)
    return float(value) if isinstance(value, int | float) else None


def _spelled(
    phrases: Sequence[tuple[str, int]], start: int, number_words: Mapping[str, Value]
) -> tuple[float | None, int]:
    """A number of several words, "one hundred and eighty", and its length."""
    for phrase, end in phrases:
        value = number_words.get(phrase)
        if isinstance(value, int | float):
            return float(value), end - start
    return None, 0


def _repeated(words: Sequence[str], position: int, amount: float) -> tuple[float, int]:
    """The number and the position after "(30)" in "thirty (30)"; figures tell more than the last word of a number."""
    window = words[position : position + 3]
    if len(window) == 3 and window[0] in "([" and window[2] in ")]":
        figure = number(window[1])
        if figure is not None:
            return figure, position + 3
    return amount, position


def _duration(
    hits: TokenHits, end: int, amount: float, atoms: Mapping[str, int | None], number_words: Mapping[str, Value]
) -> tuple[int, Quantity] | None:
    """The unit of time after a number, with up to two words between: "thirty (30) full calendar days"."""
    units = hits.singles.get(_known(atoms[TIME_UNITS]), {}) if atoms[TIME_UNITS] is not None else {}
    business_words = hits.singles.get(_known(atoms[BUSINESS]), {}) if atoms[BUSINESS] is not None else {}
    business = False
    for position in range(end, min(end + 3, len(hits.words))):
        for phrase, after in hits.phrases.get(position, ()):
            unit = units.get(phrase)
            if isinstance(unit, str):
                return after, _quantity(amount, unit, business)
        word = hits.words[position]
        other = _amount(word, number_words)
        if other is not None:
            if amount != 1 or other == 1:
                return None
            # "a further 45 days", "a further thirty (30) days": the other number is the one that counts
            other, after = _repeated(hits.words, position + 1, other)
            return _duration(hits, after, other, atoms, number_words)
        unit = units.get(word)
        if isinstance(unit, str):
            return position + 1, _quantity(amount, unit, business)
        business = business or word in business_words
    return None


def _quantity(amount: float, unit: str, business: bool) -> Quantity:
    name, _, flag = unit.partition("/")
    return Quantity(amount, name, business or flag == "business")
