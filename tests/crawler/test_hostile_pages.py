"""No page makes its reader work for long: the time grows with the page, whatever is left open or piled up in it."""

import time

import pytest

from crawler import listings
from crawler.finding import judgement
from crawler.finding.pages import Page

SIZE = 100_000
SECONDS = 2
OPEN = (
    "<row>",
    "<record><![CDATA[",
    "<nextgroup><![CDATA[ href=",
    "<datastore>",
    "<select>",
    "<option value=",
    "<form>",
    "<input ",
    "<script>",
    "<style>",
    "<!--",
    "<",
    "<meta name=channelid ",
    "<meta http-equiv=",
    '<a querydata="{" ',
    '<div onclick="a(1)">',
    "<li><a href=/x>查看</a>",
    '{"a":[',
    "[",
    "a([",
    "共 <b>",
    "1",
    " ",
    "dataproxy.jsp?'",
    "site/label/1?'",
    "<a title='制度' href=/x>" + "制度" * 400 + "</a>",
)
IN_SCRIPTS = (
    "function a(b){",
    "function a(b){c.value=b;submit(",
    "'",
    "'a' + ",
    "url: a+",
    "url: f(g(",
    "url:'/a',data:{",
    "=[{",
    "=[{a:1},",
    "x={a:",
    "a=$(",
    "a=b;",
    "x",
    "a.",
    "open('",
    "<a href= ",
    "createPageHTML(",
    "TREE:[{SID:1,",
)


def piled(piece: str) -> str:
    return piece * (SIZE // len(piece) + 1)


@pytest.mark.parametrize(
    "text",
    [*map(piled, OPEN), *(f"<script>{piled(piece)}</script>" for piece in IN_SCRIPTS)],
    ids=(*OPEN, *IN_SCRIPTS),
)
def test_time_is_bounded(text):
    page = Page("http://a.gov.cn/gkmlpt/index?page=1", text.encode(), "text/html")
    listings.all_families()  # imported with the first page
    started = time.process_time()
    for link in listings.links(page):
        judgement.in_column(link.text, link.url)
    listings.next_pages(page)
    judgement.reads_as_report(page.words)
    assert page.frames is not None and page.moves_to is None
    assert time.process_time() - started < SECONDS
