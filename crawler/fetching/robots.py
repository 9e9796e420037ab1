"""robots.txt obeyed: asked for once a host, archived, and a host closed where it cannot be read.

RFC 9309: a robots.txt that is not there (404 and other 4xx) allows everything; one that answers 5xx, refuses us
or does not come allows nothing. A host that cannot be reached is recorded as that, not as a rule of robots.txt.
``Crawl-delay`` is kept as well, up to the longest that a slow host is given.
"""

import asyncio
from dataclasses import replace
from time import monotonic
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.endings import LOOK_EVERY
from crawler.fetching import outcomes, rendering
from crawler.fetching.outcomes import USABLE, NotSent
from crawler.fetching.politeness import LOOPBACK_DELAY
from crawler.urls import is_loopback_host
from pipeline.states import Outcome

MAX_BYTES = 500 * 2**10  # what RFC 9309 asks a parser to read at least
NOT_THERE = frozenset({Outcome.GONE, Outcome.HTTP_ERROR, Outcome.EMPTY})
HOST_STATES = frozenset({Outcome.DNS, Outcome.TIMEOUT, Outcome.CONNECTION, Outcome.TLS, Outcome.CHALLENGED})
"""What says something of the host as a whole; a page behind it gets the same outcome."""


class Robots:
    """Downloader middleware behind the guards."""

    def __init__(self, crawler: Crawler):
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._night = crawler.spider.night
        self._longest = crawler.settings.getfloat("AUTOTHROTTLE_MAX_DELAY")
        self._loopback_waits = crawler.settings.getfloat(LOOPBACK_DELAY) > 0
        self._rules: dict[str, asyncio.Future] = {}
        self._answered: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Robots":
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let pass what robots.txt allows; raises :class:`NotSent` for the rest."""
        if request.meta["visit"].role == "robots" or rendering.is_rendered(request.url):
            return
        origin = _origin(request)
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read(origin, request))
        rules = await asyncio.shield(self._rules[origin])
        if isinstance(rules, NotSent):
            raise NotSent(rules.outcome, str(rules))
        if not rules.can_fetch(request.url, self._agent):
            raise NotSent(Outcome.ROBOTS, "robots.txt forbids the page")
        await self._wait(origin, rules.crawl_delay(self._agent) or 0)

    def process_response(self, request: Request, response: Response) -> Response:
        self._answered[_origin(request)] = monotonic()
        return response

    async def _wait(self, origin: str, delay: float) -> None:
        """Until ``delay`` seconds have passed since the host's last answer, or the night ends."""
        if self._loopback_waits or not is_loopback_host(urlsplit(origin).netloc):
            due = self._answered.get(origin, 0) + min(delay, self._longest)
            while self._night.ending is None and (left := due - monotonic()) > 0:
                await asyncio.sleep(min(left, LOOK_EVERY))

    async def _read(self, origin: str, request: Request) -> Protego | NotSent:
        visit = replace(request.meta["visit"], role="robots", via=None, link_text=None)
        earlier = self._night.earlier(f"{origin}/robots.txt")
        stored = self._night.stored(earlier.url) if earlier and earlier.outcome in USABLE else None
        if stored:
            return _rules(stored.body)
        asked = Request(f"{origin}/robots.txt", meta={"visit": visit}, callback=NO_CALLBACK, dont_filter=True)
        try:
            response = await self._crawler.engine.download_async(asked)
        except Exception as fault:  # boundary: whatever went wrong, it is recorded, and the host closed
            outcome, message = outcomes.of_exception(fault)
            if isinstance(fault, NotSent) and fault.outcome is None:
                return fault
            if outcome in NOT_THERE or outcomes.is_of_the_page(fault):
                return Protego.parse("")
            return NotSent(
                outcome if outcome in HOST_STATES else Outcome.ROBOTS, f"robots.txt: {outcome}: {message}"
            )
        return _rules(response.body)


def _origin(request: Request) -> str:
    parts = urlsplit(request.url)
    return f"{parts.scheme}://{parts.netloc}"


def _rules(body: bytes) -> Protego:
    return Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace"))
