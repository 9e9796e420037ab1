"""WordprocessingML to paragraphs and tables in the order a reader sees them: one walk.

A line break ends a paragraph, as on a page. A text box is read behind the outermost paragraph or table that it is
anchored in. Depth needs no bound here: the parser has one.
"""

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents import marks, runs
from pipeline.documents.layout import flowing, is_layout
from pipeline.documents.parts import Flow, FlowCell, FlowTable, Paragraph
from pipeline.documents.revisions import END_DELETED, W, accept, unwrap

BODY, PARAGRAPH, TABLE, ROW, CELL = (W + name for name in ("body", "p", "tbl", "tr", "tc"))
INSERTED_DOCUMENT = W + "altChunk"
ROW_PROPERTIES, CELL_PROPERTIES = W + "trPr", W + "tcPr"
BEFORE, AFTER, SPAN, DOWN, ACROSS = (
    W + name for name in ("gridBefore", "gridAfter", "gridSpan", "vMerge", "hMerge")
)
VALUE = W + "val"
WIDEST = 63
"""Columns of a table in Word at most."""

NO_PROPERTIES: dict[str, str] = {}

Block = Paragraph | FlowTable


@dataclass(slots=True)
class WordCell(FlowCell):
    """A cell that knows where it stands; it grows by the cells that continue it."""

    column: int = 0
    width: int = 1
    height: int = 1


@dataclass(slots=True)
class WordTable(FlowTable):
    """``rectangular``: see :class:`pipeline.documents.Table`. ``above``: cells that the next row may continue, by
    their column."""

    rectangular: bool = True
    above: dict[int, WordCell] = field(default_factory=dict)


def read(root: etree._Element) -> Flow:
    """The blocks of a document part: tables are :class:`WordTable`, their cells :class:`WordCell`. The tree is used
    up."""
    body = root.find(BODY)
    if body is None:
        return Flow()
    has_revisions = accept(body)
    unwrap(body)
    story = _Story(has_revisions)
    return Flow(story.blocks(body), notes=[f"{what}: {count}" for what, count in story.flaws.items()])


class _Story:
    def __init__(self, has_revisions: bool) -> None:
        self.has_revisions = has_revisions
        self.flaws: Counter[str] = Counter()
        self.boxes: list[Block] = []
        self.tables_open = 0
        self.pictures = 0

    def blocks(self, holder: etree._Element) -> list[Block]:
        """What stands in the body, a cell or a text box."""
        found: list[Block] = []
        text = ""
        for element in holder:
            tag = element.tag
            if tag == PARAGRAPH:
                plain = runs.plain(element)
                if plain is None:
                    plain = self.text(element)
                text = text + plain if text else plain
                if text and not (self.has_revisions and element.get(END_DELETED)):
                    found += self.paragraphs(text, element)
                    text = ""
            elif tag == TABLE:
                found += self.table(element)
            elif tag == INSERTED_DOCUMENT:
                self.flaws["inserted documents of another format that were not read"] += 1
            if self.boxes and not self.tables_open:
                found += self.boxes
                self.boxes = []
        return found + self.paragraphs(text, holder) if text else found

    def paragraphs(self, text: str, holder: etree._Element) -> list[Block]:
        if text.isalnum():
            return [Paragraph(text, 0, holder)]
        if marks.closing() in text:
            text = marks.resolve(text, is_in_cell=self.tables_open > 0)
        return [Paragraph(line, 0, holder) for part in text.split("\n") if (line := part.strip(" \t"))]

    def text(self, paragraph: etree._Element) -> str:
        found = runs.read(paragraph)
        if found.objects:
            self.flaws["pictures, embedded objects or footnotes that were not read"] += found.objects
            self.pictures += found.pictures
        for box in found.boxes:
            if self.tables_open:
                self.flaws["text boxes in tables, read as paragraphs behind them"] += 1
                self.pictures += 1
            self.boxes += [block for block in self.blocks(box) if block.text != marks.STRUCK_OUT]
        return found.text

    def table(self, element: etree._Element) -> list[Block]:
        """The table, or what flows on in its place (see :mod:`pipeline.documents.layout`)."""
        table = WordTable([element])
        self.tables_open += 1
        edges = {self.row(row, table) for row in element if row.tag == ROW}
        self.tables_open -= 1
        table.rectangular = table.rectangular and len(edges) == 1
        cells = [cell for row in table.rows() for cell in row]
        if is_layout(table):
            return [block for cell in cells for block in cell.blocks]
        flowing_on = flowing(table)
        nested = [inner for cell in cells for inner in cell.nested()]
        table.mark_pictures()
        if self.tables_open:
            table.end()
        return [*flowing_on, table, *nested]

    def row(self, element: etree._Element, table: WordTable) -> int:
        """Places the cells of a row under those above; returns the grid column behind it."""
        table.add_row()
        properties = _properties(next(element.iterchildren(ROW_PROPERTIES), None))
        column = _columns(properties.get(BEFORE), 0)
        table.rectangular = table.rectangular and not column and not _columns(properties.get(AFTER), 0)
        above, table.above = table.above, {}
        cell: WordCell | None = None
        for part in element:
            if part.tag != CELL:
                continue
            first = part[0] if len(part) else None  # of a cell, its properties come first
            has_properties = first is not None and first.tag == CELL_PROPERTIES
            properties = _properties(first) if has_properties else NO_PROPERTIES
            width = _columns(properties[SPAN], 1) if SPAN in properties else 1
            continues = properties.get(DOWN) == "continue"
            upper = above.get(column) if continues else None
            pictures = self.pictures
            blocks = self.blocks(part)
            if cell and properties.get(ACROSS) == "continue":
                self.cover(blocks)
                cell.width += width
            elif upper and upper.width == width:
                self.cover(blocks)
                cell = upper
                cell.height += 1
            else:
                table.rectangular = table.rectangular and not continues
                cell = WordCell(None, None, blocks, "", False, column, width)
                cell.end()
                cell.has_picture = cell.has_picture or (self.pictures > pictures and not cell.text)
                table.add_cell(cell)
            if DOWN in properties:
                table.above[column] = cell
            column += width
        return column

    def cover(self, blocks: list[Block]) -> None:
        if blocks:
            self.flaws["cells with text that is not shown, because they are merged into another"] += 1


def _properties(element: etree._Element | None) -> dict[str, str]:
    """Properties of a row or cell; one without a value (of merging: of a cell that goes on) is ``continue``."""
    return {} if element is None else {part.tag: part.get(VALUE, "continue") for part in element}


def _columns(written: str | None, missing: int) -> int:
    """A count of columns, as far as it makes sense."""
    if not written or not written.isdecimal() or len(written) > 9:
        return missing
    return min(max(int(written), missing), WIDEST)
