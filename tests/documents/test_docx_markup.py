"""What Word's mark-up says of tables and of text: merged, deleted, raised and struck out, and what is not read."""

import pytest

from pipeline.documents import Cell, Table, Unreadable, parse
from pipeline.documents.parts import PICTURE
from pipeline.values import LOST
from tests.builders.docx import docx, paragraph, run


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
        '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"></w:vMerge>',
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


@pytest.mark.parametrize(
    "mark", [RAISED, LOWERED, '<w:position w:val="12"/>', '<w:color w:val="FFFFFF"/>', *STRUCK]
)
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


def test_a_figure_in_a_text_box_leaves_its_cell_unread():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('7'))}</w:txbxContent></w:pict></w:r>"
    [[_, cell]] = table_of(rows(tc("1") + f"<w:tc>{paragraph(box)}</w:tc>")).rows
    assert cell.text == PICTURE


def test_parts_of_a_formula_do_not_join():
    of_math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    raised = "<m:sSup><m:e><m:r><m:t>8</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    for formula, text in ((raised, f"{LOST * 2}8{LOST}2"), ("<m:r><m:rPr/><m:t>82</m:t></m:r>", "82")):
        content = paragraph(f"<m:oMath {of_math}>{formula}</m:oMath>")
        [[_, cell]] = table_of(rows(tc("1") + f"<w:tc>{content}</w:tc>")).rows
        assert cell.text == text


def test_a_nested_table_is_a_table_of_its_own():
    inner = f"<w:tbl>{rows(ROW, ROW)}</w:tbl>"
    document = parse(docx(f"<w:tbl>{rows(ROW, tc('4') + f'<w:tc>{inner}<w:p/></w:tc>' + tc('6'))}</w:tbl>"))
    assert [(table.number, len(table.rows)) for table in document.blocks] == [(1, 2), (2, 2)]
    assert document.blocks[0].rows[1][1].text == "\n".join("123123")
