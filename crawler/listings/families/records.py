"""Lists as data: a page of JSON, or an array in a script, whose objects have a title and an address."""

from collections.abc import Iterator

from crawler.listings.counting import following, number_of
from crawler.listings.family import Family
from crawler.listings.records import page_count, records_of
from crawler.pages import Page
from crawler.urls import parameters

SIZES = ("_pagesize", "pagesize", "page_size", "perpage", "rows", "limit", "size")


def next_pages(page: Page) -> Iterator[str]:
    """The pages of data behind this one: as many as it says, or the next where it does not say and is not empty."""
    shown = len(records_of(page)) if page.data is not None else 0
    if shown and number_of(page.url) is not None:
        asked = parameters(page.url)
        size = next((asked[name] for name in SIZES if asked.get(name, "").isdigit()), None)
        first = number_of(page.url) <= 1
        total = page_count(
            page.data, shown, size=int(size) if size and shown >= int(size) else shown if first else None
        )
        yield from following(page.url, total)


FAMILY = Family(entries=records_of, next_pages=next_pages)
