"""The pattern language: text to syntax tree.

    {vendor} {shall} ... (notify|inform) {customer} & before ..8.. disclos* & not "annual report"

* ``word`` is that word in any letter case; hyphens do not matter. ``word*``, ``*word`` and ``*word*`` match its
  beginnings, endings and insides.
* ``"a phrase"`` is those words exactly as they follow each other, punctuation included.
* ``(a | b c)`` is either; ``(a)?`` may be missing.
* ``...`` lets up to twelve words stand between, ``..N..`` up to N (at most 60).
* ``{name}`` is any entry of that vocabulary; ``{name:fact}`` also notes its value as a fact. An entry with a gap, a
  ``|`` or a ``{name}`` in it is itself written in this language.
* ``&`` joins parts that must all stand in the same passage, in any order; ``& not`` forbids a part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from contractscan.errors import DefinitionError

DEFAULT_GAP = 12
MAXIMUM_GAP = 60
MAXIMUM_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Word:
    """One word, possibly with wildcards at its ends."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other directly, taken literally."""

    text: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Any entry of a vocabulary, its value noted under `fact` where one is named."""

    name: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `width` words of any kind."""

    width: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of the sequences; none at all where `optional`."""

    options: tuple[Sequence, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Elements in this order."""

    elements: tuple[Element, ...]


Element = Word | Phrase | Vocabulary | Gap | Choice


@dataclass(frozen=True, slots=True)
class Part:
    """One side of an `&`."""

    sequence: Sequence
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole pattern: all parts must be there, the forbidden ones must not."""

    source: str
    parts: tuple[Part, ...]


_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<gap>\.\.(?P<width>\d+)\.\.|\.\.\.|…)|(?P<phrase>"[^"]*")|(?P<vocabulary>\{[^{}]*\})
    |(?P<open>\()|(?P<close>\)\??)|(?P<or>\|)|(?P<and>&)|(?P<word>[^\s(){}|&"…]+)""",
    re.VERBOSE,
)
_CONSTRUCTION = re.compile(r"\.\.|…|\{[a-z]| \| ")
_BROKEN_GAP = re.compile(r"\.{2,}\d*\.*|\.*\d+\.{2,}")
_VOCABULARY = re.compile(r"\{([a-z0-9][a-z0-9.\-]*)(?::([a-z][a-z0-9_]*))?\}")


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    column: int


def parse(source: str, *, file: str = "", line: int = 0) -> Pattern:
    """Parse one pattern.

    Args:
        source: the pattern as written.
        file: name of the file, for messages.
        line: its line, for messages.

    Raises:
        DefinitionError: what is wrong, with a caret under the place.
    """
    return _Parser(source, file, line).pattern()


def is_construction(entry: str) -> bool:
    """Whether a vocabulary's entry is written in the pattern language, and not just words as they follow each other."""
    return _CONSTRUCTION.search(entry) is not None


@cache
def parse_entry(entry: str, *, file: str = "", line: int = 0) -> Sequence:
    """Parse a vocabulary's entry that is a construction. Each different one is parsed once.

    Raises:
        DefinitionError: it is not one sequence of words and gaps.
    """
    pattern = parse(entry, file=file, line=line)
    if len(pattern.parts) > 1:
        raise DefinitionError("an entry is one sequence; & is for patterns", file=file, line=line, excerpt=entry)
    return pattern.parts[0].sequence


class _Parser:
    def __init__(self, source: str, file: str, line: int) -> None:
        self.source = " ".join(source.split())
        self.file = file
        self.line = line
        self.lexemes = self._lex()
        self.position = 0

    def fail(self, message: str, column: int) -> DefinitionError:
        return DefinitionError(message, file=self.file, line=self.line, column=column + 1, excerpt=self.source)

    def _lex(self) -> list[_Lexeme]:
        lexemes: list[_Lexeme] = []
        position = 0
        while position < len(self.source):
            found = _TOKEN.match(self.source, position)
            if not found:
                raise self.fail('this is not part of the pattern language (is a " or a } missing?)', position)
            kind = found.lastgroup if found.lastgroup != "width" else "gap"
            attached = position > 0 and self.source[position - 1] in '}"'
            if kind == "word" and found.group().endswith("?") and (attached or len(found.group()) > 1):
                raise self.fail("a ? stands behind brackets: (word)? may be left out", found.end() - 1)
            if kind != "space":
                lexemes.append(_Lexeme(str(kind), found.group(), position))
            position = found.end()
        return lexemes

    def peek(self) -> _Lexeme | None:
        return self.lexemes[self.position] if self.position < len(self.lexemes) else None

    def pattern(self) -> Pattern:
        if not self.lexemes:
            raise self.fail("the pattern is empty", 0)
        parts = [self.part()]
        while (lexeme := self.peek()) is not None:
            if lexeme.kind != "and":
                raise self.fail(f"unexpected {lexeme.text}", lexeme.column)
            self.position += 1
            parts.append(self.part())
        if all(part.forbidden for part in parts):
            raise self.fail(
                "a pattern that only forbids would match nearly everything; add a part that must be there", 0
            )
        return Pattern(self.source, tuple(parts))

    def part(self) -> Part:
        lexeme = self.peek()
        forbidden = False
        if lexeme is not None and lexeme.kind == "word" and lexeme.text == "not" and self._first_of_part():
            forbidden = True
            self.position += 1
        return Part(self.sequence(0), forbidden)

    def _first_of_part(self) -> bool:
        """`not` forbids only directly after `&`; elsewhere it is the word "not"."""
        return self.position > 0 and self.lexemes[self.position - 1].kind == "and"

    def sequence(self, depth: int) -> Sequence:
        elements: list[Element] = []
        start = self.peek()
        while (lexeme := self.peek()) is not None and lexeme.kind not in ("close", "or", "and"):
            elements.append(self.element(lexeme, depth))
        column = start.column if start is not None else len(self.source)
        if not elements:
            raise self.fail("something is missing here", column)
        if all(isinstance(element, Gap) or (isinstance(element, Choice) and element.optional) for element in elements):
            raise self.fail("this part names no word that must be there", column)
        if isinstance(elements[0], Gap) or isinstance(elements[-1], Gap):
            raise self.fail("a gap needs a word on both sides", column)
        return Sequence(tuple(elements))

    def element(self, lexeme: _Lexeme, depth: int) -> Element:
        self.position += 1
        if lexeme.kind == "gap":
            return self._gap(lexeme)
        if lexeme.kind == "phrase":
            if not lexeme.text.strip('" '):
                raise self.fail("the phrase is empty", lexeme.column)
            return Phrase(lexeme.text.strip('"'))
        if lexeme.kind == "vocabulary":
            found = _VOCABULARY.fullmatch(lexeme.text)
            if not found:
                raise self.fail("a vocabulary is named as {name} or {name:fact}, in small letters", lexeme.column)
            return Vocabulary(found.group(1), found.group(2) or "")
        if lexeme.kind == "open":
            return self._choice(lexeme, depth)
        if _BROKEN_GAP.fullmatch(lexeme.text):
            raise self.fail("a gap is written ... (up to twelve words) or ..8.. (up to eight)", lexeme.column)
        if not lexeme.text.strip("*"):
            raise self.fail("a lone * stands for nothing; use ... for any words", lexeme.column)
        if lexeme.text.startswith("!"):
            raise self.fail(f"what must not stand there is written: & not {lexeme.text[1:]}", lexeme.column)
        if "*" in lexeme.text.strip("*"):
            raise self.fail("* may only stand at the beginning or the end of a word", lexeme.column)
        return Word(lexeme.text)

    def _gap(self, lexeme: _Lexeme) -> Gap:
        digits = lexeme.text.strip(".…")
        width = int(digits) if digits else DEFAULT_GAP
        if width > MAXIMUM_GAP:
            raise self.fail(f"a gap may be at most {MAXIMUM_GAP} words; use & for things further apart", lexeme.column)
        return Gap(width)

    def _choice(self, opened: _Lexeme, depth: int) -> Choice:
        if depth >= MAXIMUM_DEPTH:
            raise self.fail("parentheses are nested too deeply", opened.column)
        options = [self.sequence(depth + 1)]
        while True:
            lexeme = self.peek()
            if lexeme is None:
                raise self.fail("this parenthesis is not closed", opened.column)
            self.position += 1
            if lexeme.kind == "close":
                return Choice(tuple(options), lexeme.text == ")?")
            if lexeme.kind != "or":
                raise self.fail(f"unexpected {lexeme.text} inside parentheses", lexeme.column)
            options.append(self.sequence(depth + 1))
