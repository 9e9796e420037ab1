"""A page as its reader sees it: text, tables, layout tables."""

import pytest

from pipeline.documents import Cell, Table, parse
from tests.documents.shown import GRID, ROWS, blocks, tables

PROSE = "全年在政府门户网站发布信息三百条，其中工作动态二百条，财政资金类一百条；政务新媒体推送两千条。"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "<table><tr><td>a<td>1</tr><td>b<td>2</tr><tr><td>c<td>3</table>",
            [["a", "1"], ["b", "2"], ["c", "3"]],
        ),
        ("<table><td>a</td><td>1</td></tr>\n<TD>b</TD><td>2</td></tr></table>", [["a", "1"], ["b", "2"]]),
        ("<table><td>a</td><td>1</td></table>", [["a", "1"]]),
    ],
)
def test_a_cell_outside_of_a_row_begins_one(written, read):
    assert tables(written) == [read]


def test_a_table_in_each_cell_is_the_cell():
    boxed = GRID.replace("<td>", "<td><table><tr><td>").replace("</td>", "</td></tr></table></td>")
    assert tables(boxed) == [ROWS]


def test_a_cell_around_a_table_of_its_own_is_not_blank():
    outer = f"<table><tr><td>甲</td><td>1</td><td>2</td><td>3</td><td>{GRID}</td></tr></table>"
    assert tables(outer) == [[["甲", "1", "2", "3", "规章\n1\n2\n3\n文件\n4\n5\n6"]], ROWS]


@pytest.mark.parametrize("script", ["", "<script>for (i=0;i<n;i++) {}</script>"])
def test_a_broken_tag_swallows_what_the_parser_says_it_does(script):
    row = "<td><span style='color:red;fo\"><b style='x'>7</b>1</td><td style='w'>5</td><td>6</td><td>7</td>"
    assert tables(f"{script}<table><tr>{row}</tr></table>{GRID}") == [[["71", "5", "6", "7"]], ROWS]


def test_tables_stand_in_order_between_paragraphs():
    found = blocks(f"<p>甲</p>{GRID}<p>乙</p>{GRID}")
    assert [b.number if isinstance(b, Table) else b for b in found] == ["甲", 1, "乙", 2]


@pytest.mark.parametrize(
    "markup",
    [
        "<pre>一、总体情况\n\t本年 收到\t1\n行政许可\t2\n行政处罚\t3\n六、其他需要报告的事项\n无\n二、完\n</pre>",
        "<p>一、总体情况</p><p>\t本年 收到\t1</p><p>\n\t\t行政许可\t2</p><p>行政处罚\t3</p><p>六、其他需要报告的事项</p><p>无</p><p>二、完</p>",
    ],
)
def test_tabs_part_cells_of_rows_and_nothing_else(markup):
    assert blocks(f"<div>\n\t<p>甲\n\t\t乙</p>\n</div>{markup}") == [
        "甲 乙",
        "一、总体情况",
        Table(1, ((Cell("", 0), Cell("本年 收到", 1), Cell("1", 2)), (Cell("行政许可", 0), Cell("2", 1)), (Cell("行政处罚", 0), Cell("3", 1)))),
        "六、其他需要报告的事项",
        "无",
        "二、完",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "来源：本站 | 浏览：12 | 字体：大",
        "全年发布\t三百条",
        "甲|乙|1|2",
        "本年 | 行政复议 |</p><p>公开 | 指南 |",
    ],
)
def test_marks_between_words_are_no_table(line):
    report = "<p>一、总体情况</p><p>{}</p><p>好。</p><p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p>"
    assert tables(report.format(line)) == []
    assert [" ".join(part.split()) for part in line.split("</p><p>")] == blocks(report.format(line))[1:-3]


@pytest.mark.parametrize("mark", [" | ", "\t"])
def test_rows_of_text_with_hardly_a_figure_are_a_table_by_the_words_of_the_forms(mark):
    cells = [
        ["信息内容", "本年制发件数", "本年废止件数"],
        ["规章", "", ""],
        ["信息内容", "本年处理决定数量", ""],
    ]
    lines = "".join(f"<p>{mark.join(row)}</p>" for row in cells)
    assert tables(f"<p>二、主动公开政府信息情况</p>{lines}<p>三、收到和处理政府信息公开申请情况</p>") == [
        cells
    ]


def test_head_and_foot_are_printed_in_order():
    markup = "<table><tfoot><tr><td>3<td>3</tr></tfoot><thead><tr><td>1<td>1</tr></thead><tbody><tr><td>2<td>2</tr></tbody></table>"
    assert tables(markup) == [[["1", "1"], ["2", "2"], ["3", "3"]]]


def test_rows_without_a_table_are_a_table():
    markup = "<div><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>文件</td><td>4</td><td>5</td><td>6</td></tr></div><p>z</p>"
    assert tables(markup) == [ROWS] and blocks(markup)[-1] == "z"


def test_a_nested_table_follows_the_one_around_it():
    outer = f"<table><tr><td>甲</td><td>1</td><td>2</td><td>3{GRID}</td></tr></table>"
    assert tables(outer) == [[["甲", "1", "2", "3"]], ROWS]


def test_a_layout_table_does_not_hide_its_content():
    markup = f"<table width=960><tr><td><a href=/>首页</a></td><td><p>一、总体情况</p><p>{PROSE}</p>{GRID}<p>无。</p></td></tr></table>"
    found = blocks(markup)
    assert [b for b in found if isinstance(b, str)] == ["首页", "一、总体情况", PROSE, "无。"]
    assert tables(markup) == [ROWS]


def test_layout_tables_around_each_part():
    rows = "".join(
        f"<tr><td width=12></td><td>{part}</td></tr>"
        for part in ("<p>一、总体情况</p>", f"<p>{PROSE}</p>", GRID, "<p>无</p>")
    )
    markup = f"<table><tr><td><table>{rows}</table></td></tr></table>"
    assert [b for b in blocks(markup) if isinstance(b, str)] == ["一、总体情况", PROSE, "无"]
    assert tables(markup) == [ROWS]


def test_a_report_set_in_one_table_is_both():
    heading = "<tr><td colspan=4>二、主动公开政府信息情况</td></tr>"
    prose = f"<tr><td colspan=4><p>{PROSE}</p></td></tr>"
    markup = GRID.replace("<table>", f"<table>{heading}{prose}")
    found = blocks(markup)
    assert found[:2] == ["二、主动公开政府信息情况", PROSE]
    assert tables(markup) == [[["二、主动公开政府信息情况"], [PROSE], *ROWS]]


def one_table(*rows: str) -> str:
    return f"<table>{''.join(rows)}</table>"


def alone(text: str) -> str:
    return f"<tr><td colspan=4>{text}</td></tr>"


def test_all_text_of_a_report_set_in_one_table_flows():
    form = GRID.removeprefix("<table>").removesuffix("</table>")
    markup = one_table(
        alone("一、总体情况"),
        alone("公开<br>三百条"),
        alone("二、主动公<br>开政府信息情况"),
        alone("见下表。"),
        alone("第二十条第（一）项"),
        form,
        alone("<p>六、其他需要</p><p>报告的事项</p>"),
        alone("无"),
        alone("青槐县财政局"),
    )
    assert [block for block in blocks(markup) if isinstance(block, str)] == [
        "一、总体情况",
        "公开",
        "三百条",
        "二、主动公开政府信息情况",
        "见下表。",
        "六、其他需要报告的事项",
        "无",
        "青槐县财政局",
    ]


def test_a_table_that_begins_in_the_middle_of_the_report_keeps_its_labels():
    markup = GRID.replace("<table>", f"<table>{alone('第二十条第（一）项')}").replace(
        "</table>", f"{alone('三、收到和处理政府信息公开申请情况')}</table>"
    )
    assert [block for block in blocks(markup) if isinstance(block, str)] == [
        "三、收到和处理政府信息公开申请情况"
    ]


def test_long_prose_beside_other_cells_is_both():
    prose = PROSE * 6
    row = f"<tr><td>总体情况</td><td><p>{prose}</p><p>无。</p></td><td></td><td></td></tr>"
    assert blocks(GRID.replace("<table>", f"<table>{row}"))[:2] == [prose, "无。"]


def test_a_blank_row_of_the_form_is_no_heading():
    row = "<tr><td>四、结转下年度继续办理</td><td></td><td></td><td></td></tr>"
    assert all(isinstance(block, Table) for block in blocks(GRID.replace("<table>", f"<table>{row}")))


def test_a_head_table_is_data():
    markup = "<table><tr><td>索引号</td><td>0001/2025-1</td><td>发布日期</td><td>2025-01-20</td></tr></table>"
    assert tables(markup) == [[["索引号", "0001/2025-1", "发布日期", "2025-01-20"]]]


def test_metadata_and_titles():
    document = parse(
        "<html><head><title>青槐县2024年年报-青槐县人民政府门户网站</title><meta name='ArticleTitle' content='甲'>"
        "<meta name='PubDate' content='2025-01-20 10:00'><meta name=ContentSource content=青槐县财政局></head>"
        "<body><h1>乙</h1><div class='article-title'>丙</div><li class=title><a href=x>别处的标题</a></li></body></html>".encode()
    )
    assert document.metadata == {
        "articletitle": "甲",
        "pubdate": "2025-01-20 10:00",
        "contentsource": "青槐县财政局",
    }
    assert document.titles == (
        "甲",
        "乙",
        "丙",
        "青槐县2024年年报",
        "青槐县2024年年报-青槐县人民政府门户网站",
    )
    assert document.dates == {"meta": "2025-01-20"}
