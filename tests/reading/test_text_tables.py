"""Reports of known figures as text files: read back to the cell where the text tells, flagged where it does not."""

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.documents import parse
from pipeline.reading import read
from pipeline.reading.tables import read_tables
from tests.builders.printing import NOISES, expected_cells
from tests.builders.report import make_report
from tests.builders.text import GAP_LAYOUTS, TEXT_LAYOUTS, render_text

ROWS_ARE_KEPT = [
    name for name in TEXT_LAYOUTS if not name.startswith(("stream", "pipe_lines", "tab_rows_pushed"))
]
ROWS_ARE_LINES = [name for name in ROWS_ARE_KEPT if name != "tab_cells"]
IN_HTML = {
    "pre": lambda lines: "<pre>" + "\n".join(lines) + "</pre>",
    "paragraphs": lambda lines: "".join(f"<p>{line}</p>\n" for line in lines if line),
    "divs": lambda lines: "\n\t\t".join(f"<div><span>{line}</span></div>" for line in lines if line),
    "line breaks": lambda lines: "<p>" + "<br>".join(lines) + "</p>",
    "a layout table": lambda lines: "<table><tr><td>" + "<br>".join(lines) + "</td></tr></table>",
}


def read_back(report, layout, noise=(), wrapped=None):
    written = render_text(report, layout, noise=noise)
    if wrapped:
        written = (
            f"<html><body>{wrapped(html.escape(written.decode()).split(chr(10)))}</body></html>".encode()
        )
    tables = read_tables(parse(written))
    found = {(cell.table, cell.row, cell.column): (cell.value, str(cell.state)) for cell in tables.cells}
    return found, {
        tuple(key): (cell.value, cell.state) for key, cell in expected_cells(report, noise).items()
    }


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("layout", [*TEXT_LAYOUTS, *GAP_LAYOUTS])
def test_every_layout(layout, edition):
    found, expected = read_back(make_report(f"text {layout}", edition, size="dense"), layout)
    assert found == expected


@pytest.mark.parametrize("layout", ROWS_ARE_KEPT)
def test_blanks_where_the_text_keeps_rows(layout):
    found, expected = read_back(make_report(f"blanks {layout}", blanks=0.3), layout)
    assert found == expected


@pytest.mark.parametrize("wrapped", IN_HTML)
@pytest.mark.parametrize("layout", ROWS_ARE_LINES)
@pytest.mark.parametrize("blanks", [0.2, 0.9])
def test_rows_of_text_in_a_page(layout, wrapped, blanks):
    report = make_report(f"in HTML {layout}", blanks=blanks)
    found, expected = read_back(report, layout, wrapped=IN_HTML[wrapped])
    assert found == expected


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10**6),
    edition=st.sampled_from(["2021", "2019"]),
    layout=st.sampled_from([*TEXT_LAYOUTS, *GAP_LAYOUTS]),
    noise=st.sets(st.sampled_from([name for name in NOISES if name != "note_below"]), max_size=6),
    blanks=st.sampled_from([0.0, 0.1, 0.6]),
    wrapped=st.sampled_from([None, *IN_HTML.values()]),
)
def test_no_figure_is_reported_in_a_wrong_place(seed, edition, layout, noise, blanks, wrapped):
    found, expected = read_back(make_report(seed, edition, blanks=blanks), layout, noise, wrapped)
    reported = {place: value for place, (value, state) in found.items() if state == "reported"}
    assert reported == {place: expected[place][0] for place in reported}
    nothing = {place for place, (_, state) in found.items() if state in ("blank", "dash", "text")}
    assert nothing <= {place for place, (value, _) in expected.items() if value is None}


@pytest.mark.parametrize("layout", ["stream", "pipe_lines", "tab_cells"])
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_report_of_hardly_a_figure(layout, edition):
    report = make_report(f"few {layout}", edition, size="township", blanks=1.0)
    found = read(render_text(report, layout))
    expected = {tuple(key): (cell.value, cell.state) for key, cell in expected_cells(report).items()}
    assert {(c.table, c.row, c.column): (c.value, c.state) for c in found.cells} == expected
    assert [section.text for section in found.sections[1:4]] == ["", "", ""]


@pytest.mark.parametrize("layout", ["stream", "stream_with_covered"])
def test_labels_of_empty_tables_are_no_text(layout):
    text = render_text(make_report(f"none {layout}", size="silent", blanks=1.0), layout).decode()
    found = read(re.sub(r"(?m)^\d+$", "", text).encode())
    assert "remedies" in found.table_editions
    assert not found.sections[3].text
    assert not any(cell.state == "reported" for cell in found.cells)


@pytest.mark.parametrize(
    "cut", ["本年处/理决定数量/行政/许可", "申请人情况/自/然人", "社会公/益组织/法律服务/机构/其他"]
)
def test_labels_cut_one_after_the_other(cut):
    report = make_report("cut", size="dense")
    text = render_text(report, "stream").decode()
    whole = cut.replace("/", "").replace("数量行政", "数量\n行政").replace("情况自", "情况\n自")
    whole = whole.replace("组织法", "组织\n法").replace("机构其", "机构\n其")
    assert whole in text
    tables = read_tables(parse(text.replace(whole, cut.replace("/", "\n")).encode()))
    expected = {tuple(key): (cell.value, cell.state) for key, cell in expected_cells(report).items()}
    assert {(c.table, c.row, c.column): (c.value, c.state) for c in tables.cells} == expected


def test_a_mark_behind_a_row_that_adds_up_without_it_is_in_doubt():
    report = make_report("mark", size="dense", blanks=0.3)
    lines = render_text(report, "stream_with_covered").decode().split("\n")
    row = lines.index("5.属于三类内部事务信息")
    lines[row + 1 : row + 8] = ["", "7", "", "", "", "", "7", "—"]
    cells = read_tables(parse("\n".join(lines).encode())).cells
    assert "reported" not in {str(cell.state) for cell in cells if cell.row == "denied_internal_affairs"}


@pytest.mark.parametrize(
    ("lines", "behind", "state"),
    [
        (16, "五、存在的主要问题及改进情况", "blank"),
        (15, "五、存在的主要问题及改进情况", "blank"),
        (16, "（见附图）\n五、存在的主要问题及改进情况", "absent"),
        (30, "五、存在的主要问题及改进情况", "absent"),
        (16, "", "absent"),
    ],
)
def test_empty_lines_are_the_cells_of_table_4_only_if_they_are_as_many(lines, behind, state):
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    labels = ["行政复议", "行政诉讼", *outcomes, "未经复议直接起诉", "复议后起诉", *outcomes * 2]
    requests = (
        render_text(make_report("empty", size="dense"), "stream").decode().partition("行政复议\n行政诉讼")[0]
    )
    text = requests + "\n".join(labels) + "\n" * (lines + 1) + behind + "\n"
    cells = [cell for cell in read(text.encode()).cells if cell.table == "remedies"]
    assert {str(cell.state) for cell in cells} == {state}
