"""JCMS-like: plain lists by level and unit (年报 → 乡镇 → 白沙镇); sites.csv names the report column."""

from tests.demo.addresses import by_date_folders
from tests.demo.content import LOOKS, decoys, news, reports
from tests.demo.model import Column, DemoSite
from tests.demo.paging import WORDS

COUNTY = "白芦县"
YEARS = range(2020, 2026)
BUREAUS = ("教育局", "自然资源局", "审计局")
TOWNS = ("白沙镇人民政府", "双塘乡人民政府", "河畔街道办事处")


def _units(names: tuple[str, ...], first: int, size: str) -> tuple[Column, ...]:
    return tuple(
        Column(
            name,
            f"/col/col{number}/index.html",
            reports(f"{COUNTY}{name}", YEARS[number % 3 :], size=size, looks=LOOKS[number % 5 :])[::-1],
        )
        for number, name in enumerate(names, first)
    )


SITES = [
    DemoSite(
        site="bailu",
        adcode="990204",
        name=COUNTY,
        prefecture="镕州市",
        family="jcms",
        theme="jcms",
        paging=WORDS,
        per_page=15,
        article=by_date_folders,
        links="absolute",
        named_columns=("/col/col1229/index.html",),
        columns=(
            Column("新闻", "/col/col1001/index.html", news(COUNTY, 2025, 5)),
            Column(
                "政府信息公开",
                "/col/col1200/index.html",
                children=(
                    Column("指南", "/col/col1201/index.html", decoys(COUNTY, 2024)[-2:]),
                    Column(
                        "政府信息公开年报",
                        "/col/col1229/index.html",
                        children=(
                            Column(
                                "县政府",
                                "/col/col1230/index.html",
                                reports(f"{COUNTY}人民政府", YEARS, size="county")[::-1]
                                + decoys(COUNTY, 2025)[:4],
                            ),
                            Column(
                                "县直部门",
                                "/col/col1240/index.html",
                                children=_units(BUREAUS, 1241, "department"),
                            ),
                            Column(
                                "乡镇（街道）",
                                "/col/col1250/index.html",
                                children=_units(TOWNS, 1251, "township"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )
]
