"""The report as one web page that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from contractscan.hookspecs import Renderer, RenderOptions, hookimpl
from contractscan.model import LANGUAGES, Assessment, Severity, Text
from contractscan.rendering.plain import one_line, shortened, visible
from contractscan.rendering.texts import joined, listed, mark, plain, say, say_count

if TYPE_CHECKING:
    from jinja2 import Environment

    from contractscan.rendering.content import Exhibit, NearPassage, Place, Report
    from contractscan.rendering.pictures import Picture, Pictures

_WORDS = {
    "advice": mark("To negotiate"),
    "all": mark("All"),
    "applicability": mark("Answers on what applies"),
    "ask": mark("Question to the vendor"),
    "basis": mark("Legal basis"),
    "changes": mark("Changes to the profile"),
    "checked": mark("checked"),
    "contents": mark("Contents"),
    "counts": mark("Verdicts by topic"),
    "critical": mark("Critical gaps"),
    "decision": mark("Decision"),
    "decisions": mark("Decisions"),
    "decisions_intro": mark(
        "Each gap is negotiated away, or accepted by somebody who may decide so, with a reason and for a time. "
        "Recorded decisions are shown; the empty boxes are for those that remain."
    ),
    "doc_language": mark("Language"),
    "document": mark("Document"),
    "documents": mark("Documents examined"),
    "evidence": mark("Evidence"),
    "evidence_intro": mark(
        "Every quoted passage, in the order of the documents, with the requirements that rest on it."
    ),
    "evidence_list": mark("List of evidence"),
    "expires": mark("Valid until"),
    "fact": mark("Fact"),
    "facts": mark("Fact sheet"),
    "filter": mark("Show only"),
    "fully_read": mark("Read in full."),
    "grounds": mark("Reason"),
    "hashes": mark("The documents' hashes (SHA-256)"),
    "incorporated": mark("Part of the contract"),
    "language": mark("Language of the report"),
    "letter": mark("Questions to the vendor: draft letter"),
    "limits": mark("Thresholds"),
    "loses_text": mark("Text may have been lost."),
    "meanings": mark("What the verdicts mean"),
    "mentioned": mark("Mentioned"),
    "method": mark("Method, versions and hashes"),
    "missing": mark("Referred to, but not supplied"),
    "nearest": mark("Nearest passages, which did not suffice"),
    "no_decisions": mark("There are no gaps to decide about."),
    "no_evidence": mark("Nothing was quoted."),
    "no_facts": mark("No facts were found."),
    "none_shown": mark("No requirement fits the selection."),
    "of": mark("of"),
    "open_gaps": mark("Open gaps"),
    "overview": mark("Gap table"),
    "pages": mark("Pages"),
    "problems": mark("What could not be done"),
    "profile": mark("Profile"),
    "question": mark("Requirement examined"),
    "reason": mark("Reason and evidence"),
    "relation": mark("Relation to the contract"),
    "remarks": mark("Remarks"),
    "requests": mark("Please also send us these documents, which the terms refer to:"),
    "requirement": mark("Requirement"),
    "requirements": mark("Requirements one by one"),
    "reset": mark("Show all"),
    "severity": mark("Severity"),
    "shown": mark("requirements shown"),
    "skip": mark("Skip to the report"),
    "summary": mark("Summary"),
    "topic": mark("Topic"),
    "total": mark("Total"),
    "until": mark("until"),
    "used_in": mark("Used in:"),
    "value": mark("Content"),
    "verdict": mark("Verdict"),
    "versions": mark("Program and plugins"),
    "where": mark("Place"),
    "who": mark("Decided by, date"),
    "why": mark("Why it matters"),
}


class HtmlRenderer:
    """A web page in one file, in both report languages."""

    id = "html"
    title = "Web page, one file"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the page. Contract text only ever passes through autoescaping."""
        from contractscan.rendering.compose import build_report
        from contractscan.rendering.pictures import NO_PICTURES, draw_pictures

        report = build_report(assessment)
        pictures = draw_pictures(report) if options.page_images else NO_PICTURES
        page = (
            environment(report, options.language)
            .get_template("report.html.j2")
            .render(**_values(report, pictures, options.language))
        )
        out.write(page.encode("utf-8", "replace"))


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register the web page."""
    return [HtmlRenderer()]


def environment(report: Report, language: str) -> Environment:
    """Jinja with autoescaping, and with every value made harmless before it is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup, escape

    from contractscan.rendering.places import place_words

    def harmless(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    def in_both(text: Text) -> Markup:
        """The text in both languages; the style sheet shows one."""
        words = [visible(text.in_language(name)) for name in LANGUAGES]
        if words[0] == words[1]:
            return escape(words[0])
        return Markup("").join(
            Markup('<span class="t" lang="{}">{}</span>').format(name, word)
            for name, word in zip(LANGUAGES, words, strict=True)
        )

    def attributes(text: Text) -> Markup:
        return Markup(' data-sv="{}" data-en="{}"').format(visible(text.sv), visible(text.en))

    def source_language(item: Exhibit | NearPassage) -> str:
        place: Place = item.place
        name = report.documents[place.index].language_at(place.span.start)
        return name if name.isascii() and name.isalpha() and len(name) <= 8 else "und"

    def data_uri(picture: Picture) -> Markup:
        return Markup("data:image/png;base64,{}").format(base64.b64encode(picture.png).decode("ascii"))

    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
    )
    environment.filters.update(
        t=in_both,
        p=lambda text: text.in_language(language),
        both=attributes,
        place=lambda place: in_both(place_words(place)),
        lang=source_language,
        short=shortened,
        data_uri=data_uri,
    )
    return environment


def _template(name: str) -> str:
    return (files("contractscan.rendering") / "templates" / name).read_text(encoding="utf-8")


def _values(report: Report, pictures: Pictures, language: str) -> Mapping[str, Any]:
    from markupsafe import Markup

    from contractscan.rendering.labels import severity_word, verdict_word
    from contractscan.rendering.picture_child import SCALE

    style, script = _template("report.css"), _template("report.js")
    return {
        "report": report,
        "language": language,
        "w": {key: say(message) for key, message in _WORDS.items()},
        "verdict_words": [verdict_word(verdict) for verdict in report.summary.verdicts],
        "severities": [(severity.value, severity_word(severity)) for severity in Severity],
        "by_document": [
            (report.documents[index].name, list(exhibits))
            for index, exhibits in groupby(report.exhibits, key=lambda exhibit: exhibit.place.index)
        ],
        "anchors": {row.id: row.anchor for row in report.rows},
        "pictures": pictures.by_exhibit,
        "picture_note": _picture_note(pictures),
        "scale": SCALE,
        "style": Markup(style),  # noqa: S704  (our own file)
        "style_hash": _hash(style),
        "script": Markup(script),  # noqa: S704  (our own file)
        "script_hash": _hash(script),
    }


def _picture_note(pictures: Pictures) -> Text | None:
    """What the reader has to know about pictures that are missing."""
    notes = []
    if pictures.left_out:
        notes.append(
            say_count(
                "{count} picture of a page has been left out to keep the file small.",
                "{count} pictures of pages have been left out to keep the file small.",
                pictures.left_out,
            )
        )
    if pictures.failed:
        names = listed([plain(one_line(name)) for name in pictures.failed])
        notes.append(say("Pictures could not be made of every page of {documents}.", documents=names))
    return joined(" ", notes) if notes else None


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
