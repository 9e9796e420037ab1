"""A system of no known family: a script in the page asks for the list, and links are calls of its own function."""

import json

from tests.demo.families import by_key, mixed, site
from tests.demo.model import Call, Column, Entry, Listed, System

SCRIPT = """<ul id="newslist"></ul><script>
var cid = '{number}', base = '/cms/api/content/';
function openArticle(day, id) {{ window.open('/cms/show/' + day + '/' + id + '.html'); }}
$.getJSON('/cms/hits?id=' + cid, function (data) {{}});
$.get(base + 'list?cid=' + cid + '&pageNo=' + pageNo + '&pageSize=8', function (data) {{ fill(data); }});
</script>"""


def article(column: str, entry: Entry, number: int) -> str:
    return f"/cms/show/{entry.day:%Y-%m-%d}/{number}.html"


def _content(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("cid"))
    if one is None:
        return None
    shown = one.cut(call.number("pageNo") - 1, 8)
    rows = [{"infoTitle": link.title, "linkUrl": link.href, "issueTime": str(link.day)} for link in shown]
    return json.dumps({"code": 0, "data": {"totalCount": len(one.links), "rows": rows}}, ensure_ascii=False)


SITES = [
    site(
        "scripted",
        (Column("政府信息公开工作年度报告", "/cms/lm/ndbg.html", mixed()),),
        article=article,
        links="relative",
        system=System(lambda one: SCRIPT.format(number=one.number), {"/cms/api/content/list": _content}),
    )
]
