"""Tables of data and tables of layout, told by what is in their cells.

A table is

- **layout** if its own cells (nested tables aside) are no grid of short texts: they hold prose, or other tables,
  or there is one text a row and no figure. Its content flows on as if the table were not there.
- **data** otherwise. Its cells are kept as a table, and tables nested in them follow it as tables of their own.
  Long prose in a cell, and prose or a numbered heading alone in a row, *also* flow on as paragraphs (pages that
  set the whole report in one table); they are in the table as well.
"""

from pipeline.documents.lines import is_figure, is_heading
from pipeline.documents.parts import FlowCell, FlowTable, Paragraph

PROSE_LENGTH, LONG_PROSE = 40, 200
FEWEST_FIGURES, FEWEST_SHORT = 3, 4


def is_layout(table: FlowTable) -> bool:
    """See the module's docstring."""
    short = figures = holding = 0
    several_a_row = False
    for row in table.rows():
        filled = 0
        for cell in row:
            holding += any(isinstance(block, FlowTable) for block in cell.blocks)
            if not cell.text.strip() or _is_linked(cell):
                continue
            filled += 1
            figures += is_figure(cell.text)
            holding += _is_prose(cell.text)
            short += len(cell.text) <= PROSE_LENGTH
        several_a_row = several_a_row or filled > 1
        if figures >= FEWEST_FIGURES:
            return False
    if holding:
        return short < FEWEST_SHORT or not several_a_row
    return not several_a_row and not figures


def _is_linked(cell: FlowCell) -> bool:
    linked = sum(block.linked for block in cell.blocks if isinstance(block, Paragraph))
    return linked * 2 > len(cell.text)


def _is_prose(text: str) -> bool:
    return len(text) > PROSE_LENGTH and "。" in text


def flowing(row: list[FlowCell]) -> list[Paragraph]:
    """The paragraphs of a row of a data table that are also part of the text around it."""
    filled = [cell for cell in row if cell.text.strip()]
    flowing = []
    for cell in filled:
        paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
        if len(cell.text) > LONG_PROSE and _is_prose(cell.text):
            flowing += paragraphs
        elif len(filled) == 1:
            flowing += [part for part in paragraphs if _is_prose(part.text) or is_heading(part.text)]
    return flowing
