"""What is known of each site and report year: published, not published, or why it cannot be told.

Time is that of the last attempt in the archive, not the clock. Why a report is not there:
:mod:`pipeline.coverage.absence`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.archive.captures import DOCUMENTS, Capture
from pipeline.coverage.absence import Absence
from pipeline.coverage.listed import SUCCESSES, Listed, link_year
from pipeline.states import CoverageState

FIRST_YEAR = 2008
"""The first year that the law asks a report for (Order 492)."""

UNITS_ONLY = "reports of its units were read; none that is the county government's own"

BEST_FIRST = (
    CoverageState.PUBLISHED,
    CoverageState.PUBLISHED_UNREAD,
    CoverageState.CHALLENGED,
    CoverageState.BLOCKED,
    CoverageState.ROBOTS,
    CoverageState.TLS,
    CoverageState.TIMEOUT,
    CoverageState.UNREACHABLE,
    CoverageState.NOT_FETCHED,
    CoverageState.GONE,
    CoverageState.RENDERED_ONLY,
    CoverageState.COLUMN_NOT_FOUND,
    CoverageState.COLUMN_EMPTY,
    CoverageState.NOT_DUE,
    CoverageState.NOT_PUBLISHED,
    CoverageState.NOT_SEARCHED,
)
"""Of several sites of one county, the state that stands for it: a report first, then what leaves the question open."""


@dataclass(frozen=True, slots=True)
class Published:
    """A report, as coverage needs it. ``own``: it is the county government's. ``cells``: how many are reported.
    ``first``: its first capture. ``withdrawn``: it was taken out of the datasets."""

    report_id: str
    site: str
    year: int | None
    own: bool
    read: bool
    cells: int
    first: Capture
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """A row of the dataset ``coverage``."""

    site: str
    adcode: str
    year: int
    state: CoverageState
    reason: str
    own_report: bool
    reports: int
    attempts: int
    last_success: datetime | None
    last_absent_at: datetime | None


def years(
    captures: Sequence[Capture],
    reports: Iterable[Published],
    unread: Iterable[tuple[str, int]],
    listed: Iterable[Listed],
) -> range:
    """From the first year of which anything is known (a report, read or not, a link to one, a list that names one) to
    the one before the last attempt, or later if one was."""
    last_attempt = max((capture.fetched_at for capture in captures), default=None)
    if last_attempt is None:
        return range(0)
    known = {report.year for report in reports} | {year for _, year in unread}
    known |= {link_year(capture) for capture in captures if capture.role in DOCUMENTS}
    known |= {year for of_site in listed for year in of_site.years}
    plausible = {year for year in known if year and FIRST_YEAR <= year <= last_attempt.year}
    last = max(plausible | {last_attempt.year - 1})
    return range(min(plausible | {last}), last + 1)


def coverage(
    captures: list[Capture],
    reports: list[Published],
    unread: set[tuple[str, int]],
    listed: Mapping[str, Listed],
) -> Iterator[Coverage]:
    """A row for every site of the archive and every year of :func:`years`, by site and year.

    ``captures`` come in the order of fetching. ``unread``: site and year of documents that were captured behind a
    link that names the year, and could not be read. ``listed``: what the lists of a site name.
    """
    covered = years(captures, reports, unread, listed.values())
    today = max((capture.fetched_at for capture in captures), default=None)
    by_site: dict[str, list[Capture]] = defaultdict(list)
    for capture in captures:
        if capture.role != "robots":
            by_site[capture.site].append(capture)
    published = defaultdict(list)
    for report in reports:
        published[report.site, report.year].append(report)
    for site, attempts in sorted(by_site.items()):
        known = Absence.of(attempts, listed.get(site), today)
        for year in covered:
            of_year = published[site, year]
            state, reason = _published(of_year, (site, year) in unread) or known.of_year(year)
            yield _row(attempts, year, of_year, state, reason)


def _row(
    attempts: list[Capture], year: int, reports: list[Published], state: CoverageState, reason: str
) -> Coverage:
    first = min((report.first for report in reports), key=lambda capture: capture.fetched_at, default=None)
    return Coverage(
        site=attempts[-1].site,
        adcode=attempts[-1].adcode,
        year=year,
        state=state,
        reason=reason,
        own_report=any(report.own and report.read and not report.withdrawn for report in reports),
        reports=sum(not report.withdrawn for report in reports),
        attempts=len(attempts),
        last_success=max((a.fetched_at for a in attempts if a.outcome in SUCCESSES), default=None),
        last_absent_at=max((a.fetched_at for a in attempts if _shows_absence(a, first)), default=None),
    )


def _shows_absence(attempt: Capture, first: Capture | None) -> bool:
    """Whether the attempt read the report column in a run before the one that found the year's first report."""
    if attempt.role != "list" or attempt.outcome not in SUCCESSES:
        return False
    return first is None or (attempt.fetched_at < first.fetched_at and _run(attempt) != _run(first))


def _run(capture: Capture) -> str:
    """The run that made the capture: its WARC file's name without the number."""
    return capture.warc_file.rpartition("-")[0]


def _published(reports: list[Published], unread: bool) -> tuple[CoverageState, str] | None:
    read = [report for report in reports if report.read and not report.withdrawn]
    if any(report.own for report in read):
        return CoverageState.PUBLISHED, CoverageState.PUBLISHED.meaning
    if read:
        return CoverageState.PUBLISHED, UNITS_ONLY
    if any(report.withdrawn for report in reports):
        return CoverageState.PUBLISHED, "published; taken out of the datasets by withdrawn.csv"
    if reports or unread:
        return CoverageState.PUBLISHED_UNREAD, CoverageState.PUBLISHED_UNREAD.meaning
    return None
