"""Documents that a contract incorporates or points to, and whether they were supplied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contractscan.model import BlockKind, Clause, Document, Reference
from contractscan.patterns.tokens import norms

PREFIX = "reference."
SHORT_TITLE = 3
"""A document is taken for the one meant when its title or first heading has all words of a name of at most so many
words, or most words of a longer one."""


@dataclass(frozen=True, slots=True)
class _Title:
    document: int
    words: frozenset[str]


def references(documents: Sequence[Document], clauses: Iterable[Clause]) -> tuple[Reference, ...]:
    """The references that detectors found, one per name and target, in order."""
    titles = [_Title(number, frozenset(_title_words(document))) for number, document in enumerate(documents)]
    found: dict[tuple[str, str], Reference] = {}
    for clause in clauses:
        if not clause.kind.startswith(PREFIX):
            continue
        name, target = str(clause.fact("name") or ""), str(clause.fact("target") or "").rstrip(".,;:")
        reference = Reference(
            name=name or target,
            target=target,
            document=clause.document,
            span=clause.span,
            supplied=_supplied(name, clause.document, titles),
            incorporated=bool(clause.fact("incorporated")),
        )
        found.setdefault((" ".join(norms(reference.name)), target), reference)
    return tuple(found.values())


def _title_words(document: Document) -> list[str]:
    heading = next((block for block in document.blocks if block.kind is BlockKind.HEADING), None)
    first = document.quote(heading.span) if heading else document.text[:120].split("\n")[0]
    stem = re.sub(r"\.\w{1,5}$", "", document.name)
    return [*norms(document.title), *norms(first), *norms(re.sub(r"[_-]+", " ", stem))]


def _supplied(name: str, own: int, titles: Sequence[_Title]) -> int | None:
    wanted = set(norms(name))
    if not wanted:
        return None
    least = len(wanted) if len(wanted) <= SHORT_TITLE else len(wanted) - 1
    for title in titles:
        if title.document != own and len(wanted & title.words) >= least:
            return title.document
    return None
