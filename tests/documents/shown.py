"""What is read off a piece of a page."""

from pipeline.documents import Table, parse


def blocks(markup: str) -> list:
    return list(parse(f"<html><body>{markup}</body></html>".encode()).blocks)


def tables(markup: str) -> list[list[list[str]]]:
    return [
        [[c.text for c in row] for row in block.rows] for block in blocks(markup) if isinstance(block, Table)
    ]


GRID = "<table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>文件</td><td>4</td><td>5</td><td>6</td></tr></table>"
ROWS = [["规章", "1", "2", "3"], ["文件", "4", "5", "6"]]
