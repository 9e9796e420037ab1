"""A table printed with the form's rows side by side is turned, so that they stand below each other as in the form."""

from dataclasses import replace

from pipeline.documents import Cell, Table
from pipeline.forms import EDITIONS
from pipeline.reading.labels import ROW, roles

_WIDEST_UPRIGHT = 11
"""Cells in a row of the forms, but for table 4."""
_ENOUGH = 3
"""Rows of one table whose labels stand in one line."""


def upright(table: Table) -> Table:
    """``table`` turned if the labels of several rows stand in one of its lines, else as it is. ``turned`` then says
    that rows and columns are not those of the page. Only a rectangular table tells which cells would be a row."""
    wide = (row for row in table.rows if len(row) > _WIDEST_UPRIGHT)
    if not table.rectangular or not any(map(_names_rows, wide)):
        return table
    lines: dict[int, list[Cell]] = {}
    for number, row in enumerate(table.rows):
        for cell in row:
            lines.setdefault(cell.column, []).append(Cell(cell.text, number, cell.height, cell.width))
    rows = tuple(tuple(lines.get(number, ())) for number in range(max(lines) + 1))
    return replace(table, rows=rows, turned=True)


def _names_rows(row: tuple[Cell, ...]) -> bool:
    named = {
        (role.table, role.key)
        for cell in row
        for role in roles(cell.text)
        if role.kind == ROW and not EDITIONS[role.edition].by_key[role.table].paired
    }
    return len(named) >= _ENOUGH
