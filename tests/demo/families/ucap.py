"""JSON lists of ``_isAgg``: the channel is in a meta tag; the script that asks is in a file of its own, or in the page.

The first has year folders and the second address of three; the second ignores the number of a page behind the last;
the third has the last address.
"""

import json

from tests.demo.addresses import by_hash
from tests.demo.content import decoys
from tests.demo.families import COUNTY, by_key, mixed, own, site, units
from tests.demo.model import Call, Column, Listed, Program, System

INLINE = """<script>
var _id = $('meta[name="channelid"]').attr('content');
$.ajax({ url: '/common/search/' + _id + '?_isAgg=true&_isJson=true&_pageSize=' + 6 + '&_template=index&_rangeTimeGte=&_channelName=&page=' + curPage,
  dataType: 'json', success: function (data) { $.each(data.data.results, function (i, item) { add('<li><a href="' + item.url + '">' + item.title + '</a></li>'); }); } });
</script>"""


def _channel(one: Listed) -> str:
    return f'<meta name="channelid" content="a1b2c3d4e5f60718293a4b5c6d7e{one.number}"><ul id="list"></ul>'


def _search(past_the_end_repeats: bool) -> Program:
    def answer(listed: tuple[Listed, ...], call: Call) -> str | None:
        one = by_key(listed, call.rest[-4:])
        if one is None or call.values.get("_isJson") != "true":
            return None
        size, page = call.number("_pageSize", 10), call.number("page")
        last = -(-len(one.links) // size)
        shown = one.cut((min(page, last) if past_the_end_repeats else page) - 1, size)
        results = [
            {"id": n, "title": link.title, "url": link.href, "publishedTimeStr": f"{link.day} 09:26:00"}
            for n, link in enumerate(shown)
        ]
        return json.dumps(
            {
                "data": {
                    "channelId": call.rest,
                    "page": page,
                    "rows": size,
                    "total": len(one.links),
                    "results": results,
                }
            }
        )

    return answer


def _year(year: int) -> Column:
    entries = tuple(entry for entry in (*own(), *units()) if entry.report.year == year)
    return Column(f"{year}年度", f"/zwgk/xxgknb/{year}nb/list.shtml", entries + decoys(COUNTY, year)[:4])


SITES = [
    site(
        "ucap",
        (
            Column(
                "政府信息公开年度报告",
                "/zwgk/xxgknb/list.shtml",
                children=tuple(map(_year, (2024, 2023, 2022))),
            ),
        ),
        theme="ucap",
        article=by_hash,
        system=System(_channel, {"/searchList/": _search(False)}),
    ),
    site(
        "ucap",
        (Column("政府信息公开年报", "/zwgk/c1006/list.shtml", mixed()),),
        name="ucap_search",
        theme="ucap",
        article=by_hash,
        system=System(
            lambda one: _channel(one) + "<script>var pageSize = 9;</script>", {"/search/": _search(False)}
        ),
    ),
    site(
        "ucap",
        (Column("信息公开年报", "/zwgk/c1005/list.shtml", mixed()),),
        name="ucap_inline",
        theme="ucap",
        article=by_hash,
        links="absolute",
        system=System(lambda one: _channel(one) + INLINE, {"/common/search/": _search(True)}),
    ),
]
