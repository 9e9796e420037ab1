"""What ends a night before all is asked for: the hour that was set, a disk that fills, and signals.

No further request is sent then, those that wait for their turn at a host included; what is on its way is archived,
and the night's files closed.
"""

import asyncio
import os
from datetime import UTC, datetime

from scrapy import Request, signals
from scrapy.crawler import Crawler

from crawler import calls
from crawler.fetching.outcomes import NotSent
from crawler.night import Night

SMALL_DISK_SHARE = 20
"""A disk on which the reserve would be more than a twentieth keeps a twentieth."""

LOOK_EVERY = 0.5
"""Seconds."""


class Endings:
    """Downloader middleware, ahead of all others."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler
        self._night: Night = crawler.spider.night
        self._reserve = crawler.settings.getint("DISK_RESERVE")
        until = crawler.settings["UNTIL"]
        self._ends_at = calls.end_of_night(until, datetime.now(UTC)) if until else None
        self._watching: asyncio.Task | None = None
        self._closing: asyncio.Task | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Endings":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if self._is_over():
            raise NotSent(None, self._night.ending)

    def _opened(self) -> None:
        self._watching = asyncio.ensure_future(self._watch())

    def _closed(self) -> None:
        self._watching.cancel()

    async def _watch(self) -> None:
        """A host may be left alone for minutes: what waits for it then hears of the end here."""
        while True:
            if self._is_over():
                self._crawler.engine.downloader.let_go(NotSent(None, self._night.ending))
            await asyncio.sleep(LOOK_EVERY)

    def _is_over(self) -> bool:
        if self._night.ending is None and (reason := self._reason()):
            self._night.ending = reason
            if self._crawler.crawling:
                closing = self._crawler.engine.close_spider_async(reason=reason)
                self._closing = asyncio.ensure_future(closing)
        return self._night.ending is not None

    def _reason(self) -> str | None:
        if not self._crawler.crawling:
            return "the crawl was stopped"
        if self._ends_at and datetime.now(UTC) >= self._ends_at:
            return f"{calls.PLANNED_END} {self._ends_at:%H:%M}"
        disk = os.statvfs(self._night.data)
        free, whole = disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize
        reserve = min(self._reserve, whole // SMALL_DISK_SHARE)
        if free >= reserve:
            return None
        return (
            f"the disk is nearly full: {free / 2**20:.1f} MB are free at {self._night.data},"
            f" and {reserve / 2**20:.1f} MB are kept free; make room, or give another --data"
        )
