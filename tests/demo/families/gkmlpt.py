"""The Guangdong platform: one page with the tree of columns, lists by its API, a fixed number a page or all at once."""

import json

from tests.demo.content import decoys, newest_first
from tests.demo.families import BUREAUS, COUNTY, TOWNS, by_key, own, site, units
from tests.demo.model import Call, Column, Entry, Listed, Program, System

SIZE = 6


def article(column: str, entry: Entry, number: int) -> str:
    return f"/gkmlpt/content/{number // 1000}/{number}/post_{number}.html"


def _config(one: Listed) -> str:
    """The platform's page: the tree is there, and nothing else. Numbers are given in the order of the columns."""
    tree = [
        {"id": 1201, "name": "机构职能", "children": []},
        {
            "id": 1202,
            "name": "政府信息公开年报",
            "children": [
                {"id": 1203, "name": "县政府", "children": []},
                {"id": 1204, "name": "部门", "children": []},
                {"id": 1205, "name": "乡镇", "children": []},
            ],
        },
    ]
    return (
        "<script>window._CONFIG = {\n  SID: '766001',\n  DEBUG: false,\n"
        f"  TREE: {json.dumps(tree, ensure_ascii=False)},\n}};</script><div id='app'></div>"
    )


def _articles(one: Listed, links) -> dict:
    articles = [
        {
            "id": n,
            "title": link.title,
            "url": link.href,
            "post_url": "",
            "publisher": COUNTY,
            "display_publish_time": 1700000000,
            "name": "x",
        }
        for n, link in enumerate(links)
    ]
    return {"classify": {"id": one.number, "name": one.column.title}, "articles": articles}


def _all(listed: tuple[Listed, ...], call: Call) -> str | None:
    one, page = by_key(listed, call.rest), call.number("page")
    if one is None or call.values.get("sid") != "766001" or (page > 1 and not one.cut(page - 1, SIZE)):
        return None
    answer = _articles(one, one.cut(page - 1, SIZE)) | {"total": len(one.links)}
    return json.dumps(answer, ensure_ascii=False)


def _at_once(listed: tuple[Listed, ...], call: Call) -> str | None:
    """Everything on the first page, and nothing behind it."""
    one = by_key(listed, call.rest)
    return json.dumps(_articles(one, one.links)) if one and call.number("page") == 1 else None


def _site(name: str, program: Program):
    columns = (
        Column("机构职能", "/gkmlpt/jgzn", decoys(COUNTY, 2020)[-2:]),
        Column(
            "公开年报",
            "/gkmlpt/annual",
            children=(
                Column("县政府", "/gkmlpt/xzf", own()[::-1]),
                Column("部门", "/gkmlpt/bm", newest_first(units(BUREAUS), decoys(COUNTY, 2023)[:7])),
                Column("乡镇", "/gkmlpt/xz", units(TOWNS)),
            ),
        ),
    )
    return site(
        "gkmlpt",
        columns,
        name=name,
        theme="gkmlpt",
        article=article,
        entry="/gkmlpt/index",
        links="absolute",
        system=System(_config, {"/gkmlpt/api/all/": program}),
    )


SITES = [_site("gkmlpt", _all), _site("gkmlpt_at_once", _at_once)]
