"""An old JSP system: the pager fills the page's number into a form and posts it; entries say only 查看."""

from tests.demo.families import by_key, mixed, site
from tests.demo.model import Call, Column, Listed, System

SCRIPT = (
    "<script>function goPage(n) { document.listForm.pageNo.value = n; document.listForm.submit(); }</script>"
)


def _list(one: Listed, page: int) -> str:
    rows = "".join(
        f"<tr><td>{link.title}</td><td><a href='{link.href}'>查看</a></td></tr>" for link in one.cut(page - 1)
    )
    form = (
        f'<form name="listForm" action="/xxgk/list.do" method="post"><input type="hidden" name="pageNo" value="{page}">'
        f'<input type="hidden" name="cid" value="{one.number}"></form>'
    )
    following = f'<a href="javascript:goPage({min(page + 1, one.pages)})">下页</a>'
    return f"<table>{rows}</table>{form}{SCRIPT}{following} 共{one.pages}页"


def _do(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("cid"))
    return _list(one, min(call.number("pageNo"), one.pages)) if one and call.method == "POST" else None


SITES = [
    site(
        "forms",
        (Column("政府信息公开年报", "/xxgk/nb.jsp", mixed()),),
        theme="oldtable",
        encoding="gb2312",
        per_page=7,
        article=lambda column, entry, number: f"/xxgk/show.jsp?id={number}",
        system=System(lambda one: _list(one, 1), {"/xxgk/list.do": _do}, "text/html"),
    )
]
