"""Columns by UUID, as in Hebei: a block of the column's template is asked for by page.

/columns/UUID/index.html        the column
/columns/UUID/templates/UUID/blocks/UUID?page=2&fix=0
"""

import re
from collections.abc import Iterator

from crawler.finding.pages import Page
from crawler.listings.counting import following, number_of, total_pages
from crawler.listings.family import Ask, Family
from crawler.urls import with_parameter

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
BLOCK = re.compile(rf"/columns/{UUID}/templates/{UUID}/blocks/{UUID}[^\"'\s<>)]*", re.I)


def next_pages(page: Page) -> Iterator[str | Ask]:
    """The block's first page, which the column may leave to a script; behind a page of it, those after it."""
    total = total_pages(page)
    if BLOCK.search(page.url):
        if number_of(page.url) is not None:
            yield from following(page.url, total if total or page.anchors else 0)
        return
    for block in dict.fromkeys(BLOCK.findall(page.text)):
        url = page.resolve(block.replace("&amp;", "&"))
        first = with_parameter(url, "page", 1)
        yield first
        yield from following(first, total or 1)


FAMILY = Family(BLOCK, next_pages=next_pages)
