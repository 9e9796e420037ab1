"""What is asked for first on a site: the way to the reports, the county's own report, then the newest years."""

from datetime import UTC, datetime

WAY = 10_000
OWN_REPORT = 8_000
OWN_FOLDER = 7_000
FIRST_LISTS = 4_000
BY_YEAR = 1_000
A_YEAR = 20
LAST_RESORT = 0
FIRST_YEAR = 2008
"""The law's first year of reports; nothing that names an earlier one is a report."""


def of_way(depth: int) -> int:
    """A home page, a disclosure page, a report column: the nearer to the home page, the sooner."""
    return WAY - 10 * depth


def of_report(year: int | None, own: bool) -> int:
    """A report; one without a year comes after those that name theirs."""
    return (OWN_REPORT if own else BY_YEAR) + A_YEAR * _age_rank(year, FIRST_YEAR)


def of_folder(year: int | None, own: bool) -> int:
    """A folder or a page of a list, before the reports of the same year; one without a year may hold the newest."""
    return (OWN_FOLDER if own else BY_YEAR) + A_YEAR * _age_rank(year, newest_year()) + A_YEAR // 2


def newest_year() -> int:
    """The newest year that a report can be about."""
    return datetime.now(UTC).year


def _age_rank(year: int | None, unknown: int) -> int:
    return min(max(year or unknown, FIRST_YEAR), newest_year()) - FIRST_YEAR
