"""Embedded sites for each way of listing, one module each, named like the family's in ``crawler.listings.families``.

They are not part of the demo. What every one of them must give is in ``tests/crawler/test_families.py``.
"""

from importlib import import_module
from pkgutil import iter_modules

from tests.demo.content import LOOKS, copy_elsewhere, decoys, newest_first, reports
from tests.demo.model import Column, DemoSite, Entry, Listed

COUNTY = "澄溪县"
BUREAUS = ("教育局", "水利局", "审计局", "司法局")
TOWNS = ("柏林镇人民政府", "苇塘乡人民政府")


def family_sites() -> dict[str, list[DemoSite]]:
    """The sites of each family."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").SITES for name in names}


def own(years=range(2019, 2026)) -> tuple[Entry, ...]:
    return reports(f"{COUNTY}人民政府", years, size="county", looks=LOOKS)


def units(names: tuple[str, ...] = BUREAUS, years=(2022, 2023, 2024), **facts) -> tuple[Entry, ...]:
    """Reports of organs, newest first."""
    return newest_first(
        *(
            reports(f"{COUNTY}{name}", years, looks=LOOKS[number:], **facts)
            for number, name in enumerate(names)
        )
    )


def mixed() -> tuple[Entry, ...]:
    """A column that lists everything: own reports, those of organs, and what only looks like them."""
    return newest_first(own(), units(BUREAUS[:3]), decoys(COUNTY, 2023), (copy_elsewhere(COUNTY, 2018),))


def site(family: str, columns: tuple[Column, ...], **how) -> DemoSite:
    """A site whose home page leads to ``columns`` over a disclosure page. ``how``: fields of ``DemoSite``."""
    top = Column("政务公开", how.pop("entry", "/zwgk/"), children=columns)
    return DemoSite(
        site=how.pop("name", family), adcode="990401", name=COUNTY, family=family, columns=(top,), **how
    )


def by_key(listed: tuple[Listed, ...], key: object) -> Listed | None:
    """The column of a number."""
    return next((one for one in listed if str(one.number) == str(key)), None)


def li(links) -> str:
    """Entries as the lines of a list."""
    return "".join(
        f'<li><a href="{link.href}" title="{link.title}">{link.title[:22]}…</a><span>{link.day}</span></li>'
        for link in links
    )
