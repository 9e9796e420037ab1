"""The datasets: what a row is, and every column with its type, labels, unit and warning.

``columns.toml`` describes each column once. The Parquet schemas (:mod:`pipeline.datasets.schema`), the column
descriptions inside the files and the dataset ``variables`` are all made from what this module gives.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache, cached_property
from importlib.resources import files

from pipeline.datasets.stata import stata_names
from pipeline.forms import panel_columns


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``type``: string, category, integer, number, boolean, date or time (UTC)."""

    name: str
    type: str
    en: str
    zh: str | None = None
    unit: str | None = None
    editions: tuple[str, ...] = ()
    warning: str | None = None


@dataclass(frozen=True)
class Dataset:
    """A dataset: its name, what a row of it is, and its columns in order."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@cache
def datasets() -> dict[str, Dataset]:
    """Every dataset by name, in the order of ``columns.toml``."""
    described = tomllib.loads(files(__package__).joinpath("columns.toml").read_text("utf-8"))
    shared = described.pop("shared")
    found = {}
    for name, entry in described.items():
        columns = [Column(name=column, **(own or shared[column])) for column, own in entry["columns"].items()]
        if name == "panel":
            columns += _form_columns(entry["warnings"])
        found[name] = Dataset(name, entry["description"], tuple(columns))
    return found


def variables() -> Iterator[dict]:
    """The rows of the dataset ``variables``: one for each column of each dataset."""
    for dataset in datasets().values():
        short = stata_names(dataset.names)
        for column in dataset.columns:
            yield {
                "dataset": dataset.name,
                "column": column.name,
                "label_en": column.en,
                "label_zh": column.zh,
                "unit": column.unit,
                "editions": " ".join(column.editions) or None,
                "type": column.type,
                "stata_name": short[column.name],
                "warning": column.warning,
            }


def _form_columns(warnings: dict[str, str]) -> Iterator[Column]:
    """A column for every cell of the forms: counts are integers, amounts are decimals."""
    for entry in panel_columns():
        yield Column(
            name=entry.name,
            type="number" if entry.cell.kind == "amount" else "integer",
            en=entry.cell.label_en,
            zh=entry.cell.label_zh,
            unit=entry.cell.unit,
            editions=entry.editions,
            warning=next((text for pattern, text in warnings.items() if fnmatch(entry.name, pattern)), None),
        )
