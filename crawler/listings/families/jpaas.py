"""Hanweb JPAAS: lists come as HTML inside JSON, one unit of the page at a time.

    <script url="/api-gateway/jpaas-publish-server/front/page/build/unit"
            queryData="{'webId':'…','pageId':'…','parseType':'bulidstatic','pageType':'column','tagId':'列表',…}">

The number of the page goes inside ``paramJson``; a bare ``pageNo`` is ignored. A page has several units (crumbs,
menus, the list): those whose name says list come first.
"""

import html
import json
import re
from collections.abc import Iterator

from crawler.finding.literals import literal_at
from crawler.finding.pages import Page
from crawler.listings.counting import SPOKEN
from crawler.listings.family import Ask, Family
from crawler.listings.records import page_count, records_of
from crawler.urls import parameters, with_parameter

UNIT = re.compile(
    r"<\w{1,20}\s[^<>]{0,1500}?\bquerydata\s?=\s?(\"[^\"]{0,3000}\"|'[^']{0,3000}')[^<>]{0,1500}>",
    re.I | re.S,
)
ADDRESS = re.compile(r"\burl\s*=\s*[\"']([^\"']*/build/unit[^\"']*)[\"']", re.I)
USUAL_ADDRESS = "/api-gateway/jpaas-publish-server/front/page/build/unit"
LIST = re.compile(r"列表|list|分页|page|内容", re.I)
SIZE = re.compile(r"pageSize\D{1,4}(\d+)", re.I)
USUAL_SIZE = 15
MOST_UNITS = 4


def next_pages(page: Page) -> Iterator[Ask]:
    """The first page of the list by its units; behind a page of a unit, those after it."""
    if "/build/unit" in page.url:
        yield from _behind(page)
    else:
        units = sorted(_units(page), key=lambda unit: not LIST.search(unit[1].get("tagId", "")))
        size = SIZE.search(page.text)
        ways = (
            _asked(page, address, query, int(size[1]) if size else USUAL_SIZE) for address, query in units
        )
        yield Ask(tuple(filter(None, ways))[:MOST_UNITS])


def _units(page: Page) -> Iterator[tuple[str, dict[str, str]]]:
    for tag in UNIT.finditer(page.text):
        address = ADDRESS.search(tag[0])
        try:
            query, _ = literal_at(html.unescape(tag[1][1:-1]), 0)
        except ValueError:
            continue
        if isinstance(query, dict):
            yield (
                (address[1] if address else USUAL_ADDRESS),
                {key: str(value) for key, value in query.items()},
            )


def _asked(page: Page, address: str, query: dict[str, str], size: int) -> str | None:
    url = page.resolve(html.unescape(address))
    for name, value in query.items():
        url = url and with_parameter(url, name, value)
    return url and with_parameter(url, "paramJson", _number(1, size))


def _number(number: int, size: int) -> str:
    return json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))


def _behind(page: Page) -> Iterator[str]:
    asked, shown = json.loads(parameters(page.url).get("paramjson") or "{}"), len(records_of(page))
    here, size = asked.get("pageNo", 1), asked.get("pageSize", USUAL_SIZE)
    if shown:
        spoken = SPOKEN.search(page.text)
        total = (
            int(next(filter(None, spoken.groups()))) if spoken else page_count(page.data, min(size, shown))
        )
        last = here + 1 if total is None else total if here == 1 else here
        for number in range(here + 1, last + 1):
            yield with_parameter(page.url, "paramJson", _number(number, size))


FAMILY = Family(re.compile(r"/front/page/build/unit|\bquerydata\s*=", re.I), next_pages=next_pages)
