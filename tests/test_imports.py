"""The import rule: model <- stages <- pipeline <- portfolio <- cli; plugins see the public face only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = ROOT / "src" / "contractscan"
STAGES = ("reading", "rendering")


def imported(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def modules(folder):
    return sorted(folder.rglob("*.py"))


def inside(path):
    return path.relative_to(CORE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", modules(CORE / "model"), ids=lambda p: p.stem)
def test_the_model_imports_nothing_of_the_project(path):
    assert [n for n in imported(path) if n.startswith("contractscan") and not n.startswith("contractscan.model")] == []


@pytest.mark.parametrize("path", modules(CORE), ids=lambda p: str(p.relative_to(CORE)))
def test_core_imports_no_plugin_and_nothing_imports_the_command_line(path):
    names = list(imported(path))
    assert [name for name in names if name.startswith("contractscan_")] == []
    if inside(path) not in ("cli", "__main__"):
        assert [name for name in names if name.startswith("contractscan.cli")] == []


@pytest.mark.parametrize(
    "path", [p for stage in STAGES for p in modules(CORE / stage)], ids=lambda p: str(p.relative_to(CORE))
)
def test_stages_do_not_import_each_other_or_the_pipeline(path):
    own = inside(path)
    foreign = {*STAGES, "pipeline", "detection", "evaluation", "catalogue", "portfolio", "plugins"} - {own}
    names = {name.split(".")[1] for name in imported(path) if name.startswith("contractscan.")}
    assert names & foreign == set()


PUBLIC = {"contractscan", "contractscan.testing"}


@pytest.mark.parametrize("path", modules(ROOT / "plugins"), ids=lambda p: str(p.relative_to(ROOT / "plugins")))
def test_plugins_import_only_the_public_face(path):
    own = path.relative_to(ROOT / "plugins").parts[0]
    names = [n for n in imported(path) if n.startswith("contractscan") and n.split(".")[0] != own]
    assert set(names) <= PUBLIC


HEAVY = {"pdfplumber": ("reading",), "pypdfium2": ("reading", "rendering"), "pytesseract": ("reading",)}


@pytest.mark.parametrize("path", modules(CORE), ids=lambda p: str(p.relative_to(CORE)))
def test_pdf_libraries_live_in_one_place(path):
    for name in imported(path):
        home = HEAVY.get(name.split(".")[0])
        assert home is None or inside(path) in home
