"""What of a saved web page is the page and not the contract: navigation, cookie banners, scripts, hidden parts.

Each rule is kept from taking the contract away: what holds much of the page's text stays, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contractscan.reading.inline import collapse

SKIPPED = frozenset(
    {
        "script", "style", "template", "noscript", "svg", "head", "iframe", "frame", "object", "embed",
        "applet", "canvas", "audio", "video", "map", "picture", "button", "select", "option", "datalist",
        "input", "textarea", "dialog", "link", "meta", "base"
    }
)  # fmt: skip
_NAVIGATION_TAGS = frozenset({"nav", "menu", "header", "footer", "aside"})
_NAVIGATION_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "complementary"}
)
_NAVIGATION_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|meny|breadcrumbs?|skip-?link|skip|social|share|pagination|toc|footer|sidfot|"
    r"site-header|sidhuvud|topbar|related|language-switcher|table-of-contents)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COOKIE_WORDS = re.compile(
    r"cookie|consent|onetrust|didomi|usercentrics|cc-window|cmp-|gdpr-|samtycke|kakor", re.IGNORECASE
)
_COOKIE_TEXT = re.compile(r"\bcookies?\b|\bkakor\b|\bsamtyck", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FOLDING = re.compile(r"collaps|accordion|tab|panel|expand|toggle|fold|dropdown-content|faq", re.IGNORECASE)
_UNSEEN_CLASS = re.compile(r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|skip-link)(?:$|\s)", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:^|\s)(?:\d{1,2}\.\d{1,2}\.?\s|§\s?\d|\d+\s?§)")

_FOLD_LINKS = ("data-target", "data-bs-target", "href")
_COOKIE_LIMIT = 6_000
_SHORT_MARGIN = 600


@dataclass(slots=True)
class Cleaned:
    """What is left out, and what is told about it.

    Attributes:
        dropped: the elements, by identity.
        margins: texts of the page's header and footer.
        hidden: characters of text that the page does not show.
    """

    dropped: set[Any] = field(default_factory=set)
    margins: list[str] = field(default_factory=list)
    hidden: int = 0


def clean_page(body: Any) -> Cleaned:
    """Find what to leave out of a page."""
    cleaned = Cleaned()
    total = len(_text(body))
    targets = _fold_targets(body)
    for element in _candidates(body, cleaned.dropped):
        text = _text(element)
        if _is_hidden(element, targets):
            cleaned.dropped.add(element)
            cleaned.hidden += len(text)
        elif 2 * len(text) <= total and (_is_cookie_banner(element, text) or _is_navigation(element, text)):
            cleaned.dropped.add(element)
            if text and _tag(element) in ("header", "footer"):
                cleaned.margins.append(text[:300])
    return cleaned


def _tag(element: Any) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _text(element: Any) -> str:
    return collapse("".join(_shown(element)))


def _shown(element: Any) -> Iterator[str]:
    skipping: Any = None
    for event, node in _walk(element):
        if event == "start":
            if skipping is None and node.tag in SKIPPED and node.tag != "button":
                skipping = node
            if skipping is None and isinstance(node.tag, str):
                yield node.text or ""
        else:
            if skipping is node:
                skipping = None
            if skipping is None and node is not element:
                yield node.tail or ""


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(element, events=("start", "end"))


def _names(element: Any) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"


def _candidates(body: Any, dropped: set[Any]) -> Iterator[Any]:
    """Elements that a rule may leave out, outermost first, none inside a dropped one."""
    waiting = list(reversed(list(body)))
    while waiting:
        element = waiting.pop()
        if not _tag(element) or _tag(element) in SKIPPED:
            continue
        if _is_suspect(element):
            yield element
        if element not in dropped:
            waiting.extend(reversed(list(element)))


def _is_suspect(element: Any) -> bool:
    if _tag(element) in _NAVIGATION_TAGS or any(name in element.attrib for name in ("role", "hidden", "style")):
        return True
    names = _names(element)
    return any(words.search(names) for words in (_NAVIGATION_WORDS, _COOKIE_WORDS, _UNSEEN_CLASS))


def _fold_targets(body: Any) -> set[str]:
    """Ids of the parts that the reader of the page can unfold."""
    found: set[str] = set()
    for element in body.iter():
        if _tag(element):
            found.update((element.get("aria-controls") or "").split())
            found.update((element.get(name) or "")[1:] for name in _FOLD_LINKS if (element.get(name) or "")[:1] == "#")
    return found


def _is_hidden(element: Any, targets: set[str]) -> bool:
    if _UNSEEN_CLASS.search(element.get("class") or ""):
        return True
    hidden = element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    if not hidden:
        return False
    # A folded part of the contract is hidden until the reader opens it, and yet part of the contract.
    return not (
        (element.get("id") or "") in targets
        or element.get("role") == "tabpanel"
        or element.get("aria-labelledby")
        or element.get("aria-expanded")
        or _FOLDING.search(_names(element))
    )


def _is_cookie_banner(element: Any, text: str) -> bool:
    if len(text) > _COOKIE_LIMIT or _CLAUSE.search(text):
        return False
    named = bool(_COOKIE_WORDS.search(_names(element)))
    dialog = element.get("role") in ("dialog", "alertdialog", "region")
    if not (named or dialog) or not _COOKIE_TEXT.search(text):
        return False
    return any(True for _ in element.iter("button", "input")) or any(
        word in _text(link).lower() for link in element.iter("a") for word in ("accept", "godkänn")
    )


def _is_navigation(element: Any, text: str) -> bool:
    tag = _tag(element)
    named = tag in _NAVIGATION_TAGS or element.get("role") in _NAVIGATION_ROLES
    if not named and not _NAVIGATION_WORDS.search(_names(element)):
        return False
    if any(True for _ in element.iter("article", "main", "table")) or _CLAUSE.search(text):
        return False
    if _is_link_list(element, text):
        return True
    if len(text) > _SHORT_MARGIN or any(True for _ in element.iterancestors("article", "main")):
        return False
    return tag == "footer" or (tag == "header" and not any(True for _ in element.iter("h1", "h2")))


def _is_link_list(element: Any, text: str) -> bool:
    """Whether most of the words are links, as in a menu and never in a contract."""
    if not text:
        return True
    linked = sum(len(_text(link)) for link in element.iter("a"))
    return linked >= 0.6 * len(text)
