"""The report as Markdown, for wikis, case systems and version control."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import Assessment, Text
from contractscan.rendering.plain import one_line, shortened
from contractscan.rendering.texts import say, say_count
from contractscan.rendering.words import word

if TYPE_CHECKING:
    from contractscan.rendering.content import Excerpt, Place, Report, Row

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>|~$&@]|:(?=\S)|(?i:(?<=\bwww))\.|^[-+#=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_QUOTE = 900


def escaped(text: str) -> str:
    """Words on one line in which no character means anything to Markdown, HTML or a linkifier."""
    return _ACTIVE.sub(r"\\\g<0>", one_line(text))


class MarkdownRenderer:
    """Markdown with tables, as GitHub and GitLab show it."""

    id = "markdown"
    title = "Markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the report; every word of the contract is escaped."""
        from contractscan.rendering.compose import build_report

        text = "\n".join(_Writer(options.language).lines(build_report(assessment)))
        out.write((re.sub("\n{3,}", "\n\n", text) + "\n").encode("utf-8", "replace"))


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register Markdown."""
    return [MarkdownRenderer()]


class _Writer:
    """Lays the content out in Markdown blocks."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._quoted_already: set[int] = set()

    def lines(self, report: Report) -> Iterator[str]:
        yield f"# {self._in(report.title)}"
        yield from ("", self._in(report.profile_title), "")
        yield from self._summary(report)
        yield from self._overview(report)
        yield from self._heading(2, word("requirements"))
        for topic in report.topics:
            yield from self._heading(3, topic.title)
            for row in topic.rows:
                yield from self._row(row)
        yield from self._facts(report)
        yield from self._letter(report)
        yield from self._decisions(report)
        yield from self._method(report)

    def _summary(self, report: Report) -> Iterator[str]:
        from contractscan.rendering.labels import verdict_word

        summary = report.summary
        yield from self._heading(2, word("summary"))
        for sentence in summary.sentences:
            yield f"- {self._in(sentence)}"
        if summary.critical:
            yield from self._heading(3, word("critical"))
            for row in summary.critical:
                name = f"**{escaped(row.id)} {self._in(row.title)}**"
                yield f"- {name} ({self._in(row.verdict_word)}): {self._in(row.reason)}"
        if summary.missing:
            yield from self._heading(3, word("missing"))
            for item in summary.missing:
                relation = word("incorporated" if item.incorporated else "mentioned")
                target = f" ({escaped(item.target)})" if item.target and item.target != item.name else ""
                yield f"- {escaped(item.name)}{target}: {self._in(relation)}, {self._place(item.place)}"
        yield from self._heading(3, word("documents"))
        for document in summary.documents:
            notes = " ".join(self._in(note) for note in document.notes) or self._word("fully_read")
            about = [self._in(document.language)]
            if document.pages is not None:
                about.append(self._in(say_count("{count} page", "{count} pages", document.pages)))
            yield f"- {escaped(document.name)} ({', '.join(about)}): {notes}"
        yield from self._heading(3, word("counts"))
        headings = [self._word("topic"), *(self._in(verdict_word(verdict)) for verdict in summary.verdicts)]
        lines = [[self._in(topic.title), *map(str, topic.counts)] for topic in report.topics]
        yield from _table(headings, [*lines, [self._word("total"), *map(str, summary.totals)]])

    def _overview(self, report: Report) -> Iterator[str]:
        yield from self._heading(2, word("overview"))
        headings = [self._word(key) for key in ("requirement", "verdict", "severity", "basis", "reason")]
        lines = []
        for row in report.rows:
            basis = self._in(row.demand_word)
            if row.bases:
                basis += f": {self._in(row.bases[0].ref)}"
            reason = self._in(row.reason)
            if row.decisive:
                reason += f" ({self._place(row.decisive[0].place)})"
            if row.decision:
                reason += f" **{self._in(row.decision.state_word)}**"
            title = f"{escaped(row.id)} {self._in(row.title)}"
            lines.append([title, self._in(row.verdict_word), self._in(row.severity_word), basis, reason])
        yield from _table(headings, lines)

    def _row(self, row: Row) -> Iterator[str]:
        yield from self._heading(4, Text(f"{row.id} {row.title.sv}", f"{row.id} {row.title.en}"))
        badges = (row.verdict_word, row.severity_word, row.demand_word)
        yield f"**{self._in(badges[0])}** · {self._in(badges[1])} · {self._in(badges[2])}"
        yield from ("", self._in(row.reason))
        above: list[str] = []
        for exhibit in row.decisive:
            number = f"{self._word('evidence')} {exhibit.number}"
            if exhibit.number in self._quoted_already:
                above.append(number)
                continue
            self._quoted_already.add(exhibit.number)
            yield ""
            if exhibit.stem:
                yield f"> {escaped(shortened(exhibit.stem, 300))}"
                yield ">"
            yield f"> {self._quoted(exhibit.excerpt)}"
            yield ">"
            origin = f", {self._in(exhibit.standard_text)}" if exhibit.standard_text else ""
            yield f"> {self._place(exhibit.place)} · {number} · {self._in(exhibit.binds)}{origin}"
        if above:  # once is enough to read
            yield from ("", f"{self._word('quoted_above')} {', '.join(above)}")
        if row.related:
            yield from ("", f"{self._word('see_also')} {'; '.join(self._place(item.place) for item in row.related)}")
        yield from self._search(row)
        yield from self._decision(row)
        yield ""
        bases = "; ".join(f"{self._in(basis.ref)} ({self._in(basis.forces)})" for basis in row.bases)
        if bases:
            yield f"- {self._word('basis')}: {bases}"
        for limit in row.limits:
            value = f"{self._in(limit.name)}: {self._in(limit.value)}"
            yield f"- {self._word('limits')}: {value} ({self._in(limit.basis)})"
        if row.verdict.is_gap:
            yield f"- {self._word('advice')}: {self._in(row.advice)}"

    def _search(self, row: Row) -> Iterator[str]:
        if not row.search:
            return
        yield from ("", " ".join(self._in(sentence) for sentence in row.search.sentences))
        if row.search.nearest:
            yield from ("", f"{self._word('nearest')}:", "")
        for near in row.search.nearest:
            yield f"- {self._quoted(near.excerpt)} {self._place(near.place)}: {self._in(near.reason)}"

    def _decision(self, row: Row) -> Iterator[str]:
        note = row.decision
        if note:
            until = f", {self._word('until')} {escaped(note.expires)}" if note.expires else ""
            who = f"{escaped(note.decided_by)}, {escaped(note.date)}{until}"
            yield from ("", f"**{self._in(note.state_word)}:** {escaped(note.reason)} ({who})")

    def _facts(self, report: Report) -> Iterator[str]:
        yield from self._heading(2, word("facts"))
        if not report.facts:
            yield self._word("no_facts")
        for group in report.facts:
            yield from self._heading(3, group.title)
            for line in group.lines:
                origin = f", {self._in(line.standard_text)}" if line.standard_text else ""
                places = "; ".join(self._place(place) for place in line.places)
                yield f"- {self._in(line.label)}: {self._in(line.value)} ({places}{origin})"

    def _letter(self, report: Report) -> Iterator[str]:
        letter = report.letter
        yield from self._heading(2, word("letter"))
        yield f"**{self._in(letter.subject)}**"
        for text in letter.opening:
            yield from ("", self._in(text))
        if letter.requests:
            yield from ("", self._word("requests"), "")
        for text in letter.requests:
            yield f"- {self._in(text)}"
        for group in letter.groups:
            yield from self._heading(3, group.title)
            for question in group.questions:
                about = f"{self._in(question.about)} ({escaped(question.row.id)})"
                yield f"{question.number}. {self._in(question.ask)} {about}"
        for text in letter.closing:
            yield from ("", self._in(text))

    def _decisions(self, report: Report) -> Iterator[str]:
        yield from self._heading(2, word("decisions"))
        yield from (self._word("decisions_intro") if report.decisions else self._word("no_decisions"), "")
        if not report.decisions:
            return
        lines = []
        for row in report.decisions:
            note = row.decision
            name = f"{escaped(row.id)} {self._in(row.title)} ({self._in(row.verdict_word)})"
            decided: list[str] = ["", "", "", ""]
            if note:
                who = f"{escaped(note.decided_by)}, {escaped(note.date)}"
                decided = [self._in(note.state_word), escaped(note.reason), who, escaped(note.expires)]
            lines.append([name, *decided])
        keys = ("requirement", "decision", "grounds", "who", "expires")
        yield from _table([self._word(key) for key in keys], lines)

    def _method(self, report: Report) -> Iterator[str]:
        method = report.method
        yield from self._heading(2, word("method"))
        for text in method.paragraphs:
            yield from (self._in(text), "")
        for name, meaning in method.meanings:
            yield f"- **{self._in(name)}:** {self._in(meaning)}"
        if method.problems:
            yield from self._heading(3, word("problems"))
            for problem in method.problems:
                yield f"- {self._in(problem.where)}: {escaped(problem.message)}"
        yield from self._heading(3, word("versions"))
        for label, value in method.profile:
            yield f"- {self._in(label)}: {escaped(value)}"
        for change in method.changes:
            yield f"- {self._word('changes')}: {escaped(change)}"
        for key, answer in method.applicability:
            yield f"- {self._word('applicability')}: {self._in(key)}: {self._in(answer)}"
        yield "- " + ", ".join(f"{escaped(name)} {escaped(version)}" for name, version in method.versions)
        for document in report.summary.documents:
            yield f"- {escaped(document.name)}: `{document.sha256}`"
        yield from ("", f"*{self._in(method.disclaimer)}*")

    def _heading(self, level: int, text: Text) -> tuple[str, str, str]:
        return "", f"{'#' * level} {self._in(text)}", ""

    def _quoted(self, excerpt: Excerpt) -> str:
        return self._in(say("“{words}”", words=shortened(excerpt.text, _QUOTE)))

    def _place(self, place: Place) -> str:
        from contractscan.rendering.places import place_words

        return self._in(place_words(place))

    def _word(self, key: str) -> str:
        return self._in(word(key))

    def _in(self, text: Text) -> str:
        return escaped(text.in_language(self._language))


def _table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for line in lines:
        yield f"| {' | '.join(line)} |"
