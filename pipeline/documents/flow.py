"""An HTML tree to paragraphs and tables in the order a reader sees them: one walk, without recursion.

Text flows into the page or into the cell it stands in. Inline tags are joined with nothing between (pages split
digits and words over them); block tags and ``<br>`` end a paragraph; white space in the source collapses as in
a browser, so NBSP and U+3000 stay.

A table is *data* or *layout*, told when it closes:

- **layout** if its own cells (nested tables aside) are no grid of short texts: they hold prose, or other tables,
  or there is one text a row and no figure. Its content flows on as if the table were not there.
- **data** otherwise. Its cells are kept as a table, and tables nested in them follow it as tables of their own.
  Prose, and numbered headings, that stand alone in a row of a data table *also* flow on as paragraphs (pages
  that set the whole report in one table); they are in the table as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents.lines import is_heading

BLOCK = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "title",
        "ucaptitle",
        "ucapcontent",
        "ul",
    )
)
PRINTED_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}
ROW_GROUP = frozenset(PRINTED_ORDER)
CELL = frozenset(("td", "th"))
TABLE_PART = ROW_GROUP | CELL | {"tr"}
SOURCE_SPACE = re.compile(r"[ \t\r\n\f]+")
PROSE_LENGTH = 40
FEWEST_FIGURES, FEWEST_SHORT = 3, 4
SIMPLE_PARTS = frozenset(("p", "div", "br"))
VALUE = re.compile(r"\s*[+-]?[\d,，.]+\s*$|\s*[/—-]+\s*$")
MOST_CELLS = 200_000
"""Cells kept of one document; a form has some 250."""


@dataclass(slots=True)
class Paragraph:
    """``linked``: how many of its characters are link text. ``holder``: the block element it stands in."""

    text: str
    linked: int
    holder: etree._Element


@dataclass(slots=True)
class FlowCell:
    """A cell as written. ``text``: its paragraphs, without those of nested tables; set when it ends."""

    colspan: str | None
    rowspan: str | None
    blocks: list = field(default_factory=list)  # of Paragraph and FlowTable
    text: str = ""

    def end(self) -> None:
        self.text = "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))


@dataclass(slots=True)
class FlowTable:
    """A table as written. ``roots``: its element, or the loose rows and cells that form a table without one."""

    roots: list[etree._Element]
    groups: list[tuple[str, list[list[FlowCell]]]] = field(default_factory=list)
    loose_in: etree._Element | None = None

    def rows(self) -> Iterator[list[FlowCell]]:
        for _, rows in self.groups:
            yield from rows

    def add_row(self) -> None:
        if not self.groups:
            self.groups.append(("tbody", []))
        self.groups[-1][1].append([])

    def add_cell(self, cell: FlowCell) -> None:
        if not self.groups or not self.groups[-1][1]:
            self.add_row()
        self.groups[-1][1][-1].append(cell)

    def printed_groups(self) -> list[list[list[FlowCell]]]:
        """Row groups in printed order: the head first, the foot last, wherever they are written."""
        return [rows for _, rows in sorted(self.groups, key=lambda group: PRINTED_ORDER[group[0]])]


@dataclass(slots=True)
class Flow:
    """The outcome: blocks in order, the elements of data and layout tables, and notes."""

    blocks: list = field(default_factory=list)
    data_roots: list[etree._Element] = field(default_factory=list)
    layout_roots: list[etree._Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def collapsed(text: str) -> str:
    return SOURCE_SPACE.sub(" ", text).strip(" ")


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
        self.cells = 0

    def blocks(self) -> list:
        """Where text goes: the innermost open cell (text in a table but in no cell goes before the table)."""
        for place in reversed(self.open):
            if isinstance(place, FlowCell):
                return place.blocks
        return self.flow.blocks

    def text(self, text: str | None) -> None:
        if text:
            self.buffer.append(text)
            if self.links_open:
                self.linked += len(text.strip())

    def end_paragraph(self) -> None:
        if self.buffer:
            text = collapsed("".join(self.buffer))
            self.buffer.clear()
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
        nested = []
        for row in table.rows():
            filled = [cell for cell in row if cell.text.strip()]
            for cell in row:
                nested += [block for block in cell.blocks if isinstance(block, FlowTable)]
            if len(filled) == 1:
                blocks.extend(block for block in filled[0].blocks if _flows_on(block))
        blocks.append(table)
        blocks.extend(nested)


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
            figures += VALUE.match(cell.text) is not None
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


def _flows_on(block: Paragraph | FlowTable) -> bool:
    return isinstance(block, Paragraph) and (_is_prose(block.text) or is_heading(block.text))


def is_link(block: Paragraph | FlowTable) -> bool:
    """Whether most of a paragraph is link text."""
    return isinstance(block, Paragraph) and block.linked * 2 > len(block.text.strip())


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
