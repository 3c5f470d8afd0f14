"""Defined terms: "Customer Data" means ..., (the "Supplier"), nedan kallad Leverantören, Med X avses ..., tables.

A sentence that only says what a term means promises nothing, so that little is taken for a definition: the span of one
that stands in brackets is the brackets, and a definition ends with its sentence or with the items that complete it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contractscan.model import Block, BlockKind, Definition, Section, Span, Table
from contractscan.reading.numbering import Label

_OPEN, _CLOSE = '"“”„«»″', '"“”„«»″'
_QUOTED = (
    rf"(?:(?<!\w)[{_OPEN}](?P<double>(?!\s)[^{_OPEN}\[\]]{{1,80}}?(?<!\s))[{_CLOSE}](?!\w)"
    r"|(?<!\w)['‘’](?P<single>(?!\s)[^'‘’()]{2,60}?)['’](?!\w))"
)
_UNNAMED = _QUOTED.replace("?P<double>", "?:").replace("?P<single>", "?:")
_TERM = re.compile(_QUOTED)
_NAME = r"[A-ZÅÄÖ][\w&-]*(?:[ ](?:[A-ZÅÄÖ][\w&-]*|of|and|och|för)){0,5}"

_MEANS = re.compile(
    r"""(?:shall\s+|will\s+|has\s+|have\s+|is\s+|are\s+|ska\s+|skall\s+|har\s+)?(?:
    means?\b|mean\b|the\s+(?:same\s+|respective\s+)?meanings?\b|refers?\s+to\b|defined\b|be\s+defined\b|have\s+the\s+meaning
    |includes?\b|denotes?\b|betyder\b|avse[rs]?\b|innebär\b|definieras\b|den\s+(?:betydelse|innebörd)\b|samma\s+(?:betydelse|innebörd)\b
    |menas\b|förstås\b|innefattar\b)""",
    re.VERBOSE,
)
_BETWEEN = re.compile(
    rf"""\s*(?:[,/&–—-]|\b(?:or|and|eller|och|samt|each|collectively|together|a|an|the|as|also|respectively)\b|\([^()]{{0,80}}\)|{_UNNAMED}|\s)*\s*""",
    re.VERBOSE,
)
_LEAD = re.compile(
    r"""[^\w"“”„«»″'‘’]*(?:(?:the|a|an|any|each|term|terms|word|words|expression|reference|references|to|in|for|purposes?|of|this|these|
    agreement|dpa|addendum|contract|document|section|clause|terms?|herein|används|används|begreppet|begreppen|termen|
    uttrycket|ordet|med|i|detta|dessa|denna|avtal|avtalet|bilaga|villkor|avses|och|and|as|used|when|where|nedan|
    följande|the\s+following)\b[^\w"“”„«»″'‘’]*){0,14}""",
    re.VERBOSE | re.IGNORECASE,
)
_SWEDISH_WITH = re.compile(
    rf"(?:^|(?<=[.:;]\s))\W*(?:[Ii]\s(?:detta|dessa|denna)\s\w+\s)?(?:avses\s)?[Mm]ed\s(?:begreppet\s|termen\s|uttrycket\s)?"
    rf"(?:{_QUOTED}|(?P<bare>[\wåäöÅÄÖ-]+(?:\s[\wåäöÅÄÖ-]+){{0,4}}?))\s(?:avses|menas|förstås)\b"
)
_SWEDISH_MED = re.compile(rf"\bavses\s(?:\w+\s){{0,3}}?med\s(?:begreppet\s|termen\s|uttrycket\s)?{_QUOTED}")
_BARE_MEANS = re.compile(
    rf"(?P<bare>{_NAME})\s+(?:shall\s+mean|means?(?!\s+(?:that|of|to)\b)|(?:has|have)\s+the\s+meaning)\b"
)
_BARE_AVSER = re.compile(rf"(?P<bare>{_NAME})\s+(?:avser|betyder|innebär)\b")
_NOT_A_TERM = frozenset(
    {
        "this", "that", "it", "which", "such", "nothing", "these", "those", "they", "what", "detta", "det",
        "denna", "de", "som", "vilket"
    }
)  # fmt: skip
_BRACKETS = re.compile(r"\([^()]{1,240}\)")
_BRACKET_WORDS = frozenset(
    {
        "the", "a", "an", "each", "every", "any", "of", "them", "and", "or", "collectively", "together",
        "individually", "jointly", "severally", "hereinafter", "hereafter", "herein", "referred", "to", "as",
        "called", "known", "also", "this", "these", "our", "us", "we", "you", "your", "in", "for", "short",
        "both", "all", "such", "with", "being", "either", "nedan", "nedanför", "härefter", "fortsättningsvis",
        "kallad", "kallat", "kallade", "kallas", "benämnd", "benämnt", "benämnda", "benämns", "gemensamt",
        "tillsammans", "var", "för", "sig", "och", "eller", "även", "i", "detta", "avtal", "det", "följande",
        "som", "en", "ett", "den", "de", "vardera", "enskilt", "respektive", "samt", "förkortat",
        "definierad", "definierat", "definierade", "refereras", "till"
    }
)  # fmt: skip
_CALLED = re.compile(
    rf"""\b(?:here(?:in)?after\s+(?:(?:collectively|jointly|individually|also|together)\s+)?(?:(?:referred\s+to|called|known|defined)\s+)?(?:(?:collectively|jointly)\s+)?(?:as\s+)?
      |(?:referred\s+to|known)\s+(?:(?:herein|collectively|jointly|below|hereinafter|individually)\s+){{0,2}}as\s+
      |(?:nedan|härefter|fortsättningsvis|tillsammans|gemensamt|i\sdet\sföljande)(?:\s+(?:även|gemensamt|tillsammans))?\s+
       (?:kalla[dt]e?|kallas|benämn[dt]a?|benämns|definiera[dt]e?)\s+(?:för\s+|som\s+)?)
      (?:the\s+|an?\s+)?(?:{_QUOTED}|(?P<bare>(?-i:[A-ZÅÄÖ])[\w-]*(?:\s(?-i:[A-ZÅÄÖ])[\w-]*)?))""",
    re.VERBOSE | re.IGNORECASE,
)
_DEFINITION_HEADING = re.compile(
    r"\b(?:definition(?:s|er|erna)?|defined\s+terms|interpretation|glossary|begrepp\w*|terminologi|ordlista|ordförklaring\w*)\b",
    re.IGNORECASE,
)
_TERM_HEADER = re.compile(r"\W*(?:(?:defined\s+)?terms?|begrepp|uttryck|ord|definition(?:s|er)?)\W*", re.IGNORECASE)
_MEANING_HEADER = re.compile(
    r"\W*(?:definitions?|meanings?|explanation|description|betydelse|innebörd|förklaring)\W*", re.IGNORECASE
)
_PROMISE = re.compile(r"\b(?:shall|must|ska|skall|måste|undertakes|åtar|förbinder)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-zåäö0-9)\]”\"’])[.](?:[”\"’)]*)\s+(?=[\"“”„«A-ZÅÄÖ])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|inc|ltd|no|nos|art|sec|t\.ex|bl\.a|dvs|kap|resp|ca|nr|s\.k|m\.m|m\.fl|jfr|[A-Za-zÅÄÖåäö])$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 6
# What every definition has; looked for first, because most sentences have none of it.
_SIGNS = (*_OPEN, "'", "‘", "’", " mean", "avses", "menas", "förstås")
# One of these is in whatever _MEANS, _SWEDISH_WITH and _BARE_MEANS find.
_MEANING = (
    "mean", "refer", "define", "includ", "denote", "betyd", "avse", "innebär", "definiera", "innebörd", "menas",
    "förstås", "innefatta"
)  # fmt: skip
_WITH = ("avses", "menas", "förstås")
_CALLS = ("hereafter", "hereinafter", "referred to", "known as", "kalla", "benämn", "definiera")
_MAX_TERM = 80


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as this module needs it."""

    text: str
    start: int
    body: int
    """Offset of the first word behind the number."""
    strong: tuple[tuple[int, int], ...]


def find_definitions(
    blocks: Sequence[Block],
    texts: Sequence[str],
    strong: Sequence[Sequence[tuple[int, int]]],
    labels: Sequence[Label | None],
    sections: Sequence[Section],
    tables: Sequence[Table],
) -> tuple[Definition, ...]:
    """All defined terms, in order.

    Args:
        blocks: of the document.
        texts: of the blocks.
        strong: stretches of each block in bold.
        labels: the number or marker at the beginning of each block.
        sections: of the document.
        tables: of the document.
    """
    found: dict[tuple[int, str], Definition] = {}
    about_terms = _about_terms(sections)
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if block.kind in (BlockKind.HEADING, BlockKind.ROW) or len(text) < 5:
            continue
        label = labels[index]
        body = label.end if label else 0
        passage = Passage(text, block.span.start, body, tuple(strong[index]))
        in_section = block.section in about_terms
        for definition in _found_in(passage, in_section):
            complete = _with_items(definition, blocks, index, text)
            found.setdefault((complete.term_span.start, complete.term), complete)
    for definition in _tabled(blocks, texts, about_terms, tables):
        found.setdefault((definition.term_span.start, definition.term), definition)
    return tuple(sorted(found.values(), key=lambda item: (item.span, item.term_span)))


def _found_in(passage: Passage, in_section: bool) -> Iterator[Definition]:
    if in_section or passage.strong or any(sign in passage.text for sign in _SIGNS):
        if in_section or any(stem in passage.text for stem in _MEANING):
            yield from _stated(passage, in_section)
        yield from _bracketed(passage)
    if any(sign in passage.text for sign in _CALLS):
        yield from _called(passage)


def _about_terms(sections: Sequence[Section]) -> frozenset[int | None]:
    """The sections whose heading, or that of a section not far above, says that terms are defined there."""
    headed = [_DEFINITION_HEADING.search(section.heading) is not None for section in sections]
    found: set[int | None] = set()
    for index in range(len(sections)):
        number: int | None = index
        for _ in range(3):
            if number is None:
                break
            if headed[number]:
                found.add(index)
                break
            number = sections[number].parent
    return frozenset(found)


def _sentences(text: str, start: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _SENTENCE_END.finditer(text, start):
        if _ABBREVIATED.search(text, max(begin, match.start() - _LONGEST_ABBREVIATION), match.start()):
            continue
        yield begin, match.end()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


def _stated(passage: Passage, in_section: bool) -> Iterator[Definition]:
    """Sentences that say what a term means."""
    with_term = any(sign in passage.text for sign in _WITH)
    for start, end in _sentences(passage.text, passage.body):
        yield from _stated_in(passage, start, end, in_section, with_term=with_term)


def _stated_in(passage: Passage, start: int, end: int, in_section: bool, *, with_term: bool) -> Iterator[Definition]:
    text = passage.text
    if with_term:
        with_match = _SWEDISH_WITH.search(text, start, end) or _SWEDISH_MED.search(text, start, end)
        if with_match:
            yield _definition(passage, with_match, (start, end))
            return
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    first = _TERM.search(text, begin, min(end, begin + _MAX_TERM + 8))
    if first and first.start() <= begin + 2:
        between = _BETWEEN.match(text, first.end(), end)
        follows = between.end() if between else first.end()
        if _MEANS.match(text, follows, end) or (in_section and _gives_meaning(text, first.end(), end)):
            terms = _TERM.finditer(text, first.start(), follows)
            yield from (_definition(passage, term, (first.start(), end)) for term in terms)
        return
    yield from _unquoted(passage, start, end, in_section)


def _gives_meaning(text: str, after: int, end: int) -> bool:
    """Whether an explanation that promises nothing follows a colon or dash."""
    rest = text[after:end].lstrip()
    return rest[:1] in (":", "–", "—", "=", "-") and _PROMISE.search(rest) is None


def _unquoted(passage: Passage, start: int, end: int, in_section: bool) -> Iterator[Definition]:
    text = passage.text
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    strong = next(((one, two) for one, two in passage.strong if one <= begin + 1 < two), None)
    if strong is not None:
        term = (max(strong[0], begin), strong[1])
        words = text[term[0] : term[1]].strip(" :.–—,")
        told = _MEANS.match(text, _after(text, term[1]), end) is not None
        if not told and in_section:
            told = _gives_meaning(text, term[0] + len(words), end)
        if told and words and len(words) <= _MAX_TERM:
            yield _make(passage, term[0], term[0] + len(words), (begin, end))
        return
    match = _BARE_MEANS.match(text, begin, end) or (_BARE_AVSER.match(text, begin, end) if in_section else None)
    if match and match["bare"].split()[0].lower() not in _NOT_A_TERM:
        yield _definition(passage, match, (begin, end))


def _after(text: str, place: int) -> int:
    return place + len(text[place:]) - len(text[place:].lstrip(" ,:"))


def _bracketed(passage: Passage) -> Iterator[Definition]:
    """Terms given in brackets behind what they stand for: (the "Supplier")."""
    text = passage.text
    for brackets in _BRACKETS.finditer(text):
        terms = list(_TERM.finditer(text, brackets.start() + 1, brackets.end() - 1))
        if terms:
            rest = _TERM.sub(" ", brackets[0])
            if all(word in _BRACKET_WORDS for word in re.findall(r"\w+", rest.lower())):
                yield from (_definition(passage, term, brackets.span()) for term in terms)
            continue
        for start, end in passage.strong:
            if brackets.start() < start and end < brackets.end():
                rest = text[brackets.start() + 1 : start] + " " + text[end : brackets.end() - 1]
                if all(word in _BRACKET_WORDS for word in re.findall(r"\w+", rest.lower())):
                    yield _make(passage, start, end, brackets.span())


def _called(passage: Passage) -> Iterator[Definition]:
    """Terms given in the sentence: hereinafter the "Supplier", nedan kallad Leverantören."""
    for match in _CALLED.finditer(passage.text):
        yield _definition(passage, match, match.span())


def _definition(passage: Passage, match: re.Match[str], span: tuple[int, int]) -> Definition:
    groups = match.groupdict()
    name = next(name for name in ("double", "single", "bare") if groups.get(name))
    return _make(passage, match.start(name), match.end(name), span)


def _make(passage: Passage, start: int, end: int, span: tuple[int, int]) -> Definition:
    words = passage.text[start:end]
    begin = start + len(words) - len(words.lstrip(" " + _OPEN))
    term = words.strip(" ,.;:" + _OPEN)
    first, last = span
    last = first + len(passage.text[first:last].rstrip())
    return Definition(
        term=term,
        term_span=Span(passage.start + begin, passage.start + begin + len(term)),
        span=Span(passage.start + min(first, begin), passage.start + max(last, begin + len(term))),
    )


def _with_items(definition: Definition, blocks: Sequence[Block], index: int, text: str) -> Definition:
    """A definition that ends in a colon goes on through the items below it."""
    if definition.span.end < blocks[index].span.start + len(text.rstrip()):
        return definition
    end = definition.span.end
    members = {index}
    for number in range(index + 1, len(blocks)):
        if blocks[number].stem not in members:
            break
        members.add(number)
        end = blocks[number].span.end
    return Definition(term=definition.term, term_span=definition.term_span, span=Span(definition.span.start, end))


def _tabled(
    blocks: Sequence[Block], texts: Sequence[str], about_terms: frozenset[int | None], tables: Sequence[Table]
) -> Iterator[Definition]:
    """Tables of terms, known by their header or by the section in which they stand."""
    starts = [block.span.start for block in blocks]

    def words(span: Span) -> str:
        index = min(bisect_left(starts, span.start + 1) - 1, len(blocks) - 1)
        offset = starts[index]
        return texts[index][span.start - offset : span.end - offset]

    for table in tables:
        if len(table.header) >= 2:
            known = bool(_TERM_HEADER.fullmatch(words(table.header[0].span))) and bool(
                _MEANING_HEADER.fullmatch(words(table.header[1].span))
            )
        else:
            first = min(bisect_left(starts, table.span.start + 1) - 1, len(blocks) - 1)
            known = blocks[first].section in about_terms
        for row in table.rows if known else ():
            if len(row) < 2 or not len(row[0].span) or not len(row[1].span):
                continue
            term = words(row[0].span).strip(" :" + _OPEN)
            if term and len(term) <= _MAX_TERM:
                begin = row[0].span.start + words(row[0].span).index(term)
                yield Definition(
                    term=term, term_span=Span(begin, begin + len(term)), span=Span(row[0].span.start, row[-1].span.end)
                )
