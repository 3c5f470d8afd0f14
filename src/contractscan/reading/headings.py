"""Which blocks look like headings: by the format's own mark, by type, or by their words alone.

What is taken for a heading is not searched for promises, so that in doubt a block is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from contractscan.model import BlockKind
from contractscan.reading.numbering import Label
from contractscan.reading.raw import RawBlock

FORMAT_RANKS = 10
"""Ranks below are levels of the format; those from here on are guessed from type."""
CAPITALS_RANK = FORMAT_RANKS + 18
"""Rank of what is set apart by capitals alone; an item may be an abbreviation."""
UNMARKED_RANK = 40
"""Rank of a numbered heading that only its words give away."""
PARAGRAPH_RANK = 99
"""Rank of a numbered paragraph, below every heading."""

_TITLE_WORDS = 12
_FORMAT_TITLE_WORDS = 25
_END = re.compile(r"[.:;,!]$")
_INNER_SENTENCE = re.compile(r"[a-zåäö0-9)\]”\"][.!]\s+[A-ZÅÄÖ“\"(]")
_VERBS = re.compile(
    r"\b(?:shall|will|must|may|can|is|are|was|were|has|have|agrees?|means?|includes?|undertakes?|"
    r"ska|skall|måste|får|kan|är|har|bör|gäller|avser|avses|innebär|åtar|förbinder|ansvarar|omfattar)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(r"\b(?:shall|must|agrees? to|undertakes? to|ska|skall|förbinder sig|åtar sig)\b", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"""https?://|www\.|@\w|^(?:and|och|between|mellan|och/eller|or|eller|by|av)$|^\W*$|_{3,}|\.{4,}
    |^\d[\d\s.,:/-]*$|^(?:page|sida)\s+\d|\b\d{6}-\d{4}\b""",
    re.VERBOSE | re.IGNORECASE,
)
_METADATA = re.compile(
    r"(?:version|last (?:updated|modified|revised)|effective(?: date)?|updated|date|senast (?:uppdaterad|ändrad)|"
    r"gäller från|datum|upprättad|utgåva|diarienummer|dnr|org\.? ?(?:nr|nummer)|organisationsnummer|address|adress|"
    r"e-?mail|e-post)\b",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){3,}\s*\d{1,3}$|[…·_]{2,}\s*\d{1,3}$")
_PAGE_NUMBER = re.compile(r"[\s.…·_]+\d{1,3}$")
_SENTENCE_START = re.compile(
    r"(?:in this|in these|for (?:the )?purposes?|if|when|where|unless|the parties|i (?:detta|denna|dessa)|om|när|"
    r"såvida|parterna)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents|innehåll(?:sförteckning)?|index|toc", re.IGNORECASE)
_RUN_IN = re.compile(r"(?P<heading>[A-ZÅÄÖ][^.:;!?\"“”»«]{1,90}?)(?:\.|:|\s[–—-])\s+(?=[A-ZÅÄÖÉ\"“”(\[»«\d])")
_RUN_IN_WORDS = 9
_DEFINES = re.compile(
    r"\W*\s*(?:means|shall mean|has the meaning|refers to|avser|avses|betyder|innebär)", re.IGNORECASE
)
_QUOTES = "\"“”„«»'‘’"
_MAX_RUN = 4


@dataclass(frozen=True, slots=True)
class Typography:
    """What the type of the document says.

    Attributes:
        body: size of the running text, 0 where no sizes are known.
        sizes: sizes above it, largest first.
        bold_is_rare: whether bold sets anything apart.
    """

    body: float
    sizes: tuple[float, ...]
    bold_is_rare: bool

    @classmethod
    def of(cls, blocks: Sequence[RawBlock]) -> Typography:
        """Look at all blocks of a document."""
        sizes: Counter[float] = Counter()
        letters = bold = 0
        for block in blocks:
            if block.kind in (BlockKind.ROW, BlockKind.FOOTNOTE, BlockKind.FIELD):
                continue
            sizes[round(block.size * 2) / 2] += len(block.text)
            letters += len(block.text)
            bold += len(block.text) * block.bold
        sizes.pop(0.0, None)
        body = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
        larger = tuple(sorted((size for size in sizes if size > 1.05 * body), reverse=True))
        return cls(body, larger, bold <= 0.4 * letters)

    def rank(self, block: RawBlock, text: str) -> int | None:
        """Rank from type, lower is higher; None for plain text."""
        size = round(block.size * 2) / 2
        if size in self.sizes:
            return FORMAT_RANKS + min(self.sizes.index(size), 15)
        if block.bold and self.bold_is_rare:
            return FORMAT_RANKS + 16 + (0 if text.isupper() else 1)
        if is_capitals(text):
            return CAPITALS_RANK
        return None


def is_capitals(text: str) -> bool:
    """Whether the words are set in capitals throughout, and are words."""
    letters = sum(map(str.isalpha, text))
    return text.isupper() and letters >= 4 and letters >= 0.6 * len(text.replace(" ", ""))


def is_title(text: str, *, marked: bool) -> bool:
    """Whether the words could be a heading.

    Args:
        text: the words without their number.
        marked: whether the format itself calls them a heading, so that more is believed.
    """
    limit = _FORMAT_TITLE_WORDS if marked else _TITLE_WORDS
    if not text or text.count(" ") >= limit:
        return False
    words = len(text.split())
    if _NO_TITLE.search(text) or not any(map(str.isalpha, text)) or _INNER_SENTENCE.search(text):
        return False
    if _END.search(text) and not (words <= 6 and text[-1] in ".:!" and not _VERBS.search(text)):
        return False
    if marked:
        return not (words > 6 and _PROMISE.search(text))
    if text[0].islower() or _PROMISE.search(text) or _METADATA.match(text):
        return False
    return not (_VERBS.search(text) and words > 6 and text[-1] != "?")


def run_in_heading(text: str, start: int, strong: Sequence[tuple[int, int]]) -> str:
    """The heading that opens a numbered paragraph ("9.4 Audit. The Supplier shall ..."), "" where there is none.

    Args:
        text: the block's text.
        start: offset of the first word behind the number.
        strong: stretches in bold.
    """
    first = next(((one, two) for one, two in strong if one <= start < two), None)
    if first is not None:
        words = text[start : first[1]].strip()
        following = text[first[1] :]
        closed = words[-1:] in (".", ":") or following.lstrip()[:1] in (".", ":", "–", "—")
        words = words.rstrip(".:–— ")
        if closed and words and words[0] not in _QUOTES and not _DEFINES.match(following.lstrip(".")):
            return words if len(words.split()) <= _TITLE_WORDS else ""
    match = _RUN_IN.match(text, start)
    if match is not None and match.end() < len(text):
        words = match["heading"].strip()
    elif text[-1:] == "." and is_title(text[start:], marked=False):
        words = text[start:-1].strip()
    else:
        return ""
    if len(words.split()) > _RUN_IN_WORDS or _VERBS.search(words) or _is_abbreviated(words):
        return ""
    return words


def _is_abbreviated(words: str) -> bool:
    return len(words.rsplit(" ", 1)[-1]) <= 2 or words.rsplit(" ", 1)[-1].lower() in {
        "inc",
        "ltd",
        "art",
        "kap",
        "resp",
        "etc",
    }


def opens_sentence(text: str) -> bool:
    """Whether the words begin as a sentence does, and seldom a heading."""
    return _SENTENCE_START.match(text) is not None


def is_contents_heading(text: str) -> bool:
    """Whether the block is the heading of a table of contents."""
    return _CONTENTS.fullmatch(text.strip(" :.")) is not None


def find_contents(texts: Sequence[str], labels: Sequence[Label | None]) -> frozenset[int]:
    """Indexes of the blocks that are entries of a table of contents."""
    last: dict[str, int] = {}
    found = {index for index, text in enumerate(texts) if len(text) < 200 and _LEADERS.search(text)}
    inside = False
    for index, text in enumerate(texts):
        if is_contents_heading(text):
            inside = True
            last = last or {_key(text): index for index, text in enumerate(texts)}
            continue
        if not inside or index in found:
            continue
        entry = _PAGE_NUMBER.sub("", text)
        label = labels[index]
        named = entry[label.end :] if label else entry
        recurs = last.get(_key(entry), -1) > index or last.get(_key(named), -1) > index
        if recurs or (entry != text and len(text.split()) <= 16):
            found.add(index)
        else:
            inside = False
    return frozenset(found)


def _key(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").split())


def _is_scrap(text: str) -> bool:
    return 0 < len(text.split()) <= 3 and text[-1] not in ".:;"


def demote_runs(ranks: list[int | None], numbered: Sequence[bool], texts: Sequence[str]) -> None:
    """Take back guessed headings that follow each other in a long run: title pages, product lists, signature blocks."""
    run: list[int] = []
    for index in range(len(ranks) + 1):
        rank = ranks[index] if index < len(ranks) else None
        if index < len(ranks) and rank is not None and rank >= FORMAT_RANKS and not numbered[index]:
            run.append(index)
            continue
        if run and index < len(ranks) and rank is None and not numbered[index] and _is_scrap(texts[index]):
            continue
        if len(run) > _MAX_RUN or (index == len(ranks) and run):
            keep = run[-1] if index < len(ranks) else None
            for member in run:
                if member != keep and not is_contents_heading(texts[member]):
                    ranks[member] = None
        run = []
