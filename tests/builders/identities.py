"""The hard identities of the forms, worked out for figures we know: what a reader's checks must find."""

from dataclasses import dataclass

from tests.builders.figures import COLUMNS, REQUESTERS, Figures, outcomes
from tests.builders.labels import REQUEST_ROWS, leaves


@dataclass(frozen=True)
class Failure:
    """An identity that does not hold on one row or one column of a table."""

    check: str
    table: str
    row: str | None
    column: str | None


def _differs(figures: Figures, left: list, right: list) -> bool:
    """Whether the sums differ; an empty cell makes the identity not assessable, which is no failure."""
    values = [figures[key] for key in (*left, *right)]
    return None not in values and sum(values[: len(left)]) != sum(values[len(left) :])


def failures(figures: Figures, editions: dict[str, str]) -> set[Failure]:
    """Every identity of R1-R4 and M1 that the figures break."""
    found = set()
    edition = editions["requests"]
    for column in COLUMNS:

        def at(*rows: str, column: str = column) -> list:
            return [("requests", row, column) for row in rows]

        if _differs(figures, at("new_received", "carried_in"), at("outcome_total", "carried_out")):
            found.add(Failure("R1", "requests", None, column))
        if _differs(figures, at("outcome_total"), at(*outcomes(edition))):
            found.add(Failure({"2021": "R2", "2019": "R3"}[edition], "requests", None, column))
    for row, _ in leaves(REQUEST_ROWS[edition]):
        parts = [("requests", row, column) for column in REQUESTERS]
        if _differs(figures, [("requests", row, "total")], parts):
            found.add(Failure("R4", "requests", row, None))
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = [("remedies", row, column) for column in ("upheld", "corrected", "other_outcome", "pending")]
        if _differs(figures, [("remedies", row, "total")], parts):
            found.add(Failure("M1", "remedies", row, None))
    return found
