"""A hostile contract through every format and both languages, from the files up.

What a format's own test looks at more closely (formulas, scripts in a browser, markup) is tested there; here no format
may be forgotten, and the contract is read, not made.
"""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from lxml import etree
from pypdf import PdfReader

from contractscan.hookspecs import RenderOptions
from contractscan.pipeline import ScanOptions, scan, silent
from contractscan.plugins import build_registry

STEERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
MARKUP = re.compile(r"(?<!\\)<(?:script|img|iframe|svg)\b[^>]*(?:pwned|evil)|(?<!\\)<script>window", re.IGNORECASE)
NASTY = (
    "<script>window.pwned=1</script> <!ENTITY x SYSTEM 'file:///etc/passwd'>&x; \x1b[31mröd\x1b]0;titel\x07 "
    "\u202egnp.exe\u202c \u2066x\u2069"
)
CLAUSES = (
    f'=HYPERLINK("http://evil.example","x") Leverantören ska radera kundens data inom 30 dagar {NASTY} och intyga det.',
    "+1+1 Leverantören ska anmäla personuppgiftsincidenter till kunden inom 24 timmar.",
    "@SUM(1) Leverantören ska behandla personuppgifter endast enligt kundens dokumenterade instruktioner.",
    "Leverantören får inte anlita underbiträden utan kundens skriftliga godkännande.",
    "På avtalet ska svensk rätt tillämpas. Avtalet gäller i två år och sägs upp skriftligen.",
)
NAME = "=1+1 <img src=x onerror=pwned> &amp; \u202egnp.exe\x1b[2J.txt"
FORMATS = ("html", "docx", "xlsx", "pdf", "json", "sarif", "markdown", "csv", "terminal")


@pytest.fixture(scope="module")
def registry():
    return build_registry()


@pytest.fixture(scope="module")
def read_contract(registry, tmp_path_factory):
    """A text with a hostile name, title, headings and clauses, scanned as any contract is."""
    folder = tmp_path_factory.mktemp("=HYPERLINK(pwned)")
    opening = "Detta avtal ingås mellan Molnbolaget AB (leverantören) och Kommunen (kunden)."
    parts = [f"=1+1 Personuppgiftsbiträdesavtal {NASTY}", opening]
    for number, clause in enumerate(CLAUSES, start=1):
        parts += [f"{number}. Radering och villkor {NASTY}", f"{number}.1 {clause}" if number > 2 else clause]
    (folder / NAME).write_text("\n\n".join(parts), encoding="utf-8")
    return scan([folder], registry, ScanOptions(), silent)


def test_the_contract_is_quoted_and_no_format_is_forgotten(registry, read_contract):
    assert {renderer.id for renderer in registry.renderers} == set(FORMATS)
    quotes = [item.quote for finding in read_contract.findings for item in finding.evidence]
    assert any("=HYPERLINK(" in quote and "<script>" in quote for quote in quotes)


def texts(name: str, data: bytes) -> list[str]:
    """What a program reads out of the report, part by part; every part is well formed."""
    if name in ("docx", "xlsx"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert not [part for part in archive.namelist() if "vba" in part.lower() or "external" in part.lower()]
        parts = [etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False))
                 for part in archive.namelist() if part.endswith((".xml", ".rels"))]  # fmt: skip
        assert not [part for part in parts if part.getroottree().docinfo.doctype]
        assert not [node for part in parts for node in part.iter("{*}f")]  # no formula
        assert not [node for part in parts for node in part.iter() if node.get("TargetMode") == "External"]
        return ["".join(part.itertext()) for part in parts]
    if name == "pdf":
        reader = PdfReader(io.BytesIO(data))
        assert not {"/OpenAction", "/AA"} & set(reader.trailer["/Root"])
        notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
        return [str(note.get("/Contents", "")) for note in notes]
    return [data.decode("utf-8")]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
def test_nothing_of_it_steers_or_runs(registry, read_contract, name, language):
    renderer = next(renderer for renderer in registry.renderers if renderer.id == name)
    out = io.BytesIO()
    renderer.render(read_contract, out, RenderOptions(language=language))
    found = texts(name, out.getvalue())

    assert any("HYPERLINK(" in text.replace("\\", "") for text in found)
    assert [match.group() for text in found for match in STEERS.finditer(text)] == []
    if name in ("html", "markdown"):
        assert MARKUP.search(found[0]) is None
    if name in ("json", "sarif"):
        json.loads(found[0])
    if name == "csv":
        assert re.search(r'(?:^|;|")[=+@]', found[0].lstrip("\ufeff"), re.MULTILINE) is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_hostile_pdf_is_marked_with_harmless_notes(registry, hostile_assessment, language):
    renderer = next(renderer for renderer in registry.renderers if renderer.id == "pdf")
    out = io.BytesIO()
    renderer.render(hostile_assessment, out, RenderOptions(language=language))
    found = texts("pdf", out.getvalue())

    assert found
    assert [match.group() for text in found for match in STEERS.finditer(text)] == []
