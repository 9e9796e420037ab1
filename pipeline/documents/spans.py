"""Stretches of lines that are a table, as the layouts of plain text hand them over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.documents import Cell, Table

BLANK = " \u3000\xa0"
"""Of what an empty line may consist; a tab parts cells."""


@dataclass(frozen=True, slots=True)
class Span:
    """Lines ``start`` up to ``end`` (not included) as rows of cell texts; ``stream`` as in :class:`Table`."""

    start: int
    end: int
    rows: list[list[str]]
    stream: bool = False

    def as_table(self, number: int) -> Table:
        rows = tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in self.rows)
        widths = {len(row) for row in rows}
        return Table(number, rows, rectangular=not self.stream and len(widths) == 1, stream=self.stream)


def blank_run(lines: Sequence[str], start: int) -> int:
    """How many lines from ``start`` on hold nothing but spaces (a line with a tab or a pipe holds a cell)."""
    index = start
    while index < len(lines) and not lines[index].strip(BLANK):
        index += 1
    return index - start


def start_of(lines: Sequence[str], index: int, begins: Callable[[str], bool]) -> int:
    """Where the table starts whose first mark stands in line ``index``: a line above, over an empty one at most, if it
    ``begins`` a table."""
    above = index - 2 if index > 1 and not lines[index - 1].strip(BLANK) else index - 1
    return above if above >= 0 and begins(lines[above]) else index
