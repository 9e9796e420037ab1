"""Figures to slots: which of a row's values belongs to which printed column.

A row's values are placed only as a whole, in the header's order. Figures that fill a row from the first slot to the
last need no witness. Where blanks stand at an edge, a cell may have been lost or added unseen (a merged label that
was flattened to empty cells, a ghost column), and a witness must say where the row begins: the grid (do the
values stand in the columns of their header cells?), heard only under a header where it mostly agrees, or several
solid rows of the same shape. Where none does, the row's own sum may (``ties``). Else figures are doubtful, and so they
are with cells missing (but for a column that the form does not have), below words that may head a column more, where
figures below a row may be its own, and where a total stands above what it sums; a figure beyond the header has no place
at all.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.labels import roles
from pipeline.reading.rows import Placed, Row
from pipeline.reading.ties import adds_up, are_equal, start_that_adds_up
from pipeline.reading.witness import ENOUGH, Witness
from pipeline.states import CellState

_FEW_SLOTS = 2
"""A row of no more slots looks solid too easily to speak for others."""


def place(rows: list[Row]) -> Iterator[tuple[Row, list[Placed]]]:
    """Place the values of all rows of a document; rows of one table under one header bear witness for each other."""
    groups: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    turned = {
        (row.form.key, row.values[0].table) for row in rows if row.is_of_a_column and not row.form.paired
    }
    for row, gap in zip(rows, _gaps(rows), strict=True):
        row.gap = gap
        row.turned = row.values[0].turned or (row.form.key, row.values[0].table) in turned
        groups[id(row.header), row.values[0].table].append(row)
    doubted = {id(row) for row, below in pairwise(rows) if _may_go_on(row, below)} | _early_totals(rows)
    doubted |= {id(below) for row, below in pairwise(rows) if _label_goes_on(row, below)}
    for group in groups.values():
        witness = Witness(group)
        has_figures = any(row.segment.has_figures for row in group)
        for row in group:
            placed = _place_in_stream(row, witness) if row.segment.stream else _place(row, witness)
            is_empty_line = has_figures and not (row.segment.labels or row.segment.has_figures)
            if is_empty_line or id(row) in doubted:
                placed = [replace(one, certain=False) for one in placed]
            elif row.has_tall_cells:
                height = row.height
                placed = [replace(one, certain=one.certain and not _is_tall(one, height)) for one in placed]
            yield row, placed


def _label_goes_on(row: Row, below: Row) -> bool:
    """Whether the label of an empty row ends one that begins beside the figures above: the end of a page has cut it."""
    labels, ends = row.segment.labels, below.segment.labels
    if row.key or not below.key or below.segment.has_figures or not (row.segment.has_figures and labels):
        return False
    return any(role.key == below.key for role in roles(labels[-1].cell.text + ends[-1].cell.text))


def _early_totals(rows: list[Row]) -> set[int]:
    """Rows named 总计 or 合计 right above a row that the form's total sums: they may be a subtotal that the form does not
    have."""
    named = [row for row in rows if row.key]
    return {
        id(row)
        for row, below in pairwise(named)
        for rule in row.rules
        if (row.key,) == rule.left and below.key in rule.right
    }


def _is_tall(placed: Placed, height: int) -> bool:
    """Whether a figure stands in a cell that goes on below its row: it may be that of several rows."""
    item = placed.item
    return item is not None and item.value.number is not None and item.cell.height > height


def _may_go_on(row: Row, below: Row) -> bool:
    """Whether figures without a label, in a line of their own right below a row, may be its own: a few, torn off by the
    end of a page, or by a tag inside of a number; as many as there are, if the row itself is empty, or if its label
    goes on over them."""
    if row.segment.stream or row.form is not below.form or not _is_alone(below):
        return False
    if row.key and not row.segment.has_figures:
        return True
    if below.segment.table is not row.segment.table:
        return False
    ends = [item.row + item.cell.height for item in row.segment.labels[-1:]]
    return any(end > below.values[0].row for end in ends) or len(below.values) < max(2, len(row.slots))


def _is_alone(row: Row) -> bool:
    """Whether a line of a table holds figures and no word."""
    table, values = row.segment.table, row.values
    return row.segment.has_figures and not table.stream and len(table.rows[values[0].row - 1]) == len(values)


def _place(row: Row, witness: Witness) -> list[Placed]:
    slots, values = row.slots, row.values
    if filled := _filled(row):
        return filled
    if row.header.has_more and not row.is_solid:
        return _in_order(row, 0, False)
    if len(values) < len(slots):
        return _by_grid(row) if row.by_grid and witness.trusts_grid(row) else _in_order(row, 0, False)
    if row.is_solid:
        if not (row.is_below or row.segment.labels) and len(values) > len(slots):
            return _in_order(row, row.figures[0], False)
        if witness.contradicts(row):
            return _by_own_sum(row)
        return _in_order(row, row.figures[0], True)
    if witness.trusts_grid(row):
        return _by_grid(row) if row.by_grid else _by_sum(row, witness)
    if len(values) == len(slots):
        return _in_order(row, 0, witness.says_whole(row))
    if windows := row.windows:
        start = witness.start_of(row)
        return _in_order(row, start, True) if start in windows else _by_sum(row, witness)
    return [Placed(None, item, False) for item in values if not item.is_blank]


def _by_grid(row: Row) -> list[Placed]:
    return [Placed(slot, item, slot.certain) for slot, item in zip(row.slots, row.by_grid, strict=True)]


def _by_sum(row: Row, witness: Witness) -> list[Placed]:
    """Where the words leave open at which of several cells the row begins; a row of another length than those beside
    it may have lost one, and then no sum tells which."""
    start = None
    if row.edge == witness.edge:
        start = start_that_adds_up(row.windows, row.slots, row.values, row.rules)
    if start is None:
        return _in_order(row, row.windows[0] if row.windows else 0, False)
    return [replace(one, identity_used=True) for one in _in_order(row, start, True)]


def _by_own_sum(row: Row) -> list[Placed]:
    """A solid row that stands beside the header cells was shifted, or has a cell more: its sum tells, unless the cell
    more may be one of several blanks."""
    start = row.figures[0]
    window = row.values[start : start + len(row.slots)]
    told = row.is_unbroken and adds_up(row.slots, window, row.rules, are_equal)
    return [replace(one, identity_used=told) for one in _in_order(row, start, told)]


def _filled(row: Row) -> list[Placed] | None:
    """Place where merged cells, in header and row alike, were filled in every place: all values below one header
    cell are the same. None elsewhere."""
    if not row.is_below or len(row.slots) >= len(row.values):
        return None
    width = sum([slot.end - slot.start for slot in row.slots])
    if not len(row.slots) < width <= len(row.values):
        return None
    if not all(item.is_blank for item in row.values[width:]):
        return None
    placed, start = [], 0
    for slot in row.slots:
        copies = row.values[start : start + slot.end - slot.start]
        if len({item.cell.text for item in copies}) > 1 or copies[0].cell.column != slot.start:
            return None
        placed.append(Placed(slot, copies[0], slot.certain))
        start += len(copies)
    return placed


def _gaps(rows: list[Row]) -> list[int | None]:
    """For each row of a stream, how many of the empty lines behind it are not its own.

    Either rows end with a fixed number of empty lines, or the next row begins with one for each group label that
    a cell above covers; the solid rows must agree on it. None where they do not tell.
    """
    if not any(row.segment.stream for row in rows):
        return [None] * len(rows)
    covered = [*map(_covered, rows[1:]), 0][: len(rows)]
    seen = [
        (len(row.values) - 1 - row.figures[-1], cells)
        for row, cells in zip(rows, covered, strict=True)
        if row.segment.stream and row.is_solid and len(row.slots) > _FEW_SLOTS
    ]
    if len(seen) < ENOUGH:
        return [None] * len(rows)
    if len({gap for gap, _ in seen}) == 1:
        return [seen[0][0]] * len(rows)
    return [cells if all(gap == hidden for gap, hidden in seen) else None for cells in covered]


def _covered(row: Row) -> int:
    """How many of the group labels around a row are not printed with it."""
    return max(0, row.depth - len(row.segment.labels))


def _place_in_stream(row: Row, witness: Witness) -> list[Placed]:
    """An empty line is a cell only where it is known how many of those behind a row are not; in a part of table 4
    (one outcome or one group at a time) it never is."""
    if row.is_solid:
        return _in_order(row, row.figures[0], not _may_end_elsewhere(row))
    cells = len(row.values) - (row.gap or 0)
    has_gap = all(item.is_blank for item in row.values[cells:])
    is_part = row.form.paired and len(row.slots) <= len(row.form.blocks[0].columns)
    if is_part or row.gap is None or not has_gap or cells < len(row.slots):
        return _in_order(row, 0, False)
    if cells == len(row.slots):
        return _in_order(row, 0, witness.begins_at_label(row))
    start = witness.start_of(row)
    return _in_order(row, start if start in row.windows else 0, start in row.windows)


def _may_end_elsewhere(row: Row) -> bool:
    """Whether a mark for nothing behind the figures may be no cell, since a blank before them makes up for it and then
    the row adds up."""
    before = row.figures[0] - 1
    if before < 0 or row.values[row.figures[-1]].value.state is not CellState.DASH:
        return False
    return start_that_adds_up([before], row.slots, row.values, row.rules) is not None


def _in_order(row: Row, start: int, certain: bool) -> list[Placed]:
    window = row.values[start : start + len(row.slots)]
    is_empty = bool(window) and not row.segment.has_figures and not row.turned
    certain = is_empty or (certain and all([slot.certain for slot in row.slots]))
    placed = [Placed(slot, item, certain) for slot, item in zip(row.slots, window, strict=False)]
    placed += [Placed(slot, None, False) for slot in row.slots[len(window) :]]
    beyond = [*row.values[:start], *row.values[start + len(row.slots) :]]
    return placed + [Placed(None, item, False) for item in beyond if not item.is_blank]
