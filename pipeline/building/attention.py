"""What a build found that needs a person: each with what, where and what to do."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.archive.warc import Problem
from pipeline.coverage.site_years import FIRST_YEAR
from pipeline.report import OUR_FAULT
from pipeline.states import Damage, DocumentStatus, Outcome

if TYPE_CHECKING:
    from pipeline.building.copies import Copy
    from pipeline.building.losses import Loss
    from pipeline.building.versions import Version
    from pipeline.coverage.site_years import Coverage

NOTHING = Outcome.OK.action
TRIED_AGAIN = "a fault of Gongkai, not of the document: report it; every build tries again"


@dataclass(frozen=True, slots=True)
class Attention:
    """``key`` is the same on every build while the matter lasts: only a key that the last build did not have is new.

    ``size``: how bad it is, in a unit of its own; a matter that was put to rest comes back when its size rises.
    ``site``: the one that it is about, if it is about one.
    """

    key: str
    message: str
    action: str
    size: int = 1
    site: str | None = None


def of_archive(problems: Iterable[Problem]) -> Iterator[Attention]:
    """One for each file and kind. A torn record is not among them: its page is fetched again."""
    of_files = [problem for problem in problems if problem.kind is not Damage.TORN]
    for (name, kind), group in groupby(sorted(of_files, key=_file_and_kind), _file_and_kind):
        first, *others = group
        more = f" (and {len(others)} more in this file)" if others else ""
        key = f"archive {kind} {name}:{first.offset} {1 + len(others)}"
        yield Attention(key, f"archive: {first}{more}", kind.action)


def of_losses(losses: Iterable["Loss"]) -> Iterator[Attention]:
    for loss in losses:
        yield Attention(
            f"loss {loss.kind} {' '.join(loss.names[:1])} {len(loss.names)}", str(loss), loss.action
        )


def of_unreadable(builds: Mapping[Path, Exception]) -> Iterator[Attention]:
    for build, fault in builds.items():
        yield Attention(
            f"build {build.name}",
            f"{build} is damaged, and the new build was not compared with it: {fault}",
            "look at the disk; see with gongkai diff whether reports are gone since an older build",
        )


def of_contradictions(copies: Iterable["Copy"]) -> Iterator[Attention]:
    for copy in copies:
        url = copy.place
        yield Attention(
            f"contradiction {copy.report_id} {url}",
            f"report {copy.report_id}: {url} gives other numbers than the copies captured before it",
            "see whether they are of the same issuer; gongkai trace shows them",
        )


def of_copies(copies: Iterable["Copy"]) -> Iterator[Attention]:
    for copy in copies:
        if copy.brief.status is DocumentStatus.UNREADABLE:
            url, why = copy.place, "; ".join(copy.brief.notes) or copy.brief.status.meaning
            if why.startswith(OUR_FAULT):
                yield Attention(f"reader {url}", f"{url}: {why}", TRIED_AGAIN)
            else:
                yield Attention(f"unreadable {url}", f"{url}: {why}", copy.brief.status.action)


def of_years(versions: Iterable["Version"]) -> Iterator[Attention]:
    """Reports of a year that was not over when they were first captured, or that no law asked a report for: the year is
    misprinted or misread, or is that of publication."""
    for version in versions:
        captured = version.first.fetched_at.year
        if version.is_current and version.year and not FIRST_YEAR <= version.year < captured:
            yield Attention(
                f"year {version.report_id}",
                f"report {version.report_id} is of {version.year} by its own words, and was captured in {captured}:"
                f" {version.chosen.place}",
                "see what the page says; the datasets keep its year,"
                f" coverage counts none before {FIRST_YEAR} or to come",
            )


def of_withdrawn(withdrawn: Iterable[str], known: Collection[str]) -> Iterator[Attention]:
    """Ids of withdrawn.csv that no report has: a slip, or a report that has another id by now."""
    for report_id in withdrawn:
        if report_id not in known:
            yield Attention(
                f"withdrawn {report_id}",
                f"withdrawn.csv names {report_id}, which no report has",
                "look for the report in the dataset reports, and correct its id in withdrawn.csv",
            )


def of_foreign(pages: Mapping[tuple[str, str], list[str]]) -> Iterator[Attention]:
    """``pages``: addresses of pages of another county, by site and SiteIDCode."""
    for (site, code), addresses in pages.items():
        many = f"{len(addresses)} pages say" if len(addresses) > 1 else "a page says"
        yield Attention(
            f"foreign {site} {code}",
            f"{site}: {many} to be of another county's site, SiteIDCode {code}: {addresses[0]}",
            "see whose they are; correct sites.csv, or take the reports out with withdrawn.csv",
        )


def of_coverage(rows: Iterable["Coverage"]) -> Iterator[Attention]:
    """One for each site and state that asks for something, with the years it holds for."""
    asking = [row for row in rows if row.state.action != NOTHING]
    for (site, state), group in groupby(
        sorted(asking, key=lambda row: (row.site, row.state)), _site_and_state
    ):
        same = list(group)
        message = f"{site}: {state} for {years_in_words([row.year for row in same])} ({same[-1].reason})"
        yield Attention(f"coverage {site} {state}", message, state.action, len(same), site)


def years_in_words(years: list[int]) -> str:
    """Sorted years with runs drawn together: 2019-2021, 2024."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _file_and_kind(problem: Problem) -> tuple[str, str]:
    return problem.warc_file, problem.kind


def _site_and_state(row: "Coverage") -> tuple[str, str]:
    return row.site, row.state
