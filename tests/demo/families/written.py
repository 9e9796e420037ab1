"""A script that knows how many pages there are and writes the links to them with a number in the address."""

from tests.demo.addresses import by_number
from tests.demo.families import mixed, site
from tests.demo.model import Column, Paging


def _path(column: str, page: int, pages: int) -> str:
    return column if page == 0 else f"{column}list_{page + 1}.shtml"


def _script(column: str, page: int, pages: int) -> str:
    return (
        f"<script>var totalPage = {pages}, cur = {page + 1};\n"
        "for (var i = 2; i <= totalPage; i++) "
        "document.write('<a href=\"list_' + i + '.shtml\">' + i + '</a>');</script>"
    )


SITES = [
    site(
        "written",
        (Column("信息公开年报", "/zwgk/gknb/", mixed()),),
        paging=Paging(_path, _script),
        per_page=7,
        article=by_number,
        links="relative",
    )
]
