"""`contractscan plugins new`: a package that works at once."""

import tomllib
from importlib.metadata import version

import pytest
from click.testing import CliRunner

from contractscan.checking import check_folder
from contractscan.cli.plugins import command
from contractscan.errors import UsageError
from contractscan.scaffold import names, new_plugin

pytest_plugins = ["pytester"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("dora", ("dora", "contractscan_dora", "DORA-01")),
        ("patient-data", ("patient-data", "contractscan_patient_data", "PATI-01")),
        ("contractscan-ai", ("ai", "contractscan_ai", "AI-01")),
        ("Nis_2", ("nis-2", "contractscan_nis_2", "NIS-01")),
    ],
)
def test_names(given, wanted):
    called = names(given)
    assert (called.name, called.package, called.id) == wanted


@pytest.mark.parametrize("name", ["", "3x", "å", "a b", "../x", "x" * 60, "contractscan-"])
def test_a_name_that_will_not_do(name):
    with pytest.raises(UsageError, match="cannot be a plugin's name"):
        names(name)


def test_an_existing_folder_is_left_alone(tmp_path):
    new_plugin("dora", tmp_path)
    with pytest.raises(UsageError, match="exists already"):
        new_plugin("dora", tmp_path)


def test_the_data_files_have_no_error_and_no_warning(tmp_path):
    root = new_plugin("patient-data", tmp_path)
    result = check_folder(root / "src" / "contractscan_patient_data")
    assert (result.errors, result.warnings) == ((), ())
    assert (result.detectors, result.requirements, result.examples) == (1, 1, 4)


def test_the_settings_name_the_plugin(tmp_path):
    settings = tomllib.loads((new_plugin("dora", tmp_path) / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["entry-points"]["contractscan"] == {"dora": "contractscan_dora"}
    assert settings["project"]["dependencies"] == [f"contractscan>={version('contractscan')}"]


def test_its_tests_pass_where_it_is_installed(pytester, monkeypatch):
    root = new_plugin("dora", pytester.path)
    info = root / "src" / "contractscan_dora-0.1.0.dist-info"  # what an editable install leaves
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: contractscan-dora\nVersion: 0.1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[contractscan]\ndora = contractscan_dora\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(root / "src"))
    result = pytester.runpytest_subprocess(
        "-p", "no:cacheprovider", "--rootdir", str(root), "-c", str(root / "pyproject.toml")
    )
    result.assert_outcomes(passed=8)


def test_the_command_says_what_comes_next(tmp_path):
    result = CliRunner().invoke(command, ["new", "dora", "--into", str(tmp_path)], standalone_mode=False)
    assert result.exception is None
    assert "contractscan-dora/pyproject.toml" in result.output
    assert "contractscan plugins check dora" in result.output
