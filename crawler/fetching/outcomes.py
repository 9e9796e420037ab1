"""What came of an attempt: one place that maps responses and failures to :class:`pipeline.states.Outcome`.

Pure functions of status, headers and bytes, or of an exception. A challenge is recognised and never solved.
"""

from codecs import BOM_UTF8
from collections.abc import Mapping

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.internet.error import TimeoutError as ConnectTimeout

from crawler import urls
from crawler.fetching import apologies, false_pages
from crawler.fetching.cooldown import METHOD_REFUSED
from crawler.fetching.memory import CutOff
from pipeline.states import Outcome

USABLE = frozenset({Outcome.OK, Outcome.UNCHANGED})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
STATUSES = {
    304: Outcome.UNCHANGED,
    **dict.fromkeys((404, 410), Outcome.GONE),
    **dict.fromkeys((401, 403, 405, 418, 420, 429, 451), Outcome.BLOCKED),
    **dict.fromkeys((412, 468, 521), Outcome.CHALLENGED),
    **dict.fromkeys((204, 205), Outcome.EMPTY),
}
REFUSALS = (Outcome.BLOCKED, Outcome.CHALLENGED)
EXCEPTIONS = (
    (CannotResolveHostError, Outcome.DNS),
    (CutOff, Outcome.CONNECTION),
    ((DownloadTimeoutError, ConnectTimeout), Outcome.TIMEOUT),
    (SSL.Error, Outcome.TLS),
    (DownloadCancelledError, Outcome.TOO_LARGE),
    (
        (
            DownloadConnectionRefusedError,
            ResponseDataLossError,
            ConnectError,
            ConnectionClosed,
            ConnectionError,
        ),
        Outcome.CONNECTION,
    ),
    (DownloadFailedError, Outcome.CONNECTION),
)
"""The first that fits, looked for in the exception and in what caused it, the deepest cause first."""


class NotSent(IgnoreRequest):
    """A request that was stopped before anything was sent. ``outcome`` None: it waits for another night."""

    def __init__(self, outcome: Outcome | None, message: str):
        super().__init__(message)
        self.outcome = outcome

    @property
    def is_attempt(self) -> bool:
        """Whether it goes on record."""
        return self.outcome is not None


class AskedBefore(NotSent):
    """What failed in an earlier run of this night, or on another and is not due yet: that attempt is on record, and
    stands."""

    is_attempt = False


class Unusable(IgnoreRequest):
    """A response that was archived and holds nothing to follow. ``of_page``: it says nothing of the host."""

    def __init__(self, outcome: Outcome, message: str, of_page: bool):
        super().__init__(message)
        self.outcome = outcome
        self.of_page = of_page


def of_response(
    url: str,
    status: int,
    headers: Mapping[str, str],
    payload: bytes | None,
    truncated: str | None,
    role: str | None = None,
) -> tuple[Outcome, str | None]:
    """The outcome of a response and, where the word does not say all, why; for a redirect, where it leads.

    ``headers``: names in lower case. ``payload``: the body without content coding, None where it cannot be had.
    ``role``: what the page was asked for as.
    """
    if status in REDIRECTS:
        return _of_redirect(url, headers)
    content_type = headers.get("content-type", "")
    if payload and false_pages.is_challenge(payload, content_type):
        return Outcome.CHALLENGED, "a script challenge"
    if status == METHOD_REFUSED and payload:
        said = false_pages.verdict(payload, content_type, role)
        return said if said and said[0] in REFUSALS else (Outcome.BLOCKED, None)
    if status in STATUSES:
        return STATUSES[status], None
    if status >= 500:
        return Outcome.SERVER_ERROR, None
    if not 200 <= status < 300:
        return Outcome.HTTP_ERROR, f"status {status}"
    if truncated:
        return Outcome.CONNECTION, "the body is cut short"
    if payload is None:
        return Outcome.FAILED, "the body cannot be decoded"
    if not payload.removeprefix(BOM_UTF8).strip():
        return Outcome.EMPTY, None
    return false_pages.verdict(payload, content_type, role) or (Outcome.OK, None)


def _of_redirect(url: str, headers: Mapping[str, str]) -> tuple[Outcome, str | None]:
    location = headers.get("location")
    if not location:
        return Outcome.HTTP_ERROR, "a redirect to nowhere"
    if apologies.MARKS.search(location.encode()):
        return Outcome.CHALLENGED, "a redirect to a challenge"
    target = urls.clean(location, url) or location
    if target == url and "set-cookie" in headers:
        return Outcome.CHALLENGED, "a redirect to itself that sets a cookie"
    return Outcome.REDIRECT, target


def is_of_the_page(exception: BaseException) -> bool:
    """Whether a failed attempt says something of this address and method alone, and nothing of the host."""
    return isinstance(exception, Unusable) and exception.of_page


def of_exception(exception: BaseException) -> tuple[Outcome, str]:
    """The outcome of an attempt without a response, and the failure in words."""
    if isinstance(exception, NotSent | Unusable) and exception.outcome:
        return exception.outcome, str(exception)
    message = f"{type(exception).__name__}: {exception}"
    for cause in reversed(list(_causes(exception))):
        for classes, outcome in EXCEPTIONS:
            if isinstance(cause, classes):
                return outcome, message
    return Outcome.FAILED, message


def _causes(exception: BaseException):
    """The exception and what it wraps: Twisted keeps the reasons of a failed response in a list."""
    seen = [exception]
    for current in seen:
        reasons = [getattr(reason, "value", reason) for reason in getattr(current, "reasons", None) or ()]
        seen += [cause for cause in (current.__cause__, *reasons) if cause is not None and cause not in seen]
    return seen
