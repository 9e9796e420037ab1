"""How things stand: coverage, outcomes of fetching and reading, and what needs a person, from the current build."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipeline import builds
from pipeline.building.attention import Attention, years_in_words
from pipeline.datasets.store import load
from pipeline.morning import acknowledged, nights
from pipeline.morning.problems import short
from pipeline.states import CoverageState, DocumentStatus, Outcome, described


def last_night(data: Path) -> dict | None:
    """The last night as ``night.json`` has it, without the figures, and the path of its ``page``; None without one."""
    night = nights.last(data)
    if night is None:
        return None
    answer = {name: value for name, value in night.items() if name not in ("figures", "best")}
    return answer | {"page": str(nights.page_of(data, night))}


def status(data: Path, listed: Iterable[str] = ()) -> dict:
    """The answer of ``gongkai status``. ``listed``: sites of sites.csv, of which some may never have been asked.

    Every state comes with its count, meaning and what to do, every matter of the build with the ``id`` by which
    ``gongkai ack`` knows it; raises :class:`pipeline.builds.NoBuild` and
    :class:`pipeline.morning.acknowledged.BadAcknowledged`.
    """
    build = builds.current(data)
    about = builds.manifest(build)
    coverage = load(build, "coverage").to_pylist()
    never = sorted(set(listed) - {row["site"] for row in coverage})
    at_rest = acknowledged.read(data)
    told = [
        ({"id": short(entry["key"])} | entry, acknowledged.covers(at_rest, Attention(**entry)))
        for entry in about["attention"]
    ]
    states = Counter(row["state"] for row in coverage) + Counter({CoverageState.NOT_SEARCHED: len(never)})
    return {
        "build_id": about["build_id"],
        "rows": about["rows"],
        "coverage": described(CoverageState, states),
        "sites": _sites(coverage) + [_never(site) for site in never],
        "documents": described(DocumentStatus, _count(build, "documents", "status")),
        "captures": described(Outcome, _count(build, "captures", "outcome")),
        "needs_a_person": [entry for entry, rests in told if not rests],
        "at_rest": [entry for entry, rests in told if rests],
    }


def _count(build: Path, dataset: str, column: str) -> Counter:
    return Counter(load(build, dataset, columns=[column])[column].to_pylist())


def _sites(coverage: list[dict]) -> list[dict]:
    by_site: dict[str, list[dict]] = defaultdict(list)
    for row in coverage:
        by_site[row["site"]].append(row)
    return [
        {
            "site": site,
            "adcode": rows[0]["adcode"],
            "years": _years(rows),
            "reports": sum(row["reports"] for row in rows),
            "last_success": rows[0]["last_success"],
        }
        for site, rows in sorted(by_site.items())
    ]


def _years(rows: list[dict]) -> dict[str, str]:
    by_state: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_state[row["state"]].append(row["year"])
    return {state: years_in_words(years) for state, years in sorted(by_state.items())}


def _never(site: str) -> dict:
    return {
        "site": site,
        "adcode": None,
        "years": {CoverageState.NOT_SEARCHED: "all"},
        "reports": 0,
        "last_success": None,
    }
