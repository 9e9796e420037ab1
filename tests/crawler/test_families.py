"""Every family of list systems is held to the same, on its embedded sites, over two nights.

A new family is a module in ``crawler/listings/families`` and a site of the same name in ``tests/demo/families``.
"""

import pytest

from crawler.listings import all_families
from pipeline.archive.captures import captures
from tests.crawler.nights import night
from tests.demo import DemoSites
from tests.demo.families import family_sites

SITES = [site for sites in family_sites().values() for site in sites]


@pytest.fixture(scope="module")
def nights(tmp_path_factory, request):
    """(the sites, captures, summaries by site, requests by night), of the sites that the chosen tests are about."""
    data = tmp_path_factory.mktemp("families")
    chosen = {item.callspec.params.get("site") for item in request.session.items if hasattr(item, "callspec")}
    with DemoSites([site for site in SITES if site.site in chosen]) as demo:
        demo.write_sites_csv(data / "sites.csv")
        summaries, requests = [], []
        for _ in range(2):
            before = len(demo.log)
            summaries.append({site["site"]: site for site in night(data / "sites.csv", data)["sites"]})
            requests.append(demo.log[before:])
        yield demo, list(captures(data, bodies=False)), summaries, requests


def taken(nights, site: str) -> set[str]:
    """The addresses at which a site's captures stand as reports."""
    return {capture.url for capture in nights[1] if capture.site == site and capture.role == "report"}


def test_every_family_has_a_site():
    assert all_families().keys() == family_sites().keys()


@pytest.mark.parametrize("site", [site.site for site in SITES])
class TestEverySite:
    def test_every_report_is_found(self, nights, site):
        expected = {report.url for report in nights[0].expected if report.site == site}
        assert len(expected) >= 9
        assert expected - taken(nights, site) == set()

    def test_no_look_alike_is_taken_and_each_is_counted(self, nights, site):
        demo, found, summaries, _ = nights
        decoys = {url for url in demo.decoys if url.startswith(demo.url(site) + "/")}
        assert decoys & {capture.url for capture in found} == set()
        assert summaries[0][site]["look_alikes"] or not decoys

    def test_first_visit_costs_two_requests_a_report_and_thirty(self, nights, site):
        demo, _, _, requests = nights
        asked = [request for request in requests[0] if request.site == site]
        expected = [report for report in demo.expected if report.site == site]
        assert len(asked) <= 2 * len(expected) + 30

    def test_second_night_asks_for_no_unchanged_body(self, nights, site):
        asked = [request for request in nights[3][1] if request.site == site]
        assert not [request.path for request in asked if request.status == 200 and request.method == "GET"]

    def test_the_county_s_own_report_of_the_newest_year_comes_first(self, nights, site):
        demo, found, _, _ = nights
        of = {report.url: report for report in demo.expected if report.site == site}
        asked = [of[capture.url] for capture in found if capture.url in of and capture.role == "report"]
        assert asked, "none of the site's reports was found: does the family give the entries of its list?"
        assert asked[0].issuer == "澄溪县人民政府"
        assert asked[0].year == max(report.year for report in of.values())
