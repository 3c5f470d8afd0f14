"""The external plugin of examples/, built as a wheel, installed in a fresh environment, and run there."""

import subprocess
import sys
from pathlib import Path

import pytest

from contractscan.checking import check_folder

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "contractscan-dora"


def run(*command, **options):
    done = subprocess.run([str(item) for item in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def test_its_data_files_have_no_error_and_no_warning():
    result = check_folder(EXAMPLE)
    assert (result.errors, result.warnings) == ((), ())
    assert result.requirements == 7


@pytest.fixture(scope="module")
def environment(tmp_path_factory, fresh_environment):
    """A fresh environment with the wheel; contractscan and the libraries are those of the tests' own environment."""
    folder = tmp_path_factory.mktemp("dora")
    try:
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, EXAMPLE)
    except AssertionError as error:
        if any(words in str(error) for words in ("No matching distribution", "ConnectionError", "Temporary failure")):
            pytest.skip("building a wheel needs hatchling from the package index, which cannot be reached")
        raise
    (wheel,) = folder.glob("contractscan_dora-*.whl")
    python = fresh_environment(folder) / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel)
    return python


def test_it_works_from_its_wheel(environment, tmp_path):
    listed = run(environment, "-m", "contractscan", "plugins", cwd=tmp_path)
    assert "dora" in listed
    assert "contractscan-dora 0.1.0" in " ".join(listed.split())
    assert "0 errors, 0 warnings" in run(environment, "-m", "contractscan", "plugins", "check", "dora", cwd=tmp_path)
    run(
        environment, "-m", "contractscan", "scan", EXAMPLE / "contracts", "--profile", "dora",
        "-o", tmp_path / "r.json", "-o", tmp_path / "r.dora.csv", cwd=tmp_path,
    )  # fmt: skip
    assert "DORA-04" in (tmp_path / "r.dora.csv").read_text(encoding="utf-8-sig")


def test_its_own_tests_pass_there(environment, tmp_path):
    output = run(
        environment, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", EXAMPLE / "pyproject.toml",
        "--rootdir", tmp_path,
        EXAMPLE / "tests", EXAMPLE / "src" / "contractscan_dora" / "detectors", cwd=tmp_path,
    )  # fmt: skip
    assert "failed" not in output
    assert "49 passed" in output
