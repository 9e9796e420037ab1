"""Word documents: every layout, mark-up and noise reads back; what is no Word document says what it is."""

import io
import struct
import time
import zipfile
from random import Random
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.documents import Cell, Table, Unreadable, parse
from pipeline.reading import read, read_document
from tests.builders.docx import (
    DOCUMENT,
    NAMESPACES,
    RELATIONSHIPS,
    WORD_LAYOUTS,
    WORD_STYLES,
    docx,
    paragraph,
    render_docx,
    run,
    zipped,
)
from tests.builders.noise import FIGURE_NOISE, LABEL_NOISE
from tests.builders.printing import expected_cells
from tests.builders.report import TITLE_FORMS, make_report

NOISE = [*FIGURE_NOISE, *LABEL_NOISE]
EDITIONS = [
    {"proactive": "2021", "requests": "2021", "remedies": "2021"},
    {"proactive": "2019", "requests": "2019", "remedies": "2019"},
    {"proactive": "2021", "requests": "2019", "remedies": "2021"},
]


def assert_reads_back(report, content, noise=()):
    found = read(content)
    expected = {tuple(key): (cell.value, cell.state) for key, cell in expected_cells(report, noise).items()}
    assert {(cell.table, cell.row, cell.column): (cell.value, cell.state) for cell in found.cells} == expected
    assert found.table_editions == report.editions
    assert not found.unplaced
    assert [(part.number, part.text) for part in found.sections] == [
        (part.number, "\n".join(part.paragraphs)) for part in report.sections
    ]
    assert (found.issuer, found.year) == (report.issuer, report.year)
    assert found.published_on == report.published_on.isoformat()


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("layout", WORD_LAYOUTS)
def test_every_layout(layout, edition):
    report = make_report(f"word {layout}", edition, blanks=0.2)
    assert_reads_back(report, render_docx(report, layout=layout))


@pytest.mark.parametrize("style", WORD_STYLES)
def test_every_markup(style):
    report = make_report(f"word {style}", blanks=0.2)
    assert_reads_back(report, render_docx(report, style=style))


@pytest.mark.parametrize("form", TITLE_FORMS)
def test_every_title(form):
    report = make_report(f"word {form}", title_form=form)
    assert_reads_back(report, render_docx(report))


def test_headings_whose_numerals_word_makes():
    report = make_report("numbered")
    assert_reads_back(report, render_docx(report, numbered=True))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10**6),
    editions=st.sampled_from(EDITIONS),
    layout=st.sampled_from(list(WORD_LAYOUTS)),
    style=st.sampled_from(list(WORD_STYLES)),
    noise=st.sets(st.sampled_from(NOISE)),
    blanks=st.sampled_from([0.0, 0.1, 0.6]),
)
def test_any_report_in_any_layout_with_any_noise(seed, editions, layout, style, noise, blanks):
    report = make_report(seed, editions["proactive"], editions=editions, blanks=blanks)
    assert_reads_back(report, render_docx(report, layout=layout, style=style, noise=noise), noise)


def test_the_official_form_has_its_cells_all_blank(shared):
    found = read((shared / "corpus" / "blank_form_2021.docx").read_bytes())
    assert found.edition == "2021"
    assert [cell.state for cell in found.cells] == ["blank"] * 200
    assert [section.number for section in found.sections] == [1, 2, 3, 4, 5, 6]


def rows(*cells: str) -> str:
    return "".join(f"<w:tr>{row}</w:tr>" for row in cells)


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table_of(content: str) -> Table:
    [table] = [block for block in parse(docx(f"<w:tbl>{content}</w:tbl>")).blocks if isinstance(block, Table)]
    return table


ROW = "".join(map(tc, "123"))
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_have_their_origin_and_extent():
    table = table_of(
        rows(
            tc("甲", RESTART + '<w:gridSpan w:val="2"/>') + tc("1"),
            tc("", CONTINUE + '<w:gridSpan w:val="2"/>') + tc("2"),
            tc("乙", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("3"),
        )
    )
    assert table.rows == (
        (Cell("甲", 0, 2, 2), Cell("1", 2)),
        (Cell("2", 2),),
        (Cell("乙", 0, 2), Cell("3", 2)),
    )
    assert table.rectangular


@pytest.mark.parametrize(
    "properties",
    [
        '<w:tcW w:w="9"/><w:gridSpan w:val="2"/><w:shd w:fill="auto"/>',
        '<w:gridSpan w:val="2"></w:gridSpan>',
        '<w:gridSpan w:val="2"/><w:tcPrChange w:id="1"><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>',
        '<w:gridSpan w:val="2"/><w:tcPrChange w:id="1"><w:tcPr><w:noWrap/></w:tcPr></w:tcPrChange>',
        '<w:tcBorders><w:top w:val="none"/></w:tcBorders><w:gridSpan  w:val = "2" />',
    ],
)
def test_what_stands_beside_the_merging_of_a_cell_changes_nothing(properties):
    exceptions = "<w:tblPrEx><w:tblBorders><w:top/></w:tblBorders></w:tblPrEx>"
    table = table_of(rows(ROW, exceptions + tc("甲", properties) + tc("3")))
    assert table.rows[1] == (Cell("甲", 0, 2), Cell("3", 2))
    assert table.rectangular


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (
            '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("4") + tc("5"),
            [1, 2],
        ),
        (tc("4") + tc("5") + '<w:trPr><w:gridAfter w:val="1"/></w:trPr>', [0, 1]),
        (tc("4") + tc("5"), [0, 1]),
        (tc("4", CONTINUE) + tc("5") + tc("6"), [0, 1, 2]),
        (tc("4", '<w:gridSpan w:val="99999999999"/>'), [0]),
        (tc("4", '<w:gridSpan w:val="1000000"/>'), [0]),
    ],
)
def test_columns_are_as_written_but_not_to_be_trusted(row, columns):
    table = table_of(rows(ROW, row))
    assert [cell.column for cell in table.rows[1]] == columns
    assert not table.rectangular
    assert table.rows[1][-1].width <= 63


def test_a_deleted_row_or_cell_is_not_there():
    table = table_of(
        rows(
            ROW,
            "<w:trPr><w:del w:id='1'/></w:trPr>" + ROW,
            tc("4") + tc("9", "<w:cellDel w:id='1'/>") + tc("5") + tc("6"),
        )
    )
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "2", "3"], ["4", "5", "6"]]


def test_a_paragraph_whose_end_is_deleted_goes_on_with_the_next():
    ended = '<w:rPr><w:del w:id="1"/></w:rPr>'
    document = parse(docx(paragraph(run("1"), ended) + paragraph(run("2"), ended) + paragraph(run("3")) * 2))
    assert document.body == ("123", "3")


def test_text_that_merging_hides_is_told():
    document = parse(docx(f"<w:tbl>{rows(tc('7', RESTART) + ROW, tc('8', CONTINUE) + ROW)}</w:tbl>"))
    assert "8" not in str(document.blocks)
    assert document.notes == ("cells with text that is not shown, because they are merged into another: 1",)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (run("甲") + '<w:r><w:tab/><w:t>乙</w:t><w:br w:type="page"/><w:t>丙</w:t></w:r>', ["甲\t乙", "丙"]),
        ("<w:r><w:t>\n 甲 </w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>", ["甲-1"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', ["\uf0fe"]),
        (
            "<w:ruby><w:rt>" + run("jiǎ") + "</w:rt><w:rubyBase>" + run("甲") + "</w:rubyBase></w:ruby>",
            ["甲"],
        ),
        ("<w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>" + run("一、总体情况\t3"), []),
        (
            f"<mc:AlternateContent><mc:Choice>{run('甲')}{run('乙')}</mc:Choice><mc:Fallback>{run('丙')}"
            "</mc:Fallback></mc:AlternateContent>",
            ["甲乙"],
        ),
        ("<w:object><w:control/></w:object>", []),
    ],
)
def test_marks_inside_a_paragraph(content, lines):
    assert parse(docx(paragraph(content) + paragraph(run("丁")))).body == (*lines, "丁")


RAISED, LOWERED = (f'<w:vertAlign w:val="{place}"/>' for place in ("superscript", "subscript"))
STRUCK = ("<w:strike/>", '<w:dstrike w:val="true"/>')


def said(text: str, *properties: str) -> str:
    return f'<w:r><w:rPr><w:b/>{"".join(properties)}<w:sz w:val="20"/></w:rPr><w:t>{text}</w:t></w:r>'


@pytest.mark.parametrize("mark", [RAISED, LOWERED, *STRUCK])
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        '<w:moveTo w:id="1">{}</w:moveTo>',
        '<w:moveFrom w:id="1"><w:r><w:t>5</w:t></w:r></w:moveFrom><w:ins w:id="2">{}</w:ins>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
    ],
)
def test_marked_digits_do_not_join_those_beside_them(mark, around):
    marked = around.format(said("1", mark))
    cell = f"<w:tc>{paragraph(run('7') + run('49') + marked)}</w:tc>"
    parted = f"<w:tc>{paragraph(run('749'), '<w:rPr><w:del/></w:rPr>')}{paragraph(marked)}</w:tc>"
    assert [cell.text for cell in table_of(rows(cell + parted + ROW)).rows[0]] == ["749\n1"] * 2 + [
        "1",
        "2",
        "3",
    ]


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (run("749") + said("1", '<w:vertAlign w:val="baseline"/>'), "7491"),
        *((run("749") + said("1", f'<w:strike w:val="{off}"/>'), "7491") for off in ("0", "false", "off")),
        (run("749") + said("1", RAISED) + said("2", RAISED), "749\n12"),
        (run("749") + said("[1]", RAISED), "749[1]"),
        (said("88", STRUCK[0]) + run("259"), "88\n259"),
        (said("8", STRUCK[0]) + said("8", STRUCK[0]), "\ufffc"),
        (said("88", STRUCK[0]) + "</w:p><w:p>" + run("259"), "259"),
        (run("其他处理") + said("1", RAISED), "其他处理1"),
        (said("", STRUCK[0]), ""),
        (said("88", STRUCK[0], "<w:vanish/>") + run("259"), "259"),
    ],
)
def test_what_runs_say_of_their_text_in_a_cell(content, read):
    table = table_of(rows(f"<w:tc>{paragraph(content)}</w:tc>" + ROW))
    assert table.rows[0][0].text == read


def test_marked_runs_in_prose():
    content = run("10") + said("2", RAISED) + run("条，") + said("原有", STRUCK[0]) + run("3件")
    assert parse(docx(paragraph(content))).body == ("10²条，3件",)


@pytest.mark.parametrize("between", ["<w:r><w:tab/></w:r>", run(" | ")])
def test_rows_of_text_are_a_table_and_figures_in_prose_are_none(between):
    cells = [["信息内容", "本年", "件数"], ["规章", "1", "2"], ["许可", "3", "4"]]
    rows_of_text = "".join(paragraph(between.join(map(run, row))) for row in cells)
    prose = paragraph(run("全年的发布") + between + run("三百条。"))
    real = f"<w:tbl>{rows(tc('行政处罚') + tc('5'))}</w:tbl>"
    one, two = (paragraph(run(heading)) for heading in ("一、总体情况", "二、主动公开政府信息情况"))
    document = parse(docx(one + prose + two + rows_of_text + real + rows_of_text + one))
    drawn = tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in cells)
    tables = [(block.number, block.rows) for block in document.blocks if isinstance(block, Table)]
    assert [number for number, _ in tables] == [1, 2, 3] and tables[0][1] == tables[2][1] == drawn
    assert document.body == ("一、总体情况", document.body[1], "二、主动公开政府信息情况", "一、总体情况")
    assert document.body[1].startswith("全年的发布")


def test_what_is_not_read_is_told():
    picture = paragraph("<w:r><w:drawing/></w:r>")
    document = parse(docx(paragraph(run("甲")) + picture + '<w:altChunk w:id="a"/>'))
    assert document.notes == (
        "pictures, embedded objects or footnotes that were not read: 1",
        "inserted documents of another format that were not read: 1",
    )
    with pytest.raises(Unreadable, match=r"holds no text.*pictures"):
        parse(docx(picture))


def test_a_nested_table_is_a_table_of_its_own():
    inner = f"<w:tbl>{rows(ROW, ROW)}</w:tbl>"
    document = parse(docx(f"<w:tbl>{rows(ROW, tc('4') + f'<w:tc>{inner}<w:p/></w:tc>' + tc('6'))}</w:tbl>"))
    assert [(table.number, len(table.rows)) for table in document.blocks] == [(1, 2), (2, 2)]
    assert document.blocks[0].rows[1][1].text == "\n".join("123123")


STRICT = (
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006",
        "http://purl.oclc.org/ooxml/wordprocessingml",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def changed(content: bytes, change) -> bytes:
    """The document with every part put through ``change(name, bytes)``; None leaves the part out."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = (change(name, archive.read(name)) for name in archive.namelist())
    return zipped(dict(part for part in parts if part))


def test_the_variants_of_the_format():
    def to_strict(name, content):
        for usual, strict in STRICT:
            content = content.replace(usual.encode(), strict.encode())
        return name, content

    def to_utf_16(name, content):
        return name, content.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    def elsewhere(name, content):
        return name.replace("word/document", "word\\Document2"), content.replace(
            b"document.xml", b"document2.xml"
        )

    report = make_report("variants")
    content = render_docx(report)
    for change in (to_strict, to_utf_16, elsewhere):
        assert_reads_back(report, changed(content, change))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04rest", "damaged or cut short"),
        (b"PK\x05\x06" + bytes(18), "nothing in it"),
        (zipped({"xl/workbook.xml": "<a/>"}), "Excel"),
        (zipped({"OFD.xml": "<a/>"}), "OFD"),
        (zipped({"a.html": "甲", "b.html": "乙"}), r"zip archive of 2 files \(a.html, b.html\)"),
        (zipped({"_rels/.rels": RELATIONSHIPS}), "without its text part"),
        (docx("", **{"word/document.xml": "<w:document"}), "no XML that can be read"),
        (docx("", **{"word/document.xml": "<document/>"}), "holds no text"),
        (docx(""), "holds no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_word_document_says_what_it_is(content, says):
    with pytest.raises(Unreadable, match=says):
        parse(content)


def with_doctype(doctype: str, text: str) -> bytes:
    body = DOCUMENT.format(NAMESPACES, paragraph(f"<w:r><w:t>{text}</w:t></w:r>"))
    return docx("", **{"word/document.xml": body.replace("?>", "?>" + doctype, 1)})


def test_entities_are_not_expanded(tmp_path):
    (tmp_path / "secret").write_text("密")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    for doctype, text in (
        (f'<!DOCTYPE a [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>', "&x;"),
        (f'<!DOCTYPE a [<!ENTITY a0 "笑">{laughs}]>', "&a11;"),
        ("<!DOCTYPE a [<!ENTITY x '1'>]>", "1"),
    ):
        with pytest.raises(Unreadable, match=r"DTD|no XML"):
            parse(with_doctype(doctype, text))


BOMBS = {
    "zeros": (" " * 70_000_000, "MB"),
    "one cell": (DOCUMENT.format(NAMESPACES, paragraph(run("字" * 17_000_000))), "no XML that can be read"),
    "tags": (DOCUMENT.format(NAMESPACES, "<w:p/>" * 2_000_000), "tags"),
    "nesting": (
        DOCUMENT.format(NAMESPACES, "<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000),
        "depth",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(name):
    part, says = BOMBS[name]
    content = docx("", **{"word/document.xml": part})
    assert len(content) < 500_000
    started = time.process_time()
    with pytest.raises(Unreadable, match=says):
        parse(content)
    assert time.process_time() - started < 5


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(docx("", **{"word/document.xml": " " * 70_000_000}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    with pytest.raises(Unreadable, match="damaged"):
        parse(bytes(content))


def test_many_entries_are_refused():
    with pytest.raises(Unreadable, match="entries"):
        parse(zipped({str(number): "" for number in range(6_000)}))


@pytest.mark.parametrize(
    "part",
    [
        "<w:p/>",
        pytest.param("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r/></w:p>", marks=pytest.mark.slow),
        pytest.param("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", marks=pytest.mark.slow),
    ],
)
def test_a_large_document_takes_bounded_time(part):
    body = part * (200_000 // part.count("<"))
    started = time.process_time()
    assert parse(docx(body + paragraph(run("甲")))).body == ("甲",)
    assert time.process_time() - started < 8


CHANGES = {
    "flip": lambda rng, content, at: (
        content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :]
    ),
    "cut": lambda rng, content, at: content[:at],
    "lose": lambda rng, content, at: content[:at] + content[at + rng.randint(1, 40) :],
    "repeat": lambda rng, content, at: content[: at + 30] + content[at:],
}


def mutated(rng: Random, content: bytes) -> bytes:
    return CHANGES[rng.choice(list(CHANGES))](rng, content, rng.randrange(len(content)))


def test_damaged_bytes_are_unreadable_or_read_as_they_were():
    rng = Random(1)
    content = render_docx(make_report("damage"))
    whole = parse(content)
    for _ in range(300):
        try:
            assert parse(mutated(rng, content)) == whole
        except Unreadable:
            continue


def test_damaged_structure_never_stops_the_reader():
    rng = Random(2)
    content = render_docx(make_report("structure"), style="tracked")
    outcomes = set()
    for _ in range(60):
        damaged = changed(
            content, lambda name, part: (name, mutated(rng, part) if name.startswith("word") else part)
        )
        try:
            outcomes.add(read_document(parse(damaged)).status)
        except Unreadable as error:
            outcomes.add(type(error))
    assert {"complete", Unreadable} <= outcomes


@pytest.mark.slow  # a measure of time wants a machine with nothing else to do
def test_a_report_is_parsed_in_a_few_milliseconds():
    content = render_docx(make_report("speed"), style="cut")
    times = []
    for _ in range(60):
        started = time.process_time()
        parse(content)
        times.append(time.process_time() - started)
    assert median(times[10:]) < 0.006
