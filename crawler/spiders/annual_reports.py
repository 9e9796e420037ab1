"""The one spider: it drives a walk over each site, one request at a time, and knows nothing of any site's layout.

    scrapy crawl annual_reports -a sites=data/sites.csv -a data=data [-a contact=WHO] [-a allow_private_hosts=1]

All decisions are elsewhere: what to ask for in ``walk``, what may be asked in ``guards``, what is kept in ``night``.
"""

import logging
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import calls
from crawler.archive.records import Visit
from crawler.fetching import outcomes, politeness
from crawler.fetching.guards import AllowList
from crawler.fetching.outcomes import AskedBefore, NotSent
from crawler.fetching.posting import STATE
from crawler.fetching.rendering import missing, rendered
from crawler.finding.frontier import Want
from crawler.finding.pages import Page
from crawler.finding.walk import Walk
from crawler.lock import Busy
from crawler.night import ArchiveFailed, Night
from crawler.schedule import Schedule
from crawler.sites import TRUE, BadSitesFile, Site, read_sites
from crawler.summary import CrawlSummary, SiteSummary

logger = logging.getLogger(__name__)
PAGE_TYPES = frozenset(
    {
        None,
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/json",
        "text/json",
        "text/javascript",
        "application/javascript",
        "application/x-javascript",
    }
)
LARGEST_PAGE = 4 * 2**20
"""Bytes. A page of more is archived, and not read for links: while it is read, every other host waits."""
LEADING = frozenset({"home", "column", "list"})
FINISHED = "finished"
CONTACT = "{agent}; contact: {contact})"


class AnnualReportsSpider(scrapy.Spider):
    """``sites``: a path of a sites.csv, or sites. ``night``: opened by the caller, else on ``data``."""

    name = "annual_reports"

    def __init__(
        self,
        sites: str | Sequence[Site] = "data/sites.csv",
        data: str = "data",
        contact: str | None = None,
        allow_private_hosts: str | bool = False,
        night: Night | None = None,
        **arguments,
    ):
        super().__init__(**arguments)
        if isinstance(sites, str):
            sites, bad_rows = read_sites(Path(sites))
            for row in bad_rows:
                logger.error("sites.csv, %s; the row was skipped", row)
        self.sites = tuple(sites)
        self.contact = calls.checked_contact(self.sites, contact)
        self.allow_list = AllowList(self.sites, str(allow_private_hosts).lower() in TRUE)
        self.walks = {
            site.site: Walk(site, self.allow_list.allows, self._not_rendered) for site in self.sites
        }
        self.errors: list[str] = []
        self.end_reason = "not started"
        self.night = night
        self._data = Path(data)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args, **kwargs) -> "AnnualReportsSpider":
        """Where the crawl cannot begin, ends the process with a line that says why, and the exit code that ``gongkai
        crawl`` has for it: Scrapy would print where in our code that was found, and end with 1."""
        try:
            return cls._set_up(crawler, *args, **kwargs)
        except (BadSitesFile, calls.WrongCall) as fault:
            code, why = 2, fault
        except (Busy, ArchiveFailed) as fault:
            code, why = 3, fault
        print(f"scrapy crawl {cls.name}: {why}", file=sys.stderr)
        raise SystemExit(code)

    @classmethod
    def _set_up(cls, crawler: Crawler, *args, **kwargs) -> "AnnualReportsSpider":
        spider = super().from_crawler(crawler, *args, **kwargs)
        calls.check_settings(crawler.settings, spider.sites)
        politeness.grant(crawler.settings)
        if spider.contact:
            agent = crawler.settings["USER_AGENT"].removesuffix(")")
            crawler.settings.set("USER_AGENT", CONTACT.format(agent=agent, contact=spider.contact), "cmdline")
        if spider.night is None:
            spider.night = Night(spider._data, Schedule.of(crawler.settings))
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for site in self.night.in_turn(self.sites):
            for request in self._next(self.walks[site.site]):
                yield request

    def parse(self, response: Response, walk: Walk, want: Want) -> Iterator[Request]:
        """A page or file came: read it, and ask for the next."""
        self._take(
            walk,
            want,
            response.url,
            response.body,
            response.headers.get("Content-Type", b"").decode("latin-1"),
        )
        yield from self._next(walk)

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Nothing usable came; it is recorded already. Ask for the next."""
        walk, want = failure.request.cb_kwargs["walk"], failure.request.cb_kwargs["want"]
        if failure.check(ArchiveFailed):
            self._error(str(failure.value))
            raise CloseSpider("archive_failed")
        if isinstance(failure.value, NotSent) and failure.value.outcome is None:
            walk.wait(str(failure.value))
        else:
            outcome, of_page = outcomes.of_exception(failure.value)[0], outcomes.is_of_the_page(failure.value)
            if isinstance(failure.value, AskedBefore):
                walk.frontier.left[f"asked before: {outcome}"] += 1
            walk.failed(want, outcome, of_page)
        yield from self._next(walk)

    def closed(self, reason: str) -> None:
        self.end_reason = reason
        if reason == FINISHED:
            self.night.end()
        self.night.close()

    def summary(self) -> CrawlSummary:
        """What the crawl came to, once it is over."""
        counts = self.night.counts
        sites = [
            SiteSummary(
                site=name,
                name=walk.site.name,
                outcomes={outcome: count for (site, outcome), count in counts.items() if site == name},
                columns=tuple(walk.columns),
                reports=len(walk.frontier.reports),
                look_alikes=len(walk.look_alikes),
                closed_hosts=dict(walk.frontier.closed),
                left=dict(walk.frontier.left),
                kept=self.night.kept[name],
                families=tuple(sorted(walk.families)),
                listed={column: len(reports) for column, reports in walk.listed.items()},
                looked_through=walk.is_over and not walk.put_off,
            )
            for name, walk in self.walks.items()
        ]
        problems = tuple(str(problem) for problem in self.night.problems)
        return CrawlSummary(
            sites=tuple(sites),
            finished=self.end_reason == FINISHED,
            reason=self.end_reason,
            errors=(*self.errors, *self.night.conduct.breaches()),
            problems=problems,
            conduct=self.night.conduct,
        )

    def _next(self, walk: Walk) -> Iterator[Request]:
        """The walk's next request; pages that need no request tonight are read from the archive on the way."""
        while (want := walk.next()) is not None:
            role, address = ("rendering", rendered(want.url)) if want.rendered else (want.role, want.url)
            visit = Visit(walk.site, role, want.via, want.link_text)
            is_known = not want.rendered and not self._has_another_role(want)
            stored = self.night.answers(want.url, visit) if is_known else None
            if stored is None:
                yield Request(
                    address,
                    headers={"Referer": want.via} if want.via else None,
                    callback=self.parse,
                    errback=self.failed,
                    cb_kwargs={"walk": walk, "want": want},
                    meta={"visit": visit, STATE: want.state},
                    dont_filter=True,
                )
                return
            self._take(walk, want, stored.url, stored.body, stored.header("Content-Type") or "")
        logger.info("%s: %d reports known", walk.site.site, len(walk.frontier.reports))

    def _not_rendered(self, url: str) -> str | None:
        """Why a browser cannot show a page, or is not asked to."""
        if self.night.has_challenged(url):
            return "the host answers with challenges"
        return missing()

    def _has_another_role(self, want: Want) -> bool:
        """Whether the page's body is in the archive only as one that leads on, and is wanted as the report that it
        turned out."""
        known = self.night.known(want.url) if want.role == "report" else None
        return known is not None and known.role in LEADING and known.kept != known.capture_id

    def _take(self, walk: Walk, want: Want, url: str, body: bytes, content_type: str) -> None:
        media_type = content_type.partition(";")[0].strip().lower() or None
        is_page = media_type in PAGE_TYPES and b"\0" not in body[:1024] and len(body) <= LARGEST_PAGE
        try:
            walk.take(want, Page(url, body, content_type) if is_page else None)
        except Exception as fault:  # boundary: a page that our reading cannot bear must not end the site
            self._error(f"{url} could not be read for links: {type(fault).__name__}: {fault}")

    def _error(self, message: str) -> None:
        logger.error(message)
        self.errors.append(message)
