"""Reports by year in the query: xxgkAnnualReport.jsp?fbtime=2023&area=…, a page a year and organ, chosen in a menu.

<select name="fbtime" onchange="…"><option value="2023">2023</option>…      or ?timeFrame=2021 in the links
"""

import re
from collections.abc import Iterator

from crawler.links import Link
from crawler.listings.family import Family
from crawler.pages import Page
from crawler.urls import with_parameter
from crawler.vocabulary import YEAR_QUERY

MENU = re.compile(r"<select\b([^>]*)>(.*?)</select>", re.I | re.S)
NAME = re.compile(r"\b(?:name|id)\s*=\s*[\"']?([\w-]+)", re.I)
OPTION = re.compile(r"<option\b[^>]*?value\s*=\s*[\"']?([^\"'\s>]+)[\"']?[^>]*>([^<]*)", re.I)
YEAR = re.compile(r"20\d\d")
PLACE = re.compile(r"area|org|dept|dep|unit|bm|dw", re.I)


def entries(page: Page) -> Iterator[Link]:
    """A page for each choice of a menu: of years, and of organs where the address names one."""
    asked = YEAR_QUERY.search(page.url)
    for attributes, options in MENU.findall(page.text):
        name = NAME.search(attributes)
        choices = OPTION.findall(options)
        if choices and all(YEAR.fullmatch(value) for value, _ in choices):
            parameter = asked[1] if asked else name[1] if name else None
            for value, _ in choices if parameter else ():
                yield Link(with_parameter(page.url, parameter, value), f"{value}年")
        elif name and PLACE.search(name[1]):
            for value, text in choices:
                yield Link(with_parameter(page.url, name[1], value), text.strip())


FAMILY = Family(re.compile(rf"AnnualReport\.jsp|{YEAR_QUERY.pattern}", re.I), entries)
