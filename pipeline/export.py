"""A dataset of the current build as one file for other programs, with labels where the format has them."""

import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from pipeline import builds
from pipeline.datasets import Dataset, datasets, variables
from pipeline.datasets.schema import arrow_schema
from pipeline.datasets.stata import stata_names
from pipeline.formula import harmless

LONGEST_LABEL = 80
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
"""Of a sheet and of a cell, as Excel has them."""


class CannotExport(ValueError):
    """The dataset, the format or the folder is none, or the format cannot hold it; the message says what to do."""


def export(data: Path, name: str, target: Path) -> int:
    """Writes dataset ``name`` to ``target``, whose ending says the format; gives the number of rows.

    Raises :class:`CannotExport` and :class:`pipeline.builds.NoBuild`. An older file is replaced only by a whole one.
    """
    if name not in datasets():
        raise CannotExport(f"no dataset {name!r}; there are {', '.join(datasets())}")
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise CannotExport(f"{target} has none of the endings {', '.join(WRITERS)}")
    if not target.parent.is_dir():
        raise CannotExport(f"{target.parent} is not a folder; make it, or name another file")
    frame = pd.read_parquet(builds.current(data) / name)
    fresh = target.with_name(f".{target.stem}.tmp-{os.getpid()}{target.suffix}")
    try:
        write(frame, fresh, datasets()[name])
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
    return len(frame)


def _csv(frame: pd.DataFrame, path: Path, dataset: Dataset) -> None:
    """UTF-8 with a byte order mark, by which Excel knows it."""
    _as_text(frame).to_csv(path, index=False, encoding="utf-8-sig")


def _xlsx(frame: pd.DataFrame, path: Path, dataset: Dataset) -> None:
    """The rows on one sheet, what the columns mean on a second; row by row, so that memory stays flat."""
    if len(frame) >= MOST_ROWS:
        raise CannotExport(
            f"a sheet holds {MOST_ROWS - 1} rows, {dataset.name} has {len(frame)}; export .csv"
        )
    about = pd.DataFrame([row for row in variables() if row["dataset"] == dataset.name])
    frame = _as_text(frame)
    for column in frame.select_dtypes("datetimetz"):
        frame[column] = frame[column].dt.tz_localize(None)
    book = Workbook(write_only=True)
    for name, rows in ((dataset.name, frame), ("variables", _as_text(about))):
        sheet = book.create_sheet(name)
        sheet.append(list(rows.columns))
        for row in rows.itertuples(index=False, name=None):
            sheet.append([_in_a_sheet(value) for value in row])
    book.save(path)


def _in_a_sheet(value: object) -> object:
    """The value as a sheet can hold it: marks that it cannot hold by number; what is too long is cut, and says so."""
    if not isinstance(value, str):
        return None if pd.isna(value) else value
    text = ILLEGAL_CHARACTERS_RE.sub(lambda mark: f"[U+{ord(mark.group()):04X}]", value)
    if len(text) <= LONGEST_TEXT:
        return text
    note = f"… (cut: {len(text)} characters; the whole is in the dataset)"
    return text[: LONGEST_TEXT - len(note)] + note


def _dta(frame: pd.DataFrame, path: Path, dataset: Dataset) -> None:
    short = stata_names(dataset.names)
    labels = {short[column.name]: _label(column.en) for column in dataset.columns}
    plain = pd.DataFrame(
        {short[column.name]: _plain(frame[column.name], column.type) for column in dataset.columns}
    )
    plain.to_stata(path, version=118, write_index=False, variable_labels=labels)


def _label(text: str) -> str:
    """At most 80 characters, as Stata has them; of a longer text its end too, which says whose column it is."""
    return text if len(text) <= LONGEST_LABEL else f"{text[:39]}…{text[-40:]}"


def _plain(column: pd.Series, kind: str) -> pd.Series:
    """The column in a dtype that Stata has: missing is its missing value, or an empty text."""
    if kind in ("integer", "number", "boolean"):
        return column.astype("Float64").astype("float64")
    if kind == "time":
        return column.dt.tz_localize(None)
    if kind == "date":
        return pd.to_datetime(column)
    return column.astype("object").where(column.notna(), "")


def _parquet(frame: pd.DataFrame, path: Path, dataset: Dataset) -> None:
    """With the schema of the build: what each column means is in the metadata of its field."""
    pq.write_table(pa.Table.from_pandas(frame, arrow_schema(dataset), preserve_index=False), path)


WRITERS = {".csv": _csv, ".xlsx": _xlsx, ".dta": _dta, ".parquet": _parquet}


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Texts that a spreadsheet would run as a formula get an apostrophe in front."""
    frame = frame.copy()
    for column in frame.select_dtypes(["str", "category"]):
        frame[column] = frame[column].astype("str").map(harmless, na_action="ignore")
    return frame
