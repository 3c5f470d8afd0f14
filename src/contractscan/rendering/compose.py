"""Makes the content of a report from an Assessment."""

from __future__ import annotations

from collections.abc import Sequence

from contractscan.model import Assessment, Document, Problem, Severity, Text
from contractscan.rendering import labels
from contractscan.rendering.content import (
    DocumentLine,
    Method,
    MissingDocument,
    ProblemLine,
    Report,
    Row,
    Summary,
    TopicPart,
)
from contractscan.rendering.factsheet import fact_groups
from contractscan.rendering.gaps import count_verdicts, exhibits_of, topic_parts
from contractscan.rendering.letter import letter
from contractscan.rendering.places import has_pages, page_ranges, place_of
from contractscan.rendering.plain import one_line
from contractscan.rendering.texts import joined, listed, mark, plain, say, say_count

_LANGUAGES = {"sv": mark("Swedish"), "en": mark("English")}
_ANSWERS = {"yes": mark("yes"), "no": mark("no")}


def build_report(assessment: Assessment) -> Report:
    """The content of the report; the same Assessment gives the same content."""
    contract_set = assessment.contract_set
    exhibits = exhibits_of(assessment)
    topics = topic_parts(assessment, exhibits)
    missing = _missing(assessment)
    name = one_line(contract_set.name)
    return Report(
        name=name,
        title=say("Gap report: {name}", name=name),
        profile_title=assessment.profile.title,
        summary=_summary(assessment, topics, missing),
        topics=topics,
        exhibits=tuple(exhibits.values()),
        facts=fact_groups(assessment),
        letter=letter(name, topics, missing),
        decisions=tuple(
            sorted(
                (row for topic in topics for row in topic.rows if row.verdict.is_gap or row.decision),
                key=lambda row: row.severity.rank,
            )
        ),
        method=_method(assessment),
        documents=contract_set.documents,
    )


def _summary(assessment: Assessment, topics: Sequence[TopicPart], missing: Sequence[MissingDocument]) -> Summary:
    documents = assessment.contract_set.documents
    rows = [row for topic in topics for row in topic.rows]
    critical = tuple(row for row in rows if row.severity is Severity.CRITICAL and row.verdict.is_gap)
    return Summary(
        sentences=tuple(_first_lines(documents, rows, missing, critical)),
        documents=tuple(_document_line(document, index, assessment) for index, document in enumerate(documents)),
        missing=tuple(missing),
        verdicts=labels.VERDICT_ORDER,
        totals=count_verdicts(rows),
        critical=tuple(sorted(critical, key=lambda row: (not row.open_gap, labels.VERDICT_ORDER.index(row.verdict)))),
    )


def _first_lines(
    documents: Sequence[Document], rows: Sequence[Row], missing: Sequence[MissingDocument], critical: Sequence[Row]
) -> list[Text]:
    pages = sum(len(document.pages) for document in documents)
    unread = sum(len(document.unread_pages) for document in documents)
    paged = any(has_pages(document) for document in documents)
    counted = say_count("{count} document", "{count} documents", len(documents))
    requirements = say_count("{count} requirement", "{count} requirements", len(rows))
    lines = [
        say(
            "Examined: {documents} with {pages}, against {requirements}.",
            documents=counted,
            pages=say_count("{count} page", "{count} pages", pages),
            requirements=requirements,
        )
        if paged
        else say("Examined: {documents}, against {requirements}.", documents=counted, requirements=requirements),
        (say("All pages could be read.") if paged else say("All of the text could be read."))
        if not unread
        else say_count(
            "{count} page could not be read, so nothing is claimed about what it may hold.",
            "{count} pages could not be read, so nothing is claimed about what they may hold.",
            unread,
        ),
    ]
    totals = zip(labels.VERDICT_ORDER, count_verdicts(rows), strict=True)
    counts = [labels.verdict_count(verdict, number) for verdict, number in totals if number]
    if counts:
        lines.append(say("In all: {counts}.", counts=listed(counts)))
    incorporated = sum(item.incorporated for item in missing)
    if incorporated:
        lines.append(
            say_count(
                "The contract makes {count} document part of itself that was not supplied.",
                "The contract makes {count} documents part of itself that were not supplied.",
                incorporated,
            )
        )
    open_gaps = sum(row.open_gap for row in critical)
    lines.append(
        say_count("{count} critical gap is open.", "{count} critical gaps are open.", open_gaps)
        if open_gaps
        else say("No critical gap is open.")
    )
    accepted = sum(row.verdict.is_gap and not row.open_gap for row in rows)
    if accepted:
        lines.append(
            say_count(
                "{count} deviation has been accepted by a recorded decision.",
                "{count} deviations have been accepted by recorded decisions.",
                accepted,
            )
        )
    return lines


def _document_line(document: Document, index: int, assessment: Assessment) -> DocumentLine:
    contractual = index >= len(assessment.contractual) or assessment.contractual[index]
    notes = []
    if document.unread_pages:
        pages = page_ranges(page.number for page in document.unread_pages)
        notes.append(say("Not read: p. {pages}.", pages=pages))
    recognised = [page.number for page in document.pages if page.text_origin.value == "ocr"]
    if recognised:
        notes.append(say("Text recognised from pictures (OCR): p. {pages}.", pages=page_ranges(recognised)))
    if not contractual:
        notes.append(say("No contractual terms were found in it."))
    language = _LANGUAGES.get(document.language)
    return DocumentLine(
        name=one_line(document.name),
        title=one_line(document.title),
        language=say(language) if language else plain(document.language),
        pages=len(document.pages) if has_pages(document) else None,
        read_pages=len(document.pages) - len(document.unread_pages) if has_pages(document) else None,
        sha256=document.source.sha256,
        contractual=contractual,
        notes=tuple(notes),
    )


def _missing(assessment: Assessment) -> tuple[MissingDocument, ...]:
    """What was referred to and not supplied, each document once, those that are part of the contract first."""
    documents = assessment.contract_set.documents
    found: dict[tuple[str, str], MissingDocument] = {}
    references = sorted(assessment.contract_set.references, key=lambda reference: not reference.incorporated)
    for reference in references:
        if reference.supplied is None:
            found.setdefault(
                (reference.name.casefold(), reference.target),
                MissingDocument(
                    name=one_line(reference.name),
                    target=one_line(reference.target),
                    place=place_of(documents, reference.document, reference.span),
                    incorporated=reference.incorporated,
                ),
            )
    return tuple(found.values())


def _method(assessment: Assessment) -> Method:
    profile = assessment.profile
    return Method(
        paragraphs=(
            say(
                "The documents were read on this computer. Clauses were found by published detectors, and each "
                "requirement was tested against them by the rules of the profile. Nothing was sent anywhere."
            ),
            say(
                "Each quote is verbatim; the program has checked that it stands at the place stated. “Not found” is "
                "said only where all of the text could be read and a detector searched for it."
            ),
            say(
                "Words of an annexed standard text are kept apart from the vendor's own promises, and are marked "
                "as such."
            ),
        ),
        meanings=tuple(
            (labels.verdict_word(verdict), labels.verdict_meaning(verdict)) for verdict in labels.VERDICT_ORDER
        ),
        profile=(
            (say("Profile"), f"{profile.id} {profile.version}"),
            (say("The profile's hash (SHA-256)"), profile.hash),
        ),
        changes=profile.changes,
        applicability=tuple((one.title, _answer(one.answer)) for one in assessment.applicability),
        versions=tuple((part.name, part.version) for part in assessment.versions),
        problems=tuple(_problem(problem) for problem in _all_problems(assessment)),
        disclaimer=say(
            "This report is material for a legal assessment, not legal advice. Check the quotes in the contract and "
            "the provisions in the text of the law before relying on them."
        ),
    )


def _answer(answer: str) -> Text:
    return say(_ANSWERS[answer]) if answer in _ANSWERS else plain(one_line(answer))


def _all_problems(assessment: Assessment) -> list[Problem]:
    """The Assessment's problems and the documents' own, each once."""
    own = [problem for document in assessment.contract_set.documents for problem in document.problems]
    return list(dict.fromkeys([*assessment.problems, *own]))


def _problem(problem: Problem) -> ProblemLine:
    parts = [plain(one_line(problem.document))] if problem.document else []
    if problem.page is not None:
        parts.append(say("p. {page}", page=str(problem.page)))
    parts.append(plain(one_line(problem.component)))
    return ProblemLine(where=joined(" · ", parts), message=one_line(problem.message), loses_text=problem.loses_text)
