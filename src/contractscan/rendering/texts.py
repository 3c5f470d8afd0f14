"""The reports' own words in Swedish and English, from the gettext catalogues in ``locale/``.

Every word of a report is a `Text`, so that one content model serves both languages and a web page can hold both. The
catalogues are read as ``.po`` files: they are small, and what translators edit is what runs.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from contractscan.model import LANGUAGES, Text

Value = str | int | float | Text


def mark(message: str) -> str:
    """Mark a message for translation where it is stored and said later."""
    return message


def say(message: str, /, **values: Value) -> Text:
    """The message in both languages, with `values` put in for its ``{names}``.

    Raises:
        KeyError: when a catalogue lacks the message; a test makes sure that none does.
    """
    return Text(*(_fill(catalogue(language)[message], language, values) for language in LANGUAGES))


def say_count(one: str, many: str, count: int, /, **values: Value) -> Text:
    """Like `say`, choosing between singular and plural by `count`, which fills ``{count}``.

    Swedish and English form their plurals alike: one, and everything else.
    """
    return say(one if count == 1 else many, count=count, **values)


def plain(text: str) -> Text:
    """The same words in both languages, for names and quotes."""
    return Text(text, text)


def joined(separator: str, parts: list[Text] | tuple[Text, ...]) -> Text:
    """The parts one after another in each language."""
    return Text(*(separator.join(part.in_language(language) for part in parts) for language in LANGUAGES))


def listed(parts: list[Text] | tuple[Text, ...]) -> Text:
    """The parts as a list in words: "a, b and c"."""
    if len(parts) < 2:
        return parts[0] if parts else plain("")
    return say("{first} and {last}", first=joined(", ", parts[:-1]), last=parts[-1])


def _fill(template: str, language: str, values: Mapping[str, Value]) -> str:
    # Plain replacement: str.format would read braces and attribute look-ups out of contract text nested in values.
    result = []
    rest = template
    while rest:
        before, brace, rest = rest.partition("{")
        result.append(before)
        if brace:
            name, _, rest = rest.partition("}")
            value = values[name]
            result.append(value.in_language(language) if isinstance(value, Text) else _number(value, language))
    return "".join(result)


def _number(value: str | float, language: str) -> str:
    if isinstance(value, (str, bool)):
        return str(value)
    digits = f"{value:,}" if value >= 10_000 else str(value)
    return digits.replace(",", "\u00a0").replace(".", ",") if language == "sv" else digits


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The messages of `language`, keyed by their English form."""
    path = files("contractscan.rendering") / "locale" / language / "LC_MESSAGES" / "contractscan.po"
    return MappingProxyType(read_po(path.read_text(encoding="utf-8")))


def read_po(source: str) -> dict[str, str]:
    """The entries of a gettext catalogue that have a translation, without its header.

    Reads what our catalogues use: ``msgid`` and ``msgstr`` with continued strings, and comments. Fuzzy and obsolete
    entries are left out as gettext leaves them out.
    """
    entries: dict[str, str] = {}
    fields = {"msgid": "", "msgstr": ""}
    current = ""
    fuzzy = False
    for line in [*source.splitlines(), ""]:
        keyword, _, rest = line.strip().partition(" ")
        if keyword in fields:
            current = keyword
            fields[keyword] = ast.literal_eval(rest)
        elif keyword.startswith('"') and current:
            fields[current] += ast.literal_eval(line.strip())
        elif keyword == "#,":
            fuzzy = "fuzzy" in rest
        elif not keyword:
            if fields["msgid"] and fields["msgstr"] and not fuzzy:
                entries[fields["msgid"]] = fields["msgstr"]
            fields = {"msgid": "", "msgstr": ""}
            current, fuzzy = "", False
    return entries
