"""TRS-like: relative links, and lists whose next pages only a script names (``createPageHTML``)."""

from tests.demo.addresses import by_day
from tests.demo.content import LOOKS, copy_elsewhere, decoys, newest_first, news, reports
from tests.demo.model import Column, DemoSite
from tests.demo.paging import SCRIPT

COUNTY = "青槐县"

ANNUAL = newest_first(
    reports(f"{COUNTY}人民政府", range(2019, 2026), size="county"),
    reports(f"{COUNTY}教育局", range(2022, 2025), looks=LOOKS[1:]),
    reports(f"{COUNTY}民政局", (2023,), breaks=("R1", "M1")),
    reports(f"{COUNTY}统计局", (2024,), size="township", blanks=0.8),
    decoys(COUNTY, 2024),
    (copy_elsewhere(COUNTY, 2018),),
)

SITES = [
    DemoSite(
        site="qinghuai",
        adcode="990101",
        name=COUNTY,
        family="trs",
        theme="trs",
        paging=SCRIPT,
        per_page=8,
        article=by_day,
        links="relative",
        robots="User-agent: *\nDisallow: /was5/\n",
        columns=(
            Column("新闻中心", "/xwzx/", news(COUNTY, 2025, 12)),
            Column(
                "政务公开",
                "/zwgk/",
                children=(
                    Column("政府信息公开指南", "/zwgk/zfxxgkzn/", decoys(COUNTY, 2022)[-2:]),
                    Column("政府信息公开年报", "/zwgk/zfxxgknb/", ANNUAL),
                    Column("法治政府建设年报", "/zwgk/fzzfjsnb/", decoys(COUNTY, 2023)[1:2]),
                ),
            ),
        ),
    )
]
