"""ASP in GBK: the query has a page, the words under the list say how many, links are by script and carry a session."""

from tests.demo.families import by_key, mixed, site
from tests.demo.model import Call, Column, Listed, System


def _list(one: Listed, page: int) -> str:
    lines = "".join(
        f"<tr><td><a href=\"javascript:window.open('{link.href};jsessionid={page:032X}')\">{link.title}</a></td></tr>"
        for link in one.cut(page - 1)
    )
    return f"<table>{lines}</table><form>页次：{page}/{one.pages} 转到<input name=page></form>"


def _asp(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("cid"))
    return one and _list(one, min(call.number("page"), one.pages))


def _framed(one: Listed) -> str:
    return f'<iframe src="/xxgk/list.asp?cid={one.number}&page=1" width="100%"></iframe>'


SITES = [
    site(
        "numbered",
        (Column("信息公开年报", "/xxgk/nb.asp", mixed()),),
        theme="oldtable",
        encoding="gb2312",
        per_page=7,
        metas=False,
        article=lambda column, entry, number: f"/xxgk/content_{number}.html",
        system=System(_framed, {"/xxgk/list.asp": _asp}, "text/html"),
    )
]
