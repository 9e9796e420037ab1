"""A browser without a network of its own: what its pages ask for, the crawl asks for.

Every request of a page goes through the crawl's own downloader: allow-list, private addresses, robots.txt, one at a
time per host with the delay, the night's cap, our user agent, and a record in the archive before the page sees a
byte. Redirects, which a browser would follow unseen, are followed by the crawl. Pictures, styles, fonts and media are
not fetched, no cookie is sent, and no request changes what a site holds: GET, and the POST by which a script asks for
a list. Whatever else a browser might open leads to a proxy that is not there. It leaves nothing behind: its home is a
temporary folder.
"""

import asyncio
import logging
import re
from tempfile import TemporaryDirectory
from time import monotonic

from playwright.async_api import Error as BrowserError
from playwright.async_api import Page, Route
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler import urls
from crawler.archive.records import Visit
from crawler.fetching import rendering
from crawler.fetching.outcomes import NotSent
from crawler.fetching.posting import posted_body
from crawler.finding.vocabulary import NEXT_PAGE

logger = logging.getLogger(__name__)
FETCHED = frozenset({"document", "script", "xhr", "fetch"})
MOST_REQUESTS = 60
"""Of one page, over all that its scripts ask for: a page that polls is cut off."""
MOST_PAGES = 30
QUIET = 500
"""Milliseconds without a request of the page after which it is taken to be ready."""
LONGEST = 300
"""Seconds until a page that is never ready is taken as it is: its requests wait for their turn at the host."""
CACHE_BREAKER = re.compile(r"(?<=[?&])(?:_|t|r|rnd|rand|random|time|timestamp)=[\d.]{8,}(?:&|$)")
"""A parameter that is another one every time."""
CLICK_NEXT = """name => {
  const said = e => (e.textContent || e.value || e.title || "").replace(/\\s+/g, "");
  const next = [...document.querySelectorAll("a, button, li, span, input[type=button]")]
    .filter(e => e.getClientRects().length && new RegExp("^(?:" + name + ")$", "i").test(said(e))).pop();
  if (!next || next.disabled || /disab/i.test(next.className)) return false;
  next.click();
  return true;
}"""


class Handler(BaseDownloadHandler):
    """Download handler of addresses with the mark of :mod:`crawler.fetching.rendering`.

    The answer is the page as shown, and behind it, one after the other, what its 下一页 shows.
    """

    lazy = True

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._home = TemporaryDirectory(prefix="gongkai-browser-", ignore_cleanup_errors=True)
        self._browser = ScrapyPlaywrightDownloadHandler(crawler)
        self._browser.config.launch_options["env"] = rendering.environment(self._home.name)
        self._launching: asyncio.Task | None = None

    async def download_request(self, request: Request) -> Response:
        if self._launching is None:
            self._launching = asyncio.ensure_future(self._browser._launch())
        await asyncio.shield(self._launching)
        asked = _Asked(self.crawler, request)
        shown = PageMethod(asked.show)
        meta = {
            "playwright": True,
            "playwright_include_page": True,
            "playwright_context": request.url,
            "playwright_page_init_callback": asked.guard,
            "playwright_page_methods": [shown],
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
            "playwright_context_kwargs": {
                "user_agent": self.crawler.settings["USER_AGENT"],
                "locale": "zh-CN",
                "service_workers": "block",
                "accept_downloads": False,
            },
        }
        plain = request.replace(url=rendering.plain(request.url), meta=request.meta | meta)
        try:
            await self._browser.download_request(plain)
        finally:
            if page := plain.meta.get("playwright_page"):
                await page.context.close()
        request.meta[rendering.LACKS] = asked.lacks
        return Response(request.url, body=shown.result.encode(), request=request)

    async def close(self) -> None:
        await self._browser.close()
        self._home.cleanup()


class _Asked:
    """What one page asks for, and shows. ``lacks``: what it wanted and was not asked for tonight, the last in words."""

    def __init__(self, crawler: Crawler, request: Request):
        self._crawler = crawler
        self._url = rendering.plain(request.url)
        self._visit = Visit(request.meta["visit"].site, "rendering", via=self._url)
        self.lacks: str | None = None
        self._count = 0
        self._coming = 0

    async def guard(self, page: Page, request: Request) -> None:
        """See to it that the page gets nothing but what comes through here."""
        await page.route("**/*", self.answer)

    async def show(self, page: Page) -> str:
        """The page once it is ready, and after each click on 下一页 that changes it."""
        shown = [await self._ready(page)]
        while len(shown) < MOST_PAGES and await page.evaluate(CLICK_NEXT, NEXT_PAGE.pattern):
            content = await self._ready(page)
            if content in shown:
                break
            shown.append(content)
        return "\n".join(shown)

    async def _ready(self, page: Page) -> str:
        until, before = monotonic() + LONGEST, None
        while (self._coming or self._count != before) and monotonic() < until:
            before = self._count
            await page.wait_for_timeout(QUIET)
        return await page.content()

    async def answer(self, route: Route) -> None:
        """Give the page what the crawl may fetch; nothing for the rest."""
        try:
            response = await self._counted(route) if self._is_wanted(route) else None
            if response is None:
                await route.abort()
            else:
                headers = {
                    "Content-Type": _text(response, "Content-Type"),
                    "Access-Control-Allow-Origin": "*",
                }
                await route.fulfill(status=200, headers=headers, body=response.body)
        except BrowserError as fault:
            logger.debug("%s: %s", route.request.url, fault)  # the page was closed meanwhile

    def _is_wanted(self, route: Route) -> bool:
        asked = route.request
        if asked.resource_type not in FETCHED:
            return False
        if self._count >= MOST_REQUESTS:
            self.lacks = f"{asked.url}: the page had its {MOST_REQUESTS} requests"
            return False
        if (
            asked.is_navigation_request()
        ):  # the page itself, once: no frame, and no script that leads elsewhere
            return asked.frame.parent_frame is None and not self._count
        return True

    async def _counted(self, route: Route) -> Response | None:
        self._count += 1
        self._coming += 1
        try:
            return await self._fetched(route)
        finally:
            self._coming -= 1

    async def _fetched(self, route: Route) -> Response | None:
        asked = route.request
        address = urls.clean(CACHE_BREAKER.sub("", asked.url))
        if asked.method == "POST" and address:
            address = posted_body(
                address, asked.post_data_buffer or b"", asked.headers.get("content-type", "")
            )
            if address is None:
                self.lacks = f"{asked.url}: what is posted to it is too long, or no plain text"
        if address is None or asked.method not in ("GET", "POST"):
            return None
        stored = self._crawler.spider.night.answers(address, self._visit)
        if stored is not None:
            return Response(
                address, body=stored.body, headers={"Content-Type": stored.header("Content-Type") or ""}
            )
        headers = {"Referer": self._url}
        if marked := asked.headers.get("x-requested-with"):
            headers["X-Requested-With"] = marked
        wanted = Request(
            address, headers=headers, meta={"visit": self._visit}, callback=NO_CALLBACK, dont_filter=True
        )
        try:
            return await self._crawler.engine.download_async(wanted)
        # By the guards, or nothing usable came: if it is an attempt, it is recorded.
        except IgnoreRequest as refused:
            if isinstance(refused, NotSent) and not refused.is_attempt:
                self.lacks = f"{address}: {refused}"
            return None
        # Boundary: whatever went wrong with one request is recorded, and the page goes on.
        except Exception as fault:
            logger.debug("%s: %s", address, fault)
            return None


def _text(response: Response, name: str) -> str:
    return response.headers.get(name, b"").decode("latin-1")
