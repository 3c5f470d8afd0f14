"""Finds the European Commission's standard contractual clauses where their full text is annexed to a contract.

What stands inside such a text binds the parties, but it is not the vendor's own wording, so reports and tests must be
able to tell the two apart. The clauses have fixed headings ("Clause 14 Local laws and practices ..."): a run of them in
rising order, between many mentions of the data exporter and importer, is an annexed copy. Its appendix belongs to it;
the vendor's own terms before and after it do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contractscan import Block, BlockKind, Clause, Document, Fact, Force, NearMiss, SetAnalysis, Span

SCC_2021, SCC_2010 = "standard-text.scc-2021", "standard-text.scc-2010"
MINIMUM_CLAUSES = 8
MINIMUM_MENTIONS = 15
"""Of the exporter and importer: an addendum that merely selects options names clauses, but hardly the parties."""
LONGEST_CLAUSE = 45_000
"""Characters; clause 8 with all four modules is the longest."""
LAST_CLAUSE = 3_000
ANNEX_REACH = 15_000
PREAMBLE_REACH = 4_000
SHORT_LINE = 200
_ANY_CASE = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the clauses in one language.

    Attributes:
        kind: the clause kind.
        headings: matches a clause's heading; group "number" is its number.
        opening: what the first clause's heading must say, to tell the editions apart.
        preamble: words before the first clause that belong to the text, or None.
        annexes: matches the headings of the appendix's parts.
        modules: module numbers as facts, and the wording that only this module has.
    """

    kind: str
    headings: re.Pattern[str]
    opening: re.Pattern[str]
    preamble: re.Pattern[str] | None
    annexes: re.Pattern[str]
    modules: tuple[tuple[str, re.Pattern[str]], ...] = ()


def _titled(word: str, titles: Sequence[str]) -> re.Pattern[str]:
    options = "|".join(f"{number}\\W{{1,14}}(?:optional\\W{{1,6}})?{title}" for number, title in enumerate(titles, 1))
    return re.compile(rf"\b{word}\s+(?=(?P<number>\d+))(?:{options})", _ANY_CASE)


_TITLES_2021 = (
    "purpose and scope", "effect and invariab", "third.party benef", "interpretation", "hierarchy",
    "description of the transfer", r"(?:docking|not used|optional|intentionally|\[?reserved)", "data protection safeg",
    "use of sub.?process", "data subject rights", "redress", "liability", "supervision", "local laws and pract",
    "obligations of the data imp", "non.?compliance with", "governing law", "choice of forum",
)  # fmt: skip
_TITLES_2010 = (
    "definitions", "details of the transf", "third.party benef", "obligations of the data exp",
    "obligations of the data imp", "liability", "mediation and jur", "co.?operation with", "governing law",
    "variation of the", "sub.?processing", "obligations? after the",
)  # fmt: skip
_SWEDISH_HEADINGS = re.compile(r"\b(?:Klausul|KLAUSUL)\s+(?P<number>\d{1,2})\W{1,14}(?=[A-ZÅÄÖ])")
_PARTS_2021 = re.compile(
    r"^\W*(?:\d{1,3}\s+)?(?P<part>(?:annex|appendix|bilaga|tillägg)\s+(?:i{1,3}|[123])(?:\W{0,3}[abc])?\b"
    r"|(?:[abc]\W{1,3})?(?:list of parties|description of (?:the )?transfer|competent supervisory auth"
    r"|förteckning över parter|beskrivning av överföring|behörig tillsynsmynd)"
    r"|(?:appendix|tillägg)(?=\W*(?:$|explanatory|förklarande|annex|bilaga)))",
    _ANY_CASE | re.MULTILINE,
)
_PARTS_2010 = re.compile(
    r"(?P<part>(?:appendix|annex|tillägg|bilaga)\s+[123])(?=\W+(?:to|till)\s+(?:the\s+)?(?:eu.?\s+|dessa\s+)?standard)"
    r"|^\W*(?:\d{1,3}\s+)?(?P<bare>(?:appendix|tillägg)\s+[123])\b",
    _ANY_CASE | re.MULTILINE,
)
_MODULES_EN = (
    ("module_two", re.compile(r"documented instructions from the data exporter\.\s+the data exporter may", _ANY_CASE)),
    ("module_three", re.compile(r"acts as processor under the instructions of its controller", _ANY_CASE)),
)
_MODULES_SV = (
    ("module_two", re.compile(r"dokumenterade instruktioner från uppgiftsutföraren\.", _ANY_CASE)),
    ("module_three", re.compile(r"instruktioner från (?:den|de|sin|sina|dess) personuppgiftsansvarig", _ANY_CASE)),
)
EDITIONS = (
    Edition(
        SCC_2021, _titled("clause", _TITLES_2021), re.compile("purpose", _ANY_CASE), None, _PARTS_2021, _MODULES_EN,
    ),
    Edition(
        SCC_2010, _titled("clause", _TITLES_2010), re.compile("definition", _ANY_CASE),
        re.compile(r"for the purposes of article 26\s?\(2\)", _ANY_CASE), _PARTS_2010,
    ),
    Edition(SCC_2021, _SWEDISH_HEADINGS, re.compile("syfte", _ANY_CASE), None, _PARTS_2021, _MODULES_SV),
    Edition(
        SCC_2010, _SWEDISH_HEADINGS, re.compile("definition", _ANY_CASE),
        re.compile(r"artikel 26\.2 i (?:europaparlamentets och rådets )?direktiv", _ANY_CASE), _PARTS_2010,
    ),
)  # fmt: skip
_PARTY = re.compile(r"\b(?:data\W(?:ex|im)porter|uppgifts(?:in|ut)förare|uppgifts(?:ex|im)portör)", _ANY_CASE)
_OTHER_PART = re.compile(
    r"^\W*(?:\d{1,3}\s+)?(?:exhibit|schedule|attachment|addendum|addenda|annex\s+(?:[a-h4-9]|iv|v)\b|part\s+[0-9ivx]"
    r"|bilaga\s+(?:[a-h4-9]|iv|v)\b|bihang|(?:uk|swiss|security|international data transfer|data protection)\s"
    r"(?:addendum|exhibit|schedule|amendments?))",
    _ANY_CASE,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """An annexed copy: its edition, its extent, and the headings found in it."""

    edition: Edition
    span: Span
    first: re.Match[str]
    clauses: frozenset[int]
    annexes: tuple[str, ...]


class StandardTextDetector:
    """Marks the annexed copies as clauses of the kinds `standard-text.scc-2021` and `standard-text.scc-2010`."""

    id = "transfers.standard-texts"
    kinds: tuple[str, ...] = (SCC_2010, SCC_2021)
    languages: tuple[str, ...] = ("en", "sv")

    def detect(self, analysis: SetAnalysis) -> Iterable[Clause | NearMiss]:
        """Yield one clause per copy, spanning it from its first clause to the end of its appendix."""
        for number, document in enumerate(analysis.contract_set.documents):
            for copy in copies(document):
                yield Clause(
                    kind=copy.edition.kind,
                    document=number,
                    span=copy.span,
                    focus=Span(copy.first.start(), copy.first.end()),
                    facts=tuple(_facts(copy, document.text)),
                    force=Force.SHALL,
                    detector=self.id,
                    explanation=f"{len(copy.clauses)} headings of the standard text in rising order",
                )


def copies(document: Document) -> list[Copy]:
    """The annexed copies in a document, in order."""
    found: list[Copy] = []
    for edition in EDITIONS:
        runs = [run for run in _runs(edition, document.text) if _is_copy(run, edition, document.text)]
        limits = [run[0].start() for run in runs[1:]] + [len(document.text)] * bool(runs)
        found += [_copy(edition, run, document, limit) for run, limit in zip(runs, limits, strict=True)]
    return sorted(found, key=lambda copy: copy.span)


def _runs(edition: Edition, text: str) -> Iterator[list[re.Match[str]]]:
    """Headings in rising order and not too far apart."""
    run: list[re.Match[str]] = []
    for heading in edition.headings.finditer(text):
        number = int(heading["number"])
        if run and (number <= int(run[-1]["number"]) or heading.start() - run[-1].end() > LONGEST_CLAUSE):
            yield run
            run = []
        run.append(heading)
    if run:
        yield run


def _is_copy(run: Sequence[re.Match[str]], edition: Edition, text: str) -> bool:
    if len(run) < MINIMUM_CLAUSES or not edition.opening.search(text, run[0].start(), run[0].end() + 30):
        return False
    mentions = 0
    for mentions, _ in enumerate(_PARTY.finditer(text, run[0].start(), run[-1].end()), 1):
        if mentions >= MINIMUM_MENTIONS:
            break
    return mentions >= MINIMUM_MENTIONS


def _copy(edition: Edition, run: Sequence[re.Match[str]], document: Document, limit: int) -> Copy:
    start = run[0].start()
    if edition.preamble is not None:
        preambles = list(edition.preamble.finditer(document.text, max(0, start - PREAMBLE_REACH), start))
        start = preambles[0].start() if preambles else start
    end, annexes = _end(edition, run[-1], document, limit)
    numbers = frozenset(int(heading["number"]) for heading in run)
    return Copy(edition, Span(start, end), run[0], numbers, annexes)


def _end(edition: Edition, last: re.Match[str], document: Document, limit: int) -> tuple[int, tuple[str, ...]]:
    """Where the copy ends, and the parts of its appendix."""
    parts, limit = _appendix(edition, last.end(), document, limit)
    tail = parts[-1] if parts else last
    if not parts:
        limit = min(limit, last.end() + LAST_CLAUSE)
    end = min(next((block.span.start for block in _foreign(tail, document, edition)), limit), limit)
    while end > tail.end() and document.text[end - 1].isspace():
        end -= 1
    return end, tuple(_name(part) for part in parts)


def _appendix(edition: Edition, position: int, document: Document, limit: int) -> tuple[list[re.Match[str]], int]:
    """The headings of the appendix's parts after the last clause, each part once, and where the copy must have ended.

    An "Annex II" after the copy's own Annex II belongs to the contract around it.
    """
    parts: list[re.Match[str]] = []
    for part in edition.annexes.finditer(document.text, position, limit):
        reached = parts[-1].end() if parts else position
        if part.start() - reached > ANNEX_REACH or _interrupted(reached, part.start(), document):
            break
        if _name(part) not in {_name(known) for known in parts}:
            parts.append(part)
        elif _is_line(part, document):
            return parts, part.start()
    return parts, limit


def _name(part: re.Match[str]) -> str:
    words = part["part"] or part["bare"]
    return re.sub(r"\W+", " ", words).strip().lower()


def _is_line(part: re.Match[str], document: Document) -> bool:
    """Whether the words stand alone, as a heading does."""
    number = document.block_of(part.end() - 1)
    return number is not None and len(document.blocks[number].span) < SHORT_LINE


def _between(start: int, end: int, document: Document) -> Iterator[Block]:
    """The blocks that begin between two places."""
    number = document.block_of(max(start - 1, 0))
    for block in document.blocks[(number or 0) + 1 if number is not None else 0 :]:
        if block.span.start >= end:
            return
        if block.span.start >= start:
            yield block


def _interrupted(start: int, end: int, document: Document) -> bool:
    return any(_opens_other_part(block, document) for block in _between(start, end, document))


def _opens_other_part(block: Block, document: Document) -> bool:
    """Whether a line says that another schedule or exhibit begins."""
    if block.kind is not BlockKind.HEADING and len(block.span) > SHORT_LINE:
        head = document.text[block.span.start : block.span.start + 40]
        return head.isupper() and bool(_OTHER_PART.match(head))
    return bool(_OTHER_PART.match(document.quote(block.span)))


def _foreign(tail: re.Match[str], document: Document, edition: Edition) -> Iterator[Block]:
    """Blocks after the copy's last heading with which something else begins."""
    number = document.block_of(tail.end() - 1)
    deepest = _level(document.blocks[number], document) if number is not None else 0
    for block in _between(tail.end(), len(document.text), document):
        level = _level(block, document)
        heads = (
            level > 0 and (level <= deepest or deepest == 0) and not edition.annexes.match(document.quote(block.span))
        )
        if heads or _opens_other_part(block, document):
            yield block


def _level(block: Block, document: Document) -> int:
    """Depth of the heading from 1, 0 for other blocks."""
    if block.kind is not BlockKind.HEADING or block.section is None:
        return 0
    return document.sections[block.section].level


def _facts(copy: Copy, text: str) -> Iterator[Fact]:
    """Modules, clauses and annexes, sorted by name."""
    facts = [Fact(name="clauses", value=len(copy.clauses))]
    if copy.annexes:
        facts.append(Fact(name="annexes", value=len(copy.annexes)))
    for name, wording in copy.edition.modules:
        place = wording.search(text, copy.span.start, copy.span.end)
        if place is not None:
            facts.append(Fact(name=name, value=True, span=Span(place.start(), place.end())))
    yield from sorted(facts, key=lambda fact: fact.name)
