"""Mistakes of an issuer planted in a whole report: each is caught by a check, or of a kind that no identity can see."""

from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline.checks import check
from pipeline.reading import read
from tests.builders.figures import COLUMNS
from tests.builders.html import render_html
from tests.builders.report import make_report

EDITIONS = dict.fromkeys(("proactive", "requests", "remedies"), "2021")
FLOWS = ("new_received", "carried_in", "outcome_total", "carried_out")


@pytest.fixture(scope="module")
def cells():
    found = read(render_html(make_report("planted", size="dense"))).cells
    assert {cell.state for cell in found} == {"reported"}
    return {(cell.table, cell.row, cell.column): cell for cell in found}


def failed(cells, values):
    """The identities that fail when the cells at ``values`` print these."""
    changed = [replace(cell, value=values.get(place, cell.value)) for place, cell in cells.items()]
    return {one.check for one in check(changed, EDITIONS) if one.outcome == "fail"}


def swapped(cells, table, first, second):
    places = [place for place in cells if place[:2] == (table, first)]
    return {
        **{place: cells[table, second, place[2]].value for place in places},
        **{(table, second, place[2]): cells[place].value for place in places},
    }


def test_a_changed_figure_breaks_an_identity_wherever_there_is_one(cells):
    for place, cell in cells.items():
        caught = failed(cells, {place: cell.value + 1})
        assert bool(caught) == (place[0] != "proactive"), place


def test_two_rows_swapped_are_seen_unless_both_are_summands(cells):
    rows = list(dict.fromkeys(place[1] for place in cells if place[0] == "requests"))
    for first, second in pairwise(rows):
        caught = failed(cells, swapped(cells, "requests", first, second))
        unseen = {first, second} <= {"new_received", "carried_in"} or not {first, second} & set(FLOWS)
        assert bool(caught) != unseen, (first, second)


def test_a_row_shifted_by_a_column_is_seen(cells):
    for row in {place[1] for place in cells if place[0] == "requests"}:
        values = [cells["requests", row, column].value for column in COLUMNS]
        moved = dict(zip((("requests", row, column) for column in COLUMNS), [0, *values[:-1]], strict=True))
        assert ("R4" in failed(cells, moved)) == any(values), row


def test_a_lost_row_leaves_its_sums_not_assessable(cells):
    changed = [
        replace(cell, value=None, state="absent") if cell.row == "unprocessed_repeat" else cell
        for cell in cells.values()
    ]
    outcomes = {one.outcome for one in check(changed, EDITIONS) if one.check == "R2"}
    assert outcomes == {"not_assessable"}
