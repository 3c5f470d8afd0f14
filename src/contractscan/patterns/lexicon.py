"""Vocabularies and words as numbered atoms, and where each atom stands in a text.

All words that any pattern names are looked up once per text, in time linear in its length: single words through a table
of the text's distinct words, phrases through spaCy's `PhraseMatcher`. What a pattern then does is combine these hits,
so that cost follows the few passages in which all of its parts occur.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from contractscan.patterns import quantities, tokens
from contractscan.patterns.inflection import FUNCTION_WORDS, INFLECTIONS, inflected
from contractscan.patterns.language import Choice, is_construction
from contractscan.patterns.quantities import Quantity

Value = str | float | Quantity | None
DENIAL, HARMLESS = "negation.plain", "negation.harmless"
BUCKET = 3
"""Letters of a wildcard's fixed part by which candidates are found."""


class Entry(NamedTuple):
    """One entry of a vocabulary: a word or phrase, `*` allowed at the ends of words, and the value it stands for."""

    text: str
    value: str | float | None = None

    @property
    def is_construction(self) -> bool:
        """Whether it is written in the pattern language: "no ..4.. (duty | obligation)"."""
        return is_construction(self.text)


class Hit(NamedTuple):
    """An occurrence of an atom: tokens `start` to `end` (exclusive)."""

    atom: int
    start: int
    end: int
    value: Value = None


class _WordTest(NamedTuple):
    """One word of an entry."""

    fixed: str
    open_start: bool
    open_end: bool

    def accepts(self, word: str) -> bool:
        if self.open_start and self.open_end:
            return self.fixed in word
        if self.open_start:
            return word.endswith(self.fixed)
        return word.startswith(self.fixed) if self.open_end else word == self.fixed


Tests = tuple[_WordTest, ...]
"""An entry, word by word."""


class _Item(NamedTuple):
    """An entry and the atoms that have it with the same value; most entries serve several."""

    atoms: tuple[int, ...]
    words: Tests
    value: str | float | None


_test = cache(_WordTest)
"""Equal tests are one object: what is kept between runs is loaded the sooner."""


@lru_cache(maxsize=65_536)
def variants(text: str) -> tuple[Tests, ...]:
    """The word tests of an entry; one with an inner hyphen is also looked for as separate words. None without a word.

    Kept, as thousands of patterns name the same words.
    """
    words = text.split()
    joined: list[_WordTest] = []
    apart: list[_WordTest] = []
    for word in words:
        core = word.strip("*")
        open_start, open_end = word.startswith("*"), word.endswith("*") and len(word) > 1
        pieces = tokens.norms(core)
        split = tokens.norms(core.replace("-", " ")) if "-" in core else pieces
        joined += _tests(pieces, open_start, open_end)
        apart += _tests(split, open_start, open_end)
    return tuple(tuple(tests) for tests in ((joined,) if joined == apart else (joined, apart)) if tests)


def _tests(pieces: Sequence[str], open_start: bool, open_end: bool) -> list[_WordTest]:
    last = len(pieces) - 1
    return [_test(piece, open_start and i == 0, open_end and i == last) for i, piece in enumerate(pieces)]


@dataclass
class Lexicon:
    """The atoms of one language. Filled while detectors are compiled, then only read."""

    language: str
    vocabularies: Mapping[str, Sequence[Entry]]
    _ids: dict[tuple[str, ...], int] = field(default_factory=dict)
    _entries: dict[tuple[Tests, str | float | None], list[int]] = field(default_factory=dict)
    """The atoms of each entry and value."""
    _names: list[str] = field(default_factory=list)
    _tables: _Tables | None = None
    _local: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    _parent: Lexicon | None = None
    _parts: dict[str, tuple[tuple[Entry, ...], tuple[str, ...]]] = field(default_factory=dict)
    spelled: dict[str, Choice] = field(default_factory=dict)
    """Vocabularies with constructions, spelled out once, by name."""

    def __getstate__(self) -> dict[str, object]:
        """What another process needs: it makes the tables for itself, and what may still grow here is copied."""
        own = {"_tables": None, "_parts": {}, "spelled": {}, "_ids": dict(self._ids), "_entries": dict(self._entries)}
        return {**self.__dict__, **own}

    def with_local(self, extra: Mapping[str, Sequence[Entry]]) -> Lexicon:
        """The same lexicon with further vocabularies that only one file sees; the atoms are shared."""
        local = Lexicon(self.language, {**self.vocabularies, **extra}, _parent=self._parent or self)
        local._local = {**self._local, **{name: tuple(entries) for name, entries in extra.items()}}
        return local

    def vocabulary(self, name: str) -> int | None:
        """Atom of the vocabulary called `name`, without its constructions, or None where there is none."""
        if name in self._local:
            entries, _ = self.parts(name)
            key = ("local", name, *(f"{entry.text}={entry.value}" for entry in entries))
            return self._atom(key, entries, name)
        if name in quantities.NAMES:
            return self._atom(("vocabulary", name), (), name)
        if name not in self.vocabularies:
            return None
        return self._atom(("vocabulary", name), self.parts(name)[0], name)

    def parts(self, name: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """The entries of a vocabulary that are words as they follow each other, and the texts of its constructions.

        A vocabulary is taken apart once, as thousands of patterns name the same ones.
        """
        home = self if self._parent is None or name in self._local else self._parent
        if name not in home._parts:
            entries = self.vocabularies.get(name, ())
            plain = tuple(entry for entry in entries if not entry.is_construction)
            home._parts[name] = (plain, tuple(entry.text for entry in entries if entry.is_construction))
        return home._parts[name]

    def words(self, texts: Iterable[str]) -> int:
        """Atom that stands for any one of these words and phrases."""
        wanted = tuple(sorted(set(texts)))
        return self._atom(("words", *wanted), [Entry(text) for text in wanted], "|".join(wanted))

    def name(self, atom: int) -> str:
        """How the atom is written in a pattern."""
        return (self._parent or self)._names[atom]

    def _atom(self, key: tuple[str, ...], entries: Iterable[Entry], name: str) -> int:
        if self._parent is not None:
            return self._parent._atom(key, entries, name)
        if key not in self._ids:
            atom = self._ids[key] = len(self._names)
            self._names.append(name)
            self._tables = None
            inflect = INFLECTIONS.get(self.language) if name not in FUNCTION_WORDS else None
            for entry in entries:
                texts = (entry.text,) if inflect is None else inflected(entry.text, inflect)
                for words in chain.from_iterable(map(variants, texts)):
                    atoms = self._entries.setdefault((words, entry.value), [])
                    if atom not in atoms[-1:]:
                        atoms.append(atom)
        return self._ids[key]

    def prepare(self) -> None:
        """Make the look-up tables now rather than with the first text; it takes about as long as reading a file."""
        if self._tables is None:
            for name in (quantities.NUMBER_WORDS, quantities.TIME_UNITS, quantities.BUSINESS):
                self.vocabulary(name)
            items = [_Item(tuple(atoms), words, value) for (words, value), atoms in self._entries.items()]
            self._tables = _Tables(items, self._denials(), self.vocabulary(HARMLESS))

    def _denials(self) -> frozenset[int]:
        """The atoms that stand for nothing but a denial: "not", "inte | ej"."""
        denials = {entry.text for entry in self.vocabularies.get(DENIAL, ())}
        return frozenset(
            atom for (kind, *texts), atom in self._ids.items() if kind == "words" and denials.issuperset(texts)
        )

    def read(
        self,
        text: str,
        names: Mapping[str, Sequence[str]] | None = None,
        without: Mapping[str, Sequence[str]] | None = None,
    ) -> TokenHits:
        """Split `text` and find all atoms in it.

        Args:
            text: the text.
            names: further entries for vocabularies that hold for this text only, such as the parties' names.
            without: single words that are no entries of vocabularies in this text.
        """
        self.prepare()
        assert self._tables is not None
        return self._tables.read(text, self, names or {}, without or {})


SILENT = " \t\n\r\f\v\"'“”„«»’‘*_`\u00a0"
"""Signs that count for nothing between words: quotation marks, emphasis."""
_Longer = tuple[Tests, int, tuple[_Item, ...]]
"""The tests of several words, a number that stands for them, and the items that they fulfil."""
Run = tuple[str, int]
"""Several words that are an entry, joined by blanks, and the position after them."""


class _Tables:
    """Look-up tables made from the items: by word, by beginning, by ending, and phrases for spaCy."""

    def __init__(self, items: Sequence[_Item], denials: frozenset[int], harmless: int | None) -> None:
        from spacy.matcher import PhraseMatcher
        from spacy.vocab import Vocab

        self.denials, self.harmless = denials, harmless
        self.vocab = Vocab()
        self.exact: dict[str, list[_Item]] = defaultdict(list)
        self.prefixes: dict[str, list[_Item]] = defaultdict(list)
        self.suffixes: dict[str, list[_Item]] = defaultdict(list)
        self.loose: list[_Item] = []
        self.phrases: dict[str, list[_Item]] = defaultdict(list)
        self.known: set[str] = set()
        """Words that stand in some entry without a star."""
        for item in items:
            self._file(item)
            self.known.update(test.fixed for test in item.words if not (test.open_start or test.open_end))
        self.matcher = PhraseMatcher(self.vocab)
        self.waiting: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for phrase in self.phrases:
            first, *others = phrase.split(" ")
            self.waiting[first].append((phrase, frozenset(others)))
        self.seen: dict[str, tuple[tuple[_Item, ...], tuple[_Longer, ...]]] = {}
        self.numbers: dict[Tests, int] = {}

    def _file(self, item: _Item) -> None:
        first = item.words[0]
        if len(item.words) > 1 and not any(word.open_start or word.open_end for word in item.words):
            self.phrases[" ".join(word.fixed for word in item.words)].append(item)
        elif not (first.open_start or first.open_end):
            self.exact[first.fixed].append(item)
        elif first.open_end and not first.open_start and len(first.fixed) >= BUCKET:
            self.prefixes[first.fixed[:BUCKET]].append(item)
        elif first.open_start and not first.open_end and len(first.fixed) >= BUCKET:
            self.suffixes[first.fixed[-BUCKET:]].append(item)
        else:
            self.loose.append(item)

    def _add_phrases(self, words: set[str]) -> None:
        """Teach the matcher the phrases that can occur among these words; most texts need a small part of them."""
        from spacy.tokens import Doc

        for first in words & self.waiting.keys():
            later = []
            for phrase, others in self.waiting[first]:
                if others <= words:
                    self.matcher.add(phrase, [Doc(self.vocab, words=phrase.split(" "))])
                else:
                    later.append((phrase, others))
            self.waiting[first] = later

    def of_word(self, word: str) -> tuple[tuple[_Item, ...], tuple[_Longer, ...]]:
        """Items that are this word, and the runs of several words that begin with it, each with its items."""
        if word not in self.seen:
            candidates = [*self.exact.get(word, ()), *self.prefixes.get(word[:BUCKET], ())]
            candidates += [*self.suffixes.get(word[-BUCKET:], ()), *self.loose]
            fitting = [item for item in candidates if item.words[0].accepts(word)]
            longer: dict[Tests, list[_Item]] = {}
            for item in fitting:
                if len(item.words) > 1:
                    longer.setdefault(item.words, []).append(item)
            self.seen[word] = (
                tuple(item for item in fitting if len(item.words) == 1),
                tuple(
                    (tests, self.numbers.setdefault(tests, len(self.numbers)), tuple(items))
                    for tests, items in longer.items()
                ),
            )
        return self.seen[word]

    def split(self, text: str) -> tuple[list[tuple[int, int]], list[str]]:
        """Offsets and normal forms of the words; a word with hyphens that no entry knows so joined is several words."""
        places: list[tuple[int, int]] = []
        words: list[str] = []
        for start, end in tokens.split(text):
            word = text[start:end]
            joined = tokens.norm(word)
            if len(joined) == end - start or len(parts := tokens.pieces(word)) < 2 or self._knows(joined, parts[0][1]):
                places.append((start, end))
                words.append(joined)
                continue
            places += [(start + first, start + last) for first, last in parts]
            words += [tokens.norm(word[first:last]) for first, last in parts]
        return places, words

    def _knows(self, joined: str, first: int) -> bool:
        """Whether an entry names the joined word, and not only how its first part of so many letters begins."""
        if joined in self.known or tokens.ADDRESS.match(joined):
            return True
        items = self.prefixes.get(joined[:BUCKET], ())
        return any(len(item.words[0].fixed) > first and item.words[0].accepts(joined) for item in items)

    def read(
        self, text: str, lexicon: Lexicon, names: Mapping[str, Sequence[str]], without: Mapping[str, Sequence[str]]
    ) -> TokenHits:
        from spacy.tokens import Doc

        places, words = self.split(text)
        singles: dict[int, dict[str, Value]] = {}
        longer: dict[str, tuple[_Longer, ...]] = {}
        different = set(words)
        silent = {word for word in different if not word.strip(SILENT)}
        self._add_phrases(different)
        for word in different:
            alone, beginning = self.of_word(word)
            _note(singles, word, alone)
            if beginning:
                longer[word] = beginning
        phrases: dict[int, set[Run]] = {}
        known: dict[tuple[str, int], None] = {}

        def note(start: int, end: int, number: int, items: Sequence[_Item]) -> None:
            key = " ".join(words[start:end])
            phrases.setdefault(start, set()).add((key, end))
            if (key, number) not in known:
                known[key, number] = None
                _note(singles, key, items)

        for start, fitting in _beginning(words, longer):
            for tests, number, items in fitting:
                end = start + len(tests)
                rest = words[start + 2 : end]
                if len(rest) == len(tests) - 2 and all(map(_WordTest.accepts, tests[2:], rest)):
                    note(start, end, number, items)
        for key, start, end in self.matcher(Doc(self.vocab, words=words)):
            note(start, end, -1, self.phrases[self.vocab.strings[key]])
        hits = TokenHits(
            starts=tuple(start for start, _ in places),
            ends=tuple(end for _, end in places),
            words=tuple(words),
            spoken=tuple(number for number, word in enumerate(words) if word not in silent),
            singles=singles,
            phrases={start: sorted(found) for start, found in phrases.items()},
            runs={},
            denials=self.denials,
            harmless=self.harmless,
        )
        for vocabulary, others in without.items():
            atom = lexicon.vocabulary(vocabulary)
            entries = {} if atom is None else singles.get(atom, {})
            for word in others:
                entries.pop(tokens.norm(word), None)
        self._add_names(hits, lexicon, names)
        quantities.add(hits, lexicon)
        return hits

    def _add_names(self, hits: TokenHits, lexicon: Lexicon, names: Mapping[str, Sequence[str]]) -> None:
        wanted: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        for vocabulary, phrases in sorted(names.items()):
            atom = lexicon.vocabulary(vocabulary)
            for phrase in phrases:
                parts = tuple(self.split(phrase)[1])
                if parts and atom is not None:
                    wanted[parts[0]].append((parts, atom))
        for start, word in enumerate(hits.words):
            for parts, atom in wanted.get(word, ()):
                if hits.words[start : start + len(parts)] == parts:
                    hits.runs.setdefault(start, []).append(Hit(atom, start, start + len(parts)))


def _beginning(
    words: Sequence[str], longer: Mapping[str, Sequence[_Longer]]
) -> Iterator[tuple[int, Sequence[_Longer]]]:
    """Where the first two words of something longer stand; each different pair is tried once."""
    pairs: dict[tuple[str, str], list[_Longer]] = {}
    for start, (word, following) in enumerate(pairwise(words)):
        candidates = longer.get(word)
        if candidates is None:
            continue
        fitting = pairs.get((word, following))
        if fitting is None:
            fitting = pairs[word, following] = [one for one in candidates if one[0][1].accepts(following)]
        if fitting:
            yield start, fitting


def _note(singles: dict[int, dict[str, Value]], words: str, items: Iterable[_Item]) -> None:
    """Note that these words are these entries."""
    for item in items:
        for atom in item.atoms:
            singles.setdefault(atom, {})[words] = item.value


@dataclass(frozen=True, kw_only=True)
class TokenHits:
    """A text's words with their offsets, and the atoms in it.

    Attributes:
        starts: character offset of every word.
        ends: character offset just after it.
        words: the words in normal form.
        spoken: numbers of the words that are more than quotation marks or other silent signs.
        singles: for each atom the words of this text, and the runs of words joined by blanks, that are an entry of it,
            with the entry's value. Kept by word and not by place, as most words are entries of many atoms.
        phrases: by first word, the runs of several words that are an entry of some atom.
        runs: by first word, the atoms with a value of their own that begin there: quantities, the parties' names.
        denials: the atoms that stand for nothing but a denial.
        harmless: the atom of phrases whose denial denies nothing, such as "not limited to": no pattern's "not" is
            found in them.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    spoken: tuple[int, ...]
    singles: Mapping[int, Mapping[str, Value]]
    phrases: Mapping[int, Sequence[Run]]
    runs: dict[int, list[Hit]]
    denials: frozenset[int]
    harmless: int | None

    @cached_property
    def marked(self) -> tuple[int, ...]:
        """The words with which a run of several words or a value begins, in order."""
        return tuple(sorted({*self.phrases, *self.runs}))

    @cached_property
    def begins(self) -> frozenset[int]:
        """The same words, to look one up."""
        return frozenset(self.marked)

    def offset(self, token: int) -> int:
        """Character offset at which the token begins."""
        return self.starts[token]

    def offset_end(self, token: int) -> int:
        """Character offset just after the token."""
        return self.ends[token]
