"""What a record says of an attempt, beside the bytes that came: why the URL was asked for, and what came of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

from warcio.statusandheaders import StatusAndHeaders

from crawler.sites import Site
from pipeline.archive.captures import Capture
from pipeline.states import Outcome

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Visit:
    """Why a URL is asked for: for which site, as what, and over which link it was found.

    ``sent_at``, ``took``: when the request left, and the seconds until all of the answer was there; None where nothing
    was sent.
    """

    site: Site
    role: str
    via: str | None = None
    link_text: str | None = None
    sent_at: datetime | None = None
    took: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as it came over the wire. ``truncated``: why the body is cut (``disconnect``), or None.

    ``tls``: ``old`` where it came by TLS that is not safe any more.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None
    truncated: str | None = None
    tls: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def refers_to(stored: Capture, profile: str) -> dict[str, str]:
    """The headers of a ``revisit`` record, whose body is that of ``stored``."""
    return {
        "WARC-Profile": profile,
        "WARC-Refers-To": f"<urn:uuid:{stored.capture_id}>",
        "WARC-Refers-To-Target-URI": stored.url,
        "WARC-Refers-To-Date": warc_date(stored.fetched_at),
        "WARC-Payload-Digest": stored.payload_digest,
    }


def described(
    visit: Visit,
    outcome: Outcome,
    message: str | None,
    payload_sha256: str | None = None,
    truncated: str | None = None,
    tls: str | None = None,
    site_id_code: str | None = None,
) -> dict:
    """The facts that the WARC standard has no field for, as :mod:`pipeline.archive.facts` reads them."""
    site = visit.site
    return {
        "site": site.site,
        "adcode": site.adcode,
        "name": site.name,
        "province": site.province,
        "prefecture": site.prefecture,
        "is_demo": site.is_demo,
        "outcome": outcome,
        "role": visit.role,
        "via": visit.via,
        "link_text": visit.link_text and visit.link_text[:LONGEST_TEXT],
        "payload_sha256": payload_sha256,
        "truncated": truncated,
        "tls": tls,
        "site_id_code": site_id_code,
        "sent_at": visit.sent_at and visit.sent_at.isoformat(),
        "took": visit.took and float(round(visit.took, 4)),
        "message": message and message[:LONGEST_TEXT],
    }


def http_headers(answer: Answer) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = ""
    return StatusAndHeaders(f"{answer.status} {phrase}", list(answer.headers), protocol=answer.protocol)


def warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
