"""The header above a row of figures, and the slots it gives: which cell of the form each figure belongs to."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from pipeline.forms import Block, FormTable
from pipeline.reading import outcomes
from pipeline.reading.columns import Label, by_grid_columns, in_order, leaves, of_kind, stands_over
from pipeline.reading.labels import COLUMN, GROUP, ROW, Role
from pipeline.reading.segments import Item


@dataclass(slots=True, eq=False)
class Slot:
    """A place for one figure. ``row`` None: the row's own label names it. ``column`` None: a printed column that the
    form does not have.

    ``start``, ``end``: grid columns of the header cell in ``line`` of ``table``, ``end`` exclusive; ``edge``: how many
    columns that table has if it is rectangular, else 0.
    """

    row: str | None
    column: str | None
    label: str
    certain: bool
    table: int
    edge: int
    line: int
    start: int
    end: int


def are_above(slots: Iterable[Slot], item: Item) -> bool:
    """Whether the header cells stand in lines above ``item``, in the same table or in one of as many columns that
    this one goes on with, so that their grid columns say something."""
    table, row, edge = item.table, item.row, item.edge
    for slot in slots:
        if slot.table == table:
            if slot.line >= row:
                return False
        elif not (0 < slot.table < table and 0 < slot.edge == edge):
            return False
    return True


_MOST_LABELS = 200
"""No header of the forms has a third as many; what goes on beyond is not a header."""


@dataclass(slots=True)
class Header:
    """The header cells met so far for one table of the form, and whether figures have been read below them.

    ``paired``: these figures had no label of their own, so that the rows of the form are groups of the header.
    ``stream``: the document does not say which header row a label stands in. ``led``: it has figures before the first
    label of a row, so that each label may stand behind its figures. ``has_more``: it has words that may head a column,
    no one knows where. ``carried``: groups of the header
    before, which hold as long as no other is printed (table 4 on its side); ``groups_below``: groups printed
    behind the figures, which hold for the next header. ``beside``: columns of the header before that the form does not
    have (备注), which go on where no label of this one is printed.
    """

    labels: list[Label] = field(default_factory=list)
    used: bool = False
    paired: bool = False
    stream: bool = False
    led: bool = False
    has_more: bool = False
    carried: list[Label] = field(default_factory=list)
    groups_below: list[Label] = field(default_factory=list)
    beside: list[Label] = field(default_factory=list)
    _known: set[tuple[Role | None, int, int]] = field(default_factory=set)
    _slots: dict[Hashable, list[Slot]] = field(default_factory=dict)

    def add(self, item: Item, role: Role | None, in_grid: bool) -> None:
        """A label met again in its own grid column is a merged cell that was filled in every place."""
        place = (role, item.table, item.cell.column)
        if len(self._known) < _MOST_LABELS and not (in_grid and role and place in self._known):
            self.labels.append((item, role))
            self._known.add(place)
            self._slots.clear()

    def of_kind(self, kind: str) -> list[tuple[Item, Role]]:
        return of_kind(self.labels, kind)

    def successor(self) -> "Header":
        """The header that begins behind figures."""
        beside = [(item, role) for item, role in leaves(self._with_beside()) if role is None and item.edge]
        return Header(carried=self.groups_below or self.of_kind(ROW)[-1:] or self.carried, beside=beside)

    def _with_beside(self) -> list[Label]:
        here = {item.table for item, _ in self.labels}
        beside = [
            (item, role)
            for item, role in self.beside
            if (not here or item.table in here)
            and not any(stands_over(other, item) for other, _ in self.labels)
        ]
        return [*self.labels, *beside]

    def row_slots(self, form: FormTable, row: str, width: int) -> list[Slot]:
        """The slots of a row that has a label of its own and ``width`` values; rows below one header share them.

        A header that was not printed, or lost columns that the row still has, leaves the form's own order, which
        is never certain.
        """
        block = form.block_of[row]
        slots = self._once(block, lambda: self._block_slots(block))
        if not slots or len(slots) < width == len(block.columns):
            return [Slot(None, line.key, line.label, False, 0, 0, 0, 0, 0) for line in block.columns]
        return slots

    def _once(self, key: Hashable, make: Callable[[], list[Slot]]) -> list[Slot]:
        """Rows below one header share their slots until a label joins it."""
        if key not in self._slots:
            self._slots[key] = make()
        return self._slots[key]

    def _block_slots(self, block: Block) -> list[Slot]:
        order, certain = in_order(self._with_beside(), block, self.stream)
        certain = certain and not self.led
        known = {line.key for line in block.columns}
        return [
            _slot(None, role.key if role and role.key in known else None, item, certain)
            for item, role in order
        ]

    def column_slots(self, column: str) -> list[Slot]:
        """The slots of a line of table 4 that prints one outcome for every group of cases."""
        groups = self.of_kind(ROW)
        return [_slot(role.key, column, item, True) for item, role in by_grid_columns(groups) or groups]

    def paired_slots(self, form: FormTable, is_doubted: bool) -> list[Slot]:
        """The slots of figures that have all their labels above or before them (table 4); ``is_doubted``: not certain,
        since several columns and their figures stand in one line of a grid, or two rows of figures under one header, as
        in no form."""
        return self._once((form.key, is_doubted), lambda: self._group_slots(form, is_doubted))

    def _group_slots(self, form: FormTable, is_doubted: bool) -> list[Slot]:
        groups = [(item, role) for item, role in self.labels if role and role.kind in (ROW, GROUP)]
        labels = outcomes.without_totals(self.labels, groups)
        columns = of_kind(labels, COLUMN)
        here = {item.table for item, _ in columns}
        near = [(item, role) for item, role in groups or self.carried if item.table in here]
        rows, certain = outcomes.rows_of(form, columns, near or groups or self.carried[-1:])
        certain = certain and not is_doubted
        row_of = {id(item): row for (item, _), row in zip(columns, rows, strict=False)}
        printed = leaves(labels) if row_of else []
        return [
            _slot(row_of.get(id(item)), role.key if role else None, item, certain)
            for item, role in by_grid_columns(printed) or printed
        ]

    def loose_slots(self) -> list[Slot]:
        """The printed columns for a row that the form does not have, whose figures are never placed."""
        return self._once("loose", self._loose_slots)

    def _loose_slots(self) -> list[Slot]:
        columns = leaves(self.labels)
        return [
            _slot(None, role.key if role else None, item, False)
            for item, role in by_grid_columns(columns) or columns
        ]


def _slot(row: str | None, column: str | None, item: Item, certain: bool) -> Slot:
    start = item.cell.column
    end = start + item.cell.width
    return Slot(row, column, item.cell.text, certain, item.table, item.edge, item.row, start, end)
