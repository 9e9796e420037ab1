"""Links that a reader would click: 下一页, 尾页, and the numbers between them."""

import re
from collections.abc import Iterator

from crawler.finding.judgement import plain
from crawler.finding.pages import Page
from crawler.finding.vocabulary import LAST_PAGE, NEXT_PAGE
from crawler.listings.counting import MOST, NUMBERS, between
from crawler.listings.family import Family
from crawler.urls import folder_of, shape_of

NUMBER = re.compile(r"第?(\d{1,3})页?")


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
        elif (number := NUMBER.fullmatch(text)) and _is_page(page, link.url, following, int(number[1])):
            yield link.url


def _is_page(page: Page, url: str, following: str | None, number: int) -> bool:
    """Whether a link that is only a number leads to that page of the list, and not to a year or a day."""
    if shape_of(url) == shape_of(following or page.url):
        return True
    counted = {int(digits) for digits in NUMBERS.findall(url.removeprefix(folder_of(page.url)))}
    beside = folder_of(url) == folder_of(page.url)
    return beside and bool(counted & {number - 1, number}) and number <= MOST


FAMILY = Family(next_pages=next_pages)
