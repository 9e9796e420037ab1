"""Files of the last build that the new one takes over, because what they would be made of is the same.

Unit is the report year: the rows of its reports, in every dataset that is made of reports. Nothing is taken over
that is not byte for byte what the last build wrote. Only ``build_id`` differs from build to build: the datasets that
have it are written again with the new one, the others are linked.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from pipeline import builds
from pipeline.archive.captures import Capture
from pipeline.building.versions import Version
from pipeline.datasets import datasets
from pipeline.datasets.schema import arrow_schema
from pipeline.datasets.store import file_prefix, read, write_table
from pipeline.durable import sync

OF_REPORTS = ("reports", "panel", "cells", "unplaced", "sections", "figures", "checks")
"""The datasets whose rows are made of the versions of a year and of nothing else."""

FACTS = ("site", "adcode", "name", "province", "prefecture", "is_demo")
"""What a row says of the site."""

OF_COPY = ("title", "published_on", "published_on_source")
"""What a row says of a copy that was not chosen; the chosen one's reading is told by its key."""

Years = dict[str, dict]
"""By year, as file names begin with it: ``inputs``, a digest; ``rows`` by dataset; ``files``, digest by path."""


def inputs_of(versions: Iterable[Version], sites: dict[str, Capture], sources: str) -> str:
    """Digest of all that the rows of these versions are made of. ``sources``: digest of our own code."""
    digest = hashlib.sha256(sources.encode())
    for version in versions:
        site = sites[version.chosen.capture.site]
        said = [
            (version.report_id, version.number, version.is_current, version.issuer),
            version.first.fetched_at.isoformat(),
            [getattr(site, name) for name in FACTS],
            [
                (copy.key, copy.capture.url, copy.year, *(getattr(copy.brief, name) for name in OF_COPY))
                for copy in version.copies
            ],
        ]
        digest.update(json.dumps(said).encode())
    return digest.hexdigest()


class LastBuild:
    """The build to take files from; with ``folder`` None, there is none."""

    def __init__(self, folder: Path | None):
        self._folder = folder
        self._years: Years = builds.manifest(folder).get("years", {}) if folder else {}

    def take(self, year: int | None, inputs: str, folder: Path, build_id: str) -> dict | None:
        """Puts the files of the year below ``folder``; gives the number of rows by dataset, None where they cannot
        be taken over."""
        known = self._years.get(file_prefix(year))
        if known is None or known["inputs"] != inputs or not self._is_whole(known["files"]):
            return None
        for name in known["files"]:
            dataset = datasets()[name.partition("/")[0]]
            if "build_id" in dataset.names:
                table = read(self._folder / name)
                ids = pa.array([build_id] * len(table), pa.string())
                at = table.schema.get_field_index("build_id")
                columns = [ids if index == at else column for index, column in enumerate(table.columns)]
                write_table(pa.Table.from_arrays(columns, schema=arrow_schema(dataset)), folder / name)
            else:
                _link(self._folder / name, folder / name)
        return known["rows"]

    def _is_whole(self, files: dict[str, str]) -> bool:
        try:
            return all(_digest(self._folder / name) == digest for name, digest in files.items())
        except OSError:
            return False


def files_of(folder: Path, year: int | None) -> dict[str, str]:
    """The files of the year in a build that has been written, with their digests."""
    return {
        f"{name}/{file.name}": _digest(file)
        for name in OF_REPORTS
        for file in sorted((folder / name).glob(f"{file_prefix(year)}-*.parquet"))
    }


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _link(source: Path, target: Path) -> None:
    """One file under two names, where the file system can; builds are never changed."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        sync(target)
