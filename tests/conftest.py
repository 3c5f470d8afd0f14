"""Fixtures for tests of more than one folder."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def fresh_environment():
    """Makes a fresh environment in a folder; contractscan and the libraries are those of the tests' own one.

    They come from a .pth file, after the environment's own packages, so that nothing is installed twice.
    """

    def make(folder):
        venv.create(folder / "env", with_pip=True)
        programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        where = "import sysconfig; print(sysconfig.get_path('purelib'))"
        site = Path(subprocess.check_output([programs / "python", "-c", where], text=True).strip())
        standard = Path(sysconfig.get_path("stdlib"))
        libraries = [
            path
            for path in sys.path
            if path and Path(path).is_dir() and ("site-packages" in path or not Path(path).is_relative_to(standard))
        ]
        (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
        return programs

    return make
