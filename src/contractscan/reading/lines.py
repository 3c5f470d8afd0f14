"""Whether a printed line opens a block of its own or goes on with the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contractscan.reading.numbering import Label, Style, parse_label

_ENDS = re.compile(r"(?:[.:;,!?)\]”\"’]|\b(?:and|or|och|eller|samt))\W*$", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.:;!?][)\]”\"’]*$")
_HEADING_WORDS = 12
_SHORT_LINE = 6
_LOOK_BACK = 40


def opens_block(line: str, following: str, line_bold: bool, following_bold: bool, before: Sequence[str]) -> bool:
    """Whether `following` begins a new block, judged from the words of the two lines.

    Args:
        line: the line before.
        following: the line in question.
        line_bold: whether the line before is all in bold.
        following_bold: whether the line in question is.
        before: how the blocks before begin, the latest last, so that "(b)" is believed where "(a)" opened a block.
    """
    if line_bold and not following_bold and _is_heading(line) and following[:1] != following[:1].lower():
        return True
    label = parse_label(following)
    if label is None or not _is_safe(label):
        return False
    if label.style is Style.BULLET:
        return _ends(line) or _same_list(line, label)
    if label.end >= len(following):
        return label.style is Style.WORD and bool(label.values) and _SENTENCE_ENDS.search(line) is not None
    if label.style in (Style.WORD, Style.SIGN):
        return _SENTENCE_ENDS.search(line) is not None and not following[label.end :][:1].islower()
    if len(label.values) > 1:
        return _ends(line) and (not following[label.end :][:1].islower() or _follows(label, before))
    if 1 in (*label.values, label.roman):
        return _ends(line)
    return _follows(label, before)


def _is_heading(line: str) -> bool:
    return len(line.split()) <= _HEADING_WORDS and line[-1:] not in ",;:"


def _ends(line: str) -> bool:
    return _ENDS.search(line) is not None or len(line.split()) <= _SHORT_LINE


def _is_safe(label: Label) -> bool:
    """Labels that seldom begin a line by accident."""
    if label.style is Style.BULLET:
        return label.marker != "o"
    if label.style is Style.WORD:
        return label.separated or bool(label.values)
    return bool(label.enclosure) or len(label.values) > 1 or label.style is Style.SIGN


def _same_list(line: str, label: Label) -> bool:
    before = parse_label(line)
    return before is not None and before.key == label.key


def _follows(label: Label, before: Sequence[str]) -> bool:
    """Whether a block that begins with the label just before stands not far above."""
    wanted = {value - 1 for value in (*label.values[-1:], label.roman) if value}
    for text in before[-_LOOK_BACK:]:
        other = parse_label(text)
        if other is None or other.style is not label.style or _depth(other) != _depth(label):
            continue
        same_place = other.values[:-1] == label.values[:-1] and other.enclosure == label.enclosure
        if same_place and wanted & {*other.values[-1:], other.roman}:
            return True
    return False


def _depth(label: Label) -> int:
    """How many components the label has; "(iii)" has one, though it is no place in the alphabet."""
    return max(len(label.values), 1)
