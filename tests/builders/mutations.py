"""Damage to good documents: to the rows of their tables before these are written down, and to bytes.

A change of rows moves, drops, doubles or rewrites cells; each figure keeps the key of the place it was made for, so
that what a mutated document prints there can be told without reading it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from tests.builders.grids import Grid, Slot
from tests.builders.layouts import Layout, Written

Rows = list[list[Slot]]


def _row(rows: Rows, rng: Random) -> list[Slot]:
    return rng.choice([row for row in rows if row] or [[Slot(0, 0, 1, 1)]])


def drop_cell(rows: Rows, rng: Random) -> None:
    row = _row(rows, rng)
    del row[rng.randrange(len(row))]


def double_cell(rows: Rows, rng: Random) -> None:
    row = _row(rows, rng)
    position = rng.randrange(len(row))
    row.insert(position, row[position])


def add_blank(rows: Rows, rng: Random) -> None:
    row = _row(rows, rng)
    row.insert(rng.randint(0, len(row)), Slot(0, 0, 1, 1))


def blank_cell(rows: Rows, rng: Random) -> None:
    row = _row(rows, rng)
    position = rng.randrange(len(row))
    row[position] = replace(row[position], text=rng.choice(("", "/", "—", "\xa0")))


def garble_label(rows: Rows, rng: Random) -> None:
    row = _row(rows, rng)
    position = rng.randrange(len(row))
    text = row[position].text
    if row[position].key is None and text:
        cut = rng.randrange(len(text))
        row[position] = replace(
            row[position], text=text[:cut] + rng.choice(("", "口", "\n")) + text[cut + 1 :]
        )


def change_figure(rows: Rows, rng: Random) -> None:
    row = _row(rows, rng)
    position = rng.randrange(len(row))
    if row[position].key and row[position].text.isdigit():
        row[position] = replace(row[position], text=str(rng.randint(0, 9999)))


def change_span(rows: Rows, rng: Random) -> None:
    row = _row(rows, rng)
    position = rng.randrange(len(row))
    row[position] = replace(row[position], **{rng.choice(("width", "height")): rng.choice((1, 2, 3, 7, 60))})


def drop_row(rows: Rows, rng: Random) -> None:
    if len(rows) > 1:
        del rows[rng.randrange(len(rows))]


def double_row(rows: Rows, rng: Random) -> None:
    position = rng.randrange(len(rows))
    rows.insert(position, list(rows[position]))


def swap_rows(rows: Rows, rng: Random) -> None:
    first, second = rng.randrange(len(rows)), rng.randrange(len(rows))
    rows[first], rows[second] = rows[second], rows[first]


def swap_cells(rows: Rows, rng: Random) -> None:
    """Two figures of a row change places, and with them their keys: a mistake that a page may print."""
    row = _row(rows, rng)
    places = [place for place, slot in enumerate(row) if slot.key]
    if len(places) > 1:
        first, second = rng.sample(places, 2)
        row[first], row[second] = (
            replace(row[first], text=row[second].text),
            replace(row[second], text=row[first].text),
        )


def join_rows(rows: Rows, rng: Random) -> None:
    if len(rows) > 1:
        position = rng.randrange(len(rows) - 1)
        rows[position] += rows.pop(position + 1)


def part_row(rows: Rows, rng: Random) -> None:
    position = rng.randrange(len(rows))
    cut = rng.randint(0, len(rows[position]))
    rows.insert(position + 1, rows[position][cut:])
    del rows[position][cut:]


ROW_CHANGES: tuple[Callable[[Rows, Random], None], ...] = (
    drop_cell,
    double_cell,
    add_blank,
    blank_cell,
    garble_label,
    change_figure,
    change_span,
    drop_row,
    double_row,
    swap_rows,
    swap_cells,
    join_rows,
    part_row,
)


def mutated(layout: Layout, rng: Random, changes: int, seen: Rows) -> Layout:
    """``layout`` with ``changes`` random ones in its tables; ``seen`` gets every row that is then written."""

    def write(grids: Sequence[Grid]) -> list[Written]:
        tables = [replace(table, rows=[list(row) for row in table.rows]) for table in layout(grids)]
        for _ in range(changes):
            rng.choice(ROW_CHANGES)(rng.choice(tables).rows, rng)
        if rng.random() < 0.2:
            cut_table(tables, rng)
        seen.extend(row for table in tables for row in table.rows)
        return tables

    return write


def cut_table(tables: list[Written], rng: Random) -> None:
    """One table becomes two at any row."""
    position = rng.randrange(len(tables))
    cut = rng.randint(0, len(tables[position].rows))
    rows = tables[position].rows
    tables[position : position + 1] = [
        replace(tables[position], rows=part) for part in (rows[:cut], rows[cut:]) if part
    ]


def flip(content: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(content))
    return content[:place] + bytes([rng.randrange(256)]) + content[place + 1 :]


def cut_out(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.choice((1, 2, 10, 300, 5000)) :]


def cut_short(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content))]


def repeat(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content))
    end = start + rng.choice((1, 20, 300, 5000))
    return content[:end] + content[start:end] + content[end:]


def move(content: bytes, rng: Random) -> bytes:
    start, place = rng.randrange(len(content)), rng.randrange(len(content))
    end = start + rng.choice((1, 20, 300, 3000))
    rest = content[:start] + content[end:]
    return rest[:place] + content[start:end] + rest[place:]


JUNK = (
    b"<",
    b">",
    b"</td>",
    b"<td>",
    b"</tr><tr>",
    b"<table>",
    b"</table>",
    b"<tr><td colspan=9999999999 rowspan=0>",
    b"</body></html>",
    b"<!--",
    b"]]>",
    b"<a href=x>",
    b"</a>",
    b"<span style='display:none'>",
    b"<sup>",
    b"<script>",
    b"<p>",
    b"\x00",
    b"\xff\xfe",
    b"\xe4\xb8",
    b"\t",
    b"|",
    b"\n\n",
    b"&#0;",
    b"&nbsp;",
    b"<w:p>",
    b"</w:tc>",
    b'<w:gridSpan w:val="-1"/>',
    "第二十条第（一）项".encode(),
    "一、总体情况".encode(),
)


def put_in(content: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(content))
    return content[:place] + rng.choice(JUNK) + content[place:]


BYTE_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    flip,
    cut_out,
    cut_short,
    repeat,
    move,
    put_in,
    put_in,
)
