"""Which of several claims of one cell stands."""

from dataclasses import replace

from pipeline.reading.rows import Placed, Row

Claim = tuple[Row, Placed]
"""With an item."""
Spot = tuple[str, str, str]
Claims = dict[Spot, list[Claim]]


def settle(claims: Claims) -> tuple[dict[Spot, Placed], list[Claim]]:
    """What each cell (table, row and column of the form) is read from, and the figures that have no place beside it.

    Two printed tables that give different figures for a cell are not of one report and year: what only one of them
    gives is in doubt too.
    """
    filled = {
        (spot[0], one.item.table) for spot, of_spot in claims.items() for _, one in of_spot if _is_figure(one)
    }
    settled: dict[Spot, Placed] = {}
    beaten: list[Claim] = []
    at_odds: set[tuple[str, int]] = set()
    for spot, of_spot in claims.items():
        if len(of_spot) == 1:
            [(_, settled[spot])] = of_spot
            continue
        settled[spot], others = _settled(of_spot, filled)
        beaten += others
        certain = [one for _, one in [*others, (None, settled[spot])] if one.certain or one is settled[spot]]
        if len(tables := {one.item.table for one in certain}) > 1:
            at_odds.update((spot[0], table) for table in tables)
    for spot, one in settled.items() if at_odds else ():
        if len(claims[spot]) == 1 and (spot[0], one.item.table) in at_odds:
            settled[spot] = replace(one, certain=False)
    return settled, beaten


def _settled(claims: list[Claim], filled: set[tuple[str, int]]) -> tuple[Placed, list[Claim]]:
    """The claim that a cell is read from, and the figures that claim it too but are others.

    An uncertain claim gives way to a certain one of another table, and an empty one to one of another table that
    prints something; but where its own prints figures too (``filled``: of which form, and where), or in the same
    table, a cell that is both empty and not is in doubt, and so is one with different figures.
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
    of_row, first = printed[0]
    empty = {one.item.table for row, one in standing if one.item.is_blank and _says_so(row)}
    agree = len({one.item.value for _, one in printed}) == 1
    is_alone = not any((of_row.form.key, table) in filled for table in empty)
    others = [claim for claim in claims if _is_figure(claim[1]) and claim[1].item.value != first.item.value]
    return replace(first, certain=first.certain and agree and is_alone), others


def _says_so(row: Row) -> bool:
    """Whether an empty cell is one of a row, and not of an empty line."""
    return bool(row.segment.labels) or row.segment.has_figures


def _is_figure(one: Placed) -> bool:
    return one.item.value.number is not None
