"""A page as its reader sees it: text, tables, layout tables."""

import pytest

from pipeline.documents import Cell, Table, parse


def blocks(markup: str) -> list:
    return list(parse(f"<html><body>{markup}</body></html>".encode()).blocks)


def tables(markup: str) -> list[list[list[str]]]:
    return [
        [[c.text for c in row] for row in block.rows] for block in blocks(markup) if isinstance(block, Table)
    ]


GRID = "<table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>文件</td><td>4</td><td>5</td><td>6</td></tr></table>"
ROWS = [["规章", "1", "2", "3"], ["文件", "4", "5", "6"]]
PROSE = "全年在政府门户网站发布信息三百条，其中工作动态二百条，财政资金类一百条；政务新媒体推送两千条。"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("20<span>2</span>1<font color=red>年<b>1</b></font><o:p></o:p>月", ["2021年1月"]),
        ('<span title="a>b">20</span>21', ["2021"]),
        ("<SPAN style='x'>20</SPAN><FONT>21</FONT>", ["2021"]),
        ("2<!-- x -->0<?php y ?>21", ["2021"]),
        ("2<![if !supportLists]>0<![endif]>21", ["2021"]),
        ("政府\n    信息", ["政府 信息"]),
        ("　　政府&nbsp;信息 ", ["　　政府\xa0信息"]),
        ("a<br>b<br/>c", ["a", "b", "c"]),
        ("<p>a<div>b</div>c", ["a", "b", "c"]),
        ("<div>a<script>x</script><style>y</style>b</div>", ["ab"]),
        ("<p>a</p><p style='DISPLAY : none'>b</p><p hidden>c</p>d", ["a", "d"]),
        ("1<span style='display:none'>9</span>2", ["12"]),
        ('<p class="hidden-xs">1<span class="hid">2</span></p>', ["12"]),
        (
            "1<span style='visibility:hidden'>9</span><b style='opacity: 0'>9</b><i style=font-size:0px>9</i>",
            ["1"],
        ),
        ("1<span style='opacity:0.9'>2</span><i style='font-size:0.8em;text-decoration:none'>3</i>", ["123"]),
        ("<ruby>峃<rp>(</rp><rt>xué</rt><rp>)</rp></ruby>口镇", ["峃口镇"]),
        ("10<sup>2</sup>条，主体<sup>①</sup>，<s>原有</s>3<del>4</del>件", ["10²条，主体①，3件"]),
        ("2<s>0<br>1</s>3", ["2", "3"]),
        ("<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml>a", ["a"]),
        ("<!--[if gte mso 9]><xml><x>1</x></xml><![endif]-->a", ["a"]),
        ("a</body></html><html><body><p>b</p>", ["a", "b"]),
        ("a\x00b", ["a\ufffdb"]),
    ],
)
def test_text_is_what_a_browser_shows(written, read):
    assert blocks(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>结果<br>维持</p>", "结果\n维持"),
        ("<p>结果</p><p>维持</p>", "结果\n维持"),
        ("<div>1<span>2</span></div>", "12"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("&nbsp;", "\xa0"),
        ("", ""),
        ("\n\t\t 0 \n", "0"),
        ("<p align=center><span>1</span><span>3</span><o:p></o:p></p>", "13"),
        ("<p>&nbsp;</p>", "\xa0"),
        ("<a href=x>5</a>", "5"),
        ("259<sup>1</sup>", "259\n1"),
        ("259<span style='vertical-align:super'>1</span>", "259\n1"),
        ("259<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>1</span>", "259\n1"),
        ("259<span style='vertical-align:text-top;font-size:8px'>1</span>", "259\n1"),
        ("259<span style='vertical-align: 4px'>1</span>", "259\n1"),
        ("25<span style='vertical-align:0;color:#fff000;background-color:white'>9</span>", "259"),
        ("25<span style='color:#FFFFFF'>9</span>", "25\n9"),
        ("<span style='color:white'>25</span><span style='color:white'>9</span>", "259"),
        ("25<font color=white>9</font>", "25\n9"),
        ("25<font color='#333333'>9</font>", "259"),
        ("25<b style='color: rgb(255, 255, 255)'>9</b>", "25\n9"),
        ("25<i style='color:transparent'>9</i>", "25\n9"),
        ("25<i style='position:relative;top:-5px'>9</i>", "25\n9"),
        ("25<i style='height:0;overflow:hidden'>9</i>", "25\n9"),
        ("25<i style='font-size:1px'>9</i>", "25\n9"),
        ("25<i style='line-height:0;border-top:1px;font-size:12px'>9</i>", "259"),
        ("25<i style='left:-500em'>7</i>9", "259"),
        ("25<i style='position:absolute;left:-9999px'>7</i>9", "259"),
        ("25<i style='display:inline-block;width:0;overflow:hidden'>7</i>9", "259"),
        ("25<i style='width:0'>7</i>9", "2579"),
        ("<sub>1</sub>259", "1\n259"),
        ("2<small>5</small>9", "2\n5\n9"),
        ("其他处理<sup>1</sup>", "其他处理1"),
        ("其他处理<sup>[1]</sup>", "其他处理[1]"),
        ("<s>88</s>259", "88\n259"),
        ("<span style='text-decoration: line-through'>88</span>259", "88\n259"),
        ("<del>件</del>259", "259"),
        ("<p style='text-decoration:line-through'>88</p><p>259</p>", "259"),
        ("<p style='text-decoration:line-through'>88</p>", "\ufffc"),
        ("<s>88</s>", "\ufffc"),
        ("<s> </s>", ""),
        ("<table><tr><td>259</td></tr></table>", "259"),
        ("<table><tr><td>法人或</td></tr><tr><td>其他组织</td></tr></table>", "法人或\n其他组织"),
    ],
)
def test_text_of_a_cell(written, read):
    filler = "<td>1</td><td>2</td><td>3</td>"
    assert tables(f"<table><tr><td>{written}</td>{filler}</tr></table>") == [[[read, "1", "2", "3"]]]


@pytest.mark.parametrize("tag", ["span", "font", "FONT", "em", "b", "strong", "i", "u", "a", "label"])
@pytest.mark.parametrize(
    "style", ["vertical-align: super", "vertical-align:sub", "text-decoration:line-through red"]
)
def test_any_inline_tag_may_raise_or_strike_out(tag, style):
    row = f"<tr><td>3<{tag} style='{style}'>4</{tag}></td><td>1</td><td>2</td><td>3</td></tr>"
    assert tables(f"<table>{row}</table>") == [[["3\n4", "1", "2", "3"]]]


@pytest.mark.parametrize("styled", ["tbody", "tr", "td"])
def test_what_is_struck_out_as_a_whole_is_no_figure_and_not_blank(styled):
    cells = "<tbody><tr><td>8<b>8</b>1<i>2</i>3</td><td><p>4</p><p>5</p></td><td></td></tr></tbody>"
    struck = cells.replace(
        f"<{styled}>", f"<{styled} style='text-decoration:line-through;vertical-align:super'>"
    )
    shown = "<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody>"
    assert tables(f"<table>{struck}{shown}</table>") == [[["\ufffc", "\ufffc", ""], ["1", "2", "3"]]]


def test_struck_out_cells_of_a_layout_table_leave_nothing_in_the_text():
    layout = "<table><tr><td><p><s>旧文</s></p><p>一、总体情况</p></td></tr></table>"
    assert blocks(layout) == ["一、总体情况"]


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


def test_an_invisible_cell_keeps_its_place():
    assert tables(GRID.replace("<td>1", "<td style='visibility:hidden'><p>1</p>")) == [
        [["规章", "", "2", "3"], ROWS[1]]
    ]
    assert tables(GRID.replace("<td>1", "<td style='display:none'>1")) == [[["规章", "2", "3"], ROWS[1]]]


def test_a_report_that_scripts_move_in_is_not_hidden():
    assert tables(f"<div class=wow style='visibility:hidden'>{GRID}</div>") == [ROWS]


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


@pytest.mark.parametrize("style", ["width:0px;overflow:hidden", "overflow:hidden;width:0"])
@pytest.mark.parametrize("tag", ["<table", "<tr", "<td"])
def test_cells_are_as_wide_as_what_they_hold(tag, style):
    assert tables(GRID.replace(tag, f"{tag} style='{style}'")) == [ROWS]


@pytest.mark.parametrize(
    ("marked", "cells"),
    [
        ("规章\t10<s>1\t2</s>\t3", ["规章", "10\n1", "\ufffc", "3"]),
        ("规章\t10<sup>\t1</sup>3\t4", ["规章", "10", "1\n3", "4"]),
        ("规章\t10<span style='color:white'>1\t2</span>\t3", ["规章", "10\n1", "2", "3"]),
        ("规章\t1\t2\t10<sup>1\n行政许可\t5</sup>6\t7\t8", ["规章", "1", "2", "10\n1"]),
    ],
)
def test_a_mark_that_goes_on_over_tabs_and_lines(marked, cells):
    around = "<p>一、总体情况</p>{}<p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p>"
    [[row, *_]] = tables(around.format(f"<pre>{marked}\n行政处罚\t4\t5\t6\n</pre>"))
    assert row == cells


def test_raised_and_struck_out_digits_in_rows_of_tabs():
    rows = "规章\t10<sup>1</sup>\t2\t3\n行政许可\t<s>4</s>\t<s>5</s>6\t7<sup>①</sup>\n"
    around = "<p>一、总体情况</p>{}<p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p>"
    assert tables(around.format(f"<pre>{rows}</pre>")) == [
        [["规章", "10\n1", "2", "3"], ["行政许可", "\ufffc", "5\n6", "7\n①"]]
    ]


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


def test_a_table_in_a_hidden_part_is_noted():
    document = parse(f"<html><body><p>a</p><div style='display:none'>{GRID}</div></body></html>".encode())
    assert document.blocks == ("a",)
    assert document.notes == ("a table in a hidden part of the page was left out",)


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


def test_a_table_struck_out_as_a_whole_gives_no_figures():
    assert tables(f"<del>{GRID}</del>{GRID}")[-1] == ROWS
    assert not any("1" in cell for table in tables(f"<del>{GRID}</del>") for row in table for cell in row)
