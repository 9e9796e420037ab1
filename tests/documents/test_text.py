"""Plain text: the layouts in which extraction and copy-and-paste hand tables over."""

from itertools import product
from pathlib import Path

import pytest

from pipeline.documents import Table, parse
from tests.documents.lines import rows, tables


def widths(table: Table) -> list[int]:
    return [len(row) for row in table.rows]


@pytest.mark.parametrize("seed", ["000", "001", "003", "004"])
def test_seeds_have_their_three_tables(shared: Path, seed: str):
    document = parse(next(shared.glob(f"seeds/{seed}_*")).read_bytes())
    proactive, requests, remedies = tables(document)
    assert [len(proactive.rows), len(requests.rows), len(remedies.rows)] == [14, 28, 4]
    assert widths(remedies)[-1] == 15 and not remedies.stream
    assert not [paragraph for paragraph in document.body if "\t" in paragraph]


def test_the_garbled_seed_keeps_its_rows_apart(shared: Path):
    document = parse(next(shared.glob("seeds/002_*")).read_bytes())
    _, requests, _ = tables(document)
    assert widths(requests) == [2, 4, 8, 8, 8, 14, 24, 8]


def test_tab_rows_with_a_page_break_inside():
    text = "二、主动公开政府信息情况\n\n第二十条第（一）项\t\t\n信息内容\t本年制发件数\t现行有效件数\n规章\t0\t0\n\n行政规范性文件\t1\t\n\n三、收到\n"
    assert rows(text) == [
        [
            ["第二十条第（一）项", "", ""],
            ["信息内容", "本年制发件数", "现行有效件数"],
            ["规章", "0", "0"],
            ["行政规范性文件", "1", ""],
        ]
    ]


PAGE_BREAKS = {
    "empty lines": ["", "", ""],
    "page number": ["- 3 -"],
    "page number between empty lines": ["", "　—12—", ""],
    "page of pages": ["", "第 3 页 共 5 页", "", ""],
    "pages and page": ["共5页，第3页"],
}


MARKS = {
    "tabs": ("\t", ""),
    "tabs with blanks in front": ("\t", "\t\t"),
    "pipes": ("|", "|"),
    "no pipe in front": ("|", ""),
}


TWO_TABLES = [("empty lines", "pipes"), ("empty lines", "no pipe in front")]


@pytest.mark.parametrize(
    ("page_break", "marks"),
    [pair for pair in product(PAGE_BREAKS, MARKS) if pair not in TWO_TABLES],
)
@pytest.mark.parametrize("place", [2, 3, 4])
def test_a_page_break_is_no_row(page_break, marks, place):
    between, start = MARKS[marks]
    cells = [
        ["信息内容", "本年", "件数"],
        ["规章", "1", "2"],
        ["文件", "3", "4"],
        ["许可", "5", "6"],
        ["处罚", "7", "8"],
    ]
    lines = [start + between.join(row) + "|" * (between == "|") for row in cells]
    lines[place:place] = PAGE_BREAKS[page_break]
    blanks = [""] * start.count("\t")
    text = "\n".join(["二、主动公开政府信息情况", *lines, "三、收到和处理政府信息公开申请情况"])
    assert rows(text) == [[blanks + row for row in cells]]


def test_a_row_alone_between_page_breaks_is_a_table_and_words_alone_are_none():
    text = "好。\n\n\n属于国家秘密\t1\t0\t0\t1\n\n\n索引号\t甲\t乙\t丙\n\n\n完。"
    assert rows(text) == [[["属于国家秘密", "1", "0", "0", "1"]]]


def test_tab_rows_whose_trailing_tabs_were_stripped():
    text = "第二十条第（一）项\n信息内容\t本年制发件数\n规章\t0\n行政规范性文件\t1\n"
    assert rows(text) == [
        [["第二十条第（一）项"], ["信息内容", "本年制发件数"], ["规章", "0"], ["行政规范性文件", "1"]]
    ]


def test_a_cell_a_line_goes_on_after_an_empty_line():
    text = "\t结果维持\n\t结果\n\n纠正\n\t其他\n\n\t0\n\t1\n\t\n\n\n五、存在的主要问题\n"
    assert rows(text) == [[["结果维持", "结果\n纠正", "其他"], ["0", "1", ""]]]


def test_indented_prose_is_no_table():
    text = "\t2024年，我镇认真贯彻落实条例，全年主动公开政府信息三百条。\n\t下一步继续。\n\t青槐县人民政府\n\t2025年1月9日\n"
    document = parse(text.encode())
    assert not tables(document) and len(document.body) == 4


@pytest.mark.parametrize(
    "row", [["行政处罚。", "3"], ["行政处罚", "3。"], ["部分公开（区分处理的；不计其他）", "3"]]
)
def test_sentence_marks_do_not_hide_a_row_with_figures(row):
    cells = [["信息内容", "本年处理决定数量"], ["行政许可", "15"], row, ["行政强制", "4"]]
    assert rows("".join("\t".join(row) + "\n" for row in cells)) == [cells]


@pytest.mark.parametrize(
    "prose", ["1.\t加强领导。\n2.\t加强培训。\n3.\t加强公开；", "六、其他需要报告的事项\t无。\n甲\t乙\t丙。"]
)
def test_sentences_behind_tabs_are_no_rows(prose):
    assert rows(prose) == []


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("规章 | 0 | 1 |", ["规章", "0", "1"]),
        ("| 规章 | 0 | 1 |", ["规章", "0", "1"]),
        ("规章 | 0 | 1", ["规章", "0", "1"]),
        ("规章 | | ||", ["规章", "", "", ""]),
        ("| 规章 |  | 1 |", ["规章", "", "1"]),
    ],
)
def test_pipe_rows(line, cells):
    assert rows(f"二、主动公开\n{line}\n{line}\n三、收到\n") == [[cells, cells]]


def test_markdown_rules_are_not_rows():
    assert rows("| 信息内容 | 件数 |\n|---|:---:|\n| 规章 | 0 |\n") == [[["信息内容", "件数"], ["规章", "0"]]]


def test_a_blank_cell_that_breaks_its_line():
    assert rows("行政处罚 | 0 | ||\n行政强制 |\n| ||\n信息内容 | 金额 | ||\n") == [
        [["行政处罚", "0", "", ""], ["行政强制", "", "", ""], ["信息内容", "金额", "", ""]]
    ]


def test_a_blank_cell_at_the_beginning_of_a_row_is_no_rest_of_the_row_above():
    text = (
        "三、收到\n申请人 |  | 申请人情况 |  |\n |  | 自然人 | 总计 |\n |  |  | 件 |\n本年新收 |  | 1 | 2 |\n"
    )
    assert rows(text) == [
        [
            ["申请人", "", "申请人情况", ""],
            ["", "", "自然人", "总计"],
            ["", "", "", "件"],
            ["本年新收", "", "1", "2"],
        ]
    ]


@pytest.mark.parametrize("separator", ["|", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\n\n"])
@pytest.mark.parametrize("label", ["第二十条第（一）项", "行政复议"])
def test_a_label_alone_above_a_table_is_its_first_row(label, line_end, separator):
    text = f"二、主动公开\n{label}{line_end}信息内容{separator}本年制发件数\n规章{separator}0\n"
    assert rows(text) == [[[label], ["信息内容", "本年制发件数"], ["规章", "0"]]]


def test_a_label_broken_above_its_row_of_tabs_is_of_the_table():
    rows = "（本列数据的勾稽关系为：第一\n项加第二项之和，等于第三项加第四项之和）\t申请人情况\n一、本年新收\t1\t2\n"
    document = parse(f"三、收到和处理政府信息公开申请情况\n{rows}".encode())
    assert [block for block in document.blocks if isinstance(block, str)] == [
        "三、收到和处理政府信息公开申请情况"
    ]


def test_a_dash_between_pipes_is_a_cell():
    text = "信息内容\n|\n件数\n|\n规章\n|\n-\n|\n文件\n|\n--\n|\n"
    (table,) = tables(parse(text.encode()))
    assert [c.text for c in table.rows[0]] == ["信息内容", "件数", "规章", "-", "文件", "--"]


@pytest.mark.parametrize(
    "heading",
    [
        "三 收到和处理政府信息公开申请情况",
        "第三部分 收到和处理政府信息公开申请情况",
        "收到和处理政府信息公开申请情况",
        "（三）收到和处理政府信息公开申请情况",
        "三：收到和处理政府信息公开申请情况",
    ],
)
def test_a_heading_right_behind_tab_rows_is_no_cell(heading):
    text = f"信息内容\t本年制发件数\n规章\t0\n{heading}\n申请人情况\t自然人\n本年新收\t0\n"
    document = parse(text.encode())
    assert document.body == (heading,) and len(tables(document)) == 2


@pytest.mark.parametrize(
    ("name", "count", "streams"),
    [
        ("s01", 3, 0),
        ("s03", 1, 0),
        ("s05", 1, 1),
        ("s07", 2, 0),
        ("s08", 1, 0),
        ("s09", 1, 1),
        ("s10", 1, 1),
        ("s12", 0, 0),
        ("s18", 1, 1),
    ],
)
def test_snippets(shared: Path, name: str, count: int, streams: int):
    found = tables(parse(next(shared.glob(f"corpus/snippets/{name}_*")).read_bytes()))
    assert (len(found), sum(t.stream for t in found)) == (count, streams)


def test_markdown_headings_are_paragraphs_without_their_marks():
    assert parse("## 一、总体情况\n正文。\n".encode()).body == ("一、总体情况", "正文。")
