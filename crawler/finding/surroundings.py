"""What stands around the report columns of a site, from which a column's own entries are told: menus, news, files."""

from collections.abc import Iterable

from crawler import urls
from crawler.finding import wants
from crawler.finding.frontier import Want
from crawler.finding.links import RECORD, Link
from crawler.finding.pages import Page
from crawler.finding.vocabulary import COLUMN_PATH


class Surroundings:
    """Of one site, as far as its pages were read."""

    def __init__(self) -> None:
        self._on_the_way: set[str] = set()
        self._in_lists: set[str] = set()

    def add_way(self, links: Iterable[Link]) -> None:
        """A home page or disclosure page showed these links."""
        self._on_the_way.update(urls.identity(link.url) for link in links)

    def add_list(self, links: Iterable[Link]) -> None:
        """A list showed these links."""
        self._in_lists.update(urls.identity(link.url) for link in links)

    def has(self, link: Link) -> bool:
        """Whether a page on the way showed the link."""
        return urls.identity(link.url) in self._on_the_way

    def was_seen(self, link: Link) -> bool:
        """Whether any page but a report showed the link."""
        return self.has(link) or urls.identity(link.url) in self._in_lists

    def column_has(self, want: Want, page: Page, link: Link) -> bool:
        """Whether a link of a list belongs to the column rather than to the site around it."""
        if link.above or link.place == RECORD or wants.lies_below(want, page, link):
            return True
        alike = urls.shape_of(link.url) == urls.shape_of(page.url)
        named = bool(COLUMN_PATH.search(urls.path_of(link.url).lower()))
        return (alike or named) and not self.has(link)
