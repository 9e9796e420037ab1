"""The arithmetic of the forms: each identity on each row or column, in three values.

Tolerance is zero. A sum with a missing, doubtful or tie-broken operand is ``not_assessable`` and names it; a blank
is missing, and what the sum gives if blanks are read as zero is said apart.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.forms import EDITIONS
from pipeline.report import Check, PlacedCell
from pipeline.states import CellState

PASS, FAIL, NOT_ASSESSABLE = "pass", "fail", "not_assessable"
PRINT_NOTHING = (CellState.BLANK, CellState.DASH)

Place = tuple[str, str, str]
Cells = dict[Place, PlacedCell]
Number = int | float


def check(cells: Iterable[PlacedCell], editions: dict[str, str]) -> tuple[Check, ...]:
    """Every check of the forms of ``editions`` (table key to edition) on the cells of one report."""
    of_place = {(cell.table, cell.row, cell.column): cell for cell in cells}
    return tuple(_checks(of_place, editions))


def _checks(cells: Cells, editions: dict[str, str]) -> Iterator[Check]:
    usable = {
        place: cell.value
        for place, cell in cells.items()
        if cell.state is CellState.REPORTED and not cell.identity_used
    }
    for table, edition in editions.items():
        form = EDITIONS[edition]
        blocks = form.by_key[table].blocks
        for rule in form.identities_of[table]:
            by_column = rule.each == "column"
            lines = (line.key for block in blocks for line in (block.columns if by_column else block.rows))
            for line in dict.fromkeys(lines):
                left, right = (
                    [(table, key, line) if by_column else (table, line, key) for key in side]
                    for side in (rule.left, rule.right)
                )
                row, column = (None, line) if by_column else (line, None)
                yield _sum(Check(rule.id, table, row, column, NOT_ASSESSABLE), left, right, cells, usable)
        for place in form.counts_of[table]:
            yield _is_count(cells[place], usable.get(place))


def _sum(
    check: Check, left: list[Place], right: list[Place], cells: Cells, usable: dict[Place, Number]
) -> Check:
    check.left, check.right = _total(left, usable), _total(right, usable)
    if check.left is not None and check.right is not None:
        check.outcome = _verdict(check.left, check.right)
        return check
    check.missing = tuple(_name(cells[place]) for place in (*left, *right) if place not in usable)
    check.outcome_if_blank_zero = _if_blank_zero(left, right, cells, usable)
    return check


def _is_count(cell: PlacedCell, value: Number | None) -> Check:
    """R5: a count is a whole number and not negative. ``value``: of a cell that is usable."""
    if value is None:
        if_zero = PASS if cell.state in PRINT_NOTHING else NOT_ASSESSABLE
        return Check(
            "R5", cell.table, cell.row, cell.column, NOT_ASSESSABLE, None, None, (_name(cell),), if_zero
        )
    outcome = PASS if isinstance(value, int) and value >= 0 else FAIL
    return Check("R5", cell.table, cell.row, cell.column, outcome, value)


def _total(places: list[Place], usable: dict[Place, Number]) -> Number | None:
    numbers = [usable.get(place) for place in places]
    if None in numbers:
        return None
    if any([isinstance(number, float) for number in numbers]):
        return float(sum(Decimal(str(number)) for number in numbers))
    return sum(numbers)


def _verdict(left: Number, right: Number) -> str:
    return PASS if left == right else FAIL


def _if_blank_zero(left: list[Place], right: list[Place], cells: Cells, usable: dict[Place, Number]) -> str:
    """The verdict if cells that print nothing are zero; still not assessable if others are missing."""
    printed = [[place for place in side if cells[place].state not in PRINT_NOTHING] for side in (left, right)]
    totals = [_total(side, usable) for side in printed]
    return NOT_ASSESSABLE if None in totals else _verdict(*totals)


def _name(cell: PlacedCell) -> str:
    return f"{cell.row}__{cell.column}: {cell.state}"
