"""Word documents (docx, docm, dotx, dotm) to :class:`Document`.

There is no furniture of a site around the text, so the body is every paragraph outside of tables. The properties of
the file (title, dates, author) are not read: they are those of the template or of last year's file more often than
those of the report, and no reader sees them.
"""

from collections.abc import Sequence
from itertools import takewhile

from pipeline.documents import Cell, Document, Table, Unreadable, dates, drawn, lines, wordml
from pipeline.documents.package import Package
from pipeline.documents.wordml import WordTable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_TITLE_LINES = 6
END_OF_ANY = "。"
"""A line that ends any table of lines."""


def read(content: bytes) -> Document:
    """Raises :class:`Unreadable` if ``content`` is no Word document, is damaged, or holds no text."""
    flow = wordml.read(Package(content).document())
    blocks = _blocks(flow.blocks)
    if not blocks:
        found = "; ".join(flow.notes) or "it is empty"
        raise Unreadable(f"the Word document holds no text ({found}); ask for the report as text")
    titles = _titles(blocks)
    shown = dates.shown_day((line for block in blocks for line in dates.lines_of(block)), titles)
    return Document(
        media_type=MEDIA_TYPE,
        blocks=tuple(blocks),
        body=tuple(block.strip() for block in blocks if isinstance(block, str)),
        titles=titles,
        dates={"shown": shown} if shown else {},
        notes=tuple(flow.notes),
    )


def _blocks(written: Sequence) -> list[str | Table]:
    """Paragraphs with text, and tables: also those drawn with a paragraph a row or cell, as in plain text."""
    kept = [block for block in written if isinstance(block, WordTable) or block.text.strip()]
    texts = [END_OF_ANY if isinstance(block, WordTable) else block.text.strip(" ") for block in kept]
    starts = {span.start: span for span in drawn.among_paragraphs(texts)}
    blocks: list[str | Table] = []
    number = place = 0
    while place < len(kept):
        block, span = kept[place], starts.get(place)
        if span or isinstance(block, WordTable):
            number += 1
            blocks.append(span.as_table(number) if span else _table(block, number))
        else:
            blocks.append(block.text)
        place = span.end if span else place + 1
    return blocks


def _table(table: WordTable, number: int) -> Table:
    rows = tuple(
        [
            tuple([Cell(cell.text, cell.column, cell.width, cell.height) for cell in row])
            for row in table.rows()
        ]
    )
    return Table(number, rows, table.rectangular)


def _titles(blocks: Sequence[str | Table]) -> tuple[str, ...]:
    """The lines at the top, before the first heading, sentence or table."""
    leading = takewhile(_may_be_title, blocks[:MOST_TITLE_LINES])
    return tuple(" ".join(line.split()) for line in leading)


def _may_be_title(block: str | Table) -> bool:
    return isinstance(block, str) and lines.is_short(block) and not lines.is_heading(block)
