"""Which of several claims of one cell stands."""

from dataclasses import replace

from pipeline.reading.rows import Placed, Row

Claim = tuple[Row, Placed]
"""With an item."""
Spot = tuple[str, str, str]
Claims = dict[Spot, list[Claim]]


def settle(claims: Claims) -> tuple[dict[Spot, Placed], list[Claim]]:
    """What each cell (table, row and column of the form) is read from, and the figures that have no place beside it."""
    filled = {
        (row.form.key, one.item.table)
        for of_spot in claims.values()
        for row, one in of_spot
        if _is_figure(one)
    }
    settled: dict[Spot, Placed] = {}
    beaten: list[Claim] = []
    for spot, of_spot in claims.items():
        if len(of_spot) == 1:
            [(_, settled[spot])] = of_spot
        else:
            settled[spot], others = _settled(of_spot, filled)
            beaten += others
    return settled, beaten


def _settled(claims: list[Claim], filled: set[tuple[str, int]]) -> tuple[Placed, list[Claim]]:
    """The claim that a cell is read from, and the figures that claim it too but are others.

    An uncertain claim gives way to a certain one of another table, and an empty one to one that prints something;
    but where it is the cell of a table that prints figures (``filled``: of which form, and where), one of the two is
    not of this report. Different figures leave the cell in doubt.
    """
    certain = {one.item.table for _, one in claims if one.certain}
    standing = [
        (row, one)
        for row, one in claims
        if one.certain or not (_is_figure(one) and certain - {one.item.table})
    ]
    printed = [(row, one) for row, one in standing if not one.item.is_blank]
    if not printed:
        return standing[0][1], []
    row, first = printed[0]
    empty = {one.item.table for _, one in standing if one.item.is_blank} - {first.item.table}
    agree = len({one.item.value for _, one in printed}) == 1
    is_alone = not any((row.form.key, table) in filled for table in empty)
    others = [claim for claim in claims if _is_figure(claim[1]) and claim[1].item.value != first.item.value]
    return replace(first, certain=first.certain and agree and is_alone), others


def _is_figure(one: Placed) -> bool:
    return one.item.value.number is not None
