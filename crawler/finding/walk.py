"""The walk over one site, from its home page or its named columns to the reports.

No network and no files: pages are handed in with :meth:`Walk.take`, and :meth:`Walk.next` says what to ask for, so
that a site can be walked in a test from a dictionary. Each role of page has one reading: the way (home page,
disclosure pages), a list (report column, folder, further page), a report.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import replace

from crawler import listings, urls
from crawler.finding import judgement, priorities, wants
from crawler.finding.attachments import attachments
from crawler.finding.frontier import Frontier, Want
from crawler.finding.judgement import Kind
from crawler.finding.links import Link
from crawler.finding.lists import Lists, lists_reports, places_of, shows_list
from crawler.finding.novelty import Novelty
from crawler.finding.pages import Page
from crawler.finding.surroundings import Surroundings
from crawler.finding.unfilled import Unfilled
from crawler.sites import Site
from pipeline.states import Outcome

MAX_ENTRIES = 4
"""Disclosure pages that are looked into from one page that shows no report column."""
ENTRIES_BESIDE_COLUMN = 2
"""The same beside a report column: departments and townships may have another one there."""
MAX_FRAMES = 3
SPLASH_LINKS = 8
"""A home page with no more links is a door: the site stands behind it."""
FOLDERS = frozenset({Kind.FOLDER, Kind.OWN_FOLDER, Kind.UNIT})


class Walk:
    """One site. ``allows``: whether an address may be asked for at all. ``not_rendered``: why a browser cannot show a
    page; None where it can."""

    def __init__(
        self,
        site: Site,
        allows: Callable[[str], bool],
        not_rendered: Callable[[str], str | None] = lambda url: "there is no browser",
    ):
        self.site = site
        self.columns: list[str] = []
        self.look_alikes: set[str] = set()
        self.families: set[str] = set()
        """Names of the families that the lists of the site belong to."""
        self.listed: dict[str, set[str]] = defaultdict(set)
        """The reports that each column lists: by its folder, or the page where it has none. What other pages show comes
        and goes."""
        self.is_over = False
        self.put_off = 0
        """Pages that wait for another night: the site was not looked through."""
        self.frontier = Frontier(allows)
        self._lists = Lists()
        self._unfilled = Unfilled(not_rendered)
        self._lists_that_are_reports: deque[Want] = deque()
        self._surroundings = Surroundings()
        self._novelty = Novelty()
        for url in site.report_columns:
            self.columns.append(url)
            self._seed(url, "list")

    def next(self) -> Want | None:
        """The next URL to ask for; None when the walk is over. Named columns without a report, or none named: the
        home page, since columns move. At the very end: lists that only a browser fills."""
        if self._lists_that_are_reports:
            return self._lists_that_are_reports.popleft()
        want = self.frontier.pop()
        if want is None and not self.frontier.reports:
            self._seed(self.site.homepage, "home")
            want = self.frontier.pop()
        want = want or self._unfilled.next(self.frontier)
        self.is_over = want is None
        return want

    def take(self, want: Want, page: Page | None) -> None:
        """What came of ``want``: a page, or None for a file without links."""
        new = 0
        if page is None and want.role == "report":
            self.frontier.judge(True)
        if page is not None:
            self.frontier.mark_known(page.url)
            if want.listing:
                page.belongs_to(want.listing)
            read = {"report": self._read_report, "list": self._read_list}.get(want.role, self._read_way)
            if want.role != "report":
                self._novelty.show(page)
            wanted = replace(want, rendered=False)
            leads = [*self._moves(wanted, page), *read(wanted, page)]
            added = [lead for lead in leads if self.frontier.add(lead)]
            new = len(added)
            if want.role == "list":
                self._note_listed(leads)
                led_on = page.url in self.frontier.reports or any(lead.listing is None for lead in added)
                self._unfilled.note(want, page, led_on or any(lead.role == "report" for lead in leads))
        self.frontier.succeeded(want, new)

    def failed(self, want: Want, outcome: Outcome, of_page: bool = False) -> None:
        """Nothing came of ``want``. ``of_page``: which says nothing of the host."""
        self.frontier.failed(want, outcome, of_page)
        self._try_next_way(want, listed=False, is_new=False)

    def wait(self, reason: str) -> None:
        """A page was not asked for tonight, for a reason that lies not with it."""
        self.put_off += 1
        self.frontier.left[reason] += 1

    def _note_listed(self, leads: list[Want]) -> None:
        for lead in leads:
            if lead.role == "report":
                self.listed[lead.root or lead.via or lead.url].add(lead.url)

    def _seed(self, address: str, role: str) -> None:
        url = urls.clean(address)
        if url:
            self.frontier.add(wants.seed(url, role))

    def _moves(self, want: Want, page: Page) -> Iterator[Want]:
        if page.moves_to:
            yield replace(want, url=page.moves_to, depth=want.depth + 1)

    def _read_way(self, want: Want, page: Page) -> Iterator[Want]:
        """A home page or disclosure page: report columns, reports shown there, and pages further in."""
        links = listings.links(page)
        on_disclosure_page = want.role == "column" or any(judgement.is_guide(link.text) for link in links)
        self._surroundings.add_way(page.links)
        columns, entries = 0, []
        for link in links:
            if judgement.is_column_link(link.text, link.url, on_disclosure_page):
                columns += 1
                yield self._column(want, page, link)
            elif judgement.is_report_title(link.text):
                yield wants.report(want, page, link, self.site.name)
            elif link.above and judgement.is_more(link.text):
                columns += 1
                yield self._column(want, page, replace(link, text=link.above))
            elif link.above:
                yield from self._entry(want, page, link, frozenset())
            elif judgement.is_entry(link.text, link.url):
                entries.append(link)
        entries.sort(key=lambda link: judgement.entry_rank(link.text))
        limit = (0 if on_disclosure_page else ENTRIES_BESIDE_COLUMN) if columns else MAX_ENTRIES
        if not columns and not entries and len(links) <= SPLASH_LINKS and want.role == "home":
            entries = [link for link in links if urls.host_of(link.url) == urls.host_of(page.url)]
        if not columns and not entries:
            entries = [
                link for link in links if judgement.is_site_map(link.text) or judgement.is_entry("", link.url)
            ]
        for link in entries[:limit]:
            yield wants.way(want, page, link.url, link.text)
        for url in page.frames[:MAX_FRAMES]:
            yield wants.way(want, page, url, None)

    def _read_list(self, want: Want, page: Page) -> Iterator[Want]:
        """A report column, a folder of one, or a further page of either; the page may be a report itself."""
        if page.data is None and judgement.reads_as_report(page.words):
            self.frontier.reports.add(page.url)
            self._lists_that_are_reports.append(replace(want, url=page.url, role="report", listing=None))
        links = listings.links(page)
        self.families |= listings.names(page)
        places = places_of(links, (Kind.REPORT,)) | places_of(links, FOLDERS, at_least=2)
        for link in () if self._novelty.repeats(page) and self._knows_reports(links) else links:
            yield from self._entry(want, page, link, places)
        for url in page.frames[:MAX_FRAMES]:
            yield wants.framed(want, page, url)
        yield from self._further_pages(want, page, links)
        self._surroundings.add_list(links)

    def _knows_reports(self, links: tuple[Link, ...]) -> bool:
        """Whether a page names reports and none that was not named before."""
        known = [
            self.frontier.is_known(link.url) for link in links if judgement.is_report_title(link.text, True)
        ]
        return bool(known) and all(known)

    def _entry(self, want: Want, page: Page, link: Link, places: frozenset[str]) -> Iterator[Want]:
        """What a link of a list leads to. Names alone count only for links that belong to the column."""
        kind = judgement.in_column(link.text, link.url)
        if kind is Kind.LOOK_ALIKE:
            self.look_alikes.add(link.url)
        elif kind is Kind.REPORT:
            is_titled = judgement.is_report_title(link.text, in_column=True)
            if is_titled or link.place in places or self._surroundings.column_has(want, page, link):
                yield wants.report(want, page, link, self.site.name)
        elif kind is Kind.COLUMN:
            if urls.host_of(link.url) == urls.host_of(page.url):
                yield self._column(want, page, link)
        elif kind in FOLDERS and (
            self._surroundings.column_has(want, page, link)
            or (link.place in places and not self._surroundings.has(link))
        ):
            is_guess = not link.above and not wants.lies_below(want, page, link)
            yield wants.folder(want, page, link, kind, self.site.name, is_guess)

    def _further_pages(self, want: Want, page: Page, links: tuple[Link, ...]) -> Iterator[Want]:
        """The list's other pages, unless this one only repeats what the ones before it showed."""
        entries = [link for link in links if not self._surroundings.has(link)]
        asks = listings.next_pages(page)
        listing = want.listing or page.url
        is_new = self._lists.show(listing, page, entries, asks)
        if self._try_next_way(want, shows_list(entries), is_new):
            return
        if want.listing and self._lists.has_ended(listing):
            self.frontier.end_list(listing)
            return
        years = [year for link in entries if (year := judgement.year_of(link.text))]
        priority = priorities.of_folder(min(years, default=want.year), want.own)
        for ask in asks:
            if urls.host_of(ask.ways[0]) == urls.host_of(page.url):
                asked = wants.further(want, page, ask, priority)
                self._lists.remember(asked, ask)
                yield asked

    def _try_next_way(self, want: Want, listed: bool, is_new: bool) -> bool:
        """Whether the same page is asked for again, in another way."""
        other = self._lists.next_way(want, listed, is_new)
        return other is not None and self.frontier.add(other)

    def _read_report(self, want: Want, page: Page) -> Iterator[Want]:
        """Files that hang on a report; and the reports of a page that turns out to be a list after all."""
        files = attachments(page)
        for link in files:
            if not self._surroundings.was_seen(link):
                yield wants.attachment(want, page, link)
        is_report = judgement.reads_as_report(page.words)
        self.frontier.judge(self._novelty.has(page, is_report) or bool(files or page.frames))
        if is_report:
            yield from wants.years(want, page, page.links, self.site.name)
        if is_report or files:
            return
        if judgement.is_look_alike(page.article_title or ""):
            self.look_alikes.add(want.url)
            self.frontier.reports.discard(want.url)
        elif lists_reports(want, listings.links(page)):
            self.frontier.reports.discard(want.url)
            yield from self._read_list(replace(want, role="list", root=wants.root_of(page.url)), page)

    def _column(self, want: Want, page: Page, link: Link) -> Want:
        if not self.frontier.is_known(link.url):
            self.columns.append(link.url)
        return wants.column(want, page, link)
