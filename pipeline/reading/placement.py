"""Figures to slots: which of a row's values belongs to which printed column.

A row's values are placed only as a whole, in the header's order. Figures that fill a row from the first slot to the
last need no witness. Where blanks stand at an edge, a cell may have been lost or added unseen (a merged label that
was flattened to empty cells, a ghost column), and a witness must say where the row begins: the grid (do the
values stand in the columns of their header cells?), heard only under a header where it mostly agrees, or several
solid rows of the same shape. Where none does, the row's own sum may (``ties``). Else, or with cells missing,
figures are doubtful; a figure beyond the header has no place at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from pipeline.forms import FormTable, Identity
from pipeline.reading.headers import Header, Slot
from pipeline.reading.segments import Item, Segment
from pipeline.reading.ties import start_that_adds_up

_ENOUGH = 3
"""Solid rows that must agree before the layout of a whole document is taken from them."""

_FEW_SLOTS = 2
"""A row of no more slots looks solid too easily to speak for others."""


@dataclass
class Row:
    """A segment of ``form`` whose values are to be placed in ``slots``, below ``header``.

    ``rules``: the identities of the edition's form. ``gap``: in a stream, how many empty lines behind the values are not its own; None if unknown.
    """

    form: FormTable
    header: Header
    slots: list[Slot]
    segment: Segment
    rules: tuple[Identity, ...]
    gap: int | None = None

    @property
    def values(self) -> list[Item]:
        return self.segment.values

    @cached_property
    def shape(self) -> tuple[int, int, int, int]:
        """Rows as deep in the form, with their label in the same column (a stream has none: behind as many labels)
        and as many values and slots, are laid out alike."""
        labels = self.segment.labels
        label = len(labels) if self.segment.stream or not labels else labels[-1].cell.column
        return self.depth, label, len(self.values), len(self.slots)

    @property
    def edge(self) -> int:
        """The grid column behind the row's last value."""
        return self.values[-1].cell.column + self.values[-1].cell.width

    @cached_property
    def label_end(self) -> int | None:
        """The grid column behind the row's label."""
        labels = self.segment.labels
        return labels[-1].cell.column + labels[-1].cell.width if labels else None

    @cached_property
    def depth(self) -> int:
        """How many labels the form prints before the values, those of groups included; 0 if the row is not known."""
        block = self.form.block_of(self.slots[0].row) if self.slots and self.slots[0].row else None
        line = next((line for line in block.rows if line.key == self.slots[0].row), None) if block else None
        return len(line.path.split("/")) if line else 0

    @cached_property
    def figures(self) -> list[int]:
        """Where among the values something is printed."""
        return [position for position, item in enumerate(self.values) if not item.is_blank]

    @cached_property
    def windows(self) -> range:
        """Where the slots can begin among the values so that only blanks stay outside."""
        latest = len(self.values) - len(self.slots)
        if not self.figures:
            return range(latest + 1)
        return range(max(0, self.figures[-1] - len(self.slots) + 1), min(latest, self.figures[0]) + 1)

    @property
    def is_below(self) -> bool:
        """Whether the grid columns of the header cells say something."""
        return all(slot.is_above(self.values[0]) for slot in self.slots)

    @property
    def is_solid(self) -> bool:
        """Whether figures stand in the first and the last slot, so that no blank could have been lost unseen."""
        return bool(self.figures) and self.figures[-1] - self.figures[0] + 1 == len(self.slots)


@dataclass(slots=True)
class Placed:
    """One value and its slot; ``slot`` None where it has none, ``item`` None where nothing is printed for the slot.

    ``identity_used``: words leave several slots open, and the row adds up in this one alone."""

    slot: Slot | None
    item: Item | None
    certain: bool
    identity_used: bool = False


def place(rows: list[Row]) -> Iterator[tuple[Row, list[Placed]]]:
    """Place the values of all rows of a document; rows of one table under one header bear witness for each other."""
    groups: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for row, gap in zip(rows, _gaps(rows), strict=True):
        row.gap = gap
        groups[id(row.header), row.values[0].table].append(row)
    for group in groups.values():
        witness = _Witness(group)
        for row in group:
            yield row, _place_in_stream(row, witness) if row.segment.stream else _place(row, witness)


class _Witness:
    """What the rows of one table under one header say together."""

    def __init__(self, rows: list[Row]) -> None:
        verdicts = Counter(
            _below(row.slots, row.values) is not None
            for row in rows
            if row.is_below and len(row.values) >= len(row.slots)
        )
        enough = 1 if rows[0].segment.table.rectangular else _ENOUGH
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
        if self.start_of(row) == 0 or (self.same_length and self.rows >= _ENOUGH):
            return True
        is_below = row.is_below and _below(row.slots, row.values) is not None
        return self.same_length and (is_below or not row.segment.labels)

    def start_of(self, row: Row) -> int | None:
        """Where the solid rows of this shape begin, if there are several and they agree."""
        starts = self.starts[row.shape]
        return next((start for start, count in starts.items() if len(starts) == 1 and count > 1), None)


def _place(row: Row, witness: _Witness) -> list[Placed]:
    slots, values, windows = row.slots, row.values, row.windows
    if filled := _filled(row):
        return filled
    if len(values) < len(slots):
        return _in_order(row, 0, False)
    if row.is_solid:
        return _in_order(row, windows[0], True)
    if witness.trusts_grid(row):
        return _below(slots, values) or _by_sum(row, witness)
    if len(values) == len(slots):
        return _in_order(row, 0, witness.says_whole(row))
    if windows:
        start = witness.start_of(row)
        return _in_order(row, start, True) if start in windows else _by_sum(row, witness)
    return [Placed(None, item, False) for item in values if not item.is_blank]


def _by_sum(row: Row, witness: _Witness) -> list[Placed]:
    """Where the words leave open at which of several cells the row begins; a row of another length than those beside
    it may have lost one, and then no sum tells which."""
    start = None
    if row.edge == witness.edge:
        start = start_that_adds_up(row.windows, row.slots, row.values, row.rules)
    if start is None:
        return _in_order(row, row.windows[0] if row.windows else 0, False)
    return [replace(one, identity_used=True) for one in _in_order(row, start, True)]


def _filled(row: Row) -> list[Placed] | None:
    """Place where merged cells, in header and row alike, were filled in every place: all values below one header
    cell are the same. None elsewhere."""
    width = sum(slot.end - slot.start for slot in row.slots)
    if not (row.is_below and len(row.slots) < width == len(row.values)):
        return None
    placed, start = [], 0
    for slot in row.slots:
        below = row.values[start : start + slot.end - slot.start]
        if len({item.cell.text for item in below}) > 1 or below[0].cell.column != slot.start:
            return None
        placed.append(Placed(slot, below[0], slot.certain))
        start += len(below)
    return placed


def _gaps(rows: list[Row]) -> list[int | None]:
    """For each row of a stream, how many of the empty lines behind it are not its own.

    Either rows end with a fixed number of empty lines, or the next row begins with one for each group label that
    a cell above covers; the solid rows must agree on it. None where they do not tell.
    """
    covered = [*map(_covered, rows[1:]), 0][: len(rows)]
    seen = [
        (len(row.values) - 1 - row.figures[-1], cells)
        for row, cells in zip(rows, covered, strict=True)
        if row.segment.stream and row.is_solid and len(row.slots) > _FEW_SLOTS
    ]
    if len(seen) < _ENOUGH:
        return [None] * len(rows)
    if len({gap for gap, _ in seen}) == 1:
        return [seen[0][0]] * len(rows)
    return [cells if all(gap == hidden for gap, hidden in seen) else None for cells in covered]


def _covered(row: Row) -> int:
    """How many of the group labels around a row are not printed with it."""
    return max(0, row.depth - len(row.segment.labels))


def _place_in_stream(row: Row, witness: _Witness) -> list[Placed]:
    """An empty line is a cell only where it is known how many of those behind a row are not; in a part of table 4
    (one outcome or one group at a time) it never is."""
    if row.is_solid:
        return _in_order(row, row.windows[0], True)
    cells = len(row.values) - (row.gap or 0)
    has_gap = all(item.is_blank for item in row.values[cells:])
    is_part = row.form.paired and len(row.slots) <= len(row.form.blocks[0].columns)
    if is_part or row.gap is None or not has_gap or cells < len(row.slots):
        return _in_order(row, 0, False)
    if cells == len(row.slots):
        return _in_order(row, 0, True)
    start = witness.start_of(row)
    return _in_order(row, start if start in row.windows else 0, start in row.windows)


def _in_order(row: Row, start: int, certain: bool) -> list[Placed]:
    window = row.values[start : start + len(row.slots)]
    certain = (certain and all(slot.certain for slot in row.slots)) or (
        bool(window) and not row.segment.has_figures
    )
    placed = [Placed(slot, item, certain) for slot, item in zip(row.slots, window, strict=False)]
    return placed + [Placed(slot, None, False) for slot in row.slots[len(window) :]]


def _below(slots: list[Slot], values: list[Item]) -> list[Placed] | None:
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
