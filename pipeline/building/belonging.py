"""Whether a page is of the county that it was fetched for, by the ``SiteIDCode`` that government sites carry.

The code begins with the division code of the government that runs the site: 3209220001. Pages of the county, of its
prefecture or province, of a ministry (``bm…``) and of what the county was before belong to it; a page of any other
division is a copy, or the home page in sites.csv is another county's. Such a page is kept, read and named.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipeline.archive.captures import Capture

FORMER_CODES = Path(__file__).parent / "former_codes.toml"
DIVISION = re.compile(r"[1-9]\d{5}")


@cache
def _former() -> dict[str, str]:
    return tomllib.loads(FORMER_CODES.read_text(encoding="utf-8"))


def contradicts(site_id_code: str | None, adcode: str) -> bool:
    """Whether the code names another division. False where either says nothing."""
    division = DIVISION.match(site_id_code or "")
    if not division or not adcode:
        return False
    prefecture, province = f"{adcode[:4]}00", f"{adcode[:2]}0000"
    former = " ".join(_former().get(code, "") for code in (adcode, prefecture)).split()
    return division[0] not in (adcode, prefecture, province, *former)


def notes(capture: Capture) -> tuple[str, ...]:
    """What is to be said of the page, in words."""
    if not contradicts(capture.site_id_code, capture.adcode):
        return ()
    return (f"the page's SiteIDCode is {capture.site_id_code}, of another county than {capture.adcode}",)


def foreign(captures: Iterable[Capture]) -> dict[tuple[str, str], list[str]]:
    """Addresses of pages of another county, each once, by site and code."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for capture in captures:
        if contradicts(capture.site_id_code, capture.adcode):
            found[capture.site, capture.site_id_code][capture.url] = None
    return {key: list(addresses) for key, addresses in sorted(found.items())}
