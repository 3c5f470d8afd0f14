"""Runs in its own process, started by `pictures`: draws clipped pictures of pages of one PDF file.

A stranger's file is parsed here again, so a crash, a loop or a flood must not reach the report. Input: one line of
JSON, then the file. Output: for each picture its number and length as big-endian 32-bit integers and the PNG, written
at once, so that what is done survives what fails.
"""

from __future__ import annotations

import contextlib
import io
import json
import struct
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from contractscan.rendering.guarded import limit_child

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 1.7
"""Pixels per point: about 120 dots per inch, legible on a screen and small."""
HEAD = struct.Struct(">II")
_MARGIN = 12.0
_LEAST_WIDTH = 330.0
_MOST_HEIGHT = 230.0
_MOST_PAGE = 4000.0
_COLOURS = 20
_QUOTE = (255, 243, 191)
_FOCUS = (255, 214, 102)

_Box = list[float]


def main(source: BinaryIO, out: BinaryIO) -> None:
    """Draw what is asked for; a picture that fails is left out."""
    import pypdfium2

    order = json.loads(source.readline())
    pdf = pypdfium2.PdfDocument(source.read())
    with contextlib.suppress(Exception):
        pdf.init_forms()
    clips = sorted(order, key=lambda clip: int(clip["page"]))
    for number, group in groupby(clips, key=lambda clip: int(clip["page"])):
        with contextlib.suppress(pypdfium2.PdfiumError, IndexError):
            page = pdf[number - 1]
            for clip in group:
                data = _png(_draw(page, clip))
                out.write(HEAD.pack(int(clip["number"]), len(data)) + data)
                out.flush()
            page.close()


def _draw(page: Any, clip: dict[str, Any]) -> Image:
    """The part of the page around the boxes, with the quote and the words that decided marked."""
    from PIL import Image, ImageChops, ImageDraw

    width, height = page.get_size()
    if width > _MOST_PAGE or height > _MOST_PAGE:
        raise IndexError("a page of this size is not drawn")
    left, top, right, bottom = _frame(clip["boxes"], width, height)
    bitmap = page.render(
        scale=SCALE,
        crop=(left, height - bottom, width - right, top),
        draw_annots=False,
        limit_image_cache=True,
    )
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    marks = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(marks)
    for boxes, colour in ((clip["boxes"], _QUOTE), (clip["focus"], _FOCUS)):
        for x0, y0, x1, y1 in boxes:
            pen.rectangle(
                [(x0 - left) * SCALE, (y0 - top) * SCALE, (x1 - left) * SCALE, (y1 - top) * SCALE], fill=colour
            )
    return ImageChops.multiply(picture, marks)


def _frame(boxes: list[_Box], width: float, height: float) -> tuple[float, float, float, float]:
    """The part of the page to show: the boxes with a margin, wide enough to recognise the page by."""
    left = min(box[0] for box in boxes) - _MARGIN
    right = max(box[2] for box in boxes) + _MARGIN
    missing = max(0.0, _LEAST_WIDTH - (right - left))
    right = min(width, right + missing)
    left = max(0.0, min(left, right - _LEAST_WIDTH))
    top = max(0.0, min(box[1] for box in boxes) - 6.0)
    bottom = min(height, max(box[3] for box in boxes) + 6.0, top + _MOST_HEIGHT)
    if right - left < 1 or bottom - top < 1:
        raise IndexError("the words stand outside the page")
    return left, top, right, bottom


def _png(picture: Image) -> bytes:
    """A small PNG: text on paper needs few colours."""
    from PIL import Image

    few = picture.quantize(colors=_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    limit_child()
    main(sys.stdin.buffer, sys.stdout.buffer)
