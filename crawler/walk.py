"""The walk over one site, from its home page or its named columns to the reports.

No network and no files: pages are handed in with :meth:`Walk.take`, and :meth:`Walk.next` says what to ask for, so
that a site can be walked in a test from a dictionary. Each role of page has one reading: the way (home page,
disclosure pages), a list (report column, folder, further page), a report.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crawler import judgement, listings, priorities, urls
from crawler.attachments import attachments
from crawler.frontier import Frontier, Want
from crawler.judgement import Kind
from crawler.pages import Link, Page
from crawler.sites import Site
from crawler.vocabulary import COLUMN_PATH, ENTRY_ORDER
from pipeline.states import Outcome

MAX_ENTRIES = 4
"""Disclosure pages that are looked into from one page that shows no report column."""
ENTRIES_BESIDE_COLUMN = 2
"""The same beside a report column: departments and townships may have another one there."""
MAX_FRAMES = 3
FOLDERS = frozenset({Kind.FOLDER, Kind.OWN_FOLDER, Kind.UNIT})


class Walk:
    """One site. ``allows``: whether an address may be asked for at all."""

    def __init__(self, site: Site, allows: Callable[[str], bool]):
        self.site = site
        self.columns: list[str] = []
        self.look_alikes: set[str] = set()
        self.frontier = Frontier(allows)
        self._furniture: set[str] = set()
        self._shown: set[str] = set()
        self._listed: dict[str, set[str]] = {}
        for url in site.report_columns:
            self.columns.append(url)
            self._seed(url, "list")

    def next(self) -> Want | None:
        """The next URL to ask for; None when the walk is over. Named columns without a report, or none named: the
        home page, since columns move."""
        want = self.frontier.pop()
        if want is None and not self.frontier.reports:
            self._seed(self.site.homepage, "home")
            want = self.frontier.pop()
        return want

    def take(self, want: Want, page: Page | None) -> None:
        """What came of ``want``: a page, or None for a file without links."""
        new = 0
        if page is not None:
            self.frontier.mark_known(page.url)
            read = {"report": self._read_report, "list": self._read_list}.get(want.role, self._read_way)
            leads = [*self._moves(want, page), *read(want, page)]
            new = sum(self.frontier.add(lead) for lead in leads)
        self.frontier.succeeded(want, new)

    def failed(self, want: Want, outcome: Outcome) -> None:
        """Nothing came of ``want``."""
        self.frontier.failed(want, outcome)

    def _seed(self, address: str, role: str) -> None:
        url = urls.clean(address)
        if url:
            self.frontier.add(Want(url, role, priorities.of_way(0), root=_root(url)))

    def _moves(self, want: Want, page: Page) -> Iterator[Want]:
        if page.moves_to:
            yield replace(want, url=page.moves_to, depth=want.depth + 1)

    def _read_way(self, want: Want, page: Page) -> Iterator[Want]:
        """A home page or disclosure page: report columns, reports shown there, and pages further in."""
        on_disclosure_page = want.role == "column"
        self._furniture.update(urls.identity(link.url) for link in page.links)
        self._shown |= self._furniture
        columns, entries = 0, []
        for link in page.links:
            if judgement.is_column_link(link.text, link.url, on_disclosure_page) and not judgement.is_article(
                link.url
            ):
                columns += 1
                yield self._column(want, page, link)
            elif judgement.is_report_title(link.text):
                yield self._report(want, page, link)
            elif judgement.is_entry(link.text, link.url):
                entries.append(link)
        entries.sort(key=_entry_rank)
        limit = (0 if on_disclosure_page else ENTRIES_BESIDE_COLUMN) if columns else MAX_ENTRIES
        if not columns and not entries:
            entries = [link for link in page.links if judgement.is_site_map(link.text)]
        for link in entries[:limit]:
            yield self._way(want, page, link.url, link.text)
        for url in page.frames[:MAX_FRAMES]:
            yield self._way(want, page, url, None)

    def _read_list(self, want: Want, page: Page) -> Iterator[Want]:
        """A report column, a folder of one, or a further page of either."""
        for link in page.links:
            yield from self._entry(want, page, link)
        for url in page.frames[:MAX_FRAMES]:
            yield replace(want, url=url, via=page.url, link_text=None, depth=want.depth + 1)
        yield from self._further_pages(want, page)
        self._shown.update(urls.identity(link.url) for link in page.links)

    def _entry(self, want: Want, page: Page, link: Link) -> Iterator[Want]:
        """What a link of a list leads to. Names alone count only for links that belong to the column."""
        kind = judgement.in_column(link.text, link.url)
        if kind is Kind.LOOK_ALIKE:
            self.look_alikes.add(link.url)
        elif kind is Kind.REPORT:
            if judgement.is_report_title(link.text, in_column=True) or self._belongs(want, page, link):
                yield self._report(want, page, link)
        elif kind is Kind.COLUMN:
            if urls.host_of(link.url) == urls.host_of(page.url):
                yield self._column(want, page, link)
        elif kind in FOLDERS and self._belongs(want, page, link):
            yield self._folder(want, page, link, kind, guessed=not self._lies_below(want, page, link))

    def _further_pages(self, want: Want, page: Page) -> Iterator[Want]:
        """The list's other pages, unless this one only repeats what the ones before it showed."""
        entries = [link for link in page.links if urls.identity(link.url) not in self._furniture]
        listing = want.listing or page.url
        further = listings.next_pages(page)
        shown = _shown_entries(page, entries, further)
        before = self._listed.setdefault(listing, set())
        if want.listing and shown <= before:
            self.frontier.end_list(listing)
            return
        before |= shown
        years = [year for link in entries if (year := judgement.year_of(link.text))]
        priority = priorities.of_folder(min(years, default=want.year), want.own)
        for url in further:
            if urls.host_of(url) == urls.host_of(page.url):
                yield replace(
                    want,
                    url=url,
                    role="list",
                    via=page.url,
                    link_text=None,
                    priority=priority,
                    listing=listing,
                )

    def _read_report(self, want: Want, page: Page) -> Iterator[Want]:
        """Files that hang on a report; and the reports of a page that turns out to be a list after all."""
        for link in attachments(page):
            if urls.identity(link.url) not in self._shown:
                yield replace(
                    want,
                    url=link.url,
                    role="attachment",
                    via=page.url,
                    link_text=link.text,
                    depth=want.depth + 1,
                )
        if not judgement.is_article(page.url):
            for link in page.links:
                if judgement.is_report_title(link.text) and self._lies_below(want, page, link):
                    yield self._report(want, page, link)

    def _column(self, want: Want, page: Page, link: Link) -> Want:
        if not self.frontier.is_known(link.url):
            self.columns.append(link.url)
        depth = want.depth + 1
        return Want(
            link.url, "list", priorities.of_way(depth), page.url, link.text, depth, root=_root(link.url)
        )

    def _way(self, want: Want, page: Page, url: str, text: str | None) -> Want:
        depth = want.depth + 1
        return Want(url, "column", priorities.of_way(depth), page.url, text, depth)

    def _report(self, want: Want, page: Page, link: Link) -> Want:
        year = judgement.year_of(link.text) or want.year
        own = want.own or judgement.is_own(link.text, self.site.name)
        priority = priorities.of_report(year, own)
        return replace(
            want,
            url=link.url,
            role="report",
            priority=priority,
            via=page.url,
            link_text=link.text,
            depth=want.depth + 1,
            year=year,
            own=own,
            listing=None,
            guess=None,
        )

    def _folder(self, want: Want, page: Page, link: Link, kind: Kind, guessed: bool) -> Want:
        year = judgement.year_of(link.text) or want.year
        own = kind is Kind.OWN_FOLDER
        return Want(
            url=link.url,
            role="list",
            priority=priorities.of_folder(year, own),
            via=page.url,
            link_text=link.text,
            depth=want.depth + 1,
            year=year,
            own=own,
            root=want.root,
            guess=f"{page.url} {kind}" if guessed else None,
        )

    def _lies_below(self, want: Want, page: Page, link: Link) -> bool:
        """Whether a link leads into the folder of the column or of the page."""
        roots = filter(None, (want.root, _root(page.url)))
        return any(urls.folder_of(link.url).startswith(root) for root in roots)

    def _belongs(self, want: Want, page: Page, link: Link) -> bool:
        """Whether a link belongs to the column rather than to the site around it, as far as addresses tell."""
        if self._lies_below(want, page, link):
            return True
        alike = urls.shape_of(link.url) == urls.shape_of(page.url)
        named = bool(COLUMN_PATH.search(urlsplit(link.url).path.lower()))
        return (alike or named) and urls.identity(link.url) not in self._furniture


def _root(url: str) -> str | None:
    """The folder of a column; None where it is the whole host and says nothing."""
    folder = urls.folder_of(url)
    return folder if folder.count("/") > 1 else None


def _shown_entries(page: Page, entries: list[Link], further: list[str]) -> set[str]:
    """What a page of a list shows: its links without those to other pages of the list."""
    paging = {urls.shape_of(url) for url in (page.url, *further)}
    return {
        urls.identity(link.url)
        for link in entries
        if urls.shape_of(link.url) not in paging or judgement.in_column(link.text, link.url) is not Kind.OTHER
    }


def _entry_rank(link: Link) -> int:
    text = judgement.plain(link.text)
    return next((rank for rank, name in enumerate(ENTRY_ORDER) if text.startswith(name)), len(ENTRY_ORDER))
