"""The arithmetic of the forms: each identity on each row or column, in three values.

Tolerance is zero. A sum with a missing, doubtful or tie-broken operand is ``not_assessable`` and names it; a blank
is missing, and what the sum gives if blanks are read as zero is said apart.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.forms import EDITIONS, Identity
from pipeline.report import Check, PlacedCell
from pipeline.states import CellState

PASS, FAIL, NOT_ASSESSABLE = "pass", "fail", "not_assessable"

Cells = dict[tuple[str, str, str], PlacedCell]


def check(cells: Iterable[PlacedCell], editions: dict[str, str]) -> tuple[Check, ...]:
    """Every check of the forms of ``editions`` (table key to edition) on the cells of one report."""
    of_place = {(cell.table, cell.row, cell.column): cell for cell in cells}
    return tuple(_checks(of_place, editions))


def _checks(cells: Cells, editions: dict[str, str]) -> Iterator[Check]:
    for table, edition in editions.items():
        form = EDITIONS[edition]
        for rule in form.identities:
            if rule.table == table:
                yield from _sums(rule, cells)
        for cell in form.cells_of[table]:
            if cell.kind == "count":
                yield _is_count(cells[cell.place])


def _sums(rule: Identity, cells: Cells) -> Iterator[Check]:
    axis = 2 if rule.each == "column" else 1
    for line in dict.fromkeys(place[axis] for place in cells if place[0] == rule.table):
        left = [cells[_place(rule, key, line)] for key in rule.left]
        right = [cells[_place(rule, key, line)] for key in rule.right]
        row, column = (None, line) if rule.each == "column" else (line, None)
        missing = tuple(_name(cell) for cell in (*left, *right) if not _usable(cell))
        left_total, right_total = _total(left), _total(right)
        yield Check(
            rule.id,
            rule.table,
            row,
            column,
            outcome=NOT_ASSESSABLE if missing else _verdict(left_total, right_total),
            left=left_total,
            right=right_total,
            missing=missing,
            outcome_if_blank_zero=_if_blank_zero(left, right) if missing else None,
        )


def _place(rule: Identity, key: str, line: str) -> tuple[str, str, str]:
    return (rule.table, key, line) if rule.each == "column" else (rule.table, line, key)


def _is_count(cell: PlacedCell) -> Check:
    """R5: a count is a whole number and not negative."""
    usable = _usable(cell)
    counts = usable and isinstance(cell.value, int) and cell.value >= 0
    return Check(
        "R5",
        cell.table,
        cell.row,
        cell.column,
        outcome=(PASS if counts else FAIL) if usable else NOT_ASSESSABLE,
        left=cell.value if usable else None,
        right=None,
        missing=() if usable else (_name(cell),),
    )


def _usable(cell: PlacedCell) -> bool:
    return cell.state is CellState.REPORTED and not cell.identity_used


def _total(cells: list[PlacedCell]) -> int | float | None:
    if not all(map(_usable, cells)):
        return None
    total = sum(Decimal(str(cell.value)) if isinstance(cell.value, float) else cell.value for cell in cells)
    return total if isinstance(total, int) else float(total)


def _verdict(left: int | float, right: int | float) -> str:
    return PASS if left == right else FAIL


def _if_blank_zero(left: list[PlacedCell], right: list[PlacedCell]) -> str:
    """The verdict if cells that print nothing are zero; still not assessable if others are missing."""
    empty = (CellState.BLANK, CellState.DASH)
    if not all(_usable(cell) or cell.state in empty for cell in (*left, *right)):
        return NOT_ASSESSABLE
    printed = ([cell for cell in side if cell.state not in empty] for side in (left, right))
    return _verdict(*map(_total, printed))


def _name(cell: PlacedCell) -> str:
    return f"{cell.row}__{cell.column}: {cell.state}"
