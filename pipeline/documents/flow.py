"""An HTML tree to paragraphs and tables in the order a reader sees them: one walk, without recursion.

Text flows into the page or into the cell it stands in. Inline tags are joined with nothing between (pages split
digits and words over them); block tags and ``<br>`` end a paragraph; white space in the source collapses as in
a browser, so NBSP and U+3000 stay. When a table closes it is told whether it holds data or is layout only (see
:mod:`pipeline.documents.layout`).
"""

import re

from lxml import etree

from pipeline.documents import marks
from pipeline.documents.layout import flowing, is_layout
from pipeline.documents.markup import BLOCK, CELL, TABLE_PART
from pipeline.documents.parts import Flow, FlowCell, FlowTable, Paragraph

SOURCE_SPACE = re.compile(r"[ \t\r\n\f]+")
SIMPLE_PARTS = frozenset(("p", "div", "br"))
MOST_CELLS = 200_000
"""Cells kept of one document; a form has some 250."""


def collapsed(text: str) -> str:
    return text if text.isalnum() else SOURCE_SPACE.sub(" ", text).strip(" ")


def _simple_texts(cell: etree._Element) -> list[str] | None:
    """The paragraphs of a cell that holds nothing but text and paragraphs of text, else None."""
    if cell.tag not in CELL:
        return None
    texts = [cell.text]
    for part in cell:
        if part.tag not in SIMPLE_PARTS or len(part):
            return None
        texts += (part.text, part.tail)
    return [text for written in texts if written and (text := collapsed(written))]


class _Walk:
    def __init__(self) -> None:
        self.flow = Flow()
        self.open: list[FlowTable | FlowCell] = []
        self.holders: list[etree._Element] = []
        self.buffer: list[str] = []
        self.linked = 0
        self.links_open = 0
        self.marks_open: list[str] = []
        self.has_marks = False
        self.cells = 0

    def blocks(self) -> list:
        """Where text goes: the innermost open cell (text in a table but in no cell goes before the table)."""
        for place in reversed(self.open):
            if isinstance(place, FlowCell):
                return place.blocks
        return self.flow.blocks

    def in_cell(self) -> bool:
        return any(isinstance(place, FlowCell) for place in self.open)

    def text(self, text: str | None) -> None:
        if text:
            self.buffer.append(text)
            if self.links_open:
                self.linked += len(text.strip())

    def end_paragraph(self) -> None:
        if self.buffer:
            text = collapsed("".join(self.buffer))
            if self.has_marks:
                text = marks.resolve(text + marks.closing() * len(self.marks_open), self.in_cell())
                self.has_marks = bool(self.marks_open)
            self.buffer[:] = self.marks_open
            if text:
                self.blocks().append(Paragraph(text, self.linked, self.holders[-1]))
        self.linked = 0

    def start(self, element: etree._Element, tag: str) -> bool:
        """Whether all of the element has been read, so that the walk may go on behind it."""
        if tag in BLOCK:
            self.end_paragraph()
            self.holders.append(element)
        elif tag == "table":
            self.end_paragraph()
            self.open.append(FlowTable([element]))
        elif tag in TABLE_PART:
            self.end_paragraph()
            if self.start_part(element, tag):
                return True
        elif tag == "a":
            self.links_open += 1
        elif tag in marks.MARKED:
            self.marks_open.append(marks.opening(tag))
            self.buffer.append(self.marks_open[-1])
            self.has_marks = True
        self.text(element.text)
        return False

    def start_part(self, element: etree._Element, tag: str) -> bool:
        if not (self.open and isinstance(self.open[-1], FlowTable)):
            self.open.append(FlowTable([], loose_in=element.getparent()))
        table = self.open[-1]
        if table.loose_in is element.getparent():
            table.roots.append(element)
        if tag == "tr":
            table.add_row()
            return self.take_simple_row(element, table)
        if tag in CELL:
            cell = FlowCell(element.get("colspan"), element.get("rowspan"))
            self.cells += 1
            if self.cells <= MOST_CELLS:
                table.add_cell(cell)
            self.open.append(cell)
            self.holders.append(element)
        else:
            table.groups.append((tag, []))
        return False

    def take_simple_row(self, row: etree._Element, table: FlowTable) -> bool:
        """A row whose cells hold only text, or paragraphs of text, is read without walking it (most rows are)."""
        cells = []
        for element in row:
            texts = _simple_texts(element)
            if texts is None or (element.tail and element.tail.strip()):
                return False
            cell = FlowCell(element.get("colspan"), element.get("rowspan"))
            cell.blocks = [Paragraph(text, 0, element) for text in texts]
            cell.text = "\n".join(texts)
            cells.append(cell)
        self.cells += len(cells)
        if self.cells <= MOST_CELLS:
            for cell in cells:
                table.add_cell(cell)
        return True

    def end(self, element: etree._Element, tag: str) -> None:
        if tag in BLOCK:
            self.end_paragraph()
            self.holders.pop()
        elif tag == "table":
            self.end_paragraph()
            self.close_table()
        elif tag in TABLE_PART:
            self.end_paragraph()
            if tag in CELL:
                self.open.pop().end()
                self.holders.pop()
            self.close_loose_table(element)
        elif tag == "a":
            self.links_open -= 1
        elif tag in marks.MARKED:
            self.marks_open.pop()
            self.buffer.append(marks.closing())
        self.text(element.tail)

    def close_loose_table(self, element: etree._Element) -> None:
        table = self.open[-1]
        if isinstance(table, FlowTable) and table.loose_in is element.getparent():
            following = element.getnext()
            if following is None or following.tag not in TABLE_PART:
                self.close_table()

    def close_table(self) -> None:
        table = self.open.pop()
        blocks = self.blocks()
        if is_layout(table):
            self.flow.layout_roots.extend(table.roots)
            for row in table.rows():
                for cell in row:
                    blocks.extend(cell.blocks)
            return
        self.flow.data_roots.extend(table.roots)
        blocks += flowing(table)
        nested = [inner for row in table.rows() for cell in row for inner in cell.nested()]
        table.end()
        blocks += [table, *nested]


def read(tree: etree._Element) -> Flow:
    """The blocks of ``tree`` (its ``body``; a page without one has none)."""
    walk = _Walk()
    body = tree if tree.tag == "body" else tree.find("body")
    if body is None:
        return walk.flow
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            walk.end(element, element.tag)
        elif walk.start(element, element.tag):
            walker.skip_subtree()
    walk.end_paragraph()
    if walk.cells > MOST_CELLS:
        walk.flow.notes.append(f"only the first {MOST_CELLS} of {walk.cells} table cells were read")
    return walk.flow
