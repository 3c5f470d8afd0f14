"""One reading of a web page."""

from __future__ import annotations

import re
from typing import Any

from contractscan.errors import UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Problem, Source, Stage
from contractscan.reading.bounds import document_within
from contractscan.reading.encoding import decode
from contractscan.reading.html_body import PageBody
from contractscan.reading.html_clean import clean_page
from contractscan.reading.inline import collapse
from contractscan.reading.parts import assemble
from contractscan.reading.raw import RawPage

_COUNTERS = re.compile(r"counters\s*\(", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAX_TITLE = 500


def read_page(source: Source, options: ReadOptions, reader: str, *, archive: bool) -> Document:
    """Read what the page shows; `reader` is whose name the document bears.

    Raises:
        UnreadableError: without text.
    """
    text = _page_of_archive(source) if archive else decode(source.data, declared=True)
    root, too_deep = _parse(text, source.name)
    body = root.find("body")
    if body is None:
        body = root
    cleaned = clean_page(body)
    styles = " ".join(style.text or "" for style in root.iter("style"))
    page = PageBody(cleaned.dropped, nested_numbers=bool(_COUNTERS.search(styles)))
    page.read(body)
    blocks, tables = assemble(page.parts)
    if not blocks:
        raise UnreadableError(f"{source.name}: {_why_empty(root)}")
    pages = [RawPage(number=1, margins=tuple(dict.fromkeys(cleaned.margins)))]
    problems = _problems(source.name, cleaned.hidden, too_deep)
    return document_within(
        source, options, reader, blocks, pages, tables=tables, title=_title(root), links=page.links, problems=problems
    )


def _parse(text: str, name: str) -> tuple[Any, bool]:
    """The page's root, and whether elements nest so deep that text was lost."""
    from lxml import etree, html

    text = _XML_DECLARATION.sub("", text).replace("\0", "")
    if not text.strip():
        raise UnreadableError(f"{name}: the file is empty")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{name}: the page holds no text") from error
    return root, any("depth" in entry.message.lower() for entry in parser.error_log)


def _page_of_archive(source: Source) -> str:
    """The page inside an MHTML file; the files around it are left alone."""
    import email
    import email.policy

    message = email.message_from_bytes(source.data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset() or ""
                head = f'<meta charset="{charset}">'.encode() if charset.isascii() else b""
                return decode(head + payload, declared=True)
    raise UnreadableError(f"{source.name}: the saved page holds no text part; save it anew as HTML or PDF")


def _title(root: Any) -> str:
    for tag in ("title", "h1"):
        for element in root.iter(tag):
            text = collapse(element.text_content())
            if text:
                return text[:_MAX_TITLE]
    return ""


def _why_empty(root: Any) -> str:
    if any(True for _ in root.iter("iframe", "frame", "object", "embed")):
        return "the page only frames another one; open that one and save it"
    if any(True for _ in root.iter("script")):
        return "the page holds no text, only programs that load it; save it from the browser as PDF"
    return "the page holds no text"


def _problems(name: str, hidden: int, too_deep: bool) -> list[Problem]:
    told: list[tuple[str, bool]] = []
    if hidden:
        told.append((f"{hidden} characters that the page does not show were left out", False))
    if too_deep:
        told.append(("the page's elements nest too deep; text in the innermost ones is lost", True))
    return [
        Problem(stage=Stage.READING, component="html", message=message, document=name, loses_text=loses)
        for message, loses in told
    ]
