"""`contractscan text`. All contract wording is invented."""

import json

import pytest
from click.testing import CliRunner

from contractscan.cli import cli, run
from contractscan.cli.text import document_object, lines
from contractscan.errors import ExitCode
from contractscan.model import Page, Source, Span, TextOrigin
from contractscan.reading.raw import RawBlock, RawPage
from contractscan.reading.structure import build_document

CONTRACT = """# 9. Audit

9.4 The Supplier shall:

(a) keep a log; and

(b) report.
"""


@pytest.fixture
def contract(tmp_path):
    path = tmp_path / "synthetic.md"
    path.write_text(CONTRACT, encoding="utf-8")
    return path


def invoke(*arguments):
    return CliRunner().invoke(cli, ["text", *map(str, arguments)], standalone_mode=False)


def test_blocks_stand_beside_the_number_of_their_section(contract):
    result = invoke(contract)
    assert result.return_value == ExitCode.DONE
    shown = [line.strip() for line in result.output.splitlines()]
    assert "9 | # 9. Audit" in shown
    assert "9.4 | 9.4 The Supplier shall:" in shown
    assert "9.4 |   (a) keep a log; and" in shown
    assert "--- page 1: text of the file ---" in shown


def test_json_holds_everything(contract):
    result = invoke(contract, "--json")
    value = json.loads(result.output)
    assert value["format"] == "contractscan-text/1"
    assert [section["number"] for section in value["sections"]] == ["9", "9.4"]
    item = value["blocks"][2]
    assert (item["kind"], item["stem"], item["text"]) == ("item", 1, "(a) keep a log; and")
    assert "boxes" not in item
    assert json.loads(invoke(contract, "--json", "--boxes").output)["blocks"][2]["boxes"] == []


def test_terminal_sequences_and_directions_are_shown_and_not_obeyed(tmp_path):
    path = tmp_path / "synthetic.txt"
    path.write_text("Fees: 100\u202e00 SEK\u2066 and \x1b]0;title\x07 more", encoding="utf-8")
    for arguments in ((path,), (path, "--json")):
        output = invoke(*arguments).output
        assert not set(output) & set("\u202e\u2066\x1b\x07")
        assert "202E" in output.upper()


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("empty.txt", b"", ExitCode.UNREADABLE, "empty"),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            ExitCode.UNREADABLE,
            ".docx",
        ),
        ("data.bin", bytes(range(256)) * 4, ExitCode.UNREADABLE, "no reader"),
    ],
)
def test_what_cannot_be_read_ends_with_its_code_and_one_line(tmp_path, capsys, name, content, code, words):
    path = tmp_path / name
    path.write_bytes(content)
    assert run(["text", str(path)]) == code
    complaint = capsys.readouterr().err
    assert words in complaint
    assert complaint.count("\n") == 1


def test_a_missing_file_and_a_folder_are_wrong_usage(tmp_path, capsys):
    assert run(["text", str(tmp_path / "none.pdf")]) == ExitCode.USAGE
    assert run(["text", str(tmp_path)]) == ExitCode.USAGE
    assert "name one file" in capsys.readouterr().err


def made(pages, *blocks):
    return build_document(Source.of("synthetic.pdf", b""), blocks, pages, reader="test")


def test_pages_show_their_origin_and_margins():
    pages = [
        RawPage(number=1, margins=("Nordmoln AB",)),
        RawPage(number=2, text_origin=TextOrigin.GARBLED),
        RawPage(number=3, text_origin=TextOrigin.NONE, blank=True),
        RawPage(number=4, text_origin=TextOrigin.OCR),
    ]
    shown = list(lines(made(pages, RawBlock(text="one"), RawBlock(text="four", page=4))))
    heads = [line for line in shown if line.startswith("---")]
    assert heads == [
        "--- page 1: text of the file ---",
        "--- page 2: NOT READ: the page has a text layer, but it is gibberish ---",
        "--- page 3: blank ---",
        "--- page 4: read by OCR ---",
    ]
    assert shown.index(heads[3]) < next(n for n, line in enumerate(shown) if line.endswith("| four"))
    assert any(line.strip() == "margin | Nordmoln AB" for line in shown)


def test_a_block_over_a_page_break_is_shown_once_with_the_break_after_it():
    pages = [RawPage(number=1), RawPage(number=2)]
    shown = list(lines(made(pages, RawBlock(text="one two", page_breaks=((4, 2),)), RawBlock(text="three", page=2))))
    assert [line for line in shown if line][2:] == [
        "--- page 1: text of the file ---",
        "             | one two",
        "--- page 2: text of the file (the block above runs on here) ---",
        "             | three",
    ]


def test_the_object_names_the_page_on_which_each_block_begins():
    document = made([RawPage(number=1), RawPage(number=2)], RawBlock(text="one"), RawBlock(text="two", page=2))
    assert [block["page"] for block in document_object(document)["blocks"]] == [1, 2]
    assert document.pages[1] == Page(number=2, span=Span(4, 7))
