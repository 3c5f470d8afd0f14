"""The later pages of a long file are read in a copy; whatever becomes of it, no page is lost or blamed wrongly."""

from __future__ import annotations

import os
import signal
import time

import pytest

from contractscan import copies
from contractscan.reading.pdf_ahead import reading_ahead
from contractscan.reading.pdf_lines import PageContent

pytestmark = pytest.mark.skipif(not copies.available(), reason="the system does not copy processes")


def marked(number: int) -> PageContent:
    """A page whose width says which process has read it."""
    return PageContent(number=number, width=float(os.getpid()), height=float(number))


def never() -> bool:
    return False


def test_half_of_the_pages_are_read_elsewhere_and_each_comes_in_its_place():
    with reading_ahead(marked, 5, never, lambda _: None) as page:
        pages = [page(number) for number in range(1, 6)]
    here = float(os.getpid())
    assert [one.height for one in pages if one] == [1, 2, 3, 4, 5]
    assert [one.width == here for one in pages if one] == [True, True, False, False, False]


def test_what_a_copy_that_dies_should_have_read_is_read_here():
    here = os.getpid()

    def read(number: int) -> PageContent:
        if os.getpid() != here and number == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return marked(number)

    with reading_ahead(read, 6, never, lambda _: None) as page:
        assert {one.width for one in map(page, range(1, 7)) if one} == {float(here)}


def test_a_page_that_the_copy_cannot_read_is_tried_here():
    here = os.getpid()

    def read(number: int) -> PageContent | None:
        return None if os.getpid() != here and number == 3 else marked(number)

    with reading_ahead(read, 4, never, lambda _: None) as page:
        pages = [page(number) for number in range(1, 5)]
    assert [one.width == here for one in pages if one] == [True, True, True, False]


def test_a_copy_without_time_leaves_its_pages():
    here = os.getpid()
    with reading_ahead(marked, 4, lambda: True, lambda _: None) as page:
        assert {one.width for one in map(page, range(1, 5)) if one} == {float(here)}


def test_who_waits_for_the_copy_is_told_its_page():
    here = os.getpid()
    told: list[int] = []

    def read(number: int) -> PageContent:
        if os.getpid() != here and number == 4:
            time.sleep(0.3)
        return marked(number)

    with reading_ahead(read, 5, never, told.append) as page:
        for number in range(1, 6):
            page(number)
    assert set(told[1:]) == {4}
    assert told[0] in (3, 4)
