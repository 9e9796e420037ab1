"""When a page that is stored is asked for again: the law's season for lists, an interval for reports.

Reports are due by 31 January and 31 March, and late ones come in April: lists are looked at every night then, and
seldom in the rest of the year. On loopback lists have no season, unless ``-s LIST_RECHECK_DAYS`` sets one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler.urls import host_of, is_loopback_host
from pipeline.archive.captures import DOCUMENTS

COUNTRY_TIME = ZoneInfo("Asia/Shanghai")
SEASON = range(1, 5)
SLACK = timedelta(hours=12)
"""A night that begins somewhat earlier than the last one still asks for what is due on its date."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """``reports``, ``lists``: days between two looks, the latter out of season. ``loopback``: lists there as well."""

    reports: float
    lists: float
    loopback: bool = False

    @classmethod
    def of(cls, settings: BaseSettings) -> "Schedule":
        return cls(
            settings.getfloat("RECHECK_DAYS"),
            settings.getfloat("LIST_RECHECK_DAYS"),
            settings.getpriority("LIST_RECHECK_DAYS") > SETTINGS_PRIORITIES["project"],
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
