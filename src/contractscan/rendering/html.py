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
from contractscan.rendering.texts import joined, listed, plain, say, say_count
from contractscan.rendering.words import WORDS, word

if TYPE_CHECKING:
    from jinja2 import Environment

    from contractscan.rendering.content import Exhibit, NearPassage, Place, Report
    from contractscan.rendering.pictures import Picture, Pictures


MOST_BYTES = 2_950_000
"""Pictures are left out, the least important first, where the page would become larger than this."""


BRIEF = 70
"""Characters of a provision's name in the gap table; the whole name stands at the requirement."""


class HtmlRenderer:
    """A web page in one file, in both report languages."""

    id = "html"
    title = "Web page, one file"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the page. Contract text only ever passes through autoescaping."""
        from contractscan.rendering.compose import build_report
        from contractscan.rendering.pictures import NO_PICTURES, TOTAL_BYTES, draw_pictures

        report = build_report(assessment)
        page = _page(report, NO_PICTURES, options.language)
        if options.page_images:
            room = (MOST_BYTES - len(page)) * 3 // 4  # pictures grow by a third when they are written as text
            page = _page(report, draw_pictures(report, total_bytes=min(TOTAL_BYTES, room)), options.language)
        out.write(page)


@hookimpl
def contractscan_renderers() -> Sequence[Renderer]:
    """Register the web page."""
    return [HtmlRenderer()]


def _page(report: Report, pictures: Pictures, language: str) -> bytes:
    template = environment(report, language).get_template("report.html.j2")
    return template.render(**_values(report, pictures, language)).encode("utf-8", "replace")


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
        brief=lambda text: Text(shortened(text.sv, BRIEF), shortened(text.en, BRIEF)),
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
        "w": {key: word(key) for key in WORDS},
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
