"""Datasets on disk: a flat folder of Parquet files each, ``<year>-<part>.parquet``, or ``none-<part>`` without a year.

Rows are dicts with exactly the columns of the dataset; a missing or a foreign key is an error. A dataset without
rows is one file without rows, so that it loads with its columns and dtypes.
"""

from contextlib import suppress
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.datasets import Dataset, datasets
from pipeline.datasets.schema import arrow_schema
from pipeline.durable import sync

ROWS_A_GROUP = 50_000
"""Rows held in memory before they are written as one row group."""


COMPRESSION = "zstd"


class Writer:
    """Writes one dataset below ``folder``. Rows come year by year; the files are on disk when ``close`` returns."""

    def __init__(self, folder: Path, dataset: Dataset):
        self._folder = folder / dataset.name
        self._folder.mkdir()
        self._schema = arrow_schema(dataset)
        self._names = frozenset(dataset.names)
        self._parts: dict[int | None, int] = {}
        self._year: int | None = None
        self._file: pq.ParquetWriter | None = None
        self._rows: list[dict] = []

    def write(self, year: int | None, row: dict) -> None:
        if row.keys() != self._names:
            raise KeyError(
                f"{self._folder.name}: {sorted(row.keys() ^ self._names)} missing or not described"
            )
        if self._file is None or year != self._year:
            self._open(year)
        self._rows.append(row)
        if len(self._rows) >= ROWS_A_GROUP:
            self._flush()

    def close(self) -> None:
        if not any(self._folder.iterdir()):
            self._open(None)
        self._close_file()
        sync(self._folder)

    def abandon(self) -> None:
        """Let go of the file, which is worth nothing; a full disk may refuse even its end."""
        if self._file is not None:
            self._file.is_open = False
            with suppress(OSError):
                self._file.file_handle.close()

    def _open(self, year: int | None) -> None:
        self._close_file()
        part = self._parts[year] = self._parts.get(year, -1) + 1
        self._year = year
        file = self._folder / f"{file_prefix(year)}-{part:03d}.parquet"
        self._file = pq.ParquetWriter(file, self._schema, compression=COMPRESSION)

    def _flush(self) -> None:
        if self._rows:
            arrays = [_array([row[field.name] for row in self._rows], field.type) for field in self._schema]
            self._file.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
            self._rows = []

    def _close_file(self) -> None:
        if self._file is not None:
            self._flush()
            self._file.close()
            sync(Path(self._file.where))
            self._file = None


class Writers:
    """A :class:`Writer` for every dataset; closes them all at the end of the ``with`` block."""

    def __init__(self, folder: Path):
        self._writers = {name: Writer(folder, dataset) for name, dataset in datasets().items()}

    def write(self, dataset: str, year: int | None, row: dict) -> None:
        self._writers[dataset].write(year, row)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind, *_) -> None:
        for writer in self._writers.values():
            if kind is None:
                writer.close()
            else:
                writer.abandon()


def file_prefix(year: int | None) -> str:
    """What the names of a year's files begin with."""
    return "none" if year is None else f"{year:04d}"


def write_table(table: pa.Table, file: Path) -> None:
    """The table as a file of a dataset, durable."""
    pq.write_table(table, file, compression=COMPRESSION)
    sync(file)


def load(
    build: Path, dataset: str, columns: list[str] | None = None, filters: list | None = None
) -> pa.Table:
    """The rows of a dataset of the build in this folder, as an Arrow table."""
    if filters is not None:
        return pq.read_table(build / dataset, columns=columns, filters=filters)
    return pa.concat_tables(read(file, columns) for file in sorted((build / dataset).glob("*.parquet")))


def read(file: Path, columns: list[str] | None = None) -> pa.Table:
    """One file of a dataset; unlike ``pq.read_table``, without half a second of imports."""
    with pq.ParquetFile(file) as opened:
        return opened.read(columns=columns)


def _array(values: list, kind: pa.DataType) -> pa.Array:
    """Text from the web may hold lone surrogates, which are not valid UTF-8: they become question marks."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([v and v.encode("utf-8", "replace").decode() for v in values], kind)
