"""What the walk over a page finds, before it is known what is article and what is furniture."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents.marks import STRUCK_OUT
from pipeline.documents.markup import PRINTED_ORDER

LONGEST_IN_CELL = 200
"""Characters of a table that may be a part of the cell it is nested in."""
PICTURE = "\ufffc"
"""Stands for what a cell shows that cannot be read: a picture, or nothing but struck-out text."""


@dataclass(slots=True)
class Paragraph:
    """``linked``: how many of its characters are link text. ``holder``: the block element it stands in.
    ``tabbed``: the text as written, if tabs part it."""

    text: str
    linked: int
    holder: etree._Element
    tabbed: str | None = None


@dataclass(slots=True)
class FlowCell:
    """A cell as written. ``text``: its paragraphs and narrow tables; set when it ends. ``has_picture``: it shows
    what cannot be read."""

    colspan: str | None
    rowspan: str | None
    blocks: list = field(default_factory=list)  # of Paragraph and FlowTable
    text: str = ""
    has_picture: bool = False

    def end(self) -> None:
        if not self.blocks:
            return
        if len(self.blocks) == 1 and isinstance(self.blocks[0], Paragraph):  # most cells
            self.text = self.blocks[0].text
            if self.text != STRUCK_OUT:
                return
        written = [block for block in self.blocks if block.text != STRUCK_OUT]
        is_struck, self.blocks[:] = len(written) < len(self.blocks), written
        texts = [block.text for block in self.blocks if isinstance(block, Paragraph) or block.is_narrow]
        self.text = "\n".join([text for text in texts if text])
        self.has_picture = self.has_picture or (is_struck and not self.text)

    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    def nested(self) -> list["FlowTable"]:
        """The tables of their own in this cell. If the cell has no words, it says what they begin with."""
        if len(self.blocks) == 1 and isinstance(self.blocks[0], Paragraph):  # most cells
            return []
        tables = [block for block in self.blocks if isinstance(block, FlowTable) and not block.is_narrow]
        if tables and not self.text.strip():
            self.text = "\n".join(table.text for table in tables)
        return tables


@dataclass(slots=True)
class FlowTable:
    """A table as written. ``roots``: its element, or the loose rows and cells that form a table without one.

    ``is_narrow``: it has one short text a row, so that nested in the cell of a data table it is but a part of the
    cell. ``text``: the words of its cells, or the beginning of them. Both are set when a nested table ends.
    """

    roots: list[etree._Element]
    groups: list[tuple[str, list[list[FlowCell]]]] = field(default_factory=list)
    loose_in: etree._Element | None = None
    is_narrow: bool = False
    text: str = ""

    def end(self) -> None:
        filled = [[cell for cell in row if cell.text.strip()] for row in self.rows()]
        texts = [cell.text[:LONGEST_IN_CELL] for row in filled for cell in row]
        joined = "\n".join(texts[:LONGEST_IN_CELL])
        self.text = joined[:LONGEST_IN_CELL]
        self.is_narrow = (
            len(joined) < LONGEST_IN_CELL
            and all(len(row) < 2 for row in filled)
            and not any(cell.nested() for row in filled for cell in row)
        )

    def mark_pictures(self) -> None:
        for row in self.rows():
            for cell in row:
                if cell.has_picture:
                    cell.text += PICTURE

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


def is_link(block: Paragraph | FlowTable) -> bool:
    """Whether most of a paragraph is link text."""
    return isinstance(block, Paragraph) and block.linked > 0 and block.linked * 2 > len(block.text.strip())
