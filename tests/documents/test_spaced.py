"""Rows of text whose cells are parted by gaps alone, as in text taken from a PDF or a flip book."""

import pytest

from pipeline.documents import Table, parse


def rows(text: str) -> list[list[list[str]]]:
    tables = [block for block in parse(text.encode()).blocks if isinstance(block, Table)]
    return [[[cell.text for cell in row] for row in table.rows] for table in tables]


GAP_ROWS = [
    ["信息内容", "本年制发件数", "现行有效件数"],
    ["规章", "0", "1"],
    ["第二十条第（五）项"],
    ["行政许可", "-"],
    ["行政处罚。", "3"],
]


@pytest.mark.parametrize("line_end", ["\n", "\n\n"])
@pytest.mark.parametrize("gap", ["  ", "\u3000", "\xa0\xa0", "　 　", "            "])
def test_rows_whose_cells_are_parted_by_gaps(gap, line_end):
    lines = ["二、主动公开政府信息情况", *map(gap.join, GAP_ROWS), "三、收到和处理政府信息公开申请情况"]
    text = line_end.join(lines)
    assert rows(text) == [GAP_ROWS]
    assert parse(text.encode()).body == (lines[0], lines[-1])


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("（七）　总　　计  5", ["（七）总计", "5"]),
        ("总　计　　其　他　　5", ["总计其他", "5"]),
        ("一、  本年新收  5  无", ["一、本年新收", "5", "无"]),
        ("本年新收  无  无  5", ["本年新收", "无", "无", "5"]),
        ("4.无正当理由大量反\n复申请  5", ["4.无正当理由大量反\n复申请", "5"]),
        ("（五）不予处理  3.要求\n提供公开\n出版物  5", ["（五）不予处理", "3.要求\n提供公开\n出版物", "5"]),
    ],
)
def test_gaps_inside_of_a_cell_and_labels_over_several_lines(line, cells):
    text = f"申请人情况  自然人\n一、本年新收政府信息公开申请数量  1\n{line}\n\n完。"
    assert rows(text)[0][2:] == [cells]


@pytest.mark.parametrize(
    "prose",
    [
        "联系电话：  12345678\n邮编  310000\n本年  2024",
        "（一）主动公开  300\n（二）行政复议  0\n（三）行政诉讼  0",
        "2024年主动公开信息  300  条，依申请公开  12\n行政复议  0\n行政诉讼  0",
        "青岗县人民政府办公室    2025年1月9日\n\n本年   5",
        "二、主动公开政府信息情况  3\n三、收到和处理政府信息公开申请情况  4",
        "政办发〔2024〕3号   本年度共发文  12\n行政复议   3\n一是行政诉讼  2",
    ],
)
def test_prose_with_gaps_and_figures_is_no_table(prose):
    assert rows(f"一、总体情况\n{prose}\n六、其他需要报告的事项\n无。") == []


@pytest.mark.parametrize("gap", ["&nbsp;&nbsp;", "&emsp;", "\u3000", " &nbsp; "])
def test_rows_of_text_with_gaps_that_a_browser_shows(gap):
    cells = [["行政复议", "行政诉讼"], ["结果维持", "结果纠正"], ["1", "2", "3", "4"]]
    lines = "".join(f"<p>{gap.join(row)}</p>" for row in cells)
    page = f"<html><p>四、行政复议、行政诉讼情况</p>{lines}<p>五、存在的主要问题及改进情况</p></html>"
    assert rows(page) == [cells]
