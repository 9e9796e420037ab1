"""Pages that print a figure beside its column, or rows that the form does not have: never a wrong figure unflagged."""

from collections.abc import Sequence

import pytest

from pipeline.documents import parse
from pipeline.reading.tables import TablesRead, read_tables

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ORGANISATIONS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
HEAD = [
    [NOTE, "", "", "申请人情况", "", "", "", "", "", ""],
    ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
    ["", "", "", "", *ORGANISATIONS, ""],
]
NEW = ["一、本年新收政府信息公开申请数量", "", "", "367", "336", "496", "368", "388", "323", "2278"]
CARRIED = ["二、上年结转政府信息公开申请数量", "", "", "1", "2", "3", "4", "5", "6", "21"]
GRANTED = ["三、本年度办理结果", "（一）予以公开", "", "2", "2", "2", "2", "2", "2", "12"]
CARRIED_OUT = ["四、结转下年度继续办理", "", "", "1", "1", "1", "1", "1", "1", "6"]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REMEDIES = [
    ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9],
    [*OUTCOMES, "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
    [*[""] * 5, *OUTCOMES, *OUTCOMES],
]
FIFTEEN = [str(number) for number in range(101, 116)]
Rows = Sequence[Sequence[str]]


def tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def pipes(rows: Rows) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def bars(rows: Rows) -> str:
    return "\n|\n".join(text for row in rows for text in row) + "\n|"


def grid(rows: Rows) -> str:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def reported(tables: TablesRead, row: str) -> list[str]:
    return [cell.raw for cell in tables.cells if cell.row == row and cell.state == "reported"]


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


@pytest.mark.parametrize("below", [tabs([CARRIED]), "", "说明：以上为全县数据，含乡镇和部门。"])
def test_digits_below_a_row_of_tabs_may_be_its_own(below):
    page = tabs([*HEAD, NEW]) + "\n8\n" + below
    [total] = [cell for cell in read_tables(parse(page.encode())).cells if cell.row == "new_received"][-1:]
    assert (total.state, total.value) == ("doubtful", 22788)


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("（单位：元）", 6.735),
        ("（元）", 6.735),
        ("/元", 6.735),
        ("（单位：千元）", 6735),
        ("（单位：万元）", 67350),
        ("", 67350),
    ],
)
def test_a_unit_in_the_header_is_that_of_the_figures_below(unit, value):
    rows = [["第二十条第（八）项", ""], ["信息内容", f"本年收费金额{unit}"], ["行政事业性收费", "67350"]]
    [fees] = [cell for cell in read_tables(parse(grid(rows).encode())).cells if cell.row == "admin_fees"]
    assert (fees.state, fees.raw, fees.value) == ("reported", "67350", value)


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


@pytest.mark.parametrize(
    "caption", ["<p>（单位：元）</p>", "<table><tr><td>单位：元</td><td></td></tr></table>"]
)
def test_a_caption_of_another_unit_leaves_money_in_doubt(caption):
    rows = [["第二十条第（八）项", ""], ["信息内容", "本年收费金额"], ["行政事业性收费", "67350"]]
    tables = read_tables(parse((caption + grid(rows)).encode()))
    [fees] = [cell for cell in tables.cells if cell.row == "admin_fees"]
    assert fees.state == "doubtful"


@pytest.mark.parametrize("unit", ["元", "千元"])
def test_a_cell_of_another_unit_leaves_money_in_doubt(unit):
    rows = [
        ["第二十条第（八）项", "", ""],
        ["信息内容", "单位", "本年收费金额"],
        ["行政事业性收费", unit, "67350"],
    ]
    [fees] = [cell for cell in read_tables(parse(grid(rows).encode())).cells if cell.row == "admin_fees"]
    assert (fees.raw, fees.state) == ("67350", "doubtful")


def test_a_unit_behind_a_label_is_no_label():
    other = ["（六）其他处理", "件", *"1234561"]
    rows = [
        ["", "", "单位", "自然人", *ORGANISATIONS, "总计"],
        [NEW[0], "", "件", *NEW[3:]],
        ["三、本年度办理结果", "（一）予以公开", "件", *GRANTED[3:]],
        ["", *other],
    ]
    tables = read_tables(parse(grid(rows).encode()))
    assert tables.editions == {"requests": "2019"}
    assert reported(tables, "other_disposition") == [*"1234561"]
    assert not tables.unplaced


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


@pytest.mark.parametrize("tall", [0, 1, 9])
def test_a_figure_in_a_cell_over_two_rows_may_be_that_of_either(tall):
    page = grid([*HEAD, NEW[:3], CARRIED, GRANTED])
    cells = "".join(f"<td{' rowspan=2' * (place == tall)}>{text}</td>" for place, text in enumerate(NEW))
    page = page.replace("".join(f"<td>{text}</td>" for text in NEW[:3]), cells)
    tables = read_tables(parse(page.encode()))
    doubtful = [cell.raw for cell in tables.cells if cell.row == "new_received" and cell.state == "doubtful"]
    assert doubtful == ([NEW[9]] if tall == 9 else [])


def test_money_of_less_than_a_fen_is_in_doubt():
    rows = [["第二十条第（八）项", ""], ["信息内容", "本年收费金额（元）"], ["行政事业性收费", "0.10783"]]
    [fees] = [cell for cell in read_tables(parse(grid(rows).encode())).cells if cell.row == "admin_fees"]
    assert (fees.state, fees.raw) == ("doubtful", "0.10783")


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


def test_a_column_of_numbers_before_the_labels_leaves_no_row_in_doubt():
    rows = [*HEAD, NEW, CARRIED, GRANTED, CARRIED_OUT]
    numbered = [[str(number) if number > 3 else "", *row] for number, row in enumerate(rows, start=1)]
    tables = read_tables(parse(grid(numbered).encode()))
    for row, name in ((NEW, "new_received"), (CARRIED, "carried_in"), (CARRIED_OUT, "carried_out")):
        assert reported(tables, name) == list(row[3:])


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


@pytest.mark.parametrize("behind", ["", "\n三、收到和处理政府信息公开申请情况\n" + tabs([*HEAD, NEW])])
@pytest.mark.parametrize("broken", ["12.\n5", "12\n.5", "12."])
def test_money_that_is_broken_at_its_point_is_in_doubt(broken, behind):
    rows = ["第二十条第（八）项\t", "信息内容\t本年收费金额（单位：万元）", f"行政事业性收费\t{broken}"]
    [fees] = [
        cell
        for cell in read_tables(parse(("\n".join(rows) + behind + "\n").encode())).cells
        if cell.row == "admin_fees"
    ]
    assert fees.state == "doubtful"


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
