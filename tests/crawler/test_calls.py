"""A crawl that is asked for in a way that makes no sense, or is not polite, is refused before anything is opened."""

import pytest
from scrapy.settings import Settings

from crawler.calls import WrongCall, check_settings
from crawler.sites import Site

REAL = [Site("real", None, "清河县", "http://www.qinghe.gov.cn/")]
LOOPBACK = [Site("here", None, "清河县", "http://127.0.0.1:8000/")]


def settings(**asked: str) -> Settings:
    found = Settings()
    found.setmodule("crawler.settings", priority="project")
    found.setdict(asked, priority="cmdline")
    return found


@pytest.mark.parametrize("sites", [REAL, LOOPBACK])
@pytest.mark.parametrize(
    "asked",
    [
        {"DOWNLOAD_DELAY": "abc"},
        {"DOWNLOAD_DELAY": "-1"},
        {"DOWNLOAD_DELAY": "nan"},
        {"DOWNLOAD_DELAY": "inf"},
        {"HOST_NIGHT_REQUESTS": "many"},
        {"UNTIL": "25:00"},
    ],
)
def test_what_is_no_number_or_hour_is_named(asked, sites):
    with pytest.raises(WrongCall, match=next(iter(asked))):
        check_settings(settings(**asked), sites)


@pytest.mark.parametrize(
    "asked",
    [
        {"ROBOTSTXT_OBEY": "False"},
        {"CONCURRENT_REQUESTS_PER_DOMAIN": "8"},
        {"COOKIES_ENABLED": "1"},
        {"RETRY_ENABLED": "perhaps"},
    ],
)
def test_only_this_machine_grants_less_politeness(asked):
    with pytest.raises(WrongCall, match="real"):
        check_settings(settings(**asked), REAL)
    check_settings(settings(**asked), LOOPBACK)


def test_the_settings_as_they_are_suit_real_hosts():
    check_settings(settings(), REAL)
