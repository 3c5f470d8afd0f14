"""Limits on length. All contract wording is invented."""

import pytest

from contractscan.hookspecs import ReadOptions
from contractscan.model import Source
from contractscan.reading.html import HtmlReader
from contractscan.reading.text import TextReader


def test_pages_beyond_the_limit_are_left_out_and_told():
    text = "One.\fTwo starts here and\nruns on to\fthe third page which is the last one that there is here."
    doc = TextReader().read(Source.of("x.txt", text.encode()), ReadOptions(max_pages=2))
    assert [page.number for page in doc.pages] == [1, 2]
    assert "from 3 on" in doc.problems[0].message
    assert doc.problems[0].loses_text


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (TextReader(), "First words.\n\nSecond words.\n\nThird words.\n"),
        (TextReader(), "# First words\n\n**Second** words.\n\nThird words.\n"),
        (HtmlReader(), "<html><p>First words.<p>Second words.<table><tr><td>Third<td>words</table>"),
    ],
)
def test_text_beyond_the_limit_is_left_out_and_told(reader, text):
    data = text.encode()
    name = "x.md" if text.startswith("#") else "x"
    doc = reader.read(Source.of(name, data), ReadOptions(max_characters=30))
    assert len(doc.text) <= 30
    assert len(doc.blocks) == 2
    assert doc.tables == ()
    assert [problem.loses_text for problem in doc.problems] == [True]
    assert reader.read(Source.of(name, data), ReadOptions()).problems == ()
