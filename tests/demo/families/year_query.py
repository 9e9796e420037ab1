"""The year in the query: the column is the newest report itself, a menu leads to those of other years and organs."""

from tests.demo.content import decoys
from tests.demo.families import COUNTY, own, site, units
from tests.demo.model import Column, Entry, System

PATH = "/module/xxgk/xxgkAnnualReport.jsp"
AREAS = {
    f"{COUNTY}人民政府": "11330522",
    f"{COUNTY}教育局": "11330523",
    f"{COUNTY}水利局": "11330524",
    f"{COUNTY}审计局": "11330525",
    f"{COUNTY}司法局": "11330526",
}


def article(column: str, entry: Entry, number: int) -> str:
    if entry.report is None:
        return f"/art/2024/1/{number % 28 + 1}/art_9_{number}.html"
    return f"{PATH}?fbtime={entry.report.year}&area={AREAS[entry.report.issuer]}"


def _menus(one) -> str:
    years = "".join(f'<option value="{year}">{year}</option>' for year in range(2025, 2018, -1))
    areas = "".join(f'<li><a href="{link.href}">{link.title}</a></li>' for link in one.links)
    return f'<select name="fbtime" onchange="go(this)">{years}</select><ul>{areas}</ul>'


SITES = [
    site(
        "year_query",
        (Column("政府信息公开年报", "/zwgk/nb/", (*own()[::-1], *units(), *decoys(COUNTY, 2024)[:5])),),
        article=article,
        system=System(_menus),
    )
]
