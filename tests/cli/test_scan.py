"""`contractscan scan`: formats, failures, interruption. All contract wording is invented."""

import os
import signal
import subprocess
import sys
import time

import pytest

from contractscan.cli import run
from contractscan.cli.scan import answers, write_reports
from contractscan.errors import ExitCode, UsageError
from contractscan.hookspecs import RenderOptions

TERMS = (
    "# Terms of Skiffer Cloud\n\n1.1 This Agreement is between Skiffer AB and the Customer.\n\n"
    "2.1 This Agreement is governed by the laws of the State of Nevada.\n"
)


@pytest.fixture
def contract(tmp_path):
    path = tmp_path / "terms.md"
    path.write_text(TERMS, encoding="utf-8")
    return path


class Renderer:
    id = "demo"
    title = "Demo"
    suffixes = (".demo",)

    def __init__(self, error=None):
        self.error = error

    def render(self, assessment, out, options):
        out.write(b"half")
        if self.error is not None:
            raise self.error


def silent(*_):
    pass


def test_every_format_is_written_in_one_run(contract, tmp_path):
    names = ["r.html", "r.docx", "r.xlsx", "r.json", "r.sarif", "r.md", "r.csv", "r.txt"]
    outputs = [argument for name in names for argument in ("-o", str(tmp_path / name))]
    assert run(["scan", str(contract), *outputs]) == ExitCode.DONE
    assert [name for name in names if (tmp_path / name).stat().st_size < 500] == []


def test_the_ending_decides_and_an_unknown_one_is_told(contract, tmp_path, capsys):
    assert run(["scan", str(contract), "-o", str(tmp_path / "r.xyz")]) == ExitCode.USAGE
    assert "use one of" in capsys.readouterr().err
    assert run(["scan", str(contract), "--format", "nothing"]) == ExitCode.USAGE
    assert "there is no format" in capsys.readouterr().err


def test_a_format_that_fails_or_does_not_fit_costs_only_itself(tmp_path):
    targets = [
        (tmp_path / "a.demo", Renderer(UsageError("no PDF among the documents"))),
        (tmp_path / "b.demo", Renderer(RuntimeError("boom"))),
        (tmp_path / "c.demo", Renderer()),
    ]
    with pytest.raises(UsageError, match="no PDF"):
        write_reports(targets, None, RenderOptions(), silent)
    assert [path.name for path in tmp_path.iterdir()] == ["c.demo"]
    failed = write_reports(targets[1:], None, RenderOptions(), silent)
    assert [line for line in failed if "RuntimeError: boom" in line] == failed != []


def test_progress_names_each_report(tmp_path):
    told = []
    write_reports([(tmp_path / "c.demo", Renderer())], None, RenderOptions(), lambda *what: told.append(what))
    assert told == [("rendering", "c.demo", 0, 1)]


def test_interrupted_while_rendering_nothing_half_written_is_left(tmp_path):
    (tmp_path / "a.demo").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_reports([(tmp_path / "a.demo", Renderer(KeyboardInterrupt()))], None, RenderOptions(), silent)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.demo", b"old")]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent the POSIX way")
def test_ctrl_c_ends_cleanly(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(60):
        (folder / f"terms{number}.md").write_text(TERMS * 40, encoding="utf-8")
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        f"from contractscan.cli import main; main(['scan', {str(folder)!r}, '-o', {str(tmp_path / 'r.html')!r}])"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED
    assert told.decode().lstrip() == "contractscan: interrupted; nothing half-written was left\n"
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(("limit", "code"), [("critical", ExitCode.DONE), ("medium", ExitCode.GAPS)])
def test_gaps_fail_a_pipeline_from_the_severity_that_is_asked_for(contract, tmp_path, limit, code):
    (tmp_path / "contractscan.toml").write_text('profile = ""\n', encoding="utf-8")
    others = ["art28", "audit", "decision", "deletion", "exit", "government", "incident", "instructions", "location",
              "ownership", "security", "subprocessors", "transfers"]  # fmt: skip
    without = [argument for name in others for argument in ("--without", name)]
    assert run(["scan", str(contract), *without, "--fail-on", limit, "-o", str(tmp_path / "r.csv")]) == code


def test_answers():
    assert answers(["secrecy=yes", "nis2_entity=NEJ"]) == {"secrecy": True, "nis2_entity": False}
    with pytest.raises(UsageError, match="write it as secrecy=yes or secrecy=no"):
        answers(["secrecy"])


@pytest.mark.parametrize("command", ["scan", "review", "compare"])
def test_a_report_into_a_folder_that_is_not_there_is_refused_before_any_work(contract, tmp_path, capsys, command):
    (tmp_path / "vendor").mkdir()
    contract.rename(tmp_path / "vendor" / "terms.md")
    inputs = {"scan": ["vendor"], "review": ["."], "compare": ["vendor", "vendor"]}[command]
    places = [str(tmp_path / name) for name in inputs]
    wanted = ["-o", str(tmp_path / "a.html"), "-o", str(tmp_path / "missing" / "b.html")]
    assert run([command, *places, *wanted]) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert "there is no folder" in told
    assert told.count("\n") == 1
    assert not (tmp_path / "a.html").exists()
