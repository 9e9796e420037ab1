"""Damaged tables: whatever is lost, shifted or moved, no figure is reported in a place where it is not printed."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import Cell, Document, Table, parse
from pipeline.reading.labels import core
from pipeline.reading.tables import read_tables
from tests.builders.html import render_html
from tests.builders.printing import expected_cells
from tests.builders.report import make_report

LAYOUTS = ("spans", "flattened", "covered_left_out")


def requests_table(document: Document) -> Table:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return next(table for table in tables if "上年结转" in str(table.rows))


def with_rows(document: Document, table: Table, rows) -> Document:
    changed = replace(table, rows=tuple(map(tuple, rows)), rectangular=False)
    return replace(document, blocks=tuple(changed if block is table else block for block in document.blocks))


def rendered(layout, seed="damage", **options):
    report = make_report(seed, **options)
    document = parse(render_html(report, layout=layout))
    return report, document, requests_table(document)


def reported(document):
    return {(c.table, c.row, c.column): c.value for c in read_tables(document).cells if c.state == "reported"}


def row_of(table, label):
    return next(n for n, row in enumerate(table.rows) if any(core(cell.text) == label for cell in row))


def assert_none_wrong(report, document):
    expected = {tuple(key): cell.value for key, cell in expected_cells(report).items()}
    assert {
        place: value for place, value in reported(document).items() if expected.get(place, "nokey") != value
    } == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_may_come_in_any_order(layout):
    report, document, table = rendered(layout)
    first, second = row_of(table, "重复申请"), row_of(table, "要求提供公开出版物")
    rows = list(table.rows)
    rows[first], rows[second] = rows[second], rows[first]
    swapped = with_rows(document, table, rows)
    assert_none_wrong(report, swapped)
    assert len(reported(swapped)) == 200


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_lost_row_is_absent(layout):
    _, document, table = rendered(layout)
    rows = [row for n, row in enumerate(table.rows) if n != row_of(table, "重复申请")]
    cells = {
        (c.row, c.state)
        for c in read_tables(with_rows(document, table, rows)).cells
        if c.row == "unprocessed_repeat"
    }
    assert cells == {("unprocessed_repeat", "absent")}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_lost_label_leaves_its_figures_without_a_place(layout):
    report, document, table = rendered(layout)
    rows = list(table.rows)
    lost = row_of(table, "重复申请")
    rows[lost] = [replace(cell, text="") if core(cell.text) == "重复申请" else cell for cell in rows[lost]]
    damaged = with_rows(document, table, rows)
    assert_none_wrong(report, damaged)
    assert not any(row == "unprocessed_repeat" for _, row, _ in reported(damaged))
    assert len(read_tables(damaged).unplaced) == 7


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_lost_header_leaves_its_columns_doubtful(layout):
    _, document, table = rendered(layout)
    rows = [row for row in table.rows if not any(core(cell.text) in ("商业企业", "自然人") for cell in row)]
    assert not any(table == "requests" for table, _, _ in reported(with_rows(document, table, rows)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_header_lines_joined_into_one_leave_the_order_of_columns_open(layout):
    report, document, table = rendered(layout, size="dense")
    second, third = row_of(table, "自然人"), row_of(table, "商业企业")
    rows = [list(row) for row in table.rows]
    joined = [
        replace(cell, column=n)
        for n, cell in enumerate(cell for row in rows[second : third + 1] for cell in row)
    ]
    damaged = with_rows(document, table, [*rows[:second], joined, *rows[third + 1 :]])
    assert_none_wrong(report, damaged)
    assert not any(table == "requests" for table, _, _ in reported(damaged))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_column_label_that_fell_out_of_the_table_is_not_taken_from_there(layout):
    report, document, table = rendered(layout, size="dense")
    rows = [[cell for cell in row if core(cell.text) != "社会公益组织"] for row in table.rows]
    damaged = with_rows(document, table, rows)
    at = next(
        n
        for n, block in enumerate(damaged.blocks)
        if isinstance(block, Table) and "上年结转" in str(block.rows)
    )
    damaged = replace(damaged, blocks=(*damaged.blocks[:at], "社会公益组织", *damaged.blocks[at:]))
    assert_none_wrong(report, damaged)


@pytest.mark.parametrize(
    ("words", "value", "state"),
    [
        ("未统计", None, "text"),
        ("约3", 3, "doubtful"),
        ("（3）", 3, "doubtful"),
        ("3万", 30_000, "doubtful"),
        ("3①", 3, "reported"),
    ],
)
def test_words_in_or_around_a_figure_keep_its_place(words, value, state):
    _, document, table = rendered("spans", size="dense")
    rows = [list(row) for row in table.rows]
    row = rows[row_of(table, "重复申请")]
    first = next(n for n, cell in enumerate(row) if cell.text.strip().isdigit())
    row[first] = replace(row[first], text=words)
    cells = {(c.row, c.column): c for c in read_tables(with_rows(document, table, rows)).cells}
    cell = cells["unprocessed_repeat", "natural_person"]
    assert (cell.raw, cell.value, cell.state) == (words, value, state)
    assert cells["unprocessed_repeat", "total"].state == "reported"


def test_figures_of_a_table_beside_the_report_stay_outside():
    report, document, _ = rendered("spans", size="dense")
    beside = Table(
        99, ((Cell("行政许可", 0), Cell("777", 1)), (Cell("行政处罚", 0), Cell("888", 1))), rectangular=True
    )
    tables = read_tables(replace(document, blocks=(*document.blocks, beside)))
    assert_none_wrong(report, replace(document, blocks=(*document.blocks, beside)))
    assert [(figure.row_label, figure.value) for figure in tables.unplaced] == [
        ("行政许可", 777),
        ("行政处罚", 888),
    ]


@pytest.mark.parametrize("edge", [0, -1])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_lost_cell_leaves_its_row_doubtful(layout, edge):
    report, document, table = rendered(layout, size="county")
    rows = list(table.rows)
    lost = row_of(table, "属于国家秘密")
    figures = [position for position, cell in enumerate(rows[lost]) if cell.text.strip().isdigit()]
    rows[lost] = [cell for position, cell in enumerate(rows[lost]) if position != figures[edge]]
    damaged = with_rows(document, table, rows)
    assert_none_wrong(report, damaged)


@settings(max_examples=30, deadline=None)
@given(
    layout=st.sampled_from(LAYOUTS),
    seed=st.integers(0, 10**6),
    blanks=st.sampled_from([0.0, 0.3, 0.8]),
    hits=st.integers(1, 4),
)
def test_any_lost_cells(layout, seed, blanks, hits):
    """Cells vanish from anywhere in table 3, as when a converter drops them: columns of what follows shift."""
    report, document, table = rendered(layout, seed, blanks=blanks)
    rng = Random(seed)
    rows = [list(row) for row in table.rows]
    for _ in range(hits):
        row = rng.choice([row for row in rows if len(row) > 1])
        gone = row.pop(rng.randrange(len(row)))
        for position, cell in enumerate(row):
            if cell.column > gone.column:
                row[position] = replace(cell, column=cell.column - gone.width)
    assert_none_wrong(report, with_rows(document, table, rows))


def test_form_words_without_figures_are_no_fault():
    page = "<p>一、总体情况</p><table><tr><td colspan=1000000000 rowspan=99999999>规章</td></tr></table>"
    tables = read_tables(parse(page.encode()))
    assert (tables.editions, tables.cells, tables.unplaced) == ({}, (), ())
