"""Lists that only a script fills: left to a browser once all else of the site was asked for, within limits."""

from collections.abc import Callable
from dataclasses import replace

from crawler import urls
from crawler.finding.frontier import Frontier, Want
from crawler.finding.pages import Page
from pipeline.coverage.listed import asks_by_script

MOST_RENDERED = 6
"""Lists of a site that a browser shows in a night."""


class Unfilled:
    """The lists of one site that have led to nothing. ``not_rendered``: why a browser cannot show a page; None where it
    can."""

    def __init__(self, not_rendered: Callable[[str], str | None]) -> None:
        self._not_rendered = not_rendered
        self._rendered = 0
        self._filled: set[str] = set()
        self._unfilled: dict[str, Want] = {}

    def note(self, want: Want, page: Page, led_on: bool) -> None:
        """Enter whether a page of a list led to reports or folders, and whether a script would show some."""
        listing = want.listing or page.url
        if led_on:
            self._filled.add(listing)
            self._unfilled.pop(listing, None)
        elif listing == page.url and listing not in self._filled and asks_by_script(page.text):
            self._unfilled[listing] = replace(want, url=page.url, rendered=True)

    def next(self, frontier: Frontier) -> Want | None:
        """A list for the browser to show, each once; None where no more are to be shown. Why one is not goes to what
        ``frontier`` has left."""
        while self._unfilled:
            listing = next(iter(self._unfilled))
            want = self._unfilled.pop(listing)
            self._filled.add(listing)
            if (why_not := self._why_not(want, frontier)) is None:
                self._rendered += 1
                return want
            frontier.left[f"only a browser fills the list, and {why_not}"] += 1
        return None

    def _why_not(self, want: Want, frontier: Frontier) -> str | None:
        if self._rendered >= MOST_RENDERED:
            return f"the browser showed {MOST_RENDERED} of this site tonight"
        if closed := frontier.closed.get(urls.host_of(want.url)):
            return f"the host was closed for the night: {closed}"
        return self._not_rendered(want.url)
