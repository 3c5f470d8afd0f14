"""The report as a Word document that an authority can put in its case file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import Assessment, Text, Verdict
from contractscan.rendering.plain import one_line, shortened, visible
from contractscan.rendering.texts import plain, say
from contractscan.rendering.words import word

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from contractscan.rendering.content import Excerpt, Exhibit, Place, Report, Row, TopicPart

_BRIEF = 70
"""Characters of a provision's name in the gap table; the whole name stands at the requirement."""
_LINKED = 3
"""Links to evidence in a row of a table; the requirement's own part has them all."""
_NEAREST = 2
"""Passages that did not suffice; a document on paper shows fewer of them than a web page, and less of each."""
_NEAR_WORDS = 200
_LISTED_WORDS = 320
"""Characters of a quote in the list of evidence."""
_LOCALES = {"sv": "sv-SE", "en": "en-GB"}


class DocxRenderer:
    """A Word document."""

    id = "docx"
    title = "Word document"
    suffixes: tuple[str, ...] = (".docx",)

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the document; it holds no date, no author and no link to anything outside."""
        from contractscan.rendering.compose import build_report

        out.write(_Writer(build_report(assessment), options.language).package())


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register the Word document."""
    return [DocxRenderer()]


class _Writer:
    """Lays the content out in paragraphs and tables."""

    def __init__(self, report: Report, language: str) -> None:
        self._report = report
        self._language = language
        self._bookmarks = 0
        self._headings: list[tuple[int, str, str]] = []
        self._quoted: dict[int, Row] = {}
        """Numbers of the evidence that was quoted so far."""

    def package(self) -> bytes:
        from contractscan.rendering import wordml
        from contractscan.rendering.archives import archive

        body = list(self._body())
        locale = _LOCALES[self._language].encode()
        return archive(
            {
                "[Content_Types].xml": _data("content_types.xml"),
                "_rels/.rels": _data("package_rels.xml"),
                "docProps/core.xml": self._properties(),
                "word/document.xml": wordml.document(*self._title_page(), *self._contents(), *body),
                "word/_rels/document.xml.rels": _data("document_rels.xml"),
                "word/styles.xml": _data("styles.xml").replace(b"sv-SE", locale),
                "word/settings.xml": _data("settings.xml").replace(b"sv-SE", locale),
                "word/numbering.xml": _data("numbering.xml"),
                "word/fontTable.xml": _data("font_table.xml"),
                "word/header1.xml": wordml.part("hdr", self._p("Header", self._in(self._report.title))),
                "word/footer1.xml": wordml.part("ftr", self._footer()),
            }
        )

    def _properties(self) -> bytes:
        from lxml import etree

        core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        dublin = "http://purl.org/dc/elements/1.1/"
        root = etree.Element(f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": dublin})
        for name, value in (("title", self._in(self._report.title)), ("language", _LOCALES[self._language])):
            etree.SubElement(root, f"{{{dublin}}}{name}").text = value
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return data

    def _footer(self) -> Element:
        from contractscan.rendering import wordml

        before, _, after = self._in(say("Page {page}", page="\x00")).partition("␀")
        return wordml.paragraph(
            "Footer",
            wordml.run(f"\t{before}"),
            *wordml.field("PAGE", "1"),
            wordml.run(f"{after} ("),
            *wordml.field("NUMPAGES", "1"),
            wordml.run(")"),
        )

    def _title_page(self) -> Iterator[Element]:
        yield self._p("Kicker", self._in(say("Gap report on contract terms")))
        yield self._p("Title", self._report.name)
        yield self._p("Subtitle", self._in(self._report.profile_title))
        for line in (say("Case number"), say("Prepared by"), say("Date")):
            yield self._p("FormLine", f"{self._in(line)}\t\t")
        yield self._p("Disclaimer", self._in(self._report.method.disclaimer))

    def _contents(self) -> Iterator[Element]:
        """A table of contents: links now, with page numbers as soon as Word updates its fields."""
        from contractscan.rendering import wordml

        yield wordml.paragraph("TOCHeading", wordml.run(self._word("contents")), break_before=True)
        field = wordml.field(r'TOC \o "1-2" \h \z \u', dirty=True)
        opening, closing = field[:3], field[3:]
        last = len(self._headings) - 1
        for number, (level, anchor, words) in enumerate(self._headings):
            entry = wordml.link(anchor, wordml.run(words))
            content = [*(opening if number == 0 else []), entry, *(closing if number == last else [])]
            yield wordml.paragraph(f"TOC{level}", *content)

    def _body(self) -> Iterator[Element]:
        yield from self._summary()
        yield from self._overview()
        yield self._heading(1, word("requirements"), new_page=True)
        if any(row.verdict is Verdict.NOT_APPLICABLE for row in self._report.rows):
            yield self._p("Normal", self._word("left_out"))
        for topic in self._report.topics:
            yield from self._topic(topic)
        yield from self._evidence()
        yield from self._facts()
        yield from self._decisions()
        yield from self._method()
        yield from self._letter()

    def _summary(self) -> Iterator[Element]:
        summary = self._report.summary
        yield self._heading(1, word("summary"), new_page=True)
        for sentence in summary.sentences:
            yield self._p("ListBullet", self._in(sentence))
        if summary.critical:
            yield self._heading(2, word("critical"))
            rows = [[[self._requirement(row)], [self._verdict(row)], self._reason(row)] for row in summary.critical]
            yield self._table((35, 17, 48), ("requirement", "verdict", "reason"), rows)
        if summary.missing:
            yield self._heading(2, word("missing"))
            yield self._table(
                (40, 20, 40),
                ("document", "relation", "where"),
                [
                    [
                        [self._cell(item.name), *([self._cell(item.target)] if item.target != item.name else [])],
                        [self._cell(word("incorporated" if item.incorporated else "mentioned"))],
                        [self._place(item.place)],
                    ]
                    for item in summary.missing
                ],
            )
        yield self._heading(2, word("documents"))
        yield self._table(
            (45, 15, 10, 30),
            ("document", "doc_language", "pages", "remarks"),
            [
                [
                    [self._cell(document.name), *([self._cell(document.title, "Quiet")] if document.title else [])],
                    [self._cell(document.language)],
                    [self._p("TableNumber", "–" if document.pages is None else str(document.pages))],
                    [self._cell(note) for note in document.notes] or [self._cell(word("fully_read"))],
                ]
                for document in summary.documents
            ],
        )
        yield self._heading(2, word("counts"))
        yield self._counts()

    def _counts(self) -> Element:
        from contractscan.rendering import wordml
        from contractscan.rendering.labels import verdict_word

        summary = self._report.summary
        header = [
            self._p("TableHead", self._word("topic")),
            *(self._p("TableNumberHead", self._in(verdict_word(verdict))) for verdict in summary.verdicts),
        ]
        lines = [(self._in(topic.title), topic.counts) for topic in self._report.topics]
        lines.append((self._word("total"), summary.totals))
        rows = [
            [[self._cell(name)], *([self._p("TableNumber", str(number))] for number in counts)]
            for name, counts in lines
        ]
        return wordml.table((25, 12, 11, 12, 14, 12, 15), header, rows)

    def _overview(self) -> Iterator[Element]:
        yield self._heading(1, word("overview"), new_page=True)
        for topic in self._report.topics:
            yield self._heading(3, topic.title)
            yield self._table(
                (28, 17, 22, 33),
                ("requirement", "verdict", "basis", "reason"),
                [self._overview_row(row) for row in topic.rows],
            )

    def _overview_row(self, row: Row) -> list[list[Element]]:
        first = [(shortened(self._in(row.bases[0].ref), _BRIEF), "Quiet")] if row.bases else []
        decided = [self._cell(row.decision.state_word, "Strong")] if row.decision else []
        return [
            [self._requirement(row)],
            [self._verdict(row), self._cell(row.severity_word)],
            [self._p("TableText", f"{self._in(row.demand_word)}{': ' if first else ''}", *first)],
            [*self._reason(row), *decided],
        ]

    def _reason(self, row: Row) -> list[Element]:
        """The reason, with its evidence where the words of the contract decided."""
        return [self._cell(row.reason), *([self._evidence_link(row.decisive[:_LINKED])] if row.decisive else [])]

    def _evidence_link(self, exhibits: Sequence[Exhibit]) -> Element:
        """Where the best evidence stands, with links to it and to the others."""
        from contractscan.rendering import wordml
        from contractscan.rendering.places import place_words

        best = wordml.run(self._in(place_words(exhibits[0].place)) + ", ", "Quiet")
        return wordml.paragraph("TableText", best, *self._links(exhibits))

    def _links(self, exhibits: Sequence[Exhibit]) -> Iterator[Element]:
        """Links to evidence as in "Evidence 7, 9, 12"."""
        from contractscan.rendering import wordml

        for position, exhibit in enumerate(exhibits):
            if position:
                yield wordml.run(", ", "Quiet")
            words = str(exhibit.number) if position else self._number(exhibit)
            yield wordml.link(exhibit.anchor.replace("-", "_"), wordml.run(words, "Hyperlink"))

    def _topic(self, topic: TopicPart) -> Iterator[Element]:
        rows = [row for row in topic.rows if row.verdict is not Verdict.NOT_APPLICABLE]
        if rows:
            yield self._heading(2, topic.title)
        for row in rows:
            yield from self._row(row)

    def _row(self, row: Row) -> Iterator[Element]:
        from contractscan.rendering import wordml

        yield self._heading(3, Text(f"{row.id} {row.title.sv}", f"{row.id} {row.title.en}"), _anchor(row))
        yield wordml.paragraph(
            "Verdictline",
            self._verdict_run(row.verdict, row.verdict_word),
            wordml.run(f" · {self._in(row.severity_word)} · {self._in(row.demand_word)}"),
        )
        yield self._p("Normal", self._in(row.reason))
        for exhibit in row.quoted:
            if exhibit.number not in self._quoted:
                yield from self._quote(exhibit)
        repeated = [exhibit for exhibit in row.quoted if exhibit.number in self._quoted]
        for exhibit in row.quoted:
            self._quoted.setdefault(exhibit.number, row)
        others: list[Element] = []
        # once is enough to read; the list of evidence has them all
        for name, exhibits in (("quoted_above", repeated), ("further", row.further), ("see_also", row.related)):
            if exhibits:
                gap = " · " if others else ""
                others += [wordml.run(f"{gap}{self._word(name)} "), *self._links(exhibits)]
        if others:
            yield wordml.paragraph("Source", *others)
        yield from self._search(row)
        if row.decision:
            yield self._labelled(row.decision.state_word, _decision_words(row, self._language))
        if row.verdict.is_gap:
            yield self._labelled(word("question"), self._in(row.question))
        if row.bases:
            bases = "; ".join(self._in(basis.ref) for basis in row.bases)
            yield self._labelled(word("basis"), bases)
        if row.limits:
            limits = "; ".join(
                f"{self._in(limit.name)}: {self._in(limit.value)} ({self._in(limit.basis)})" for limit in row.limits
            )
            yield self._labelled(word("limits"), limits)
        if row.verdict.is_gap:
            yield self._labelled(word("advice"), self._in(row.advice))

    def _quote(self, exhibit: Exhibit) -> Iterator[Element]:
        from contractscan.rendering import wordml
        from contractscan.rendering.places import place_words

        language = self._report.documents[exhibit.place.index].language_at(exhibit.place.span.start)
        locale = _LOCALES.get(language, "")
        if exhibit.stem:
            yield wordml.paragraph("Quote", wordml.run(shortened(exhibit.stem, 300), "Quiet", locale))
        yield wordml.paragraph("Quote", *self._excerpt(exhibit.excerpt, locale))
        source = [wordml.run(self._in(place_words(exhibit.place)) + " · ")]
        source.append(wordml.link(exhibit.anchor.replace("-", "_"), wordml.run(self._number(exhibit), "Hyperlink")))
        source.append(wordml.run(f" · {self._in(exhibit.binds)}"))
        if exhibit.standard_text:
            source.append(wordml.run(f" · {self._in(exhibit.standard_text)}", "Emphasis"))
        yield wordml.paragraph("Source", *source)

    def _excerpt(self, excerpt: Excerpt, locale: str) -> list[Element]:
        from contractscan.rendering import wordml

        parts = ((excerpt.before, ""), (excerpt.marked, "Marked"), (excerpt.after, ""))
        return [wordml.run(words, style, locale) for words, style in parts if words]

    def _search(self, row: Row) -> Iterator[Element]:
        from contractscan.rendering import wordml
        from contractscan.rendering.places import place_words

        if not row.search:
            return
        yield self._p("Search", " ".join(self._in(sentence) for sentence in row.search.sentences))
        if row.search.nearest:
            yield wordml.paragraph("Search", wordml.run(self._word("nearest"), "Strong"))
        for near in row.search.nearest[:_NEAREST]:
            why = f"{self._in(place_words(near.place))}: {self._in(near.reason)}"
            quoted = self._in(say("“{words}”", words=shortened(near.excerpt.text, _NEAR_WORDS)))
            yield self._p("SearchItem", f"{quoted} {why}")

    def _evidence(self) -> Iterator[Element]:
        from contractscan.rendering import wordml
        from contractscan.rendering.places import place_words

        yield self._heading(1, word("evidence_list"), new_page=True)
        yield self._p("Normal", self._word("evidence_intro"))
        if not self._report.exhibits:
            yield self._p("Normal", self._word("no_evidence"))
        for index, exhibits in groupby(self._report.exhibits, key=lambda exhibit: exhibit.place.index):
            yield self._heading(3, plain(one_line(self._report.documents[index].name)))
            rows = []
            for exhibit in exhibits:
                label = wordml.run(self._number(exhibit))
                where = place_words(exhibit.place, document=False)
                rows.append(
                    [
                        [wordml.paragraph("TableText", *self._mark(exhibit.anchor.replace("-", "_"), label))],
                        [self._cell(where)],
                        [self._evidence_words(exhibit)],
                        [self._cell(", ".join(exhibit.requirements))],
                    ]
                )
            yield self._table((12, 22, 48, 18), ("evidence", "where", "quote", "requirement"), rows)

    def _evidence_words(self, exhibit: Exhibit) -> Element:
        """The quote, or the way back to it where it stands in full at a requirement: once is enough to read."""
        from contractscan.rendering import wordml
        from contractscan.rendering.places import trimmed

        row = self._quoted.get(exhibit.number)
        if row is None:
            return wordml.paragraph("TableText", *self._excerpt(trimmed(exhibit.excerpt, _LISTED_WORDS), ""))
        at = wordml.link(_anchor(row), wordml.run(row.id, "RequirementId"))
        return wordml.paragraph("TableText", wordml.run(f"{self._word('quoted_at')} "), at)

    def _facts(self) -> Iterator[Element]:
        yield self._heading(1, word("facts"), new_page=True)
        if not self._report.facts:
            yield self._p("Normal", self._word("no_facts"))
        for group in self._report.facts:
            yield self._heading(2, group.title)
            yield self._table(
                (23, 42, 35),
                ("fact", "value", "where"),
                [
                    [
                        [self._cell(line.label)],
                        [
                            self._cell(line.value),
                            *([self._cell(line.standard_text, "Emphasis")] if line.standard_text else []),
                        ],
                        [self._place(place) for place in line.places],
                    ]
                    for line in group.lines
                ],
            )

    def _decisions(self) -> Iterator[Element]:
        from contractscan.rendering import wordml

        yield self._heading(1, word("decisions"), new_page=True)
        yield self._p("Normal", self._word("decisions_intro"))
        if not self._report.decisions:
            yield self._p("Normal", self._word("no_decisions"))
            return
        keys = ("requirement", "decision", "grounds", "who", "expires")
        rows = []
        for row in self._report.decisions:
            note = row.decision
            cells: list[Text | str] = [""] * 4
            if note:
                cells = [note.state_word, note.reason, f"{note.decided_by}, {note.date}", note.expires]
            rows.append([[self._requirement(row, row.verdict)], *([self._cell(cell)] for cell in cells)])
        header = [self._p("TableHead", self._word(key)) for key in keys]
        yield wordml.table((40, 14, 22, 14, 10), header, rows, style="FormTable", row_height=560)

    def _method(self) -> Iterator[Element]:
        method = self._report.method
        yield self._heading(1, word("method"), new_page=True)
        for text in method.paragraphs:
            yield self._p("Normal", self._in(text))
        yield self._heading(2, word("meanings"))
        for name, meaning in method.meanings:
            yield self._labelled(name, self._in(meaning))
        if method.problems:
            yield self._heading(2, word("problems"))
            for problem in method.problems:
                lost = f" {self._word('loses_text')}" if problem.loses_text else ""
                yield self._p("ListBullet", f"{self._in(problem.where)}: {problem.message}{lost}")
        yield self._heading(2, word("profile"))
        for name, value in method.profile:
            yield self._labelled(name, value)
        if method.changes:
            yield self._labelled(word("changes"), "; ".join(method.changes))
        if method.applicability:
            answers = "; ".join(f"{self._in(name)}: {self._in(answer)}" for name, answer in method.applicability)
            yield self._labelled(word("applicability"), answers)
        yield self._labelled(word("versions"), ", ".join(f"{name} {version}" for name, version in method.versions))
        yield self._heading(2, word("hashes"))
        rows = [
            [[self._cell(document.name)], [self._cell(document.sha256, "Hash")]]
            for document in self._report.summary.documents
        ]
        yield self._table((32, 68), ("document", "hash"), rows)
        yield self._p("Disclaimer", self._in(method.disclaimer))

    def _letter(self) -> Iterator[Element]:
        letter = self._report.letter
        yield self._heading(1, word("letter_annex"), new_page=True)
        yield self._p("LetterSubject", self._in(letter.subject))
        for text in letter.opening:
            yield self._p("Normal", self._in(text))
        if letter.requests:
            yield self._p("Normal", self._word("requests"))
        for text in letter.requests:
            yield self._p("ListBullet", self._in(text))
        for group in letter.groups:
            yield self._heading(3, group.title)
            for question in group.questions:
                about = f"\n{self._in(question.about)} ({question.row.id})"
                yield self._p("ListNumber", self._in(question.ask), (about, "Quiet"))
        for text in letter.closing:
            yield self._p("Normal", self._in(text))

    def _heading(self, level: int, text: Text, anchor: str = "", *, new_page: bool = False) -> Element:
        from contractscan.rendering import wordml

        words = self._in(text)
        name = anchor or f"_Toc{self._bookmarks + 1:06d}"
        if level < 3:
            self._headings.append((level, name, words))
        return wordml.paragraph(
            f"Heading{level}", *self._mark(name, wordml.run(words)), break_before=new_page and level == 1
        )

    def _mark(self, name: str, *content: Element) -> list[Element]:
        from contractscan.rendering import wordml

        self._bookmarks += 1
        return wordml.bookmarked(name[:40], self._bookmarks, *content)

    def _table(
        self, widths: Sequence[int], keys: Sequence[str], rows: Sequence[Sequence[Sequence[Element]]]
    ) -> Element:
        from contractscan.rendering import wordml

        heads = {"pages": "TableNumberHead"}
        header = [self._p(heads.get(key, "TableHead"), self._word(key)) for key in keys]
        return wordml.table(widths, header, rows)

    def _cell(self, text: Text | str, style: str = "") -> Element:
        return self._p("TableText", (self._in(text), style))

    def _place(self, place: Place) -> Element:
        from contractscan.rendering.places import place_words

        return self._cell(place_words(place))

    def _requirement(self, row: Row, verdict: Verdict | None = None) -> Element:
        """Id and title, and the verdict where the table has no column for it."""
        from contractscan.rendering import wordml

        number = wordml.run(row.id, "RequirementId")
        known = row.verdict is not Verdict.NOT_APPLICABLE  # the others have no chapter of their own
        content = [wordml.link(_anchor(row), number) if known else number, wordml.run(f" {self._in(row.title)} ")]
        if verdict:
            content.append(self._verdict_run(verdict, row.verdict_word))
        return wordml.paragraph("TableText", *content)

    def _verdict(self, row: Row) -> Element:
        from contractscan.rendering import wordml

        return wordml.paragraph("TableText", self._verdict_run(row.verdict, row.verdict_word))

    def _verdict_run(self, verdict: Verdict, words: Text) -> Element:
        from contractscan.rendering import wordml

        return wordml.run(self._in(words), "Verdict" + verdict.value.title().replace("_", ""))

    def _labelled(self, label: Text, words: str) -> Element:
        return self._p("Note", (f"{self._in(label)}: ", "Strong"), words)

    def _p(self, style: str, *runs: str | tuple[str, str]) -> Element:
        from contractscan.rendering import wordml

        return wordml.paragraph(
            style, *(wordml.run(item) if isinstance(item, str) else wordml.run(*item) for item in runs)
        )

    def _number(self, exhibit: Exhibit) -> str:
        return f"{self._word('evidence')} {exhibit.number}"

    def _word(self, key: str) -> str:
        return self._in(word(key))

    def _in(self, text: Text | str) -> str:
        return visible(text if isinstance(text, str) else text.in_language(self._language))


def _anchor(row: Row) -> str:
    return f"r_{row.anchor.replace('-', '_')}"[:40]


def _decision_words(row: Row, language: str) -> str:
    assert row.decision
    decided = f"{row.decision.reason} ({row.decision.decided_by}, {row.decision.date})"
    if row.decision.expires:
        decided += f", {word('until').in_language(language)} {row.decision.expires}"
    return one_line(decided)


def _data(name: str) -> bytes:
    return (files("contractscan.rendering") / "data" / "docx" / name).read_bytes()
