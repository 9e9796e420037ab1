"""A disclosure platform two hops from the home page, whose report column mixes news and other reports."""

from dataclasses import replace

from tests.demo.addresses import by_hash
from tests.demo.content import LOOKS, copy_elsewhere, decoys, newest_first, news, reports
from tests.demo.model import Column, DemoSite
from tests.demo.paging import WORDS

COUNTY = "望汐县"
OWN = reports(f"{COUNTY}人民政府", range(2021, 2026), size="county", looks=LOOKS[3:])

SITES = [
    DemoSite(
        site="wangxi",
        adcode="990105",
        name=COUNTY,
        family="ucap",
        theme="gkmlpt",
        encoding="undeclared",
        paging=WORDS,
        per_page=7,
        article=by_hash,
        columns=(
            Column("今日望汐", "/jrwx/list.shtml", news(COUNTY, 2025, 9)),
            Column(
                "政务公开",
                "/zwgk/list.shtml",
                children=(
                    Column("政策文件", "/zwgk/zcwj/list.shtml", decoys(COUNTY, 2025)[4:5]),
                    Column(
                        "政府信息公开",
                        "/zwgk/zfxxgk/list.shtml",
                        children=(
                            Column(
                                "政府信息公开制度", "/zwgk/zfxxgk/zd/list.shtml", decoys(COUNTY, 2019)[-1:]
                            ),
                            Column(
                                "政府信息公开年报",
                                "/zwgk/zfxxgk/nb/list.shtml",
                                newest_first(
                                    (*OWN[:-1], replace(OWN[-1], late=True)),
                                    reports(f"{COUNTY}农业农村局", (2022, 2024), breaks=("R4",)),
                                    news(COUNTY, 2024, 6),
                                    decoys(COUNTY, 2022),
                                    (copy_elsewhere(COUNTY, 2020),),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )
]
