"""Figures to slots: which of a row's values belongs to which printed column.

A row's values are placed only as a whole. If it prints as many cells as the header has columns, they follow the
header's order. If it prints more (a merged label that was flattened to empty cells, ghost columns), the
only run of cells that leaves no figure outside is taken. Two witnesses are asked besides: the grid (do the values
stand in the columns of their header cells?), heard only under a header where it mostly agrees, and the
other rows of the same shape. Where witnesses disagree, or several runs are possible, or cells are missing, figures
are doubtful; a figure beyond the header has no place at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.forms import FormTable
from pipeline.reading.headers import Header, Slot, all_certain
from pipeline.reading.segments import Item, Segment


@dataclass(slots=True)
class Row:
    """A segment of ``form`` whose values are to be placed in ``slots``, below ``header``."""

    form: FormTable
    header: Header
    slots: list[Slot]
    segment: Segment

    @property
    def values(self) -> list[Item]:
        return self.segment.values

    @property
    def shape(self) -> tuple[int, int, int]:
        """Rows with the same number of labels, values and slots are laid out alike."""
        return len(self.segment.labels), len(self.values), len(self.slots)

    @property
    def windows(self) -> list[int]:
        """Where the slots can begin among the values so that only blanks stay outside."""
        figures = [position for position, item in enumerate(self.values) if not item.is_blank]
        latest = len(self.values) - len(self.slots)
        return [
            start
            for start in range(latest + 1)
            if not figures or (start <= figures[0] and figures[-1] < start + len(self.slots))
        ]


@dataclass(frozen=True, slots=True)
class Placed:
    """One value and its slot; ``slot`` None where it has none, ``item`` None where nothing is printed for the slot."""

    slot: Slot | None
    item: Item | None
    certain: bool


def place(rows: list[Row]) -> Iterator[tuple[Row, list[Placed]]]:
    """Place the values of all rows of a document; rows of one table under one header bear witness for each other."""
    groups: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        groups[id(row.header), row.values[0].table].append(row)
    for group in groups.values():
        witness = _Witness(group)
        for row in group:
            yield row, _place(row, witness)


class _Witness:
    """What the rows under one header say together."""

    def __init__(self, rows: list[Row]) -> None:
        verdicts = Counter(
            _stands_below(row.slots, row.values) for row in rows if len(row.values) == len(row.slots)
        )
        aligned = rows[0].segment.table.rectangular and not verdicts[False]
        self.trusts_grid = aligned or verdicts[True] > verdicts[False]
        starts: defaultdict[tuple, set[int]] = defaultdict(set)
        for row in rows:
            if len(row.windows) == 1:
                starts[row.shape].add(row.windows[0])
        self.start_of_shape = {shape: found.pop() for shape, found in starts.items() if len(found) == 1}
        self.mixed = len({row.shape[1] for row in rows}) > 1


def _place(row: Row, witness: _Witness) -> list[Placed]:
    slots, values, windows = row.slots, row.values, row.windows
    if len(values) == len(slots):
        if witness.trusts_grid:
            return _in_order(row, 0, _stands_below(slots, values))
        return _in_order(row, 0, not (witness.mixed and (values[0].is_blank or values[-1].is_blank)))
    if witness.trusts_grid and (found := _below(slots, values)):
        return found
    if len(windows) == 1:
        return _in_order(row, windows[0], not witness.trusts_grid)
    if windows:
        start = witness.start_of_shape.get(row.shape, -1)
        return _in_order(row, start if start in windows else windows[0], start in windows)
    if len(values) < len(slots):
        return _in_order(row, 0, False)
    return [Placed(None, item, False) for item in values if not item.is_blank]


def _in_order(row: Row, start: int, certain: bool) -> list[Placed]:
    window = row.values[start : start + len(row.slots)]
    certain = certain and all_certain(row.slots)
    placed = [Placed(slot, item, certain) for slot, item in zip(row.slots, window, strict=False)]
    return placed + [Placed(slot, None, False) for slot in row.slots[len(window) :]]


def _stands_below(slots: list[Slot], values: list[Item]) -> bool:
    """Whether each value begins in the grid columns of its header cell."""
    return all(
        slot.table == item.table and slot.start <= item.cell.column < slot.end
        for slot, item in zip(slots, values, strict=True)
    )


def _below(slots: list[Slot], values: list[Item]) -> list[Placed] | None:
    """Place by the grid alone; None if a figure stands below no header cell or two below one."""
    of_slot: dict[Slot, Item] = {}
    for item in values:
        slot = next((s for s in slots if s.table == item.table and s.start <= item.cell.column < s.end), None)
        if slot is None or slot in of_slot:
            if not item.is_blank:
                return None
        else:
            of_slot[slot] = item
    return [Placed(slot, of_slot.get(slot), slot.certain) for slot in slots]
