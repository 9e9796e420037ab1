"""A night put together: what ``night.json`` holds and ``index.html`` shows."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import builds
from pipeline.building.attention import Attention
from pipeline.morning import acknowledged, gather, monitors, nights
from pipeline.morning.figures import figures
from pipeline.morning.problems import judged
from pipeline.states import NightResult, ProblemState

if TYPE_CHECKING:
    from crawler.sites import BadRow, Site
    from crawler.summary import CrawlSummary
    from pipeline.building.built import Built

log = logging.getLogger(__name__)

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Work:
    """What was done of a night. ``not_done``: why not all of it, in words, and ``needs``: what of that needs a person;
    empty where all was. ``sites``: those of sites.csv, ``bad_rows`` its lines that were skipped. ``before``: the build
    that was current before."""

    began_at: datetime
    sites: "Sequence[Site]"
    bad_rows: "Sequence[BadRow]"
    crawled: "CrawlSummary | None"
    built: "Built | None"
    before: Path | None
    not_done: Sequence[str]
    needs: Sequence[Attention] = ()


def put_together(data: Path, work: Work, ended_at: datetime) -> dict:
    """The night, by the keys that ``data/README.md`` lists.

    A part that cannot be gathered is null, and that it cannot be is a matter for a person.
    """
    history = nights.history(data)
    built = work.built and work.built.folder
    shown = built or work.before
    since = _last_build(data, history) or work.before
    parts = Parts()
    tonight = parts.take("figures", lambda: figures(work.crawled, built)) or {"looked_at": {}}
    night = {
        "reports": parts.take("reports", lambda: built and gather.reports(since, built)),
        "coverage": parts.take("coverage", lambda: shown and gather.coverage(shown, work.sites)),
        "sites": parts.take("sites", lambda: shown and gather.site_states(shown, work.sites, history)),
        "checks": parts.take("checks", lambda: shown and gather.checks(shown)),
        "crawl": work.crawled and gather.crawl(work.crawled),
        "build": work.built and _build(work.built),
        "disk": gather.disk(data),
        "figures": tonight,
        "best": monitors.best_now(tonight, history),
    }
    at_rest = parts.take("what was put to rest", lambda: acknowledged.read(data)) or {}
    findings = monitors.findings(tonight, history)
    of_monitors = [matter for found in findings for matter in found.matters]
    names = {site.site: site.name for site in work.sites}
    matters = [*of_monitors, *parts.faults, *_matters(work)]
    problems = judged(matters, history, at_rest, ended_at, names)
    result = _result(work, problems)
    return {
        "format": FORMAT,
        "date": ended_at.date().isoformat(),
        "began_at": work.began_at.isoformat(timespec="seconds"),
        "ended_at": ended_at.isoformat(timespec="seconds"),
        "result": str(result),
        "exit_code": EXIT_CODES[result],
        "not_done": list(work.not_done),
        "hook": None,
        "problems": problems,
        "monitors": [found.as_json() for found in findings],
        **night,
    }


def not_done(night: dict, reason: str) -> None:
    """Notes in a night that was put together why it is not done after all."""
    result = NightResult.NOT_DONE
    night["not_done"].append(reason)
    night |= {"result": str(result), "exit_code": EXIT_CODES[result]}


class Parts:
    """The parts of a night, gathered one by one: a fault in one leaves the others."""

    def __init__(self) -> None:
        self.faults: list[Attention] = []

    def take(self, name: str, gather_it: Callable[[], dict | None]) -> dict | None:
        try:
            return gather_it()
        except Exception as fault:  # the boundary: whatever it is, the page is written and says so
            log.exception("the morning page lacks %s", name)
            message = f"the morning page lacks {name}: {type(fault).__name__}: {fault}"
            self.faults.append(
                Attention(
                    f"page {name}",
                    message,
                    "a fault of Gongkai itself, or a build that is damaged: see the log",
                )
            )
            return None


def in_words(night: dict) -> Iterator[str]:
    """The short of it."""
    result = NightResult(night["result"])
    yield f"the night to {night['date']}: {result}, {result.meaning}"
    yield from (f"  not done: {reason}" for reason in night["not_done"])
    if night["reports"]:
        counts = ", ".join(f"{len(night['reports'][part])} {part}" for part in ("new", "changed", "gone"))
        yield f"  reports: {counts}"
    states = [problem["state"] for problem in night["problems"]]
    yield "  needs a person: " + ", ".join(f"{states.count(state)} {state}" for state in ProblemState)
    for problem in night["problems"]:
        if problem["state"] == ProblemState.NEW:
            yield f"    {problem['id']}  {problem['message']}: {problem['action']}"
    if night["hook"]:
        yield f"  {night['hook']}"


EXIT_CODES = {NightResult.CLEAN: 0, NightResult.ATTENTION: 1, NightResult.NOT_DONE: 3}
"""As :mod:`pipeline.commands.exits` has them."""


def _result(work: Work, problems: list[dict]) -> NightResult:
    if work.not_done:
        return NightResult.NOT_DONE
    if any(problem["state"] == ProblemState.NEW for problem in problems):
        return NightResult.ATTENTION
    return NightResult.CLEAN


def _matters(work: Work) -> Iterator[Attention]:
    """What of the crawl and the build needs a person, each once."""
    of_build = work.built.attention if work.built else []
    told = {matter.message for matter in of_build}
    yield from work.needs
    yield from of_rows(work.bad_rows)
    if work.crawled:
        for error in work.crawled.errors:
            yield Attention(f"crawl {error}", error, "a fault of Gongkai itself: please report it")
        for problem in work.crawled.problems:
            if (message := f"archive: {problem}") not in told:
                yield Attention(message, message, "gongkai verify says more")
    yield from of_build


def of_rows(rows: Iterable["BadRow"]) -> Iterator[Attention]:
    """One for each fault: it stays the same matter when its line moves, and is a larger one on more lines."""
    alike: dict[str, list[BadRow]] = defaultdict(list)
    for row in rows:
        alike[row.message].append(row)
    for fault, found in alike.items():
        lines = f"line{'s' * (len(found) > 1)} {', '.join(str(row.line) for row in found)}"
        message = f"{found[0].path}, {lines}, skipped: {fault}"
        yield Attention(f"sites.csv {fault}", message, "mend it there", len(found))


def _last_build(data: Path, history: Sequence[dict]) -> Path | None:
    """The build of the last night that made one, if it is still there: what is new is new since that night."""
    build_id = next((night["build"]["build_id"] for night in reversed(history) if night["build"]), None)
    return next((build for build in builds.every(data) if build.name == build_id), None)


def _build(built: "Built") -> dict:
    return {
        "build_id": built.folder.name,
        "previous": builds.manifest(built.folder).get("previous"),
        "is_new": built.is_new,
        "documents_read": built.documents_read,
        "rows": built.rows,
    }
