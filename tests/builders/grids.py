"""The tables as the notices print them: which label or figure stands where and what it covers.

A layout (``layouts.py``) then says how a county's page writes such a grid down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from tests.builders import labels
from tests.builders.labels import Key, Tree


@dataclass(frozen=True)
class Slot:
    """A cell of a grid with the columns and rows it covers; ``key`` is set where a figure stands."""

    row: int
    column: int
    width: int
    height: int
    text: str = ""
    key: Key | None = None


@dataclass(frozen=True)
class Grid:
    """A table of the form and the section, with its heading, that it stands in.

    ``head``: how many rows at the top are column headers (0 for table 2, which has headers all the way down).
    """

    table: str
    section: int
    columns: int
    slots: tuple[Slot, ...]
    head: int = 0
    heading: str = ""

    @property
    def rows(self) -> list[list[Slot]]:
        ordered = sorted(self.slots, key=lambda slot: (slot.row, slot.column))
        return [list(row) for _, row in groupby(ordered, key=lambda slot: slot.row)]


def _boxes(
    tree: Tree, depth: int, level: int = 0, start: int = 0
) -> Iterator[tuple[int, int, int, int, str]]:
    """(first leaf, level, leaves covered, levels covered, label) of every label of a tree."""
    for label, value in tree.items():
        if isinstance(value, dict):
            size = len(list(labels.leaves(value)))
            yield start, level, size, 1, label
            yield from _boxes(value, depth, level + 1, start)
        else:
            size = 1
            yield start, level, 1, depth - level, label
        start += size


def _beside(tree: Tree, depth: int, row: int) -> Iterator[Slot]:
    """Row labels: what covers several rows stands left of them."""
    for leaf, level, leaves, levels, label in _boxes(tree, depth):
        yield Slot(row + leaf, level, levels, leaves, label)


def _above(tree: Tree, depth: int, row: int, column: int) -> Iterator[Slot]:
    """Column labels: what covers several columns stands above them."""
    for leaf, level, leaves, levels, label in _boxes(tree, depth):
        yield Slot(row + level, column + leaf, leaves, levels, label)


def _proactive(edition: str) -> Grid:
    blocks = labels.PROACTIVE[edition]
    columns = 1 + max(len(block.columns) for block in blocks)
    slots, row = [], 0
    for block in blocks:
        widths = [1] * (len(block.columns) - 1) + [columns - len(block.columns)]
        starts = range(1, columns)
        slots.append(Slot(row, 0, columns, 1, block.heading))
        slots.append(Slot(row + 1, 0, 1, 1, labels.CONTENT))
        slots += [
            Slot(row + 1, at, width, 1, label)
            for at, width, label in zip(starts, widths, block.columns, strict=False)
        ]
        for below, (label, row_key) in enumerate(block.rows.items(), row + 2):
            slots.append(Slot(below, 0, 1, 1, label))
            slots += [
                Slot(below, at, width, 1, key=("proactive", row_key, column_key))
                for at, width, column_key in zip(starts, widths, block.columns.values(), strict=False)
            ]
        row += 2 + len(block.rows)
    return Grid("proactive", 2, columns, tuple(slots))


def _requests(edition: str) -> Grid:
    rows = labels.REQUEST_ROWS[edition]
    columns = list(labels.leaves(labels.REQUEST_COLUMNS))
    slots = [Slot(0, 0, 3, 3, labels.NOTE), Slot(0, 3, 7, 1, labels.REQUESTERS)]
    slots += _above(labels.REQUEST_COLUMNS, 2, row=1, column=3)
    slots += _beside(rows, 3, row=3)
    slots += [
        Slot(row, 3 + at, 1, 1, key=("requests", row_key, column_key))
        for row, (row_key, _) in enumerate(labels.leaves(rows), 3)
        for at, (column_key, _) in enumerate(columns)
    ]
    return Grid("requests", 3, 10, tuple(slots), head=3)


def _remedies() -> Grid:
    slots = list(_above(labels.REMEDIES, 3, row=0, column=0))
    slots += [
        Slot(3, at, 1, 1, key=("remedies", *key))
        for at, (key, _) in enumerate(labels.leaves(labels.REMEDIES))
    ]
    return Grid("remedies", 4, 15, tuple(slots), head=3)


def grids(editions: dict[str, str]) -> list[Grid]:
    """Tables 2, 3 and 4 in the editions given (table -> edition)."""
    tables = (_proactive(editions["proactive"]), _requests(editions["requests"]), _remedies())
    headings = labels.headings(editions["proactive"])
    return [replace(grid, heading=headings[grid.section]) for grid in tables]


def stretched(grid: Grid, columns: int) -> Grid:
    """The same table over a multiple of its grid columns."""
    factor = columns // grid.columns
    slots = [replace(slot, column=slot.column * factor, width=slot.width * factor) for slot in grid.slots]
    return replace(grid, columns=columns, slots=tuple(slots))


def without_row(grid: Grid, row: int) -> Grid:
    """The grid with a row cut out; what covers it from above grows shorter."""
    return replace(grid, slots=tuple(_moved(slot, row) for slot in grid.slots if _survives(slot, row)))


def _survives(slot: Slot, row: int) -> bool:
    return slot.row != row or slot.height > 1


def _moved(slot: Slot, row: int) -> Slot:
    if slot.row <= row < slot.row + slot.height:
        return replace(slot, height=slot.height - 1)
    return replace(slot, row=slot.row - 1) if slot.row > row else slot


def with_row(grid: Grid, row: int, added: tuple[Slot, ...]) -> Grid:
    """The grid with a new row at ``row``; what covers the place from above grows longer."""
    return replace(grid, slots=(*(_pushed(slot, row) for slot in grid.slots), *added))


def _pushed(slot: Slot, row: int) -> Slot:
    if slot.row < row < slot.row + slot.height:
        return replace(slot, height=slot.height + 1)
    return replace(slot, row=slot.row + 1) if slot.row >= row else slot
