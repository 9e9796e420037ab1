"""Rows and numbers that are torn, and figures that may be those of several rows: in doubt, and never lost."""

import pytest

from pipeline.documents import parse
from pipeline.reading.tables import read_tables
from tests.reading.printed import (
    CARRIED,
    CARRIED_OUT,
    GRANTED,
    HEAD,
    NEW,
    ORGANISATIONS,
    Rows,
    grid,
    reported,
    tabs,
)


@pytest.mark.parametrize("below", [tabs([CARRIED]), "", "说明：以上为全县数据，含乡镇和部门。"])
def test_digits_below_a_row_of_tabs_may_be_its_own(below):
    page = tabs([*HEAD, NEW]) + "\n8\n" + below
    [total] = [cell for cell in read_tables(parse(page.encode())).cells if cell.row == "new_received"][-1:]
    assert (total.state, total.value) == ("doubtful", 22788)


def test_decimals_in_a_line_of_their_own_are_of_the_number_above():
    lines = [
        "第二十条第（八）项",
        "信息内容",
        "本年收费金额（单位：万元）",
        "行政事业性收费",
        "0",
        ".092",
        "说明：略。",
    ]
    page = "\n".join(
        ["第二十条第（六）项", "信息内容", "本年处理决定数量", "行政处罚", "7", "行政强制", "0", *lines]
    )
    [fees] = [cell for cell in read_tables(parse(page.encode())).cells if cell.row == "admin_fees"]
    assert (fees.state, fees.value) == ("doubtful", 0.092)


def test_a_row_of_tabs_that_is_broken_in_a_number():
    rows = [[*HEAD[0]], [*HEAD[1]], [*HEAD[2]], NEW, CARRIED]
    page = tabs(rows).replace("\t388\t", "\t3\n88\t") + "\n"
    found = {
        cell.column: cell for cell in read_tables(parse(page.encode())).cells if cell.row == "new_received"
    }
    assert (found["org_legal_service"].raw, found["org_legal_service"].identity_used) == ("3\n88", True)
    assert [cell.value for cell in found.values()] == [367, 336, 496, 368, 388, 323, 2278]


def test_figures_torn_off_into_a_row_of_their_own_leave_the_row_above_in_doubt():
    page = grid([*HEAD, NEW, CARRIED]).replace("<td>2278</td>", "<td>227<tr><td colspan=2>8</td></tr>")
    tables = read_tables(parse(page.encode()))
    assert not reported(tables, "new_received") and reported(tables, "carried_in")
    assert [figure.raw for figure in tables.unplaced] == ["8"]


def test_a_figure_torn_off_the_only_one_of_its_row_leaves_it_in_doubt():
    rows = [
        ["第二十条第（六）项", ""],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", "268"],
        ["行政强制", "5"],
    ]
    page = grid(rows).replace("<td>268</td>", "<td>26<tr><td colspan=2>8</td></tr>")
    tables = read_tables(parse(page.encode()))
    assert not reported(tables, "penalty") and reported(tables, "compulsion") == ["5"]


@pytest.mark.parametrize("tall", [0, 1, 9])
def test_a_figure_in_a_cell_over_two_rows_may_be_that_of_either(tall):
    page = grid([*HEAD, NEW[:3], CARRIED, GRANTED])
    cells = "".join(f"<td{' rowspan=2' * (place == tall)}>{text}</td>" for place, text in enumerate(NEW))
    page = page.replace("".join(f"<td>{text}</td>" for text in NEW[:3]), cells)
    tables = read_tables(parse(page.encode()))
    doubtful = [cell.raw for cell in tables.cells if cell.row == "new_received" and cell.state == "doubtful"]
    assert doubtful == ([NEW[9]] if tall == 9 else [])


def gaps(rows: Rows) -> str:
    return "\n".join("   ".join(filter(None, row)) for row in rows)


@pytest.mark.parametrize(
    ("below", "states"),
    [
        (["（二）部分公开", *"1234567"], ["reported"] * 7),
        (["（二）部分公开", *"123456"], ["doubtful"] * 6 + ["absent"]),
        (["（二）部分公开", *"12345678"], ["absent"] * 7),
        (["（二）部分公开", *"12", "3 4", *"567"], ["doubtful"] * 6 + ["absent"]),
    ],
)
def test_a_row_of_gaps_is_reported_only_if_it_has_a_figure_for_each_column(below, states):
    tables = read_tables(parse(gaps([*HEAD, NEW, GRANTED, below, CARRIED_OUT, ["完。"]]).encode()))
    assert [str(cell.state) for cell in tables.cells if cell.row == "granted_partial"] == states
    assert len(reported(tables, "granted")) == 7 and len(reported(tables, "carried_out")) == 7


@pytest.mark.parametrize("rest", [["请数量", "5"], ["5"]])
def test_a_row_of_gaps_that_is_broken_in_a_number(rest):
    begun = [NEW[0] if len(rest) == 1 else NEW[0][:-3], *NEW[1:]]
    tables = read_tables(parse(gaps([*HEAD, begun, rest, CARRIED_OUT, ["完。"]]).encode()))
    assert reported(tables, "new_received") == [] and len(reported(tables, "carried_out")) == 7
    assert [figure.raw for figure in tables.unplaced] == ["5"]


def test_names_of_groups_in_the_middle_of_their_rows_place_nothing():
    groups = [["结果维持", "1"], ["行政复议", "结果纠正", "2"], ["总计", "3"], ["结果维持", "4"]]
    lines = gaps([*groups, ["行政诉讼", "未经复议直接起诉", "结果纠正", "5"], ["总计", "9"], ["完。"]])
    assert not read_tables(parse(lines.encode())).cells


@pytest.mark.parametrize("last", [["5", "5"], ["41", "42", "44", "45", "46", "218"]])
def test_a_last_row_of_a_stream_that_lacks_a_figure_is_in_doubt(last):
    rows = [
        ["自然人", *ORGANISATIONS, "总计"],
        [NEW[0], *NEW[3:]],
        [CARRIED[0], *CARRIED[3:]],
        [CARRIED_OUT[0], *last],
    ]
    page = "\n".join(["申请人情况", *(text for row in rows for text in row), "以上为全部数据。", ""])
    tables = read_tables(parse(page.encode()))
    assert not reported(tables, "carried_out")


@pytest.mark.parametrize(("position", "state"), [("last", "reported"), ("subtotal", "doubtful")])
def test_a_total_above_a_row_that_it_sums_may_be_another(position, state):
    denied = ["", "（三）不予公开", "1.属于国家秘密", *"1000001"]
    total, repeated = ["", "合计", "", *"1000001"], ["", "（五）不予处理", "2.重复申请", *"0000000"]
    rows = [*HEAD, NEW, CARRIED, GRANTED, denied]
    rows += [repeated, total] if position == "last" else [total, repeated]
    cells = read_tables(parse(grid([*rows, CARRIED_OUT]).encode())).cells
    assert {cell.state for cell in cells if cell.row == "outcome_total"} == {state}


@pytest.mark.parametrize("figures", [[*"12306"], ["1", "", "3", "", "4", "无变化"]])
def test_an_empty_line_below_figures_says_nothing_of_their_cells(figures):
    rows = [["行政复议"], ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"], figures, [""] * 5]
    cells = read_tables(parse(("政府信息公开情况\n" + tabs(rows) + "\n").encode())).cells
    states = {str(cell.state) for cell in cells if cell.row == "reconsideration"}
    assert states == ({"reported"} if len(figures) == 5 else {"doubtful"})


def test_a_label_and_a_number_in_one_cell_are_no_note():
    rows = [
        ["第二十条第（六）项", "", ""],
        ["信息内容", "本年处理决定数量", ""],
        ["行政处罚", "136行政强制", "47"],
    ]
    cells = read_tables(parse(grid(rows).encode())).cells
    assert not [cell.raw for cell in cells if cell.state == "reported"]


def test_figures_below_the_header_of_another_table_with_fewer_columns_are_in_doubt():
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    head, row = grid([["行政复议"] + [""] * 3, outcomes[:4]]), grid([["", "21", "25", "86", "132"]])
    cells = read_tables(parse((head + row).encode())).cells
    assert not [cell.raw for cell in cells if cell.state == "reported"]
