"""Where requests may go: decided before anything is sent, redirects included.

Allowed are the hosts that the rows being crawled name, and ``*.gov.cn`` hosts that are reached from them. Loopback
and private addresses are refused, by the address that the name resolves to; with ``allow_private_hosts`` those
that a row names with this port are allowed. What is refused is recorded, and no packet sent. A host that refused
or challenged us is left alone until its time has come; that is no attempt, and the refusal is on record.
"""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.abstract import isIPv6Address
from twisted.internet.error import DNSLookupError

from crawler import urls
from crawler.fetching import rendering
from crawler.fetching.hosts import slot_of
from crawler.fetching.outcomes import USABLE, AskedBefore, NotSent
from crawler.finding.vocabulary import AGREED_HOSTS
from crawler.night import Night
from crawler.sites import Site
from pipeline.states import Outcome

ADDRESS = "address"
"""Key of a request's ``meta``: the IP address that its host resolves to."""


class AllowList:
    """The hosts of the sites being crawled and what they may lead to, by name alone."""

    def __init__(self, sites: Iterable[Site], allow_private_hosts: bool):
        self.allow_private_hosts = allow_private_hosts
        self._listed = {slot_of(url) for site in sites for url in site.addresses}

    def lists(self, url: str) -> bool:
        """Whether a row names this host, with this port."""
        return slot_of(url) in self._listed

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be asked for, as far as its name tells."""
        cleaned = urls.clean(url)
        return cleaned is not None and (
            self.lists(cleaned) or bool(AGREED_HOSTS.fullmatch(urlsplit(cleaned).hostname))
        )


class Guards:
    """Downloader middleware, first in line."""

    def __init__(self, crawler: Crawler):
        self._allow_list: AllowList = crawler.spider.allow_list
        self._night: Night = crawler.spider.night
        self._sent: Counter[str] = Counter()
        self._cap = crawler.settings.getint("HOST_NIGHT_REQUESTS")
        self._cap_was_set = (
            crawler.settings.getpriority("HOST_NIGHT_REQUESTS") > SETTINGS_PRIORITIES["project"]
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Guards":
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        """Refuse, or let pass; an address that is not clean, as a redirect may give it, is asked for clean."""
        if rendering.is_rendered(request.url):
            return None  # no request: what the browser asks for passes here one by one
        if not self._allow_list.allows(request.url):
            host = urls.host_of(urls.clean(request.url) or "") or request.url
            raise NotSent(Outcome.OFF_LIST, f"{host} is not on the allow-list")
        cleaned = urls.clean(request.url)
        if cleaned != request.url:
            return request.replace(url=cleaned)
        if rest := self._night.rest(request.url):
            raise NotSent(None, str(rest))
        earlier = self._night.earlier(request.url)
        if earlier and earlier.outcome not in USABLE:
            raise AskedBefore(earlier.outcome, f"asked earlier in this night: {earlier.outcome}")
        if failed := self._night.stands(request.url, request.meta["visit"]):
            day = f"{failed.attempted_at:%Y-%m-%d}"
            raise AskedBefore(failed.outcome, f"{failed.outcome} on {day}, and not due again yet")
        await self._check_address(request)
        self._count(slot_of(request.url))
        return None

    async def _check_address(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        address = host if isIPv6Address(host) else await _resolved(host)
        request.meta[ADDRESS] = address
        if not urls.is_private(address):
            return
        if not self._allow_list.allow_private_hosts:
            raise NotSent(
                Outcome.OFF_LIST, f"{host} is the private address {address}; see --allow-private-hosts"
            )
        if not self._allow_list.lists(request.url):
            raise NotSent(
                Outcome.OFF_LIST, f"{urls.host_of(request.url)} is a private address that no row names"
            )

    def _count(self, slot: str) -> None:
        capped = self._cap_was_set or not urls.is_loopback_host(slot)
        if capped and self._sent[slot] >= self._cap:
            raise NotSent(None, f"{slot} had its {self._cap} requests of this night")
        self._sent[slot] += 1


async def _resolved(host: str) -> str:
    """The address of a host, from the resolver that the connection will ask, whose cache then gives the same."""
    from twisted.internet import reactor

    try:
        return await maybe_deferred_to_future(reactor.resolve(host))
    except (DNSLookupError, OSError, UnicodeError) as error:
        raise CannotResolveHostError(f"{host}: {error}") from error
