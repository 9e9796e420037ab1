"""How long each host took to answer: the night's list of slow ones."""

import time

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import Request

from crawler.hosts import slot_of


class TimedHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler, which notes how many seconds it took from the connection to the last byte, or to the
    failure; waiting for politeness is not counted."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._spent = crawler.spider.night.spent

    async def download_request(self, request: Request) -> Response:
        began = time.monotonic()
        try:
            return await super().download_request(request)
        finally:
            self._spent[slot_of(request.url)].append(time.monotonic() - began)
