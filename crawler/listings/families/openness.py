"""The openness system of Anhui and beyond: a fragment of HTML lists what an organ publishes in a category.

    /public/column/6599811?type=4&catId=7031081&action=list        the column
    /site/label/8888?labelName=publicInfoList&siteId=…&organId=6599811&catId=7031081&type=4&pageIndex=1&pageSize=15

The request stands in the column's script, whole or as an object; where it does not, the column's own address has
the organ and the category. ``pageCount`` says how many pages there are.
"""

import re
from collections.abc import Iterator

from crawler import urls
from crawler.finding.literals import literal_at
from crawler.finding.pages import Page
from crawler.listings.counting import following, total_pages
from crawler.listings.family import Ask, Family

LABEL = "/site/label/8888"
WRITTEN = re.compile(
    r"[\"']([^\"'\s]{0,200}site/label/\d{1,9}\?[^\"'\s]{0,300}?labelName=publicInfoList[^\"'\s]{0,600})[\"']",
    re.I,
)
OBJECT = re.compile(r"\{(?=[^{}]*\blabelName[\"']?\s*:\s*[\"']publicInfoList)")
COLUMN = re.compile(r"/public/column/(\d+)")
SITE = re.compile(r"\bsite_?id[\"']?(?:\s*[:=]|\s+content\s*=)\s*[\"']?(\d+)", re.I)
RANDOM = "_"
"""The parameter with which a script defeats caches."""
USUAL = {
    "pageSize": "15",
    "pageIndex": "1",
    "action": "list",
    "isDate": "true",
    "dateFormat": "yyyy-MM-dd",
    "length": "80",
}


def next_pages(page: Page) -> Iterator[str | Ask]:
    """The first page of the list; behind a page of it, those after it."""
    if LABEL in page.url:
        yield from following(page.url, total_pages(page))
        return
    url = _written(page) or _from_object(page) or _from_address(page)
    if url:
        yield Ask((urls.with_parameter(url, "pageIndex", 1),))
        yield from following(urls.with_parameter(url, "pageIndex", 1), total_pages(page) or 1)


def _written(page: Page) -> str | None:
    written = WRITTEN.search(page.text.replace("&amp;", "&"))
    return page.resolve(written[1]) if written else None


def _from_object(page: Page) -> str | None:
    held = OBJECT.search(page.text)
    try:
        members = literal_at(page.text, held.start())[0] if held else {}
    except ValueError:
        return None
    return (
        _label(page, {name: str(value) for name, value in members.items() if name != RANDOM})
        if members
        else None
    )


def _from_address(page: Page) -> str | None:
    column, asked = COLUMN.search(page.url), urls.parameters(page.url)
    if not column or "catid" not in asked:
        return None
    site = SITE.search(page.text)
    named = {
        "labelName": "publicInfoList",
        "siteId": site[1] if site else "",
        "organId": column[1],
        "catId": asked["catid"],
    }
    return _label(page, named | {"type": asked.get("type", "4")} | USUAL)


def _label(page: Page, named: dict[str, str]) -> str | None:
    url = page.resolve(LABEL)
    for name, value in named.items():
        url = urls.with_parameter(url, name, value)
    return url


FAMILY = Family(re.compile(r"publicInfoList|/public/column/|site/label/\d", re.I), next_pages=next_pages)
