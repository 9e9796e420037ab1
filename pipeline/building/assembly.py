"""What the datasets hold: copies grouped to versions, coverage, and the rows of it all in a fixed order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pipeline.archive.captures import Capture
from pipeline.building import attention, belonging
from pipeline.building.attention import Attention
from pipeline.building.copies import Copy, changed_captures, identified
from pipeline.building.reuse import LastBuild, Years, files_of, inputs_of
from pipeline.building.rows import Row, capture_row, document_row, issuer_kind, report_rows
from pipeline.building.versions import Numbers, Version, versions
from pipeline.coverage import listed
from pipeline.coverage.counties import county_years
from pipeline.coverage.site_years import Coverage, Published, coverage
from pipeline.datasets import datasets, variables
from pipeline.datasets.store import Writers, file_prefix
from pipeline.reading import titles
from pipeline.readings import Key, Readings
from pipeline.states import CellState, DocumentStatus

READ = (DocumentStatus.COMPLETE, DocumentStatus.PARTIAL)


@dataclass(frozen=True, slots=True)
class Assembly:
    """Everything a build holds, before it is written.

    ``captures``: in the order of fetching. ``sites``: the last capture of each site, which carries its facts.
    ``versions``: without those that were withdrawn. ``counties``: the rows of ``county_year``.
    """

    captures: list[Capture]
    sites: dict[str, Capture]
    copies: list[Copy]
    versions: list[Version]
    coverage: list[Coverage]
    counties: list[dict]
    attention: list[Attention]


def assemble(captures: list[Capture], readings: Readings, withdrawn: dict[str, str]) -> Assembly:
    """Groups what was captured and read. ``withdrawn``: reason by report_id of what is to be left out."""
    sites = {capture.site: capture for capture in captures}
    copies = list(identified(changed_captures(captures), readings, sites))
    found, contradictions = versions(copies, _numbers_of(readings))
    first = {version.report_id: version.first for version in reversed(found)}
    published = [
        Published(
            report_id=version.report_id,
            site=version.chosen.capture.site,
            year=version.year,
            own=issuer_kind(version, sites[version.chosen.capture.site]) == "county_government",
            read=version.chosen.brief.status in READ,
            cells=version.chosen.brief.size[0],
            first=first[version.report_id],
            withdrawn=version.report_id in withdrawn,
        )
        for version in found
        if version.is_current
    ]
    covered = list(coverage(captures, published, _unread(copies), listed.by_site(captures, readings)))
    return Assembly(
        captures=captures,
        sites=sites,
        copies=[copy for copy in copies if copy.report_id not in withdrawn],
        versions=[version for version in found if version.report_id not in withdrawn],
        coverage=covered,
        counties=list(county_years(covered, published, sites)),
        attention=[
            *attention.of_contradictions(contradictions),
            *attention.of_copies(copies),
            *attention.of_years(version for version in found if version.report_id not in withdrawn),
            *attention.of_foreign(belonging.foreign(captures)),
            *attention.of_coverage(covered),
            *attention.of_withdrawn(withdrawn, {version.report_id for version in found}),
        ],
    )


def write(
    folder: Path, assembly: Assembly, readings: Readings, build_id: str, last: LastBuild, sources: str
) -> tuple[dict[str, int], Years]:
    """Writes every dataset below ``folder``; gives the number of rows of each, and what the files of each report
    year were made of. Years that are the same in the build ``last`` are taken over from it."""
    counts: Counter[str] = Counter(dict.fromkeys(datasets(), 0))
    years: Years = {}
    with Writers(folder) as writers:
        for year, group in groupby(assembly.versions, key=lambda version: version.year):
            found = list(group)
            inputs = inputs_of(found, assembly.sites, sources)
            rows = last.take(year, inputs, folder, build_id)
            if rows is None:
                rows = _write(writers, _report_rows(found, assembly, readings, build_id))
            counts.update(rows)
            years[file_prefix(year)] = {"inputs": inputs, "rows": rows}
        counts.update(_write(writers, _other_rows(assembly)))
    for year in {version.year for version in assembly.versions}:
        years[file_prefix(year)]["files"] = files_of(folder, year)
    return dict(counts), years


def _write(writers: Writers, rows: Iterable[Row]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for dataset, year, row in rows:
        writers.write(dataset, year, row)
        counts[dataset] += 1
    return counts


def _report_rows(
    versions: list[Version], assembly: Assembly, readings: Readings, build_id: str
) -> Iterator[Row]:
    for version in versions:
        report = readings.get(version.chosen.key)
        yield from report_rows(version, report, assembly.sites[version.chosen.capture.site], build_id)


def _other_rows(assembly: Assembly) -> Iterator[Row]:
    yield from _document_rows(assembly)
    yield from _by_year("county_year", assembly.counties)
    yield from _by_year("coverage", map(asdict, assembly.coverage))
    for capture in assembly.captures:
        yield "captures", capture.fetched_at.year, capture_row(capture)
    for row in variables():
        yield "variables", None, row


def _document_rows(assembly: Assembly) -> Iterator[Row]:
    versions_of: dict[int, list[Version]] = defaultdict(list)
    for version in assembly.versions:
        for copy in version.copies:
            versions_of[id(copy)].append(version)
    ordered = sorted(assembly.copies, key=lambda copy: copy.year or 0)
    for copy in ordered:
        for version in versions_of.get(id(copy), [None]):
            yield "documents", copy.year, document_row(copy, version)


def _by_year(dataset: str, rows: Iterable[dict]) -> Iterator[Row]:
    for row in sorted(rows, key=lambda row: row["year"]):
        yield dataset, row["year"], row


def _unread(copies: list[Copy]) -> set[tuple[str, int]]:
    """Site and year of captured documents that could not be read, where the link names the year; a page with the title
    of a report and nothing of one is such a document as well: it may be scanned."""
    unread = [
        copy for copy in copies if copy.brief.status is DocumentStatus.UNREADABLE or _is_title_alone(copy)
    ]
    return {(copy.capture.site, year) for copy in unread if (year := listed.link_year(copy.capture))}


def _is_title_alone(copy: Copy) -> bool:
    said = filter(None, (copy.capture.link_text, copy.brief.title))
    return copy.brief.status is DocumentStatus.NOT_A_REPORT and any(map(titles.parse, said))


def _numbers_of(readings: Readings):
    @lru_cache(maxsize=1000)
    def numbers(key: Key) -> Numbers:
        cells = readings.get(key).cells
        return {(c.table, c.row, c.column): c.value for c in cells if c.state is CellState.REPORTED}

    return numbers
