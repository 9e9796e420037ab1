"""HTML pages to :class:`Document`."""

from collections.abc import Sequence

from pipeline.documents import Document, Table, body, dates, drawn, ending, flow, grid, head, held, tree
from pipeline.documents.parts import Flow, FlowTable, Paragraph, is_link
from pipeline.documents.spans import Span

MEDIA_TYPE = "text/html"


def read(text: str, notes: tuple[str, ...] = ()) -> Document:
    """One parse of ``text``, one walk over its tree, then trafilatura on the tree without its tables."""
    text, held_notes = held.shown(text)
    text, cut = ending.marked(text)
    root, tree_notes = tree.build(text)
    page = flow.read(root)
    metadata = head.metadata(root)
    titles = head.titles(root, metadata, page)
    article, tables = _without_drawn(body.select(root, page))
    blocks = _blocks(page, tables)
    return Document(
        media_type=MEDIA_TYPE,
        blocks=tuple(block for _, block in blocks),
        body=tuple(paragraph.text.strip() for paragraph in article),
        above=tuple(body.lines_above(page, article)),
        titles=titles,
        metadata=metadata,
        dates=_dates(metadata, titles, blocks, article),
        notes=(*notes, *held_notes, *cut, *tree_notes, *page.notes),
    )


Drawn = list[tuple[list[Paragraph], Span]]


def _without_drawn(article: list[Paragraph]) -> tuple[list[Paragraph], Drawn]:
    """The article, and tables in it that are drawn as in plain text, with a paragraph, ``div`` or line a row or
    cell."""
    lines = [paragraph.tabbed or paragraph.text for paragraph in article]
    tables = [(article[span.start : span.end], span) for span in drawn.among_paragraphs(lines)]
    cells = {id(paragraph) for paragraphs, _ in tables for paragraph in paragraphs}
    return [paragraph for paragraph in article if id(paragraph) not in cells], tables


def _blocks(page: Flow, tables: Drawn) -> list[tuple[Paragraph | FlowTable, str | Table]]:
    """What is kept of the flow, and what becomes of it."""
    blocks: list[tuple[Paragraph | FlowTable, str | Table]] = []
    starts = {id(paragraphs[0]): span for paragraphs, span in tables}
    cells = {id(paragraph) for paragraphs, _ in tables for paragraph in paragraphs}
    number = 0
    for block in page.blocks:
        if isinstance(block, FlowTable):
            number += 1
            rows, rectangular = grid.build(block.printed_groups())
            blocks.append((block, Table(number, rows, rectangular)))
        elif id(block) in cells:
            if id(block) in starts:
                number += 1
                blocks.append((block, starts[id(block)].as_table(number)))
        elif block.text.strip():
            blocks.append((block, block.text))
    return blocks


def _dates(
    metadata: dict[str, str],
    titles: Sequence[str],
    blocks: Sequence[tuple[Paragraph | FlowTable, str | Table]],
    article: Sequence[Paragraph],
) -> dict[str, str]:
    """Shown dates count up to the end of the article: behind it stand those of other articles."""
    lines: list[str] = []
    for source, block in blocks:
        if not is_link(source):
            lines += dates.lines_of(block)
        if article and source is article[-1]:
            break
    days = {"meta": dates.meta_day(metadata), "shown": dates.shown_day(lines, titles)}
    return {source: day for source, day in days.items() if day}
