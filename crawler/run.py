"""A crawl from Python: ``crawl`` runs Scrapy in this process, once, and returns when the night is over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler import calls, stopping
from crawler.fetching.hosts import slot_of
from crawler.lock import Busy
from crawler.night import Night
from crawler.schedule import Schedule
from crawler.sites import Site
from crawler.spiders.annual_reports import AnnualReportsSpider
from crawler.summary import CrawlSummary

__all__ = ["Busy", "checked", "crawl"]


def checked(sites: Sequence[Site], settings: Mapping[str, str], contact: str | None) -> Settings:
    """The settings of a crawl that is asked for so; raises :class:`crawler.calls.WrongCall`. Nothing is opened."""
    calls.checked_contact(sites, contact)
    merged = Settings()
    merged.setmodule("crawler.settings", priority="project")
    merged.setdict(dict(settings), priority="cmdline")
    calls.check_settings(merged, sites)
    return merged


def crawl(
    sites: Sequence[Site],
    data: Path,
    settings: Mapping[str, str] | None = None,
    allow_private_hosts: bool = False,
    contact: str | None = None,
) -> CrawlSummary:
    """Fetch what is new on ``sites`` into the archive of ``data``. SIGINT and SIGTERM end the night cleanly.

    ``settings``: Scrapy settings by name, as ``-s`` gives them. ``contact``: an address to write to, wanted for
    real hosts. Once a process. Raises :class:`crawler.calls.WrongCall`, :class:`Busy` where another crawl writes to
    ``data``, OSError where it cannot be written to.
    """
    merged = checked(sites, settings or {}, contact)
    night = Night(data, Schedule.of(merged))
    process = AsyncCrawlerProcess(merged)
    crawler = process.create_crawler(AnnualReportsSpider)
    arguments = {
        "sites": sites,
        "contact": contact,
        "allow_private_hosts": allow_private_hosts,
        "night": night,
    }
    crawler.signals.connect(stopping.release, signals.spider_opened)
    process.crawl(crawler, **arguments)
    process.start()
    summary = crawler.spider.summary()
    found = zip(sites, summary.sites, strict=True)
    return replace(
        summary, sites=tuple(replace(of_site, resting=_resting(night, site)) for site, of_site in found)
    )


def _resting(night: Night, site: Site) -> tuple[str, ...]:
    hosts = {slot_of(url) for url in site.addresses}
    return tuple(str(night.resting[host]) for host in sorted(hosts & night.resting.keys()))
