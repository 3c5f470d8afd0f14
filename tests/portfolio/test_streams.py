"""Results written as they come."""

import json

import pytest

from contractscan.errors import UsageError
from contractscan.model import Severity, Verdict
from contractscan.portfolio import review, streams
from contractscan.portfolio.snapshot import KeptFinding, Quote, Snapshot


def results(count=2):
    finding = KeptFinding(
        requirement="EXI-04",
        title="Retrieval",
        topic="exit",
        verdict=Verdict.ADVERSE,
        severity=Severity.CRITICAL,
        reason="so\ud800",
        quotes=(Quote(text="\u202eword", document="d.pdf", page=2, section="1.1"),),
        facts=(("notice_days", 10),),
    )
    snapshot = Snapshot(name="s", profile="p", profile_hash="h", documents=(), findings=(finding,), problems=())
    made = [review.Result(name=f"vendor {number}", key="k", snapshot=snapshot) for number in range(count)]
    return [*made, review.Result(name="lost", key="", snapshot=None, failure="no file")]


def write(path, found):
    with streams.open_writer(path) as writer:
        for result in found:
            writer.add(result)


def test_json_lines_hold_one_vendor_each(tmp_path):
    write(tmp_path / "all.jsonl", results())
    data = (tmp_path / "all.jsonl").read_bytes()
    first, _, last = [json.loads(line) for line in data.decode().splitlines()]
    assert b"\xe2\x80\xae" not in data
    assert first["findings"]["EXI-04"]["quotes"][0]["text"] == "\u202eword"
    assert first["findings"]["EXI-04"]["open_gap"] is True
    assert (last["failure"], last["findings"]) == ("no file", {})


def test_parquet_holds_a_row_per_vendor_and_requirement(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    write(tmp_path / "all.parquet", results(streams.VENDORS_PER_GROUP + 1))
    file = parquet.ParquetFile(tmp_path / "all.parquet")
    rows = file.read().to_pylist()
    assert file.num_row_groups == 2
    assert len(rows) == streams.VENDORS_PER_GROUP + 2
    assert (rows[0]["requirement"], rows[0]["page"], rows[0]["fact_value"]) == ("EXI-04", 2, "10")
    assert rows[0]["reason"] == "so\\ud800"
    assert (rows[-1]["failure"], rows[-1]["requirement"]) == ("no file", None)


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_what_is_interrupted_leaves_nothing_and_keeps_the_old_file(tmp_path, ending):
    if ending == "parquet":
        pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    path = tmp_path / f"all.{ending}"
    path.write_text("old")

    def interrupted():
        yield results()[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(path, interrupted())
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "old"


def test_a_place_that_cannot_be_written_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="cannot write"):
        write(tmp_path / "missing" / "all.jsonl", results())
