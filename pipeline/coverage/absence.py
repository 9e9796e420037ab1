"""Why no report of a year is there, from what came of every attempt at a site.

``not_published`` is said only where the report column was read, every attempt that bears on the year succeeded and
no list names a report of the year; a fetch that failed makes the state of the failure.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from pipeline.archive.captures import DOCUMENTS, Capture
from pipeline.coverage.listed import SUCCESSES, Listed, link_year
from pipeline.coverage.redirects import in_words, standing
from pipeline.coverage.shown import unfilled
from pipeline.states import CoverageState, Outcome

FAILURES = {
    Outcome.GONE: CoverageState.GONE,
    Outcome.BLOCKED: CoverageState.BLOCKED,
    Outcome.CHALLENGED: CoverageState.CHALLENGED,
    Outcome.TLS: CoverageState.TLS,
    Outcome.TIMEOUT: CoverageState.TIMEOUT,
    Outcome.ROBOTS: CoverageState.ROBOTS,
}
"""State of coverage that a failed attempt makes; every other failure makes ``unreachable``."""

SCRIPT_OF_LIST = "what a script of the report column asks for"

Reason = tuple[CoverageState, str]


def due(year: int) -> date:
    """The day by which a government must have published its report (Regulations of 2019, Art. 49)."""
    return date(year + 1, 3, 31)


@dataclass(frozen=True, slots=True)
class Absence:
    """What is known of a site as a whole.

    ``lists``, ``documents``, ``way``: what stands of the attempts in the role; a page may be the column and a report.
    ``unfilled``: what a browser did not get that showed a list.
    ``answered``: URLs that gave a page at any time.
    """

    lists: list[Capture]
    documents: list[Capture]
    way: list[Capture]
    unfilled: list[Capture]
    attempts: list[Capture]
    answered: set[str]
    listed: Listed
    today: datetime

    @classmethod
    def of(cls, attempts: list[Capture], listed: Listed | None, today: datetime) -> Self:
        """``attempts``: at the site, in the order of fetching. ``today``: the last attempt of the archive."""
        last = standing(attempts)
        return cls(
            lists=[a for a in last if a.role == "list"],
            documents=[a for a in last if a.role in DOCUMENTS],
            way=[a for a in last if a.role in ("home", "column")],
            unfilled=unfilled(attempts),
            attempts=attempts,
            answered={a.url for a in attempts if a.outcome in SUCCESSES},
            listed=listed or Listed(frozenset(), scripted=False),
            today=today,
        )

    def of_year(self, year: int) -> Reason:
        """The state of a year without a report, and the reason in words."""
        failed = [a for a in self.documents if a.outcome not in SUCCESSES]
        of_year = [a for a in failed if link_year(a) == year]
        if of_year:
            return self._failure(of_year, "a report of the year")
        if not any(a.url in self.answered for a in self.lists):
            return self._without_column()
        broken = [a for a in self.lists if a.outcome not in SUCCESSES]
        if len(broken) == len(self.lists) or not all(map(_is_end, broken)):
            return self._failure(broken, "the report column")
        if year in self.listed.years and not any(link_year(a) == year for a in self.documents):
            return CoverageState.NOT_FETCHED, CoverageState.NOT_FETCHED.meaning
        if any(a.outcome != Outcome.GONE and link_year(a) is None for a in failed):
            undated = [a for a in failed if link_year(a) is None]
            return self._failure(undated, "a report without a year in its link")
        if unanswered := [a for a in self.unfilled if a.outcome not in SUCCESSES and not _is_end(a)]:
            return self._failure(unanswered, SCRIPT_OF_LIST)
        if self.today.date() <= due(year):
            return CoverageState.NOT_DUE, f"the law's date is {due(year)}"
        if lacking := [a for a in self.unfilled if not (self.documents and _is_end(a))]:
            missing = lacking[-1]
            why = missing.message if missing.outcome in SUCCESSES else in_words(missing, self.attempts)
            return CoverageState.RENDERED_ONLY, f"{SCRIPT_OF_LIST}: {why}"
        if self.documents:
            return CoverageState.NOT_PUBLISHED, CoverageState.NOT_PUBLISHED.meaning
        empty = CoverageState.RENDERED_ONLY if self.listed.scripted else CoverageState.COLUMN_EMPTY
        return empty, empty.meaning

    def _without_column(self) -> Reason:
        if self.lists:
            return self._failure(self.lists, "the report column")
        if any(a.outcome in SUCCESSES for a in self.way):
            return CoverageState.COLUMN_NOT_FOUND, CoverageState.COLUMN_NOT_FOUND.meaning
        if self.way:
            return self._failure(self.way, "the home page")
        return CoverageState.NOT_SEARCHED, CoverageState.NOT_SEARCHED.meaning

    def _failure(self, attempts: list[Capture], what: str) -> Reason:
        """The state that the last failed attempt makes. A page on the way that never answered is not gone: it was not
        found; a report that a list names was there."""
        attempt = next(a for a in reversed(attempts) if a.outcome not in SUCCESSES)
        state = FAILURES.get(attempt.outcome, CoverageState.UNREACHABLE)
        if state is CoverageState.GONE and attempt.url not in self.answered and attempt not in self.documents:
            state = CoverageState.COLUMN_NOT_FOUND
        return state, f"{what}: {in_words(attempt, self.attempts)}"


def _is_end(attempt: Capture) -> bool:
    """Whether what came is what sites give behind the last page of a list: nothing, or an empty page."""
    return attempt.outcome == Outcome.GONE or (attempt.outcome == Outcome.EMPTY and attempt.link_text is None)
