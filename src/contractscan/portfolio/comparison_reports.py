"""A comparison as terminal text, JSON, a web page and a Word document."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from importlib.resources import files
from itertools import groupby
from typing import Any

from contractscan.portfolio import words
from contractscan.portfolio.alignment import Alignment, Change, Kind, Passage, redline
from contractscan.portfolio.compare import Comparison, VerdictChange
from contractscan.rendering.labels import verdict_word
from contractscan.rendering.plain import json_safe, one_line

FORMAT = "contractscan-comparison/1"
WORDS_SHOWN = 4
"""Changes of words that are shown at a verdict; all of them stand among the changed words."""
MARKS = {"same": ("", ""), "old": ("[-", "-]"), "new": ("[+", "+]")}


def formats() -> dict[str, Callable[[Comparison, str], bytes]]:
    """Renderers by file ending."""
    return {".html": html, ".htm": html, ".json": as_json, ".docx": docx, ".txt": text}


def text(comparison: Comparison, language: str) -> bytes:
    """Plain text of at most 80 columns."""
    from textwrap import fill

    def wrapped(line: str, indent: str = "") -> str:
        return fill(one_line(line), 80, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)

    lines = [words.COMPARISON.in_language(language), "", wrapped(summary(comparison, language)), ""]
    lines.append(words.VERDICTS.in_language(language))
    if not comparison.verdicts:
        lines.append(f"  {words.NO_VERDICTS.in_language(language)}")
    for change in comparison.verdicts:
        lines.append(wrapped(f"{change.new.requirement} {change.new.title}: {_step(change, language)}", "  "))
        lines += [wrapped(fact, "    ") for fact in facts(change, language)]
        lines += [wrapped(marked(item), "    ") for item in change.words[:WORDS_SHOWN]]
        if more := more_words(change, language):
            lines.append(wrapped(more, "    "))
    lines += ["", words.CHANGES.in_language(language)]
    if comparison.text is None:
        lines.append(wrapped(words.NO_TEXT.in_language(language), "  "))
    else:
        lines.append(wrapped(stayed(comparison, language), "  "))
        for kind, groups in grouped(comparison.text):
            lines += ["", heading(kind, groups, language)]
            for group in groups:
                lines.append(wrapped(place(group[0], language), "  "))
                lines += [wrapped(marked(item), "    ") for item in group]
    lines += ["", words.DISCLAIMER.in_language(language)]
    return ("\n".join(lines) + "\n").encode()


def summary(comparison: Comparison, language: str) -> str:
    """What changed, in one sentence."""
    better = sum(change.direction == "better" for change in comparison.verdicts)
    changes = len(comparison.text.changes) if comparison.text else 0
    return words.filled(words.SUMMARY, language, worse=len(comparison.worse), better=better, changes=changes)


def grouped(text: Alignment) -> list[tuple[Kind, list[list[Change]]]]:
    """The changes by kind, and within a kind those that stand together in a clause."""
    found = []
    for kind in (Kind.REWORDED, Kind.ADDED, Kind.REMOVED):
        changes = [change for change in text.changes if change.kind is kind]
        if changes:
            found.append((kind, [list(group) for _, group in groupby(changes, key=_clause_of)]))
    return found


def _clause_of(change: Change) -> tuple[str, str]:
    passage = change.new or change.old
    assert passage is not None
    return passage.document, passage.section


def heading(kind: Kind, groups: Sequence[Sequence[Change]], language: str) -> str:
    """The kind of change and how many passages it took."""
    return f"{words.KINDS[kind].in_language(language)} ({sum(map(len, groups))})"


def more_words(change: VerdictChange, language: str) -> str:
    """How many deciding changes stand further down only."""
    left = len(change.words) - WORDS_SHOWN
    return words.filled(words.MORE_WORDS, language, count=left) if left > 0 else ""


def stayed(comparison: Comparison, language: str) -> str:
    """How much did not change."""
    assert comparison.text is not None
    return words.filled(words.STAYED, language, unchanged=comparison.text.unchanged, moved=comparison.text.moved)


def _step(change: VerdictChange, language: str) -> str:
    before, after = (verdict_word(item.verdict).in_language(language) for item in (change.old, change.new))
    return f"{before} → {after} ({words.DIRECTIONS[change.direction].in_language(language)})"


def facts(change: VerdictChange, language: str) -> list[str]:
    """The facts that changed, a line each."""
    bases = [words.base_of(fact.name) for fact in change.facts]
    lines = []
    for base in dict.fromkeys(bases):
        # One length of time is kept in months, days and hours; the coarsest says it as a contract would.
        same = [fact for fact, other in zip(change.facts, bases, strict=True) if other == base]
        fact = min(same, key=lambda fact: words.coarseness(fact.name))
        if fact.old is not None and fact.new is not None:
            lines.append(f"{words.fact(fact.name, fact.old, language)} → {words.fact(fact.name, fact.new, language)}")
    return lines


def place(change: Change, language: str) -> str:
    """Where a change stands."""
    passage = change.new or change.old
    assert passage is not None
    page = f", {words.PAGE.in_language(language)} {passage.page}" if passage.page else ""
    return one_line(f"{passage.document}{page}" + (f", {passage.section}" if passage.section else ""))


def marked(change: Change) -> str:
    """The words with what was struck and added marked in plain text."""
    return "".join(f"{MARKS[kind][0]}{part}{MARKS[kind][1]}" for kind, part in pieces(change))


def pieces(change: Change) -> list[tuple[str, str]]:
    """The words of a change as ("same" | "old" | "new", text)."""
    if change.kind is Kind.REWORDED and change.old and change.new:
        return [(piece.kind, piece.text) for piece in redline(change.old.shown, change.new.shown)]
    passage = change.new or change.old
    assert passage is not None
    return [("new" if change.kind is Kind.ADDED else "old", passage.shown)]


def as_json(comparison: Comparison, language: str) -> bytes:
    """For programs."""
    data = {
        "format": FORMAT,
        "language": language,
        "old": _version(comparison.old),
        "new": _version(comparison.new),
        "verdicts": [_verdict(change) for change in comparison.verdicts],
        "text": None
        if comparison.text is None
        else {
            "unchanged": comparison.text.unchanged,
            "moved": comparison.text.moved,
            "changes": [_change(item) for item in comparison.text.changes],
        },
        "only_old": list(comparison.only_old),
        "only_new": list(comparison.only_new),
    }
    return json_safe(json.dumps(data, ensure_ascii=False, indent=1)).encode("utf-8", "backslashreplace") + b"\n"


def _version(snapshot: Any) -> dict[str, Any]:
    return {
        "name": snapshot.name,
        "profile": snapshot.profile,
        "profile_hash": snapshot.profile_hash,
        "documents": [{"name": name, "sha256": sha256} for name, sha256 in snapshot.documents],
    }


def _verdict(change: VerdictChange) -> dict[str, Any]:
    return {
        "requirement": change.new.requirement,
        "old": change.old.verdict.value,
        "new": change.new.verdict.value,
        "direction": change.direction,
        "facts": [{"name": fact.name, "old": fact.old, "new": fact.new} for fact in change.facts],
        "words": [_change(item) for item in change.words],
        "old_evidence": [quote.text for quote in change.old.quotes],
        "new_evidence": [quote.text for quote in change.new.quotes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {"kind": change.kind.value, "old": _passage(change.old), "new": _passage(change.new)}


def _passage(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    return {
        "text": passage.text,
        "document": passage.document,
        "page": passage.page,
        "section": passage.section,
        "start": passage.start,
        "end": passage.end,
    }


def html(comparison: Comparison, language: str) -> bytes:
    """One self-contained web page."""
    import jinja2

    from contractscan.rendering.plain import visible

    folder = files("contractscan.portfolio") / "templates"
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    template = environment.from_string((folder / "comparison.html.j2").read_text(encoding="utf-8"))
    page = template.render(
        style=(folder / "portfolio.css").read_text(encoding="utf-8"),
        language=language,
        comparison=comparison,
        w=lambda name: getattr(words, name).in_language(language),
        summary=summary(comparison, language),
        stayed=stayed(comparison, language) if comparison.text else "",
        label=lambda verdict: verdict_word(verdict).in_language(language),
        direction=lambda change: words.DIRECTIONS[change.direction].in_language(language),
        grouped=grouped(comparison.text) if comparison.text else (),
        heading=lambda kind, groups: heading(kind, groups, language),
        shown=WORDS_SHOWN,
        more=lambda change: more_words(change, language),
        place=lambda change: place(change, language),
        pieces=pieces,
        facts=lambda change: facts(change, language),
    )
    return page.encode("utf-8", "backslashreplace")


def docx(comparison: Comparison, language: str) -> bytes:
    """A Word document with the redline as struck and underlined words."""
    from docx import Document

    from contractscan.portfolio.zipped import fixed

    document = Document()

    document.add_heading(words.COMPARISON.in_language(language), 0)
    document.add_paragraph(summary(comparison, language))
    document.add_heading(words.VERDICTS.in_language(language), 1)
    if not comparison.verdicts:
        document.add_paragraph(words.NO_VERDICTS.in_language(language))
    for change in comparison.verdicts:
        document.add_heading(one_line(f"{change.new.requirement} {change.new.title}"), 2)
        document.add_paragraph(_step(change, language))
        for fact in facts(change, language):
            document.add_paragraph(one_line(fact), style="List Bullet")
        for item in change.words[:WORDS_SHOWN]:
            _redlined(document, item)
        if more := more_words(change, language):
            document.add_paragraph(more)
    _docx_changes(document, comparison, language)
    document.add_paragraph(words.DISCLAIMER.in_language(language))
    out = io.BytesIO()
    document.save(out)
    return fixed(out.getvalue())


def _docx_changes(document: Any, comparison: Comparison, language: str) -> None:
    document.add_heading(words.CHANGES.in_language(language), 1)
    if comparison.text is None:
        document.add_paragraph(words.NO_TEXT.in_language(language))
    else:
        document.add_paragraph(stayed(comparison, language))
        for kind, groups in grouped(comparison.text):
            document.add_heading(heading(kind, groups, language), 2)
            for group in groups:
                document.add_heading(place(group[0], language), 3)
                for item in group:
                    _redlined(document, item)


def _redlined(document: Any, change: Change) -> None:
    """A paragraph with the words of a change struck and underlined."""
    from docx.shared import RGBColor

    from contractscan.rendering.plain import visible

    paragraph = document.add_paragraph()
    for kind, part in pieces(change):
        run = paragraph.add_run(visible(part))
        if kind == "old":
            run.font.strike = True
            run.font.color.rgb = RGBColor(0xA0, 0x1C, 0x1C)
        elif kind == "new":
            run.font.underline = True
            run.font.color.rgb = RGBColor(0x1C, 0x60, 0x2C)
