"""Runs the must-match and must-not-match examples of detector files, and says why a passage does or does not match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from contractscan.analysis import DocumentAnalysis, Scope, SetAnalysis
from contractscan.model import Block, ContractSet, Document, Page, Source, Span
from contractscan.patterns.detector import Accepted, Verdictless, examine
from contractscan.patterns.files import ClauseRule, DetectorFile, Example
from contractscan.patterns.lexicon import Lexicon
from contractscan.patterns.matching import CompiledPattern, find

MATCHES, REFUSED = "matches", "refuses"
"""How a line about a pattern whose words all stand there begins."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not behave as the file says.

    Attributes:
        example: the example.
        kind: the clause kind of its rule.
        why: for people.
    """

    example: Example
    kind: str
    why: str


def passage_document(text: str, language: str) -> Document:
    """A document that is one paragraph, or one per line."""
    blocks: list[Block] = []
    position = 0
    for line in text.split("\n"):
        blocks.append(Block(span=Span(position, position + len(line))))
        position += len(line) + 1
    return Document(
        source=Source.of("example", text.encode(), "text/plain"), text=text, language=language,
        pages=(Page(number=1, span=Span(0, len(text))),), blocks=tuple(blocks), reader="example",
    )  # fmt: skip


def analyse_text(text: str, language: str, lexicons: Mapping[str, Lexicon]) -> SetAnalysis:
    """The analysis of a single passage."""
    return SetAnalysis(ContractSet(name="example", documents=(passage_document(text, language),)), lexicons)


def run_examples(definition: DetectorFile, lexicons: Mapping[str, Lexicon]) -> Iterator[Failure]:
    """The examples that fail."""
    for rule in definition.rules:
        for example in rule.examples:
            failure = run_example(rule, example, lexicons)
            if failure is not None:
                yield failure


def run_example(rule: ClauseRule, example: Example, lexicons: Mapping[str, Lexicon]) -> Failure | None:
    """Why an example fails, or None."""
    analysis = analyse_text(example.text, example.language, lexicons)
    accepted = matches(rule, analysis)
    if accepted and not example.matches:
        return Failure(example, rule.kind, f"it matches, though it should not: {accepted[0].match.pattern.source}")
    if example.matches and not accepted:
        return Failure(example, rule.kind, "; ".join(explain(rule, analysis)) or "no pattern comes near it")
    return None


def matches(rule: ClauseRule, analysis: SetAnalysis) -> list[Accepted]:
    """What the rule accepts in the analysis."""
    found: list[Accepted] = []
    for document in analysis.documents:
        for language, patterns in rule.patterns.items():
            for pattern in patterns:
                for number in document.with_words_of(pattern, rule.scope, language):
                    result = examine(_without_headings(rule), pattern, document, number, analysis)
                    if isinstance(result, Accepted):
                        found.append(result)
    return found


def _without_headings(rule: ClauseRule) -> ClauseRule:
    """An example is a bare passage: what the rule asks of headings is taken as given."""
    return replace(rule, headings={}, forbidden_headings={})


def explain(rule: ClauseRule, analysis: SetAnalysis) -> list[str]:
    """Why the rule's patterns do or do not match, a line per pattern that comes near."""
    lines: list[str] = []
    for document in analysis.documents:
        for number, unit in enumerate(document.units(rule.scope)):
            for pattern in rule.patterns.get(unit.language, ()):
                line = explain_pattern(rule, pattern, document, number, analysis)
                if line:
                    lines.append(line)
    return lines


NEAR = 0.6
"""Share of the words that a pattern needs from which on a passage counts as near."""


def explain_pattern(
    rule: ClauseRule,
    pattern: CompiledPattern,
    document: DocumentAnalysis,
    number: int,
    analysis: SetAnalysis,
    near: float = 0.0,
) -> str:
    """Why one pattern does or does not match one passage; "" where less than `near` of what it needs is there."""
    result = examine(rule, pattern, document, number, analysis)
    if isinstance(result, Accepted):
        facts = ", ".join(f"{fact.name}={fact.value}" for fact in result.facts)
        words = f'"{result.context.actor_words}"' if result.context.actor_words else "nobody named"
        force = f'"{result.context.force_words}"' if result.context.force_words else "no modal word"
        return (
            f"{MATCHES} {pattern.source}: actor {result.context.actor} ({words}), "
            f"force {result.context.force} ({force})" + (f", facts {facts}" if facts else "")
        )
    if isinstance(result, Verdictless):
        reasons = {
            "actor": "somebody else is bound",
            "negated": "the sentence denies it",
            "force": "it binds less or more firmly than the rule accepts",
            "excluded": "forbidden words stand there",
            "section": "the headings around it do not fit",
            "definition": "it only defines a term",
        }
        detail = f' ("{result.detail}")' if result.detail else ""
        return f"{REFUSED} {pattern.source}: the words fit, but {reasons.get(result.reason, result.reason)}{detail}"
    return _missing(pattern, document, number, rule.scope, analysis, near)


def _missing(
    pattern: CompiledPattern,
    document: DocumentAnalysis,
    number: int,
    scope: Scope,
    analysis: SetAnalysis,
    near: float,
) -> str:
    passage = document.passage(scope, number)
    lexicon = analysis.lexicons[document.units(scope)[number].language]
    absent: list[str] = []
    needed = there = 0
    for part in pattern.required:
        names = [
            "/".join(sorted(lexicon.name(atom) for atom in need)[:4])
            for need in part.needs
            if not any(passage.has(atom) for atom in need)
        ]
        needed += len(part.needs)
        there += len(part.needs) - len(names)
        if names:
            absent.append(", ".join(names))
        elif find(part, passage) is None:
            absent.append("words in another order, or too far apart")
    if there <= near * needed:
        return ""
    present = len(pattern.required) - len(absent)
    return f"{pattern.source}: {present} of {len(pattern.required)} parts are there; missing: {'; '.join(absent)}"


def requires_both_languages(definition: DetectorFile) -> Sequence[str]:
    """Clause kinds that have patterns in one language only."""
    by_kind: dict[str, set[str]] = {}
    for rule in definition.rules:
        by_kind.setdefault(rule.kind, set()).update(lang for lang, patterns in rule.patterns.items() if patterns)
    return sorted(kind for kind, languages in by_kind.items() if len(languages) < 2)
