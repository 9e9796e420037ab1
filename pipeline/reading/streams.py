"""Cells written one after the other, put back into rows where their own order tells how wide a row is.

Text that keeps an empty line for every covered cell has as many lines to each row of the table. Such a width is
taken only if it is the one width at which every row with figures is whole: its labels first, the last of them the
label of a row of the forms, then nothing but values; or one last row of values alone below the labels, as wide as
table 4 or a part of it.
Where every label is followed by one value, or an empty line for it, each is a row (table 4 on its side).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.documents import Cell, Table
from pipeline.forms import EDITIONS
from pipeline.reading.labels import ROW, roles
from pipeline.states import CellState
from pipeline.values import parse_value

_WIDTHS = range(3, 21)
_OF_OUTCOMES = {
    len(block.columns) * groups
    for form in EDITIONS.values()
    for table in form.tables
    if table.paired
    for block in table.blocks
    for groups in range(1, len(block.rows) + 1)
}
"""Columns of table 4, or of a part of it."""
_WORDS, _FIGURE, _DOUBTFUL, _EMPTY = "wfd."
"""What a cell prints: words, something in the place of a figure, one that can be read in two ways, or nothing. The
kinds of a stream's cells are one string, and its rows are slices of it."""
_ROW_OF_ONE = re.compile(f"{_WORDS}+[^{_WORDS}]")
_ONE_VALUE_EACH = re.compile(f"(?:{_ROW_OF_ONE.pattern}){{8,}}")
_KINDS = {CellState.TEXT: _WORDS, CellState.BLANK: _EMPTY, CellState.DOUBTFUL: _DOUBTFUL}


def in_rows(table: Table) -> Table:
    """``table`` as a grid if its stream tells one, else as it is."""
    (cells,) = table.rows
    texts = [cell.text for cell in cells]
    kinds = "".join(map(_kind, texts))
    if _ONE_VALUE_EACH.fullmatch(kinds):
        ends = [match.end() for match in _ROW_OF_ONE.finditer(kinds)]
        return _grid(table, [texts[start:end] for start, end in pairwise([0, *ends])], False)
    found = [width for width in _WIDTHS if _is_whole(kinds, texts, width)]
    if len(found) != 1:
        return table
    width = found[0]
    texts += [""] * (-len(texts) % width)
    rows = [texts[start : start + width] for start in range(0, len(texts), width)]
    return _grid(table, rows, True)


def _grid(table: Table, rows: Sequence[Sequence[str]], rectangular: bool) -> Table:
    placed = tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows)
    return replace(table, rows=placed, rectangular=rectangular, stream=False)


def _kind(text: str) -> str:
    return _KINDS.get(parse_value(text).state, _FIGURE)


def _is_whole(kinds: str, texts: Sequence[str], width: int) -> bool:
    """Whether every row with figures is whole if rows are ``width`` cells wide. What is missing from the last row are
    empty lines at the end, which text does not keep; unless it keeps none, or parted digits may be two of the row's
    cells."""
    missing = -len(kinds) % width
    if missing and (_EMPTY not in kinds or _DOUBTFUL in kinds[missing - width :]):
        return False
    filled = kinds.replace(_DOUBTFUL, _FIGURE) + _EMPTY * missing
    rows = {start: filled[start : start + width] for start in range(0, len(filled), width)}
    with_figures = {start: row for start, row in rows.items() if _FIGURE in row}
    if len(with_figures) == 1:
        *above, last = rows.values()
        return (
            width in _OF_OUTCOMES
            and _FIGURE in last
            and _WORDS not in last
            and all(_WORDS in row for row in above)
        )
    if not with_figures:
        return False
    edge = min(row.find(_FIGURE) for row in with_figures.values())
    return all(
        row.rfind(_WORDS) < edge and _names_a_row(row, texts[start : start + width])
        for start, row in with_figures.items()
    )


def _names_a_row(row: str, texts: Sequence[str]) -> bool:
    """Whether the last label is that of a row, and no other label is that of a row alone."""
    labels = [text for kind, text in zip(row, texts, strict=False) if kind == _WORDS]
    kinds = [{role.kind for role in roles(label)} for label in labels]
    return bool(kinds) and ROW in kinds[-1] and {ROW} not in kinds[:-1]
