"""What is known of each site and report year: published, not published, or why it cannot be told.

``not_published`` is said only where the report column was read and every attempt that bears on the year succeeded;
a fetch that failed makes the state of the failure. Time is that of the last attempt in the archive, not the clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.archive import Capture
from pipeline.copies import link_year
from pipeline.states import CoverageState, Outcome

FIRST_YEAR = 2008
"""The first year that the law asks a report for (Order 492)."""

SUCCESSES = (Outcome.OK, Outcome.UNCHANGED)
NEUTRAL = (Outcome.REDIRECT, Outcome.OFF_LIST)
"""Outcomes that say nothing of the page: what stands behind it is another attempt, or none of our business."""

FAILURES = {
    Outcome.GONE: CoverageState.GONE,
    Outcome.REFUSED: CoverageState.REFUSED,
    Outcome.CHALLENGED: CoverageState.CHALLENGED,
    Outcome.TLS: CoverageState.TLS,
    Outcome.ROBOTS: CoverageState.ROBOTS,
}
"""State of coverage that a failed attempt makes; every other failure makes ``unreachable``."""

BEST_FIRST = (
    CoverageState.PUBLISHED,
    CoverageState.PUBLISHED_UNREAD,
    CoverageState.CHALLENGED,
    CoverageState.REFUSED,
    CoverageState.ROBOTS,
    CoverageState.TLS,
    CoverageState.UNREACHABLE,
    CoverageState.GONE,
    CoverageState.COLUMN_NOT_FOUND,
    CoverageState.COLUMN_EMPTY,
    CoverageState.NOT_DUE,
    CoverageState.NOT_PUBLISHED,
    CoverageState.NOT_SEARCHED,
)
"""Of several sites of one county, the state that stands for it: a report first, then what leaves the question open."""


@dataclass(frozen=True, slots=True)
class Published:
    """A report, as coverage needs it. ``first``: its first capture. ``withdrawn``: it was taken out of the datasets."""

    site: str
    year: int | None
    own: bool
    read: bool
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


def due(year: int) -> date:
    """The day by which a government must have published its report (Regulations of 2019, Art. 49)."""
    return date(year + 1, 3, 31)


def years(captures: Iterable[Capture], reports: Iterable[Published]) -> range:
    """From the first year that a report was read for to the one before the last attempt, or later if one was."""
    last_attempt = max((capture.fetched_at for capture in captures), default=None)
    if last_attempt is None:
        return range(0)
    plausible = {
        report.year for report in reports if report.year and FIRST_YEAR <= report.year <= last_attempt.year
    }
    last = max(plausible | {last_attempt.year - 1})
    return range(min(plausible | {last}), last + 1)


def coverage(
    captures: list[Capture], reports: list[Published], unread: set[tuple[str, int]]
) -> Iterator[Coverage]:
    """A row for every site of the archive and every year of :func:`years`, by site and year.

    ``captures`` come in the order of fetching. ``unread``: site and year of documents that were captured behind a
    link that names the year, and could not be read.
    """
    covered = years(captures, reports)
    today = max((capture.fetched_at for capture in captures), default=None)
    by_site: dict[str, list[Capture]] = defaultdict(list)
    for capture in captures:
        if capture.role != "robots":
            by_site[capture.site].append(capture)
    published = defaultdict(list)
    for report in reports:
        published[report.site, report.year].append(report)
    for site, attempts in sorted(by_site.items()):
        for year in covered:
            of_year = published[site, year]
            state, reason = _published(of_year, (site, year) in unread) or _absent(attempts, year, today)
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
    if any(report.read and not report.withdrawn for report in reports):
        return CoverageState.PUBLISHED, CoverageState.PUBLISHED.meaning
    if any(report.withdrawn for report in reports):
        return CoverageState.PUBLISHED, "published; taken out of the datasets by withdrawn.csv"
    if reports or unread:
        return CoverageState.PUBLISHED_UNREAD, CoverageState.PUBLISHED_UNREAD.meaning
    return None


def _absent(attempts: list[Capture], year: int, today: datetime) -> tuple[CoverageState, str]:
    """Why no report of the year is there, from the last attempt at each URL of the site."""
    last = list({a.url: a for a in attempts if a.outcome not in NEUTRAL}.values())
    answered = {a.url for a in attempts if a.outcome in SUCCESSES}
    lists = [a for a in last if a.role == "list"]
    documents = [a for a in last if a.role in ("report", "attachment")]
    failed = [a for a in documents if a.outcome not in SUCCESSES and link_year(a) in (year, None)]
    if any(link_year(a) == year for a in failed):
        return _failure([a for a in failed if link_year(a) == year], answered, "a report of the year")
    if not any(a.url in answered for a in lists):
        way = [a for a in last if a.role in ("home", "column")]
        return _no_column(lists, way, answered)
    broken = [a for a in lists if a.outcome not in SUCCESSES]
    if len(broken) == len(lists) or any(a.outcome != Outcome.GONE for a in broken):
        return _failure(broken, answered, "the report column")
    if any(a.outcome != Outcome.GONE for a in failed):
        return _failure(failed, answered, "a report without a year in its link")
    if today.date() <= due(year):
        return CoverageState.NOT_DUE, f"the law's date is {due(year)}"
    if not documents:
        return CoverageState.COLUMN_EMPTY, CoverageState.COLUMN_EMPTY.meaning
    return CoverageState.NOT_PUBLISHED, CoverageState.NOT_PUBLISHED.meaning


def _no_column(lists: list[Capture], way: list[Capture], answered: set[str]) -> tuple[CoverageState, str]:
    if lists:
        return _failure(lists, answered, "the report column")
    if not way:
        return CoverageState.NOT_SEARCHED, CoverageState.NOT_SEARCHED.meaning
    if any(a.outcome in SUCCESSES for a in way):
        return CoverageState.COLUMN_NOT_FOUND, CoverageState.COLUMN_NOT_FOUND.meaning
    return _failure(way, answered, "the home page")


def _failure(attempts: list[Capture], answered: set[str], what: str) -> tuple[CoverageState, str]:
    """The state that the last failed attempt makes. An address that never answered is not gone: it was not found."""
    attempt = next(a for a in reversed(attempts) if a.outcome not in SUCCESSES)
    state = FAILURES.get(attempt.outcome, CoverageState.UNREACHABLE)
    if state is CoverageState.GONE and attempt.url not in answered:
        state = CoverageState.COLUMN_NOT_FOUND
    return state, f"{what}: {attempt.outcome} at {attempt.url}"
