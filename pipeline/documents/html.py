"""HTML pages to :class:`Document`."""

from collections.abc import Sequence

from pipeline.documents import Document, Table, body, dates, ending, flow, grid, head, held, streamed, tree
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
    article, streams = _without_streams(body.select(root, page))
    blocks = _blocks(page, streams)
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


Streams = list[tuple[list[Paragraph], Span]]


def _without_streams(article: list[Paragraph]) -> tuple[list[Paragraph], Streams]:
    """The article, and tables in it that are drawn with a paragraph (or ``div``) a cell, as in plain text."""
    if sum(paragraph.text.strip().isdigit() for paragraph in article) < streamed.FEWEST_VALUES:
        return article, []
    lines = [paragraph.text for paragraph in article]
    streams = [(article[span.start : span.end], span) for span in streamed.spans(lines, [False] * len(lines))]
    drawn = {id(paragraph) for paragraphs, _ in streams for paragraph in paragraphs}
    return [paragraph for paragraph in article if id(paragraph) not in drawn], streams


def _blocks(page: Flow, streams: Streams) -> list[tuple[Paragraph | FlowTable, str | Table]]:
    """What is kept of the flow, and what becomes of it."""
    blocks: list[tuple[Paragraph | FlowTable, str | Table]] = []
    starts = {id(paragraphs[0]): span for paragraphs, span in streams}
    drawn = {id(paragraph) for paragraphs, _ in streams for paragraph in paragraphs}
    number = 0
    for block in page.blocks:
        if isinstance(block, FlowTable):
            number += 1
            rows, rectangular = grid.build(block.printed_groups())
            blocks.append((block, Table(number, rows, rectangular)))
        elif id(block) in drawn:
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
