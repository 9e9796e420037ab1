"""What the rows of one table under one header say together of where the figures of each of them begin."""

from collections import Counter, defaultdict
from functools import cached_property
from itertools import pairwise

from pipeline.reading.rows import Row

_FEWEST_ALIKE = 2
ENOUGH = 3
"""Solid rows that must agree before the layout of a whole document is taken from them."""


class Witness:
    """What the rows of one table under one header say together."""

    def __init__(self, rows: list[Row]) -> None:
        verdicts = [
            row.by_grid is not None
            for row in rows
            if row.by_grid or (row.is_below and len(row.values) >= len(row.slots))
        ]
        agreeing = sum(verdicts)
        enough = 1 if rows[0].segment.table.rectangular else ENOUGH
        self.some_agree = agreeing > 0
        self.grid_agrees = 2 * agreeing > len(verdicts) and agreeing >= enough
        self.label_ends: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self.first_columns: Counter[int] = Counter()
        self.starts: defaultdict[tuple, list[int]] = defaultdict(list)
        for row in rows:
            if (end := row.label_end) is not None:
                self.label_ends[row.depth][end] += 1
            if row.is_solid:
                self.starts[row.shape].append(row.figures[0])
                self.first_columns[row.first_column] += 1
        self.same_length = len({len(row.values) for row in rows}) == 1
        self.is_even = len({row.edge for row in rows}) == 1
        self.rows = rows

    @cached_property
    def edge(self) -> int:
        """Where most rows end."""
        return Counter(row.edge for row in self.rows).most_common(1)[0][0]

    def trusts_grid(self, row: Row) -> bool:
        """Whether the header's grid columns tell where the values of ``row`` belong.

        They do where its label stands right before the first of them. Elsewhere leading cells may be lost, so rows
        as deep in the form must have their labels in one column and deeper ones further to the right (or all rows
        in one); in a table that goes on with another's header the deepest stand right before the figures. A row that
        goes on behind the header, as others do not, may have been shifted as a whole: another row as deep in the form
        must have its label there.
        """
        if not (self.grid_agrees and row.slots and row.is_below):
            return False
        first = min(slot.start for slot in row.slots)
        alike = self.label_ends.get(row.depth, {})
        if not self.is_even and row.edge > max(slot.end for slot in row.slots):
            if alike.get(row.label_end, 0) < _FEWEST_ALIKE:
                return False
        elif row.label_end in (None, first):
            return True
        ends = [self.label_ends[depth] for depth in sorted(self.label_ends)]
        rises = all(max(above) < min(below) for above, below in pairwise(ends))
        told = rises and len(alike) == 1
        if row.slots[0].table != row.values[0].table:
            return told and first in ends[-1]
        return told or len(set().union(*ends)) == 1

    def contradicts(self, row: Row) -> bool:
        """Whether a solid row stands beside the header: its first figure not below the header's first column, nor below
        the first figure of any other solid row. Its label stands right before that column, and some row agrees with
        the header; or it has no label (table 4)."""
        if not (row.is_below and row.by_grid is None and row.figures[0]):
            return False
        if self.first_columns[row.first_column] > 1:
            return False
        first = min(slot.start for slot in row.slots)
        return row.label_end is None or (self.some_agree and row.label_end == first)

    def begins_at_label(self, row: Row) -> bool:
        """Whether nothing stands between the label of a row of a stream and its first value: a figure is there, or
        solid rows have their first one there."""
        if row.figures and row.figures[0] == 0:
            return True
        alike = {
            first for shape, starts in self.starts.items() if shape[:2] == row.shape[:2] for first in starts
        }
        return (alike or {first for starts in self.starts.values() for first in starts}) <= {0}

    def says_whole(self, row: Row) -> bool:
        """Whether a row of as many values as slots has them all, although blanks stand at an edge.

        Rows of one length throughout are whole; of few rows the grid must say so too, unless no label stands
        before the values, whose merged cells could make up for a lost one.
        """
        if self.same_length and len(self.rows) >= ENOUGH:
            return True
        if self.start_of(row) == 0 and not row.may_have_note:
            return True
        return self.same_length and (row.by_grid is not None or not row.segment.labels)

    def start_of(self, row: Row) -> int | None:
        """Where the solid rows of this shape begin, if there are several and they agree."""
        starts = self.starts.get(row.shape, [])
        return starts[0] if len(starts) > 1 and len(set(starts)) == 1 else None
