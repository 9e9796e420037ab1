"""How lists go on: one short module for each paging mechanism, behind one interface.

A module has ``next_pages(page) -> Iterable[str]``: the addresses of further pages of the list that ``page`` belongs
to, as far as it tells them; nothing where the mechanism is not there. The crawl keeps track of what was seen, so
a module may name pages twice. A new mechanism is a module here, its name in ``MECHANISMS``, and a test.
"""

from crawler.listings import generic, numbered, trs
from crawler.pages import Page

MECHANISMS = (generic, numbered, trs)
MAX_PAGES = 200
"""Pages of one list. A column of reports with 20 entries a page has 5 to 25."""


def next_pages(page: Page) -> list[str]:
    """Further pages of the list, each once, the page itself left out."""
    found = dict.fromkeys(url for mechanism in MECHANISMS for url in mechanism.next_pages(page))
    found.pop(page.url, None)
    return list(found)[:MAX_PAGES]
