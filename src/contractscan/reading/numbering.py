"""Clause numbers and list markers at the start of a block: "9.4", "§ 7", "7 §", "Annex II", "Bilaga 1", "(a)", "•".

Only the form is judged here. Whether "12." opens the twelfth clause or is the end of a broken line is for the
sequence of all labels to decide, in `sections`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """The form of a label."""

    DECIMAL = "decimal"
    """1, 1.1, (1)"""
    LOWER = "lower"
    """(a), b., and roman iv), which looks alike"""
    UPPER = "upper"
    """A., (B), and roman IV."""
    SIGN = "sign"
    """§ 7, 7 §"""
    WORD = "word"
    """Article 7, Annex II, Bilaga 1, 2 kap."""
    BULLET = "bullet"


class Role(StrEnum):
    """What the word of a label says about the part that it names."""

    ANNEX = "annex"
    """A document of its own behind the contract."""
    PART = "part"
    """A part that holds several clauses."""
    CLAUSE = "clause"
    """A clause that counts as one number: "8.1" belongs to "Clause 8"."""
    MODULE = "module"
    """A variant inside a clause."""


_ROLES = {
    Role.ANNEX: "annex annexure appendix schedule exhibit attachment addendum bilaga underbilaga tillägg appendices",
    Role.PART: "part chapter title del kapitel kap avdelning book",
    Role.CLAUSE: "article section clause artikel klausul avsnitt punkt paragraf paragraph art",
    Role.MODULE: "module modul option alternativ",
}
ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split()}

_COUNTING_WORDS = {
    word: value
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "ett två tre fyra fem sex sju åtta nio tio elva tolv",
    )
    for value, word in enumerate(words.split(), start=1)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A number or marker as it stands at the start of a block.

    Attributes:
        style: its form.
        marker: its characters as printed, with the punctuation: "9.4.", "(a)", "§ 7"; the block's text begins with it.
        number: how it is cited: "9.4", "§ 7", "Annex II", "a".
        end: offset of the first word behind it.
        values: its components as numbers; for letters their place in the alphabet; () for a bullet or a bare "Annex".
        roman: the value when read as a roman numeral, 0 where it is none.
        enclosure: "(", ")", "." or "", what sets it off; the list to which an item belongs has one of them throughout.
        suffix: the letter of an inserted number: "a" in "4 a".
        word: the word of a WORD label in lower case.
        role: what that word stands for.
        separated: whether punctuation stands between a WORD label and what follows.
    """

    style: Style
    marker: str
    number: str
    end: int
    values: tuple[int, ...] = ()
    roman: int = 0
    enclosure: str = ""
    suffix: str = ""
    word: str = ""
    role: Role | None = None
    separated: bool = False

    @property
    def key(self) -> str:
        """Labels of one list have the same key."""
        if self.style is Style.BULLET:
            return f"bullet{self.marker}"
        return f"{self.style}{self.enclosure}"


_SPACE = r"[ \t\u00a0\u2002\u2003\u2007\u2009\u202f]"
_UPPER_START = r"[A-ZÅÄÖÉÜ\"“”„«'‘\[]"
_STARTS_UPPER = re.compile(_UPPER_START)
_DECIMAL = re.compile(
    rf"""
    (?P<open>\(?)
    (?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{0,6}})
    (?P<suffix>[a-z](?=[.):]|{_SPACE}|$) | {_SPACE}[a-z](?=[.):]{_SPACE}))?
    (?P<close>[.):]{{0,2}})
    (?:{_SPACE}+|$|(?<=[.)])(?=[A-ZÅÄÖ][a-zåäö]))
    """,
    re.VERBOSE,
)
_LETTERS = re.compile(
    rf"(?P<open>\(?)(?P<letters>[a-zåäö]{{1,6}}|[A-ZÅÄÖ]{{1,6}})(?P<close>\)\.?|\.\)?)(?:{_SPACE}+|$)"
)
_BARE_ROMAN = re.compile(rf"(?P<open>)(?P<letters>[IVXL]{{1,6}})(?P<close>){_SPACE}+(?={_UPPER_START})")
_SIGN = re.compile(
    rf"""
    (?:§{{1,2}}{_SPACE}?(?P<after>\d{{1,3}}(?:\.\d{{1,3}})*)(?:{_SPACE}?(?P<after_suffix>[a-z])(?![\w]))?
      |(?P<before>\d{{1,3}})(?:{_SPACE}?(?P<before_suffix>[a-z]))?{_SPACE}?§)
    (?P<close>[.:)]?)(?:{_SPACE}*[–—-]{_SPACE}+|{_SPACE}+|$)
    """,
    re.VERBOSE,
)
_CHAPTER = re.compile(rf"(?P<number>\d{{1,3}}){_SPACE}(?P<word>[Kk]ap(?:\.|itel)|KAP(?:\.|ITEL))(?:{_SPACE}+|$)")
_WORD = re.compile(
    rf"""
    (?P<word>{"|".join(sorted(ROLE_OF, key=len, reverse=True))})
    (?:\.?(?:{_SPACE}*(?:no|nr|n:o)\.?)?{_SPACE}*
       (?P<number>\d{{1,3}}(?:\.\d{{1,3}})*(?:{_SPACE}?[a-z](?![\w]))?|[ivxlc]{{1,6}}|[a-z](?:[.-]?\d{{1,2}})*
         |{"|".join(_COUNTING_WORDS)})
       (?![\w(/§%]|\.\d|[-–]\w)
    )?
    (?P<close>{_SPACE}*(?:[.:)]|[–—-](?={_SPACE})|[–—]|\|)(?=\W|$|[A-ZÅÄÖ]))?
    (?P<gap>{_SPACE}+|$|(?<=\W))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BULLET = re.compile(
    rf"(?P<marker>[•●▪■◦○‣⁃∙·\uf0b7\uf0a7\uf0d8\uf02d\uf0fc➢➤✓✔►▶*–—-]|o)(?:{_SPACE}+|(?<=[•●▪◦‣\uf0b7\uf0a7])(?=\w))"
)
_ROMAN = re.compile(r"(?=.)x{0,4}(?:ix|iv|v?i{0,3})|(?=.)(?:xl|l)x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

# What follows a figure that counts something, so that it numbers nothing.
_MEASURED = re.compile(
    r"""(?:%|‰|€|\$|£|\d|
    (?:january|february|march|april|may|june|july|august|september|october|november|december
      |januari|februari|mars|maj|juni|juli|augusti|oktober
      |sek|eur|usd|gbp|kr|kronor|euro|gb|tb|mb|mbit|ghz|mhz|kw|kwh|st|procent|percent|pct
      |am|pm|a\.m\.|p\.m\.|cet|utc|gmt|times|gånger)\b)""",
    re.VERBOSE | re.IGNORECASE,
)

# What follows a house number, as in "1 Harbour Street" or "12 Mill Lane, Porthaven".
_STREET = re.compile(
    r"(?:[A-Z][\w.'’-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Way|Drive|Boulevard|Blvd|Square|Place|Plaza|Court|"
    r"Quay|Parkway|Pkwy|Highway|Wharf)\b\.?(?:\s(?:North|South|East|West|N|S|E|W)\.?)?\s*(?:,|$)"
)


def parse_label(text: str) -> Label | None:
    """Read the label at the start of a block's text, None where there is none."""
    if not text:
        return None
    first = text[0]
    if first.isdigit() or (first == "(" and text[1:2].isdigit()):
        return _sign(text) or _chapter(text) or _decimal(text)
    if first == "§":
        return _sign(text)
    if first.isalpha() or first == "(":
        return _word(text) or _letters(text) or _bullet(text)
    return _bullet(text)


def marker_label(marker: str, text: str) -> Label:
    """The label that the format gave a block, whatever it looks like; `text` begins with `marker`."""
    label = parse_label(text)
    if label and label.end >= len(marker):
        return label
    label = parse_label(marker)
    end = len(text) - len(text[len(marker) :].lstrip())
    if label is None:
        return Label(style=Style.BULLET, marker=marker, number=marker, end=end)
    return Label(
        style=label.style,
        marker=marker,
        number=label.number,
        end=end,
        values=label.values,
        roman=label.roman,
        enclosure=label.enclosure,
        suffix=label.suffix,
        word=label.word,
        role=label.role,
        separated=label.separated,
    )


def roman_value(letters: str) -> int:
    """The value of a roman numeral up to 89, 0 where the letters are none."""
    letters = letters.lower()
    if not _ROMAN.fullmatch(letters):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _decimal(text: str) -> Label | None:
    match = _DECIMAL.match(text)
    if not match or (match["open"] and not match["close"].startswith(")")):
        return None
    values = tuple(map(int, match["number"].split(".")))
    rest = text[match.end() :]
    close = match["close"]
    if _MEASURED.match(rest) and not (close and rest[:1].isdigit() is False and rest[:1].isupper()):
        return None
    suffix = (match["suffix"] or "").strip()
    numbers_nothing = values[0] > 99 or (rest and not _STARTS_UPPER.match(rest)) or _STREET.match(rest)
    if len(values) == 1 and not close and not suffix and numbers_nothing:
        return None
    if max(values) > 400:
        return None
    enclosure = "(" if match["open"] else close[:1]
    return Label(
        style=Style.DECIMAL,
        marker=text[: match.end("close")],
        number=match["number"] + (match["suffix"] or ""),
        end=match.end(),
        values=values,
        enclosure=enclosure if len(values) == 1 else "",
        suffix=suffix,
    )


def _letters(text: str) -> Label | None:
    match = _LETTERS.match(text) or _BARE_ROMAN.match(text)
    if not match or (match["open"] and ")" not in match["close"]):
        return None
    letters = match["letters"]
    roman = roman_value(letters)
    alpha = _alphabet_value(letters)
    if not roman and not alpha:
        return None
    enclosure = "(" if match["open"] else match["close"][:1]
    return Label(
        style=Style.LOWER if letters.islower() else Style.UPPER,
        marker=text[: match.end("close")],
        number=letters,
        end=match.end(),
        values=(alpha,) if alpha else (),
        roman=roman,
        enclosure=enclosure,
    )


def _alphabet_value(letters: str) -> int:
    """1 for "a", 27 for "aa", 28 for "bb"; 0 for what is no list letter."""
    letters = letters.lower()
    if len(letters) > 2 or letters.strip(letters[0]):
        return 0
    place = "abcdefghijklmnopqrstuvwxyzåäö".find(letters[0]) + 1
    return place + 26 * (len(letters) - 1)


def _sign(text: str) -> Label | None:
    match = _SIGN.match(text)
    if not match:
        return None
    digits = match["after"] or match["before"]
    rest = text[match.end() :]
    if rest and rest[0].islower():
        return None
    return Label(
        style=Style.SIGN,
        marker=text[: match.end("close")],
        number=text[: match.start("close")].strip(),
        end=match.end(),
        values=tuple(int(part) for part in digits.split(".")),
        suffix=match["after_suffix"] or match["before_suffix"] or "",
        role=Role.CLAUSE,
        separated=True,
    )


def _chapter(text: str) -> Label | None:
    match = _CHAPTER.match(text)
    if not match or text[match.end() : match.end() + 1].islower():
        return None
    return Label(
        style=Style.WORD,
        marker=match[0].strip(),
        number=match[0].strip(),
        end=match.end(),
        values=(int(match["number"]),),
        word="kap",
        role=Role.PART,
    )


def _word(text: str) -> Label | None:
    match = _WORD.match(text)
    if not match or not text[0].isupper():
        return None
    number = match["number"] or ""
    if number and number.isalpha() and number.islower() and not _counting(number):
        return None
    if not number and not match["close"] and match.end() < len(text):
        return None
    if not number and ROLE_OF[match["word"].lower()] is not Role.ANNEX:
        return None
    word = match["word"].lower()
    values, roman = _word_values(number)
    printed_end = match.end("number") if number else match.end("word")
    return Label(
        style=Style.WORD,
        marker=text[:printed_end],
        number=text[:printed_end],
        end=match.end(),
        values=values,
        roman=roman,
        word=word,
        role=ROLE_OF[word],
        separated=bool(match["close"]),
    )


def _counting(number: str) -> int:
    return _COUNTING_WORDS.get(number.lower(), 0)


def _word_values(number: str) -> tuple[tuple[int, ...], int]:
    """The number behind a word as values, and as a roman numeral."""
    if not number:
        return (), 0
    if _counting(number):
        return (_counting(number),), 0
    digits = re.match(r"\d+(?:\.\d+)*", number)
    if digits:
        return tuple(int(part) for part in digits[0].split(".")), 0
    letters = re.match(r"[A-Za-z]+", number)
    name = letters[0] if letters else ""
    roman = roman_value(name)
    alpha = _alphabet_value(name) if name else 0
    return ((roman or alpha,) if roman or alpha else ()), roman


def _bullet(text: str) -> Label | None:
    match = _BULLET.match(text)
    if not match:
        return None
    return Label(style=Style.BULLET, marker=match["marker"], number="", end=match.end())
