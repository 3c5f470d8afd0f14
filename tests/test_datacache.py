"""Compiled data kept between runs."""

import os

import pytest

from contractscan import datacache
from contractscan.plugins import build_registry


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.delenv(datacache.SWITCH, raising=False)
    monkeypatch.setattr(datacache, "folder", lambda: tmp_path)
    return tmp_path


def test_kept_data_are_the_compiled_data(place):
    first, second = build_registry(), build_registry()
    assert len(list(place.iterdir())) == 1
    assert second.data_hash == first.data_hash
    assert second.definitions == first.definitions
    assert second.catalogue == first.catalogue


def test_a_damaged_entry_is_made_again(place):
    build_registry()
    (entry,) = place.iterdir()
    good = entry.read_bytes()
    entry.write_bytes(b"not a pickle")
    assert build_registry().definitions
    assert entry.read_bytes() == good


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_others_can_write_is_not_read(place):
    datacache.save("x", 1)
    assert datacache.load("x") == 1
    (place / "x.pickle").chmod(0o666)
    assert datacache.load("x") is None


def test_a_set_with_a_mistake_is_not_kept(place, tmp_path_factory):
    from contractscan.plugins import local_plugins

    folder = tmp_path_factory.mktemp("own")
    (folder / "bad.yaml").write_text("detector: [", encoding="utf-8")
    for _ in range(2):
        assert any("bad.yaml" in problem.message for problem in build_registry(extra=local_plugins([folder])).problems)
    assert list(place.iterdir()) == []


def test_old_entries_go(place):
    for number in range(datacache.KEPT + 3):
        datacache.save(f"e{number}", number)
    assert len(list(place.iterdir())) == datacache.KEPT


def test_what_is_in_use_stays(place):
    datacache.save("used", 0)
    os.utime(place / "used.pickle", (1, 1))
    assert datacache.load("used") == 0
    for number in range(datacache.KEPT - 1):
        datacache.save(f"e{number}", number)
    assert datacache.load("used") == 0


def test_nothing_is_kept_where_it_is_switched_off(monkeypatch):
    monkeypatch.setenv(datacache.SWITCH, "1")
    assert datacache.folder() is None
    datacache.save("x", 1)
    assert datacache.load("x") is None


def test_a_folder_that_cannot_be_written_does_no_harm(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(datacache, "folder", lambda: tmp_path / "file")
    datacache.save("x", 1)
    assert datacache.load("x") is None
