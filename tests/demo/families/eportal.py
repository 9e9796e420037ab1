"""Huilan eportal: further pages by number through a function of a script that the page does not hold."""

from tests.demo.families import by_key, li, mixed, site
from tests.demo.model import Call, Column, Entry, Listed, System

MODULE = "08654b53d1cc42478813b0b2feddcb57"


def article(column: str, entry: Entry, number: int) -> str:
    return f"/cxx/zwgk/gknb/{number}/index.html"


def _list(one: Listed, page: int) -> str:
    return (
        f'<ul>{li(one.cut(page - 1))}</ul><input type="hidden" id="eprotalCurrentPageId" value="{one.number}">'
        f'<input type="hidden" name="article_paging_list_hidden" moduleid="{MODULE}" totalpage="{one.pages}">'
        f'<a href="javascript:next({min(page + 1, one.pages)})">下一页</a><a href="javascript:next({one.pages})">尾页</a>'
    )


def _ui(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("pageId"))
    return (
        _list(one, min(call.number("currentPage"), one.pages))
        if one and call.values.get("moduleId") == MODULE
        else None
    )


SITES = [
    site(
        "eportal",
        (Column("公开年报", "/cxx/zwgk/gknb/index.html", mixed()),),
        per_page=7,
        article=article,
        system=System(lambda one: _list(one, 1), {"/eportal/ui": _ui}, "text/html;charset=utf-8"),
    )
]
