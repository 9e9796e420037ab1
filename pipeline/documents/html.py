"""HTML pages to :class:`Document`."""

from collections.abc import Sequence

from pipeline.documents import Document, Table, body, dates, flow, grid, head, tree
from pipeline.documents.parts import Flow, FlowTable, Paragraph, is_link

MEDIA_TYPE = "text/html"


def read(text: str, notes: tuple[str, ...] = ()) -> Document:
    """One parse of ``text``, one walk over its tree, then trafilatura on the tree without its tables."""
    root, tree_notes = tree.build(text)
    page = flow.read(root)
    blocks = _blocks(page)
    metadata = head.metadata(root)
    titles = head.titles(root, metadata, page)
    article = body.select(root, page)
    return Document(
        media_type=MEDIA_TYPE,
        blocks=tuple(block for _, block in blocks),
        body=tuple(paragraph.text.strip() for paragraph in article),
        above=tuple(body.lines_above(page, article)),
        titles=titles,
        metadata=metadata,
        dates=_dates(metadata, titles, blocks, article),
        notes=(*notes, *tree_notes, *page.notes),
    )


def _blocks(page: Flow) -> list[tuple[Paragraph | FlowTable, str | Table]]:
    """What is kept of the flow, and what becomes of it."""
    blocks: list[tuple[Paragraph | FlowTable, str | Table]] = []
    number = 0
    for block in page.blocks:
        if isinstance(block, FlowTable):
            number += 1
            rows, rectangular = grid.build(block.printed_groups())
            blocks.append((block, Table(number, rows, rectangular)))
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
