"""TRS WCM: ``createPageHTML`` in both its forms, folders by year and level, relative links, GBK."""

from tests.demo.addresses import by_day, by_hash
from tests.demo.content import decoys, newest_first
from tests.demo.families import BUREAUS, COUNTY, mixed, own, site, units
from tests.demo.model import Column, Paging
from tests.demo.paging import SCRIPT


def _from_one(column: str, page: int, pages: int) -> str:
    return column if page == 0 else column.replace("list.shtml", f"list_{page + 1}.shtml")


def _six(column: str, page: int, pages: int) -> str:
    return (
        "<div id='page_div'></div>"
        f"<script>createPageHTML('page_div',{pages}, {page + 1},'list','shtml',1000);</script>"
    )


def _year(year: int) -> Column:
    def of_year(entries):
        return tuple(entry for entry in entries if entry.report.year == year)

    return Column(
        f"{year}年",
        f"/zwgk/zfxxgknb/{year}n/",
        children=(
            Column("县政府", f"/zwgk/zfxxgknb/{year}n/xzf/", of_year(own())),
            Column(
                "县直部门",
                f"/zwgk/zfxxgknb/{year}n/bm/",
                newest_first(of_year(units(BUREAUS)), decoys(COUNTY, year)[:6]),
            ),
        ),
    )


SITES = [
    site(
        "trs",
        (Column("政府信息公开年报", "/zwgk/zfxxgknb/", children=tuple(map(_year, (2024, 2023, 2022)))),),
        paging=SCRIPT,
        per_page=3,
        article=by_day,
        links="relative",
        encoding="gb2312",
    ),
    site(
        "trs",
        (Column("公开年报", "/zwgk/gknb/list.shtml", mixed()),),
        name="trs_six",
        paging=Paging(_from_one, _six),
        per_page=8,
        article=by_hash,
        links="relative",
    ),
]
