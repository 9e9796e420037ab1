"""What must hold of every build before it is published: schemas, keys, and counts that add up.

Never about a county's arithmetic: a report that does not add up is a fact, a build that does not is a fault of ours.
"""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.datasets import datasets
from pipeline.datasets.schema import arrow_schema
from pipeline.datasets.store import load
from pipeline.states import CellState

VERSION = ["report_id", "version"]

KEYS = {
    "reports": VERSION,
    "panel": ["report_id"],
    "county_year": ["adcode", "year"],
    "coverage": ["site", "year"],
    "captures": ["warc_file", "warc_offset"],
    "variables": ["dataset", "column"],
}
"""Columns that no two rows of the dataset share."""

PARTS = ("cells", "unplaced", "sections", "figures", "checks")

COUNTS = {
    ("cells", "state"): {str(state): f"cells_{state}" for state in CellState},
    ("checks", "outcome"): {
        "pass": "checks_passed",
        "fail": "checks_failed",
        "not_assessable": "checks_not_assessable",
    },
}
"""By dataset and column: its values, and the columns of ``reports`` that count such rows of a version."""


def faults(build: Path) -> list[str]:
    """What is wrong with the build in this folder, in words; empty if it may be published."""
    return [*_schemas(build), *_keys(build), *_belonging(build), *_counts(build)]


def _schemas(build: Path) -> Iterator[str]:
    for name, dataset in datasets().items():
        for file in sorted((build / name).glob("*.parquet")):
            if not pq.read_schema(file).equals(arrow_schema(dataset)):
                yield f"{name}/{file.name}: the schema is not the one described"


def _keys(build: Path) -> Iterator[str]:
    for name, key in KEYS.items():
        table = load(build, name, columns=key)
        if len(table.group_by(key).aggregate([])) != len(table):
            yield f"{name}: two rows with the same {', '.join(key)}"


def _belonging(build: Path) -> Iterator[str]:
    """Every part belongs to a version, every version is read from one document, the panel holds the current ones."""
    reports = load(build, "reports", columns=[*VERSION, "is_current"])
    known = set(_pairs(reports))
    for name in PARTS:
        if strange := set(_pairs(load(build, name, columns=VERSION).group_by(VERSION).aggregate([]))) - known:
            yield f"{name}: rows of versions that are not in reports: {sorted(strange)[:3]}"
    documents = load(build, "documents", columns=[*VERSION, "chosen"])
    chosen = _pairs(documents.filter(documents["chosen"]))
    if sorted(chosen) != sorted(known):
        yield "documents: the chosen ones are not one for each version in reports"
    current = _pairs(reports.filter(reports["is_current"]))
    if sorted(_pairs(load(build, "panel", columns=VERSION))) != sorted(current):
        yield "panel: its rows are not the current versions in reports"


def _counts(build: Path) -> Iterator[str]:
    for (name, column), counters in COUNTS.items():
        reports = load(build, "reports", columns=[*VERSION, *counters.values()])
        counted = _count(load(build, name, columns=[*VERSION, column]), column)
        for value, counter in counters.items():
            stated = zip(_pairs(reports), reports[counter].to_pylist(), strict=True)
            if wrong := [key for key, number in stated if counted.get((*key, value), 0) != number]:
                yield f"reports.{counter}: not the number of rows in {name} for {wrong[:3]}"


def _count(part: pa.Table, column: str) -> dict[tuple[str, int, str], int]:
    """Rows by report, version and value of ``column``."""
    plain = part.set_column(part.schema.get_field_index(column), column, part[column].cast(pa.string()))
    grouped = plain.group_by([*VERSION, column]).aggregate([([], "count_all")])
    keys = zip(*(grouped[name].to_pylist() for name in (*VERSION, column)), strict=True)
    return dict(zip(keys, grouped["count_all"].to_pylist(), strict=True))


def _pairs(table: pa.Table) -> list[tuple[str, int]]:
    return list(zip(table["report_id"].to_pylist(), table["version"].to_pylist(), strict=True))
