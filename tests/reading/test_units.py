"""Units of figures, wherever a page prints them, and money that is broken or too small: never 10,000 times too much."""

import pytest

from pipeline.documents import parse
from pipeline.reading.tables import read_tables
from tests.reading.printed import GRANTED, HEAD, NEW, ORGANISATIONS, grid, reported, tabs


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


def fees_in_doubt(rows, caption=""):
    tables = read_tables(parse((caption + grid(rows)).encode()))
    [fees] = [cell for cell in tables.cells if cell.row == "admin_fees"]
    return fees.raw == "67350" and fees.state == "doubtful"


@pytest.mark.parametrize("header", ["本年收费金额", "本年收费金额（单位：万元）"])
@pytest.mark.parametrize(
    "caption",
    [
        "<p>（单位：元）</p>",
        "<p>金额单位：人民币 元</p>",
        "<p>单位：件、元</p>",
        "<p>计量单位：元、件</p>",
        "<p>本表金额以元为单位</p>",
        "<table><tr><td>单位：元</td><td></td></tr></table>",
    ],
)
def test_a_caption_of_another_unit_leaves_money_in_doubt(caption, header):
    rows = [["第二十条第（八）项", ""], ["信息内容", header], ["行政事业性收费", "67350"]]
    assert fees_in_doubt(rows, caption)


@pytest.mark.parametrize("header", ["本年收费金额", "本年收费金额（单位：万元）"])
def test_a_label_or_heading_of_another_unit_leaves_money_in_doubt(header):
    heading, label = "第二十条第（八）项", "行政事业性收费"
    assert fees_in_doubt([[heading, ""], ["信息内容", header], [f"{label}（元）", "67350"]])
    assert fees_in_doubt([[f"{heading}（单位：元）", ""], ["信息内容", header], [label, "67350"]])


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


def test_money_of_less_than_a_fen_is_in_doubt():
    rows = [["第二十条第（八）项", ""], ["信息内容", "本年收费金额（元）"], ["行政事业性收费", "0.10783"]]
    [fees] = [cell for cell in read_tables(parse(grid(rows).encode())).cells if cell.row == "admin_fees"]
    assert (fees.state, fees.raw) == ("doubtful", "0.10783")


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


def test_the_unit_of_another_table_changes_nothing():
    rows = [
        ["第二十条第（八）项", ""],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", "67350"],
    ]
    other = grid([["政府采购金额（单位：亿元）", "3"], ["合计", "4"]])
    for page in (other + "<p>又</p>" + grid(rows), grid(rows) + "<p>又</p>" + other):
        [fees] = [cell for cell in read_tables(parse(page.encode())).cells if cell.row == "admin_fees"]
        assert (fees.raw, fees.state) == ("67350", "reported")


def test_nothing_is_nothing_in_every_unit():
    rows = [["第二十条第（八）项", ""], ["信息内容", "本年收费金额"], ["行政事业性收费", "0"]]
    [fees] = [
        cell
        for cell in read_tables(parse(("<p>单位：元</p>" + grid(rows)).encode())).cells
        if cell.row == "admin_fees"
    ]
    assert (fees.value, fees.state) == (0, "reported")
