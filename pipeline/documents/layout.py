"""Tables of data and tables of layout, told by what is in their cells.

A table is

- **layout** if its own cells (nested tables aside) are no grid of short texts: they hold prose, or other tables,
  or there is one text a row, few empty cells and no figure. Its content flows on as if the table were not there.
- **data** otherwise. Its cells are kept as a table, and tables nested in them follow it as tables of their own.
  Long prose in a cell, and prose or a numbered heading alone in a row, *also* flow on as paragraphs, and where the
  table holds headings of sections (pages that set the whole report in one table) so does what stands alone in the
  rows of sections without a form; all of it is in the table as well.
"""

from pipeline.documents.headings import WITH_A_FORM, heads_section
from pipeline.documents.lines import is_figure, is_heading
from pipeline.documents.parts import FlowCell, FlowTable, Paragraph

PROSE_LENGTH, LONG_PROSE = 40, 200
SENTENCE_ENDS = ("。", "：", "；", "！")
FEWEST_FIGURES, FEWEST_SHORT = 3, 4
FEWEST_BLANK = 5
"""Cells left empty in a row with a label, as in a table 3 of zeros."""


def is_layout(table: FlowTable) -> bool:
    """See the module's docstring."""
    short = figures = holding = 0
    several_a_row = False
    for row in table.rows():
        filled = blank = 0
        for cell in row:
            for block in cell.blocks:
                holding += isinstance(block, FlowTable)
            if not cell.text or cell.text.isspace():
                blank += 1
                continue
            if _is_linked(cell):
                continue
            filled += 1
            figures += is_figure(cell.text)
            holding += _is_prose(cell.text)
            short += len(cell.text) <= PROSE_LENGTH
        several_a_row = several_a_row or filled > 1 or (filled and blank >= FEWEST_BLANK)
        if figures >= FEWEST_FIGURES:
            return False
    if holding:
        return short < FEWEST_SHORT or not several_a_row
    return not several_a_row and not figures


def _is_linked(cell: FlowCell) -> bool:
    return 2 * sum(paragraph.linked for paragraph in cell.paragraphs()) > len(cell.text)


def _is_prose(text: str) -> bool:
    return len(text) > PROSE_LENGTH and "。" in text


def flowing(table: FlowTable) -> list[Paragraph]:
    """The paragraphs of a data table that are also part of the text around it."""
    rows = [[cell for cell in row if cell.text.strip()] for row in table.rows()]
    headings = [heads_section(_in_one_line(row[0])) if len(row) == 1 else None for row in rows]
    first = next(filter(None, headings), None)
    section = first - 1 if first else None
    flowing = []
    for row, heading in zip(rows, headings, strict=True):
        alone = row[0].paragraphs() if len(row) == 1 else []
        if heading and alone:
            section = heading
            flowing.append(_joined(alone))
        flowing += [part for part in alone if not heading and _is_text(part.text, section)]
        for cell in row if len(row) > 1 else ():
            if len(cell.text) > LONG_PROSE and _is_prose(cell.text):
                flowing += cell.paragraphs()
    return flowing


def _is_text(text: str, section: int | None) -> bool:
    """Whether a paragraph alone in its row belongs to the text: in a table that holds whole sections all but the
    labels of the forms do, elsewhere only prose and numbered headings."""
    if section is not None and section not in WITH_A_FORM:
        return True
    is_sentence = section is not None and text.rstrip().endswith(SENTENCE_ENDS)
    return is_sentence or _is_prose(text) or is_heading(text)


def _in_one_line(cell: FlowCell) -> str:
    return cell.text.replace("\n", "") if len(cell.text) <= LONG_PROSE else ""


def _joined(parts: list[Paragraph]) -> Paragraph:
    text = "".join(part.text for part in parts)
    return Paragraph(text, sum(part.linked for part in parts), parts[0].holder)
