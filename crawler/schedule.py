"""When a page is asked for again: the law's season for lists, an interval for reports.

Reports are due by 31 January and 31 March, and late ones come in April: lists are looked at every night then, and
seldom in the rest of the year. On loopback lists have no season, unless ``-s LIST_RECHECK_DAYS`` sets one. What is not
there, or too large, will hardly be otherwise on the next night: it waits as well.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler.urls import host_of, is_loopback_host
from pipeline.archive.captures import DOCUMENTS
from pipeline.states import Outcome

COUNTRY_TIME = ZoneInfo("Asia/Shanghai")
SEASON = range(1, 5)
WAITING = (*DOCUMENTS, "home", "column", "list")
"""Roles whose failures wait: what a page needs on the way, robots.txt or the data of its scripts, is asked for with
it."""
SLACK = timedelta(hours=12)
"""A night that begins somewhat earlier than the last one still asks for what is due on its date."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """``reports``, ``lists``: days between two looks, the latter out of season. ``loopback``: lists there as well.
    ``largest``: the limit of size was set for this crawl, so that what was too large may not be any more."""

    reports: float
    lists: float
    loopback: bool = False
    largest: bool = False

    @classmethod
    def of(cls, settings: BaseSettings) -> "Schedule":
        def is_set(name: str) -> bool:
            return settings.getpriority(name) > SETTINGS_PRIORITIES["project"]

        return cls(
            settings.getfloat("RECHECK_DAYS"),
            settings.getfloat("LIST_RECHECK_DAYS"),
            is_set("LIST_RECHECK_DAYS"),
            is_set("DOWNLOAD_MAXSIZE"),
        )

    def is_due(self, url: str, role: str, checked_at: datetime, now: datetime) -> bool:
        """Whether a page that the server gave or confirmed at ``checked_at`` is to be asked for again."""
        if role in DOCUMENTS:
            return now - checked_at >= timedelta(days=self.reports)
        if now.astimezone(COUNTRY_TIME).month in SEASON:
            return True
        if is_loopback_host(host_of(url)) and not self.loopback:
            return True
        return now - checked_at >= timedelta(days=self.lists) - SLACK

    def is_due_after(self, outcome: Outcome, url: str, role: str, failed_at: datetime, now: datetime) -> bool:
        """Whether a page that failed at ``failed_at`` is to be asked for again: what is too large as seldom as a
        report, what is not there when a list would be out of season."""
        if role not in WAITING:
            return True
        if outcome is Outcome.TOO_LARGE:
            return self.largest or now - failed_at >= timedelta(days=self.reports)
        if outcome is not Outcome.GONE:
            return True
        if role in DOCUMENTS:
            return now - failed_at >= timedelta(days=self.lists) - SLACK
        return self.is_due(url, role, failed_at, now)
