"""What a link of a page makes the crawl want: pure functions from where a link stands to a ``Want``."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler import urls
from crawler.finding import judgement, priorities
from crawler.finding.frontier import Want
from crawler.finding.judgement import Kind
from crawler.finding.links import Link
from crawler.finding.pages import Page
from crawler.listings.family import Ask


def root_of(url: str) -> str | None:
    """The folder of a column; None where it is the whole host and says nothing."""
    folder = urls.folder_of(url)
    return folder if folder.count("/") > 1 else None


def lies_below(want: Want, page: Page, link: Link) -> bool:
    """Whether a link leads into the folder of the column or of the page."""
    roots = filter(None, (want.root, root_of(page.url)))
    return any(urls.folder_of(link.url).startswith(root) for root in roots)


def seed(url: str, role: str) -> Want:
    """A page that the crawl begins with."""
    return Want(url, role, priorities.of_way(0), root=root_of(url))


def way(want: Want, page: Page, url: str, text: str | None) -> Want:
    """A page that may lead to a report column."""
    depth = want.depth + 1
    return Want(url, "column", priorities.of_way(depth), page.url, text, depth)


def column(want: Want, page: Page, link: Link) -> Want:
    """A report column."""
    depth = want.depth + 1
    return Want(
        link.url, "list", priorities.of_way(depth), page.url, link.text, depth, root=root_of(link.url)
    )


def folder(want: Want, page: Page, link: Link, kind: Kind, county: str, guessed: bool) -> Want:
    """A folder of a report column, for a year, a level of organs, or one organ."""
    year = judgement.year_of(link.text) or want.year
    own = kind is Kind.OWN_FOLDER or (kind is Kind.UNIT and judgement.is_own(link.text, county))
    own = own or (False if judgement.is_of_units(link.text) else want.own)
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


def report(want: Want, page: Page, link: Link, county: str) -> Want:
    """A report, as its entry in a list says. Whose it is by its title counts for its turn alone: it may be a list."""
    year = judgement.year_of(link.text) or want.year
    own = judgement.is_own(link.text, county) if want.own is None else want.own
    return replace(
        want,
        url=link.url,
        role="report",
        priority=priorities.of_report(year, own),
        via=page.url,
        link_text=link.text,
        depth=want.depth + 1,
        year=year,
        listing=None,
        guess=None,
    )


def years(want: Want, page: Page, links: Iterable[Link], county: str) -> Iterator[Want]:
    """Reports of the same organ that a menu of years beside its report leads to."""
    menu = [link for link in links if judgement.is_year(link.text)]
    if len({judgement.year_of(link.text) for link in menu}) > 1:
        own = want.priority >= priorities.OWN_REPORT
        yield from (report(replace(want, own=own), page, link, county) for link in menu)


def attachment(want: Want, page: Page, link: Link) -> Want:
    """A file that hangs on a report."""
    return replace(
        want, url=link.url, role="attachment", via=page.url, link_text=link.text, depth=want.depth + 1
    )


def further(want: Want, page: Page, ask: Ask, priority: int) -> Want:
    """A further page of the list that ``page`` belongs to, asked for in the first way."""
    return replace(
        want,
        url=ask.ways[0],
        state=ask.state,
        role="list",
        via=page.url,
        link_text=None,
        priority=priority,
        listing=want.listing or page.url,
    )


def framed(want: Want, page: Page, url: str) -> Want:
    """A page that a list shows inside itself."""
    return replace(want, url=url, via=page.url, link_text=None, depth=want.depth + 1)
