"""OCR by tesseract, through pytesseract: pictures of pages to lines of words. Knows no PDF.

Every tesseract gets one thread, which is ten times as fast as its default, and pages are recognised beside one another.
Swedish and English are recognised together. A picture that makes no sense is looked at again after turning it upright.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Any

from contractscan.reading.gibberish import Verdict, judge
from contractscan.reading.pdf_lines import Line

LANGUAGES = ("swe", "eng")
DPI = 200.0
"""Resolution at which pages are recognised: that of most scans; more is slower and no better."""
_BLUR = 0.7
"""Pixels: takes the grain out of scans, which cost a quarter of all errors, and does no harm to clean ones."""
_MOST_PIXELS = 30_000_000
_MOST_PROCESSES = 8
_SURE = 60.0
"""Confidence, in per cent, below which the picture may stand on its side."""
_UNSURE = 45.0
"""Confidence below which what was recognised is no text."""
_NOISE = 25.0
"""Confidence below which a word without any sure neighbour is a speck of dirt."""
_DARK = 128
_INK = 0.0005
"""Share of dark pixels below which a page is empty."""
_LARGER = 1.35
_SIZE_TO_HEIGHT = 1.2
_INSTALL = (
    'install tesseract with Swedish and English (Debian and Ubuntu: "apt install tesseract-ocr tesseract-ocr-swe"; '
    'macOS: "brew install tesseract tesseract-lang"; Windows: "winget install UB-Mannheim.TesseractOCR" and choose '
    "Swedish) and \"pip install 'contractscan[ocr]'\""
)


class OcrUnavailableError(Exception):
    """OCR is not installed; the message says what to install."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was recognised on a page.

    Attributes:
        lines: its lines, in points, in the coordinates of a page turned so that they run from left to right.
        direction: in which the lines run on the page.
        reason: why nothing can be claimed about the page, "" where it was read.
    """

    lines: tuple[Line, ...] = ()
    direction: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recogniser:
    """Tesseract as it is installed. Its `recognise` may be called from threads: the work is done in processes.

    Attributes:
        languages: those of `LANGUAGES` that are installed.
        can_turn: whether it can find out how a picture is turned.
        seconds: how long a page may take.
        processes: how many pages may be recognised at the same time.
    """

    languages: tuple[str, ...]
    can_turn: bool
    seconds: float
    processes: int

    @property
    def missing(self) -> tuple[str, ...]:
        """Languages that are not installed."""
        return tuple(language for language in LANGUAGES if language not in self.languages)

    def recognise(self, image: Any, number: int, scale: float) -> Recognised:
        """Recognise one page.

        Args:
            image: the page as a grey picture of the imaging library.
            number: of the page.
            scale: pixels per point.
        """
        if is_empty(image):
            return Recognised()
        try:
            words = self._words(image, scale)
            direction = 0
            if self.can_turn and _confidence(words) < _SURE:
                words, direction = self._turned(image, scale, words)
        except RuntimeError as error:
            return Recognised(reason=self._failure(error))
        words = [word for word in words if word.confidence >= 0]
        if not words:
            return Recognised(reason="OCR finds no words on it")
        if _confidence(words) < _UNSURE or judge([word.text for word in words]) is Verdict.GIBBERISH:
            return Recognised(reason="OCR cannot make out what is written on it")
        return Recognised(lines=tuple(_lines(words, number, direction)), direction=direction)

    def _words(self, image: Any, scale: float) -> list[_Word]:
        import pytesseract
        from PIL import ImageFilter

        table: Mapping[str, Sequence[Any]] = pytesseract.image_to_data(
            image.filter(ImageFilter.GaussianBlur(_BLUR)),
            lang="+".join(self.languages),
            config=f"--dpi {round(scale * 72)}",
            timeout=self.seconds,
            output_type=pytesseract.Output.DICT,
        )
        return list(_from_table(table, scale))

    def _turned(self, image: Any, scale: float, words: list[_Word]) -> tuple[list[_Word], int]:
        """The words of the picture turned upright, if they make more sense, and the direction in which they run."""
        turn = self._turn(image)
        if turn:
            better = self._words(image.rotate(-turn, expand=True), scale)
            if _confidence(better) > _confidence(words):
                return better, turn
        return words, 0

    def _turn(self, image: Any) -> int:
        """Degrees by which the picture has to be turned clockwise, 0 where that cannot be told."""
        import pytesseract

        try:
            told = pytesseract.image_to_osd(image, timeout=self.seconds)
        except pytesseract.TesseractError:
            return 0
        match = re.search(r"^Rotate: (0|90|180|270)$", told, re.MULTILINE)
        return int(match[1]) if match else 0

    def _failure(self, error: RuntimeError) -> str:
        if "timeout" in str(error):
            return f"OCR took more than {self.seconds:g} s"
        return f"OCR failed ({type(error).__name__})"


def recogniser(*, seconds: float, processes: int) -> Recogniser:
    """Tesseract as it is installed.

    Args:
        seconds: how long a page may take.
        processes: how many pages may be recognised at the same time, 0 for one per processor.

    Raises:
        OcrUnavailableError: when it is not.
    """
    try:
        import PIL.Image
        import pytesseract
    except ImportError as error:
        raise OcrUnavailableError(f"OCR is not installed: {_INSTALL}") from error
    del PIL
    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        raise OcrUnavailableError(f"OCR needs the program tesseract, which is not installed: {_INSTALL}")
    try:
        installed = set(pytesseract.get_languages())
    except (OSError, RuntimeError) as error:
        raise OcrUnavailableError(f"the program tesseract cannot be run: {_INSTALL}") from error
    languages = tuple(language for language in LANGUAGES if language in installed)
    if not languages:
        raise OcrUnavailableError(f"tesseract is installed without Swedish and English: {_INSTALL}")
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    return Recogniser(
        languages=languages,
        can_turn="osd" in installed,
        seconds=seconds,
        processes=min(processes or os.cpu_count() or 1, _MOST_PROCESSES),
    )


def scale_for(width: float, height: float) -> float:
    """Pixels per point for a page of that size."""
    wanted = DPI / 72
    pixels = width * height * wanted * wanted
    return float(wanted if pixels <= _MOST_PIXELS else wanted * (_MOST_PIXELS / pixels) ** 0.5)


def is_empty(image: Any) -> bool:
    """Whether nothing is written on a grey picture, but for a speck."""
    histogram = image.histogram()
    return bool(sum(histogram[:_DARK]) < _INK * sum(histogram))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    text: str
    line: tuple[int, int, int]
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


def _from_table(table: Mapping[str, Sequence[Any]], scale: float) -> Iterator[_Word]:
    """The words of tesseract's table, in points."""
    for index, text in enumerate(table["text"]):
        if text.strip():
            left, top = table["left"][index] / scale, table["top"][index] / scale
            yield _Word(
                text=text.strip(),
                line=(table["block_num"][index], table["par_num"][index], table["line_num"][index]),
                left=left,
                top=top,
                right=left + table["width"][index] / scale,
                bottom=top + table["height"][index] / scale,
                confidence=float(table["conf"][index]),
            )


def _confidence(words: Sequence[_Word]) -> float:
    """Mean confidence of the letters; 0 without words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _lines(words: Sequence[_Word], page: int, direction: int) -> Iterator[Line]:
    """The words as lines; the heights of letters differ by what they are, so that nearly all lines get one size."""
    groups = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    groups = [group for group in groups if max(word.confidence for word in group) >= _NOISE]
    heights = [_height(group) for group in groups]
    usual = median(heights) if heights else 0.0
    for group, height in zip(groups, heights, strict=True):
        size = height if height > _LARGER * usual else usual
        middle = median((word.top + word.bottom) / 2 for word in group)
        yield Line(
            words=[word.text for word in group],
            lefts=[word.left for word in group],
            rights=[word.right for word in group],
            top=middle - size / 2,
            bottom=middle + size / 2,
            size=round(size, 1),
            direction=direction,
            page=page,
        )


def _height(group: Sequence[_Word]) -> float:
    """Size of a line's type, from the height of its higher words, of which most have no descender."""
    heights = sorted(word.bottom - word.top for word in group)
    return _SIZE_TO_HEIGHT * heights[len(heights) * 3 // 4]
