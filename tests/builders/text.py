"""A report as plain text, in the layouts that text extraction leaves of its tables."""

from collections.abc import Callable, Collection

from tests.builders.grids import Slot
from tests.builders.layouts import LAYOUTS
from tests.builders.printing import printed_grids
from tests.builders.report import Report

Row = Callable[[list[str]], str]


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


def _tab_row(cells: list[str]) -> str:
    return "\t".join(map(_on_one_line, cells))


def _tab_cells(cells: list[str]) -> str:
    """A cell a line behind a tab; an empty line ends the row; a second paragraph of a cell has no tab."""
    return "".join(f"\t{cell}\n" for cell in cells)


def _gap_row(cells: list[str], gap: str = "   ") -> str:
    """An empty cell leaves no trace, as in text taken from a PDF."""
    return gap.join(_on_one_line(cell) for cell in cells if cell)


def _wide_gap_row(cells: list[str]) -> str:
    return _gap_row(cells, "\u3000")


def _pipe_row(cells: list[str]) -> str:
    return "".join(f"{_on_one_line(cell)} | " for cell in cells).rstrip(" ")


def _led_pipe_row(cells: list[str]) -> str:
    return "| " + _pipe_row(cells)


def _pipe_lines(cells: list[str]) -> str:
    return "\n".join(f"{cell}\n|" for cell in cells)


def _cell_lines(cells: list[str]) -> str:
    return "\n".join(cells)


def _spaced_lines(cells: list[str]) -> str:
    """A paragraph a line with empty lines between: a cell of two paragraphs is two lines, an empty cell none."""
    return "".join(f"{line}\n\n" for cell in cells for line in cell.split("\n") if line)


TEXT_LAYOUTS: dict[str, tuple[str, Row]] = {
    "tab_rows": ("flattened", _tab_row),
    "tab_rows_shifted": ("continued", _tab_row),
    "tab_cells": ("continued", _tab_cells),
    "pipe_rows": ("covered_left_out", _pipe_row),
    "pipe_rows_led": ("flattened", _led_pipe_row),
    "pipe_lines": ("covered_left_out", _pipe_lines),
    "stream": ("covered_left_out", _cell_lines),
    "stream_with_covered": ("continued", _cell_lines),
    "stream_spaced": ("covered_left_out", _spaced_lines),
    "tab_rows_split": ("split", _tab_row),
    "tab_rows_pushed": ("pushed", _tab_row),
}
"""Name -> which cells are written, and how a row of them becomes lines.

In ``stream_spaced`` an empty cell leaves no trace, so it suits reports without blanks only.
"""

GAP_LAYOUTS: dict[str, tuple[str, Row]] = {
    "gap_rows": ("covered_left_out", _gap_row),
    "gap_rows_wide": ("covered_left_out", _wide_gap_row),
    "single_space_rows": ("spans", lambda cells: _gap_row(cells, " ")),
}
"""Layouts as in ``TEXT_LAYOUTS``, of which reports with blanks cannot be read back."""


def render_text(
    report: Report, layout: str = "tab_rows", *, encoding: str = "utf-8", noise: Collection[str] = ()
) -> bytes:
    """The report as a text file; what must be read back is ``expected_cells(report, noise)``."""
    cells, row_text = (TEXT_LAYOUTS | GAP_LAYOUTS)[layout]
    tables = LAYOUTS[cells](printed_grids(report, noise))

    def table_text(rows: list[list[Slot]]) -> str:
        return "\n".join(row_text([slot.text for slot in row]) for row in rows)

    parts = [report.title, *report.foreword]
    for section in report.sections:
        parts.append(section.heading)
        parts += [table_text(written.rows) for written in tables if written.section == section.number]
        parts += section.paragraphs
    parts += report.signature
    return "\n\n".join(parts).encode(encoding)
