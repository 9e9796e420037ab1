"""The text of every cell of a report under some noise, and the reading that a careful reader must give."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.builders.grids import Grid, grids
from tests.builders.labels import Key, unit
from tests.builders.noise import FIGURE_NOISE, LABEL_NOISE, Printed
from tests.builders.report import Report


def plain(key: Key, value: int | float | None) -> Printed:
    """A figure as the form asks for it: bare digits, or nothing where the issuer left the cell empty."""
    if value is None:
        return Printed("", None, "blank", unit(key))
    return Printed(format(Decimal(str(value)), "f"), value, "reported", unit(key))


def expected_cells(report: Report, noise: Collection[str] = ()) -> dict[Key, Printed]:
    """Every cell of the report's form: what is printed, and what must be read from it."""
    printed = {}
    for key, value in report.figures.items():
        cell = plain(key, value)
        for name, change in FIGURE_NOISE.items():
            is_number = cell.state == "reported" or name == "padded"
            if name in noise and is_number:
                cell = change(cell, key, Random(f"{report.seed}/{name}/{key}"))
        printed[key] = cell
    return printed


def printed_grids(report: Report, noise: Collection[str] = ()) -> list[Grid]:
    """The report's three grids with the text of every label and figure filled in."""
    unknown = set(noise) - FIGURE_NOISE.keys() - LABEL_NOISE.keys()
    if unknown:
        raise ValueError(f"no such noise: {', '.join(sorted(unknown))}")
    cells = expected_cells(report, noise)

    def text_of(label: str) -> str:
        for name, change in LABEL_NOISE.items():
            if name in noise:
                label = change(label, Random(f"{report.seed}/{name}/{label}"))
        return label

    return [
        replace(
            grid,
            slots=tuple(
                replace(slot, text=cells[slot.key].text if slot.key else text_of(slot.text))
                for slot in grid.slots
            ),
        )
        for grid in grids(report.editions)
    ]
