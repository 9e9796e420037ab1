"""The printed columns of a header in order, and whether that order is certain.

A header of several rows is read twice: by the grid columns its words stand in, and by its words alone (a group
such as 法人或其他组织 gives way to the columns printed below it). Where both speak they must agree, and an
order other than the form's counts only where rows or spans show which columns belong to the group.
"""

from collections.abc import Iterator, Sequence

from pipeline.forms import Block
from pipeline.reading.labels import ANCHOR, COLUMN, GROUP, Role, core
from pipeline.reading.segments import Item

Label = tuple[Item, Role | None]
"""A printed label and what it is in the form; None: words that the form does not print."""


def of_kind(labels: Sequence[Label], kind: str) -> list[tuple[Item, Role]]:
    return [(item, role) for item, role in labels if role and role.kind == kind]


def leaves(labels: Sequence[Label]) -> list[Label]:
    """The labels that name a column, or may: unknown words do where the grid shows no label below them."""
    return [
        (item, role)
        for item, role in labels
        if (not _is_above(item, labels) if role is None else role.kind == COLUMN)
    ]


def stands_over(item: Item, other: Item) -> bool:
    """Whether the grid column in which ``other`` begins is one of those of ``item``."""
    begins = other.cell.column
    return item.table == other.table and item.cell.column <= begins < item.cell.column + item.cell.width


def _is_above(item: Item, labels: Sequence[Label]) -> bool:
    return item.edge > 0 and any(item.row < other.row and stands_over(item, other) for other, _ in labels)


def in_order(labels: Sequence[Label], block: Block, stream: bool) -> tuple[list[Label], bool]:
    """The columns among ``labels`` as printed from left to right, and whether order and number are certain.

    ``stream``: the document does not say which row a label stands in.
    """
    columns = leaves(labels)
    named = [role.key for _, role in columns if role]
    form_order = [line.key for line in block.columns]
    if len(set(named)) < len(named):
        return columns, False
    complete = set(form_order) <= set(named)
    if stream:
        order = _by_reading(labels, block)
        return order or columns, complete and len(order) == len(columns)
    by_grid, by_words = by_grid_columns(columns), _by_words(labels, block)
    as_in_form = [role.key for _, role in by_words if role] == form_order
    agree = by_grid is None or by_grid == by_words or _known(by_grid) == _known(by_words)
    told = agree and (as_in_form or _groups_stand_above(labels, block))
    return by_grid or by_words, complete and (told or bool(by_grid and _groups_cover(labels, block)))


def _known(labels: Sequence[Label]) -> list[Label]:
    """The labels of the form; where among them a rectangular grid puts unknown words, nothing else can tell."""
    return [(item, role) for item, role in labels if role or not item.edge]


def by_grid_columns(labels: Sequence[Label]) -> list[Label] | None:
    """Labels from left to right, or None where two of them share a grid column or stand in different tables."""
    places = {(item.table, item.cell.column) for item, _ in labels}
    if len(places) < len(labels) or len({table for table, _ in places}) > 1:
        return None
    return sorted(labels, key=lambda label: label[0].cell.column)


def _by_reading(labels: Sequence[Label], block: Block) -> list[Label]:
    """The columns of labels read without their rows, if these stand as the form prints them; else none.

    A column beside a group spans the header's rows, so it is read before the columns of that group although it
    may stand behind them (自然人, 法人或其他组织, 总计, 商业企业…).
    """
    of_key = {role.key: (item, role) for item, role in labels if role and role.kind in (COLUMN, GROUP)}
    own = {line.key: core(line.group) for line in block.columns}
    read = [key for key in of_key if key in own or key in own.values()]
    beside = list(dict.fromkeys(group or key for key, group in own.items()))
    inside = [key for key in read if own.get(key)]
    if read == [*beside, *inside]:
        read = [key for one in beside for key in (inside if one not in own else [one])]
    elif read != list(own):
        return []
    return [of_key[key] for key in read]


def _by_words(labels: Sequence[Label], block: Block) -> list[Label]:
    """Reading order, with what is printed below a group's label put in the place of that label. Words that the form
    does not print belong where the label before them in their line does."""
    groups = {line.key: core(line.group) for line in block.columns if line.group}
    parents: dict[int, int] = {}
    for child, (item, role) in enumerate(labels):
        above = [
            (position, other)
            for position, (cell, other) in enumerate(labels)
            if other and other.kind in (GROUP, ANCHOR) and cell.row < item.row
        ]
        own = [position for position, other in above if role and other.key == groups.get(role.key)]
        shared = [position for position, other in above if other.kind == ANCHOR]
        if role is None and child and _stand_in_one_line(labels[child - 1][0], item):
            beside = parents.get(child - 1)
            parents.update({} if beside is None else {child: beside})
        elif own or shared:
            parents[child] = (own or shared)[-1]
    return leaves(list(_flattened(labels, None, parents)))


def _stand_in_one_line(one: Item, other: Item) -> bool:
    return (one.table, one.row) == (other.table, other.row)


def _flattened(labels: Sequence[Label], parent: int | None, parents: dict[int, int]) -> Iterator[Label]:
    for position, label in enumerate(labels):
        if parents.get(position) == parent:
            yield label
            yield from _flattened(labels, position, parents)


def _groups_stand_above(labels: Sequence[Label], block: Block) -> bool:
    """Whether every grouped column has its group's label in a line above it; columns without groups stand in one."""
    lines = {role.key: item.row for item, role in of_kind(labels, GROUP)}
    own = {line.key: core(line.group) for line in block.columns if line.group}
    if not own:
        return len({item.row for item, _ in of_kind(labels, COLUMN)}) == 1
    return all(
        own[role.key] in lines and lines[own[role.key]] < item.row
        for item, role in of_kind(labels, COLUMN)
        if role.key in own
    )


def _groups_cover(labels: Sequence[Label], block: Block) -> bool:
    """Whether there are groups, and the label of each spans the grid columns of just the columns it names."""
    own = {line.key: core(line.group) for line in block.columns}
    groups = of_kind(labels, GROUP)
    for item, group in groups:
        below = range(item.cell.column, item.cell.column + item.cell.width)
        for leaf, role in of_kind(labels, COLUMN):
            if role.key in own and (leaf.cell.column in below) != (own[role.key] == group.key):
                return False
    return bool(groups) and _groups_stand_above(labels, block)
