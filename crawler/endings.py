"""What ends a night before all is asked for: the hour that was set, and a disk that fills.

No further request is sent then; those on their way are archived, and the night's files closed. Signals do the
same by Scrapy's own means.
"""

import asyncio
import os
from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler

from crawler import calls
from crawler.night import Night
from crawler.outcomes import NotSent

SMALL_DISK_SHARE = 20
"""A disk on which the reserve would be more than a twentieth keeps a twentieth."""


class Endings:
    """Downloader middleware, ahead of all others."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler
        self._night: Night = crawler.spider.night
        self._reserve = crawler.settings.getint("DISK_RESERVE")
        until = crawler.settings["UNTIL"]
        self._ends_at = calls.end_of_night(until, datetime.now(UTC)) if until else None
        self._closing: asyncio.Task | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Endings":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        reason = self._reason()
        if reason is None:
            return
        if self._closing is None:
            closing = self._crawler.engine.close_spider_async(reason=reason)
            self._closing = asyncio.ensure_future(closing)
        raise NotSent(None, reason)

    def _reason(self) -> str | None:
        if self._ends_at and datetime.now(UTC) >= self._ends_at:
            return f"{calls.PLANNED_END} {self._ends_at:%H:%M}"
        disk = os.statvfs(self._night.data)
        free, whole = disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize
        reserve = min(self._reserve, whole // SMALL_DISK_SHARE)
        if free >= reserve:
            return None
        return (
            f"the disk is nearly full: {free // 2**20} MB are free at {self._night.data}, and {reserve // 2**20} MB"
            " are kept free; make room, or give another --data"
        )
