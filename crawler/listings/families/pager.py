"""Links that a reader would click: 下一页, 尾页, and the numbers between them."""

import re
from collections.abc import Iterator

from crawler.judgement import plain
from crawler.listings.counting import between
from crawler.listings.family import Family
from crawler.pages import Page
from crawler.urls import shape_of
from crawler.vocabulary import LAST_PAGE, NEXT_PAGE

NUMBER = re.compile(r"\d{1,3}")


def next_pages(page: Page) -> Iterator[str]:
    """Pages that the pager links to; those between the next and the last are counted out."""
    following = None
    for link in page.anchors:
        text = plain(link.text) or link.text.strip()
        if NEXT_PAGE.fullmatch(text):
            following = link.url
            yield link.url
        elif LAST_PAGE.fullmatch(text):
            yield from between(following or page.url, link.url)
            yield link.url
        elif NUMBER.fullmatch(text) and shape_of(link.url) == shape_of(following or page.url):
            yield link.url


FAMILY = Family(next_pages=next_pages)
