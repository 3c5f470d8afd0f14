"""Numbers in the forms that word processors and browsers show."""

from __future__ import annotations

from collections.abc import Callable


def format_number(value: int, form: str) -> str:
    """A number in one of Word's formats; an unknown one is shown as a decimal."""
    return _FORMATS.get(form, str)(value)


def _letters(value: int) -> str:
    if value < 1:
        return ""
    repeats, place = divmod(value - 1, 26)
    return chr(ord("a") + place) * min(repeats + 1, 30)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    signs = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
        (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    roman = ""
    for size, sign in signs:
        roman += sign * (value // size)
        value %= size
    return roman


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_CARDINALS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_ORDINALS = ("Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def _in_words(value: int, words: tuple[str, ...]) -> str:
    return words[value] if value < len(words) else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "decimalZero": "{:02d}".format,
    "ordinal": _ordinal,
    "cardinalText": lambda value: _in_words(value, _CARDINALS),
    "ordinalText": lambda value: _in_words(value, _ORDINALS),
}
