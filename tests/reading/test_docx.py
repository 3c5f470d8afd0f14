"""Word files, built part by part. All contract wording is invented."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractscan.errors import PasswordNeededError, UnreadableError
from contractscan.hookspecs import ReadOptions
from contractscan.model import BlockKind, Source
from contractscan.reading import archive as archive_module
from contractscan.reading.docx import WORD, DocxReader

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
CLAUSE = "The Supplier shall keep the Customer Data apart from that of others at all times."


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*content, style="", num=None, level=None, properties="", mark=""):
    parts = []
    if style:
        parts.append(f'<w:pStyle w:val="{style}"/>')
    if num is not None:
        ilvl = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        parts.append(f'<w:numPr>{ilvl}<w:numId w:val="{num}"/></w:numPr>')
    parts.append(properties)
    if mark:
        parts.append(f"<w:rPr>{mark}</w:rPr>")
    body = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{body}</w:p>"


def cell(*content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def mention(note):
    return f'<w:r><w:footnoteReference w:id="{note}"/></w:r>'


def table(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def style(style_id, name, *, based_on="", ppr="", rpr="", kind="paragraph", default=False):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    mark = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"{mark}><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def level(number, text, form="decimal", *, start=1, extra=""):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEGAL = (
    level(0, "%1.") + level(1, "%1.%2") + level(2, "(%3)", "lowerLetter") + level(3, "(%4)", "lowerRoman")
)  # fmt: skip


def numbering(lists, nums):
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in lists.items()
    )
    concrete = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        for key, (abstract, overrides) in nums.items()
    )
    return abstracts + concrete


def docx(*body, styles="", lists="", notes="", parts=None, relations="", section=""):
    """A Word file of the given paragraphs and tables."""
    kinds = []
    files = {}
    for name, kind, content, root in (
        ("styles", "styles", styles, "styles"),
        ("numbering", "numbering", lists, "numbering"),
        ("footnotes", "footnotes", notes, "footnotes"),
    ):
        if content:
            files[f"word/{name}.xml"] = f"<w:{root} {SPACES}>{content}</w:{root}>"
            kinds.append(f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{name}.xml"/>')
    files["word/document.xml"] = (
        "<?xml version='1.0' encoding='UTF-8'?>"
        f"<w:document {SPACES}><w:body>{''.join(body)}{section}</w:body></w:document>"
    )
    files["word/_rels/document.xml.rels"] = f"<Relationships>{''.join(kinds)}{relations}</Relationships>"
    files["_rels/.rels"] = (
        f'<Relationships><Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    files["[Content_Types].xml"] = "<Types/>"
    files.update(parts or {})
    return archive(files)


def archive(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def read(data, name="synthetic.docx"):
    return DocxReader().read(Source.of(name, data), ReadOptions())


def texts(data):
    return read(data).text.split("\n")


def test_numbers_as_word_shows_them():
    lists = numbering({"0": LEGAL}, {"1": ("0", "")})
    doc = read(
        docx(
            para("Scope", num=1, level=0), para(CLAUSE, num=1, level=1), para("The Supplier shall:", num=1, level=1),
            para("deliver; and", num=1, level=2), para("ensure that", num=1, level=2),
            para("keys rotate", num=1, level=3),
            para("Term", num=1, level=0), para(CLAUSE, num=1, level=1), para("report.", num=1, level=2), lists=lists,
        )
    )  # fmt: skip
    markers = [line.split(" ")[0] for line in doc.text.split("\n")]
    assert markers == ["1.", "1.1", "1.2", "(a)", "(b)", "(i)", "2.", "2.1", "(a)"]
    assert [(s.level, s.number) for s in doc.sections] == [(1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1")]
    items = [b for b in doc.blocks if b.kind is BlockKind.ITEM]
    assert [b.depth for b in items] == [1, 1, 2, 1]
    assert doc.quote(doc.blocks[items[1].stem].span).endswith("The Supplier shall:")


def test_numbering_from_a_style_and_its_base():
    styles = (
        style("Rubrik1", "heading 1", ppr='<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
        + style("Klausul", "Klausul", ppr='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + style("KlausulIndrag", "Klausul indrag", based_on="Klausul")
    )
    lists = numbering({"0": LEGAL}, {"1": ("0", "")})
    assert texts(
        docx(para("Allmänt", style="Rubrik1"), para("ett", style="Klausul"), para("två", style="KlausulIndrag"),
             para("tre", style="KlausulIndrag", num=0), styles=styles, lists=lists)
    ) == ["1. Allmänt", "1.1 ett", "1.2 två", "tre"]  # fmt: skip


def test_level_tied_to_a_style_inside_the_list():
    lists = numbering({"0": level(0, "%1.") + level(1, "%1.%2", extra='<w:pStyle w:val="Sub"/>')}, {"1": ("0", "")})
    styles = style("Sub", "Sub", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert texts(docx(para("a", num=1, level=0), para("b", style="Sub"), styles=styles, lists=lists)) == [
        "1. a",
        "1.1 b",
    ]


def test_two_nums_of_one_list_count_on_and_an_override_begins_anew():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = numbering({"0": level(0, "%1.")}, {"1": ("0", ""), "2": ("0", ""), "3": ("0", restart)})
    data = docx(*[para("x", num=num, level=0) for num in (1, 1, 2, 3, 3, 1)], lists=lists)
    assert [line.split()[0] for line in texts(data)] == ["1.", "2.", "3.", "1.", "2.", "3."]


def test_legal_numbering_shows_roman_chapters_as_decimals():
    lists = numbering({"0": level(0, "%1.", "upperRoman") + level(1, "%1.%2", extra="<w:isLgl/>")}, {"1": ("0", "")})
    data = docx(*[para("x", num=1, level=n) for n in (0, 0, 0, 0, 1)], lists=lists)
    assert [line.split()[0] for line in texts(data)] == ["I.", "II.", "III.", "IV.", "4.1"]


def test_levels_that_never_restart_and_start_values():
    lists = numbering(
        {"0": level(0, "%1.", start=5) + level(1, "%2)", extra='<w:lvlRestart w:val="0"/>')}, {"1": ("0", "")}
    )
    data = docx(*[para("x", num=1, level=n) for n in (0, 1, 0, 1)], lists=lists)
    assert [line.split()[0] for line in texts(data)] == ["5.", "1)", "6.", "2)"]


def test_an_empty_numbered_paragraph_counts_and_a_deleted_one_does_not():
    lists = numbering({"0": level(0, "%1.")}, {"1": ("0", "")})
    deleted = para('<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>', num=1, level=0, mark="<w:del/>")
    assert texts(
        docx(para("a", num=1, level=0), para(num=1, level=0), deleted, para("b", num=1, level=0), lists=lists)
    ) == [
        "1. a",
        "3. b",
    ]


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("upperLetter", "%1.", ["A.", "B."]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)"]),
        ("decimalZero", "%1", ["01", "02"]),
        ("decimal", "§ %1", ["§", "§"]),
        ("decimal", "Bilaga %1", ["Bilaga", "Bilaga"]),
        ("ordinal", "%1", ["1st", "2nd"]),
        ("none", "%1", ["x", "x"]),
        ("bullet", "\uf0b7", ["•", "•"]),
        ("bullet", "o", ["○", "○"]),
        ("bullet", "–", ["–", "–"]),
    ],
)
def test_number_formats(form, text, shown):
    lists = numbering({"0": level(0, text, form)}, {"1": ("0", "")})
    data = docx(para("x", num=1, level=0), para("x", num=1, level=0), lists=lists)
    assert [line.split()[0] for line in texts(data)] == shown


def test_bullets_are_items_with_the_depth_of_their_level():
    lists = numbering({"0": level(0, "\uf0b7", "bullet") + level(1, "o", "bullet")}, {"1": ("0", "")})
    doc = read(
        docx(para("The Supplier shall"), para("keep:", num=1, level=0), para("logs", num=1, level=1), lists=lists)
    )
    assert [(b.kind, b.depth, b.stem) for b in doc.blocks[1:]] == [(BlockKind.ITEM, 1, 0), (BlockKind.ITEM, 2, 1)]


@pytest.mark.parametrize(
    "definition",
    [
        style("R", "Rubrik 2"),
        style("R", "heading 2"),
        style("R", "Egen", ppr='<w:outlineLvl w:val="1"/>'),
        style("R", "Numrerad", based_on="H") + style("H", "Heading 2"),
    ],
)
def test_headings_by_style(definition):
    doc = read(docx(para("Security", style="R"), para(CLAUSE), styles=definition))
    assert [(section.heading, section.level) for section in doc.sections] == [("Security", 1)]


def test_outline_level_nine_is_body_text():
    styles = style("R", "heading 1")
    doc = read(docx(para("Security", style="R", properties='<w:outlineLvl w:val="9"/>'), para(CLAUSE), styles=styles))
    assert doc.sections == ()


def test_title_style_gives_the_title_and_contents_no_sections():
    styles = style("T", "Title") + style("C", "toc 1") + style("H", "heading 1")
    doc = read(
        docx(
            para("Cloud Agreement", style="T"),
            para("Scope 2", style="C"),
            para("Scope", style="H"),
            para(CLAUSE),
            styles=styles,
        )
    )
    assert doc.title == "Cloud Agreement"
    assert [section.heading for section in doc.sections] == ["Cloud Agreement", "Scope"]


def test_tracked_changes_as_if_accepted():
    doc = read(
        docx(
            para(
                "within ", '<w:del><w:r><w:delText>72</w:delText></w:r></w:del>', f"<w:ins>{run('24')}</w:ins>",
                run(" hours"),
            ),
            para("one ", mark="<w:del/>"), para("line"),
            para(f"<w:moveFrom>{run('moved')}</w:moveFrom>", mark="<w:moveFrom/>"),
            para(f"<w:moveTo>{run('moved')}</w:moveTo>"),
            table(row(cell(para("a")), cell(para("b"))), row(cell(para("gone")), cell(para("c")),
                      properties="<w:del/>")),
        )
    )  # fmt: skip
    assert doc.text == "within 24 hours\none line\nmoved\na | b"
    (problem,) = doc.problems
    assert "tracked changes (1 inserted, 3 deleted, 1 moved)" in problem.message
    assert not problem.loses_text


def test_comments_and_hidden_text_stay_out():
    doc = read(
        docx(
            para(
                "seen ",
                '<w:commentRangeStart w:id="1"/>',
                run("secret ", "<w:vanish/>"),
                run("too", '<w:vanish w:val="0"/>'),
            ),
            para("gone", style="Dold"),
            styles=style("Dold", "Dold", rpr="<w:vanish/>"),
            parts={
                "word/comments.xml": f"<w:comments {SPACES}><w:comment>{para('a comment')}</w:comment></w:comments>"
            },
        )
    )
    assert doc.text == "seen too"
    assert ["11 characters of hidden text" in problem.message for problem in doc.problems] == [True]


def test_footnotes_follow_their_paragraph_and_are_read_once():
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{para("---")}</w:footnote>'
        f'<w:footnote w:id="2">{para("<w:r><w:footnoteRef/></w:r>", " See the price list.")}</w:footnote>'
        f'<w:footnote w:id="3">{para("Itself", mention(3))}</w:footnote>'
    )
    doc = read(
        docx(
            para("Fees apply", mention(2), run(".")),
            para("More", mention(3)),
            notes=notes,
        )
    )
    assert doc.text == "Fees apply.\n1 See the price list.\nMore\n2 Itself"
    assert [b.kind for b in doc.blocks] == [BlockKind.PARAGRAPH, BlockKind.FOOTNOTE] * 2


def test_figures_above_the_line_do_not_join_the_figures_before():
    raised = '<w:vertAlign w:val="superscript"/>'
    data = docx(
        para("Available for 99.9", run("1", raised), " % of a month", run("2, 3", raised)),
        para(run("1", raised), run("Planned work left out.")),
        para("On the 20", run("th", raised), " day."),
    )
    assert texts(data) == ["Available for 99.9 ¹ % of a month ², ³", "1 Planned work left out.", "On the 20th day."]


def test_tables_that_speak_in_colours_are_told():
    def shaded(fill):
        return cell(para(), properties=f'<w:shd w:val="clear" w:fill="{fill}"/>')

    def rows(*fills):
        return [row(cell(para(f"Service {n}")), *(shaded(fill) for fill in fills)) for n in range(6)]

    told = read(docx(para(CLAUSE), table(*rows("4466AA", "D9D9D9")))).problems
    assert [(one.message, one.loses_text) for one in told] == [
        ("what the colours of empty cells say was not read (tables: 1)", False)
    ]
    assert not read(docx(para(CLAUSE), table(*rows("D9D9D9", "D9D9D9")))).problems


def test_text_boxes_are_read_once_and_content_controls_like_plain_text():
    box = f"<w:txbxContent>{para('in a box')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    control = f"<w:sdt><w:sdtContent>{run('chosen')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{para('whole paragraph')}</w:sdtContent></w:sdt>"
    assert texts(docx(para("before ", drawing), para("is ", control), block)) == [
        "before",
        "in a box",
        "is chosen",
        "whole paragraph",
    ]


def test_tables_with_merged_cells_keep_their_columns():
    doc = read(
        docx(
            table(
                row(
                    cell(para("Name")),
                    cell(para("Place"), properties='<w:gridSpan w:val="2"/>'),
                    properties="<w:tblHeader/>",
                ),
                row(
                    cell(para("Acme"), properties='<w:vMerge w:val="restart"/>'),
                    cell(para("Malmö")),
                    cell(para("Lund")),
                ),
                row(cell(para(), properties="<w:vMerge/>"), cell(para("Oslo")), cell(para("Bergen"))),
            )
        )
    )
    (found,) = doc.tables
    assert [doc.quote(c.span) for c in found.header] == ["Name", "Place", ""]
    assert [[doc.quote(c.span) for c in r] for r in found.rows] == [["Acme", "Malmö", "Lund"], ["", "Oslo", "Bergen"]]
    assert [b.kind for b in doc.blocks] == [BlockKind.ROW] * 3


def test_frames_and_tables_of_clauses_are_text():
    inner = table(row(cell(para("Name")), cell(para("Country"))), row(cell(para("Acme")), cell(para("Sweden"))))
    doc = read(docx(table(row(cell(para("Annex 1 - Processors"), inner)))))
    assert [b.kind for b in doc.blocks] == [BlockKind.HEADING, BlockKind.ROW, BlockKind.ROW]
    assert len(doc.tables) == 1
    doc = read(docx(table(*[row(cell(para(f"4.{n}")), cell(para(CLAUSE), para("More."))) for n in (1, 2, 3)])))
    assert [section.number for section in doc.sections] == ["4.1", "4.2", "4.3"]
    assert doc.text.startswith(f"4.1 {CLAUSE}\nMore.\n4.2 ")


def test_headers_and_footers_are_margins():
    part = f"<w:hdr {SPACES}>{para('Nordmoln')}{para('Version 3')}</w:hdr>"
    doc = read(
        docx(
            para(CLAUSE),
            section='<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>',
            relations=f'<Relationship Id="h" Type="{R}/header" Target="header1.xml"/>'
            f'<Relationship Id="f" Type="{R}/footer" Target="header1.xml"/>',
            parts={"word/header1.xml": part},
        )
    )
    assert doc.text == CLAUSE
    assert doc.pages[0].margins == ("Nordmoln", "Version 3")


def test_links_of_relations_and_fields():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://b.example/sla" </w:instrText></w:r>'
        '<w:r><w:t>never shown</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("the SLA")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    doc = read(
        docx(
            para("See ", f'<w:hyperlink r:id="x">{run("the terms")}</w:hyperlink>', run(" and "), field),
            relations=f'<Relationship Id="x" Type="{R}/hyperlink" Target="https://a.example" TargetMode="External"/>',
        )
    )
    assert doc.text == "See the terms and the SLA"
    assert doc.links == ("https://a.example", "https://b.example/sla")


def test_signs_of_words():
    data = docx(
        para(
            "a", "<w:r><w:tab/></w:r>", run("b"), "<w:r><w:br/></w:r>", run("c"), "<w:r><w:noBreakHyphen/></w:r>",
            run("d"), "<w:r><w:softHyphen/></w:r>", run("e"), '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            run("o\ufb03ce a\u030a"),
        )
    )  # fmt: skip
    assert texts(data) == ["a b c-de☒office å"]


def test_check_boxes_of_old_forms():
    def box(mark):
        return (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>'
            f"<w:checkBox>{mark}</w:checkBox></w:ffData></w:fldChar></w:r>"
            '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    assert texts(docx(para(box("<w:checked/>"), run(" EU "), box('<w:default w:val="0"/>'), run(" USA")))) == [
        "☒ EU ☐ USA"
    ]


@pytest.mark.parametrize(
    "content",
    [
        para("x", '<w:r><w:drawing><wp:extent cx="5000000" cy="7000000"/><a:blip/></w:drawing></w:r>'),
        para("x", "<w:r><w:object><o:OLEObject/></w:object></w:r>"),
        para("x") + '<w:altChunk r:id="z"/>',
    ],
)
def test_what_holds_unread_text_is_told(content):
    assert [problem.loses_text for problem in read(docx(content)).problems] == [True]


def test_a_logo_loses_nothing():
    assert (
        read(
            docx(para("x", '<w:r><w:drawing><wp:extent cx="900000" cy="300000"/><a:blip/></w:drawing></w:r>'))
        ).problems
        == ()
    )


def test_bold_and_size_of_style_and_run():
    styles = style("Big", "Big", rpr='<w:sz w:val="36"/>') + style("Fet", "Fet", rpr="<w:b/>", kind="character")
    doc = read(
        docx(
            para("Security", style="Big"), para(CLAUSE), para(run("Access", '<w:rStyle w:val="Fet"/>')), para(CLAUSE),
            para(run("9.1 ") + run("Audit.", "<w:b/>") + run(" the rest")), para(CLAUSE), para(CLAUSE),
            styles=styles + style("N", "Normal", rpr='<w:sz w:val="20"/>', default=True),
        )
    )  # fmt: skip
    assert [(s.level, s.heading) for s in doc.sections] == [(1, "Security"), (2, "Access"), (3, "Audit")]


def test_strict_files_are_read():
    data = docx(para(CLAUSE))
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        files = {name: zipped.read(name).decode() for name in zipped.namelist()}
    for usual, other in strict.items():
        files = {name: content.replace(usual, other) for name, content in files.items()}
    assert texts(archive(files)) == [CLAUSE]


# What is refused


def compound(name):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (compound("WordDocument"), "old format"),
        (compound("Workbook"), "old Office format"),
        (b"{\\rtf1 text}", "RTF"),
        (archive({"mimetype": "x", "content.xml": "<x/>"}), "OpenDocument"),
        (archive({"xl/workbook.xml": "<x/>"}), "Excel"),
        (archive({"ppt/presentation.xml": "<x/>"}), "presentation"),
        (archive({"a.txt": "x"}), "ZIP archive"),
        (archive({"[Content_Types].xml": "<Types/>"}), "no text part"),
        (docx(), "no text"),
        (docx(para("x"))[:-40], "damaged"),
        (docx(para("x"))[:200], "damaged"),
        (docx("<w:p>"), "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data, words):
    assert DocxReader().recognises(data, "x.docx")
    with pytest.raises(UnreadableError) as caught:
        read(data, "x.docx")
    assert words in str(caught.value)
    assert str(caught.value).startswith("x.docx")
    assert "\n" not in str(caught.value)


def test_encrypted_file_asks_for_its_password():
    with pytest.raises(PasswordNeededError, match="encrypted"):
        read(compound("EncryptedPackage"))


def test_content_decides_and_not_the_name():
    reader = DocxReader()
    assert reader.recognises(docx(para("x")), "terms.pdf") == WORD
    assert reader.recognises(b"%PDF-1.7", "terms.docx") is None
    assert reader.recognises(b"plain text", "terms.docx") is None


def test_entities_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = docx(
        para("x"),
        parts={"word/document.xml": f"{bomb}<w:document {SPACES}><w:body>{para('&b;')}</w:body></w:document>"},
    )
    with pytest.raises(UnreadableError, match="entities"):
        read(data)


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    doctype = f'<!DOCTYPE x [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    data = docx(
        para("x"),
        parts={"word/document.xml": f"{doctype}<w:document {SPACES}><w:body>{para('&f;')}</w:body></w:document>"},
    )
    with pytest.raises(UnreadableError, match="entities"):
        read(data)


def test_a_part_that_unpacks_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(archive_module, "MAX_PART", 1 << 20)
    with pytest.raises(UnreadableError, match="unpacks to more than 1 MB"):
        read(docx(para("x" * (2 << 20))))


def test_all_parts_together_are_bounded(monkeypatch):
    monkeypatch.setattr(archive_module, "MAX_TOTAL", 1 << 20)
    with pytest.raises(UnreadableError, match="unpacks"):
        read(docx(para("x" * 700_000), styles=style("A", "A" * 700_000)))


def test_parts_that_are_not_needed_are_not_unpacked(monkeypatch):
    monkeypatch.setattr(archive_module, "MAX_TOTAL", 1 << 20)
    assert texts(docx(para("x"), parts={"word/media/image1.png": b"\0" * (4 << 20)})) == ["x"]


def test_too_many_parts(monkeypatch):
    monkeypatch.setattr(archive_module, "MAX_ENTRIES", 10)
    with pytest.raises(UnreadableError, match="parts inside"):
        read(docx(para("x"), parts={f"word/media/{n}": "" for n in range(20)}))


def test_deep_nesting_ends_in_a_clear_line():
    deep = "<w:sdt><w:sdtContent>" * 400 + para("x") + "</w:sdtContent></w:sdt>" * 400
    with pytest.raises(UnreadableError, match="damaged"):
        read(docx(deep))


def test_a_wide_table_of_absurd_spans_stays_small():
    wide = cell(para("x"), properties='<w:gridSpan w:val="9999999"/>')
    assert len(read(docx(table(row(wide, wide), row(wide, wide)))).text) < 10_000


def test_styles_that_are_based_on_each_other_end():
    styles = style("A", "A", based_on="B") + style("B", "B", based_on="A")
    assert texts(docx(para("x", style="A"), styles=styles)) == ["x"]


ORIGINAL = docx(
    para("Scope", num=1, level=0), para(CLAUSE, num=1, level=1), table(row(cell(para("a")), cell(para("b")))),
    lists=numbering({"0": LEGAL}, {"1": ("0", "")}), styles=style("N", "Normal", default=True),
)  # fmt: skip


@given(st.integers(0, len(ORIGINAL) - 1), st.integers(0, 255), st.integers(0, len(ORIGINAL)))
@settings(max_examples=150, deadline=None)
def test_damaged_bytes_are_read_or_refused(place, value, length):
    data = bytearray(ORIGINAL)
    data[place] = value
    data = bytes(data[: max(length, 4)]) if value % 2 else bytes(data)
    if DocxReader().recognises(data, "x.docx"):
        with contextlib.suppress(UnreadableError):
            assert read(data).blocks
