"""Fictional county sites on loopback, with the list of what a crawl of them must find.

    with DemoSites() as demo:
        demo.write_sites_csv(path)
        ...                          # crawl, build
        demo.expected, demo.decoys, demo.log

Names and codes are invented (division codes 99xxxx are in no one's use). Everything but the ports is the same on
every run.
"""

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Self

from tests.demo.model import DemoSite
from tests.demo.publish import ExpectedReport, Published, publish
from tests.demo.server import Host, Request, Resource
from tests.demo.sites import all_sites

COLUMNS = (
    "site",
    "adcode",
    "name",
    "homepage",
    "report_columns",
    "province",
    "prefecture",
    "family",
    "is_demo",
)
SECOND_DAY = Resource.modified + timedelta(days=1)
ELSEWHERE = "elsewhere"
"""The host of copies: links lead to it, sites.csv does not name it, nothing may be asked of it."""


class DemoSites:
    """All demo sites, each served on a port of its own between ``__enter__`` and ``__exit__``."""

    def __init__(self, sites: list[DemoSite] | None = None) -> None:
        self.sites = all_sites() if sites is None else sites
        self.log: list[Request] = []
        self._published: dict[str, Published] = {}
        self._elsewhere = Host(ELSEWHERE, self.log)
        self._hosts = {site.site: Host(site.site, self.log, site.respond) for site in self.sites}

    def __enter__(self) -> Self:
        for host in (self._elsewhere, *self._hosts.values()):
            host.start()
        self._publish(late=False)
        return self

    def __exit__(self, *exc_info: object) -> None:
        for host in (self._elsewhere, *self._hosts.values()):
            host.stop()

    def _publish(self, late: bool) -> None:
        for site in self.sites:
            host = self._hosts[site.site]
            published = publish(site, host.url, self._elsewhere.url, late)
            self._published[site.site] = published
            host.resources = {
                path: _updated(host.resources.get(path), resource) if late else resource
                for path, resource in published.resources.items()
            }
            host.programs = published.programs

    def publish_late(self) -> None:
        """A night passes: the sites publish what they had held back."""
        self._publish(late=True)

    def url(self, site: str) -> str:
        """Where a site is served, without a slash at the end."""
        return self._hosts[site].url

    @property
    def expected(self) -> list[ExpectedReport]:
        """The reports that can be found: those of sites that serve them and do not forbid it."""
        return [
            report
            for site in self.sites
            if not _forbids(site)
            for report in self._published[site.site].reports
        ]

    @property
    def forbidden(self) -> list[str]:
        """Addresses of reports that robots.txt forbids."""
        return [
            report.url
            for site in self.sites
            if _forbids(site)
            for report in self._published[site.site].reports
        ]

    @property
    def decoys(self) -> list[str]:
        """Addresses of articles that are no annual report."""
        return [url for published in self._published.values() for url in published.decoys]

    def write_sites_csv(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(self._row(site) for site in self.sites)

    def _row(self, site: DemoSite) -> tuple:
        base = self.url(site.site)
        columns = " ".join(base + path for path in site.named_columns)
        return (
            site.site,
            site.adcode,
            site.name,
            f"{base}/",
            columns,
            "演示省",
            site.prefecture,
            site.family,
            "true",
        )


def _updated(before: Resource | None, now: Resource) -> Resource:
    """A page after the first night: as it was, or with the time of its change."""
    if before and before.body == now.body:
        return before
    return replace(now, modified=SECOND_DAY)


def _forbids(site: DemoSite) -> bool:
    return site.robots is not None and "Disallow: /\n" in site.robots
