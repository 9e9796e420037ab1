"""Lists that say how many pages there are, while the address of this one carries its number."""

from collections.abc import Iterator

from crawler.finding.pages import Page
from crawler.listings.counting import following, total_pages
from crawler.listings.family import Family


def next_pages(page: Page) -> Iterator[str]:
    """The pages after this one."""
    total = None if page.data is not None else total_pages(page)
    return following(page.url, total) if total else iter(())


FAMILY = Family(next_pages=next_pages)
