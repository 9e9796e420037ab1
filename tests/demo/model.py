"""What a demo site is made of. A site is data: its columns, what they list, and how its system publishes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.builders.report import Report
from tests.builders.themes import Link
from tests.demo.server import Call, Respond, serve_resources


@dataclass(frozen=True)
class Entry:
    """A line of a list and the page behind it.

    ``report`` is set for an annual report, else ``content`` is the HTML of a page that must not be taken for one.
    ``look``: arguments of ``article_html``. ``late``: it is published only after the first night.
    ``offsite``: the link leads to a copy on another host.
    """

    title: str
    day: date
    report: Report | None = None
    content: str = ""
    look: dict = field(default_factory=dict)
    late: bool = False
    offsite: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a site: what it lists itself and the columns below it. ``path`` is that of its first page."""

    title: str
    path: str
    entries: tuple[Entry, ...] = ()
    children: tuple["Column", ...] = ()


@dataclass(frozen=True)
class Paging:
    """How a list goes on. ``path``: (path of the column, page from 0, pages) to the path of that page.

    ``controls``: (path of the column, page from 0, pages) to the HTML under the list.
    """

    path: Callable[[str, int, int], str]
    controls: Callable[[str, int, int], str]


@dataclass(frozen=True)
class Listed:
    """What a column lists, as its system has it. ``number``: the column's id, 1200 and upwards."""

    column: Column
    number: int
    links: tuple[Link, ...]
    folders: tuple[Link, ...]
    per_page: int

    def cut(self, page: int, size: int | None = None) -> tuple[Link, ...]:
        """The entries of a page, counted from 0."""
        size = size or self.per_page
        return self.links[page * size : (page + 1) * size]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.links) // self.per_page))


Program = Callable[[tuple[Listed, ...], Call], str | None]
"""(what the site lists, request) to the body of the answer; None: there is no such thing."""


@dataclass(frozen=True)
class System:
    """A publishing system that hands out lists by programs.

    ``page``: the HTML of a column's list as its page has it, before any script has run. ``programs``: path, or the
    beginning of one, to the program behind it. ``media_type``: of what the programs answer.
    """

    page: Callable[[Listed], str]
    programs: Mapping[str, Program] = field(default_factory=dict)
    media_type: str = "application/json;charset=utf-8"


@dataclass(frozen=True)
class DemoSite:
    """A fictional county's site and how its publishing system writes it.

    ``article``: (path of the column, entry, number of the article on the site) to the path of its page.
    ``links``: "relative", "rooted" or "absolute". ``metas``: whether articles carry the standard's meta tags.
    ``system``: hands out the lists, where plain pages do not. ``named_columns``: paths that sites.csv names.
    ``adcode`` is of the unused range 99; ``respond`` is how the host answers, None where it refuses connections.
    """

    site: str
    adcode: str
    name: str
    prefecture: str = "演示市"
    family: str = ""
    theme: str = "trs"
    encoding: str = "utf-8"
    paging: Paging | None = None
    system: System | None = None
    per_page: int = 100
    article: Callable[[str, Entry, int], str] | None = None
    links: str = "rooted"
    metas: bool = True
    columns: tuple[Column, ...] = ()
    named_columns: tuple[str, ...] = ()
    robots: str | None = None
    respond: Respond | None = serve_resources

    @property
    def government(self) -> str:
        return f"{self.name}人民政府"
