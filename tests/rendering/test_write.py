from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from contractscan.errors import UsageError
from contractscan.hookspecs import RenderOptions
from contractscan.rendering.json import JsonRenderer
from contractscan.rendering.write import check_place, write_report


class Failing:
    id, title, suffixes = "failing", "Failing", (".fail",)

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def render(self, assessment, out, options):
        out.write(b"half a report")
        raise self.error


def test_report_is_written_with_nothing_beside_it(assessment, tmp_path):
    write_report(JsonRenderer(), assessment, tmp_path / "a.json", RenderOptions())

    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_bytes().endswith(b"}\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("broken renderer")])
def test_an_interrupted_report_leaves_the_old_one_and_no_part(assessment, tmp_path, error):
    target = tmp_path / "a.fail"
    target.write_bytes(b"the old report")

    with pytest.raises(type(error)):
        write_report(Failing(error), assessment, target, RenderOptions())

    assert target.read_bytes() == b"the old report"
    assert [path.name for path in tmp_path.iterdir()] == ["a.fail"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interruption_while_writing_leaves_the_old_file_and_no_part(assessment, tmp_path, monkeypatch, error):
    target = tmp_path / "a.json"
    target.write_bytes(b"the old report")

    def fail(descriptor):
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UsageError if isinstance(error, OSError) else KeyboardInterrupt):
        write_report(JsonRenderer(), assessment, target, RenderOptions())

    assert target.read_bytes() == b"the old report"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_that_is_missing_is_told_in_one_line(assessment, tmp_path):
    with pytest.raises(UsageError, match=r"cannot write the report to .*missing.*: No such file") as caught:
        write_report(JsonRenderer(), assessment, tmp_path / "missing" / "a.json", RenderOptions())

    assert "\n" not in str(caught.value)


def test_a_place_is_refused_before_the_work(tmp_path):
    with pytest.raises(
        UsageError, match=r"cannot write the report to .*a\.html: there is no folder .*missing; make it"
    ):
        check_place(tmp_path / "missing" / "a.html")
    check_place(tmp_path / "a.html")
    check_place(Path(os.devnull))


@pytest.mark.skipif(sys.platform == "win32", reason="permission bits and links are those of Unix")
def test_permissions_and_links_are_kept(assessment, tmp_path):
    target, link, fresh = tmp_path / "a.json", tmp_path / "link.json", tmp_path / "b.json"
    target.touch(mode=0o640)
    link.symlink_to(target)

    write_report(JsonRenderer(), assessment, link, RenderOptions())
    write_report(JsonRenderer(), assessment, fresh, RenderOptions())

    assert link.is_symlink()
    assert target.stat().st_size > 0
    assert target.stat().st_mode & 0o777 == 0o640
    probe = tmp_path / "probe"
    probe.touch()
    assert fresh.stat().st_mode == probe.stat().st_mode


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no device files here")
def test_a_device_is_written_to_and_not_replaced(assessment):
    write_report(JsonRenderer(), assessment, Path(os.devnull), RenderOptions())

    assert not Path(os.devnull).is_file()
