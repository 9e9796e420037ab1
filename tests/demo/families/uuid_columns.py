"""Columns by UUID: the block of the template that holds the list is named in a script, the page shows none of it."""

import uuid

from tests.demo.families import by_key, li, mixed, site
from tests.demo.model import Call, Column, Entry, Listed, System


def _uuid(name: object) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, str(name)))


COLUMN = f"/columns/{_uuid('annual')}/index.html"


def article(column: str, entry: Entry, number: int) -> str:
    return f"{column.removesuffix('index.html')}{entry.day:%Y%m/%d}/{_uuid(number)}.html"


def _block(one: Listed) -> str:
    path = f"/columns/{_uuid(one.column.path)}/templates/{_uuid('t')}/blocks/{_uuid('b')[:-4]}{one.number}"
    return f'<div id="block"></div><script>loadBlock("{path}?page=1&fix=0", 1, {one.pages});</script>'


def _list(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.rest[-4:])
    if one is None or "/blocks/" not in call.rest:
        return None
    page = call.number("page")
    return f"<ul>{li(one.cut(page - 1))}</ul><div class='page'>共{one.pages}页 第{page}页</div>"


SITES = [
    site(
        "uuid_columns",
        (Column("政府信息公开年报", COLUMN, mixed()),),
        per_page=7,
        article=article,
        system=System(_block, {"/columns/": _list}, "text/html;charset=utf-8"),
    )
]
