"""Between the crawl and the wire: asks conditionally, and puts every attempt into the archive before it goes on."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler import outcomes
from crawler.archive import Answer
from crawler.night import Night
from crawler.outcomes import NotSent, Unusable
from pipeline.states import Outcome

CONDITIONS = ("If-None-Match", "If-Modified-Since")
USABLE = frozenset({Outcome.OK, Outcome.UNCHANGED})


class Recording:
    """Downloader middleware, last in line: nothing comes between it and the wire."""

    def __init__(self, crawler: Crawler):
        self._night: Night = crawler.spider.night

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Recording":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Ask for a page that is stored only if it has changed. A redirected request brings old conditions along."""
        for name in CONDITIONS:
            request.headers.pop(name, None)
        stored = self._night.stored(request.url)
        if stored is None:
            return
        known = self._night.known(request.url)
        for name, value in zip(CONDITIONS, (known.etag, known.last_modified), strict=True):
            if value:
                request.headers[name] = value

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive; give on the decoded body, from the archive where it has not changed. Else :class:`Unusable`."""
        capture = self._night.response(request.url, request.meta["visit"], _answer(response))
        if capture.outcome is Outcome.REDIRECT:
            return response
        if capture.outcome not in USABLE:
            raise Unusable(capture.outcome, capture.message or capture.outcome.meaning)
        headers = {"Content-Type": capture.header("Content-Type") or ""}
        return Response(request.url, headers=headers, body=capture.body, request=request)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Archive what went wrong; a request that waits for another night is no attempt."""
        if isinstance(exception, NotSent) and exception.outcome is None:
            return
        self._night.failure(request.url, request.meta["visit"], *outcomes.of_exception(exception))


def _answer(response: Response) -> Answer:
    return Answer(
        status=response.status,
        headers=tuple(
            (name.decode("latin-1"), _text(value))
            for name, values in response.headers.items()
            for value in values
        ),
        body=response.body,
        protocol=response.protocol or "HTTP/1.1",
        ip_address=response.ip_address and str(response.ip_address),
        truncated="disconnect" if "dataloss" in response.flags else None,
    )


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
