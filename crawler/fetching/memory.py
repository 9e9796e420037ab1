"""How much of answers that are still coming is held in memory, over all hosts.

Each answer has a limit of its own; many large ones at once have this one. The largest is cut off, recorded as that,
and asked for again when the rest of its site is done.
"""

from collections import Counter

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload


class CutOff(StopDownload):
    """An answer that we cut off to make room."""

    def __init__(self, received: int, limit: int):
        super().__init__(fail=True)
        self.args = (f"cut off after {received} bytes: answers of more than {limit} bytes came at once",)


class Memory:
    """Scrapy extension."""

    def __init__(self, crawler: Crawler):
        self._limit = crawler.settings.getint("COMING_MAXSIZE")
        self._coming: Counter[int] = Counter()
        crawler.signals.connect(self._received, signals.bytes_received)
        crawler.signals.connect(self._left, signals.request_left_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Memory":
        return cls(crawler)

    def _received(self, data: bytes, request: Request) -> None:
        self._coming[_identity(request)] += len(data)
        received = self._coming[_identity(request)]
        if self._coming.total() > self._limit and received == max(self._coming.values()):
            raise CutOff(received, self._limit)

    def _left(self, request: Request) -> None:
        self._coming.pop(_identity(request), None)


def _identity(request: Request) -> int:
    """The same for a request and for what a handler makes of it on its way to the wire."""
    return id(request.meta["visit"])
