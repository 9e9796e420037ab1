"""Which hosts are left alone, and until when: those that refuse us, challenge us, or say that they are overloaded.

A fold over the captures of a host, in order: the archive alone says who rests, and a ledger that is made again
says the same. A challenge is never solved, and neither agent nor address is changed; the host is asked again, as
before, when its time has come.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from crawler import settings as figures
from pipeline.archive.captures import Capture
from pipeline.states import Outcome

SUCCESSES = frozenset({Outcome.OK, Outcome.UNCHANGED})
OF_THE_HOST = frozenset({412, 418, 420, 429, 503, 521})
"""Statuses that speak of us and the host, whatever page was asked for."""
LEADING_ROLES = frozenset({"home", "column", "list", "robots"})
"""Pages without which nothing of the host is found: refused here is refused."""
PAGES_REFUSED = 2
"""Single pages refused in a row that mean the host."""
METHOD_REFUSED = 405
METHODS_REFUSED = 6
"""The same for answers that speak of the method and the address: lists are asked for in several ways, of which a site
knows one."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A host that refused. ``until``: not asked before. ``outcome``, ``http_status``: of the last refusal.

    ``counted_at``: the last refusal that made it rest for a reason of ours. ``refused``: pages in a row.
    """

    host: str
    until: datetime
    outcome: Outcome
    http_status: int | None
    counted_at: datetime | None = None
    refused: int = 0

    def __str__(self) -> str:
        status = f", status {self.http_status}" if self.http_status else ""
        return f"{self.host} is left alone until {self.until:%Y-%m-%d %H:%M} UTC: {self.outcome}{status}"


def after(rest: Rest | None, host: str, capture: Capture) -> Rest | None:
    """What is known of ``host`` once it gave ``capture``; None: nothing against it."""
    if capture.outcome in SUCCESSES and capture.role != "robots":
        return rest and replace(rest, refused=0)
    if not _is_refusal(capture):
        return rest
    now = capture.fetched_at
    rest = rest or Rest(host, now, capture.outcome, capture.http_status)
    rest = replace(rest, outcome=capture.outcome, http_status=capture.http_status, refused=rest.refused + 1)
    enough = METHODS_REFUSED if is_of_the_page(capture) else PAGES_REFUSED
    if not _speaks_for_the_host(capture) and rest.refused < enough:
        return rest
    if asked := retry_after(capture):
        return replace(rest, until=max(rest.until, now + asked))
    if now < rest.until:
        return rest
    again = rest.counted_at and now - rest.counted_at < timedelta(days=figures.COOL_DOWN_MEMORY_DAYS)
    days = figures.COOL_DOWN_AGAIN_DAYS if again else figures.COOL_DOWN_DAYS
    return replace(rest, until=now + timedelta(days=days), counted_at=now)


def is_of_the_page(capture: Capture) -> bool:
    """Whether a refusal speaks of the address and the method alone: a 405 whose page says nothing else."""
    return capture.http_status == METHOD_REFUSED and capture.message is None


def retry_after(capture: Capture) -> timedelta | None:
    """How long the server asks us to wait, within reason; None if it does not say."""
    value = (capture.header("Retry-After") or "").strip()
    if value.isdecimal():
        seconds = float(value[:12])
    else:
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - capture.fetched_at).total_seconds()
    return timedelta(seconds=min(max(seconds, figures.SHORTEST_WAIT), figures.LONGEST_WAIT))


def _is_refusal(capture: Capture) -> bool:
    return capture.outcome in (Outcome.BLOCKED, Outcome.CHALLENGED) or capture.http_status == 503


def _speaks_for_the_host(capture: Capture) -> bool:
    return (
        capture.outcome is Outcome.CHALLENGED
        or capture.http_status in OF_THE_HOST
        or (capture.role in LEADING_ROLES and not is_of_the_page(capture))
    )
