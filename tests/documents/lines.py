"""What is read off a few lines of text."""

from pipeline.documents import Document, Table, parse


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(text: str) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in t.rows] for t in tables(parse(text.encode()))]
