"""Cells that several figures claim: read from one of them only where the others do not speak against it."""

import pytest

from pipeline.documents import parse
from pipeline.reading.tables import read_tables
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.reading.printed import CARRIED, CARRIED_OUT, HEAD, NEW, Rows, grid

OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def remedies(figures: str) -> str:
    return grid([["行政复议"] + [""] * 4, OUTCOMES, [*figures.ljust(5)]])


def cells_of(*tables: str):
    read = read_tables(parse("<p>又</p>".join(tables).encode()))
    return [
        (cell.raw, str(cell.state)) for cell in read.cells if cell.row == "reconsideration"
    ], read.unplaced


def test_an_empty_table_gives_way_to_a_filled_one():
    assert cells_of(remedies(""), remedies("12306")) == ([(raw, "reported") for raw in "12306"], ())


def test_a_blank_among_figures_is_not_filled_from_another_table():
    cells, _ = cells_of(remedies("12 06"), remedies("12306"))
    assert [state for _, state in cells] == ["reported", "reported", "doubtful", "reported", "reported"]


def test_a_second_figure_is_kept():
    cells, unplaced = cells_of(remedies("12306"), remedies("12906"))
    assert cells[2] == ("3", "doubtful")
    assert [figure.raw for figure in unplaced] == ["9"]


@pytest.mark.parametrize("other", ["属于行政管理事项", "8.属于行政查询事项"])
def test_two_rows_that_claim_one(other: str):
    rows: Rows = [*HEAD, NEW, CARRIED, ["三、本年度办理结果", "", "8.属于行政查询事项", *"1000001"]]
    content = grid([*rows, ["", "", other, *"2000002"], CARRIED_OUT])
    read = read_tables(parse(content.encode()))
    states = [str(cell.state) for cell in read.cells if cell.row == "denied_special_access_records"]
    assert states[0] == states[-1] == "doubtful"
    assert [figure.raw for figure in read.unplaced] == ["2", "2"]


@pytest.mark.parametrize(
    "other",
    [
        [["项目", "2023年", "2024年"], ["本年新收政府信息公开申请数量", "5", "1"], ["予以公开", "3", "1"]],
        [["类别", "数量"], ["行政许可", "120"], ["行政处罚", "30"]],
        [["信息内容", "数量"], ["行政许可", "120"], ["行政处罚", "30"]],
    ],
)
@pytest.mark.parametrize("place", ['<p style="text-indent:2em">一、', "</body>"])
def test_a_small_table_beside_the_form_doubts_none_of_its_cells(other, place):
    page = render_html(make_report("beside", size="dense"), style="bare").decode()
    assert place in page
    cells = read_tables(parse(page.replace(place, grid(other) + place, 1).encode())).cells
    assert {str(cell.state) for cell in cells} == {"reported"}


def test_an_empty_line_at_the_end_of_a_page_is_not_the_row():
    empty = grid([["行政复议"] + [""] * 4, OUTCOMES, [""] * 5])
    cells = read_tables(parse((empty + grid([[*"12306"]])).encode())).cells
    assert [cell.raw for cell in cells if cell.state == "reported"] == [*"12306"]
