"""Tells documents that bind the parties from those that describe, sell or comment.

A contract speaks of itself ("this agreement", "the parties") and of what the parties shall do, or is called one in its
title. Articles, reports, plans and lists of questions use the same words about duties, but report, estimate, recommend
and ask; what stands in them is no promise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from contractscan.analysis import DocumentAnalysis, Scope, SetAnalysis
from contractscan.model import BlockKind, Document, Force
from contractscan.patterns.lexicon import SILENT, Lexicon

MARKERS, SELF, COMMENTS = "contract.marker", "contract.self", "contract.comment"
ACCEPTANCE = "contract.acceptance"
TAKEN_ON = 0.12
"""Share of sentences that name a party with its duty or right from which on an acceptance makes a contract."""
MARKED, NAMED, OFTEN, BOUND, DUTIES, TITLED = 0.08, 0.15, 0.4, 0.24, 0.35, 0.1
COMMENTED, ASKED = 0.12, 0.15
FORMAL = 0.25
"""Share of sentences that name the agreement or its parties from which comments and questions no longer matter."""
TITLE_BLOCKS, TITLE_WORDS = 4, 12
NAMING_WORDS = 2
"""Words of a title from which on its occurrence in another document is no chance."""

_TITLE = re.compile(
    r"^\W*(?:annex|appendix|schedule|exhibit|bilaga|tillägg)\b"
    r"|(?:\bagreements?|\baddend(?:um|a)|\bterms|\bconditions|\bcontract|\bterms of (?:service|use)"
    r"|avtal(?:et)?|villkor(?:en)?|kontrakt(?:et)?|\b(?:dpa|sla|eula|msa))\W*(?:\(\w+\))?\W*(?:[\d.,v-]*)?$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b[Tt]he (?:Customer|Client|Supplier|Provider|Service Provider|Vendor|Processor|Controller|Licens(?:or|ee)"
    r"|Contractor|Company|Host|Operator|Subscriber|Municipality|Authority|Buyer|Seller|Data Processor"
    r"|Data Controller)\b"
    r"|\b(?:Leverantören|Kunden|Beställaren|Bolaget|Biträdet|Personuppgiftsbiträdet|Personuppgiftsansvarige?n?|Kommunen"
    r"|Uppdragstagaren|Licenstagaren|Licensgivaren|Myndigheten|Köparen|Säljaren)\b"
)


_JOINED = re.compile(
    r"\b(?:is|are|forms?|shall form|will form|constitutes?)\s+(?:an?\s+)?(?:integral\s+)?part\s+of\s+(?:\w+\s+){0,5}"
    r"(?:terms|agreement|contract)|\b(?:utgör|är)\s+(?:en\s+)?(?:integrerad\s+)?del\s+av\s+(?:\w+\s+){0,3}"
    r"(?:avtalet|villkoren|kontraktet|huvudavtalet)",
    re.IGNORECASE,
)
"""A document that says of itself that it belongs to a contract."""
JOINED_REACH = 1_500


class Nature(StrEnum):
    """What a document does."""

    CONTRACT = "contract"
    DESCRIPTION = "description"
    """It describes, sells, asks or comments: nothing in it is a promise."""
    OTHER = "other"
    """Neither: a list, a table, a form. It may be part of a contract that stands elsewhere."""


@dataclass(frozen=True, slots=True)
class _Shares:
    """How many sentences there are, and which of them do what.

    Attributes:
        sentences: all.
        marked: name an agreement or its parties.
        itself: speak of themselves as parts of an agreement, or accept it.
        bound: name a party and say what it shall, may or need not do.
        duties: name a party and say what it shall do or not do.
        named: write a party as a defined term, with a capital.
        accepted: say how the reader becomes a party.
        commented: report, estimate or recommend.
        asked: share of the sentences or of the lines, whichever is higher, that are questions.
    """

    sentences: int
    marked: int
    itself: int
    bound: int
    duties: int
    named: int
    accepted: int
    commented: int
    asked: float

    def reach(self, count: int, least: int, share: float) -> bool:
        """Whether a count is at least a number and at least a share of the sentences."""
        return count >= max(least, share * self.sentences)


def prepare(lexicon: Lexicon) -> None:
    """Have the words looked for that `nature` needs; call before a text is read."""
    for name in (MARKERS, SELF, COMMENTS, ACCEPTANCE):
        lexicon.vocabulary(name)


def nature(analysis: SetAnalysis, number: int) -> Nature:
    """What a document of the set does."""
    source = analysis.contract_set.documents[number]
    shares = _shares(analysis, analysis.documents[number], source)
    if not shares.sentences:
        return Nature.OTHER
    accepted = shares.accepted > 0 and shares.reach(shares.bound, 5, TAKEN_ON)
    if accepted and not shares.reach(shares.commented, 2, FORMAL):
        return Nature.CONTRACT  # terms in plain words may ask in their headings and speak of "us" and "you" only
    comments = shares.commented >= max(2, COMMENTED * shares.sentences) or shares.asked >= ASKED
    if comments and (shares.marked < FORMAL * shares.sentences or shares.commented >= FORMAL * shares.sentences):
        belongs = _JOINED.search(source.text[:JOINED_REACH]) or _is_named_elsewhere(analysis, number)
        return Nature.OTHER if belongs else Nature.DESCRIPTION
    binding = (
        (shares.reach(shares.marked, 2, MARKED) and (shares.itself > 0 or shares.reach(shares.named, 2, NAMED)))
        or (shares.itself > 0 and shares.reach(shares.named, 2, OFTEN))
        or (shares.reach(shares.bound, 5, BOUND) and shares.reach(min(shares.duties, shares.named), 3, DUTIES))
        or (_is_titled(source) and shares.reach(shares.marked + shares.bound, 2, TITLED))
    )
    return Nature.CONTRACT if binding else Nature.OTHER


def _shares(analysis: SetAnalysis, document: DocumentAnalysis, source: Document) -> _Shares:
    units = document.units(Scope.SENTENCE)
    marked = itself = bound = duties = accepted = commented = 0
    for language in document.languages:
        grammar, lexicon = analysis.grammars[language], analysis.lexicons[language]
        having = partial(document.having, Scope.SENTENCE, language)
        named_party = having(atom for atom, _ in grammar.parties)
        firmly = having(atom for atom, force in grammar.forces if force in (Force.SHALL, Force.NEGATED))
        speaks = having([lexicon.vocabulary(SELF)])
        bound += (named_party & having(atom for atom, _ in grammar.forces)).bit_count()
        duties += (named_party & firmly).bit_count()
        itself += speaks.bit_count()
        marked += (speaks | having([lexicon.vocabulary(MARKERS)])).bit_count()
        accepted += having([lexicon.vocabulary(ACCEPTANCE)]).bit_count()
        commented += having([lexicon.vocabulary(COMMENTS)]).bit_count()
    sentences = [source.quote(unit.span) for unit in units]
    named = sum(_NAMED.search(sentence) is not None for sentence in sentences)
    asked = sum(sentence.rstrip(SILENT).endswith("?") for sentence in sentences)
    lines = [source.quote(block.span).rstrip() for block in source.blocks if block.kind is not BlockKind.ROW]
    questions = sum(line.endswith("?") for line in lines)
    share = max(asked / max(1, len(units)), questions / max(1, len(lines)))
    return _Shares(len(units), marked, itself, bound, duties, named, accepted, commented, share)


def _is_named_elsewhere(analysis: SetAnalysis, number: int) -> bool:
    """Whether another document of the set names this one by its title, as terms do with their notices."""
    documents = analysis.contract_set.documents
    words = _words(_title(documents[number]))
    if len(words.split()) < NAMING_WORDS:
        return False
    return any(words in _words(document.text) for at, document in enumerate(documents) if at != number)


def _title(document: Document) -> str:
    """Its title, or its first line where it is short."""
    if document.title:
        return document.title
    first = document.quote(document.blocks[0].span) if document.blocks else ""
    return first if len(first.split()) <= TITLE_WORDS else ""


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _is_titled(document: Document) -> bool:
    """Whether a line at the top calls the document a contract or an annex."""
    lines = [document.title, *(document.quote(block.span) for block in document.blocks[:TITLE_BLOCKS])]
    return any(len(line.split()) <= TITLE_WORDS and _TITLE.search(line) is not None for line in lines)
