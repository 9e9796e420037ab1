"""Hanweb JCMS: the first records stand in the page in CDATA, the rest comes from dataproxy.jsp in chunks.

    <datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&columnid=…"></a>]]></nextgroup>
    <recordset><record><![CDATA[<li><a href="/art/2024/1/10/art_1_2.html">…</a></li>]]></record>…
    $('#49468').jpage({totalRecord: 1418, groupSize: 3, perPage: 25, proxyUrl: '…/dataproxy.jsp', ajaxParam: {…}})

Sites know some of four ways: the group that ``nextgroup`` names, by GET; a range of records (``startrecord``,
``endrecord``) by POST with the parameters as a form; the same by GET; the group with the number of the page in
``page``. Older ones answer with an array of markup, or a call around data. A site may cap what it gives at once, so
that the next range begins behind the records that came; one that gives the first records whatever range is asked for
gives all of them in a page that is long enough.
"""

import re
from collections.abc import Iterator
from itertools import islice, product
from urllib.parse import urlencode

from crawler import urls
from crawler.fetching.posting import posted, taken_apart
from crawler.finding.links import RECORD as RECORD_PLACE
from crawler.finding.links import Link
from crawler.finding.literals import literal_at
from crawler.finding.pages import Page
from crawler.finding.scan import enclosed
from crawler.listings.family import Ask, Family

RECORD, RECORD_END = re.compile(r"<record>", re.I), re.compile(r"</record>", re.I)
GROUP, GROUP_END = re.compile(r"<nextgroup>", re.I), re.compile(r"</nextgroup>", re.I)
ADDRESS = re.compile(r"href\s?=\s?[\"']([^\"']+)[\"']", re.I)
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
TOTAL = re.compile(r"<totalrecord>\s*(\d+)|\btotalRecord[\"']?\s*[:=]\s*[\"']?(\d+)", re.I)
PER_PAGE = re.compile(r"\bperPage[\"']?\s*[:=]\s*[\"']?(\d+)", re.I)
PROXY = re.compile(r"[\"']([^\"'\s]{0,200}dataproxy\.jsp)", re.I)
PARAMETERS = re.compile(r"\b(?:ajaxParam|param\w*|data)[\"']?\s*[:=]\s*(?=\{)")
NAMED = re.compile(
    r"\b(columnid|unitid|webid|appid|webname|path|permissiontype|sourceContentType|col)"
    r"[\"']?\s*[:=]\s*[\"']?([^\"',;&}\s]*)",
    re.I,
)
USUAL_PROXY = ("/module/web/jpage/dataproxy.jsp", "/module/jpage/dataproxy.jsp")
PAGES_OF_A_CHUNK = 3
LONG_PAGE = "startrecord=1&endrecord=300&perpage=300"
"""The most that sites were seen to give at once."""
MOST_OBJECTS = 8


def entries(page: Page) -> Iterator[Link]:
    """The records that came from dataproxy.jsp; those of a column stand in a script, where all links are seen."""
    for record in _records(page):
        yield from page.links_in(record, RECORD_PLACE)


def next_pages(page: Page) -> Iterator[Ask]:
    """The chunk behind the records that are here, as long as there is more."""
    total, shown = TOTAL.search(page.text), _shown(page)
    count = int(total[1] or total[2]) if total else None
    if "dataproxy.jsp" in page.url:
        yield from _behind(page, shown, count)
    elif count is None or shown < count:
        ways = tuple(_ways(page, shown))
        if ways:
            yield Ask(ways, promised=count is not None)


def _records(page: Page) -> list[str]:
    return [CDATA.sub("", record) for _, record in enclosed(page.text, RECORD, RECORD_END)]


def _shown(page: Page) -> int:
    """How many records are here, each once: those of the longest list, where a page has several."""
    stores = page.text.lower().split("<datastore>")[1:] or [""]
    if len(stores) == 1:
        links = [*entries(page), *(link for link in page.links if link.place == RECORD_PLACE)]
        return len({link.url for link in links})
    return max(len({record for _, record in enclosed(store, RECORD, RECORD_END)}) for store in stores)


def _group(page: Page) -> str | None:
    """The address of the next group, if the page names one."""
    group = next((held for _, held in enclosed(page.text, GROUP, GROUP_END)), "")
    named = ADDRESS.search(group)
    return page.resolve(named[1].replace("&amp;", "&")) if named else None


def _ways(page: Page, shown: int) -> Iterator[str]:
    group = _group(page)
    if group:
        yield group
    form = _parameters(page)
    if "columnid" not in form and not group:
        return
    form = form or urls.parameters(group)
    per_page = int(found[1]) if (found := PER_PAGE.search(page.text)) else 15
    first = shown // per_page * per_page + 1
    chunk = f"startrecord={first}&endrecord={first + PAGES_OF_A_CHUNK * per_page - 1}&perpage={per_page}"
    proxy = PROXY.search(page.text)
    paths = (proxy[1],) if proxy else (urls.path_of(group),) if group else USUAL_PROXY
    for path, records in product(paths, (chunk, LONG_PAGE)):
        asked = page.resolve(f"{path}?{records}")
        yield posted(asked, form)
        yield f"{asked}&{urlencode(form)}"
    if group and "page" in urls.parameters(group):
        yield urls.with_parameter(group, "page", shown // per_page + 1)


def _parameters(page: Page) -> dict[str, str]:
    """What the page's script sends along: its own object, else what it assigns by the usual names."""
    for match in islice(PARAMETERS.finditer(page.text), MOST_OBJECTS):
        try:
            members, _ = literal_at(page.text, match.end())
        except ValueError:
            continue
        if "columnid" in {key.lower() for key in members}:
            return {key: str(value) for key, value in members.items() if not isinstance(value, dict | list)}
    script = "\n".join(script for script in page.scripts if "<record>" not in script)
    found = {name: value for name, value in NAMED.findall(script) if value}
    return (
        {"col": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0", **found}
        if "columnid" in found
        else {}
    )


def _behind(page: Page, shown: int, count: int | None) -> Iterator[Ask]:
    """The chunk after this one, asked for as this one was."""
    url, form = taken_apart(page.url)
    asked = urls.parameters(url)
    if not shown:
        return
    if "startrecord" in asked:
        first = int(asked["startrecord"]) + shown
        chunk = int(asked.get("endrecord", first)) - int(asked["startrecord"]) + 1
        if count is None or first <= count:
            url = urls.with_parameter(
                urls.with_parameter(url, "startrecord", first), "endrecord", first + chunk - 1
            )
            yield Ask((url if form is None else f"{url}&__wb_method=POST&{form}",))
    elif group := _group(page):
        yield Ask((group,))
    elif asked.get("page", "").isdigit() and (count is None or int(asked["page"]) * shown < count):
        yield Ask((urls.with_parameter(url, "page", int(asked["page"]) + 1),))


FAMILY = Family(re.compile(r"<datastore>|dataproxy\.jsp|\.jpage\(", re.I), entries, next_pages)
