"""Hanweb JCMS: records in CDATA, the rest from dataproxy.jsp, in each of the ways that sites know.

One gives groups by GET; one ranges by POST only, and shows every record twice; one answers with an array of markup
and no more than four records at once; one with a call around data; one with the first records whatever the range.
"""

import json
import re

from tests.demo.addresses import by_date_folders
from tests.demo.families import TOWNS, by_key, li, mixed, own, site, units
from tests.demo.model import Call, Column, Listed, System

PROXY = "/module/web/jpage/dataproxy.jsp"
OLD_PROXY = "/module/jslib/jquery/jpage/dataproxy.jsp"


def _records(links) -> str:
    return "".join(f"<record><![CDATA[\n{li([link])}]]></record>\n" for link in links)


def _store(one: Listed, links, group: int | None, records=_records) -> str:
    href = (
        f"{PROXY}?page={group}&appid=1&webid=60&path=/&columnid={one.number}&unitid=4{one.number}&permissiontype=0"
        if group
        else ""
    )
    return (
        f'<datastore><nextgroup><![CDATA[<a href="{href}"></a>]]></nextgroup>'
        f"<recordset>{records(links)}</recordset></datastore>"
    )


def _script(one: Listed, proxy: str) -> str:
    return (
        f"<script>$(function(){{$('#4{one.number}').jpage({{themeName:'default',totalRecord:{len(one.links)},"
        f"openCookies:false,groupSize:3,proxyUrl:'{proxy}',perPage:{one.per_page},"
        f"ajaxParam:{{col:1,appid:'1',webid:60,path:'/',columnid:{one.number},sourceContentType:1,"
        f"unitid:'4{one.number}',webname:'澄溪县人民政府',permissiontype:0}}}});}});</script>"
    )


def _grouped_page(one: Listed) -> str:
    size = 3 * one.per_page
    more = 1 if len(one.links) > size else None
    return f'<div id="4{one.number}"><script type="text/xml">{_store(one, one.cut(0, size), more)}</script></div>'


def _groups(listed: tuple[Listed, ...], call: Call) -> str | None:
    one, page = by_key(listed, call.values.get("columnid")), call.number("page", 0)
    if one is None or call.method != "GET" or not page:
        return None
    size = 3 * one.per_page
    return _store(one, one.cut(page, size), page + 1 if len(one.links) > (page + 1) * size else None)


def _ranged_page(one: Listed) -> str:
    first = one.cut(0, 3 * one.per_page)
    store = _store(one, first, None, _doubled)
    return f'<script type="text/xml">{store}</script>{_script(one, "/module/jpage/dataproxy.jsp")}'


def _doubled(links) -> str:
    return _records(links) + _records(links)


def _range(call: Call, one: Listed, most: int) -> tuple:
    first = call.number("startrecord")
    return one.links[first - 1 : min(call.number("endrecord"), first + most - 1)]


def _ranges_by_post(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("columnid"))
    if one is None or call.method != "POST" or call.values.get("unitid") != f"4{one.number}":
        return None
    total = f"<totalrecord>{len(one.links)}</totalrecord><totalpage>{one.pages}</totalpage>"
    records = f"<recordset>{_records(_range(call, one, 99))}</recordset>"
    return f"<?xml version='1.0' encoding='UTF-8'?><datastore>{total}{records}</datastore>"


def _old_page(one: Listed) -> str:
    rows = ",".join(f"'{re.sub(chr(39), chr(34), li([link]))}'" for link in one.cut(0, 4))
    return f"<script>var InitData4{one.number}=[{rows}];</script>{_script(one, OLD_PROXY)}"


def _capped(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("columnid"))
    if one is None:
        return None
    store = json.dumps([li([link]) for link in _range(call, one, 4)], ensure_ascii=False)
    return f"var totalRecord={len(one.links)};dataStore = {store};"


def _call_around_data(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("columnid"))
    if one is None or call.method != "GET":
        return None
    records = [li([link]) for link in _range(call, one, 5)]
    return f"jpageCallback({json.dumps({'totalrecord': len(one.links), 'recordset': records})})"


def _always_the_first(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("columnid"))
    if one is None or call.method != "POST":
        return None
    total = f"<totalrecord>{len(one.links)}</totalrecord>"
    return (
        f"<datastore>{total}<recordset>{_records(one.cut(0, call.number('perpage')))}</recordset></datastore>"
    )


def _columns(entries) -> tuple[Column, ...]:
    return (Column("信息公开年报", "/col/col1330/index.html", entries),)


HOW = {"theme": "jcms", "article": by_date_folders, "entry": "/col/col1300/index.html"}
SITES = [
    site(
        "jcms",
        _columns(mixed()),
        per_page=3,
        system=System(_grouped_page, {PROXY: _groups}, "text/xml;charset=utf-8"),
        **HOW,
    ),
    site(
        "jcms",
        (
            Column(
                "政府信息公开年报",
                "/col/col1331/index.html",
                children=(
                    Column("县政府", "/col/col1332/index.html", own()[::-1]),
                    Column("乡镇（街道）", "/col/col1333/index.html", units(TOWNS, range(2019, 2026))),
                ),
            ),
        ),
        name="jcms_post",
        per_page=1,
        system=System(
            _ranged_page, {"/module/jpage/dataproxy.jsp": _ranges_by_post}, "text/xml;charset=utf-8"
        ),
        **HOW,
    ),
    site(
        "jcms",
        _columns(mixed()),
        name="jcms_call",
        per_page=5,
        system=System(
            lambda one: f'<div id="4{one.number}"></div>{_script(one, PROXY)}', {PROXY: _call_around_data}
        ),
        **HOW,
    ),
    site(
        "jcms",
        _columns(mixed()),
        name="jcms_first",
        per_page=4,
        system=System(_ranged_page, {"/module/jpage/dataproxy.jsp": _always_the_first}, "text/xml"),
        **HOW,
    ),
    site(
        "jcms",
        _columns(mixed()),
        name="jcms_old",
        per_page=2,
        encoding="gb2312",
        system=System(_old_page, {OLD_PROXY: _capped}, "text/html"),
        **HOW,
    ),
]
