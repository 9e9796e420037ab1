"""HTML pages to :class:`Document`."""

from pipeline.documents import Document, Table, body, dates, flow, grid, head, tree

MEDIA_TYPE = "text/html"


def read(text: str, notes: tuple[str, ...] = ()) -> Document:
    """One parse of ``text``, one walk over its tree, then trafilatura on the tree without its tables."""
    root, tree_notes = tree.build(text)
    page = flow.read(root)
    blocks = _blocks(page)
    metadata = head.metadata(root)
    return Document(
        media_type=MEDIA_TYPE,
        blocks=blocks,
        titles=head.titles(root, metadata, page),
        metadata=metadata,
        body=body.select(root, page),
        dates=dates.publication_days(metadata, blocks),
        notes=(*notes, *tree_notes, *dict.fromkeys(page.notes)),
    )


def _blocks(page: flow.Flow) -> tuple[str | Table, ...]:
    blocks: list[str | Table] = []
    number = 0
    for block in page.blocks:
        if isinstance(block, flow.FlowTable):
            number += 1
            rows, rectangular = grid.build(block.printed_groups())
            blocks.append(Table(number, rows, rectangular))
        elif block.text.strip():
            blocks.append(block.text)
    return tuple(blocks)
