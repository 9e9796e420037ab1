"""How lists of county sites go on to their next page: one ``Paging`` a way."""

from collections.abc import Callable

from tests.demo.model import Paging


def _file(path: str) -> str:
    """The file at a path; that of a folder is its index.html."""
    return path.rpartition("/")[2] or "index.html"


def _suffixed(start: int) -> Callable[[str, int, int], str]:
    """index.html, then index_<n>.html counted from ``start`` for the second page."""

    def path(column: str, page: int, pages: int) -> str:
        folder = column.rpartition("/")[0]
        stem, _, extension = _file(column).partition(".")
        return column if page == 0 else f"{folder}/{stem}_{page + start - 1}.{extension}"

    return path


def _script(column: str, page: int, pages: int) -> str:
    """TRS: a script writes the controls, so no link to another page stands in the HTML."""
    stem, _, extension = _file(column).partition(".")
    return (
        f'<script type="text/javascript">createPageHTML({pages}, {page}, "{stem}", "{extension}");</script>'
    )


def _words(path: Callable[[str, int, int], str]) -> Callable[[str, int, int], str]:
    """首页 上一页 下一页 尾页 as plain links."""

    def controls(column: str, page: int, pages: int) -> str:
        def link(label: str, to: int) -> str:
            if to == page or not 0 <= to < pages:
                return f"<span>{label}</span>"
            return f'<a href="{_file(path(column, to, pages))}">{label}</a>'

        steps = (("首页", 0), ("上一页", page - 1), ("下一页", page + 1), ("尾页", pages - 1))
        return f"共{pages}页 第{page + 1}页 " + " ".join(link(label, to) for label, to in steps)

    return controls


def _query_path(column: str, page: int, pages: int) -> str:
    return column if page == 0 else f"{column}{'&' if '?' in column else '?'}page={page + 1}"


def _countdown_path(column: str, page: int, pages: int) -> str:
    """VSB: list.htm, then list/<n>.htm counted down to list/1.htm, the oldest."""
    return column if page == 0 else f"{column.removesuffix('.htm')}/{pages - page}.htm"


def _countdown(column: str, page: int, pages: int) -> str:
    def link(label: str, to: int) -> str:
        if to >= pages:
            return f'<span class="p_no_d">{label}</span>'
        target = _countdown_path(column, to, pages)
        return f'<span class="p_next"><a href="{target}">{label}</a></span>'

    return f'<span class="p_t">共{pages}页</span>{link("下页", page + 1)}{link("尾页", pages - 1)}'


SCRIPT = Paging(_suffixed(1), _script)
WORDS = Paging(_suffixed(2), _words(_suffixed(2)))
QUERY = Paging(_query_path, _words(_query_path))
COUNTDOWN = Paging(_countdown_path, _countdown)
