"""Requests by POST as addresses, so that archive, ledger and walk know a list that is posted like any other page.

Web archives write the form into the query behind ``__wb_method=POST``, and so do we: that address is the request's
identity everywhere, and only the handler below, on the wire, takes it apart again. What a page wants back unchanged
(``__VIEWSTATE``) is sent with the form and left out of the address, like a session's id.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response

MARK = "__wb_method=POST"
STEP = "__step"
"""A parameter of the address that is not sent: it tells pages apart that are come to by the same click."""
ON_THE_WIRE = "on_the_wire"
"""Key of a request's ``meta``: when it was sent, and for how many seconds the host was busy with it."""
STATE = "state"
"""Key of a request's ``meta``: fields that are sent along, as a form writes them."""
DATA = "__wb_post_data"
"""The parameter in which an address holds JSON that is posted."""
LONGEST_BODY = 4_000
JSON_TYPE = "application/json; charset=UTF-8"
FORM_TYPE = "application/x-www-form-urlencoded; charset=UTF-8"


def posted(url: str, form: Mapping[str, str]) -> str:
    """The address that stands for posting ``form`` to ``url``."""
    query = "&".join(filter(None, (urlsplit(url).query, MARK, urlencode(form))))
    return urlunsplit(urlsplit(url)._replace(query=query))


def posted_body(url: str, body: bytes, content_type: str) -> str | None:
    """The address that stands for posting what a script sends, a form or JSON; None for anything else."""
    if len(body) > LONGEST_BODY or not body.isascii():
        return None
    form = body.decode() if "json" not in content_type else urlencode({DATA: body.decode()})
    query = "&".join(filter(None, (urlsplit(url).query, MARK, form)))
    return urlunsplit(urlsplit(url)._replace(query=query)) if form.isprintable() else None


def taken_apart(address: str) -> tuple[str, str | None]:
    """The URL on the wire and the form that goes with it; None for a request by GET."""
    parts = urlsplit(address)
    before, mark, form = f"&{parts.query}".partition(f"&{MARK}")
    if not mark:
        return address, None
    return urlunsplit(parts._replace(query=before[1:])), form.removeprefix("&")


class PostingHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler; sends addresses of posted forms as POST, and notes in ``meta`` when it was at work."""

    async def download_request(self, request: Request) -> Response:
        begun, clock = datetime.now(UTC), monotonic()
        try:
            return await self._sent(request)
        finally:
            request.meta[ON_THE_WIRE] = begun, monotonic() - clock

    async def _sent(self, request: Request) -> Response:
        url, form = taken_apart(request.url)
        if form is not None:
            fields = [field for field in form.split("&") if not field.startswith(f"{STEP}=")]
            form = "&".join(filter(None, (request.meta.get(STATE), *fields)))
            data = parse_qs(form).get(DATA)
            request = request.replace(url=url, method="POST", body=data[0] if data else form)
            request.headers["Content-Type"] = JSON_TYPE if data else FORM_TYPE
        return await super().download_request(request)
