"""Boda VSB: pages counted down, and no links to them but the call of a script."""

from tests.demo.addresses import by_column
from tests.demo.families import mixed, site
from tests.demo.model import Column, Paging
from tests.demo.paging import COUNTDOWN


def _call(column: str, page: int, pages: int) -> str:
    return (
        f'<span class="p_t">共{pages}页</span><input id="u13_goto"><a href="javascript:;" '
        f"onclick=\"_simple_list_gotopage_fun({pages},'u13_goto',2)\">跳转</a>"
    )


SITES = [
    site(
        "vsb",
        (Column("信息公开年报", "/zwgk/xxgknb.htm", mixed()),),
        theme="vsb",
        entry="/zwgk.htm",
        paging=Paging(COUNTDOWN.path, _call),
        per_page=7,
        article=by_column,
    )
]
