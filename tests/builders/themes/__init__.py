"""Web pages around an article or a list, as the common publishing systems of county sites build them.

A theme is a folder of four templates (``string.Template``): ``page.html`` is the whole page, ``article.html`` and
``list.html`` fill its ``$main``, ``item.html`` is a line of a list. A new theme is a new folder.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent
THEMES = sorted(path.parent.name for path in FOLDER.glob("*/page.html"))

ENCODINGS = {
    "utf-8": ("utf-8", "utf-8"),
    "gb2312": ("gbk", "gb2312"),
    "gbk": ("gbk", "gbk"),
    "gb18030": ("gb18030", "gb18030"),
    "undeclared": ("utf-8", None),
    "undeclared_gbk": ("gbk", None),
}
"""Name -> codec of the bytes, charset that the page declares. A page that says gb2312 holds GBK, as usual."""


@dataclass(frozen=True)
class Link:
    """A line of a list: where it leads, its words, the date beside it."""

    href: str
    title: str
    day: date | None = None


@dataclass(frozen=True)
class Site:
    """What every page of a site shows: its name, its identification code, its navigation."""

    name: str
    code: str = "9901010001"
    nav: tuple[Link, ...] = (Link("/", "首页"), Link("/zwgk/", "政务公开"), Link("/hdjl/", "互动交流"))

    @classmethod
    def of(cls, issuer: str) -> "Site":
        return cls(f"{issuer}门户网站")


@dataclass(frozen=True)
class Page:
    """An article: its body is HTML, the rest plain text. ``title`` may break over lines."""

    title: str
    source: str
    published_on: date
    content: str
    metas: bool = True
    column: str = "政府信息公开年报"
    crumbs: tuple[Link, ...] = (
        Link("/", "首页"),
        Link("../../", "政府信息公开"),
        Link("../", "政府信息公开年报"),
    )
    related: tuple[Link, ...] = ()
    neighbours: tuple[Link, ...] = ()


@cache
def _template(theme: str, name: str) -> Template:
    return Template((FOLDER / theme / f"{name}.html").read_text("utf-8"))


def anchor(link: Link) -> str:
    title = escape(link.title)
    return f'<a href="{escape(link.href)}" target="_blank" title="{title}">{title}</a>'


def items_html(theme: str, links: Iterable[Link]) -> str:
    template = _template(theme, "item")
    return "\n".join(
        template.substitute(anchor=anchor(link), date=link.day.isoformat() if link.day else "")
        for link in links
    )


def list_html(theme: str, column: str, links: Iterable[Link], paging: str) -> str:
    """The ``$main`` of a list page; ``paging`` is HTML."""
    return _template(theme, "list").substitute(
        column=escape(column), items=items_html(theme, links), paging=paging
    )


def _metas(page: Page, site: Site) -> str:
    values = {
        "SiteName": site.name,
        "SiteIDCode": site.code,
        "ColumnName": page.column,
        "ArticleTitle": page.title.replace("\n", ""),
        "PubDate": f"{page.published_on} 09:26",
        "ContentSource": page.source,
    }
    return "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in values.items())


def _article(theme: str, page: Page) -> str:
    return _template(theme, "article").substitute(
        title=escape(page.title).replace("\n", "<br/>"),
        plain_title=escape(page.title.replace("\n", "")),
        source=escape(page.source),
        date=page.published_on.isoformat(),
        chinese_date=page.published_on.strftime("%Y年%m月%d日"),
        index=f"{page.published_on:%Y%m%d}-{len(page.content) % 9000 + 1000}",
        content=page.content,
        related=items_html(theme, page.related),
        neighbours="".join(
            f"<p>{label}：{anchor(link)}</p>"
            for label, link in zip(("上一篇", "下一篇"), page.neighbours, strict=False)
        ),
    )


def frame(
    theme: str, site: Site, encoding: str, title: str, main: str, crumbs: Iterable[Link] = (), metas: str = ""
) -> str:
    """A whole page of a site around its ``main`` part (HTML)."""
    declared = ENCODINGS[encoding][1]
    charset = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return _template(theme, "page").substitute(
        charset=charset,
        metas=metas,
        title=escape(title.replace("\n", "")),
        site=escape(site.name),
        code=site.code,
        crumbs=" &gt; ".join(anchor(link) for link in crumbs),
        nav=" ".join(f"<li>{anchor(link)}</li>" for link in site.nav),
        main=main,
    )


def render_page(theme: str, page: Page, site: Site, encoding: str) -> str:
    """An article as a page of a site."""
    metas = _metas(page, site) if page.metas else ""
    return frame(theme, site, encoding, page.title, _article(theme, page), page.crumbs, metas)


def encoded(text: str, encoding: str) -> bytes:
    """The page in the bytes of its charset; what the charset lacks becomes a character reference."""
    return text.encode(ENCODINGS[encoding][0], errors="xmlcharrefreplace")
