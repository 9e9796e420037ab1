"""What changed from one build to another: reports that are new, changed or gone, their cells, and coverage.

Reports are compared by their current versions. Cells come in files by year, and files that are the same, byte for
byte, are opened only where another version is the current one: the cost is that of what changed.
"""

import filecmp
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.datasets.store import file_prefix, load
from pipeline.states import CoverageState

IDENTITY = ("report_id", "site", "issuer", "year", "title", "url")
FACTS = ("version", "issuer", "title", "published_on", "edition", "status", "url")
"""What may change of a report beside its cells."""
PLACE = ["table", "row", "column"]
SAID = ["value", "state", "raw"]
KNOWN = (CoverageState.PUBLISHED, CoverageState.PUBLISHED_UNREAD)
"""States that know of a report, the better one first."""


def diff(before: Path, after: Path) -> dict:
    """The differences between the builds in two folders.

    ``new``, ``gone``: reports. ``changed``: reports with ``facts`` and ``cells``, each as it was and is. ``coverage``:
    site and year whose state is another one; None where there was or is no row.
    """
    old, new = _current(before), _current(after)
    cells = _changed_cells(before, after, old, new)
    return {
        "before": before.name,
        "after": after.name,
        "new": [_identity(new[report_id]) for report_id in new if report_id not in old],
        "gone": [_identity(old[report_id]) for report_id in old if report_id not in new],
        "changed": [
            _identity(new[report_id]) | {"facts": facts, "cells": cells.get(report_id, [])}
            for report_id in new
            if report_id in old
            and ((facts := _changed_facts(old[report_id], new[report_id])) or report_id in cells)
        ],
        "coverage": list(_changed_coverage(before, after)),
    }


def loses(found: dict) -> bool:
    """Whether something of the earlier build is gone or reads otherwise: a report, a cell, a state of published."""
    worse = (
        row["before"] in KNOWN and row["after"] not in KNOWN[: KNOWN.index(row["before"]) + 1]
        for row in found["coverage"]
    )
    return bool(found["gone"]) or any(report["cells"] for report in found["changed"]) or any(worse)


def _current(build: Path) -> dict[str, dict]:
    """The current versions by report_id; dates as text, as JSON has them."""
    columns = list(dict.fromkeys([*IDENTITY, *FACTS, "is_current"]))
    reports = load(build, "reports", columns=columns, filters=pc.field("is_current")).to_pylist()
    return {
        report["report_id"]: report | {"published_on": report["published_on"] and str(report["published_on"])}
        for report in reports
    }


def _identity(report: dict) -> dict:
    return {name: report[name] for name in IDENTITY}


def _changed_facts(old: dict, new: dict) -> dict[str, dict]:
    return {name: {"before": old[name], "after": new[name]} for name in FACTS if old[name] != new[name]}


def _changed_cells(
    before: Path, after: Path, old: dict[str, dict], new: dict[str, dict]
) -> dict[str, list[dict]]:
    """The cells that say something else, by report, of the reports that both builds have."""
    years = _differing_years(before / "cells", after / "cells") | {
        file_prefix(new[report_id]["year"])
        for report_id in old.keys() & new.keys()
        if old[report_id]["version"] != new[report_id]["version"]
    }
    was = _cells(before, years, old, shared=new.keys())
    now = _cells(after, years, new, shared=old.keys())
    both = was.merge(now, on=["report_id", *PLACE], how="outer", suffixes=("_before", "_after"))
    same = pd.Series(True, index=both.index)
    for name in SAID:
        one, other = both[f"{name}_before"], both[f"{name}_after"]
        same &= (one == other).fillna(False) | (one.isna() & other.isna())
    changed: dict[str, list[dict]] = {}
    for row in both[~same].astype(object).to_dict("records"):
        cell = {name: row[name] for name in PLACE}
        for moment in ("before", "after"):
            cell[moment] = {name: _plain(row[f"{name}_{moment}"]) for name in SAID}
        changed.setdefault(row["report_id"], []).append(cell)
    return changed


def _cells(build: Path, years: set[str], reports: dict[str, dict], shared: set[str]) -> pd.DataFrame:
    names = ["report_id", "version", *PLACE, *SAID]
    files = [file for year in sorted(years) for file in sorted((build / "cells").glob(f"{year}-*.parquet"))]
    tables = [_without_categories(pq.read_table(file, columns=names)) for file in files]
    frame = pa.concat_tables(tables).to_pandas() if tables else pd.DataFrame(columns=names)
    current = {report_id: reports[report_id]["version"] for report_id in shared & reports.keys()}
    return frame[frame.version == frame.report_id.map(current)].drop(columns="version")


def _without_categories(table: pa.Table) -> pa.Table:
    fields = [
        pa.field(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _differing_years(before: Path, after: Path) -> set[str]:
    """The years, as file names begin with them, for which the two folders do not hold the same files."""
    names = {file.name for folder in (before, after) for file in folder.glob("*.parquet")}
    _, different, missing = filecmp.cmpfiles(before, after, names, shallow=False)
    return {name.rpartition("-")[0] for name in (*different, *missing)}


def _changed_coverage(before: Path, after: Path) -> Iterator[dict]:
    was, now = _coverage(before), _coverage(after)
    for site, year in sorted(was.keys() | now.keys()):
        old, new = was.get((site, year)), now.get((site, year))
        if old is None or new is None or old["state"] != new["state"]:
            yield {
                "site": site,
                "year": year,
                "before": old and old["state"],
                "after": new and new["state"],
                "reason": new and new["reason"],
            }


def _coverage(build: Path) -> dict[tuple[str, int], dict]:
    rows = load(build, "coverage", columns=["site", "year", "state", "reason"]).to_pylist()
    return {(row["site"], row["year"]): row for row in rows}


def _plain(value: object) -> object:
    return None if pd.isna(value) else value
