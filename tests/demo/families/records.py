"""Lists as arrays in the page's own script; further pages are pages with an array of their own."""

from tests.demo.addresses import by_number
from tests.demo.families import by_key, mixed, site
from tests.demo.model import Call, Column, Listed, System


def _array(one: Listed, page: int) -> str:
    rows = ",\n".join(
        f"{{name:'{link.title}', href:'{link.href}', time:'{link.day}'}}" for link in one.cut(page - 1)
    )
    pager = (
        f'<a href="/plus/list.php?tid={one.number}&PageNo={page + 1}">下一页</a>' if page < one.pages else ""
    )
    return f'<div id="list"></div><script>var dataList = [{rows},];\nshow(dataList);</script>{pager}'


def _list(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("tid"))
    return one and _array(one, call.number("PageNo"))


SITES = [
    site(
        "records",
        (Column("政府信息公开年报", "/zwgk/nb/", mixed()),),
        per_page=7,
        article=by_number,
        system=System(lambda one: _array(one, 1), {"/plus/list.php": _list}, "text/html;charset=utf-8"),
    )
]
