"""Reports by year in the query: xxgkAnnualReport.jsp?fbtime=2023&area=…, a page a year and organ, chosen in a menu.

<select name="fbtime" onchange="…"><option value="2023">2023</option>…      or ?timeFrame=2021 in the links
"""

import re
from collections.abc import Iterator

from crawler.finding.links import Link
from crawler.finding.pages import Page
from crawler.finding.scan import enclosed
from crawler.finding.vocabulary import YEAR_PARAMETER, YEAR_QUERY
from crawler.listings.family import Family
from crawler.urls import with_parameter

MENU, MENU_END = re.compile(r"<select\b([^<>]*)>", re.I), re.compile(r"</select>", re.I)
NAME = re.compile(r"\b(?:name|id)\s*=\s*[\"']?([\w-]+)", re.I)
OPTION = re.compile(
    r"<option\b[^<>]{0,99}?value\s?=\s?[\"']?([^\"'\s<>]{1,200})[\"']?[^<>]{0,99}>([^<]*)", re.I
)
MENU_OF_YEARS = rf"<select\b[^<>]{{0,99}}\bname\s?=\s?[\"']?(?:{YEAR_PARAMETER})\b"
YEAR = re.compile(r"20\d\d")
PLACE = re.compile(r"area|org|dept|dep|unit|bm|dw", re.I)


def entries(page: Page) -> Iterator[Link]:
    """A page for each choice of a menu: of years, and of organs where the address names one."""
    asked = YEAR_QUERY.search(page.url)
    for menu, options in enclosed(page.text, MENU, MENU_END):
        name = NAME.search(menu[1])
        choices = OPTION.findall(options)
        if choices and all(YEAR.fullmatch(value) for value, _ in choices):
            parameter = asked[1] if asked else name[1] if name else None
            for value, _ in choices if parameter else ():
                yield Link(with_parameter(page.url, parameter, value), f"{value}年")
        elif name and PLACE.search(name[1]):
            for value, text in choices:
                yield Link(with_parameter(page.url, name[1], value), text.strip())


FAMILY = Family(re.compile(rf"AnnualReport\.jsp|{YEAR_QUERY.pattern}|{MENU_OF_YEARS}", re.I), entries)
