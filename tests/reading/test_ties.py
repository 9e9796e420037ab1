"""Ties that an identity breaks: said so, never counted by a check, and only where words leave the place open."""

import pytest

from pipeline.documents import parse
from pipeline.reading import read
from pipeline.reading.tables import read_tables
from tests.builders.html import render_html
from tests.builders.printing import expected_cells
from tests.builders.report import make_report
from tests.builders.text import render_text


def cells_of(document):
    return {(cell.table, cell.row, cell.column): cell for cell in read_tables(document).cells}


@pytest.mark.parametrize("seed", range(6))
def test_rows_whose_leading_blanks_moved(seed):
    report = make_report(f"pushed {seed}", blanks=0.8)
    expected = {tuple(key): cell for key, cell in expected_cells(report).items()}
    found = cells_of(parse(render_text(report, "tab_rows_pushed")))
    reported = {place: cell.value for place, cell in found.items() if cell.state == "reported"}
    assert reported == {place: expected[place].value for place in reported}
    used = {place[:2] for place, cell in found.items() if cell.identity_used}
    for table, row in used:
        assert found[table, row, "total"].value == sum(
            cell.value or 0
            for place, cell in found.items()
            if place[:2] == (table, row) and place[2] != "total"
        )


def with_row(figures):
    """A page whose row 重复申请 prints ``figures``."""
    report = make_report("ties", size="silent")
    page = render_html(report, layout="covered_left_out", style="bare").decode()
    before, after = page.split("2.重复申请</td>", 1)
    cells = "".join(f"<td>{figure}</td>" for figure in figures)
    return f"{before}2.重复申请</td>{cells}</tr>{after.split('</tr>', 1)[1]}".encode()


@pytest.mark.parametrize("parted", ["1<br>2", "1 2", "<p>1</p><p>2</p>"])
def test_digits_that_are_parted_are_one_number_if_the_row_adds_up(parted):
    report = read(with_row([parted, 3, 0, 0, 0, 0, 15]))
    row = {cell.column: cell for cell in report.cells if cell.row == "unprocessed_repeat"}
    first = row["natural_person"]
    assert (first.value, first.state, first.identity_used) == (12, "reported", True)
    assert (row["total"].state, row["total"].identity_used) == ("reported", False)
    [check] = [one for one in report.checks if (one.check, one.row) == ("R4", "unprocessed_repeat")]
    assert check.outcome == "not_assessable"


@pytest.mark.parametrize("figures", [["1<br>2", 3, 0, 0, 0, 0, 4], ["1<br>2", "3<br>4", 0, 0, 0, 0, 46]])
def test_digits_stay_doubtful_where_nothing_certain_adds_up(figures):
    cells = {cell.column: cell for cell in read(with_row(figures)).cells if cell.row == "unprocessed_repeat"}
    assert cells["natural_person"].state == "doubtful"


def test_each_group_of_table_4_must_add_up():
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    groups = "".join(f"<td colspan=5>{group}" for group in ("未经复议直接起诉", "复议后起诉"))
    first = "".join(f"<td rowspan=2>{outcome}" for outcome in outcomes)
    rest = "".join(f"<td>{outcome}" for outcome in [*outcomes[:3], "", *outcomes[4:], *outcomes])
    figures = ["", "14", "80", "4", "98", "1", "8", "69", "1", "79", "6", "1", "14", "18", "39"]
    above = "<table><tr><td colspan=5>行政复议<td colspan=10>行政诉讼</table>"
    row = "".join(f"<td>{figure}" for figure in figures)
    page = f"{above}<table><tr>{first}{groups}<tr>{rest}<tr>{row}</table>"
    cells = [cell for cell in cells_of(parse(page.encode())).values() if cell.row == "litigation_direct"]
    assert [cell.raw for cell in cells if cell.state == "reported" and cell.column == "upheld"] in ([], ["1"])
