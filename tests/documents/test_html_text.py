"""What a browser shows of the text of a page and of its cells: hidden, raised and struck out with care."""

import pytest

from pipeline.documents import parse
from tests.documents.shown import GRID, ROWS, blocks, tables


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


def test_an_invisible_cell_keeps_its_place():
    assert tables(GRID.replace("<td>1", "<td style='visibility:hidden'><p>1</p>")) == [
        [["规章", "", "2", "3"], ROWS[1]]
    ]
    assert tables(GRID.replace("<td>1", "<td style='display:none'>1")) == [[["规章", "2", "3"], ROWS[1]]]


def test_a_report_that_scripts_move_in_is_not_hidden():
    assert tables(f"<div class=wow style='visibility:hidden'>{GRID}</div>") == [ROWS]


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


def test_a_table_in_a_hidden_part_is_noted():
    document = parse(f"<html><body><p>a</p><div style='display:none'>{GRID}</div></body></html>".encode())
    assert document.blocks == ("a",)
    assert document.notes == ("a table in a hidden part of the page was left out",)


def test_a_table_struck_out_as_a_whole_gives_no_figures():
    assert tables(f"<del>{GRID}</del>{GRID}")[-1] == ROWS
    assert not any("1" in cell for table in tables(f"<del>{GRID}</del>") for row in table for cell in row)
