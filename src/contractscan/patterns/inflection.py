"""Inflected forms of the words in patterns, for languages in which naming each of them would drown what a pattern says.

Swedish drafters write one duty as "ska lämna" and as "lämnar"; a pattern that names one of them means both. Only
regular endings are made, from the form that stands in the pattern; a form that is no word matches nothing. The passive
is left out: "kunden informeras" is another's duty than "kunden informerar".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Inflect = Callable[[str], tuple[str, ...]]
"""Other forms of a word, which has no star."""
LETTERS = 5
"""Shorter words are mostly irregular or too like others."""
FUNCTION_WORDS = frozenset({
    "force.shall", "force.may", "force.efforts", "force.negated",
    "negation", "negation.after-verb", "negation.harmless", "relative", "oblique", "agent-preposition",
    "party.vendor", "party.customer", "party.third", "party.both",
    "number-word", "time-unit", "business-day", "not-a-party", "sentence-opener",
})  # fmt: skip
"""Vocabularies that list the very forms that they mean."""
_ADJECTIVE = re.compile(r"(?:ig|isk|ell)(?:a|t)?$")


def swedish(word: str) -> tuple[str, ...]:
    """Regular forms of a verb in the present or infinitive, and of an adjective in -ig, -isk or -ell."""
    if len(word) < LETTERS:
        return ()
    if _ADJECTIVE.search(word):
        stem = word[:-1] if word[-1] in "at" else word
        return tuple(form for form in (stem, f"{stem}t", f"{stem}a") if form != word)
    if word.endswith("ar"):
        return (word[:-1],)
    if word.endswith("era"):
        return (f"{word}r",)
    return ()


INFLECTIONS: Mapping[str, Inflect] = {"sv": swedish}


def inflected(text: str, inflect: Inflect) -> tuple[str, ...]:
    """The text of an entry and its other forms; in an entry of several words the first is inflected."""
    first, space, rest = text.partition(" ")
    if "*" in first or not first.isalpha() or not first.islower():
        return (text,)
    return (text, *(f"{form}{space}{rest}" for form in inflect(first)))
