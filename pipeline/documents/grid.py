"""Cells with spans to a grid: where each cell stands, as a browser would place it, whatever its spans claim.

Spans on real pages are typing mistakes as often as layout (``2;``, ``0``, a billion, past the last row), so they
are read as far as they make sense and cost no more than the cells that are there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.documents import Cell

LEADING_DIGITS = re.compile(r"\s*\+?0*(\d{1,10})")
WIDEST_SPAN = 100
"""No form has so many columns: a wider colspan means "the rest of the row"."""
TALLEST_SPAN = 65_534  # the limit of the HTML standard
TRACKED_COLUMNS = 256
"""Rowspans are followed this far to the right; beyond, cells just stand one after the other."""


class SourceCell(Protocol):
    """A cell as written: its text and the raw values of its span attributes."""

    text: str
    colspan: str | None
    rowspan: str | None


@dataclass(slots=True)
class _Columns:
    """For each column, the row index below the last cell placed in it."""

    free_from: list[int] = field(default_factory=list)
    overlap: bool = False

    def first_free(self, column: int, row: int) -> int:
        while column < len(self.free_from) and self.free_from[column] > row:
            column += 1
        return column

    def place(self, column: int, width: int, row: int, height: int) -> None:
        end = min(column + width, TRACKED_COLUMNS)
        if column >= end:
            return
        if end > len(self.free_from):
            self.free_from.extend([0] * (end - len(self.free_from)))
        if end - column == 1:  # most cells
            self.overlap = self.overlap or self.free_from[column] > row
            self.free_from[column] = row + height
        else:
            self.overlap = self.overlap or max(self.free_from[column:end]) > row
            self.free_from[column:end] = [row + height] * (end - column)


def build(groups: Sequence[Sequence[Sequence[SourceCell]]]) -> tuple[tuple[tuple[Cell, ...], ...], bool]:
    """Rows of placed cells, and whether they are rectangular (see :class:`pipeline.documents.Table`).

    ``groups`` are row groups in printed order (thead, each tbody, tfoot), each a list of rows. A rowspan ends
    with its group, 0 means to its end. Columns at the right edge in which no cell begins do not exist.
    """
    rows: list[list[Cell]] = []
    overlap = False
    for group in groups:
        columns = _Columns()
        for index, source in enumerate(group):
            rows.append(_place_row(source, index, len(group) - index, columns))
        overlap = overlap or columns.overlap
    edge = 1 + max((row[-1].column for row in rows if row), default=0)
    for row in rows:
        if row and row[-1].column + row[-1].width > edge:
            row[-1].width = edge - row[-1].column
    return tuple(map(tuple, rows)), not overlap and _covers(rows, edge)


def _place_row(source: Sequence[SourceCell], row: int, rows_left: int, columns: _Columns) -> list[Cell]:
    placed = []
    column = 0
    for position, cell in enumerate(source):
        column = columns.first_free(column, row)
        width = (_span(cell.colspan) or 1) if cell.colspan else 1
        if width > WIDEST_SPAN:
            width = WIDEST_SPAN if position == len(source) - 1 else 1
        height = min(_height(cell.rowspan), rows_left) if cell.rowspan else 1
        columns.place(column, width, row, height)
        placed.append(Cell(cell.text, column, width, height))
        column += width
    return placed


def _span(written: str | None) -> int | None:
    digits = LEADING_DIGITS.match(written) if written else None
    return int(digits.group(1)) if digits else None


def _height(written: str | None) -> int:
    span = _span(written)
    if span is None:
        return 1
    return span or TALLEST_SPAN


def _covers(rows: Sequence[Sequence[Cell]], edge: int) -> bool:
    """Whether cells and the spans from above cover each row's ``edge`` columns; a row without cells may be bare."""
    ending = [0] * (len(rows) + 1)  # per row index: columns whose span from above ended before it
    hanging = 0
    for index, row in enumerate(rows):
        hanging -= ending[index]
        own = sum([cell.width for cell in row])
        if hanging + own != edge and (row or hanging):
            return False
        for cell in row:
            ending[min(index + cell.height, len(rows))] += cell.width
        hanging += own
    return True
