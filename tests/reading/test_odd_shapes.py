"""Shapes of tables and cells that are rare, each once: read where the page tells, never a plain blank or a guess."""

import re
import time

import pytest

from pipeline.documents import parse
from pipeline.reading import read
from pipeline.reading.tables import read_tables
from tests.builders.html import render_html
from tests.builders.printing import expected_cells
from tests.builders.report import make_report
from tests.builders.text import render_text


def assert_reads(report, page, noise=()):
    tables = read_tables(parse(page))
    expected = {tuple(key): (cell.value, cell.state) for key, cell in expected_cells(report, noise).items()}
    assert {(c.table, c.row, c.column): (c.value, c.state) for c in tables.cells} == expected
    return tables


@pytest.mark.parametrize("layout", ["covered_left_out", "continued"])
def test_turned_requests_without_their_covered_cells_are_not_guessed(layout):
    report = make_report(f"turned {layout}", size="dense")
    tables = read_tables(parse(render_html(report, layout=layout, noise=["sideways_requests"])))
    assert {cell.state for cell in tables.cells if cell.table == "requests"} <= {"absent", "doubtful"}


@pytest.mark.parametrize("layout", ["spans", "flattened"])
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_requests_turned_on_their_side(layout, edition):
    noise = ("sideways_requests",)
    report = make_report(f"turned {layout}", edition, size="dense")
    tables = assert_reads(report, render_html(report, layout=layout, noise=noise), noise)
    if layout == "spans":
        last = next(c for c in tables.cells if (c.row, c.column) == ("carried_out", "total"))
        assert last.locator.startswith("table 2, row 10, column ")


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_paragraph_a_cell(edition):
    report = make_report("paragraphs", edition, size="dense")
    page = render_html(report, layout="covered_left_out", style="bare").decode()
    page = re.sub(r"</?(?:table|tbody|tr)[^>]*>", "", page).replace("<td", "<div").replace("</td", "</div")
    assert_reads(report, page.encode())
    assert [section.text for section in read(page.encode()).sections][1:4] == ["", "", ""]


@pytest.mark.parametrize("numeral", [r"\1.", r"(\1)", r"（\1）", r"\1、"])
def test_a_numeral_alone_in_its_line_belongs_to_its_label(numeral):
    report = make_report("numerals", size="dense")
    text = render_text(report, "stream").decode()
    assert_reads(report, re.sub(r"(?m)^(\d)\.(?=[^\W\d])", rf"{numeral}\n", text).encode())


def test_words_in_traditional_characters_and_beside_english_ones():
    report = make_report("words", size="dense")
    page = render_html(report, style="bare").decode()
    for printed, other in {
        "自然人": "自然人<br>Natural persons",
        "行政复议<": "行政復議<",
        "总计": "總計",
        "结果维持": "結果維持",
        "重复申请": "重複申請",
        "行政处罚": "行政處罰",
    }.items():
        page = page.replace(printed, other)
    assert_reads(report, page.encode())


def with_cell(markup):
    """A page of zeros with ``markup`` in one cell of table 3."""
    report = make_report("cell", size="silent")
    page = render_html(report, style="bare").decode()
    before, after = page.split("2.重复申请</td><td>", 1)
    page = f"{before}2.重复申请</td><td>{markup}{after[1:]}"
    tables = read_tables(parse(page.encode()))
    [cell] = [c for c in tables.cells if (c.row, c.column) == ("unprocessed_repeat", "natural_person")]
    assert all(c.state == "reported" for c in tables.cells if c is not cell)
    return cell.value, str(cell.state)


@pytest.mark.parametrize(
    ("markup", "value", "state"),
    [
        ("<input value=3>", 3, "reported"),
        ("<input type=hidden value=3>", None, "blank"),
        ("<img src=3.gif>", None, "text"),
        ("3<img src=0.gif>", None, "text"),
        ("<select><option>3</option></select>", None, "text"),
        ("<svg><text>3</text></svg>", None, "text"),
        ("1<!-- 2 -->3", 13, "reported"),
        ("<span style='display:none'>9</span>4", 4, "reported"),
        ("<table><tr><td>7</td></tr></table>", 7, "reported"),
        ("3%", None, "text"),
        ("12<sup>2</sup>", 122, "doubtful"),
        ("3.00", 3, "reported"),
        ("/", None, "dash"),
        ("１２", 12, "reported"),
        pytest.param(f"5{'&nbsp;' * 300}6", None, "text", id="5, far from 6"),
        pytest.param(f"-{'&emsp;' * 300}6", None, "text", id="-, far from 6"),
    ],
)
def test_what_a_cell_shows(markup, value, state):
    assert with_cell(markup) == (value, state)


def table_4(*rows):
    """States of the cells of table 4 that a page prints, by row and column."""
    lines = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    page = "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    cells = read_tables(parse(page.encode())).cells
    return {(c.row, c.column): str(c.state) for c in cells if c.table == "remedies" and c.value is not None}


OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
GROUPS = ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9]
CASES = [*[""] * 5, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]


def test_figures_in_one_line_with_the_outcomes_are_doubtful():
    beside = [*OUTCOMES, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4, 4, 49, 0, 36, 89]
    states = table_4(GROUPS, beside, [21, 16, 0, 2, 39, 38, 43, 0, 1, 82])
    assert set(states.values()) == {"doubtful"}


def test_an_outcome_that_is_not_known_keeps_its_column():
    figures = [*range(1, 8), *range(9, 16)]
    states = table_4(
        GROUPS, CASES, [*OUTCOMES, "结果维持", "结果纠正", "其他", *OUTCOMES[3:], *OUTCOMES], figures
    )
    assert set(states.values()) == {"doubtful"}


def test_ten_thousand_rows_of_table_3_below_table_4_lose_to_its_own_in_linear_time():
    page = render_html(make_report(1)).decode()
    row = "<tr><td>2.重复申请</td>" + "<td>1</td>" * 7 + "</tr>"
    end = page.rindex("</table>")
    started = time.process_time()
    cells = read(f"{page[:end]}{row * 10_000}{page[end:]}".encode()).cells
    assert time.process_time() - started < 4
    assert {cell.state for cell in cells if cell.row == "unprocessed_repeat"} == {"reported"}


OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
FIGURES = [str(figure) for figure in range(21, 36)]


def remedies_with_labels(*rows, corner="项目"):
    """The states of the cells of table 4 printed with a corner, and each of its rows of figures with a label."""
    high, wide = "<td rowspan=2>", "<td colspan=5>"
    head = (
        f"<tr><td rowspan=3>{corner}</td>{wide}行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
        + "".join(f"{high}{outcome}</td>" for outcome in OUTCOMES)
        + f"{wide}未经复议直接起诉</td>{wide}复议后起诉</td></tr>"
    )
    lines = [OUTCOMES * 2, *rows]
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in lines)
    tables = read_tables(parse(f"<html><body><table border=1>{head}{body}</table></body></html>".encode()))
    return [(c.raw, c.state) for c in tables.cells if c.table == "remedies" and c.state != "absent"]


@pytest.mark.parametrize("label", ["件数", "数 量", "数量（件）", "案件数"])
def test_a_row_of_table_4_that_is_labelled_as_counts(label):
    wanted = [(figure, "reported") for figure in FIGURES]
    assert remedies_with_labels([label, *FIGURES]) == wanted
    assert remedies_with_labels([label, *FIGURES], corner=label) == wanted
    assert remedies_with_labels([label, *FIGURES], corner="") == wanted
    words = ["行政复议", "行政诉讼", *OUTCOMES, "未经复议直接起诉", "复议后起诉", *OUTCOMES, *OUTCOMES]
    tables = read_tables(parse("\n".join([*words, label, *FIGURES, ""]).encode()))
    assert [(c.raw, c.state) for c in tables.cells if c.table == "remedies"] == wanted


@pytest.mark.parametrize(
    "rows",
    [
        [["件数", *FIGURES], ["件数", *FIGURES[1:], "36"]],
        [["件数", *FIGURES[1:]]],
        [["件数", *FIGURES, "7"]],
        [["上年件数", *FIGURES]],
        [["上年", *FIGURES[::-1]], ["件数", *FIGURES]],
    ],
)
def test_a_label_of_counts_makes_no_row_certain(rows):
    assert "reported" not in {state for _, state in remedies_with_labels(*rows)}


OUTCOMES_5 = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def test_an_empty_row_above_the_figures_of_table_4_takes_nothing_from_them():
    states = table_4(["行政复议"], OUTCOMES_5, [""] * 5, [*"12306"])
    assert set(states.values()) == {"reported"}


def test_what_is_concluded_is_not_pending():
    page = "<table><tr><td>行政复议</tr><tr>" + "".join(f"<td>{word}" for word in OUTCOMES_5) + "</tr>"
    page = page.replace("尚未审结", "审结") + "<tr><td>1<td>2<td>3<td>4<td>10</tr></table>"
    cells = read_tables(parse(page.encode())).cells
    assert [cell.value for cell in cells if cell.column == "pending"] == [None] * 3


def test_words_below_a_group_of_table_4_without_columns():
    assert table_4(["行政复议"], ["", "说明"], ["", "见附件"]) == {}


@pytest.mark.parametrize("is_grand", [False, True])
def test_a_total_beside_the_groups_of_table_4_is_none_of_them(is_grand):
    groups = "".join(f"<td colspan=5>{group}" for group in ("未经复议直接起诉", "复议后起诉"))
    first = "".join(f"<td rowspan=2>{outcome}" for outcome in OUTCOMES_5)
    grand = "<td rowspan=3>合计" if is_grand else ""
    head = f"<tr><td colspan=5>行政复议<td colspan=10>行政诉讼{grand}<tr>{first}{groups}"
    rest = "".join(f"<td>{outcome}" for outcome in OUTCOMES_5 * 2)
    figures = "".join(f"<td>{figure}" for figure in range(101, 116)) + ("<td>999" if is_grand else "")
    cells = read_tables(parse(f"<table>{head}<tr>{rest}<tr>{figures}</table>".encode())).cells
    remedies = [cell.value for cell in cells if cell.table == "remedies" and cell.state == "reported"]
    assert remedies == [*range(101, 116)]


def test_outcomes_beside_the_uppermost_groups_are_no_totals():
    groups = "<td colspan=5>未经复议直接起诉<td colspan=4>复议后起诉"
    first = "<td rowspan=2>结果维持<td>" + "".join(f"<td rowspan=2>{outcome}" for outcome in OUTCOMES_5[1:])
    rest = "".join(f"<td>{outcome}" for outcome in OUTCOMES_5 * 2)
    figures = "".join(f"<td>{figure}" for figure in range(101, 116))
    above = "<table><tr><td><td colspan=5>行政复议<td>行政诉讼</table>"
    cells = read_tables(
        parse(f"{above}<table><tr>{first}{groups}<tr>{rest}<tr>{figures}</table>".encode())
    ).cells
    assert not [cell.raw for cell in cells if cell.table == "remedies" and cell.state == "reported"]
