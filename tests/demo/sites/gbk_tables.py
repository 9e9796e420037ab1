"""An old site: layout tables, GBK that calls itself gb2312, addresses that are queries, no meta tags."""

from tests.demo.addresses import by_query
from tests.demo.content import LOOKS, decoys, newest_first, news, reports
from tests.demo.model import Column, DemoSite
from tests.demo.paging import QUERY

COUNTY = "镕山县"
NESTED = ({"layout": "nested_layout", "style": "font"}, {"layout": "nested_layout"}, *LOOKS[:2])

SITES = [
    DemoSite(
        site="rongshan",
        adcode="990203",
        name=COUNTY,
        prefecture="镕州市",
        theme="oldtable",
        encoding="gb2312",
        paging=QUERY,
        per_page=6,
        article=by_query,
        metas=False,
        columns=(
            Column("镕山新闻", "/news/list.asp?cid=3", news(COUNTY, 2023, 8)),
            Column(
                "信息公开",
                "/xxgk/",
                children=(
                    Column("信息公开指南", "/xxgk/list.asp?cid=11", decoys(COUNTY, 2020)[-2:-1]),
                    Column(
                        "信息公开年报",
                        "/xxgk/list.asp?cid=12",
                        newest_first(
                            reports(f"{COUNTY}人民政府", range(2019, 2025), size="county", looks=NESTED),
                            reports(
                                f"{COUNTY}堃源镇人民政府",
                                range(2021, 2024),
                                size="township",
                                editions={"requests": "2019"},
                            ),
                            decoys(COUNTY, 2023)[:7],
                        ),
                    ),
                ),
            ),
        ),
    )
]
