"""The parties' own names: "Acme" in "Acme will notify the Customer", so that patterns know who is meant.

A name is taken for the vendor's when the contract says so, as in 'Acme LLC ("Acme", "we")', or when it often stands as
the subject of duties and is written with a capital and never without, is none of the words that the vocabularies
already know, and is not a defined thing such as "the Services".

A word that contracts use for either party, such as "the Company", is the vendor's unless the document gives it to the
customer: 'Norrbo AB (the "Company") and Molnet AB (the "Processor")', "the Company acts as a controller".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from contractscan.model import Document
from contractscan.patterns.lexicon import Lexicon
from contractscan.patterns.tokens import norm, norms

_SUBJECT = re.compile(
    r"\b((?:[A-ZÅÄÖ0-9][\w&.’'-]*)(?:\s+[A-ZÅÄÖ][\w&.’'-]*){0,3})\s+"
    r"(?:shall|will|may|must|undertakes?|agrees?|ska|skall|får|kan|äger|ansvarar|förbinder|åtar)\b"
)
_FORMS = (
    r"(?:AB|Inc\.?|LLC|Ltd\.?|Limited|GmbH|AG|S\.?A\.?S?\.?|B\.?V\.?|Oy|AS|A/S|ApS|s\.r\.o\.?|Corp(?:oration)?\.?"
    r"|LLP|PLC|Pty|OÜ|UG|KG|SRL|S\.r\.l\.|SARL|UAB|N\.?V\.?|[Ss]p\. z o\.o\.)"
)
_COMPANY = re.compile(rf"\b((?:[A-ZÅÄÖ0-9][\w&’'-]*)(?:[ ,]+[A-ZÅÄÖ][\w&’'-]*){{0,3}}),?\s+{_FORMS}(?![\w])")
_CAPITALS = r"[A-ZÅÄÖ0-9][\w&.’'-]*"
_BRACKETS = re.compile(rf"(?<![\w.])({_CAPITALS}(?:[ ,]+{_CAPITALS}){{0,4}})?[ ,]*\(([^()]{{2,120}})\)")
_QUOTED = re.compile("[\"“”„«»'‘’]([^\"“”„«»'‘’]{1,40})[\"“”„«»'‘’]")
_CONTROLS = (
    r"(?:\bprocess\w{{0,8}}[^.;]{{0,80}}\bon behalf of (?:the )?{0}\b"
    r"|\b{0}\b(?: \([^()]{{1,40}}\))? (?:is|acts|shall act|will act|is acting)(?: as)?(?: an?| the)?"
    r"(?: (?:data|sole|single|independent))? controller\b"
    r"|\b{0}\b är (?!inte|ej)(?:\w+ )?personuppgiftsansvarig"
    r"|\b(?:behandla|biträde)\w{{0,8}}[^.;]{{0,80}}\bför {0}s? räkning)"
)
"""How a document says that the party of this name controls the data, and so is the customer."""
_NUMBER = re.compile(r"\b\d{4,}\b")
"""Of a register or an address."""
_LEGAL_FORM = re.compile(rf"[ ,]+{_FORMS}\.?$")
MINIMUM = 3
SHARE = 0.34
"""Of the most frequent subject that can be the vendor; rarer ones are other things that "may" and "shall"."""
BEFORE = 400
"""Characters before a bracket in which its company is looked for."""
VENDOR = "party.vendor"
CUSTOMER = "party.customer"
EITHER = "party.either"
NOT_A_PARTY = "not-a-party"
OPENERS = "sentence-opener"


def vendor_names(documents: Sequence[Document], lexicons: Mapping[str, Lexicon]) -> tuple[str, ...]:
    """Names under which the vendor appears as the subject of duties, most frequent first."""
    counts: Counter[str] = Counter()
    lowercase: Counter[str] = Counter()
    companies: set[str] = set()
    openers = {words[0] for words in _words_of(lexicons, OPENERS) if words}
    for document in documents:
        for match in _SUBJECT.finditer(document.text):
            counts[_subject(match.group(1), openers)] += 1
        lowercase.update(re.findall(r"(?<![\w./@-])[a-zåäö][\w-]+(?![./@]\w)", document.text))
        companies.update(norm(match.group(1).split()[0]) for match in _COMPANY.finditer(document.text))
    known = _known_words(lexicons)
    things = {norms(definition.term) for document in documents for definition in document.definitions}
    most = max((count for name, count in counts.items() if norms(name) not in known), default=0)
    things = {words for words in things if not _dominant(words, counts, lowercase, most)}
    candidates = {
        name: count
        for name, count in counts.items()
        if name and count >= MINIMUM and not _ordinary(name, count, known, things, lowercase, companies)
    }
    vendors = frozenset(words for words in _words_of(lexicons, VENDOR))
    rivals = [count for name, count in counts.items() if norms(name) in vendors]
    most = max([*candidates.values(), *rivals], default=0)
    chosen = {name: count for name, count in candidates.items() if count >= most * SHARE}
    for document in documents:
        for name in _declared(document.text, vendors, openers, counts):
            if _is_name(name, known, lowercase):
                chosen.setdefault(name, 0)
    return tuple(sorted(chosen, key=lambda name: (-chosen[name], name)))


def customer_names(document: Document, lexicons: Mapping[str, Lexicon]) -> tuple[str, ...]:
    """The words for either party that this document gives to the customer, in order."""
    # a party's name is written with a capital; most documents have none of these words
    either = {words for words in _words_of(lexicons, EITHER) if " ".join(words).capitalize() in document.text}
    if not either:
        return ()
    vendors, customers = set(_words_of(lexicons, VENDOR)), set(_words_of(lexicons, CUSTOMER))
    vendors.difference_update(_words_of(lexicons, EITHER))
    declared = [{norms(term) for term in one.terms} for one in _brackets(document.text)]
    return tuple(
        " ".join(words) for words in sorted(either) if _is_customer(words, declared, vendors, customers, document.text)
    )


def _is_customer(
    words: tuple[str, ...],
    declared: Sequence[set[tuple[str, ...]]],
    vendors: set[tuple[str, ...]],
    customers: set[tuple[str, ...]],
    text: str,
) -> bool:
    """Whether a word for either party is the customer's here."""
    beside = [terms for terms in declared if words in terms]
    if any(terms & vendors for terms in beside):
        return False
    if any(terms & customers for terms in beside):
        return True
    others = [terms for terms in declared if words not in terms]
    if not beside and any(terms & _buyers(customers) for terms in others):
        return False
    if beside and any(terms & customers for terms in others):
        return False
    if beside and any(terms & vendors for terms in others):
        return True
    return re.search(_CONTROLS.format(re.escape(" ".join(words))), text, re.IGNORECASE) is not None


def _buyers(customers: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The customer's words without those for a controller, which a company may be beside another role."""
    return {
        words for words in customers if not words[-1].startswith(("controller", "personuppgiftsansvarig", "ansvarig"))
    }


def _is_name(name: str, known: frozenset[tuple[str, ...]], lowercase: Mapping[str, int]) -> bool:
    """Whether a declared name is neither an ordinary word nor "Annex I" nor the end of an address."""
    if (norms(name)[0],) in known or "," in name or _NUMBER.search(name):
        return False
    return not all(lowercase.get(word.lower(), 0) for word in name.split())


def _declared(
    text: str, vendors: frozenset[tuple[str, ...]], openers: set[str], subjects: Mapping[str, int]
) -> Iterator[str]:
    """The names beside a word for the vendor in brackets: 'Acme LLC ("Acme", "we")', 'Acme AB (the "Supplier")'."""
    for declaration in _brackets(text):
        if not any(norms(term) in vendors for term in declaration.terms):
            continue
        proper = [term for term in declaration.terms if term[:1].isupper() and norms(term) not in vendors]
        company = _company(declaration, openers, subjects, named=bool(proper))
        yield from (name for name in (company, *proper) if name[:1].isupper() and norms(name))


def _company(declaration: _Declaration, openers: set[str], subjects: Mapping[str, int], *, named: bool) -> str:
    """The company of a bracket; its address or register may stand between, and is no name.

    Args:
        declaration: the bracket.
        openers: words with which sentences begin.
        subjects: names that stand as subjects.
        named: whether the bracket itself has a name for it.
    """
    beside = _subject(declaration.beside, openers)
    name = _LEGAL_FORM.sub("", beside)
    if name != beside or name in subjects:
        return name
    companies = list(_COMPANY.finditer(declaration.before))
    if companies:
        return _subject(companies[-1].group(1), openers)
    return "" if named else name


class _Declaration(NamedTuple):
    """Terms quoted in brackets.

    Attributes:
        terms: the terms.
        beside: the capitalised words directly before the bracket.
        before: the text before it, in the same paragraph.
    """

    terms: tuple[str, ...]
    beside: str
    before: str


def _brackets(text: str) -> Iterator[_Declaration]:
    for match in _BRACKETS.finditer(text):
        terms = tuple(term.strip(" ,.;*_") for term in _QUOTED.findall(match.group(2)))
        if terms:
            before = text[max(0, match.start(2) - BEFORE) : match.start(2)]
            yield _Declaration(terms, match.group(1) or "", before.rpartition("\n\n")[2])


def _dominant(words: tuple[str, ...], counts: Mapping[str, int], lowercase: Mapping[str, int], most: int) -> bool:
    """Whether a defined term is a name after all: the foremost subject, never written small."""
    count = max((count for name, count in counts.items() if norms(name) == words), default=0)
    return count >= MINIMUM and 2 * count > most and not any(lowercase.get(word, 0) for word in words)


def _subject(words: str, openers: set[str]) -> str:
    """The name without what stands before it: "If Acme", "The Acme", "(end of a sentence). Acme"."""
    parts = words.split()
    ends = [number for number, part in enumerate(parts[:-1]) if part.endswith(".")]
    parts = parts[ends[-1] + 1 :] if ends else parts
    while parts and norm(parts[0]) in openers:
        parts = parts[1:]
    return " ".join(parts)


def _known_words(lexicons: Mapping[str, Lexicon]) -> frozenset[tuple[str, ...]]:
    names = {name for lexicon in lexicons.values() for name in lexicon.vocabularies}
    parties = sorted(name for name in names if name.startswith("party.") or name == NOT_A_PARTY)
    return frozenset(words for name in parties for words in _words_of(lexicons, name))


def _words_of(lexicons: Mapping[str, Lexicon], name: str) -> list[tuple[str, ...]]:
    return [
        norms(entry.text.replace("*", ""))
        for lexicon in lexicons.values()
        for entry in lexicon.vocabularies.get(name, ())
    ]


def _ordinary(
    name: str,
    count: int,
    known: frozenset[tuple[str, ...]],
    things: set[tuple[str, ...]],
    lowercase: Mapping[str, int],
    companies: set[str],
) -> bool:
    """Whether the words are ordinary ones and no name."""
    words = norms(name)
    if not words or words in known or all((word,) in known for word in words):
        return True
    if words in things and words[0] not in companies:
        return True
    if "-" in name and norms(name.rpartition("-")[2]) in known:
        return True  # "Enterprise-kunder"
    return all(2 * lowercase.get(word.lower(), 0) > count for word in name.split())
