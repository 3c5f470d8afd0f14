"""The later pages of a long file, read in a copy of the reading process while it reads the earlier ones.

The engine must not run in threads, but two processes may each have it. What the copy does not manage, for whatever
reason, is simply read in its turn.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from contractscan import copies
from contractscan.childprocess import end_with_parent, halve_memory
from contractscan.reading.pdf_lines import PageContent

LONG = 40
"""Pages from which sharing them out takes less time than it costs."""
_NUMBER = struct.Struct("i")

ReadPage = Callable[[int], PageContent | None]
"""Called with the number of a page; None where the engine cannot read it."""


@contextmanager
def reading_ahead(
    read: ReadPage, count: int, late: Callable[[], bool], on_page: Callable[[int], None]
) -> Iterator[ReadPage]:
    """Read the second half of a file's pages in a copy of this process while the block runs.

    Args:
        read: reads a page; it must have no effect but its result.
        count: pages of the file.
        late: whether no further page should be begun.
        on_page: told, while somebody waits for the copy, which page the copy is at.

    Yields:
        What gives a page's content where the copy has read it, and reads it here where it has not.
    """
    middle = count // 2 + 1
    place = mmap.mmap(-1, _NUMBER.size)  # both processes see it

    def later() -> dict[int, PageContent]:
        end_with_parent()
        halve_memory()
        found: dict[int, PageContent] = {}
        for number in range(middle, count + 1):
            if late():
                break
            place[:] = _NUMBER.pack(number)
            content = read(number)
            if content is not None:
                found[number] = content
        return found

    def tell() -> None:
        on_page(max(middle, *_NUMBER.unpack(place[:])))

    nothing: Callable[[], dict[int, PageContent]] = dict
    ready: dict[int, PageContent] | None = None

    def page(number: int) -> PageContent | None:
        nonlocal ready
        if number < middle:
            return read(number)
        if ready is None:
            ready = wait()
        return ready.pop(number, None) or read(number)

    with place, copies.beside(later, otherwise=nothing, meanwhile=tell) as wait:
        yield page
