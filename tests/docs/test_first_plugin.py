"""The developer's tutorial, done as a newcomer would: every command and file of the page, in a fresh environment."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "first-plugin.md"
_FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
NO_NETWORK = ("No matching distribution", "ConnectionError", "Temporary failure", "Network is unreachable")


@pytest.fixture(scope="module")
def environment(tmp_path_factory, fresh_environment):
    """The folder of programs of a fresh environment."""
    return fresh_environment(tmp_path_factory.mktemp("first-plugin"))


def run(line, environment, folder):
    """Run one line of the page; what is a program of Python runs in the fresh environment."""
    program, *arguments = shlex.split(line)
    if program == "pip":
        # Dependencies come from this environment, so that nothing is downloaded but what builds packages.
        command = [environment / "python", "-m", "pip", *arguments, *(["--no-deps"] if "-e" in arguments else [])]
    elif program == "python":
        command = [environment / "python", *arguments]
    else:
        command = [environment / "python", "-m", program, *arguments]
    variables = {**os.environ, "PATH": f"{environment}{os.pathsep}{os.environ['PATH']}", "PIP_QUIET": "1"}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    if done.returncode and program in ("pip", "python") and any(words in output for words in NO_NETWORK):
        pytest.skip("packages are built with tools from the package index, which cannot be reached")
    assert done.returncode == 0, f"{line}: {output[-3000:]}"
    return output


def test_every_step_of_the_page(environment, tmp_path):
    outputs = {}
    for kind, title, body in _FENCE.findall(PAGE.read_text(encoding="utf-8")):
        if title:
            assert (tmp_path / title).parent.is_dir(), f"{title} lies nowhere in what `plugins new` made"
            (tmp_path / title).write_text(body, encoding="utf-8")
        elif kind == "sh":
            for line in body.splitlines():
                outputs[line] = outputs.get(line, "") + run(line, environment, tmp_path)
    listed = outputs["contractscan plugins"]
    assert re.search(r"^patient-data +contractscan-patient-data 0\.1\.0$", listed, re.MULTILINE)
    assert "10 passed" in outputs["pytest contractscan-patient-data"]
    assert "no requirement uses patient-data.log-retention" in outputs["contractscan plugins check patient-data"]
    assert list((tmp_path / "contractscan-patient-data" / "dist").glob("*.whl"))


def test_the_tree_on_the_page_is_what_is_made(tmp_path):
    from contractscan.scaffold import new_plugin

    root = new_plugin("patient-data", tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    for path in root.rglob("*"):
        assert path.name in page, f"{path.name} is not on the page"
