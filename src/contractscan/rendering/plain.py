"""Makes words from a contract harmless without hiding that something odd stood there.

Contract text, titles and file names come from strangers. Characters that steer a terminal, turn the writing direction
or may not stand in XML are shown as visible stand-ins, never passed on and never silently dropped.
"""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, direction marks and overrides, line and paragraph separators, interlinear and tag
# characters, lone surrogates and non-characters. Tab and newline are handled apart.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_JSON_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\uffff\ufdd0-\ufdef\ud800-\udfff]"
)
_LIST_MARK = re.compile(r"(?:\(\w{1,4}\)|[\w.]{1,5}[.)]|[•–-])\s+")
_FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # the full-width signs count in some programs

_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return "\u2421"
    return f"⟨U+{code:04X}⟩"


def visible(text: str) -> str:
    """The words with every unsafe character shown as a stand-in; line breaks and tabs are kept."""
    return _UNSAFE.sub(_stand_in, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Like `visible`, with every run of white space as one space."""
    return visible(_SPACE.sub(" ", text)).strip()


def shortened(text: str, limit: int) -> str:
    """The words on one line, cut at a word's end with an ellipsis in brackets where they are longer than `limit`."""
    words = one_line(text)
    if len(words) <= limit:
        return words
    cut = words.rfind(" ", 0, limit - 3)
    return f"{words[: cut if cut > limit // 2 else limit - 4]} […]"


def without_list_mark(text: str) -> str:
    """The words of an item on one line, without its number or bullet in the list."""
    words = " ".join(text.split())
    mark = _LIST_MARK.match(words)
    return words[mark.end() :] if mark else words


def formula_safe(text: str) -> str:
    """The words so that no spreadsheet takes them for a formula, also when a cell is edited or saved as text again."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def json_safe(serialised: str) -> str:
    r"""JSON text in which characters that could steer a viewer stand as ``\uXXXX``; it parses to the same values."""
    return _JSON_UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", serialised)
