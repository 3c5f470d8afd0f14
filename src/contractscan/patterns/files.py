"""Detector and vocabulary files: YAML to rules ready to match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contractscan.analysis import Scope
from contractscan.datafiles import Node
from contractscan.model import Force, Text
from contractscan.patterns.language import parse_entry
from contractscan.patterns.lexicon import Entry, Lexicon
from contractscan.patterns.matching import CompiledPattern, compile_pattern

LANGUAGES = ("en", "sv")
BOUND = ("vendor", "customer", "any")
DETECTOR_KEYS = ("detector", "title", "note", "words", "clauses")
CLAUSE_KEYS = (
    "kind", "note", "bound", "force", "scope", "heading", "not-heading", "definitions", "facts", "facts-from", "score",
    *LANGUAGES, "not-en", "not-sv", "match", "no-match",
)  # fmt: skip
DEFAULT_FORCES = frozenset(force for force in Force if force is not Force.NEGATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage that a rule must, or must not, match."""

    text: str
    language: str
    matches: bool
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """A fact of a clause: a constant, or true (with its captures) where a pattern matches in the same passage."""

    name: str
    constant: str | int | float | bool | None
    patterns: Mapping[str, tuple[CompiledPattern, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRule:
    """One way in which clauses of a kind are written.

    Attributes:
        kind: the clause kind.
        bound: who must be bound: "vendor" also accepts an unnamed actor, "any" accepts all.
        forces: accepted forces.
        scope: how far the parts of a pattern may stand apart.
        patterns, forbidden: by language; any one suffices.
        headings, forbidden_headings: by language; matched against the headings around the passage.
        definitions: whether a mere definition counts.
        facts: what else to note.
        facts_from: the scope in which facts are looked for.
        score: added to the score of its clauses.
        examples: passages to test it with.
    """

    kind: str
    bound: str
    forces: frozenset[Force]
    scope: Scope
    patterns: Mapping[str, tuple[CompiledPattern, ...]]
    forbidden: Mapping[str, tuple[CompiledPattern, ...]]
    headings: Mapping[str, tuple[CompiledPattern, ...]]
    forbidden_headings: Mapping[str, tuple[CompiledPattern, ...]]
    definitions: bool
    facts: tuple[FactRule, ...]
    facts_from: Scope
    score: float
    examples: tuple[Example, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorFile:
    """A detector as data."""

    id: str
    title: Text
    rules: tuple[ClauseRule, ...]
    file: str


def without_examples(definition: DetectorFile) -> DetectorFile:
    """The same detector as it runs: its examples are for whoever checks the file."""
    return replace(definition, rules=tuple(replace(rule, examples=()) for rule in definition.rules))


def read_vocabularies(root: Node, into: dict[str, dict[str, list[Entry]]]) -> None:
    """Add the entries of a vocabulary file to `into` (language -> name -> entries).

    The file maps names to languages to entries; an entry is a text, or `value: [texts]`. A text with a gap, a `|` or a
    `{name}` is written in the pattern language.
    """
    for name, by_language in root.items("a vocabulary file"):
        for language, entries in by_language.items(f"the vocabulary {name}"):
            if language not in (*LANGUAGES, "any"):
                raise entries.fail(f"{language} is not a language; use {', '.join(LANGUAGES)} or any")
            targets = LANGUAGES if language == "any" else (language,)
            for target in targets:
                into.setdefault(target, {}).setdefault(name, []).extend(_entries(entries, name))


def _entries(node: Node, name: str) -> list[Entry]:
    if node.kind == "mapping":
        found = [
            (texts, Entry(text, _value(value)))
            for value, texts in node.items(name)
            for text in texts.texts(f"an entry of {name}")
        ]
        for texts, entry in found:
            if entry.is_construction:
                raise texts.fail(f'"{entry.text}" has no fixed words that a value could belong to')
        return [entry for _, entry in found]
    entries = [Entry(text) for text in node.texts(f"an entry of {name}")]
    for entry in entries:
        if entry.is_construction:
            parse_entry(entry.text, file=node.file, line=node.line)
    return entries


def _value(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def read_detector(root: Node, lexicons: Mapping[str, Lexicon]) -> DetectorFile:
    """Compile a detector file.

    Raises:
        DefinitionError: what is wrong and where.
    """
    root.known(DETECTOR_KEYS, "a detector file")
    name = root.need("detector", "a detector file").text("the detector's id")
    local = _local_lexicons(root.get("words"), lexicons)
    clauses = root.need("clauses", "a detector file").entries("clauses")
    if not clauses:
        raise root.fail("a detector needs at least one clause rule under `clauses:`")
    rules = tuple(_rule(node, local) for node in clauses)
    return DetectorFile(id=name, title=text_pair(root.need("title", "a detector file")), rules=rules, file=root.file)


def text_pair(node: Node) -> Text:
    """A text in both report languages."""
    if node.kind != "mapping":
        raise node.fail("needs `sv:` and `en:`")
    node.known(("sv", "en"), "a text in two languages")
    return Text(
        sv=node.need("sv", "this").text("the Swedish text"), en=node.need("en", "this").text("the English text")
    )


def _local_lexicons(words: Node | None, lexicons: Mapping[str, Lexicon]) -> Mapping[str, Lexicon]:
    if words is None:
        return lexicons
    extra: dict[str, dict[str, list[Entry]]] = {}
    read_vocabularies(words, extra)
    local: dict[str, Lexicon] = {}
    for language, lexicon in lexicons.items():
        clash = sorted(set(extra.get(language, {})) & set(lexicon.vocabularies))
        if clash:
            raise words.fail(f'"{clash[0]}" is already a shared vocabulary; choose another name')
        local[language] = lexicon.with_local(extra.get(language, {}))
    return local


def _rule(node: Node, lexicons: Mapping[str, Lexicon]) -> ClauseRule:
    node.known(CLAUSE_KEYS, "a clause rule")
    patterns = {language: _patterns(node.get(language), lexicons[language]) for language in lexicons}
    if not any(patterns.values()):
        raise node.fail("a clause rule needs patterns under `en:` or `sv:`")
    scope = _choice(node, "scope", tuple(Scope), Scope.SENTENCE)
    return ClauseRule(
        kind=node.need("kind", "a clause rule").text("kind"),
        bound=_choice(node, "bound", BOUND, "any"),
        forces=_forces(node.get("force")),
        scope=Scope(scope),
        patterns=patterns,
        forbidden={lang: _patterns(node.get(f"not-{lang}"), lexicons[lang]) for lang in lexicons},
        headings=_by_language(node.get("heading"), lexicons),
        forbidden_headings=_by_language(node.get("not-heading"), lexicons),
        definitions=_flag(node.get("definitions")),
        facts=_facts(node.get("facts"), lexicons),
        facts_from=Scope(_choice(node, "facts-from", tuple(Scope), scope)),
        score=_number(node.get("score")),
        examples=(*_examples(node.get("match"), True), *_examples(node.get("no-match"), False)),
        file=node.file,
        line=node.line,
    )


def _choice(node: Node, key: str, options: Sequence[str], default: str) -> str:
    found = node.get(key)
    if found is None:
        return default
    text = found.text(key)
    if text not in options:
        raise found.fail(f"`{key}:` is one of {', '.join(options)}, not {text}")
    return text


def _flag(node: Node | None) -> bool:
    if node is None:
        return False
    if not isinstance(node.value, bool):
        raise node.fail("should be true or false")
    return node.value


def _number(node: Node | None) -> float:
    if node is None:
        return 0.0
    if not isinstance(node.value, int | float):
        raise node.fail("should be a number")
    return float(node.value)


def _forces(node: Node | None) -> frozenset[Force]:
    if node is None:
        return DEFAULT_FORCES
    forces = set()
    for entry in node.entries("force"):
        text = entry.text("force")
        if text not in tuple(Force):
            raise entry.fail(f"a force is one of {', '.join(Force)}, not {text}")
        forces.add(Force(text))
    return frozenset(forces)


def _patterns(node: Node | None, lexicon: Lexicon) -> tuple[CompiledPattern, ...]:
    if node is None:
        return ()
    return tuple(
        compile_pattern(entry.text("a pattern"), lexicon, file=entry.file, line=entry.line)
        for entry in node.entries("patterns")
    )


def _by_language(node: Node | None, lexicons: Mapping[str, Lexicon]) -> Mapping[str, tuple[CompiledPattern, ...]]:
    if node is None:
        return {}
    node.known(LANGUAGES, "this")
    return {language: _patterns(node.get(language), lexicon) for language, lexicon in lexicons.items()}


def _facts(node: Node | None, lexicons: Mapping[str, Lexicon]) -> tuple[FactRule, ...]:
    if node is None:
        return ()
    facts: list[FactRule] = []
    for name, value in node.items("facts"):
        if not name.replace("_", "").isalnum():
            raise value.fail(f"a fact's name has letters, figures and _ only, not {name}")
        if value.kind == "mapping":
            facts.append(FactRule(name=name, constant=None, patterns=_by_language(value, lexicons)))
        elif value.kind == "scalar" and value.value is not None:
            facts.append(FactRule(name=name, constant=value.value, patterns={}))  # type: ignore[arg-type]
        else:
            raise value.fail("a fact is a value, or patterns under `en:` and `sv:`")
    return tuple(facts)


def _examples(node: Node | None, matches: bool) -> tuple[Example, ...]:
    if node is None:
        return ()
    node.known(LANGUAGES, "examples")
    return tuple(
        Example(text=entry.text("an example"), language=language, matches=matches, file=entry.file, line=entry.line)
        for language, entries in node.items("examples")
        for entry in entries.entries("examples")
    )
