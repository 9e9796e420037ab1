"""Tables to segments: a run of labels and the run of values that follows it.

Every layout comes down to this. In a grid a segment is a row; in text with one cell a line it is what stands
between one label and the next; a header row is a segment without values. Nothing is counted or placed here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline.documents import Cell, Table
from pipeline.reading.labels import COLUMN, ROW, Role, is_known, roles
from pipeline.reading.streams import in_rows
from pipeline.reading.upright import upright
from pipeline.states import CellState
from pipeline.values import UNIT, Value, parse_value

_LONGEST_JOIN = 5
_LONGEST = 300
"""Characters of a cell that are looked at; no value and no label is longer."""
_CUT = "…"
"""Stands where the rest was left out, so that what is left of a long text is no number."""
_NUMERAL_ALONE = re.compile(r"\d{1,2}[.．、]|[(（]\d{1,2}[)）]")
_DECIMALS = re.compile(r"[.．]\d+")
_MARK = re.compile(r"\[\d{1,2}\]|注\d{0,2}|[①-⑳]|[*※†#]+")


@dataclass(slots=True)
class Item:
    """A cell with where it stands, what it prints and which labels of the forms it can be.

    ``table``: its number, and ``edge`` how many columns it has if it is rectangular, else 0. ``is_blank``: it tells
    nothing of where the others stand: it is empty, or the mark of a footnote alone. ``is_words``: it may be a label.
    ``is_unit``: it is a unit alone, as in a column of units.
    """

    cell: Cell
    table: int
    edge: int
    row: int
    value: Value
    roles: frozenset[Role]
    is_blank: bool
    is_words: bool
    is_unit: bool
    turned: bool

    @property
    def locator(self) -> str:
        row, column = self.row, self.cell.column + 1
        if self.turned:
            row, column = column, row
        return f"table {self.table}, row {row}, column {column}"


@dataclass(slots=True)
class Segment:
    """Labels and the values behind them, blanks included, of ``table``. ``has_figures``: not all of these are blank."""

    table: Table
    labels: list[Item] = field(default_factory=list)
    values: list[Item] = field(default_factory=list)
    has_figures: bool = False

    def add_value(self, item: Item) -> None:
        self.values.append(item)
        self.has_figures = self.has_figures or not item.is_blank

    @property
    def stream(self) -> bool:
        return self.table.stream

    def ends_in_row(self, prints_figures: bool) -> bool:
        """Whether the last label is that of a row, behind which no other label stands: it can be nothing else, and
        stands in no row of column headers (复议后起诉); or, as 总计, it names a column only where no figure is printed."""
        kinds = _kinds(self.labels[-1]) if self.labels else ()
        if prints_figures:
            return kinds in ({ROW}, {ROW, COLUMN})
        return kinds == {ROW} and not any(_kinds(label) == {COLUMN} for label in self.labels)

    @property
    def is_paragraph(self) -> bool:
        return not self.table.rows


def _kinds(label: Item) -> set[str]:
    return {role.kind for role in label.roles}


def segments(table: Table) -> Iterator[Segment]:
    """The segments of one table, in reading order."""
    table = upright(table)
    if table.stream:
        table = in_rows(replace(table, rows=tuple(map(_joined, table.rows))))
    ends = (row[-1].column + row[-1].width for row in table.rows if row)
    edge = max(ends, default=0) if table.rectangular else 0
    for number, cells in enumerate(table.rows, start=1):
        yield from _split(_merged([_item(cell, table, edge, number) for cell in cells]), table)


def heading_segment(paragraph: str) -> Segment:
    """A paragraph between tables as labels without values: a table's group can be printed above it."""
    nowhere = Table(0, ())
    return Segment(nowhere, labels=[_item(Cell(paragraph, 0), nowhere, 0, 0)])


def _item(cell: Cell, table: Table, edge: int, row: int) -> Item:
    text = cell.text.strip()
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}{_CUT}"
    return Item(cell, table.number, edge, row, *_read(text), table.turned)


@lru_cache(maxsize=8_192)
def _read(text: str) -> tuple[Value, frozenset[Role], bool, bool, bool]:
    """What a cell prints, which labels it can be, and whether it is blank, words or a unit."""
    value = parse_value(text)
    if value.state is not CellState.TEXT:
        return value, frozenset(), value.state is CellState.BLANK, False, False
    is_mark, is_unit = _MARK.fullmatch(text) is not None, UNIT.fullmatch(text) is not None
    return value, roles(text), is_mark, not (is_mark or is_unit), is_unit


def _merged(items: list[Item]) -> list[Item]:
    """Labels printed again in the next cell are one merged cell that was filled in every place."""
    merged: list[Item] = []
    for item in items:
        last = merged[-1] if merged else None
        if last and item.roles and item.cell.text == last.cell.text:
            width = item.cell.column + item.cell.width - last.cell.column
            merged[-1] = replace(last, cell=replace(last.cell, width=width))
        else:
            merged.append(item)
    return merged


def _split(items: list[Item], table: Table) -> Iterator[Segment]:
    """Cut a row where a label follows a value. Blanks between labels are what a merged cell has left behind.

    Unknown words behind a value, or behind the label of a row, or at the end of an empty row, are a value in a grid
    (``text``), but the next label in a stream.
    """
    segment = Segment(table)
    prints_figures = any([item.value.number is not None for item in items])
    for item in items:
        if not item.is_words:
            segment.add_value(item)
            continue
        is_note = item is items[-1] and segment.values and not (segment.labels or item.roles or table.stream)
        is_label = not is_note and (item.roles or table.stream or not segment.ends_in_row(prints_figures))
        if is_label and segment.has_figures and (table.stream or item.roles):
            yield segment
            segment = Segment(table)
        if is_label and not segment.has_figures:
            if table.stream and segment.labels and segment.values:
                yield segment
                segment = Segment(table)
            segment.values.clear()
            segment.labels.append(item)
        else:
            segment.add_value(item)
    if segment.labels or segment.values:
        yield segment


def _joined(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Join lines that are one printed label together (商业 / 企业) and none alone, and a number with its decimals."""
    joined: list[Cell] = []
    position = 0
    is_words = [parse_value(cell.text).state is CellState.TEXT for cell in cells]
    while position < len(cells):
        length = 1
        below = cells[position + 1].text if position + 1 < len(cells) else ""
        if below and is_words[position + 1]:
            length = _label_length(cells[position : position + _LONGEST_JOIN])
        elif _DECIMALS.fullmatch(below) and cells[position].text[-1:].isdecimal():
            length = 2
        text = "\n".join(cell.text for cell in cells[position : position + length])
        joined.append(Cell(text, cells[position].column))
        position += length
    return tuple(joined)


def _label_length(cells: tuple[Cell, ...]) -> int:
    """How many of the first cells are words that make up one label of the forms, and not each a label of its own. The
    label's numeral may stand before them alone (``7.``, which is no figure where a label follows that lacks one). What
    is known to the letter, or cut into a label and parts of the next, goes before what is nearly a label."""
    words = int(_NUMERAL_ALONE.fullmatch(cells[0].text.strip()) is not None)
    while words < len(cells) and parse_value(cells[words].text).state is CellState.TEXT:
        words += 1
    parts = [cell.text for cell in cells[:words]]
    joined = ["".join(parts[:length]) for length in range(words + 1)]
    whole = [length for length in range(1, words + 1) if is_known(joined[length])]
    for length in reversed(whole):
        if length > 1 and not all(map(is_known, parts[:length])):
            return length
    if any(is_known("".join(parts[length:end])) for length in whole for end in range(length + 2, words + 1)):
        return 1
    for length in range(words, 1, -1):
        alone, together = [roles(part) for part in parts[:length]], roles(joined[length])
        if together and not all(alone) and all(of_part <= together for of_part in alone):
            return length
    return 1
