"""The lists of one site: what their pages have shown, and in which other ways a page may be asked for."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from crawler import urls
from crawler.finding import judgement
from crawler.finding.frontier import Want
from crawler.finding.judgement import Kind
from crawler.finding.links import RECORD, Link
from crawler.finding.pages import Page
from crawler.listings.family import Ask

STALE_PAGES = 2
"""Pages in a row that show nothing new, after which a list has ended: sites give the last page, or the first, again
for every number behind it. One such page is usual: data begins with what the page itself shows."""


class Lists:
    """What is known of the site's lists."""

    def __init__(self) -> None:
        self._shown: dict[str, set[str]] = {}
        self._stale: Counter[str] = Counter()
        self._other_ways: dict[str, tuple[Want, Ask]] = {}

    def show(self, listing: str, page: Page, links: list[Link], further: list[Ask]) -> bool:
        """Enter what a page of a list shows; whether any of it is new."""
        shown = _entries(page, links, further)
        before = self._shown.setdefault(listing, set())
        is_new = not shown <= before
        before |= shown
        self._stale[listing] = 0 if is_new else self._stale[listing] + 1
        return is_new

    def has_ended(self, listing: str) -> bool:
        return self._stale[listing] >= STALE_PAGES

    def remember(self, want: Want, ask: Ask) -> None:
        """That a wanted page has other ways behind the one that is asked for first."""
        if ask.ways[1:]:
            self._other_ways[want.url] = (want, replace(ask, ways=ask.ways[1:]))

    def next_way(self, want: Want, listed: bool, is_new: bool) -> Want | None:
        """The same page asked for in the next way, where this one gave no list; None where none is left."""
        first, ask = self._other_ways.pop(want.url, (want, None))
        if ask is None or (listed and (is_new or not ask.promised)):
            return None
        following = replace(first, url=ask.ways[0])
        self.remember(following, ask)
        return following


def shows_list(links: list[Link]) -> bool:
    """Whether there are entries of a list among links."""
    return any(
        link.place == RECORD or judgement.in_column(link.text, link.url) is not Kind.OTHER for link in links
    )


def lists_reports(want: Want, links: Collection[Link]) -> bool:
    """Whether what was asked for as a report is a list: a folder whose address is like that of an article."""
    if judgement.is_folder(want.link_text):
        return any(judgement.is_report_title(link.text, in_column=True) for link in links)
    return bool(places_of(links, (Kind.REPORT,), at_least=2))


def places_of(links: Collection[Link], kinds: Collection[Kind], at_least: int = 1) -> frozenset[str]:
    """Where in the page its list stands: places most of whose links are of these kinds, by title or address."""
    all_links, of_kind = Counter(), Counter()
    for link in links:
        all_links[link.place] += 1
        of_kind[link.place] += judgement.in_column(link.text, link.url) in kinds
    return frozenset(
        place
        for place, count in of_kind.items()
        if count >= at_least and place and 2 * count > all_links[place]
    )


def _entries(page: Page, links: list[Link], further: list[Ask]) -> set[str]:
    """What a page of a list shows: its links without those to other pages of the list."""
    paging = {urls.shape_of(url) for url in (page.url, *(way for ask in further for way in ask.ways))}
    return {
        urls.identity(link.url)
        for link in links
        if urls.shape_of(link.url) not in paging or judgement.in_column(link.text, link.url) is not Kind.OTHER
    }
