"""Ties between readings that the words allow, broken by an identity of the form.

Where blanks at its edges let a row begin at several cells, the place where its printed total is the sum of the
others is taken, if there is exactly one. Where the digits of a figure are parted by a space or a line break, they
are one number if an identity over certain figures holds with it. Either way ``identity_used`` says so, and no check
counts such a cell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.forms import EDITIONS, Identity
from pipeline.reading.headers import Slot
from pipeline.reading.segments import Item
from pipeline.report import PlacedCell
from pipeline.states import CellState

Sides = Sequence[Sequence[Decimal | None]]
"""The figures of the left and of the right side of an identity, None where there is none."""
_EMPTY = (CellState.BLANK, CellState.DASH)


def start_that_adds_up(
    starts: Iterable[int], slots: Sequence[Slot], values: Sequence[Item], rules: Sequence[Identity]
) -> int | None:
    """The one of ``starts`` at which the row's figures add up to a total that is printed and not zero."""
    windows = {start: values[start : start + len(slots)] for start in starts}
    held = [start for start, window in windows.items() if adds_up(slots, window, rules, _holds)]
    return held[0] if len(held) == 1 else None


def are_equal(sides: Sides) -> bool:
    left, right = sides
    return None not in (*left, *right) and sum(left) == sum(right)


def _holds(sides: Sides) -> bool:
    return are_equal(sides) and sum(sides[0]) != 0


def adds_up(
    slots: Sequence[Slot], window: Sequence[Item], rules: Sequence[Identity], holds: Callable[[Sides], bool]
) -> bool:
    """Whether the figures in ``slots`` add up to the total that is printed, by every rule for rows, in each row of the
    form that they are of (in table 4 several)."""
    of_row: defaultdict[str | None, dict[str | None, Decimal | None]] = defaultdict(dict)
    for slot, item in zip(slots, window, strict=True):
        of_row[slot.row][slot.column] = _number(item)
    sums = [rule for rule in rules if rule.each == "row"]
    return bool(sums) and all(
        set(rule.left + rule.right) <= set(numbers)
        and holds([[numbers[key] for key in side] for side in (rule.left, rule.right)])
        for rule in sums
        for numbers in of_row.values()
    )


def _number(item: Item) -> Decimal | None:
    if item.value.state in _EMPTY:
        return Decimal(0)
    return item.value.number if item.value.state is CellState.REPORTED else None


def digits_that_add_up(
    cells: Sequence[PlacedCell], parted: set[tuple], editions: dict[str, str]
) -> list[PlacedCell]:
    """``cells`` with each of ``parted`` (places of figures whose digits alone are in doubt) ``reported`` if an
    identity holds with it whose other figures are certain or empty."""
    if not parted:
        return list(cells)
    of_place = {(cell.table, cell.row, cell.column): cell for cell in cells}
    settled = {place for place in parted if any(_holds(sides) for sides in _sides(place, of_place, editions))}
    return [
        replace(cell, state=CellState.REPORTED, identity_used=True)
        if (cell.table, cell.row, cell.column) in settled
        else cell
        for cell in cells
    ]


def _sides(place: tuple, of_place: dict, editions: dict[str, str]):
    table, row, column = place
    for rule in EDITIONS[editions[table]].identities_of[table]:
        keys = (*rule.left, *rule.right)
        if (row if rule.each == "column" else column) in keys:
            sides = (
                [
                    of_place[(table, key, column) if rule.each == "column" else (table, row, key)]
                    for key in side
                ]
                for side in (rule.left, rule.right)
            )
            yield [[_certain(cell, place) for cell in side] for side in sides]


def _certain(cell: PlacedCell, asked: tuple) -> Decimal | None:
    if cell.state in _EMPTY:
        return Decimal(0)
    is_asked = (cell.table, cell.row, cell.column) == asked
    usable = is_asked or (cell.state is CellState.REPORTED and not cell.identity_used)
    return Decimal(str(cell.value)) if usable else None
