"""Hand-built Assessments and small synthetic PDFs. All vendors and all contract words here are invented."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from contractscan.model import (
    Actor,
    Answer,
    Assessment,
    Block,
    Box,
    Citation,
    Clause,
    ComponentVersion,
    ContractSet,
    Decision,
    Document,
    Evidence,
    Fact,
    FactValue,
    Finding,
    Force,
    LegalForce,
    NearMiss,
    Page,
    Problem,
    Profile,
    Reference,
    Requirement,
    Searched,
    Section,
    Severity,
    Source,
    Span,
    Stage,
    Text,
    TextOrigin,
    Threshold,
    Topic,
    Verdict,
)

LINE_HEIGHT = 16.0
LEFT = 72.0
TOP = 90.0
FONT = ("Helvetica", 11.0)


@dataclass(frozen=True)
class LineLayout:
    """Boxes of documents in which every block is one printed line."""

    lines: tuple[tuple[Span, Box], ...] = ()

    def boxes(self, span: Span) -> tuple[Box, ...]:
        found = []
        for line, box in self.lines:
            if line.overlaps(span):
                width = (box.x1 - box.x0) / max(len(line), 1)
                start = max(span.start, line.start) - line.start
                end = min(span.end, line.end) - line.start
                found.append(replace(box, x0=box.x0 + start * width, x1=box.x0 + end * width))
        return tuple(found)


@dataclass
class DocumentBuilder:
    """Builds a Document, and a PDF that shows it, from lines; "# 4.2 Title" begins a section, "\f" a page."""

    name: str
    lines: Sequence[str]
    language: str = "en"
    with_pdf: bool = True
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    origins: dict[int, TextOrigin] = field(default_factory=dict)
    title: str = ""
    problems: tuple[Problem, ...] = ()

    def build(self) -> Document:
        text, blocks, sections, pages, lines = "", [], [], [], []
        page_start, row, number = 0, 0, 1
        printed: list[list[str]] = [[]]
        for line in [*self.lines, "\f"]:
            if line == "\f":
                origin = self.origins.get(number, TextOrigin.NATIVE)
                pages.append(
                    Page(number=number, span=Span(page_start, len(text)), width=595.0, height=842.0, text_origin=origin)
                )
                page_start, row, number = len(text), 0, number + 1
                printed.append([])
                continue
            words = line.removeprefix("# ")
            start = len(text)
            text += words + "\n"
            span = Span(start, start + len(words))
            if line.startswith("# "):
                match = re.match(r"([\d.]*)\s*(.*)", words)
                assert match
                sections.append([match[1], match[2], start])
            blocks.append(Block(span=span, section=len(sections) - 1 if sections else None))
            top = TOP + row * LINE_HEIGHT
            lines.append((span, Box(page=number, x0=LEFT, top=top, x1=LEFT + width_of(words), bottom=top + 12)))
            printed[-1].append(words)
            row += 1
        ends = [*(section[2] for section in sections[1:]), len(text)][: len(sections)]
        return Document(
            source=Source.of(
                self.name,
                make_pdf(printed[:-1], rotate=self.rotate, crop=self.crop)
                if self.with_pdf
                else text.encode("utf-8", "replace"),
                "application/pdf" if self.with_pdf else "text/plain",
            ),
            text=text,
            language=self.language,
            pages=tuple(pages),
            blocks=tuple(blocks),
            sections=tuple(
                Section(number=number, heading=heading, level=1, span=Span(start, end))
                for (number, heading, start), end in zip(sections, ends, strict=True)
            ),
            title=self.title,
            layout=LineLayout(tuple(lines)),
            problems=self.problems,
            reader="pdf" if self.with_pdf else "text",
        )


def width_of(words: str) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(words, *FONT))


def make_pdf(
    pages: Sequence[Sequence[str]], *, rotate: int = 0, crop: tuple[float, float, float, float] | None = None
) -> bytes:
    """A PDF whose pages show the lines at the places that the builder's layout states (unless rotated or cropped)."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, pageCompression=1)
    for lines in pages:
        canvas.setFont(*FONT)
        for row, line in enumerate(lines):
            canvas.drawString(LEFT, 842 - (TOP + row * LINE_HEIGHT + 10), re.sub("[\x00-\x1f]", "?", line))
        canvas.showPage()
    canvas.save()
    return _turned(out.getvalue(), rotate, crop) if rotate or crop else out.getvalue()


def _turned(data: bytes, rotate: int, crop: tuple[float, float, float, float] | None) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import RectangleObject

    writer = PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        page.rotate(rotate)
        if crop:
            page.cropbox = RectangleObject(crop)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def same(words: str) -> Text:
    return Text(words, words)


def requirement(
    requirement_id: str,
    topic: str,
    severity: Severity = Severity.HIGH,
    *,
    title: Text | None = None,
    forces: Sequence[LegalForce] = (),
) -> Requirement:
    return Requirement(
        id=requirement_id,
        topic=topic,
        severity=severity,
        severity_reason=Text("Utan detta saknas en grund.", "Without this there is no basis."),
        title=title or Text(f"Krav {requirement_id}", f"Requirement {requirement_id}"),
        question=Text("Anger avtalet detta?", "Does the contract state this?"),
        citations=(
            Citation(
                ref=Text("Påhittad lag 1 §", "Invented Act s. 1"),
                force=tuple(forces) or (LegalForce.BINDS_CUSTOMER,),
                checked="2026-11-01",
                url="https://example.org/lag",
            ),
        ),
        clause_kinds=("demo.kind",),
        test=(),
        thresholds=(Threshold(name="days", value=30, basis="policy"),),
        expectation={"met": Text("Avtalet anger det.", "The contract states it.")},
        advice=Text("Kräv en bindande frist.", "Demand a binding period."),
        ask=Text("Vilken frist gäller?", "Which period applies?"),
        source="demo.yaml:1",
    )


@dataclass
class AssessmentBuilder:
    """Collects documents and findings, finding quotes in the documents by their words."""

    name: str = "Nordmoln"
    documents: list[Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    topics: tuple[Topic, ...] = (
        Topic(id="exit", title=Text("Avslut och dataportabilitet", "Exit and data portability"), order=1),
        Topic(id="location", title=Text("Datalokalisering", "Data location"), order=2),
    )

    def document(self, name: str, lines: Sequence[str], **options: object) -> int:
        self.documents.append(DocumentBuilder(name, lines, **options).build())  # type: ignore[arg-type]
        return len(self.documents) - 1

    def span(self, document: int, words: str) -> Span:
        start = self.documents[document].text.index(words)
        return Span(start, start + len(words))

    def clause(
        self,
        document: int,
        words: str,
        *,
        kind: str = "demo.kind",
        facts: dict[str, FactValue] | None = None,
        focus: str = "",
        actor: Actor = Actor.VENDOR,
        force: Force = Force.SHALL,
        standard_text: str = "",
    ) -> Clause:
        span = self.span(document, words)
        inner = words.index(focus) if focus else 0
        clause = Clause(
            kind=kind,
            document=document,
            span=span,
            focus=Span(span.start + inner, span.start + inner + len(focus or words)),
            facts=tuple(Fact(name=name, value=value) for name, value in sorted((facts or {}).items())),
            actor=actor,
            force=force,
            detector="demo.detector",
            explanation="demo.yaml:9 words",
            standard_text=standard_text,
        )
        self.clauses.append(clause)
        return clause

    def evidence(self, clause: Clause, stem: str = "", *, decisive: bool = True) -> Evidence:
        document = self.documents[clause.document]
        page, section = document.page_of(clause.span), document.section_of(clause.span.start)
        return Evidence(
            document=clause.document,
            span=clause.span,
            quote=document.quote(clause.span),
            page=page.number if page else None,
            section=section.label if section else "",
            clause=clause,
            stem=stem,
            decisive=decisive,
        )

    def near(self, document: int, words: str, reason: str = "actor", detail: str = "Customer shall") -> NearMiss:
        return NearMiss(
            kind="demo.kind",
            document=document,
            span=self.span(document, words),
            reason=reason,
            detail=detail,
            score=0.8,
            detector="demo.detector",
        )

    def finding(
        self,
        of: Requirement,
        verdict: Verdict,
        reason: Text | None = None,
        *,
        evidence: Sequence[Evidence] = (),
        nearest: Sequence[NearMiss] = (),
        decision: Decision | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        finding = Finding(
            requirement=of,
            verdict=verdict,
            severity=severity or of.severity,
            reason=reason or Text("Så står det.", "So it says."),
            evidence=tuple(evidence),
            searched=Searched(
                documents=tuple(document.name for document in self.documents),
                pages=sum(len(document.pages) for document in self.documents),
                unread_pages=tuple(
                    (document.name, page.number) for document in self.documents for page in document.unread_pages
                ),
                passages=123,
                detectors=("demo.detector",),
                nearest=tuple(nearest),
            ),
            decision=decision,
        )
        self.findings.append(finding)
        return finding

    def build(self) -> Assessment:
        return Assessment(
            contract_set=ContractSet(
                name=self.name, documents=tuple(self.documents), references=tuple(self.references), precedence=()
            ),
            profile=Profile(
                id="demo-profile",
                version="1.2",
                title=Text("Demonstrationsprofil", "Demonstration profile"),
                requirements=tuple(finding.requirement for finding in self.findings),
                topics=self.topics,
                hash="ab" * 32,
                changes=("EXI-02: severity high -> critical",),
            ),
            findings=tuple(self.findings),
            clauses=tuple(self.clauses),
            problems=tuple(self.problems),
            versions=(
                ComponentVersion(name="contractscan", version="0.1.0"),
                ComponentVersion(name="exit", version="0.1.0"),
            ),
            contractual=tuple(True for _ in self.documents),
            applicability=(Answer(key="personal_data", title=Text("Personuppgifter", "Personal data"), answer="yes"),),
        )


def nordmoln() -> AssessmentBuilder:
    """The invented vendor Nordmoln: every verdict, an unread page, a missing document, a decision, a problem."""
    builder = AssessmentBuilder()
    terms = builder.document(
        "Huvudavtal.pdf",
        [
            "# 9 Avslut",
            "Leverantören ska på begäran lämna ut Kundens data inom 30 dagar från avtalets upphörande.",
            "Kunden ska själv säkerställa att data är raderade.",
            "\f",
            "# 10 Lagringsplats",
            "Kundens data lagras i Sverige och Finland.",
            "Leverantören får flytta data till annan ort efter eget val.",
            "Tjänsten omfattas av Servicevillkoren på https://nordmoln.example/villkor.",
        ],
        language="sv",
        title="Huvudavtal för Nordmoln",
    )
    appendix = builder.document(
        "Bilaga 1.pdf", ["# 1 Support", "Support is given on weekdays.", "\f", " "], origins={2: TextOrigin.NONE}
    )
    retrieval = builder.clause(
        terms,
        "Leverantören ska på begäran lämna ut Kundens data inom 30 dagar från avtalets upphörande.",
        kind="exit.retrieval-period",
        facts={"days": 30},
        focus="inom 30 dagar",
    )
    regions = builder.clause(
        terms,
        "Kundens data lagras i Sverige och Finland.",
        kind="location.storage",
        facts={"region": "Sverige"},
        force=Force.NONE,
    )
    moves = builder.clause(
        terms, "Leverantören får flytta data till annan ort efter eget val.", kind="location.move", force=Force.MAY
    )
    builder.references.append(
        Reference(
            name="Servicevillkoren",
            target="https://nordmoln.example/villkor",
            document=terms,
            span=builder.span(terms, "Servicevillkoren på https://nordmoln.example/villkor"),
        )
    )
    builder.finding(
        requirement("EXI-01", "exit", Severity.CRITICAL, title=Text("Utlämning av data", "Return of data")),
        Verdict.MET,
        Text("Avtalet ger 30 dagar.", "The contract gives 30 days."),
        evidence=[builder.evidence(retrieval)],
    )
    builder.finding(
        requirement("EXI-02", "exit", Severity.CRITICAL, title=Text("Radering med intyg", "Deletion with certificate")),
        Verdict.NOT_FOUND,
        Text("Inget i avtalet lovar radering.", "Nothing in the contract promises deletion."),
        nearest=[builder.near(terms, "Kunden ska själv säkerställa att data är raderade.", detail="Kunden ska")],
    )
    builder.finding(
        requirement("EXI-03", "exit", Severity.LOW, title=Text("Format", "Format"), forces=[LegalForce.POLICY]),
        Verdict.UNDETERMINED,
        Text("Avtalet hänvisar till Servicevillkoren, som inte lämnats.", "The contract refers to terms not supplied."),
    )
    builder.finding(
        requirement("LOC-01", "location", Severity.HIGH, title=Text("Lagring inom EES", "Storage within the EEA")),
        Verdict.PARTIAL,
        Text("Länder anges, men får ändras.", "Countries are named, but may change."),
        evidence=[builder.evidence(regions), builder.evidence(moves)],
        decision=Decision(
            requirement="LOC-01",
            reason="Godtas under pilotåret.",
            decided_by="Kommunstyrelsen",
            date="2026-10-01",
            expires="2027-10-01",
            fingerprint="f" * 16,
        ),
    )
    builder.finding(
        requirement("LOC-02", "location", Severity.CRITICAL, title=Text("Flytt kräver samtycke", "Moves need consent")),
        Verdict.ADVERSE,
        Text("Leverantören får flytta data efter eget val.", "The vendor may move data as it likes."),
        evidence=[builder.evidence(moves)],
    )
    builder.finding(
        requirement(
            "LOC-03",
            "location",
            Severity.MEDIUM,
            title=Text("Klassade uppgifter", "Classified data"),
            forces=[LegalForce.GUIDANCE],
        ),
        Verdict.NOT_APPLICABLE,
    )
    builder.problems.append(
        Problem(
            stage=Stage.READING,
            component="pdf",
            message="Page 2 has no text; try --ocr force",
            document=builder.documents[appendix].name,
            page=2,
            loses_text=True,
        )
    )
    return builder


HOSTILE = " ".join(
    (
        '<script>window.pwned=1</script><img src=x onerror="window.pwned=2">&lt;b&gt;]]>',
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>&xxe;",
        "\x1b]0;title\x07\x1b[31mred\x1b[0m\x9b31m \u202egnp.exe\u202c \u2066x\u2069",
        "{{7*7}} {% raw %} ${7*7} | a | `code` [x](javascript:alert(1)) [bold]rich[/bold] \x00 \ufffe",
    )
)
FORMULAS = ('=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(1)", "\t=1")


def hostile() -> AssessmentBuilder:
    """A contract whose text, title, file name, section and everything else try to break out of the report."""
    builder = AssessmentBuilder(name=f"=cmd|' /C calc'!A0 {HOSTILE}")
    number = builder.document(
        f"=1+1{HOSTILE[:60]}\u202e\x1b[2J.pdf".replace("/", "_"),
        [f"# 1 {HOSTILE}", f'=HYPERLINK("http://evil.example") {HOSTILE}', *FORMULAS, HOSTILE],
        title=f"=1+1 {HOSTILE}",
    )
    clause = builder.clause(
        number,
        f'=HYPERLINK("http://evil.example") {HOSTILE}',
        kind="exit.<script>",
        facts={"<script>": f"=1+1 {HOSTILE}", "days": 3},
        focus="\x1b[31mred",
        standard_text="scc-<script>",
    )
    formulas = [builder.clause(number, formula) for formula in FORMULAS]
    builder.references.append(
        Reference(
            name=f"=1+1 {HOSTILE}", target="javascript:alert(1)", document=number, span=builder.span(number, "+1+1")
        )
    )
    builder.finding(
        requirement("EXI-01", "exit", Severity.CRITICAL, title=Text("Utlämning", "Return")),
        Verdict.ADVERSE,
        same(f"=1+1 {HOSTILE}"),
        evidence=[builder.evidence(clause, stem=f"=1+1 {HOSTILE}"), *map(builder.evidence, formulas)],
        decision=Decision(
            requirement="EXI-01", reason=f"=1 {HOSTILE}", decided_by=HOSTILE, date="2026-01-01", state="reopened"
        ),
    )
    builder.finding(
        requirement("EXI-02", "exit"),
        Verdict.NOT_FOUND,
        same(HOSTILE),
        nearest=[builder.near(number, FORMULAS[0], reason="<script>", detail=HOSTILE)],
    )
    builder.problems.append(Problem(stage=Stage.READING, component="pdf", message=f"=1+1 {HOSTILE}", document=HOSTILE))
    return builder


@pytest.fixture(scope="session")
def assessment() -> Assessment:
    return nordmoln().build()


@pytest.fixture(scope="session")
def hostile_assessment() -> Assessment:
    return hostile().build()


@pytest.fixture
def builder() -> AssessmentBuilder:
    return AssessmentBuilder()


@pytest.fixture(name="requirement")
def make_requirement():
    """Makes a requirement from its id, its topic and what else the test states."""
    return requirement


@pytest.fixture
def printed_pdf():
    """Makes a PDF from the lines of its pages."""
    return make_pdf


@pytest.fixture
def left_margin():
    """Where the lines of the made documents begin, in points."""
    return LEFT
