"""Spans, sane and insane."""

import time
from types import SimpleNamespace

import pytest

from pipeline.documents import grid


def cell(text, colspan=None, rowspan=None):
    return SimpleNamespace(text=text, colspan=colspan, rowspan=rowspan)


def place(*groups):
    rows, rectangular = grid.build(groups)
    return [[(c.text, c.column, c.width, c.height) for c in row] for row in rows], rectangular


def test_spans_move_what_follows():
    rows, rectangular = place(
        [[cell("a", "2", "2"), cell("b")], [cell("c")], [cell("d"), cell("e"), cell("f")]],
    )
    assert rows == [
        [("a", 0, 2, 2), ("b", 2, 1, 1)],
        [("c", 2, 1, 1)],
        [("d", 0, 1, 1), ("e", 1, 1, 1), ("f", 2, 1, 1)],
    ]
    assert rectangular


@pytest.mark.parametrize("junk", ["", "0", "abc", "-3", "1;", "1px", "  1"])
def test_a_colspan_that_says_nothing_is_one(junk):
    rows, rectangular = place([[cell("a", junk), cell("b")], [cell("c"), cell("d")]])
    assert rows[0] == [("a", 0, 1, 1), ("b", 1, 1, 1)] and rectangular


@pytest.mark.parametrize("junk", ["1000000000", "101", "9" * 50])
def test_a_colspan_without_measure_is_the_rest_of_the_row(junk):
    rows, rectangular = place([[cell("a", junk)], [cell("b"), cell("c", junk), cell("d")]])
    assert rows == [[("a", 0, 3, 1)], [("b", 0, 1, 1), ("c", 1, 1, 1), ("d", 2, 1, 1)]]
    assert rectangular


def test_a_rowspan_ends_with_its_group():
    rows, rectangular = place([[cell("a", None, "9"), cell("b")]], [[cell("c"), cell("d")]])
    assert rows == [[("a", 0, 1, 1), ("b", 1, 1, 1)], [("c", 0, 1, 1), ("d", 1, 1, 1)]]
    assert rectangular


def test_rowspan_zero_goes_to_the_end_of_the_group():
    rows, _ = place([[cell("a", None, "0"), cell("b")], [cell("c")], [cell("d")]])
    assert rows[0][0] == ("a", 0, 1, 3) and rows[2] == [("d", 1, 1, 1)]


def test_columns_in_which_no_cell_begins_do_not_exist():
    rows, rectangular = place([[cell("a", "5")], [cell("b"), cell("c", "2")]])
    assert rows == [[("a", 0, 2, 1)], [("b", 0, 1, 1), ("c", 1, 1, 1)]] and rectangular


@pytest.mark.parametrize(
    "rows",
    [
        [[cell("a"), cell("b")], [cell("c")]],  # a hole
        [[cell("a", None, "2"), cell("b")], [cell("c"), cell("d")]],  # one too many
        [[cell("a"), cell("b", None, "2")], [cell("c", "2")]],  # an overlap
    ],
)
def test_what_does_not_fit_is_not_rectangular(rows):
    assert not place(rows)[1]


def test_a_row_without_cells_under_spans_keeps_its_number():
    rows, rectangular = place([[cell("a", None, "2"), cell("b", None, "2")], [], [cell("c"), cell("d")]])
    assert [len(row) for row in rows] == [2, 0, 2] and rectangular


@pytest.mark.parametrize(
    "rows",
    [
        [[cell("x", "100", "65534")] for _ in range(20_000)],
        [[cell("x", None, "65534") for _ in range(20_000)]] + [[cell("y")] for _ in range(20_000)],
    ],
)
def test_hostile_spans_take_bounded_time(rows):
    started = time.process_time()
    grid.build([rows])
    assert time.process_time() - started < 5
