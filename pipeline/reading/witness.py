"""What the rows of one table under one header say together of where the figures of each of them begin."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.headers import Slot
from pipeline.reading.rows import Placed, Row
from pipeline.reading.segments import Item

ENOUGH = 3
"""Solid rows that must agree before the layout of a whole document is taken from them."""


class Witness:
    """What the rows of one table under one header say together."""

    def __init__(self, rows: list[Row]) -> None:
        verdicts = Counter(
            below(row.slots, row.values) is not None
            for row in rows
            if row.is_below and len(row.values) >= len(row.slots)
        )
        enough = 1 if rows[0].segment.table.rectangular else ENOUGH
        self.grid_agrees = verdicts[True] > verdicts[False] and verdicts[True] >= enough
        self.label_ends: defaultdict[int, set[int]] = defaultdict(set)
        for row in rows:
            if row.label_end is not None:
                self.label_ends[row.depth].add(row.label_end)
        self.starts: defaultdict[tuple, Counter[int]] = defaultdict(Counter)
        for row in rows:
            if row.is_solid:
                self.starts[row.shape][row.windows[0]] += 1
        self.edge = Counter(row.edge for row in rows).most_common(1)[0][0]
        self.same_length = len({len(row.values) for row in rows}) == 1
        self.rows = len(rows)

    def trusts_grid(self, row: Row) -> bool:
        """Whether the header's grid columns tell where the values of ``row`` belong.

        They do where its label stands right before the first of them. Elsewhere leading cells may be lost, so rows
        as deep in the form must have their labels in one column and deeper ones further to the right (or all rows
        in one); in a table that goes on with another's header the deepest stand right before the figures.
        """
        if not (self.grid_agrees and row.slots and row.is_below):
            return False
        first = min(slot.start for slot in row.slots)
        if row.label_end in (None, first):
            return True
        ends = [self.label_ends[depth] for depth in sorted(self.label_ends)]
        rises = all(max(above) < min(below) for above, below in pairwise(ends))
        told = rises and len(self.label_ends[row.depth]) == 1
        if row.slots[0].table != row.values[0].table:
            return told and first in ends[-1]
        return told or len(set().union(*ends)) == 1

    def says_whole(self, row: Row) -> bool:
        """Whether a row of as many values as slots has them all, although blanks stand at an edge.

        Rows of one length throughout are whole; of few rows the grid must say so too, unless no label stands
        before the values, whose merged cells could make up for a lost one.
        """
        if self.start_of(row) == 0 or (self.same_length and self.rows >= ENOUGH):
            return True
        is_below = row.is_below and below(row.slots, row.values) is not None
        return self.same_length and (is_below or not row.segment.labels)

    def start_of(self, row: Row) -> int | None:
        """Where the solid rows of this shape begin, if there are several and they agree."""
        starts = self.starts[row.shape]
        return next((start for start, count in starts.items() if len(starts) == 1 and count > 1), None)


def below(slots: Sequence[Slot], values: Sequence[Item]) -> list[Placed] | None:
    """Place by the grid alone; None if a figure stands below no header cell, or a header cell above none or two."""
    of_slot: dict[Slot, Item] = {}
    for item in values:
        column = item.cell.column
        slot = next((s for s in slots if s.start <= column < s.end), None)
        if slot is None or slot in of_slot:
            if not item.is_blank:
                return None
        else:
            of_slot[slot] = item
    if len(of_slot) < len(slots):
        return None
    return [Placed(slot, of_slot[slot], slot.certain) for slot in slots]
