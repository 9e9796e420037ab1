"""County and year: which report stands for the county, and what is known where none does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.archive.captures import Capture
from pipeline.coverage.site_years import BEST_FIRST, Coverage, Published

OWN = "the county government's own report"
MOST_CELLS = f"{OWN}; of several, the one with most cells reported, then the first report_id"
NONE_OWN = "none of the reports is the county government's own"


def county_years(
    rows: Iterable[Coverage], published: Iterable[Published], sites: dict[str, Capture]
) -> Iterator[dict]:
    """The rows of ``county_year``: every division code and covered year, by code and year.

    A site without a division code has no county.
    """
    by_county: dict[tuple[str, int], list[Coverage]] = defaultdict(list)
    for row in rows:
        if row.adcode:
            by_county[row.adcode, row.year].append(row)
    reports: dict[tuple[str, int | None], list[Published]] = defaultdict(list)
    for report in published:
        if not report.withdrawn:
            reports[sites[report.site].adcode, report.year].append(report)
    for (adcode, year), covered in sorted(by_county.items()):
        best = min(covered, key=lambda row: (BEST_FIRST.index(row.state), row.site))
        headline, rule = _headline(reports[adcode, year])
        facts = sites[best.site]
        yield {
            "adcode": adcode,
            "province": facts.province or None,
            "prefecture": facts.prefecture or None,
            "county": facts.name or None,
            "year": year,
            "headline_report_id": headline,
            "choice_rule": rule,
            "reports": len({_whose(report) for report in reports[adcode, year]}),
            "own_report": any(row.own_report for row in covered),
            "state": best.state,
            "reason": best.reason,
        }


def _whose(report: Published) -> str:
    """The same for a report on two sites of the county: the end of its id is made of the issuer's name."""
    return report.report_id.rpartition("-")[2]


def _headline(reports: list[Published]) -> tuple[str | None, str | None]:
    own = [report for report in reports if report.own]
    if not own:
        return None, NONE_OWN if reports else None
    best = min(own, key=lambda report: (-report.cells, report.report_id))
    return best.report_id, OWN if len(own) == 1 else MOST_CELLS
