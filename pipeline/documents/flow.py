"""An HTML tree to paragraphs and tables in the order a reader sees them: one walk, without recursion.

Text flows into the page or into the cell it stands in. Inline tags are joined with nothing between (pages split
digits and words over them); block tags, ``<br>`` and the lines of ``pre`` end a paragraph; white space in the source
collapses as in a browser, so NBSP and U+3000 stay. When a table closes it is told whether it holds data or is layout
only (see :mod:`pipeline.documents.layout`).
"""

from lxml import etree

from pipeline.documents import links, marks
from pipeline.documents.layout import flowing, is_layout
from pipeline.documents.markup import BLOCK, CELL, TABLE_PART
from pipeline.documents.parts import PICTURE, Flow, FlowCell, FlowTable
from pipeline.documents.written import paragraph_of, simple_cell

SHOWN_FIELDS = frozenset(("text", "number"))
BETWEEN_TAGS = frozenset((" ", "\n", "\r\n"))
"""White space of the source that begins no paragraph; most of what stands between tags."""
NOT_INLINE = BLOCK | TABLE_PART | marks.MARKED | {"table", "a", "input", "img"}
MOST_CELLS = 200_000
"""Cells kept of one document; a form has some 250."""


def _follows_cell(element: etree._Element) -> bool:
    before = element.getprevious()
    return before is not None and before.tag in CELL


class _Walk:
    """``places``: where text goes, the innermost open cell last (text in a table but in no cell goes before the
    table). ``holders``: the block elements and cells that are open. ``buffer``: the text of the open paragraph.
    ``marks_open``: the signs of marks, empty for one inside of another that says the same."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.open: list[FlowTable | FlowCell] = []
        self.places: list[list] = [self.flow.blocks]
        self.holders: list[etree._Element] = []
        self.buffer: list[str] = []
        self.linked = 0
        self.links_open = 0
        self.marks_open: list[str] = []
        self.has_marks = False
        self.cells = 0

    def read(self, body: etree._Element) -> None:
        self.start(body)
        pending = [(body, iter(body))]
        while pending:
            element, parts = pending[-1]
            for part in parts:
                if not self.take_whole(part):
                    self.start(part)
                    pending.append((part, iter(part)))
                    break
            else:
                pending.pop()
                self.end(element)

    def text(self, text: str | None) -> None:
        if text and (self.buffer or text not in BETWEEN_TAGS):
            self.buffer.append(text)
            if self.links_open:
                self.linked += len(text.strip())

    def end_paragraph(self) -> None:
        if self.buffer:
            holder, written = self.holders[-1], "".join(self.buffer)
            if self.has_marks:
                written = marks.parted(written)
            if holder.tag == "pre" and "\n" in written:
                for line in written.split("\n"):
                    self.add_paragraph(line, holder)
            else:
                self.add_paragraph(written, holder)
            self.has_marks = bool(self.marks_open)
            self.buffer[:] = self.marks_open
        self.linked = 0

    def add_paragraph(self, written: str, holder: etree._Element) -> None:
        paragraph = paragraph_of(written, holder)
        if paragraph and self.has_marks:
            paragraph.text = marks.resolve(paragraph.text, is_in_cell=len(self.places) > 1)
            if paragraph.tabbed:
                cells = [marks.resolve(cell, is_in_cell=True) for cell in paragraph.tabbed.split("\t")]
                paragraph.tabbed = "\t".join(cells).replace(marks.STRUCK_OUT, PICTURE)
        if paragraph and paragraph.text:
            paragraph.linked += self.linked
            self.places[-1].append(paragraph)

    def take_whole(self, element: etree._Element) -> bool:
        """Reads an element at once if it has none in it, or is a simple row: most are."""
        tag = element.tag
        if tag == "tr":
            if self.marks_open or not self.take_simple_row(element):
                return False
        elif len(element) or self.links_open or self.marks_open or tag == "pre":
            return False
        elif tag in BLOCK:
            if self.buffer:
                self.end_paragraph()
            if element.text and (paragraph := paragraph_of(element.text, element)):
                self.places[-1].append(paragraph)
        elif tag in NOT_INLINE:
            return False
        else:
            self.text(element.text)
        self.text(element.tail)
        return True

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCK:
            self.end_paragraph()
            self.holders.append(element)
        elif tag == "table":
            self.end_paragraph()
            self.open.append(FlowTable([element]))
        elif tag in TABLE_PART:
            self.end_paragraph()
            self.start_part(element)
        elif tag == "a":
            if links.is_link(element):
                self.links_open += 1
            else:
                element.tag = "span"
        elif tag == "input" or tag == "img":
            self.take_shown(element, tag)
        elif tag in marks.MARKED:
            sign = marks.opening(tag)
            self.marks_open.append("" if sign in self.marks_open else sign)
            self.buffer.append(self.marks_open[-1])
            self.has_marks = True
        self.text(element.text)

    def take_shown(self, element: etree._Element, tag: str) -> None:
        """What a cell shows that is not written as text: the value of a field; a picture, which cannot be read."""
        cell = next((place for place in reversed(self.open) if isinstance(place, FlowCell)), None)
        if cell is None:
            return
        if tag == "img":
            cell.has_picture = True
        elif element.get("type", "text").lower() in SHOWN_FIELDS:
            self.text(element.get("value"))

    def start_part(self, element: etree._Element) -> None:
        table = self.table_of(element)
        if element.tag == "tr":
            table.add_row()
        elif element.tag in CELL:
            if element.getparent().tag != "tr" and not _follows_cell(element):
                table.add_row()
            cell = FlowCell(element.get("colspan"), element.get("rowspan"))
            self.add_cells(table, [cell])
            self.open.append(cell)
            self.places.append(cell.blocks)
            self.holders.append(element)
        else:
            table.groups.append((element.tag, []))

    def table_of(self, part: etree._Element) -> FlowTable:
        """The open table that a row group, row or cell belongs to; a loose part begins one."""
        if not (self.open and isinstance(self.open[-1], FlowTable)):
            self.open.append(FlowTable([], loose_in=part.getparent()))
        table = self.open[-1]
        if table.loose_in is not None and table.loose_in is part.getparent():
            table.roots.append(part)
        return table

    def add_cells(self, table: FlowTable, cells: list[FlowCell]) -> None:
        self.cells += len(cells)
        if self.cells <= MOST_CELLS:
            for cell in cells:
                table.add_cell(cell)

    def take_simple_row(self, row: etree._Element) -> bool:
        """A row whose cells hold only text, or paragraphs of text."""
        cells = []
        for element in row:
            cell = simple_cell(element) if element.tag in CELL else None
            if cell is None or (element.tail and not element.tail.isspace()):
                return False
            cells.append(cell)
        self.end_paragraph()
        table = self.table_of(row)
        table.add_row()
        self.text(row.text)
        self.add_cells(table, cells)
        self.end_paragraph()
        self.close_loose_table(row)
        return True

    def end(self, element: etree._Element) -> None:
        tag = element.tag
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
                self.places.pop()
                self.holders.pop()
            self.close_loose_table(element)
        elif tag == "a":
            self.links_open -= 1
        elif tag in marks.MARKED and self.marks_open.pop():
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
        blocks = self.places[-1]
        if is_layout(table):
            self.flow.layout_roots.extend(table.roots)
            for row in table.rows():
                for cell in row:
                    blocks.extend(cell.blocks)
            return
        self.flow.data_roots.extend(table.roots)
        blocks += flowing(table)
        nested = [inner for row in table.rows() for cell in row for inner in cell.nested()]
        table.mark_pictures()
        if len(self.places) > 1:
            table.end()
        blocks += [table, *nested]


def read(tree: etree._Element) -> Flow:
    """The blocks of ``tree`` (its ``body``; a page without one has none)."""
    walk = _Walk()
    body = tree if tree.tag == "body" else tree.find("body")
    if body is None:
        return walk.flow
    body.tail = None
    walk.read(body)
    if walk.cells > MOST_CELLS:
        walk.flow.notes.append(f"only the first {MOST_CELLS} of {walk.cells} table cells were read")
    return walk.flow
