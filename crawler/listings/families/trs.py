"""TRS WCM and its kin: the pages of a list are files beside it, index.html, index_1.html, index_2.html, counted from 0.

Two calls tell how many there are: ``createPageHTML(25, 0, "index", "html")`` and, elsewhere,
``createPageHTML('page_div', 25, 1, 'list', 'shtml', 500)``, where page 2 may be list_1 or list_2. Older templates
write the links with a script of their own around ``var countPage = 25``.
"""

import re
from collections.abc import Iterator

from crawler.finding.pages import Page
from crawler.listings.family import Family

CALL = re.compile(r"createPageHTML\s?\(([^()]{0,200})\)", re.I)
ARGUMENT = re.compile(r"""["']([^"']*)["']|(\d+)""")
COUNT = re.compile(r"\bvar\s+countPage\s*=\s*(\d+)")
WRITTEN_NAME = re.compile(r"""["']?([A-Za-z][\w-]*)["']?\s*\+?\s*["']?_["']?\s*\+""")
WRITTEN_SUFFIX = re.compile(r"""["'.]\s*["']?\+?\s*["']?(s?html?|jhtml)\b""", re.I)
MOST = 200


def next_pages(page: Page) -> Iterator[str]:
    """Every page that the call or the count names."""
    for script in page.scripts:
        for call in CALL.finditer(script):
            yield from _called(page, call.group(1))
        count = COUNT.search(script)
        if count and "_" in script:
            name, suffix = WRITTEN_NAME.search(script), WRITTEN_SUFFIX.search(script)
            yield from _files(
                page,
                name.group(1) if name else "index",
                suffix.group(1) if suffix else "html",
                int(count.group(1)),
            )


def _called(page: Page, arguments: str) -> Iterator[str]:
    texts = [text for text, number in ARGUMENT.findall(arguments) if not number]
    numbers = [int(number) for _, number in ARGUMENT.findall(arguments) if number]
    if not numbers or len(texts) < 2:
        return
    from_one = len(texts) > 2
    name, suffix = texts[-2:]
    yield from _files(page, name, suffix, numbers[0] + from_one)


def _files(page: Page, name: str, suffix: str, count: int) -> Iterator[str]:
    for number in range(1, min(count, MOST)):
        url = page.resolve(f"{name}_{number}.{suffix}")
        if url:
            yield url


FAMILY = Family(re.compile(r"createPageHTML|countPage"), next_pages=next_pages)
