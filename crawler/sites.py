"""``sites.csv``: the counties to crawl, one line each.

Columns, at least: ``site`` (a short stable name; made from ``adcode``, else from the host, where missing or
empty), ``adcode`` (six digits, may be empty), ``name``, ``homepage``, ``report_columns`` (URLs parted by spaces,
may be empty). Optional: ``province``, ``prefecture``, ``family``, ``is_demo``. A row that cannot be used is named
with its line and skipped; the others go on.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.documents.charset import decode

REQUIRED = ("name", "homepage")
TRUE = frozenset({"1", "true", "yes"})
SITE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""A site's name is part of report ids and of paths."""


@dataclass(frozen=True, slots=True)
class Site:
    """A county's site, as its line in ``sites.csv`` says."""

    site: str
    adcode: str
    name: str
    homepage: str
    report_columns: tuple[str, ...] = ()
    province: str = ""
    prefecture: str = ""
    family: str = ""
    is_demo: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """The URLs that the line names: where a crawl of the site may begin."""
        return (self.homepage, *self.report_columns)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line of ``sites.csv`` that was skipped, and why."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class BadSitesFile(ValueError):
    """The file as a whole cannot be read as a list of sites; the message says what to do."""


def read_sites(path: Path) -> tuple[list[Site], list[BadRow]]:
    """The sites of the file, and the lines that were skipped. Raises :class:`BadSitesFile` for the file itself."""
    try:
        text, _ = decode(path.read_bytes(), "text/csv")
    except OSError as error:
        raise BadSitesFile(f"{path}: {error.strerror}; name an existing sites.csv") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
    missing = [name for name in REQUIRED if name not in reader.fieldnames]
    if missing:
        raise BadSitesFile(f"{path}: no column {', '.join(missing)}; its first line must name the columns")
    sites: dict[str, Site] = {}
    bad: list[BadRow] = []
    for line, row in _rows(reader, bad):
        try:
            site = _site(row)
            if site.site in sites:
                raise ValueError(f"site {site.site!r} is named twice; give each line a name of its own")
        except ValueError as fault:
            bad.append(BadRow(line, str(fault)))
        else:
            sites[site.site] = site
    return list(sites.values()), bad


def _rows(reader: csv.DictReader, bad: list[BadRow]) -> Iterator[tuple[int, dict[str, str]]]:
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            bad.append(BadRow(reader.line_num, str(error)))
            continue
        if row is None:
            return
        if any("\n" in str(value) for value in row.values()):
            fault = "a field goes over several lines, all of them skipped; close the quote that opens it"
            bad.append(BadRow(reader.line_num, fault))
        elif None in row:
            bad.append(
                BadRow(reader.line_num, "more fields than columns; put quotes around a field with commas")
            )
        elif any((value or "").strip() for value in row.values()):
            yield reader.line_num, {name: (value or "").strip() for name, value in row.items()}


def _site(row: dict[str, str]) -> Site:
    homepage = _address(row["homepage"], "homepage")
    columns = tuple(_address(url, "report_columns") for url in row.get("report_columns", "").split())
    adcode = row.get("adcode", "")
    if adcode and not re.fullmatch(r"[1-9][0-9]{5}", adcode):
        raise ValueError(f"adcode {adcode!r} is not a six-digit division code")
    if not row["name"]:
        raise ValueError("name is empty")
    site = row.get("site") or adcode or urlsplit(homepage).netloc.replace(":", "-")
    if not SITE_NAME.fullmatch(site):
        raise ValueError(
            f"site {site!r} may hold letters, digits, dot, hyphen and underscore only, at most 64"
        )
    return Site(
        site=site,
        adcode=adcode,
        name=row["name"],
        homepage=homepage,
        report_columns=columns,
        province=row.get("province", ""),
        prefecture=row.get("prefecture", ""),
        family=row.get("family", ""),
        is_demo=row.get("is_demo", "").lower() in TRUE,
    )


def _address(url: str, column: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError(f"{column} {url!r} is not an http or https address")
    _ = parts.port  # raises ValueError for a port that is not a number
    return url
