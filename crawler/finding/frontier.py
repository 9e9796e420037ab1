"""What is still wanted of one site, in order of priority, and the limits that keep a site from eating a night.

Pages that lead on are counted against the reports that were read: where they run ahead, reports are read first, and a
site that makes pages without reports, a trap, is left. A host that refuses, challenges or fails several times in a row
is closed for the night. What is left is counted with the reason, never dropped in silence.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler import urls
from crawler.fetching.cooldown import METHODS_REFUSED
from crawler.finding import priorities
from pipeline.states import Outcome

WAY_ROLES = frozenset({"home", "column", "list"})
WAY_PAGES = 55
"""Pages of these roles that a site may cost, beside one for each report read. Real sites need under 30."""
FIRST_LISTS = 25
"""Pages of lists and folders that are read before reports of units. A long list must not take all requests that a
host is sent in a night, so its further pages wait for their years."""
HOLLOW_REPORTS = 40
"""Pages in a row that are titled as reports and hold none, or one that was read at another address, after which a site
is left: it makes titles or addresses."""
EMPTY_FOLDERS = 8
"""Guessed folders of one page without a report, in a row, after which the rest of them is not looked into."""
MAX_DEPTH = 10
CLOSED_AFTER = {
    Outcome.CHALLENGED: 1,
    Outcome.DNS: 1,
    Outcome.TLS: 2,
    Outcome.BLOCKED: 2,
    Outcome.SERVER_ERROR: 3,
    Outcome.TIMEOUT: 3,
    Outcome.CONNECTION: 3,
    Outcome.ROBOTS: 20,
}
"""How many answers of a kind in a row close a host."""
TRANSIENT = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION, Outcome.SERVER_ERROR, Outcome.EMPTY})
"""Failures that deserve a second attempt, when all else of the site is done."""


@dataclass(frozen=True, slots=True)
class Want:
    """A URL to ask for.

    ``year``, ``own``: what its link says of the report behind it; ``own`` is None where no folder says whose it is.
    ``root``: the folder of the report column that it lies in. ``listing``: the list that it is a further page of.
    ``guess``: the page whose folders are guesses.
    ``state``: what is posted beside the address. ``rendered``: a browser is to show the page.
    """

    url: str
    role: str
    priority: int
    via: str | None = None
    link_text: str | None = None
    depth: int = 0
    year: int | None = None
    own: bool | None = None
    root: str | None = None
    listing: str | None = None
    guess: str | None = None
    state: str = ""
    rendered: bool = False
    again: bool = False


class Frontier:
    """The wanted URLs of one site, each handed out once."""

    def __init__(self, allows: Callable[[str], bool]):
        self.reports: set[str] = set()
        self.closed: dict[str, Outcome] = {}
        self.left: Counter[str] = Counter()
        self._allows = allows
        self._heap: list[tuple[int, int, Want]] = []
        self._order = itertools.count()
        self._seen: set[str] = set()
        self._ended: set[str] = set()
        self._empty: Counter[str] = Counter()
        self._failures: Counter[tuple[str, Outcome]] = Counter()
        self._waiting: list[tuple[int, int, Want]] = []
        self._way_pages = 0
        self._read = 0
        self._first_lists = 0
        self._hollow = 0

    def add(self, want: Want) -> bool:
        """Queue a URL; False where it is not new, not allowed, too deep or overgrown."""
        key = urls.identity(want.url)
        if key in self._seen or not self._allows(want.url):
            return False
        self._seen.add(key)
        if want.depth > MAX_DEPTH or urls.is_overgrown(want.url):
            self.left["the address is a trap's: too deep, too long or repeating itself"] += 1
            return False
        if want.role == "report":
            self.reports.add(want.url)
        self._push(self._early(want))
        return True

    def pop(self) -> Want | None:
        """The URL to ask for next; None when nothing is left."""
        while self._heap:
            item = heapq.heappop(self._heap)
            want = item[2]
            if reason := self._reason_to_leave(want):
                self.left[reason] += 1
            elif want.role not in WAY_ROLES:
                return want
            elif self._way_pages < WAY_PAGES + self._read:
                self._way_pages += 1
                return want
            else:
                heapq.heappush(self._waiting, item)
        if self._waiting:
            self.left["the site led on and on without leading to reports"] += len(self._waiting)
            self._waiting.clear()
        return None

    def succeeded(self, want: Want, new: int) -> None:
        """A page came of ``want``, with ``new`` reports and folders that were not known before."""
        host = urls.host_of(want.url)
        for outcome in CLOSED_AFTER:
            self._failures[host, outcome] = 0
        if want.guess:
            self._empty[want.guess] = 0 if new else self._empty[want.guess] + 1

    def judge(self, holds: bool) -> None:
        """Whether what was asked for as a report holds one that was not read before: a page on the way is then free."""
        self._hollow = 0 if holds else self._hollow + 1
        self._read += holds
        if holds and self._waiting:
            heapq.heappush(self._heap, heapq.heappop(self._waiting))

    def failed(self, want: Want, outcome: Outcome, of_page: bool) -> None:
        """Nothing came of ``want``. ``of_page``: which says nothing of the host, unless it is all that comes."""
        host = urls.host_of(want.url)
        self._failures[host, outcome] += 1
        enough = METHODS_REFUSED if of_page else CLOSED_AFTER.get(outcome, float("inf"))
        if self._failures[host, outcome] >= enough:
            self.closed[host] = outcome
        elif outcome in TRANSIENT and not want.again and not (want.listing and outcome is Outcome.EMPTY):
            self._push(replace(want, again=True, priority=priorities.LAST_RESORT))

    def end_list(self, listing: str) -> None:
        """The list repeats itself: its further pages are not asked for."""
        self._ended.add(listing)

    def is_known(self, url: str) -> bool:
        return urls.identity(url) in self._seen

    def mark_known(self, url: str) -> None:
        """A page was reached under this address, whatever address was asked for."""
        self._seen.add(urls.identity(url))

    def _early(self, want: Want) -> Want:
        """The first lists of a site go before all reports but the county's own: they tell which those are. Folders of
        its units do not."""
        if (
            want.role != "list"
            or want.own is False
            or want.priority >= priorities.FIRST_LISTS
            or self._first_lists >= FIRST_LISTS
        ):
            return want
        self._first_lists += 1
        return replace(want, priority=want.priority + priorities.FIRST_LISTS)

    def _push(self, want: Want) -> None:
        heapq.heappush(self._heap, (-want.priority, next(self._order), want))

    def _reason_to_leave(self, want: Want) -> str | None:
        host = urls.host_of(want.url)
        if host in self.closed:
            return f"{host} was closed for the night: {self.closed[host]}"
        if self._hollow >= HOLLOW_REPORTS:
            return "what is titled as a report holds none"
        if want.listing in self._ended:
            return "the list had nothing new to show"
        if want.guess and self._empty[want.guess] >= EMPTY_FOLDERS:
            return "folders beside it hold no reports"
        return None
