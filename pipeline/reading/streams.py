"""Cells written one after the other, put back into rows where their own order tells how wide a row is.

Text that keeps an empty line for every covered cell has as many lines to each row of the table. Such a width is
taken only if it is the one width at which every row with figures is whole: its labels first, the last of them the
label of a row of the forms, then nothing but values; or one last row of values alone below the labels (table 4).
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.documents import Cell, Table
from pipeline.reading.labels import ROW, roles
from pipeline.states import CellState
from pipeline.values import is_value, parse_value

_WIDTHS = range(3, 21)


def in_rows(table: Table) -> Table:
    """``table`` as a grid if its stream tells one, else as it is."""
    (cells,) = table.rows
    found = [rows for width in _WIDTHS if (rows := _cut(cells, width)) and _is_whole(rows)]
    if len(found) != 1:
        return table
    return replace(table, rows=tuple(found[0]), rectangular=True, stream=False)


def _cut(cells: tuple[Cell, ...], width: int) -> list[tuple[Cell, ...]]:
    """Rows of ``width`` cells; what is missing from the last one are empty lines that the text has not kept, unless
    parted digits may be two of its cells."""
    missing = -len(cells) % width
    if missing and any(
        parse_value(cell.text).state is CellState.DOUBTFUL for cell in cells[missing - width :]
    ):
        return []
    filled = [*cells, *(Cell("", 0) for _ in range(missing))]
    return [
        tuple(replace(cell, column=column) for column, cell in enumerate(filled[start : start + width]))
        for start in range(0, len(filled), width)
    ]


def _is_whole(rows: list[tuple[Cell, ...]]) -> bool:
    with_figures = [row for row in rows if any(_prints_value(cell) for cell in row)]
    if len(with_figures) == 1:
        return (
            with_figures[0] is rows[-1]
            and not any(_labels(rows[-1]))
            and all(any(_labels(row)) for row in rows[:-1])
        )
    edges = [_first_value(row) for row in with_figures]
    return (
        bool(edges)
        and all(_names_a_row(row) and _is_ordered(row) for row in with_figures)
        and all(label.column < min(edges) for row in with_figures for label in _labels(row))
    )


def _labels(row: tuple[Cell, ...]) -> Iterator[Cell]:
    return (cell for cell in row if not is_value(cell.text))


def _names_a_row(row: tuple[Cell, ...]) -> bool:
    """Whether the last label is that of a row, and no other label is that of a row alone."""
    kinds = [{role.kind for role in roles(cell.text)} for cell in _labels(row)]
    return bool(kinds) and ROW in kinds[-1] and {ROW} not in kinds[:-1]


def _is_ordered(row: tuple[Cell, ...]) -> bool:
    return all(label.column < _first_value(row) for label in _labels(row))


def _first_value(row: tuple[Cell, ...]) -> int:
    return next(cell.column for cell in row if _prints_value(cell))


def _prints_value(cell: Cell) -> bool:
    return parse_value(cell.text).state not in (CellState.TEXT, CellState.BLANK)
