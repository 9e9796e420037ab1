"""What counties do to the rows and columns of the form: named changes to a grid, as in ``noise``.

A row that is left out leaves its cells ``absent``; a row or note that is added has no place in the form.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.builders.grids import Grid, Slot, with_row, without_row

GridNoise = Callable[[Grid, Random], Grid]


def missing_row(grid: Grid, rng: Random) -> Grid:
    """One row of reasons in table 3 is not there."""
    if grid.table != "requests":
        return grid
    reasons = sorted(
        {slot.row for slot in grid.slots if slot.key and slot.key[1].startswith(("denied", "unproc"))}
    )
    return without_row(grid, rng.choice(reasons))


def extra_row(grid: Grid, rng: Random) -> Grid:
    """其他主动公开文件 below the normative documents, as one province had it."""
    if grid.table != "proactive":
        return grid
    [row] = {slot.row for slot in grid.slots if slot.key and slot.key[1] == "normative_documents"}
    figures = (Slot(row + 1, column, 1, 1, str(rng.randint(1, 99))) for column in (1, 2, 3))
    return with_row(grid, row + 1, (Slot(row + 1, 0, 1, 1, "其他主动公开文件"), *figures))


def empty_last_row(grid: Grid, rng: Random) -> Grid:
    height = 1 + max(slot.row for slot in grid.slots)
    return with_row(grid, height, tuple(Slot(height, column, 1, 1) for column in range(grid.columns)))


def column_of_notes(grid: Grid, rng: Random) -> Grid:
    """备注 behind the columns of tables 3 and 4: empty in most rows, a word in some."""
    if grid.table == "proactive":
        return grid
    first = min(slot.row for slot in grid.slots if slot.key)
    height = 1 + max(slot.row for slot in grid.slots)
    rows = range(first, height)
    notes = (Slot(row, grid.columns, 1, 1, rng.choice(("", "", "无变化"))) for row in rows)
    head = Slot(0, grid.columns, 1, first, "备注")
    return replace(grid, columns=grid.columns + 1, slots=(*grid.slots, head, *notes))


def note_below(grid: Grid, rng: Random) -> Grid:
    """A note with a number in it, across the foot of tables 3 and 4."""
    if grid.table == "proactive":
        return grid
    height = 1 + max(slot.row for slot in grid.slots)
    text = f"注：数量含上年度结转，其中{rng.randint(2, 9)}件由上级机关转来。"
    return with_row(grid, height, (Slot(height, 0, grid.columns, 1, text),))


def sideways_remedies(grid: Grid, rng: Random) -> Grid:
    """Table 4 turned on its side: labels left, one figure a row."""
    return _on_its_side(grid) if grid.table == "remedies" else grid


def sideways_requests(grid: Grid, rng: Random) -> Grid:
    """Table 3 turned on its side: requesters below each other, what became of their requests side by side."""
    return _on_its_side(grid) if grid.table == "requests" else grid


def _on_its_side(grid: Grid) -> Grid:
    slots = tuple(
        replace(slot, row=slot.column, column=slot.row, width=slot.height, height=slot.width)
        for slot in grid.slots
    )
    return replace(grid, columns=1 + max(slot.row for slot in grid.slots), slots=slots, head=0)


GRID_NOISE: dict[str, GridNoise] = {
    change.__name__: change
    for change in (
        sideways_remedies,
        missing_row,
        extra_row,
        column_of_notes,
        empty_last_row,
        note_below,
        sideways_requests,
    )
}
