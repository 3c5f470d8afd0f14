"""Whether a printed line opens a block of its own or goes on with the one before."""

from __future__ import annotations

import re

from contractscan.reading.numbering import Label, Style, parse_label

_ENDS = re.compile(r"(?:[.:;,!?)\]”\"’]|\b(?:and|or|och|eller|samt))\W*$", re.IGNORECASE)
_HEADING_WORDS = 12


def opens_block(line: str, following: str, line_bold: bool, following_bold: bool) -> bool:
    """Whether `following` begins a new block, judged from the words of the two lines."""
    if line_bold and not following_bold and _is_heading(line) and following[:1] != following[:1].lower():
        return True
    label = parse_label(following)
    if label is None or (label.end >= len(following) and label.style is not Style.BULLET):
        return False
    return _is_safe(label) and (bool(_ENDS.search(line)) or _same_list(line, label) or _is_short(line))


def _is_heading(line: str) -> bool:
    return len(line.split()) <= _HEADING_WORDS and line[-1:] not in ",;:"


def _is_short(line: str) -> bool:
    return len(line.split()) <= 8


def _is_safe(label: Label) -> bool:
    """Labels that seldom begin a line by accident."""
    if label.style is Style.BULLET:
        return label.marker != "o"
    if label.style is Style.WORD:
        return label.separated
    return bool(label.enclosure) or len(label.values) > 1 or label.style is Style.SIGN


def _same_list(line: str, label: Label) -> bool:
    before = parse_label(line)
    return before is not None and before.key == label.key
