"""Cells written one after the other, put back into rows where their own order tells how wide a row is.

Text that keeps an empty line for every covered cell has as many lines to each row of the table. Such a width is
taken only if it is the one width at which every row with figures is whole: its labels first, the last of them the
label of a row of the forms, then nothing but values; or one last row of values alone below the labels (table 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents import Cell, Table
from pipeline.reading.labels import ROW, roles
from pipeline.states import CellState
from pipeline.values import parse_value

_WIDTHS = range(3, 21)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a cell of the stream prints: words, or something in the place of a figure; neither if it is empty."""

    text: str
    is_label: bool
    is_figure: bool
    is_doubtful: bool


_EMPTY = _Printed("", False, False, False)
Rows = list[Sequence[_Printed]]


def in_rows(table: Table) -> Table:
    """``table`` as a grid if its stream tells one, else as it is."""
    (cells,) = table.rows
    printed = [_printed(cell.text) for cell in cells]
    found = [rows for width in _WIDTHS if (rows := _cut(printed, width)) and _is_whole(rows)]
    if len(found) != 1:
        return table
    rows = tuple(tuple(Cell(cell.text, column) for column, cell in enumerate(row)) for row in found[0])
    return replace(table, rows=rows, rectangular=True, stream=False)


def _printed(text: str) -> _Printed:
    state = parse_value(text).state
    is_label = state is CellState.TEXT
    return _Printed(
        text, is_label, not is_label and state is not CellState.BLANK, state is CellState.DOUBTFUL
    )


def _cut(cells: Sequence[_Printed], width: int) -> Rows:
    """Rows of ``width`` cells; what is missing from the last one are empty lines that the text has not kept, unless
    parted digits may be two of its cells."""
    missing = -len(cells) % width
    if missing and any(cell.is_doubtful for cell in cells[missing - width :]):
        return []
    filled = [*cells, *[_EMPTY] * missing]
    return [filled[start : start + width] for start in range(0, len(filled), width)]


def _is_whole(rows: Rows) -> bool:
    with_figures = [row for row in rows if any([cell.is_figure for cell in row])]
    if len(with_figures) == 1:
        return (
            with_figures[0] is rows[-1]
            and not any(cell.is_label for cell in rows[-1])
            and all(any(cell.is_label for cell in row) for row in rows[:-1])
        )
    if not with_figures or not all(map(_is_ordered, with_figures)):
        return False
    edge = min(map(_first_figure, with_figures))
    return all(_last_label(row) < edge and _names_a_row(row) for row in with_figures)


def _first_figure(row: Sequence[_Printed]) -> int:
    return [cell.is_figure for cell in row].index(True)


def _last_label(row: Sequence[_Printed]) -> int:
    """-1 if there is none."""
    return max((column for column, cell in enumerate(row) if cell.is_label), default=-1)


def _is_ordered(row: Sequence[_Printed]) -> bool:
    return _last_label(row) < _first_figure(row)


def _names_a_row(row: Sequence[_Printed]) -> bool:
    """Whether the last label is that of a row, and no other label is that of a row alone."""
    kinds = [{role.kind for role in roles(cell.text)} for cell in row if cell.is_label]
    return bool(kinds) and ROW in kinds[-1] and {ROW} not in kinds[:-1]
