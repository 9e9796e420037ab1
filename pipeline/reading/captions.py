"""What stands around the figures of a table and tells their unit."""

from pipeline.documents import Document
from pipeline.values import units_of_money

_LONGEST = 60
"""Characters of a caption or label."""
_NO_UNITS: frozenset[str] = frozenset()


def units_by_table(document: Document) -> dict[int, frozenset[str]]:
    """The units of money (单位：元) that each table, by its number, names in its headers and labels, or that the lines
    above it do, or a table of one row there. What goes on right below another table may go on with its units."""
    units: dict[int, frozenset[str]] = {}
    above = before = _NO_UNITS
    is_right_below = False
    for block in document.blocks:
        if isinstance(block, str):
            above |= _units(block)
            is_right_below = False
            continue
        own = _NO_UNITS.union(*(_units(cell.text) for row in block.rows for cell in row))
        before = units[block.number] = own | above | (before if is_right_below else _NO_UNITS)
        above = before if len(block.rows) == 1 else _NO_UNITS
        is_right_below = True
    return units


def _units(text: str) -> frozenset[str]:
    return units_of_money(text) if "元" in text and len(text) <= _LONGEST else _NO_UNITS
