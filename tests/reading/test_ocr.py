"""OCR: what is recognised, what is not, and what is told where it is not installed."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace

import pytest

from contractscan.hookspecs import ReadOptions
from contractscan.model import Document, Source, TextOrigin
from contractscan.reading import ocr, pdf_ocr
from contractscan.reading.ocr import OcrUnavailableError, Recogniser, recogniser, scale_for
from contractscan.reading.pdf import PdfReader

pytest.importorskip("pytesseract")
Image = pytest.importorskip("PIL.Image")
ImageDraw = pytest.importorskip("PIL.ImageDraw")
ImageFont = pytest.importorskip("PIL.ImageFont")

SENTENCES = [
    "1. Data in the cloud",
    "The provider keeps the data of the customer in the halls",
    "that the order names, and moves them to no other place",
    "unless the customer has agreed to it in writing.",
]


def needs(*languages: str) -> None:
    """Skip where tesseract or its data are missing."""
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    engine = recogniser(seconds=60, processes=1)
    missing = [language for language in languages if language not in engine.languages]
    if missing:
        pytest.skip(f"tesseract has no data for {missing}")


def picture(lines: list[str], turn: int = 0):
    """An A4 page at 150 dpi."""
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=28)
    for number, line in enumerate(lines):
        draw.text((150, 200 + 34 * number), line, fill=0, font=font)
    return image.rotate(turn, expand=True)


def scan(*images) -> bytes:
    out = io.BytesIO()
    images[0].save(out, format="PDF", save_all=True, append_images=images[1:], resolution=150)
    return out.getvalue()


def read(data: bytes, mode: str = "auto") -> Document:
    return PdfReader().read(Source.of("scan.pdf", data), ReadOptions(ocr=mode, jobs=1))


def test_scanned_pages_are_recognised_with_boxes_and_sections() -> None:
    needs("eng")
    document = read(scan(picture(SENTENCES)))
    assert document.pages[0].text_origin is TextOrigin.OCR
    assert " ".join(SENTENCES[1:]) in document.text
    assert [section.number for section in document.sections] == ["1"]
    box = document.boxes(document.blocks[0].span)[0]
    assert box.x0 == pytest.approx(150 * 72 / 150, abs=4)
    assert box.top == pytest.approx(205 * 72 / 150, abs=10)


def test_a_page_on_its_side_is_turned() -> None:
    needs("eng")
    if not recogniser(seconds=60, processes=1).can_turn:
        pytest.skip("tesseract has no data for turning")
    document = read(scan(picture(SENTENCES * 5, turn=90)))
    assert "moves them to no other place" in document.text


def test_never_leaves_the_page_unread() -> None:
    document = read(scan(picture(SENTENCES)), mode="never")
    assert document.text == ""
    assert [page.number for page in document.unread_pages] == [1]


def test_an_empty_scan_is_read() -> None:
    needs("eng")
    document = read(scan(picture([])))
    assert document.pages[0].text_origin is TextOrigin.OCR
    assert not document.unread_pages


def test_without_tesseract_the_scan_goes_on_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    document = read(scan(picture(SENTENCES), picture(SENTENCES)))
    (problem,) = document.problems
    assert problem.loses_text
    assert "2 pages" in problem.message
    assert "tesseract-ocr-swe" in problem.message
    assert len(document.unread_pages) == 2


def test_a_missing_language_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    needs("eng")

    def english_only(*, seconds: float, processes: int) -> Recogniser:
        return replace(recogniser(seconds=seconds, processes=processes), languages=("eng",))

    monkeypatch.setattr(pdf_ocr, "recogniser", english_only)
    (problem,) = read(scan(picture(SENTENCES))).problems
    assert "no data for swe" in problem.message
    assert not problem.loses_text


def test_what_takes_too_long_is_left_unread() -> None:
    needs("eng")
    engine = replace(recogniser(seconds=60, processes=1), seconds=0.001)
    result = engine.recognise(picture(SENTENCES * 5), 1, 150 / 72)
    assert not result.lines
    assert "0.001 s" in result.reason


def test_unavailable_is_an_error_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda *_: None)
    with pytest.raises(OcrUnavailableError, match="contractscan\\[ocr\\]"):
        recogniser(seconds=1, processes=1)


def test_giant_pages_are_drawn_smaller() -> None:
    assert scale_for(595, 842) == pytest.approx(200 / 72)
    assert scale_for(14400, 14400) ** 2 * 14400 * 14400 == pytest.approx(30_000_000)
