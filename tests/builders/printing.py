"""The text of every cell of a report under some noise, and the reading that a careful reader must give."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TypeVar

from tests.builders.grids import Grid, grids
from tests.builders.labels import Key, unit
from tests.builders.noise import FIGURE_NOISE, LABEL_NOISE, FigureNoise, LabelNoise, Printed
from tests.builders.report import Report
from tests.builders.structure import GRID_NOISE

NOISES = (*GRID_NOISE, *FIGURE_NOISE, *LABEL_NOISE)
"""The names of every noise."""

Change = TypeVar("Change")


def _rng(report: Report, name: str, place: object) -> Random:
    return Random(f"{report.seed}/{name}/{place}")


def _changed_grids(report: Report, noise: Collection[str]) -> list[Grid]:
    changed = grids(report.editions)
    for name, change in _named(GRID_NOISE, noise):
        changed = [change(grid, _rng(report, name, grid.table)) for grid in changed]
    return changed


def _named(changes: dict[str, Change], noise: Collection[str]) -> list[tuple[str, Change]]:
    return [(name, change) for name, change in changes.items() if name in noise]


def _printed(report: Report, key: Key, changes: list[tuple[str, FigureNoise]]) -> Printed:
    """A figure as the form asks for it, bare digits or nothing, and then as the noise leaves it."""
    value = report.figures[key]
    cell = Printed("", None, "blank", unit(key))
    if value is not None:
        cell = Printed(format(Decimal(str(value)), "f"), value, "reported", unit(key))
    for name, change in changes:
        if cell.state == "reported" or name == "padded":
            cell = change(cell, key, _rng(report, name, key))
    return cell


def _label(report: Report, label: str, changes: list[tuple[str, LabelNoise]]) -> str:
    for name, change in changes:
        label = change(label, _rng(report, name, label))
    return label


def expected_cells(report: Report, noise: Collection[str] = ()) -> dict[Key, Printed]:
    """Every cell of the report's form: what is printed, and what must be read from it."""
    there = {slot.key for grid in _changed_grids(report, noise) for slot in grid.slots}
    of_figures = _named(FIGURE_NOISE, noise)
    return {
        key: _printed(report, key, of_figures) if key in there else Printed("", None, "absent", unit(key))
        for key in report.figures
    }


def printed_grids(report: Report, noise: Collection[str] = ()) -> list[Grid]:
    """The report's three grids with the text of every label and figure filled in."""
    unknown = set(noise).difference(NOISES)
    if unknown:
        raise ValueError(f"no such noise: {', '.join(sorted(unknown))}")
    of_figures, of_labels = _named(FIGURE_NOISE, noise), _named(LABEL_NOISE, noise)
    return [
        replace(
            grid,
            slots=tuple(
                replace(
                    slot,
                    text=_printed(report, slot.key, of_figures).text
                    if slot.key
                    else _label(report, slot.text, of_labels),
                )
                for slot in grid.slots
            ),
        )
        for grid in _changed_grids(report, noise)
    ]
