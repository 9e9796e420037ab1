"""Between the crawl and the wire: asks conditionally, and puts every attempt into the archive before it goes on."""

from dataclasses import replace
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.archive.records import Answer, Visit
from crawler.archive.writer import RENDERED_TYPE
from crawler.fetching import cooldown, outcomes, rendering
from crawler.fetching.outcomes import USABLE, NotSent, Unusable
from crawler.fetching.posting import ON_THE_WIRE
from crawler.fetching.tls import OLD
from crawler.night import Night
from crawler.urls import DEFAULT_PORTS
from pipeline.states import Outcome

CONDITIONS = ("If-None-Match", "If-Modified-Since")


class Recording:
    """Downloader middleware, last in line: nothing comes between it and the wire."""

    def __init__(self, crawler: Crawler):
        self._night: Night = crawler.spider.night

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Recording":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Ask for a page that is stored only if it has changed. A redirected request brings old conditions along."""
        if rendering.is_rendered(request.url):
            return
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
        if rendering.is_rendered(request.url):
            lacks = request.meta.get(rendering.LACKS)
            self._night.rendered(request.url, _visit(request), response.body, lacks)
            headers = {"Content-Type": RENDERED_TYPE}
            return Response(
                rendering.plain(request.url), headers=headers, body=response.body, request=request
            )
        capture = self._night.response(request.url, _visit(request), _answer(response, self._tls(request)))
        if capture.outcome is Outcome.REDIRECT:
            return response
        if capture.outcome not in USABLE:
            message, of_page = capture.message or capture.outcome.meaning, cooldown.is_of_the_page(capture)
            raise Unusable(capture.outcome, message, of_page)
        headers = {"Content-Type": capture.header("Content-Type") or ""}
        return Response(request.url, headers=headers, body=capture.body, request=request)

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Archive what went wrong; a request that waits for another night is no attempt.

        A failed handshake is tried once more with old TLS.
        """
        if isinstance(exception, NotSent) and not exception.is_attempt:
            return None
        outcome, message = outcomes.of_exception(exception)
        tls = None if isinstance(exception, NotSent) else self._tls(request)
        self._night.failure(request.url, _visit(request), outcome, message, tls)
        address = _address(request)
        if outcome is not Outcome.TLS or address in self._night.old_tls:
            return None
        self._night.old_tls.add(address)
        return request.replace(dont_filter=True)

    def _tls(self, request: Request) -> str | None:
        return OLD if request.url.startswith("https:") and _address(request) in self._night.old_tls else None


def _visit(request: Request) -> Visit:
    """The visit with the time that its request took; None where nothing was sent, now."""
    sent_at, took = request.meta.pop(ON_THE_WIRE, (None, None))
    return replace(request.meta["visit"], sent_at=sent_at, took=took)


def _address(request: Request) -> str:
    parts = urlsplit(request.url)
    return f"{parts.hostname}:{parts.port or DEFAULT_PORTS[parts.scheme]}"


def _answer(response: Response, tls: str | None) -> Answer:
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
        tls=tls,
    )


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
