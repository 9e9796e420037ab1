"""Pages that print a figure beside its column, or rows that the form does not have: never a wrong figure unflagged."""

import pytest

from pipeline.documents import parse
from pipeline.reading.tables import read_tables
from tests.reading.printed import (
    CARRIED,
    CARRIED_OUT,
    GRANTED,
    HEAD,
    NEW,
    NOTE,
    ORGANISATIONS,
    Rows,
    grid,
    reported,
    tabs,
)

OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


REMEDIES = [
    ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9],
    [*OUTCOMES, "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
    [*[""] * 5, *OUTCOMES, *OUTCOMES],
]


FIFTEEN = [str(number) for number in range(101, 116)]


def pipes(rows: Rows) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def bars(rows: Rows) -> str:
    return "\n|\n".join(text for row in rows for text in row) + "\n|"


@pytest.mark.parametrize(
    ("page", "row"),
    [
        pytest.param(
            tabs(
                [
                    *HEAD,
                    NEW,
                    CARRIED,
                    ["", "", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "", *"743347", ""],
                ]
            ),
            "granted_partial",
            id="shifted, and without its total",
        ),
        pytest.param(
            pipes([*HEAD, NEW, CARRIED, ["", "", "6.属于四类过程性信息", "", *"12345", "3050", "94"]]),
            "denied_process_information",
            id="blank, and a cell too many",
        ),
        pytest.param(
            bars(
                [
                    *HEAD,
                    CARRIED,
                    [NEW[0], "", "", "32", "32", "26", "35", "33", "详见附表", "194"],
                    GRANTED,
                    CARRIED_OUT,
                ]
            ),
            "new_received",
            id="words among figures with bars alone",
        ),
        pytest.param(
            bars([*REMEDIES, [*FIFTEEN[:3], "2\n10", *FIFTEEN[5:]]]), "reconsideration", id="a bar lost"
        ),
        pytest.param(
            grid([*REMEDIES, ["合计数", *FIFTEEN[:14]]]),
            "reconsideration",
            id="words for the first outcome, or a label",
        ),
        pytest.param(
            grid([*REMEDIES, ["", *FIFTEEN[:2], "", *FIFTEEN[2:8], "", *FIFTEEN[8:]]]),
            "reconsideration",
            id="sixteen cells under fifteen heads",
        ),
        pytest.param(
            grid([*HEAD, NEW, CARRIED, ["", "", "6.属于四类过程性信息", "", *"16513", "", "16"]]),
            "denied_process_information",
            id="blanks among figures that add up anywhere",
        ),
        pytest.param(
            grid([*REMEDIES, FIFTEEN, [str(number) for number in range(201, 216)]]),
            "reconsideration",
            id="two rows of figures without a label",
        ),
        pytest.param(
            pipes(
                [
                    ["行政诉讼", "行政复议"],
                    ["未经复议直接起诉", "复议后起诉", *OUTCOMES],
                    OUTCOMES * 2,
                    FIFTEEN,
                ]
            ),
            "reconsideration",
            id="groups in another order, covered cells left out",
        ),
        pytest.param(
            "\n".join(
                [
                    NOTE,
                    "申请人情况",
                    "自然人",
                    *ORGANISATIONS,
                    "总计",
                    *NEW[3:],
                    NEW[0],
                    *CARRIED[3:],
                    CARRIED[0],
                ]
            ),
            "carried_in",
            id="labels behind their figures",
        ),
    ],
)
def test_a_row_of_which_cells_may_be_lost_or_added_is_not_reported(page, row):
    tables = read_tables(parse(page.encode()))
    assert tables.editions
    assert reported(tables, row) == []
    assert tables.unplaced or any(cell.state == "doubtful" for cell in tables.cells)


def test_a_row_that_counts_the_columns_is_none():
    page = grid([*REMEDIES, [str(number) for number in range(1, 16)], FIFTEEN])
    assert reported(read_tables(parse(page.encode())), "reconsideration") == FIFTEEN[:5]


def test_a_column_that_the_form_does_not_have_shifts_no_other():
    head = [[NOTE, "申请人情况"], ["自然人", "法人或其他组织", "总计"], [*ORGANISATIONS, "小计"]]
    page = pipes([*head, [NEW[0], *NEW[3:9], "1911", NEW[9]], [CARRIED[0], *CARRIED[3:9], "20", CARRIED[9]]])
    tables = read_tables(parse(page.encode()))
    assert reported(tables, "new_received") == NEW[3:]
    assert [figure.raw for figure in tables.unplaced] == ["1911", "20"]


@pytest.mark.parametrize(("above", "row"), [("（五）不予处理", None), ("（六）其他处理", "other_other")])
def test_a_row_other_belongs_to_its_own_group_alone(above, row):
    known = {
        "（五）不予处理": "2.重复申请",
        "（六）其他处理": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    }
    first = ["", above, known[above], *"1111116"]
    tables = read_tables(parse(grid([*HEAD, NEW, first, ["", "", "3.其他", *"2222220"]]).encode()))
    assert (reported(tables, "other_other") != []) == (row is not None)
    assert (len(tables.unplaced) == 7) == (row is None)


def test_words_in_the_first_cell_of_a_row_are_its_value():
    rows = [*HEAD, NEW, CARRIED, ["", "", "（七）总计", "见附件", *CARRIED[4:]]]
    tables = read_tables(parse(grid(rows).encode()))
    words, *others = [cell for cell in tables.cells if cell.row == "outcome_total"]
    assert (words.state, words.raw) == ("text", "见附件")
    assert {cell.state for cell in others} == {"reported"}


def test_figures_of_a_table_that_lost_its_words_are_kept():
    page = grid([*HEAD, NEW]) + "<p>四、政府信息公开行政复议、行政诉讼情况</p>" + grid([FIFTEEN])
    assert [figure.raw for figure in read_tables(parse(page.encode())).unplaced] == FIFTEEN


def test_a_longer_row_without_a_label_says_nothing_of_the_others():
    rows = [
        *HEAD,
        NEW,
        CARRIED,
        ["", "", "", "", *"123456", "", "9"],
        [GRANTED[0], "（一）予以公开", "", "", *"123456"],
    ]
    tables = read_tables(parse(grid(rows).encode()))
    assert reported(tables, "new_received") == NEW[3:]
    assert reported(tables, "granted") == ["1", "2", "3", "4", "5", "6"]


def test_an_outcome_without_values_is_a_line_of_its_own():
    groups = ["", "行政复议", "未经复议直接起诉", "复议后起诉"]
    page = tabs([groups, ["结果维持", "1", "2", "3"], ["尚未审结"], ["总计", " ", "1", "3"]]) + "\n"
    tables = read_tables(parse(page.encode()))
    found = {
        (cell.row, cell.column): cell.raw for cell in tables.cells if cell.table == "remedies" and cell.raw
    }
    assert found["litigation_direct", "total"] == "1"
    assert found["litigation_after_reconsideration", "total"] == "3"
    assert ("litigation_after_reconsideration", "pending") not in found


@pytest.mark.parametrize("write", [bars, lambda rows: "\n".join(text for row in rows for text in row)])
def test_table_4_with_one_figure_behind_each_label(write):
    groups = [["行政复议"], ["行政诉讼", "未经复议直接起诉"], ["复议后起诉"]]
    figures = iter("123" if write is not bars else ["1", "", "", "4", "5", *[""] * 9, "7"])
    rows = []
    for group in groups:
        for place, outcome in enumerate(OUTCOMES):
            rows.append([*(group if not place else []), outcome, next(figures, "9")])
    tables = read_tables(parse(f"{write(rows)}\n".encode()))
    read = [cell.raw for cell in tables.cells if cell.table == "remedies" and cell.state != "absent"]
    assert read == [row[-1] for row in rows]
    assert {cell.state for cell in tables.cells if cell.table == "remedies"} <= {"reported", "blank"}


def test_a_column_of_numbers_before_the_labels_leaves_no_row_in_doubt():
    rows = [*HEAD, NEW, CARRIED, GRANTED, CARRIED_OUT]
    numbered = [[str(number) if number > 3 else "", *row] for number, row in enumerate(rows, start=1)]
    tables = read_tables(parse(grid(numbered).encode()))
    for row, name in ((NEW, "new_received"), (CARRIED, "carried_in"), (CARRIED_OUT, "carried_out")):
        assert reported(tables, name) == list(row[3:])


def test_short_labels_alone_tell_no_form():
    rows = [["类别", "维持", "纠正", "其他结果", "未审结", "小计"], ["复议", "5", "6", "1", "2", "14"]]
    tables = read_tables(parse(f"<p>土地征收复议诉讼</p>{grid(rows)}".encode()))
    assert not reported(tables, "reconsideration")
    assert [figure.raw for figure in tables.unplaced] == ["5", "6", "1", "2", "14"]


def test_short_labels_behind_a_form_fill_none_of_its_places():
    other = [["信访件", "个人", "企业", "总数"], ["同意公开", "1", "2", "3"]]
    tables = read_tables(parse((grid([*HEAD, NEW, CARRIED]) + grid(other)).encode()))
    assert {cell.state for cell in tables.cells if cell.row == "granted"} == {"absent"}
    assert [figure.raw for figure in tables.unplaced] == ["1", "2", "3"]
