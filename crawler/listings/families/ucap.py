"""Lists that answer ``_isAgg=true&_isJson=true`` with JSON: data.results[].title, url; the page names its channel.

    <meta name="channelid" content="a1b2…">      GET /common/search/a1b2…?_isAgg=true&_isJson=true&_pageSize=20&page=1

Which of three addresses a site has is written in its script, often one of another file; then each is tried.
"""

import re
from collections.abc import Iterator

from crawler.finding.pages import Page
from crawler.listings.family import Ask, Family

CHANNEL = re.compile(
    r"<meta\b[^<>]{0,99}?name\s?=\s?[\"']?channel_?id[\"']?[^<>]{0,99}?content\s*=\s*[\"']?([\w-]+)"
    r"|<meta\b[^<>]{0,99}?content\s*=\s*[\"']?([\w-]{1,99})[\"']?[^<>]{0,99}?name\s?=\s*[\"']?channel_?id"
    r"|\bchannel_?id[\"']?\s*[:=]\s*[\"']([\w-]{3,})",
    re.I,
)
WRITTEN = re.compile(r"[\"'(]([\w/:.-]{0,100}/(?:common/search|searchList|search)/)", re.I)
USUAL = ("/common/search/", "/searchList/", "/search/")
SIZE = re.compile(r"_?pageSize[\"']?\s*[:=]\s*[\"']?(\d+)|page_size[\"']?\s*:\s*(\d+)", re.I)
USUAL_SIZE = "20"


def next_pages(page: Page) -> Iterator[Ask]:
    """The first page of data; those behind it are told by the data itself."""
    channel = CHANNEL.search(page.text) if page.data is None else None
    if channel:
        size = SIZE.search(page.text)
        count = next(filter(None, size.groups())) if size else USUAL_SIZE
        query = (
            f"_isAgg=true&_isJson=true&_pageSize={count}&_template=index&_rangeTimeGte=&_channelName=&page=1"
        )
        named = next(filter(None, channel.groups()))
        written = tuple(dict.fromkeys(WRITTEN.findall(page.text)))
        addresses = (page.resolve(f"{path}{named}?{query}") for path in written or USUAL)
        yield Ask(tuple(filter(None, addresses)))


FAMILY = Family(re.compile(r"name\s*=\s*[\"']?channel_?id|_isAgg|_isJson", re.I), next_pages=next_pages)
