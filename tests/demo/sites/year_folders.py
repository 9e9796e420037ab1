"""A plain system: a folder a year in the report column, lists of plain 下一页 links, rooted addresses.

The newest report of the county stands twice, in its year and on top: one report at two addresses.
"""

from dataclasses import replace

from tests.demo.addresses import by_number
from tests.demo.content import LOOKS, decoys, newest_first, news, reports
from tests.demo.model import Column, DemoSite
from tests.demo.paging import WORDS

COUNTY = "石泓县"
UNITS = (
    "人民政府办公室",
    "发展和改革局",
    "公安局",
    "财政局",
    "卫生健康局",
    "市场监督管理局",
    "青石镇人民政府",
)
YEARS = (2025, 2024, 2023, 2021, 2020)

OWN = reports(f"{COUNTY}人民政府", YEARS, size="county", looks=LOOKS[2:])
OF_UNITS = [
    reports(
        f"{COUNTY}{unit}", YEARS[number % 2 : 3], size="department", looks=LOOKS[number:], title_form=form
    )
    for number, (unit, form) in enumerate(
        zip(
            UNITS,
            ("plain", "year_first", "double_niandu", "broken_line", "no_niandu", "plain", "spaced"),
            strict=True,
        )
    )
]


def _of_year(year: int) -> Column:
    dated = [tuple(entry for entry in group if entry.report.year == year) for group in (OWN, *OF_UNITS)]
    return Column(f"{year}年", f"/xxgk/nb/{year}/", newest_first(*dated, decoys(COUNTY, year)[:5]))


SITES = [
    DemoSite(
        site="shihong",
        adcode="990102",
        name=COUNTY,
        theme="ucap",
        paging=WORDS,
        per_page=5,
        article=by_number,
        columns=(
            Column("要闻动态", "/ywdt/", news(COUNTY, 2024, 7)),
            Column(
                "政府信息公开",
                "/xxgk/",
                children=(
                    Column("公开制度", "/xxgk/zd/", decoys(COUNTY, 2021)[-1:]),
                    Column(
                        "政府信息公开年度报告",
                        "/xxgk/nb/",
                        entries=(replace(OWN[-1]),),
                        children=tuple(map(_of_year, YEARS)),
                    ),
                ),
            ),
        ),
    )
]
