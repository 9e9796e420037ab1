"""Boda VSB: list.htm is the first page, list/7.htm the second of eight, and list/1.htm the last.

``_simple_list_gotopage_fun(8, "u13_goto", 2)`` says how many there are, whatever links stand beside it.
"""

import re
from collections.abc import Iterator

from crawler.finding.pages import Page
from crawler.listings.counting import MOST
from crawler.listings.family import Family

CALL = re.compile(r"_simple_list_gotopage_fun\(\s*(\d+)")
FIRST = re.compile(r"^([^?]*?)\.htm$")
"""Of the pages of a list, only the first has no number for a name."""
COUNTED = re.compile(r"/\d+\.htm$")


def next_pages(page: Page) -> Iterator[str]:
    """Every other page, from the first."""
    call, first = CALL.search(page.text), FIRST.match(page.url)
    if call and first and not COUNTED.search(page.url):
        for number in range(min(int(call[1]), MOST) - 1, 0, -1):
            yield f"{first[1]}/{number}.htm"


FAMILY = Family(CALL, next_pages=next_pages)
