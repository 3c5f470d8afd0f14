"""Clipped pictures of the places in PDF files where evidence stands, drawn in a guarded process."""

from __future__ import annotations

import json
import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contractscan.model import Box, Document, Verdict
from contractscan.rendering.content import Exhibit, Report
from contractscan.rendering.guarded import ask_child

TOTAL_BYTES = 1_700_000
"""All pictures of a report together, so that a web page with a hundred contract pages stays below 3 MB."""
_SECONDS_AT_LEAST = 20.0
_SECONDS_PER_PICTURE = 0.5
_PAGES_PER_EXHIBIT = 2
_BOXES = 60
_HEAD = struct.Struct(">II")
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture as PNG, with its size in points for the layout."""

    page: int
    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures by exhibit number, and what is missing.

    Attributes:
        left_out: exhibits without picture because the report would have become too large.
        failed: names of documents whose pages could not all be drawn.
    """

    by_exhibit: Mapping[int, tuple[Picture, ...]]
    left_out: int = 0
    failed: tuple[str, ...] = ()


NO_PICTURES = Pictures(by_exhibit={})


@dataclass(frozen=True, slots=True)
class _Clip:
    exhibit: Exhibit
    page: int
    boxes: tuple[Box, ...]
    focus: tuple[Box, ...]


def draw_pictures(report: Report, *, total_bytes: int = TOTAL_BYTES, seconds: float | None = None) -> Pictures:
    """Pictures of the report's exhibits, those of the gravest gaps first where not all can be kept."""
    drawn: dict[int, list[Picture]] = defaultdict(list)
    failed = []
    for index, document in enumerate(report.documents):
        clips = list(_clips(document, [exhibit for exhibit in report.exhibits if exhibit.place.index == index]))
        if not clips:
            continue
        limit = seconds if seconds is not None else _SECONDS_AT_LEAST + _SECONDS_PER_PICTURE * len(clips)
        pictures = _ask_child(document.source.data, clips, limit)
        if len(pictures) < len(clips):
            failed.append(document.name)
        for number, clip in enumerate(clips):
            if number in pictures:
                drawn[clip.exhibit.number].append(_picture(clip.page, pictures[number]))
    kept: dict[int, tuple[Picture, ...]] = {}
    room = total_bytes
    for number in _by_importance(report):
        size = sum(len(picture.png) for picture in drawn.get(number, ()))
        if size and size <= room:
            kept[number] = tuple(drawn[number])
            room -= size
    return Pictures(by_exhibit=kept, left_out=len(drawn) - len(kept), failed=tuple(failed))


def _clips(document: Document, exhibits: Sequence[Exhibit]) -> Iterator[_Clip]:
    """What to draw, one picture per page that the quote stands on."""
    if not document.source.data or document.source.media_type != "application/pdf":
        return
    for exhibit in exhibits:
        boxes = document.boxes(exhibit.place.span)
        focus = document.boxes(exhibit.focus)
        for page in list(dict.fromkeys(box.page for box in boxes))[:_PAGES_PER_EXHIBIT]:
            yield _Clip(
                exhibit,
                page,
                tuple(box for box in boxes if box.page == page)[:_BOXES],
                tuple(box for box in focus if box.page == page)[:_BOXES],
            )


def _ask_child(data: bytes, clips: Sequence[_Clip], seconds: float) -> dict[int, bytes]:
    """The pictures that the guarded process could draw in time, by the clip's position."""
    order = [
        {
            "number": number,
            "page": clip.page,
            "boxes": [[box.x0, box.top, box.x1, box.bottom] for box in clip.boxes],
            "focus": [[box.x0, box.top, box.x1, box.bottom] for box in clip.focus],
        }
        for number, clip in enumerate(clips)
    ]
    question = json.dumps(order).encode() + b"\n" + data
    answer = ask_child("contractscan.rendering.picture_child", question, seconds)
    return _unpack(answer, len(clips))


def _unpack(answer: bytes, count: int) -> dict[int, bytes]:
    """The pictures in the child's answer; what does not look like one is not believed."""
    pictures: dict[int, bytes] = {}
    offset = 0
    while offset + _HEAD.size <= len(answer):
        number, length = _HEAD.unpack_from(answer, offset)
        data = answer[offset + _HEAD.size : offset + _HEAD.size + length]
        if number >= count or len(data) != length or not data.startswith(_PNG) or length < 33:
            break
        pictures[number] = data
        offset += _HEAD.size + length
    return pictures


def _picture(page: int, png: bytes) -> Picture:
    width, height = struct.unpack(">II", png[16:24])
    return Picture(page=page, png=png, width=width, height=height)


def _by_importance(report: Report) -> list[int]:
    """Exhibit numbers: gaps first, the gravest first, and each requirement's best evidence before its others."""
    ranked: dict[int, tuple[int, int, int, int]] = {}
    for row in report.rows:
        for position, exhibit in enumerate(row.exhibits):
            rank = (
                min(position, 1),
                0 if row.verdict in (Verdict.ADVERSE, Verdict.PARTIAL) else 1,
                row.severity.rank,
                exhibit.number,
            )
            ranked[exhibit.number] = min(ranked.get(exhibit.number, rank), rank)
    return sorted(ranked, key=lambda number: ranked[number])
