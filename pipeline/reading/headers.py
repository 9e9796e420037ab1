"""Header cells to slots: which cell of the form each figure below belongs to, in printed order.

A header of several rows is read twice: by the grid columns its words stand in, and by its words alone (a group
such as 法人或其他组织 gives way to the columns printed for it). Where both speak they must agree; a header
that neither settles gives slots that are not certain.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.forms import Block, FormTable
from pipeline.reading.labels import ANCHOR, COLUMN, GROUP, ROW, Role, core
from pipeline.reading.segments import Item

Leaf = tuple[Item, Role | None]


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A place for one figure. ``column`` None: a printed column that the form does not have.

    ``start``, ``end``: grid columns of the header cell in ``line`` of ``table``, ``end`` exclusive.
    """

    row: str | None
    column: str | None
    label: str
    certain: bool
    table: int
    line: int
    start: int
    end: int


@dataclass(slots=True)
class Header:
    """The header cells met so far for one table of the form, and whether figures have been read below them.

    ``paired``: these figures had no label of their own, so that the rows of the form are groups of the header.

    ``stream``: the document does not say which header row a label stands in. ``carried``: groups of the header
    before, which hold as long as no other is printed (table 4 on its side); ``groups_below``: groups printed
    behind the figures, which hold for the next header.
    """

    items: list[Leaf] = field(default_factory=list)
    used: bool = False
    paired: bool = False
    stream: bool = False
    carried: list[tuple[Item, Role]] = field(default_factory=list)
    groups_below: list[tuple[Item, Role]] = field(default_factory=list)
    _orders: dict[Block, tuple[list[Leaf], bool]] = field(default_factory=dict)

    def add(self, item: Item, role: Role | None, in_grid: bool) -> None:
        """A label met again in its own grid column is a merged cell that was filled in every place."""
        place = (role, item.table, item.cell.column)
        if not (
            in_grid and role and place in {(r, known.table, known.cell.column) for known, r in self.items}
        ):
            self.items.append((item, role))
            self._orders.clear()

    def of_kind(self, kind: str) -> list[tuple[Item, Role]]:
        return [(item, role) for item, role in self.items if role and role.kind == kind]

    def row_slots(self, form: FormTable, row: str, width: int) -> list[Slot]:
        """The slots of a row that has a label of its own and ``width`` values.

        A header that was not printed, or lost columns that the row still has, leaves the form's own order, which
        is never certain.
        """
        block = form.block_of(row)
        if block not in self._orders:
            self._orders[block] = self._columns(block)
        order, certain = self._orders[block]
        if not order or len(order) < width == len(block.columns):
            return [Slot(row, line.key, line.label, False, 0, 0, 0, 0) for line in block.columns]
        known = {line.key for line in block.columns}
        return [
            _slot(row, role.key if role and role.key in known else None, item, certain)
            for item, role in order
        ]

    def column_slots(self, column: str) -> list[Slot]:
        """The slots of a line of table 4 that prints one outcome for every group of cases."""
        groups = self.of_kind(ROW)
        return [_slot(role.key, column, item, True) for item, role in _order_by_grid(groups) or groups]

    def loose_slots(self) -> list[Slot]:
        """The printed columns for a row that the form does not have: a figure below them is never placed."""
        leaves = [pair for pair in self.items if pair[1] is None or pair[1].kind == COLUMN]
        return [
            _slot(None, role.key if role else None, item, False)
            for item, role in _order_by_grid(leaves) or leaves
        ]

    def successor(self) -> "Header":
        """The header that begins behind figures."""
        return Header(carried=self.groups_below or self.of_kind(ROW)[-1:] or self.carried)

    def paired_slots(self, form: FormTable) -> list[Slot]:
        """The slots of figures that have all their labels above or before them (table 4)."""
        leaves = self.of_kind(COLUMN)
        groups = [pair for pair in self.items if pair[1] and pair[1].kind in (ROW, GROUP)]
        here = {item.table for item, _ in leaves}
        near = [(item, role) for item, role in groups or self.carried if item.table in here]
        groups = near or groups or self.carried[-1:]
        by_grid, by_words = _groups_by_grid(leaves, groups), _groups_by_words(form, leaves, groups)
        rows = by_grid or by_words
        certain = bool(rows) and (not by_grid or not by_words or by_grid == by_words)
        if not rows:
            return []
        slots = [
            _slot(row, role.key, item, certain) for (item, role), row in zip(leaves, rows, strict=True) if row
        ]
        return sorted(slots, key=lambda slot: slot.start) if rows is by_grid else slots

    def _columns(self, block: Block) -> tuple[list[Leaf], bool]:
        """The printed columns in order, and whether that order is certain."""
        leaves = [pair for pair in self.items if pair[1] is None or pair[1].kind == COLUMN]
        named = [role.key for _, role in leaves if role]
        form_order = [line.key for line in block.columns]
        if len(set(named)) < len(named):
            return leaves, False
        complete = set(form_order) <= set(named)
        if self.stream:
            order = self._order_in_stream(block)
            return order or leaves, complete and bool(order)
        by_grid, by_words = _order_by_grid(leaves), self._order_by_words(block)
        in_form_order = [role.key for _, role in by_words if role] == form_order
        told = by_grid in (None, by_words) and (in_form_order or self._groups_stand_above(block))
        return by_grid or by_words, complete and (told or bool(by_grid and self._groups_cover(block)))

    def _order_in_stream(self, block: Block) -> list[Leaf]:
        """The columns of labels read without their rows, if these stand as the form prints them; else none.

        A column beside a group spans the header's rows, so it is read before the columns of that group although it
        may stand behind them (自然人, 法人或其他组织, 总计, 商业企业…).
        """
        of_key = {
            role.key: (item, role) for item, role in self.items if role and role.kind in (COLUMN, GROUP)
        }
        own = {line.key: core(line.group) for line in block.columns}
        read = [key for key in of_key if key in own or key in own.values()]
        beside = list(dict.fromkeys(group or key for key, group in own.items()))
        inside = [key for key in read if own.get(key)]
        if read == [*beside, *inside]:
            read = [key for one in beside for key in (inside if one not in own else [one])]
        elif read != list(own):
            return []
        return [of_key[key] for key in read]

    def _order_by_words(self, block: Block) -> list:
        """Reading order, with what is printed below a group's label put in the place of that label."""
        groups = {line.key: core(line.group) for line in block.columns if line.group}
        parents: dict[int, int] = {}
        for child, (item, role) in enumerate(self.items):
            above = [
                (position, other)
                for position, (cell, other) in enumerate(self.items)
                if other and other.kind in (GROUP, ANCHOR) and cell.row < item.row
            ]
            own = [position for position, other in above if role and other.key == groups.get(role.key)]
            shared = [position for position, other in above if other.kind == ANCHOR]
            if own or shared:
                parents[child] = (own or shared)[-1]
        return [pair for pair in self._flatten(None, parents) if pair[1] is None or pair[1].kind == COLUMN]

    def _flatten(self, parent: int | None, parents: dict[int, int]) -> Iterator[Leaf]:
        for position, pair in enumerate(self.items):
            if parents.get(position) == parent:
                yield pair
                yield from self._flatten(position, parents)

    def _groups_stand_above(self, block: Block) -> bool:
        """Whether every grouped column has its group's label in a line above it."""
        lines = {role.key: item.row for item, role in self.of_kind(GROUP)}
        own = {line.key: core(line.group) for line in block.columns if line.group}
        return all(
            own[role.key] in lines and lines[own[role.key]] < item.row
            for item, role in self.of_kind(COLUMN)
            if role.key in own
        )

    def _groups_cover(self, block: Block) -> bool:
        """Whether each group's label spans the grid columns of just the columns it names."""
        for item, group in self.of_kind(GROUP):
            below = range(item.cell.column, item.cell.column + item.cell.width)
            for line in block.columns:
                for leaf, role in self.of_kind(COLUMN):
                    if role.key == line.key and (leaf.cell.column in below) != (
                        core(line.group) == group.key
                    ):
                        return False
        return self._groups_stand_above(block)


def _slot(row: str | None, column: str | None, item: Item, certain: bool) -> Slot:
    start = item.cell.column
    return Slot(row, column, item.cell.text, certain, item.table, item.row, start, start + item.cell.width)


def _order_by_grid(leaves: list) -> list | None:
    """Leaves from left to right, or None where two of them share a grid column or table."""
    columns = {item.cell.column for item, _ in leaves}
    if len(columns) < len(leaves) or len({item.table for item, _ in leaves}) > 1:
        return None
    return sorted(leaves, key=lambda pair: pair[0].cell.column)


def _groups_by_grid(leaves: list, groups: list) -> list[str | None] | None:
    """For each leaf the row of the group that stands above it, or None where the grid does not say."""
    if _order_by_grid(leaves) is None or len({item.table for item, _ in [*leaves, *groups]}) > 1:
        return None
    rows: list[str | None] = []
    for leaf, _ in leaves:
        above = [
            (item.cell.column, item.row, role)
            for item, role in groups
            if item.row <= leaf.row and item.cell.column <= leaf.cell.column
        ]
        if not above:
            return None
        _, _, role = max(above, key=lambda entry: entry[:2])
        rows.append(role.key if role.kind == ROW else None)
    return rows if all(rows) else None


def _groups_by_words(form: FormTable, leaves: list, groups: list) -> list[str] | None:
    """For each leaf its row where every group has one whole set of columns, set after set."""
    rows = [role.key for _, role in groups if role.kind == ROW]
    keys = [role.key for _, role in leaves]
    if not rows or len(set(rows)) < len(rows):
        return None
    if len(rows) == 1:
        return rows * len(keys) if len(set(keys)) == len(keys) else None
    size = len(form.blocks[0].columns)
    sets = [keys[start : start + size] for start in range(0, len(keys), size)]
    if len(sets) != len(rows) or any(len(set(of_row)) != size for of_row in sets):
        return None
    return [row for row in rows for _ in range(size)]


def all_certain(slots: Iterable[Slot]) -> bool:
    return all(slot.certain for slot in slots)
