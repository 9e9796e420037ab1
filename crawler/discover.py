"""The report columns of sites, as a crawl finds them that asks for nothing behind them.

It is a crawl like any other, recorded like any other; what it leaves out waits for the next one. A column is a
page that lists reports by what leads to it and what it is called, before a person has looked at it.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from scrapy import Request

from crawler.archive.ledger import Ledger
from crawler.fetching.outcomes import NotSent
from crawler.settings import DOWNLOADER_MIDDLEWARES
from crawler.sites import Site
from crawler.summary import CrawlSummary
from pipeline.durable import replacing
from pipeline.formula import harmless

COLUMNS = "columns.csv"
NAMED, LINKED = "sites.csv", "link"
NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Column:
    """A line of ``columns.csv``. ``title``: the link's text. ``found``: ``sites.csv`` where the list names it, else
    ``link``, on the page ``via``. ``outcome``: of the last attempt to fetch it, or ``not_asked``."""

    site: str
    adcode: str
    name: str
    url: str
    title: str
    found: str
    via: str
    outcome: str


class ColumnsOnly:
    """Downloader middleware: lets through what leads to columns and the columns themselves, each its first page."""

    def process_request(self, request: Request) -> None:
        want, walk = request.cb_kwargs.get("want"), request.cb_kwargs.get("walk")
        if want is None or want.role in ("home", "column") or want.url in walk.columns:
            return
        raise NotSent(None, "it lies behind a column, and only columns were looked for")


SETTINGS = (("DOWNLOADER_MIDDLEWARES", DOWNLOADER_MIDDLEWARES | {ColumnsOnly: 40}),)
"""What makes a crawl stop at columns."""


def columns(data: Path, sites: Iterable[Site], summary: CrawlSummary) -> list[Column]:
    """The columns that a crawl of ``sites`` into ``data`` found, in the order of the sites and of finding."""
    listed = {site.site: site for site in sites}
    ledger = Ledger(data)
    try:
        return [_column(listed[found.site], url, ledger) for found in summary.sites for url in found.columns]
    finally:
        ledger.close()


def write(data: Path, found: list[Column], asked: Iterable[str]) -> Path:
    """Puts the columns into ``columns.csv``; lines of sites that were not asked stay as they were."""
    path = data / COLUMNS
    names = [field.name for field in fields(Column)]
    rows = [row for row in _rows(path) if row["site"] not in set(asked)]
    rows += [{name: harmless(text) for name, text in asdict(column).items()} for column in found]
    with replacing(path, "utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n", extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _column(site: Site, url: str, ledger: Ledger) -> Column:
    known = ledger.known(url)
    named = url in site.report_columns
    return Column(
        site=site.site,
        adcode=site.adcode,
        name=site.name,
        url=url,
        title=(known and known.link_text) or "",
        found=NAMED if named else LINKED,
        via=(known and known.via) or "",
        outcome=known.outcome if known else NOT_ASKED,
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from (row for row in csv.DictReader(file) if row.get("site"))
