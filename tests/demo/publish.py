"""A demo site's data turned into its web pages, with what a crawler must find among them and what not."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from math import ceil
from posixpath import relpath

from tests.builders.html import article_html
from tests.builders.printing import Printed, expected_cells
from tests.builders.report import Report
from tests.builders.themes import Link, Page, Site, encoded, frame, list_html, render_page
from tests.demo.model import Column, DemoSite, Entry, Listed, Program
from tests.demo.server import Call, Resource


@dataclass(frozen=True)
class ExpectedReport:
    """A report that the sites publish: where it stands and what must be read off it."""

    site: str
    url: str
    report: Report
    noise: tuple[str, ...] = ()

    @cached_property
    def cells(self) -> dict[tuple[str, str, str], Printed]:
        return expected_cells(self.report, self.noise)

    @property
    def issuer(self) -> str:
        return self.report.issuer

    @property
    def year(self) -> int:
        return self.report.year

    @property
    def edition(self) -> str:
        return self.report.edition


@dataclass
class Published:
    """The pages of a site by path, the reports among them, and the addresses that are no report."""

    resources: dict[str, Resource] = field(default_factory=dict)
    programs: dict[str, Callable[[Call], Resource | None]] = field(default_factory=dict)
    reports: list[ExpectedReport] = field(default_factory=list)
    decoys: list[str] = field(default_factory=list)


def _columns(columns: tuple[Column, ...], above: tuple[Column, ...] = ()) -> Iterator[tuple[Column, ...]]:
    """Every column as its trail from the top one down to itself."""
    for column in columns:
        yield (*above, column)
        yield from _columns(column.children, (*above, column))


def _relative(target: str, page: str) -> str:
    """``target`` as a page at ``page`` links to it, with the leading ./ that TRS writes."""
    steps = relpath(target, page.rpartition("/")[0] or "/")
    slash = "/" if target.endswith("/") and steps != "." else ""
    return (steps if steps.startswith("..") else f"./{steps}") + slash


class _Publisher:
    """One pass over one site: every entry gets its address, then all pages are written."""

    def __init__(self, site: DemoSite, base: str, elsewhere: str, late: bool) -> None:
        self.site, self.base, self.elsewhere, self.late = site, base, elsewhere, late
        nav = (Link("/", "首页"), *(Link(column.path, column.title) for column in site.columns))
        self.chrome = Site(f"{site.government}门户网站", f"{site.adcode}0001", nav)
        self.trails = list(_columns(site.columns))
        placed = ((trail[-1], entry) for trail in self.trails for entry in trail[-1].entries)
        self.address = {
            id(entry): self._address(column, entry, number)
            for number, (column, entry) in enumerate(placed, 4101)
        }
        self.published = Published()

    def _shown(self, column: Column) -> list[Entry]:
        return [entry for entry in column.entries if self.late or not entry.late]

    def _address(self, column: Column, entry: Entry, number: int) -> str:
        if entry.offsite:
            return f"{self.elsewhere}/{hashlib.md5(entry.title.encode()).hexdigest()}.html"
        return self.site.article(column.path, entry, number)

    def _link(self, entry: Entry, page: str) -> Link:
        target = self.address[id(entry)]
        if not entry.offsite and self.site.links == "relative":
            target = _relative(target, page)
        if not entry.offsite and self.site.links == "absolute":
            target = self.base + target
        return Link(target, entry.title, entry.day)

    def _crumbs(self, trail: tuple[Column, ...]) -> tuple[Link, ...]:
        return (Link("/", "首页"), *(Link(column.path, column.title) for column in trail))

    def _put(self, path: str, html: str, day: date | None = None) -> None:
        modified = datetime.combine(day, time(9, 26), UTC) if day else Resource.modified
        resource = Resource(encoded(html, self.site.encoding), "text/html", modified)
        self.published.resources[path] = resource
        if path.endswith("/"):
            self.published.resources[f"{path}index.html"] = resource

    def _page(self, path: str, title: str, main: str, trail: tuple[Column, ...] = ()) -> None:
        self._put(
            path, frame(self.site.theme, self.chrome, self.site.encoding, title, main, self._crumbs(trail))
        )

    def home(self) -> None:
        """A box a top column, with the columns below it and its latest entries."""
        boxes = []
        for column in self.site.columns:
            links = [Link(child.path, child.title) for child in column.children]
            links += [self._link(entry, "/") for entry in self._shown(column)[:5]]
            boxes.append(list_html(self.site.theme, column.title, links, ""))
        self._page("/", self.chrome.name, "\n".join(boxes))

    def programs(self) -> None:
        """The page of every column as its system writes it, and the programs that hand out the lists."""
        listed = tuple(self._listed(trail[-1], number) for number, trail in enumerate(self.trails, 1200))
        for trail, one in zip(self.trails, listed, strict=True):
            main = list_html(self.site.theme, one.column.title, one.folders, self.site.system.page(one))
            self._page(one.column.path, one.column.title, main, trail)
        for path, program in self.site.system.programs.items():
            self.published.programs[path] = self._program(program, listed)

    def _listed(self, column: Column, number: int) -> Listed:
        links = tuple(self._link(entry, column.path) for entry in self._shown(column))
        folders = tuple(Link(child.path, child.title) for child in column.children)
        return Listed(column, number, links, folders, self.site.per_page)

    def _program(self, program: Program, listed: tuple[Listed, ...]) -> Callable[[Call], Resource | None]:
        def answer(call: Call) -> Resource | None:
            body = program(listed, call)
            return (
                None
                if body is None
                else Resource(encoded(body, self.site.encoding), self.site.system.media_type)
            )

        return answer

    def lists(self) -> None:
        """The pages of every column: the columns below it, then its entries."""
        for trail in self.trails:
            column, shown = trail[-1], self._shown(trail[-1])
            size, pages = self.site.per_page, max(1, ceil(len(shown) / self.site.per_page))
            for number in range(pages):
                path = self.site.paging.path(column.path, number, pages)
                links = [Link(child.path, child.title) for child in column.children]
                links += [self._link(entry, path) for entry in shown[number * size : (number + 1) * size]]
                controls = self.site.paging.controls(column.path, number, pages) if pages > 1 else ""
                self._page(
                    path, column.title, list_html(self.site.theme, column.title, links, controls), trail
                )

    def articles(self) -> None:
        for trail in self.trails:
            shown = [entry for entry in self._shown(trail[-1]) if not entry.offsite]
            for number, entry in enumerate(shown):
                path = self.address[id(entry)]
                around = shown[max(0, number - 1) : number] + shown[number + 1 : number + 2]
                self._article(path, entry, trail, tuple(self._link(other, path) for other in around))
                url = self.base + path
                if entry.report:
                    noise = tuple(entry.look.get("noise", ()))
                    self.published.reports.append(ExpectedReport(self.site.site, url, entry.report, noise))
                else:
                    self.published.decoys.append(url)

    def _article(self, path: str, entry: Entry, trail: tuple[Column, ...], around: tuple[Link, ...]) -> None:
        report = entry.report
        page = Page(
            title=report.title if report else entry.title,
            source=report.issuer if report else f"{self.site.government}办公室",
            published_on=entry.day,
            content=article_html(report, **entry.look) if report else entry.content,
            metas=self.site.metas,
            column=trail[-1].title,
            crumbs=self._crumbs(trail),
            related=around,
            neighbours=around,
        )
        self._put(path, render_page(self.site.theme, page, self.chrome, self.site.encoding), entry.day)


def publish(site: DemoSite, base: str, elsewhere: str, late: bool = False) -> Published:
    """The pages of a site served at ``base``; copies of its reports stand at ``elsewhere``.

    ``late``: whether what is published after the first night is there.
    """
    publisher = _Publisher(site, base, elsewhere, late)
    if site.columns:
        publisher.home()
        publisher.programs() if site.system else publisher.lists()
        publisher.articles()
    if site.robots is not None:
        publisher.published.resources["/robots.txt"] = Resource(site.robots.encode(), "text/plain")
    return publisher.published
