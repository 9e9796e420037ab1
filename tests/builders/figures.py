"""Random figures of a report that satisfy its identities, and mistakes planted in them by name.

Realistic rather than uniform: most cells are zero, natural persons ask most, a county licenses millions.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

from tests.builders.labels import REQUEST_COLUMNS, REQUEST_ROWS, Key, cells, leaves

Figures = dict[Key, int | float | None]
"""Every cell of the form; None is a cell that the issuer left empty."""

FLOWS = ("new_received", "carried_in", "outcome_total", "carried_out")
COLUMNS = tuple(str(key) for key, _ in leaves(REQUEST_COLUMNS))
REQUESTERS = COLUMNS[:-1]
COMMON = ("granted", "granted_partial", "unable_not_held", "unprocessed_petition_complaint")


@dataclass(frozen=True)
class Size:
    """How busy an issuer is: the largest count in a cell of each kind.

    ``spread``: how much more often than usual a cell of table 3 is not zero.
    """

    requests: int
    cases: int
    decisions: int
    items: int
    fees: float
    rules: int = 0
    spread: float = 1


SIZES = {
    "silent": Size(0, 0, 0, 0, 0),
    "township": Size(3, 1, 400, 30, 20),
    "department": Size(40, 3, 30_000, 200, 900),
    "county": Size(400, 30, 4_000_000, 900, 98_000),
    "city": Size(3000, 200, 12_000_000, 3000, 900_000, rules=90, spread=2),
    "dense": Size(900, 90, 90_000, 900, 9_000, rules=90, spread=100),
}


@cache
def outcomes(edition: str) -> tuple[str, ...]:
    """Keys of the rows of table 3 that add up to its row （七）总计."""
    return tuple(str(key) for key, _ in leaves(REQUEST_ROWS[edition]) if key not in FLOWS)


def _count(rng: Random, largest: int) -> int:
    """A number from 0 to ``largest``, small ones far more often."""
    return int((largest + 1) ** rng.random()) - 1 if largest else 0


def _requests(rng: Random, edition: str, size: Size, carried_in: dict[str, int] | None) -> Figures:
    figures: Figures = {}
    for column in REQUESTERS:
        busy = {"natural_person": 1.0, "org_enterprise": 0.4}.get(column, 0.08)
        largest = int(size.requests * min(1, busy * size.spread))
        column_of = {}
        for row in outcomes(edition):
            likely = busy * size.spread * (0.9 if row in COMMON else 0.3)
            column_of[row] = _count(rng, largest) if rng.random() < likely else 0
        before = carried_in[column] if carried_in else rng.randint(0, sum(column_of.values()) // 8)
        carried_out = _count(rng, largest // 4) if rng.random() < busy / 2 else 0
        shortfall = max(0, before - sum(column_of.values()) - carried_out)
        column_of["granted"] += shortfall
        column_of["outcome_total"] = sum(column_of.values())
        column_of["carried_in"] = before
        column_of["carried_out"] = carried_out
        column_of["new_received"] = column_of["outcome_total"] + carried_out - before
        figures |= {("requests", row, column): value for row, value in column_of.items()}
    for row in (*FLOWS, *outcomes(edition)):
        figures["requests", row, "total"] = sum(figures["requests", row, column] for column in REQUESTERS)
    return figures


def _remedies(rng: Random, size: Size) -> Figures:
    figures: Figures = {}
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        results = {
            column: _count(rng, size.cases) for column in ("upheld", "corrected", "other_outcome", "pending")
        }
        results["total"] = sum(results.values())
        figures |= {("remedies", row, column): value for column, value in results.items()}
    return figures


def _proactive_cell(rng: Random, key: Key, size: Size) -> int | float:
    _, row, column = key
    if row == "rules":
        return _count(rng, size.rules)
    if column == "decisions":
        return _count(rng, size.decisions)
    if column in ("collected", "amount"):
        return round(size.fees * rng.random() ** 3, rng.choice((0, 1, 2, 4))) or 0
    if column == "items_change":
        return rng.choice((0, 0, 1, -1)) * _count(rng, size.items // 10)
    return _count(rng, size.items)


def _proactive(rng: Random, edition: str, size: Size) -> Figures:
    figures = {key: _proactive_cell(rng, key, size) for key in cells("proactive", edition)}
    if edition == "2019":
        for row in ("rules", "normative_documents"):
            made = figures["proactive", row, "newly_made"]
            figures["proactive", row, "newly_disclosed"] = made
            figures["proactive", row, "disclosed_total"] += made
    return {key: int(value) if value == int(value) else value for key, value in figures.items()}


def make_figures(
    rng: Random, editions: dict[str, str], size: str = "department", carried_in: dict[str, int] | None = None
) -> Figures:
    """Figures for a report whose tables have these editions; every identity holds.

    ``carried_in``: what each requester column carries over from the year before (else chosen at random).
    """
    amounts = SIZES[size]
    made = (
        _proactive(rng, editions["proactive"], amounts)
        | _requests(rng, editions["requests"], amounts, carried_in)
        | _remedies(rng, amounts)
    )
    return {key: made[key] for table in editions for key in cells(table, editions[table])}


def blanked(figures: Figures, rng: Random, share: float) -> Figures:
    """The figures with this share of the zeros left empty, as many issuers do."""
    return {key: None if value == 0 and rng.random() < share else value for key, value in figures.items()}


BREAKS: dict[str, tuple[Key, ...]] = {
    "R1": (("requests", "carried_in", "natural_person"), ("requests", "carried_in", "total")),
    "R2": (("requests", "granted", "org_enterprise"), ("requests", "granted", "total")),
    "R4": (("requests", "carried_out", "total"), ("requests", "carried_in", "total")),
    "M1": (("remedies", "litigation_direct", "total"),),
}
"""Cells that are raised by one so that this identity, and no other, no longer holds (R3 is R2 in 2019)."""
BREAKS["R3"] = BREAKS["R2"]


def broken(figures: Figures, identity: str) -> Figures:
    """The figures with a mistake that breaks this identity; the cells it touches must not be blank."""
    return figures | {key: figures[key] + 1 for key in BREAKS[identity]}
