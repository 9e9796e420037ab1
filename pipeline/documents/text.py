"""Plain text (also Markdown) to :class:`Document`: paragraphs, and the tables that its lines still show."""

import re
from collections.abc import Sequence
from itertools import islice

from pipeline.documents import Document, Table, dates, drawn, ending
from pipeline.documents.spans import Span
from pipeline.values import LOST

MEDIA_TYPE = "text/plain"
LINE_END = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
MOST_LINES = 100_000
"""Lines kept of one document; a report with a cell a line has some 500."""
MARK = re.compile(r"[\t|]")
MOST_MARKS = 100_000
"""Tabs and pipes, of which each may end a cell; a report has some 800."""
MARKDOWN_HEADING = re.compile(r"^#+\s+")


def read(text: str, notes: tuple[str, ...] = ()) -> Document:
    """``text`` by its lines: each line outside of tables is a paragraph; the body is all of them."""
    beyond = next(islice(MARK.finditer(text), MOST_MARKS, None), None)
    if beyond:
        text = text[: beyond.start()]
        notes = (*notes, f"only the first {MOST_MARKS} tabs and pipes were read")
    lines = LINE_END.split(text, maxsplit=MOST_LINES)
    if len(lines) > MOST_LINES:
        notes = (*notes, f"only the first {MOST_LINES} lines were read")
        lines.pop()
    tables = drawn.spans(lines)
    if tables and tables[-1].end == len(lines) and lines[-1][-1:].isdigit():
        lines[-1] += LOST
        tables, notes = drawn.spans(lines), (*notes, ending.NOTE)
    blocks = _blocks(lines, tables)
    shown = dates.shown_day(line for block in blocks for line in dates.lines_of(block))
    return Document(
        media_type=MEDIA_TYPE,
        blocks=blocks,
        body=tuple(block for block in blocks if isinstance(block, str)),
        dates={"shown": shown} if shown else {},
        notes=notes,
    )


def _blocks(lines: Sequence[str], tables: Sequence[Span]) -> tuple[str | Table, ...]:
    blocks: list[str | Table] = []
    index = 0
    for number, span in enumerate(tables, start=1):
        blocks += _paragraphs(lines[index : span.start])
        blocks.append(span.as_table(number))
        index = span.end
    return (*blocks, *_paragraphs(lines[index:]))


def _paragraphs(lines: Sequence[str]) -> list[str]:
    return [MARKDOWN_HEADING.sub("", line.strip(" \t")).strip(" \t") for line in lines if line.strip()]
