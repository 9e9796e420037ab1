"""The identities of the forms, three-valued, on cells of known values."""

import pytest

from pipeline.checks import check
from pipeline.forms import EDITIONS
from pipeline.report import PlacedCell
from pipeline.states import CellState

EDITION = dict.fromkeys(("proactive", "requests", "remedies"), "2021")


def cells(**changes):
    """All cells of 2021 reported as zero, but for ``row__column=(state, value)``."""
    made = []
    for cell in EDITIONS["2021"].cells.values():
        state, value = changes.get(cell.name, (CellState.REPORTED, 0))
        made.append(PlacedCell(*cell.place, value=value, unit=cell.unit, raw=str(value), state=state))
    return made


def outcomes(checks, name, line):
    return [
        one
        for one in checks
        if one.check == name and line in (one.row, one.column) and not (one.row and one.column)
    ]


def test_zeros_add_up():
    assert {one.outcome for one in check(cells(), EDITION)} == {"pass"}


@pytest.mark.parametrize(
    ("changed", "failing"),
    [
        ("new_received__natural_person", {("R1", "natural_person"), ("R4", "new_received")}),
        ("granted__total", {("R2", "total"), ("R4", "granted")}),
        ("litigation_direct__pending", {("M1", "litigation_direct")}),
    ],
)
def test_what_does_not_add_up_fails_with_both_sides(changed, failing):
    checks = check(cells(**{changed: (CellState.REPORTED, 3)}), EDITION)
    failed = [one for one in checks if one.outcome == "fail"]
    assert {(one.check, one.row or one.column) for one in failed} == failing
    assert {(one.left, one.right) for one in failed} <= {(3, 0), (0, 3)}


@pytest.mark.parametrize("state", [CellState.BLANK, CellState.ABSENT, CellState.DOUBTFUL, CellState.TEXT])
def test_a_missing_operand_is_named_and_nothing_is_assessed(state):
    (one,) = outcomes(check(cells(granted__total=(state, None)), EDITION), "R4", "granted")
    assert (one.outcome, one.missing) == ("not_assessable", (f"granted__total: {state}",))
    assert (one.left, one.right) == (None, 0)


def test_blanks_read_as_zero_are_said_apart():
    found = check(cells(granted__total=(CellState.BLANK, None)), EDITION)
    assert outcomes(found, "R4", "granted")[0].outcome_if_blank_zero == "pass"
    found = check(
        cells(granted__total=(CellState.BLANK, None), granted__org_other=(CellState.REPORTED, 1)), EDITION
    )
    assert outcomes(found, "R4", "granted")[0].outcome_if_blank_zero == "fail"
    found = check(cells(granted__total=(CellState.ABSENT, None)), EDITION)
    assert outcomes(found, "R4", "granted")[0].outcome_if_blank_zero == "not_assessable"


@pytest.mark.parametrize("value", [-1, 0.5])
def test_a_count_is_whole_and_not_negative(value):
    found = check(cells(licensing__decisions=(CellState.REPORTED, value)), EDITION)
    assert [(one.check, one.row, one.column) for one in found if one.outcome == "fail"] == [
        ("R5", "licensing", "decisions")
    ]


def test_money_may_have_a_fraction():
    found = check(cells(admin_fees__collected=(CellState.REPORTED, 7730.28)), EDITION)
    assert {one.outcome for one in found} == {"pass"}
