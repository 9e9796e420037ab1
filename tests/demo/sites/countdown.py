"""VSB-like: the second page of a list is list/<n>.htm, counted down to the oldest."""

from tests.demo.addresses import by_column
from tests.demo.content import LOOKS, decoys, newest_first, news, reports
from tests.demo.model import Column, DemoSite
from tests.demo.paging import COUNTDOWN

COUNTY = "砚原县"

SITES = [
    DemoSite(
        site="yanyuan",
        adcode="990106",
        name=COUNTY,
        family="vsb",
        theme="vsb",
        paging=COUNTDOWN,
        per_page=6,
        article=by_column,
        columns=(
            Column("砚原新闻", "/yyxw.htm", news(COUNTY, 2025, 8)),
            Column(
                "政务公开",
                "/zwgk.htm",
                children=(
                    Column(
                        "政府信息公开年报",
                        "/zwgk/zfxxgknb.htm",
                        newest_first(
                            reports(f"{COUNTY}人民政府", range(2020, 2026), size="county", looks=LOOKS[4:]),
                            reports(f"{COUNTY}水务局", (2021, 2022), title_form="short"),
                            decoys(COUNTY, 2024)[:8],
                        ),
                    ),
                ),
            ),
        ),
    )
]
