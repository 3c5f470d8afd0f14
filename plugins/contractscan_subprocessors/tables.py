"""Finds lists of sub-processors: tables with a row for each, and plain lists of companies under such a heading.

Which columns a table has says what the customer learns of each sub-processor: its place, task, address, contact person
and the tool for transfers. A sentence pattern cannot see columns, hence this small class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from contractscan import Clause, Document, Fact, Force, SetAnalysis, Span, Table

KIND = "subprocessors.list-table"
MINIMUM_ROWS = 1
MINIMUM_COMPANIES = 2
"""Companies that a list without columns must name, so that a clause that merely names the parties is none."""
LONGEST_LIST = 30_000
"""Characters; a longer region under one heading is a whole contract, not a list."""
REACH_BEFORE = 400
"""Characters before a table in which its subject may be named."""
EVIDENCE = 420
_SUBPROCESSOR = re.compile(
    r"sub[\s-]{0,2}processor|sub[\s-]?contractor|underbiträd|underleverantör"
    r"|third[\s-]party (?:processors|service providers)"
    r"|(?:suppliers|vendors|providers|companies|firms|third parties) (?:that|who|which) (?:process|handle)"
    r"|(?:leverantörer|företag|bolag|parter|partner|partners) som (?:behandlar|hanterar)",
    re.IGNORECASE,
)
_LIST_HEADING = re.compile(
    r"(?:list|directory|register|table|overview|schedule|annex|appendix|förteckning|lista|bilaga|godkända|authori[sz]ed"
    r"|approved|current|our|våra)\W.{0,60}(?:sub[\s-]{0,2}processors?|underbiträden|underleverantörer)"
    r"|^\W*(?:\d[\d.]*\s+)?(?:\w+\s+)?(?:sub[\s-]?processors?|underbiträden)(?:\s+(?:list|directory))?\W*$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"sub[\s-]?processor|underbiträd|underleverantör|\bname|\bnamn|entity|company|bolag|företag|leverantör|vendor"
    r"|provider|supplier|third part|organi[sz]ation|processor",
    re.IGNORECASE,
)
_COLUMNS = (
    (
        "purpose",
        re.compile(
            r"purpose|service|function|activit|description|\btask|\brole|processing|ändamål|tjänst|uppgift|funktion|syfte"
            r"|beskrivning|\broll|behandling",
            re.IGNORECASE,
        ),
    ),
    (
        "place",
        re.compile(
            r"location|\bplace|country|countries|region|jurisdiction|\bland\b|plats|\bort\b|hosting", re.IGNORECASE
        ),
    ),
    ("address", re.compile(r"address|adress|registered office|säte\b", re.IGNORECASE)),
    ("contact", re.compile(r"contact|kontakt|\bdpo\b|e-?mail|e-?post|dataskyddsombud", re.IGNORECASE)),
    (
        "transfer_tool",
        re.compile(
            r"transfer|mechanism|safeguard|\bsccs?\b|adequacy|överföring|skyddsåtgärd|standardavtal", re.IGNORECASE
        ),
    ),
    (
        "chain",
        re.compile(
            r"sub-?sub|further sub|onward|tier|underunder|\bled\b|nästa led|chain|kedja|(?:engaged|used) by"
            r"|anlita[ts]s? av",
            re.IGNORECASE,
        ),
    ),
)
_ALL_TIERS = re.compile(
    r"(?:all|every|each|any) (?:tiers?|levels?)|whole chain|entire chain"
    r"|(?:samtliga|alla|varje|vartenda) led|hela kedjan"
    r"|(?:engaged|used|hired|commissioned) by|anlita[ts]s? av|underbiträde till",
    re.IGNORECASE,
)
"""Said above a table or in its rows: the list goes beyond those whom the vendor itself engages."""
_CHANGE_LOG = re.compile(r"change type|type of change|revision|version|\bchanges?\b|ändring|revidering", re.IGNORECASE)
"""The heads of a table that tells how the document has changed."""
_COMPANY = re.compile(
    r"\b[A-ZÅÄÖ][\w.&’'-]*(?:[ ,]+[A-ZÅÄÖ&][\w.&’'-]*){0,4},?\s+"
    r"(?:Inc|LLC|Ltd|Limited|GmbH|AB|AS|A/S|ApS|Oyj?|B\.?V|N\.?V|S\.?A\.?S?|S\.?p\.?A|AG|SE|Corp|Corporation|Pty|PLC"
    r"|SARL|S\.à r\.l|s\.r\.o|Kft|EMEA)\b"
)
_PIPED = re.compile(r"(?:^\|[^\n]*\|[^\n]*\|[ \t]*(?:\n|\Z)){2,}", re.MULTILINE)
_RULE = re.compile(r"[\s|:-]*")
_PLACE = re.compile(
    r"\b(?:USA|United States|U\.S\.|EU|EEA|EES|Europe|Europa|Sweden|Sverige|Germany|Tyskland|Ireland|Irland|Netherlands"
    r"|Nederländerna|Finland|Denmark|Danmark|Norway|Norge|France|Frankrike|United Kingdom|UK|Storbritannien|Switzerland"
    r"|Schweiz|Poland|Polen|Spain|Spanien|India|Indien|Canada|Kanada|Australia|Australien|California)\b"
)


class SubprocessorTables:
    """Yields one clause for each table or list of sub-processors."""

    id = "subprocessors.tables"
    kinds = (KIND,)
    languages = ("en", "sv")

    def detect(self, analysis: SetAnalysis) -> Iterable[Clause]:
        """The lists of all documents."""
        for part in analysis.documents:
            tables = [*_tables(part.document, part.number), *_piped(part.document, part.number)]
            yield from tables
            if not tables:
                yield from _lists(part.document, part.number)


def _tables(document: Document, number: int) -> Iterator[Clause]:
    for table in document.tables:
        header = [document.quote(cell.span) for cell in table.header]
        facts = _columns(header)
        rows = [row for row in table.rows if row and len(row[0].span) > 0]
        if not facts or len(rows) < MINIMUM_ROWS or not _is_about_subprocessors(document, table, header):
            continue
        end = next((row[-1].span.end for row in rows[::-1] if row[-1].span.end - table.span.start <= EVIDENCE), 0)
        span = Span(table.span.start, max(end, rows[0][-1].span.end))
        if _tells_all_tiers(document, table) and not any(fact.name == "chain" for fact in facts):
            facts = (*facts, Fact(name="chain", value=True))
        yield _clause(number, span, (*facts, Fact(name="entries", value=len(rows))))


def _piped(document: Document, number: int) -> Iterator[Clause]:
    """Tables that a text file draws with strokes between the cells, of which the reader knows nothing."""
    for match in _PIPED.finditer(document.text):
        if any(table.span.overlaps(Span(match.start(), match.end())) for table in document.tables):
            continue
        first, *rows = [line for line in match.group().split("\n") if not _RULE.fullmatch(line)]
        facts = _columns([cell.strip() for cell in first.strip().strip("|").split("|")])
        before = document.text[max(0, match.start() - REACH_BEFORE) : match.start()]
        if facts and len(rows) >= MINIMUM_ROWS and _SUBPROCESSOR.search(before + first):
            end = min(match.end(), match.start() + EVIDENCE)
            span = _whole_words(document, Span(match.start(), end))
            yield _clause(number, span, (*facts, Fact(name="entries", value=len(rows))))


def _columns(header: list[str]) -> tuple[Fact, ...]:
    """What the columns say, or nothing where no column names the sub-processor."""
    named = next((i for i, cell in enumerate(header) if _NAME.search(cell)), None)
    if named is None or any(_CHANGE_LOG.search(cell) for cell in header):
        return ()
    others = [cell for i, cell in enumerate(header) if i != named]
    facts = tuple(Fact(name=name, value=True) for name, words in _COLUMNS if any(words.search(cell) for cell in others))
    useful = any(fact.name in ("purpose", "place") for fact in facts)
    return facts if useful else ()


def _is_about_subprocessors(document: Document, table: Table, header: list[str]) -> bool:
    if any(_SUBPROCESSOR.search(cell) for cell in header):
        return True
    before = document.text[max(0, table.span.start - REACH_BEFORE) : table.span.start]
    headings = [section.label for section in document.section_path(table.span.start)]
    return any(_SUBPROCESSOR.search(words) for words in (*headings, document.title, before))


def _tells_all_tiers(document: Document, table: Table) -> bool:
    headings = [section.label for section in document.section_path(table.span.start)]
    return any(_ALL_TIERS.search(words) for words in (*headings[-1:], document.quote(table.span)))


def _lists(document: Document, number: int) -> Iterator[Clause]:
    for region in _regions(document):
        text = document.quote(region)
        companies = list(_COMPANY.finditer(text))
        if len(companies) < MINIMUM_COMPANIES:
            continue
        first = region.start + companies[0].start()
        span = Span(first, min(region.end, max(first + EVIDENCE, region.start + companies[0].end())))
        facts = [Fact(name="entries", value=len(companies))]
        if 2 * len(_PLACE.findall(text)) >= len(companies):
            facts.append(Fact(name="place", value=True))
        facts += [Fact(name=name, value=True) for name, words in _COLUMNS[:1] if words.search(text)]
        yield _clause(number, _whole_words(document, span), tuple(facts))
        return


def _regions(document: Document) -> Iterator[Span]:
    """Sections whose heading says that they list sub-processors, then the whole of a short document that begins so."""
    for section in document.sections:
        if _LIST_HEADING.search(section.label) and len(section.span) <= LONGEST_LIST:
            yield section.span
    opening = document.text[:200].split("\n")[0] if not document.title else document.title
    if _LIST_HEADING.search(opening[:120]) and len(document.text) <= LONGEST_LIST:
        yield Span(0, len(document.text))


def _whole_words(document: Document, span: Span) -> Span:
    """The span without a word cut at its end."""
    if span.end >= len(document.text) or document.text[span.end].isspace():
        return span
    blank = document.text.rfind(" ", span.start, span.end)
    return Span(span.start, blank) if blank > span.start else span


def _clause(number: int, span: Span, facts: tuple[Fact, ...]) -> Clause:
    return Clause(
        kind=KIND, document=number, span=span, focus=Span(span.start, span.start), detector=SubprocessorTables.id,
        facts=tuple(sorted(facts, key=lambda fact: fact.name)), force=Force.NONE, score=0.9,
        explanation="a table or list of sub-processors",
    )  # fmt: skip
