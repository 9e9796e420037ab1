"""Several reports on one page: the first is read."""

from dataclasses import replace

from pipeline.documents import Document, Table
from pipeline.documents.headings import ROW_LABEL
from pipeline.reading import titles
from pipeline.reading.attribution import title_of


def first_report(document: Document) -> Document:
    """``document`` up to the title of a report of another issuer or year, if a table of requests stands both above
    and below that title; a note says that there is more."""
    seen = cut = None
    for position, block in enumerate(document.blocks):
        if isinstance(block, Table):
            if _has_requests(block):
                if cut is not None:
                    break
                seen = position
        elif seen is not None and cut is None and titles.SIGN in block and _is_another(block, document):
            cut = position
    else:
        return document
    title = document.blocks[cut].strip()
    body = document.body[: document.body.index(title)] if title in document.body else document.body
    note = f"another report stands below on the page and was not read: {title}"
    return replace(document, blocks=document.blocks[:cut], body=body, notes=(*document.notes, note))


def _has_requests(table: Table) -> bool:
    return ROW_LABEL.search("\n".join([cell.text for row in table.rows for cell in row])) is not None


def _is_another(paragraph: str, document: Document) -> bool:
    title = titles.parse(paragraph)
    own = title_of(document) if title else None
    if title is None or own is None:
        return False
    return (title.year or own.year, title.issuer or own.issuer) != (own.year, own.issuer)
