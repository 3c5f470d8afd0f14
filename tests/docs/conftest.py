"""The working directory in which a page's blocks are run: the invented vendors of this project, as text."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: builds and installs packages")


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """A folder with `vendor/` (English) and `leverantor/` (Swedish), made the current one."""
    for name, source in (("vendor", "en/harborline"), ("leverantor", "sv/skiffervik")):
        shutil.copytree(
            ROOT / "corpora" / "sets" / source,
            tmp_path / name,
            ignore=lambda _, names: {n for n in names if n[-3:] != ".md"},
        )
    monkeypatch.chdir(tmp_path)
    return tmp_path
