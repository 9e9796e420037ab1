"""Plain links to the next and the last page, with folders by level and organ below a menu that only unfolds."""

from tests.demo.addresses import by_number
from tests.demo.content import decoys, newest_first
from tests.demo.families import BUREAUS, COUNTY, TOWNS, own, site, units
from tests.demo.model import Column
from tests.demo.paging import QUERY

SITES = [
    site(
        "pager",
        (
            Column(
                "政府信息公开年报",
                "/zwgk/nb/",
                newest_first(own(), decoys(COUNTY, 2021)),
                children=(
                    Column("政府工作部门", "/zwgk/nb/bm/", units(BUREAUS)),
                    Column("乡镇街道", "/zwgk/nb/xz/", units(TOWNS)),
                ),
            ),
        ),
        paging=QUERY,
        per_page=4,
        article=by_number,
    )
]
