"""The report on the terminal: what to negotiate, with evidence, in the width that there is."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import Assessment, Severity, Text, Verdict
from contractscan.rendering.plain import one_line, shortened, visible
from contractscan.rendering.texts import mark, say, say_count
from contractscan.rendering.words import word

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as Line

    from contractscan.rendering.content import Excerpt, Report, Row, TopicPart

_QUOTE = 220
_NEAREST_SHOWN = 1
_ADVISED = {Severity.CRITICAL, Severity.HIGH}
_STYLES = {
    Verdict.MET: "green",
    Verdict.PARTIAL: "yellow",
    Verdict.ADVERSE: "bold red",
    Verdict.NOT_FOUND: "red",
    Verdict.NOT_APPLICABLE: "dim",
    Verdict.UNDETERMINED: "cyan",
}
_SIGNS = {
    Verdict.MET: "✓",
    Verdict.PARTIAL: "◐",
    Verdict.ADVERSE: "✗",
    Verdict.NOT_FOUND: "○",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.UNDETERMINED: "?",
}
_EXAMPLES = mark("To read on and to file: -o report.html, -o report.docx, -o report.xlsx, -o marked.pdf")


class TerminalRenderer:
    """Text for a terminal."""

    id = "terminal"
    title = "Text for a terminal"
    suffixes: tuple[str, ...] = (".txt",)

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the report; colours only where `options.colour` says so."""
        from rich.console import Console

        from contractscan.rendering.compose import build_report

        text = io.StringIO()
        console = Console(
            file=text,
            width=options.width,
            force_terminal=options.colour,
            color_system="standard" if options.colour else None,
            no_color=not options.colour,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )
        _Page(console, options.language).report(build_report(assessment))
        lines = (line.rstrip() for line in text.getvalue().splitlines())
        out.write(("\n".join(lines) + "\n").encode("utf-8", "replace"))


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register the terminal report."""
    return [TerminalRenderer()]


class _Page:
    """Lays the content out on a console. Every word passes `_line`, which makes it harmless."""

    def __init__(self, console: Console, language: str) -> None:
        self._console = console
        self._language = language

    def report(self, report: Report) -> None:
        self._line(report.title, "bold")
        self._line(report.profile_title, "dim")
        self._line("")
        for sentence in report.summary.sentences:
            self._line(sentence)
        self._critical(report)
        self._documents(report)
        self._totals(report)
        for topic in report.topics:
            self._topic(topic)
        self._facts(report)
        self._next_steps(report)

    def _critical(self, report: Report) -> None:
        from contractscan.rendering.places import place_words

        if not report.summary.critical:
            return
        self._heading(word("critical"))
        for row in report.summary.critical:
            self._line(f"{_SIGNS[row.verdict]} {row.id}  {self._in(row.title)}", _STYLES[row.verdict], hang=10)
            where = f" [{self._in(place_words(row.exhibits[0].place))}]" if row.exhibits else ""
            decided = f" {self._in(row.decision.state_word)}." if row.decision else ""
            self._line(f"{self._in(row.reason)}{where}{decided}", indent=10)

    def _documents(self, report: Report) -> None:
        from contractscan.rendering.places import place_words

        self._heading(say("Documents"))
        for document in report.summary.documents:
            about = [self._in(document.language)]
            if document.pages is not None:
                about.append(self._in(say_count("{count} page", "{count} pages", document.pages)))
            self._line(f"{document.name} ({', '.join(about)})", indent=2)
            for note in document.notes:
                self._line(note, "yellow", indent=4)
        if report.summary.missing:
            self._heading(say("Referred to, but not supplied"))
            for item in report.summary.missing:
                what = (
                    say("part of the contract, see {place}", place=place_words(item.place))
                    if item.incorporated
                    else say("mentioned in {place}", place=place_words(item.place))
                )
                self._line(f"{shortened(item.name, 120)}: {self._in(what)}", indent=2)

    def _totals(self, report: Report) -> None:
        from contractscan.rendering.labels import verdict_count

        self._heading(say("Verdicts by topic"))
        column = max((len(self._in(topic.title)) for topic in report.topics), default=0) + 4
        beside = column <= self._console.width // 2
        for topic in report.topics:
            counted = ", ".join(
                self._in(verdict_count(verdict, number))
                for verdict, number in zip(report.summary.verdicts, topic.counts, strict=True)
                if number
            )
            if beside:
                self._line(counted, indent=column, lead=f"  {self._in(topic.title)}")
            else:
                self._line(topic.title, indent=2)
                self._line(counted, indent=4)

    def _topic(self, topic: TopicPart) -> None:
        self._heading(topic.title)
        for row in topic.rows:
            self._row(row)

    def _row(self, row: Row) -> None:
        from rich.text import Text as Line

        from contractscan.rendering.places import place_words

        head = Line(f"{_SIGNS[row.verdict]} {one_line(row.id)}  ", style="bold")
        head.append(self._in(row.verdict_word), style=_STYLES[row.verdict])
        head.append(f" · {self._in(row.severity_word)} · {self._in(row.demand_word)}")
        self._print(head, 0, 2)
        self._line(row.title, indent=2)
        if row.verdict is Verdict.NOT_APPLICABLE:
            return
        self._line(row.reason, indent=4)
        if row.verdict is Verdict.MET:
            if row.exhibits:
                self._line(place_words(row.exhibits[0].place), "dim", indent=4)
            return
        for words, source in self._quotes(row):
            self._line(words, "italic" if self._console.color_system else "", indent=4, hang=5)
            self._line(source, "dim", indent=6)
        if row.search:
            for sentence in row.search.sentences:
                self._line(sentence, "dim", indent=4)
        if row.decision:
            decided = say(
                "{state}: {reason} ({who}, {date})",
                state=row.decision.state_word,
                reason=row.decision.reason,
                who=row.decision.decided_by,
                date=row.decision.date,
            )
            self._line(decided, indent=4)
        elif row.verdict.is_gap and row.severity in _ADVISED:
            self._line(say("To negotiate: {advice}", advice=row.advice), indent=4)

    def _quotes(self, row: Row) -> Iterator[tuple[str, Text]]:
        from contractscan.rendering.places import place_words

        for exhibit in row.decisive[: 2 if row.verdict is Verdict.ADVERSE else 1]:
            source = place_words(exhibit.place)
            if exhibit.standard_text:
                source = say("{place}, {origin}", place=source, origin=exhibit.standard_text)
            yield self._quoted(exhibit.excerpt), source
        for near in row.search.nearest[:_NEAREST_SHOWN] if row.search else ():
            source = say("Nearest: {place}: {reason}", place=place_words(near.place), reason=near.reason)
            yield self._quoted(near.excerpt), source

    def _quoted(self, excerpt: Excerpt) -> str:
        return self._in(say("“{words}”", words=shortened(excerpt.text, _QUOTE)))

    def _facts(self, report: Report) -> None:
        from contractscan.rendering.places import place_words

        if not report.facts:
            return
        self._heading(say("Fact sheet"))
        for group in report.facts:
            self._line(group.title, "bold", indent=2)
            for fact in group.lines:
                words = f"{self._in(fact.label)}: {shortened(self._in(fact.value), 200)}"
                self._line(f"{words}  [{self._in(place_words(fact.places[0]))}]", indent=4, hang=6)

    def _next_steps(self, report: Report) -> None:
        self._heading(say("Next steps"))
        questions = sum(len(group.questions) for group in report.letter.groups)
        self._line(
            say_count(
                "{count} question to the vendor is drafted in the written reports.",
                "{count} questions to the vendor are drafted in the written reports.",
                questions,
            ),
            indent=2,
        )
        self._line(say(_EXAMPLES), indent=2)
        for problem in report.method.problems:
            self._line(f"{self._in(problem.where)}: {problem.message}", "yellow", indent=2, hang=4)
        self._line("")
        self._line(report.method.disclaimer, "dim")

    def _heading(self, words: Text) -> None:
        self._line("")
        self._line(words, "bold underline" if self._console.color_system else "bold")

    def _line(self, words: Text | str, style: str = "", *, indent: int = 0, hang: int = 0, lead: str = "") -> None:
        from rich.text import Text as Line

        self._print(Line(self._in(words), style=style), indent, hang or indent, lead)

    def _print(self, line: Line, indent: int, hang: int, lead: str = "") -> None:
        """Print a paragraph: the first line starts at column `indent`, with `lead` before it, the others at `hang`."""
        from rich.text import Text as Line

        room = max(self._console.width - max(indent, hang), 20)
        for number, part in enumerate(line.wrap(self._console, room) if line.plain else [line]):
            part.rstrip()
            margin = " " * hang if number else lead.ljust(indent)
            self._console.print(Line(margin) + part, soft_wrap=True)

    def _in(self, words: Text | str) -> str:
        return visible(words if isinstance(words, str) else words.in_language(self._language)).replace("\t", " ")
