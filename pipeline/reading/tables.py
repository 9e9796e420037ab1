"""The statutory tables of a document: every cell of the form with its state, and every figure without a place.

How a number finds its place, and why it can't be silently wrong:

1. A table printed with rows and columns exchanged is turned (``upright``). Each row is cut into segments: labels,
   and the values behind them, blanks included (``segments``).
2. Each label is looked up among the printed labels of the forms (``labels``). Words place, never counting: a
   segment whose row label is not known to the forms has no place, whatever stands around it. A word too short to
   name a row anywhere (其他) names one only among the rows of its own group.
3. The words of a table tell its edition: 本年制发件数 is of 2021, 本年新制作数量 of 2019. Labels of another
   edition are unknown from then on.
4. Header words give the slots of the rows below, in printed order, whatever order that is (``headers``). A header
   that lacks a column, or that can be read in two ways, gives slots that are not certain; so does one with two rows
   of figures below it that no label tells apart (table 4). Words that no form prints head a column of their own (备注),
   whose cells have no place.
5. The values of a row are placed in its slots as a whole (``placement``). Figures in the first and in the last slot
   settle it, unless they alone stand beside the header. Where blanks stand at an edge, one cell too few there and one
   too many elsewhere would go unseen, so a witness is needed: the grid columns of the header cells, or other rows of
   the same shape (``witness``); they speak only where they agree among themselves.
6. Where no witness speaks, the row's own sum may break the tie (``ties``), and ``identity_used`` says so. Arithmetic
   never overrules words, and what breaks an identity is reported as it is printed.
7. A place that is claimed twice with different figures (``claims``), or without certainty, is ``doubtful``; so is a
   figure whose cell goes on below its row, and a row right below which figures stand alone. A place that nothing
   claims is ``absent``; a figure that claims no place is ``unplaced``.

So a figure is ``reported`` only if a known label names its row, known labels name all columns of its header, and at
least one witness says where the row begins, with none against it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.documents import Document
from pipeline.forms import EDITIONS, FormCell
from pipeline.reading.captions import units_by_table
from pipeline.reading.claims import Claims, settle
from pipeline.reading.editions import expected, has_form_words, tell_editions
from pipeline.reading.labels import COLUMN, has_short, is_known
from pipeline.reading.placement import place
from pipeline.reading.rows import Placed, Row
from pipeline.reading.segments import Item, Segment, heading_segment, segments
from pipeline.reading.ties import digits_that_add_up
from pipeline.reading.walk import walk
from pipeline.report import PlacedCell, Unplaced
from pipeline.states import CellState
from pipeline.values import units_of_money

_ABOVE = 3
"""Paragraphs above a table among which a label of its form may stand."""

_NUMBER_AND_WORDS = re.compile(r"\s*[+-]?\d[\d,，.．]*\s+[^\d\s]")
"""A cell and what stands in the next one, where the text shows no more than a space between them."""
_WIDTHS = {
    len(block.columns) * (len(block.rows) if table.paired else 1)
    for form in EDITIONS.values()
    for table in form.tables
    for block in table.blocks
}
"""Figures in the rows of the forms."""


@dataclass(frozen=True, slots=True)
class TablesRead:
    """What the tables of a document say. ``editions``: table key to edition, for the tables that were met."""

    editions: dict[str, str]
    cells: tuple[PlacedCell, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def edition(self) -> str | None:
        """The report's edition: that of its table 2, else of table 3."""
        return next(
            (self.editions[key] for key in ("proactive", "requests", "remedies") if key in self.editions),
            None,
        )


def read_tables(document: Document) -> TablesRead:
    """Read every statutory table of a document, in whatever tables it is printed."""
    found, apart = _form_segments(document)
    editions = tell_editions([segment for segment in found if not segment.is_paragraph])
    claims: Claims = {}
    unplaced = [
        _detached(item) for segment in apart for item in segment.values if item.value.number is not None
    ]
    met: set[str] = set()
    for row, placed in place(walk(found, editions)):
        if row.header.of_kind(COLUMN):
            met.add(row.form.key)
        for one in placed:
            key = one.slot and (row.key or one.slot.row)
            if key and one.slot.column:
                met.add(row.form.key)
                if one.item:
                    claims.setdefault((row.form.key, key, one.slot.column), []).append((row, one))
            elif one.item and one.item.value.number is not None:
                unplaced.append(_unplaced(row, one))
    settled, others = settle(claims)
    unplaced += [_unplaced(row, one) for row, one in others]
    editions = {table: edition for table, edition in editions.items() if table in met}
    if not editions:
        return TablesRead({}, unplaced=tuple(unplaced), notes=tuple(_notes((), unplaced)))
    parted: set[tuple[str, str, str]] = set()
    money = units_by_table(document)
    read = [_cell(cell, settled.get(cell.place), parted, money) for cell in _form_cells(editions)]
    cells = tuple(digits_that_add_up(read, parted, expected(editions)))
    return TablesRead(editions, cells, tuple(unplaced), tuple(_notes(cells, unplaced)))


def _form_segments(document: Document) -> tuple[list[Segment], list[Segment]]:
    """The segments of the tables that print words of the forms, of what follows such a table directly, and of labels
    that stand just above them as paragraphs; and those of tables further below that print no words at all."""
    found: list[Segment] = []
    apart: list[Segment] = []
    goes_on = False
    between: list[str] = []
    for block in document.blocks:
        if isinstance(block, str):
            between.append(block)
            continue
        of_table = list(segments(block))
        _settle_short_labels(of_table)
        headings = [heading_segment(paragraph) for paragraph in between[-_ABOVE:] if is_known(paragraph)]
        headings = [heading for heading in headings if has_form_words(heading.labels)]
        goes_on = goes_on and len(headings) == len(between)
        goes_on = goes_on or any(has_form_words(segment.labels) for segment in of_table)
        if goes_on:
            found += headings
            found += of_table
        elif found and not any(segment.labels for segment in of_table):
            apart += [segment for segment in of_table if len(segment.values) in _WIDTHS]
        between = []
    return found, apart


def _settle_short_labels(of_table: list[Segment]) -> None:
    """A label that other tables print too (复议, 企业) is one of the forms only in a table that has a whole label of
    theirs, which is not that of a column."""
    labels = [item for segment in of_table for item in segment.labels]
    short = [item for item in labels if has_short(item.roles)]
    if not short:
        return
    whole = {role.table for item in labels for role in item.roles if not role.short and role.kind != COLUMN}
    for item in short:
        item.roles = frozenset(role for role in item.roles if not role.short or role.table in whole)


def _form_cells(editions: dict[str, str]) -> Iterator[FormCell]:
    """Every cell that the report should print."""
    for table, edition in expected(editions).items():
        yield from EDITIONS[edition].cells_of[table]


def _cell(
    cell: FormCell, claim: Placed | None, parted: set[tuple[str, str, str]], money: dict[int, frozenset[str]]
) -> PlacedCell:
    """One cell from what claims it. Its place joins ``parted`` if nothing but its digits is in doubt."""
    if claim is None:
        return PlacedCell(*cell.place, value=None, unit=cell.unit, raw=None, state=CellState.ABSENT)
    value, certain = claim.item.value, claim.certain
    if cell.kind == "amount" and value.unit is None and value.number is not None:
        unit = next(iter(units_of_money(claim.slot.label)), None)
        value = replace(value, unit=unit)
        is_told = not value.number or cell.unit is None or money[claim.item.table] <= {unit or cell.unit}
        certain = certain and is_told
    certain = certain and value.fits(cell.kind)
    if value.state is CellState.TEXT and _NUMBER_AND_WORDS.match(claim.item.cell.text):
        certain = False
    if certain and value.state is CellState.DOUBTFUL:
        parted.add(cell.place)
    return PlacedCell(
        cell.table,
        cell.row,
        cell.column,
        value.in_unit(cell.unit),
        value.unit or cell.unit,
        claim.item.cell.text.strip(),
        value.state if certain else CellState.DOUBTFUL,
        certain and claim.identity_used,
        claim.item.locator,
    )


def _unplaced(row: Row, one: Placed) -> Unplaced:
    labels = row.segment.labels
    return Unplaced(
        table=row.form.key,
        row_label=labels[-1].cell.text.strip() if labels else None,
        column_label=one.slot.label.strip() if one.slot else None,
        raw=one.item.cell.text.strip(),
        value=one.item.value.in_unit(None),
    )


def _detached(item: Item) -> Unplaced:
    return Unplaced(None, None, None, item.cell.text.strip(), item.value.in_unit(None))


def _notes(cells: tuple[PlacedCell, ...], unplaced: list[Unplaced]) -> Iterator[str]:
    counts = Counter((cell.table, cell.state) for cell in cells)
    for (table, state), count in counts.items():
        if state in (CellState.ABSENT, CellState.DOUBTFUL):
            yield f"table {table}: {count} cells {state}: {state.meaning}"
    for table, count in Counter(figure.table for figure in unplaced).items():
        where = f"table {table}" if table else "tables without words"
        yield f"{where}: {count} figures have no place in the form"
