"""Table 4: which row of the form each printed outcome belongs to.

The form prints its rows (行政复议, 未经复议直接起诉, 复议后起诉) as groups of columns. The group of an outcome is
told by the grid, the nearest label above or to the left, or by words alone, one whole set of outcomes for each
group in turn.
"""

from collections.abc import Sequence

from pipeline.forms import FormTable
from pipeline.reading.columns import Label, by_grid_columns
from pipeline.reading.labels import COLUMN, ROW, core
from pipeline.reading.segments import Item


def rows_of(form: FormTable, outcomes: Sequence[Label], groups: Sequence[Label]) -> tuple[list[str], bool]:
    """For each outcome the key of its row, and whether all that speak agree; no keys where nothing tells them."""
    by_grid, by_words = _by_grid(outcomes, groups), _by_words(form, outcomes, groups)
    if by_grid is None and by_words and outcomes:
        return by_words, _stands_as_in_form(form, outcomes, groups)
    agree = by_grid in (None, by_words) or by_words is None
    return by_grid or by_words or [], agree and _is_sound(form, outcomes, by_grid)


def without_totals(labels: Sequence[Label], groups: Sequence[Label]) -> list[Label]:
    """``labels``, of which a 合计 that stands in a grid behind the uppermost groups and beside them, above outcomes, is no
    column of the form."""
    top = min([item.row for item, _ in groups], default=0)
    end = max([item.cell.column + item.cell.width for item, _ in groups if item.row == top], default=0)
    has_outcomes = any(role and role.kind == COLUMN and item.row > top for item, role in labels)
    return [
        (item, None if has_outcomes and _is_behind(item, top, end) and role and role.kind == COLUMN else role)
        for item, role in labels
    ]


def _is_behind(item: Item, row: int, end: int) -> bool:
    return item.edge > 0 and item.row == row and item.cell.column >= end


def _is_sound(form: FormTable, outcomes: Sequence[Label], rows: Sequence[str] | None) -> bool:
    """Whether the grid gives no outcome twice to one group; and, where groups stand side by side in rows of different
    lengths, so that labels may stand beside their columns, all outcomes to each."""
    if rows is None:
        return True
    size = len(form.blocks[0].columns)
    places = {(row, role.key) for row, (_, role) in zip(rows, outcomes, strict=True)}
    is_whole = len(places) == len(set(rows)) * size
    is_even = len(outcomes) <= size or all(item.edge for item, _ in outcomes)
    return len(places) == len(outcomes) and (is_whole or is_even)


def _by_grid(outcomes: Sequence[Label], groups: Sequence[Label]) -> list[str] | None:
    """The nearest group that stands above or before each outcome, or None where the grid does not say."""
    if by_grid_columns(outcomes) is None or len({item.table for item, _ in (*outcomes, *groups)}) > 1:
        return None
    rows = []
    for outcome, _ in outcomes:
        above = [
            (item.cell.column, item.row, role)
            for item, role in groups
            if item.row <= outcome.row and item.cell.column <= outcome.cell.column
        ]
        nearest = max(above, key=lambda entry: entry[:2], default=None)
        if nearest is None or nearest[2].kind != ROW:
            return None
        rows.append(nearest[2].key)
    return rows


def _by_words(form: FormTable, outcomes: Sequence[Label], groups: Sequence[Label]) -> list[str] | None:
    """One whole set of outcomes for every group, set after set."""
    rows = [role.key for _, role in groups if role.kind == ROW]
    keys = [role.key for _, role in outcomes]
    if not rows or len(set(rows)) < len(rows):
        return None
    if len(rows) == 1:
        return rows * len(keys) if len(set(keys)) == len(keys) else None
    size = len(form.blocks[0].columns)
    sets = [keys[start : start + size] for start in range(0, len(keys), size)]
    if len(sets) != len(rows) or any(len(set(of_row)) != size for of_row in sets):
        return None
    return [row for row in rows for _ in range(size)]


def _stands_as_in_form(form: FormTable, outcomes: Sequence[Label], groups: Sequence[Label]) -> bool:
    """Whether words alone may be believed: the groups in the form's order, one of them before all outcomes, the same
    order of outcomes in each, and no outcome left of one that is read before it."""
    printed = [role.key for _, role in sorted(groups, key=_place)]
    of_form = [key for key in _keys_of_form(form) if key in printed]
    first_group, first_outcome = (min(map(_place, labels)) for labels in (groups, outcomes))
    in_grid = by_grid_columns(outcomes)
    keys, size = [role.key for _, role in outcomes], len(form.blocks[0].columns)
    are_alike = all(key == keys[place % size] for place, key in enumerate(keys))
    return printed == of_form and first_group < first_outcome and are_alike and in_grid in (None, [*outcomes])


def _place(label: Label) -> tuple[int, int, int]:
    item, _ = label
    return item.table, item.row, item.cell.column


def _keys_of_form(form: FormTable) -> list[str]:
    """The rows of the form in order, each group before the first of its own."""
    keys = [key for line in form.blocks[0].rows for key in (core(line.group), line.key) if key]
    return list(dict.fromkeys(keys))
