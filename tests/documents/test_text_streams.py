"""Tables of text with one cell a line."""

import pytest

from pipeline.documents import parse
from tests.documents.lines import rows, tables


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
@pytest.mark.parametrize(("number", "is_cell"), [("- 2 -", False), ("-\n2\n-", True)])
def test_a_page_number_in_a_stream_is_no_cell(separator, number, is_cell):
    first, last = ["信息内容", "本年处理决定数量", "行政许可", "12", "行政处罚"], ["3", "行政强制", "4"]
    cells = [*first, *number.split("\n"), *last]
    text = separator.join([*cells, "三、收到和处理政府信息公开申请情况"])
    assert rows(text) == [[cells if is_cell else first + last]]


def test_pipes_alone_on_their_lines_are_a_stream():
    text = "二、主动公开情况\n规章\n|\n0\n|\n|\n本年新\n制作数量\n|\n160.5964万元\n|\n三、收到\n"
    (table,) = tables(parse(text.encode()))
    assert table.stream
    assert [c.text for c in table.rows[0]] == ["规章", "0", "", "本年新\n制作数量", "160.5964万元"]


CELLS = [
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "一、本年新收政府信息公开申请数量",
    "0",
    "1",
    "2",
    "二、上年结转政府信息公开申请数量",
    "3",
]


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\n\n\n"])
def test_a_cell_a_line_without_marks_is_a_stream(separator):
    text = (
        "三、收到和处理政府信息公开申请情况\n"
        + separator.join(CELLS)
        + "\n四、行政复议、行政诉讼情况\n无这类情况。\n"
    )
    document = parse(text.encode())
    (table,) = tables(document)
    assert table.stream and [c.text for c in table.rows[0]] == CELLS
    assert len(document.body) == 3


@pytest.mark.parametrize("value", ["0", "０", "3（其中修订1件）", "2件次", "3\u200b", "╱", "无", "1,234"])
def test_a_stream_ends_with_whatever_a_cell_can_print(value):
    text = "\n".join(
        ["三、收到和处理政府信息公开申请情况", *CELLS, value, "四、行政复议、行政诉讼情况", "见附表。"]
    )
    (table,) = tables(parse(text.encode()))
    assert [c.text for c in table.rows[0]] == [*CELLS, value.strip()]


@pytest.mark.parametrize("unseen", "\u00ad\u200b\u200d\u200e\u200f\u2060")
def test_characters_that_print_nothing_hide_no_stream_and_no_heading(unseen):
    cells = [unseen.join(cell) for cell in CELLS]
    before, after = (unseen.join(line) for line in ("三、收到和处理申请情况", "四、行政诉讼情况"))
    document = parse("\n".join([before, *cells, after, "见附表。"]).encode())
    (table,) = tables(document)
    assert [cell.text for cell in table.rows[0]] == cells
    assert document.body == (before, after, "见附表。")


@pytest.mark.parametrize(
    "row", [["三、本年", "度办理结果"], ["四、结转下", "年度继续办理"], ["四、无法提供"], ["四、其它处理"]]
)
def test_rows_numbered_like_sections_do_not_end_a_stream(row):
    text = "\n".join(
        ["三、收到和处理政府信息公开申请情况", *CELLS, *row, "1", "2", "四、行政复议、行政诉讼情况", "无。"]
    )
    (table,) = tables(parse(text.encode()))
    assert [c.text for c in table.rows[0]] == [*CELLS, *row, "1", "2"]


def test_a_stream_begins_with_the_first_part_of_its_first_label():
    cells = ["类别", "行政", "复议", "行政诉讼", "结果维持", "结果纠正", "总计", "0", "1", "2"]
    text = "\n".join(
        ["四、政府信息公开行政复议、行政诉讼情况", *cells, "五、存在的主要问题及改进情况", "无。"]
    )
    (table,) = tables(parse(text.encode()))
    assert [c.text for c in table.rows[0]] == cells


def test_empty_lines_that_stand_out_are_empty_cells():
    text = "\n".join([*CELLS[:6], "", *CELLS[6:], ""])
    (table,) = tables(parse(text.encode()))
    assert [c.text for c in table.rows[0]] == [*CELLS[:6], "", *CELLS[6:]]


def test_prose_with_figures_is_no_stream():
    text = "一、总体情况\n（一）主动公开\n公开信息3条\n（二）依申请公开\n无\n（三）平台建设\n无\n（四）监督保障\n无\n五、存在的问题\n无\n"
    assert not tables(parse(text.encode()))
