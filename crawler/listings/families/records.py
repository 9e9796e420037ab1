"""Lists as data: a page of JSON, or an array in a script, whose objects have a title and an address."""

from collections.abc import Iterator

from crawler.finding.pages import Page
from crawler.listings.counting import following, number_of
from crawler.listings.family import Family
from crawler.listings.records import page_count, records_of
from crawler.urls import parameters

SIZES = ("_pagesize", "pagesize", "page_size", "perpage", "rows", "limit", "size")


def next_pages(page: Page) -> Iterator[str]:
    """The pages of data behind this one: the first names all that there are; where it does not say how many, each the
    next one as long as there is something."""
    shown = len(records_of(page)) if page.data is not None else 0
    here = number_of(page.url)
    if not shown or here is None:
        return
    if here > 1 and page_count(page.data, shown) is not None:
        return
    asked = parameters(page.url)
    size = next((int(asked[name]) for name in SIZES if asked.get(name, "").isdigit()), shown)
    yield from following(page.url, page_count(page.data, min(size, shown)))


FAMILY = Family(entries=records_of, next_pages=next_pages)
