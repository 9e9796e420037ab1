"""Hanweb JPAAS: lists in JSON, one unit of several; only ``paramJson`` moves on, and the last page comes for ever."""

import json

from tests.demo.families import by_key, li, mixed, site
from tests.demo.model import Call, Column, Entry, Listed, System

PATH = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def article(column: str, entry: Entry, number: int) -> str:
    return f"/zwgk/art/{entry.day.year}/art_8d828e408d90447786ddbe12{number:08x}.html"


def _unit(one: Listed, tag: str) -> str:
    query = (
        f"{{'webId':'3549','pageId':'{one.number}','parseType':'bulidstatic','pageType':'column',"
        f"'tagId':'{tag}','tplSetId':'zfHuDn7','editType':'null'}}"
    )
    return f'<script src="/script/unitbuild.js" parseType="bulidstatic" url="{PATH}" queryData="{query}"></script>'


def _page(one: Listed) -> str:
    return (
        f'{_unit(one, "当前位置")}<div class="list">{_unit(one, "信息列表")}</div>'
        f'<input type="hidden" value=\'{{"pageNo":1,"pageSize":{one.per_page}}}\'>'
    )


def _build(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("pageId"))
    if one is None or call.values.get("webId") != "3549":
        return None
    asked = json.loads(call.values.get("paramJson") or "{}")
    page = min(asked.get("pageNo", 1), one.pages)
    crumb = '<a href="/">首页</a>'
    html = f"<ul>{li(one.cut(page - 1))}</ul>" if call.values.get("tagId") == "信息列表" else crumb
    return json.dumps(
        {"success": True, "code": "200", "data": {"html": html, "script": ""}}, ensure_ascii=False
    )


SITES = [
    site(
        "jpaas",
        (Column("政府信息公开年报", "/zwgk/col/col1229/index.html", mixed()),),
        theme="jcms",
        per_page=7,
        article=article,
        system=System(_page, {PATH: _build}),
    )
]
