"""``data/sites.csv``: every line is a county of the official divisions, on a host of its own under .gov.cn."""

import csv
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.sites import read_sites

REGISTRY = Path(__file__).parents[1] / "data" / "sites.csv"
WITHOUT_SITE = {"350527", "460302", "460303", "653132", "653228", "653229", "659013"}
"""County-level divisions without a home page of their own that is known; ``data/README.md`` names them."""


@pytest.fixture(scope="module")
def sites():
    found, bad = read_sites(REGISTRY)
    assert not bad
    return found


@pytest.fixture(scope="module")
def counties(shared):
    with (shared / "registry" / "divisions.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["adcode"]: row for row in csv.DictReader(file) if row["level"] == "县级"}


def host(site):
    return urlsplit(site.homepage).hostname.removeprefix("www.")


def twice(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_every_line_has_a_code_of_six_digits_that_is_its_name(sites):
    assert not [site for site in sites if not re.fullmatch(r"[1-6]\d{5}", site.adcode)]
    assert all(site.site == site.adcode for site in sites), "names of sites are part of report ids"
    assert not twice(site.site for site in sites)


def test_lines_are_in_the_order_of_the_codes(sites):
    assert [site.adcode for site in sites] == sorted(site.adcode for site in sites)


def test_no_two_counties_share_a_host(sites):
    assert not twice(map(host, sites))


def test_every_home_page_is_the_root_of_a_government_host(sites):
    for site in sites:
        address = urlsplit(site.homepage)
        assert address.scheme in ("http", "https") and address.hostname.endswith(".gov.cn"), site
        assert (address.path, address.query, address.fragment) == ("/", "", ""), site


def test_the_file_is_plain_and_whole(sites):
    text = REGISTRY.read_text("utf-8")
    assert text.endswith("\n") and "\r" not in text and len(text.splitlines()) == len(sites) + 1
    assert not re.search(r"[ \t\u3000\ufeff]", text)


def test_every_line_is_a_county_of_the_official_divisions(sites, counties):
    for site in sites:
        official = counties[site.adcode]
        found = (site.name, site.province, site.prefecture)
        assert found == (official["name"], official["province"], official["prefecture"])


def test_every_county_of_the_official_divisions_is_there(sites, counties):
    assert counties.keys() - {site.adcode for site in sites} <= WITHOUT_SITE
