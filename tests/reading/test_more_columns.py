"""A column behind those of the form: its header is no word of the forms, what stands in it is none of their cells."""

import time

import pytest
from lxml import etree, html

from pipeline.documents import parse
from pipeline.reading.tables import read_tables
from tests.builders.html import render_html
from tests.builders.printing import expected_cells
from tests.builders.report import make_report

LAYOUTS = ("spans", "flattened", "filled_in", "covered_left_out", "continued", "misaligned_spans")
HEADER_ROWS = (2, 3, 3)


def with_column(page, head, cells):
    """``page`` with a column in each of its tables. ``cells``: text and rowspan of the one behind each row."""
    tree = html.fromstring(page.decode())
    for table, header_rows in zip(tree.iter("table"), HEADER_ROWS, strict=True):
        first, *rows = table.iter("tr")
        etree.SubElement(first, "td", rowspan=str(header_rows)).text = head
        rows = rows[header_rows - 1 :]
        for row, cell in zip(rows, cells(len(rows)), strict=False):
            etree.SubElement(row, "td", rowspan=str(cell[1])).text = cell[0]
    return html.tostring(tree, encoding="utf-8")


COLUMNS = {
    "blank notes": ("备注", lambda rows: [("", 1)] * rows),
    "notes": ("备注", lambda rows: [("" if row % 3 else "无变化", 1) for row in range(rows)]),
    "one note": ("说明", lambda rows: [("无", rows)]),
    "one number": ("页码", lambda rows: [("3", rows)]),
    "numbers of rows": ("序号", lambda rows: [(str(row), 1) for row in range(1, rows + 1)]),
    "figures": ("上年数", lambda rows: [(str(17 * row), 1) for row in range(rows)]),
}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("blanks", [0, 0.3])
def test_the_columns_of_the_form_are_read(edition, column, blanks):
    report = make_report(f"more {column}", edition, size="dense", blanks=blanks)
    tables = read_tables(parse(with_column(render_html(report, style="bare"), *COLUMNS[column])))
    expected = {tuple(key): (cell.value, cell.state) for key, cell in expected_cells(report).items()}
    assert {(c.table, c.row, c.column): (c.value, c.state) for c in tables.cells} == expected


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("column", ["notes", "figures"])
def test_in_no_layout_is_a_cell_of_it_one_of_the_form(layout, column):
    report = make_report(f"more {layout}", size="dense", blanks=0.3)
    page = render_html(report, layout=layout, style="bare")
    expected, read = expected_cells(report), set()
    for cell in read_tables(parse(with_column(page, *COLUMNS[column]))).cells:
        if cell.state not in ("doubtful", "absent"):
            assert cell.value == expected[cell.table, cell.row, cell.column].value
            read.add(cell.table)
    assert "requests" in read


def test_a_row_that_lost_a_cell_is_not_filled_by_the_column_of_notes():
    report = make_report("lost", size="dense", blanks=0.3)
    page = with_column(render_html(report, style="bare"), *COLUMNS["blank notes"])
    tree = html.fromstring(page.decode())
    row = next(row for row in tree.iter("tr") if "本年新收" in row.text_content())
    row.remove(row[2])
    cells = read_tables(parse(html.tostring(tree, encoding="utf-8"))).cells
    assert {str(cell.state) for cell in cells if cell.row == "new_received"} == {"doubtful"}


def test_many_tables_with_a_column_of_notes_are_read_in_a_moment():
    row = "<tr><td>本年新收政府信息公开申请数量<td>1<td>1<td></tr>"
    table = f"<table><tr><td>申请人情况<td>自然人<td>总计<td>备注</tr>{row}</table>"
    start = time.perf_counter()
    read_tables(parse((table * 800).encode()))
    assert time.perf_counter() - start < 5
