"""How hosts were treated, told from the archive's own times: whether politeness held, as a sum over captures.

Each record of a request says when it left and how long the host was busy with it. A crawl keeps the sum while it runs;
``gongkai verify`` makes it again from the records.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler import settings as figures
from crawler.fetching.hosts import slot_of
from crawler.urls import is_loopback_host, is_private
from pipeline.archive.captures import Capture
from pipeline.states import Outcome

LEAST_GAP = figures.DOWNLOAD_DELAY * (1 - figures.DOWNLOAD_DELAY_JITTER)
CLOCKS_DIFFER = 0.05
"""Seconds. Waiting is measured by another clock than the one that says what time it is."""
ROBOTS = {
    Outcome.OK: "read",
    Outcome.UNCHANGED: "read",
    Outcome.GONE: "there is none",
    Outcome.HTTP_ERROR: "there is none",
    Outcome.EMPTY: "there is none",
}
NOT_READ = "could not be read; nothing else was asked for"


@dataclass(slots=True)
class Host:
    """A host, or an IP address with all its hosts.

    ``smallest_gap``: seconds from one request to the next. ``seconds``, ``slowest``: those that all answers and the
    slowest took. ``most_in_a_night``: requests of one run. ``most_at_once``: those that were on their way at a time.
    ``robots``: what came of robots.txt, None where it was not asked for; ``forbidden``: pages that were not asked for
    because of it.
    """

    host: str
    requests: int = 0
    most_in_a_night: int = 0
    smallest_gap: float | None = None
    seconds: float = 0.0
    slowest: float = 0.0
    most_at_once: int = 0
    robots: str | None = None
    forbidden: int = 0
    _run: str = field(default="", repr=False)
    _in_run: int = field(default=0, repr=False)
    _last: datetime | None = field(default=None, repr=False)
    _ends: list[datetime] = field(default_factory=list, repr=False)

    def add(self, capture: Capture) -> None:
        """Enter an attempt; those of a host come in the order of their records."""
        self.forbidden += capture.outcome is Outcome.ROBOTS and capture.role != "robots"
        if capture.role == "robots":
            self.robots = ROBOTS.get(
                capture.outcome, self.robots if capture.outcome is Outcome.REDIRECT else NOT_READ
            )
        if capture.sent_at is None:
            return
        run = capture.warc_file.rpartition("-")[0]
        self._in_run = self._in_run + 1 if run == self._run else 1
        self._run = run
        self.requests += 1
        self.most_in_a_night = max(self.most_in_a_night, self._in_run)
        self.seconds += capture.took
        self.slowest = max(self.slowest, capture.took)
        if self._last is not None:
            gap = (capture.sent_at - self._last).total_seconds()
            self.smallest_gap = gap if self.smallest_gap is None else min(gap, self.smallest_gap)
        self._last = capture.sent_at
        self._ends = [end for end in self._ends if end > capture.sent_at]
        self._ends.append(capture.sent_at + timedelta(seconds=capture.took))
        self.most_at_once = max(self.most_at_once, len(self._ends))

    def as_json(self) -> dict:
        shown = (name for name in self.__slots__ if not name.startswith("_"))
        return {name: getattr(self, name) for name in shown}


class Conduct:
    """The sum over the captures that were added."""

    def __init__(self, captures: Iterable[Capture] = ()):
        self._hosts: dict[str, Host] = {}
        self._addresses: dict[str, Host] = {}
        self._of_address: dict[str, set[str]] = defaultdict(set)
        for capture in captures:
            self.add(capture)

    def add(self, capture: Capture) -> None:
        name = slot_of(capture.url)
        if not name or (capture.sent_at is None and capture.outcome is not Outcome.ROBOTS):
            return
        self._hosts.setdefault(name, Host(name)).add(capture)
        address = capture.ip_address
        if address and not is_private(address):
            self._of_address[address].add(name)
            self._addresses.setdefault(address, Host(address)).add(capture)

    @property
    def hosts(self) -> list[Host]:
        return [self._hosts[name] for name in sorted(self._hosts)]

    def breaches(self) -> list[str]:
        """Where the policy did not hold, one line each; empty is as it should be."""
        shared = [self._addresses[address] for address, names in self._of_address.items() if len(names) > 1]
        return [
            line for host in [*self.hosts, *shared] for line in _breaches(host, capped=host not in shared)
        ]

    def as_json(self) -> dict:
        return {
            "held": not self.breaches(),
            "breaches": self.breaches(),
            "least_gap": LEAST_GAP,
            "hosts": [host.as_json() for host in self.hosts],
        }

    def in_words(self) -> str:
        """The report in a line."""
        asked = [host for host in self.hosts if host.requests]
        if not asked:
            return "politeness: no request was sent"
        busiest = max(asked, key=lambda host: host.most_in_a_night)
        close = min(
            (host for host in asked if host.smallest_gap is not None),
            key=lambda h: h.smallest_gap,
            default=None,
        )
        gap = f", at least {close.smallest_gap:.2f} s apart ({close.host})" if close else ""
        robots = sum(host.robots == ROBOTS[Outcome.OK] for host in asked)
        held = "it held" if not self.breaches() else "IT DID NOT HOLD"
        return (
            f"politeness: {held}: {sum(host.requests for host in asked)} requests to {len(asked)} hosts,"
            f" at most {max(host.most_at_once for host in asked)} at a time{gap},"
            f" at most {busiest.most_in_a_night} to one in a night ({busiest.host}),"
            f" longest answer {max(host.slowest for host in asked):.1f} s; robots.txt read at {robots},"
            f" {sum(host.forbidden for host in self.hosts)} pages left alone for it"
        )


def _breaches(host: Host, capped: bool) -> Iterable[str]:
    if host.most_at_once > 1:
        yield f"{host.host} was asked for {host.most_at_once} things at a time"
    if is_loopback_host(host.host):
        return
    if host.smallest_gap is not None and host.smallest_gap < LEAST_GAP - CLOCKS_DIFFER:
        yield f"{host.host} was asked again after {host.smallest_gap:.2f} s"
    if capped and host.most_in_a_night > figures.HOST_NIGHT_REQUESTS:
        yield f"{host.host} was asked {host.most_in_a_night} times in a night"
