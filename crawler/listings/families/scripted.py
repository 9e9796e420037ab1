"""Lists that a script of the page asks for, where the page itself shows none: the address as the script puts it.

Systems that keep the script in a file of its own have a family each; this one needs the request to stand in the page.
"""

import re
from collections.abc import Iterator

from crawler.fetching.posting import posted
from crawler.finding.judgement import FOLDERS, Kind, in_column
from crawler.finding.pages import Page
from crawler.finding.scripts import Asked
from crawler.listings.family import Ask, Family
from crawler.urls import parameters, with_parameter

LISTING = frozenset({Kind.REPORT, Kind.LOOK_ALIKE, *(kind for kind, _ in FOLDERS)})
NO_LIST = re.compile(
    r"count|hits?\b|click|visit|login|captcha|verify|stat|log\b|share|weather|token|comment|user|member|upload|ip\b"
    r"|\.(?:js|css|png|gif|jpg|swf)\b",
    re.I,
)
MOST = 3
"""Requests of one page that are followed, the likeliest first: a page asks for its hits and its weather too."""
LIKELY = re.compile(r"list|page|channel|column|cat|info|news|article|search|query|data|json", re.I)


def next_pages(page: Page) -> Iterator[Ask]:
    """The first page of the list, by each request that may be the one for it."""
    if page.data is not None or any(in_column(link.text, link.url) in LISTING for link in page.links):
        return
    asked = sorted(page.said.asked(), key=lambda asked: -len(LIKELY.findall(asked.address)))
    ways = [way for request in asked if not NO_LIST.search(request.address) if (way := _way(page, request))]
    if ways:
        yield Ask(tuple(dict.fromkeys(ways))[:MOST])


def _way(page: Page, asked: Asked) -> str | None:
    url = page.resolve(asked.address)
    if url is None:
        return None
    if asked.by_post:
        return posted(url, asked.form)
    for name, value in asked.form.items():
        if name.lower() not in parameters(url):
            url = with_parameter(url, name, value)
    return url


FAMILY = Family(next_pages=next_pages)
