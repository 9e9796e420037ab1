"""How sites list articles: one short module for each way in ``families``, behind the interface of ``family``.

A family is told by what its pages hold, never by the name of a site or vendor. Every family that knows a page has
its say; the crawl keeps track of what was seen. A new one is written by ``python -m crawler.listings.skeleton``.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from crawler.finding.links import Link, merged
from crawler.finding.pages import Page
from crawler.listings import families
from crawler.listings.counting import files_beside
from crawler.listings.family import Ask, Family

MAX_PAGES = 200
"""Pages of one list. A column of reports with 20 entries a page has 5 to 25."""


@cache
def all_families() -> dict[str, Family]:
    """The families by the names of their modules."""
    names = sorted(module.name for module in iter_modules(families.__path__))
    return {name: import_module(f"{families.__name__}.{name}").FAMILY for name in names}


def links(page: Page) -> tuple[Link, ...]:
    """The links of the page and the entries that only its family sees, one for each address."""
    entries = [link for family in _knowing(page) for link in family.entries(page)]
    return merged([*page.links, *entries]) if entries else page.links


def next_pages(page: Page) -> list[Ask]:
    """Further pages of the list, each once, the page itself left out. Where no family can tell their addresses, though
    the page says how many there are: files beside it."""
    found: dict[str, Ask] = {}
    for family in _knowing(page):
        for ask in family.next_pages(page):
            ask = Ask((ask,)) if isinstance(ask, str) else ask
            if ask.ways and page.url not in ask.ways:
                found.setdefault(ask.ways[0], ask)
    return list(found.values())[:MAX_PAGES] or [Ask((url,)) for url in files_beside(page)]


def names(page: Page) -> set[str]:
    """The families whose signature the page bears; those that look at every page are not among them."""
    return {
        name for name, family in all_families().items() if family.signature is not None and family.knows(page)
    }


def _knowing(page: Page) -> list[Family]:
    return [family for family in all_families().values() if family.knows(page)]
