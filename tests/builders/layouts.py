"""How a page writes a grid down as rows of cells. A layout takes the three grids and gives tables.

Each is one function in ``LAYOUTS``; all print every label and figure once, in form order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from tests.builders.grids import Grid, Slot, stretched


@dataclass(frozen=True)
class Written:
    """A table as written: its rows of cells with their spans, and the section it stands in."""

    section: int
    rows: list[list[Slot]]


Layout = Callable[[Sequence[Grid]], list[Written]]


def spans(grids: Sequence[Grid]) -> list[Written]:
    """Spans as the notice prints them."""
    return [Written(grid.section, grid.rows) for grid in grids]


def covered_left_out(grids: Sequence[Grid]) -> list[Written]:
    """No spans: a covered place has no cell at all, so rows differ in length."""
    return [
        replace(written, rows=[[_single(slot) for slot in row] for row in written.rows])
        for written in spans(grids)
    ]


def flattened(grids: Sequence[Grid]) -> list[Written]:
    """No spans: every covered place is an empty cell, so all rows are equally long."""
    return [Written(grid.section, _filled(grid)) for grid in grids]


def filled_in(grids: Sequence[Grid]) -> list[Written]:
    """No spans: every covered place says what covers it."""
    return [Written(grid.section, _filled(grid, repeat=True)) for grid in grids]


def pushed(grids: Sequence[Grid]) -> list[Written]:
    """As ``flattened``, but every third row has its leading empty cells at its end, as text extraction leaves them."""
    return [
        replace(
            written,
            rows=[_pushed(row) if number % 3 == 0 else row for number, row in enumerate(written.rows)],
        )
        for written in flattened(grids)
    ]


def continued(grids: Sequence[Grid]) -> list[Written]:
    """No spans: a place covered from above is an empty cell, one covered from the left has no cell."""
    return [Written(grid.section, _with_marks(grid)) for grid in grids]


def misaligned_spans(grids: Sequence[Grid]) -> list[Written]:
    """Table 2 on one grid column more than it needs: a figure's span is not that of its header.

    Seen on a real page: 上一年项目数量 covers column 2 and 本年增/减 columns 3-4, their figures 2-3 and 4.
    """
    proactive, *others = grids
    wide = [[replace(slot, width=width) for slot, width in _uneven(row)] for row in proactive.rows]
    return [Written(2, wide), *spans(others)]


def split(grids: Sequence[Grid]) -> list[Written]:
    """Table 3 cut in two by a page break inside （三）不予公开; the second part has no header."""
    proactive, requests, remedies = grids
    first, second = _cut(requests, at=requests.head + 7)
    return [*spans([proactive]), Written(3, first), Written(3, second), *spans([remedies])]


def one_table(grids: Sequence[Grid]) -> list[Written]:
    """All three in one table; the headings of sections three and four are rows across it."""
    columns = 60
    rows: list[list[Slot]] = []
    for grid in grids:
        if rows:
            rows.append([Slot(len(rows), 0, columns, 1, grid.heading)])
        rows += stretched(grid, columns).rows
    return [Written(2, rows)]


def _single(slot: Slot) -> Slot:
    return replace(slot, width=1, height=1)


def _pushed(row: list[Slot]) -> list[Slot]:
    if not any(slot.key for slot in row):
        return row
    first = next(position for position, slot in enumerate(row) if slot.text or slot.key)
    return [*row[first:], *row[:first]]


def _filled(grid: Grid, repeat: bool = False) -> list[list[Slot]]:
    height = 1 + max(slot.row for slot in grid.slots)
    rows = [[Slot(row, column, 1, 1) for column in range(grid.columns)] for row in range(height)]
    for slot in grid.slots:
        for row in rows[slot.row : slot.row + (slot.height if repeat else 1)]:
            for column in range(slot.column, slot.column + (slot.width if repeat else 1)):
                row[column] = _single(slot)
    return rows


def _with_marks(grid: Grid) -> list[list[Slot]]:
    marks = (
        Slot(row, slot.column, 1, 1)
        for slot in grid.slots
        for row in range(slot.row + 1, slot.row + slot.height)
    )
    return replace(grid, slots=(*map(_single, grid.slots), *marks)).rows


def _uneven(row: list[Slot]) -> Iterable[tuple[Slot, int]]:
    is_header = len(row) > 1 and row[1].key is None
    widths = {1: (5,), 2: (1, 4), 3: (1, 2, 2), 4: (1, 1, 2, 1) if is_header else (1, 2, 1, 1)}[len(row)]
    return zip(row, widths, strict=True)


def _cut(grid: Grid, at: int) -> tuple[list[list[Slot]], list[list[Slot]]]:
    """Two tables, the second from row ``at`` on; a label that covers both goes on as an empty cell."""
    above = [slot for slot in grid.slots if slot.row < at]
    crossing = [slot for slot in above if slot.row + slot.height > at]
    first = [replace(slot, height=min(slot.height, at - slot.row)) for slot in above]
    second = [replace(slot, row=at, height=slot.row + slot.height - at, text="") for slot in crossing]
    second += [slot for slot in grid.slots if slot.row >= at]
    return replace(grid, slots=tuple(first)).rows, replace(grid, slots=tuple(second)).rows


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        spans,
        flattened,
        filled_in,
        covered_left_out,
        continued,
        misaligned_spans,
        split,
        one_table,
        pushed,
    )
}
