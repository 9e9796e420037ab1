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
ADDRESS = re.compile(
    r"https?://(?:[^\s/?#@:\[\]\\]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?(?:[/?#]\S*)?", re.I
)
LAST_PORT = 65_535
SEVERAL = re.compile(r"[;,|、，；](?:https?://|$)")
"""What people put between addresses instead of a space."""
OTHER_SEPARATOR = re.compile(r"[;\t|，；]")
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

    path: Path
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
    lines = _lines(text)
    _, columns = next(lines, (0, []))
    _check_columns(path, columns)
    sites: dict[str, Site] = {}
    bad: list[BadRow] = []
    for line, fields in lines:
        try:
            site = _site(_row(columns, fields))
            if site.site in sites:
                raise ValueError(f"site {site.site!r} is named twice; give each line a name of its own")
        except ValueError as fault:
            bad.append(BadRow(path, line, str(fault)))
        else:
            sites[site.site] = site
    return list(sites.values()), bad


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that says something, with its number and fields. Each is read by itself, so that a quote left open
    takes no other line with it: it gives a line without fields."""
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        try:
            (fields,) = csv.reader([line], skipinitialspace=True, strict=True)
        except csv.Error:
            yield number, []
            continue
        fields = [field.strip() for field in fields]
        if any(fields):
            yield number, fields


def _check_columns(path: Path, columns: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in columns]
    if missing and len(columns) == 1 and (mark := OTHER_SEPARATOR.search(columns[0])):
        raise BadSitesFile(
            f"{path}: no column {', '.join(missing)}: the fields are parted by {mark[0]!r}; save it with commas"
        )
    if missing:
        raise BadSitesFile(f"{path}: no column {', '.join(missing)}; its first line must name the columns")
    if twice := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise BadSitesFile(f"{path}: column {', '.join(twice)} is there twice; take one out")


def _row(columns: list[str], fields: list[str]) -> dict[str, str]:
    if not fields:
        raise ValueError("a quote is opened and not closed, or text follows it; mend the quotes of the line")
    if len(fields) > len(columns):
        raise ValueError("more fields than columns; put quotes around a field with commas")
    if fields == columns[: len(fields)]:
        raise ValueError("the names of the columns again; take the line out")
    return dict(zip(columns, fields, strict=False))


def _site(row: dict[str, str]) -> Site:
    homepage = _address(row.get("homepage", ""), "homepage")
    columns = tuple(_address(url, "report_columns") for url in row.get("report_columns", "").split())
    adcode = row.get("adcode", "")
    if adcode and not re.fullmatch(r"[1-9][0-9]{5}", adcode):
        raise ValueError(f"adcode {adcode!r} is not a six-digit division code")
    name = row.get("name")
    if not name:
        raise ValueError("name is empty")
    site = row.get("site") or adcode or urlsplit(homepage).netloc.replace(":", "-")
    if not SITE_NAME.fullmatch(site):
        raise ValueError(
            f"site {site!r} may hold letters, digits, dot, hyphen and underscore only, at most 64"
        )
    return Site(
        site=site,
        adcode=adcode,
        name=name,
        homepage=homepage,
        report_columns=columns,
        province=row.get("province", ""),
        prefecture=row.get("prefecture", ""),
        family=row.get("family", ""),
        is_demo=row.get("is_demo", "").lower() in TRUE,
    )


def _address(url: str, column: str) -> str:
    if SEVERAL.search(url):
        raise ValueError(f"{column} {url!r} is more than one address; part addresses by spaces alone")
    found = ADDRESS.fullmatch(url)
    if not found or int(found["port"] or 0) > LAST_PORT:
        raise ValueError(f"{column} {url!r} is not an http or https address")
    return url
