"""Huilan eportal: a list is a module of a page, and its further pages are asked for by number.

<input type="hidden" id="eprotalCurrentPageId" value="302266">
<input type="hidden" name="article_paging_list_hidden" moduleid="08654b53…" totalpage="7">
/eportal/ui?pageId=302266&currentPage=2&moduleId=08654b53…&staticRequest=yes
"""

import re
from collections.abc import Iterator

from crawler import urls
from crawler.finding.pages import Page
from crawler.listings.counting import MOST, total_pages
from crawler.listings.family import Family

MODULE = re.compile(r"\bmodule_?id\s*[=:]\s*[\"']?([\w-]{6,})", re.I)
PAGE_ID = re.compile(
    r"CurrentPageId[\"'][^<>]{0,99}?value\s?=\s*[\"']?(\d+)|\bpageId\s*[=:]\s*[\"']?(\d+)", re.I
)
CALLED = re.compile(r"javascript:\s?\w{0,20}(?:next|go|page)\w{0,20}\(\s*['\"]?(\d+)", re.I)


def next_pages(page: Page) -> Iterator[str]:
    """Every page after this one."""
    asked = urls.parameters(page.url)
    named = PAGE_ID.search(page.text)
    page_id = asked.get("pageid") or (named and next(filter(None, named.groups())))
    last = max([total_pages(page) or 1, *map(int, CALLED.findall(page.text))])
    if not page_id:
        return
    module = asked.get("moduleid") or ((found := MODULE.search(page.text)) and found[1])
    for number in range(int(asked.get("currentpage") or 1) + 1, min(last, MOST) + 1):
        query = f"pageId={page_id}&currentPage={number}"
        yield page.resolve(
            f"/eportal/ui?{query}&moduleId={module}&staticRequest=yes" if module else f"/eportal/ui?{query}"
        )


FAMILY = Family(
    re.compile(r"/eportal/ui|eprotalCurrentPageId|article_paging_list_hidden"), next_pages=next_pages
)
