"""Waiting: which requests share a queue, and how long a host is left alone between two of them.

``-s DOWNLOAD_DELAY`` may slow a crawl down for every host, and speed it up for none but this machine: real hosts
keep at least the delay of ``settings``. On loopback every address and port is a host of its own.
"""

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler import settings as figures
from crawler.fetching import rendering
from crawler.fetching.guards import ADDRESS
from crawler.fetching.hosts import slot_of
from crawler.urls import is_loopback_host

BROWSER = "browser"
"""The queue of pages that are rendered, one at a time; what they ask for waits in the queues of its hosts."""
LOOPBACK_DELAY = "LOOPBACK_DOWNLOAD_DELAY"


def grant(settings: BaseSettings) -> None:
    """Set the delays of real hosts and of loopback from the one that was asked for. Run before settings freeze."""
    asked = settings.getfloat("DOWNLOAD_DELAY")
    settings.set(LOOPBACK_DELAY, asked, SETTINGS_PRIORITIES["cmdline"])
    if asked < figures.DOWNLOAD_DELAY:
        settings.set("DOWNLOAD_DELAY", figures.DOWNLOAD_DELAY, SETTINGS_PRIORITIES["cmdline"])
        settings.set("AUTOTHROTTLE_ENABLED", False, SETTINGS_PRIORITIES["cmdline"])


def of_slot(slot: str, settings: BaseSettings) -> dict[str, float]:
    """What Scrapy's ``DOWNLOAD_SLOTS`` would say of a host; empty for real hosts, which keep to the settings."""
    return {"delay": settings.getfloat(LOOPBACK_DELAY)} if is_loopback_host(slot) else {}


class PoliteDownloader(Downloader):
    """Scrapy's downloader with one queue for each machine: hosts on one address share it, as those of a platform do."""

    def get_slot_key(self, request: Request) -> str:
        if rendering.is_rendered(request.url):
            self.per_slot_settings.setdefault(BROWSER, {"delay": 0})
            return BROWSER
        slot = slot_of(request.url)
        if not is_loopback_host(slot):
            return request.meta.get(ADDRESS, slot)
        self.per_slot_settings.setdefault(slot, of_slot(slot, self.settings))
        return slot

    def let_go(self, why: Exception) -> None:
        """What still waits for its turn fails with ``why``, unsent."""
        for slot in self.slots.values():
            while slot.queue:
                _, answer = slot.queue.popleft()
                answer.errback(why)
