from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import ImageChops
from pypdf import PdfReader, PdfWriter

from contractscan.errors import UsageError
from contractscan.hookspecs import RenderOptions
from contractscan.model import Box, Source, Verdict
from contractscan.rendering.pdf import PdfRenderer


def written(assessment, language="sv") -> bytes:
    out = io.BytesIO()
    PdfRenderer().render(assessment, out, RenderOptions(language=language))
    return out.getvalue()


def opened(assessment, language="sv") -> PdfReader:
    return PdfReader(io.BytesIO(written(assessment, language)))


def highlights(page) -> list:
    return [item.get_object() for item in page.get("/Annots", ()) if item.get_object()["/Subtype"] == "/Highlight"]


def pixels(data: bytes, page: int, *, annotations: bool):
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    return pdf[page].render(scale=1, draw_annots=annotations).to_pil().convert("RGB")


def test_all_pdf_files_stand_in_one_file_each_with_its_own_page_numbers(assessment):
    reader = opened(assessment)

    assert len(reader.pages) == 4
    assert reader.page_labels == ["1", "2", "1", "2"]


def test_each_quote_is_highlighted_with_requirement_verdict_and_reason(assessment):
    notes = [note["/Contents"] for page in opened(assessment).pages for note in highlights(page)]

    partial = "LOC-01 Lagring inom EES: Delvis uppfyllt\nLänder anges, men får ändras."
    adverse = "LOC-02 Flytt kräver samtycke: Till nackdel för kunden\nLeverantören får flytta data efter eget val."
    assert notes == [
        "EXI-01 Utlämning av data: Uppfyllt\nAvtalet ger 30 dagar.",
        partial,
        f"{partial}\n\n{adverse}",
    ]


def test_bookmarks_go_by_topic_and_lead_to_the_evidence(assessment):
    reader = opened(assessment)

    def tree(items):
        found = []
        for item in items:
            if isinstance(item, list):
                found[-1].append(tree(item))
            else:
                found.append([item.title, reader.get_destination_page_number(item)])
        return found

    exit_topic, location, documents = tree(reader.outline)
    assert exit_topic == ["Avslut och dataportabilitet", 0, [["EXI-01 Uppfyllt: Utlämning av data", 0]]]
    assert [entry[0] for entry in location[2]] == [
        "LOC-01 Delvis uppfyllt: Lagring inom EES",
        "LOC-02 Till nackdel för kunden: Flytt kräver samtycke",
    ]
    assert len(location[2][0][2]) == 2
    assert documents[2] == [["Huvudavtal.pdf", 0], ["Bilaga 1.pdf", 2]]


def test_pages_look_untouched_but_for_the_highlights(assessment):
    original = assessment.contract_set.documents[0].source.data
    marked = written(assessment)

    assert pixels(marked, 0, annotations=False).tobytes() == pixels(original, 0, annotations=False).tobytes()
    assert pixels(marked, 0, annotations=True).tobytes() != pixels(original, 0, annotations=True).tobytes()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 60, 500, 800)])
def test_highlight_covers_the_words_on_turned_and_cropped_pages(builder, requirement, left_margin, turned, crop):
    """The layout states places as they are seen; pdfium, asked where the word is seen, must find it highlighted."""
    import pypdfium2

    number = builder.document("a.pdf", ["# 1 Title", "unmarked words", "Needle"], rotate=turned, crop=crop)
    document = builder.documents[number]
    left, bottom, right, top = crop or (0, 0, 595, 842)
    x0, y0 = left_margin, 842 - (90 + 2 * 16 + 10)
    corners = [(x0, y0 - 2), (x0 + 36, y0 + 9)]
    seen = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[turned]
    (ax, ay), (bx, by) = (seen(*corner) for corner in corners)
    box = Box(page=1, x0=min(ax, bx), top=min(ay, by), x1=max(ax, bx), bottom=max(ay, by))

    class OneBox:
        def boxes(self, span):
            return (box,)

    builder.documents[number] = replace(document, layout=OneBox())
    builder.finding(
        requirement("EXI-01", "exit"), Verdict.ADVERSE, evidence=[builder.evidence(builder.clause(number, "Needle"))]
    )

    data = written(builder.build())

    picture = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("RGB")
    red, _, blue = picture.split()
    tinted = ImageChops.multiply(
        blue.point(lambda value: 255 * (value < 200)), red.point(lambda value: 255 * (value > 200))
    )
    assert tinted.getbbox() == pytest.approx((box.x0 * 2, box.top * 2, box.x1 * 2, box.bottom * 2), abs=2)


def test_a_damaged_or_encrypted_file_is_left_out_and_named(assessment, printed_pdf):
    locked = PdfWriter(clone_from=io.BytesIO(printed_pdf([["secret"]])))
    locked.encrypt("x", algorithm="RC4-128")
    buffer = io.BytesIO()
    locked.write(buffer)
    for data in (buffer.getvalue(), b"%PDF-1.4 nothing more"):
        first, second = assessment.contract_set.documents
        broken = replace(second, source=Source.of(second.name, data, "application/pdf"))
        case = replace(assessment, contract_set=replace(assessment.contract_set, documents=(first, broken)))

        reader = opened(case)

        assert len(reader.pages) == 2
        assert "Inte med: Bilaga 1.pdf" in [item.title for item in reader.outline[-1]]


def test_without_any_pdf_file_the_user_is_told_so(builder):
    builder.document("a.txt", ["words"], with_pdf=False)

    with pytest.raises(UsageError, match="none of the documents is a PDF file"):
        written(builder.build())


def test_the_copy_starts_nothing_that_the_original_would(builder, requirement):
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

    number = builder.document("a.pdf", ["# 1 Title", "Words of the contract."])
    document = builder.documents[number]
    writer = PdfWriter(clone_from=io.BytesIO(document.source.data))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.root_object[NameObject("/OpenAction")] = script
    names = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("x"), script])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): names})
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(FloatObject(value) for value in (0, 0, 100, 100)),
            NameObject("/A"): script,
        }
    )
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link])
    buffer = io.BytesIO()
    writer.write(buffer)
    builder.documents[number] = replace(document, source=Source.of("a.pdf", buffer.getvalue(), "application/pdf"))
    evidence = builder.evidence(builder.clause(number, "Words of the contract."))
    builder.finding(requirement("EXI-01", "exit"), Verdict.MET, evidence=[evidence])

    reader = opened(builder.build())

    assert "/AA" not in reader.pages[0]
    assert len(reader.pages[0]["/Annots"]) == 2
    assert all("/A" not in item.get_object() for item in reader.pages[0]["/Annots"])
    assert "/OpenAction" not in reader.trailer["/Root"]
    assert "/JavaScript" not in reader.trailer["/Root"].get("/Names", {})


def test_hostile_words_are_harmless_in_notes_and_bookmarks(hostile_assessment):
    reader = opened(hostile_assessment)
    texts = [note["/Contents"] for page in reader.pages for note in highlights(page)]
    texts += [reader.metadata.title, *(item.title for item in reader.outline if not isinstance(item, list))]

    assert len(texts) > 3
    assert not [text for text in texts if set(text) & set("\x1b\x07\x9b\u202e\u2066\x00")]


def test_same_assessment_gives_the_same_bytes(assessment):
    assert written(assessment) == written(assessment)
