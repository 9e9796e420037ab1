"""How slowly real hosts are asked, what loopback may be granted, and who may be asked at all."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler import settings
from crawler.calls import WrongCall, checked_contact
from crawler.fetching import politeness
from crawler.fetching.guards import AllowList
from crawler.fetching.hosts import shard_of
from crawler.sites import Site
from pipeline.commands.options import read_sites
from tests.crawler.nights import ROOT, write_sites
from tests.crawler.wire import links, page, serving

REAL = Site("a", "130534", "清河县", "http://www.a.gov.cn/", ("http://zwgk.a.gov.cn/nb/",))
OTHER = Site("b", "", "清河县", "http://www.b.com/")
LOOPBACK = Site("c", "", "清河县", "http://127.0.0.1:8001/")


def merged(**overrides: str) -> Settings:
    result = Settings()
    result.setmodule("crawler.settings", priority="project")
    result.setdict(overrides, priority="cmdline")
    politeness.grant(result)
    return result


@pytest.mark.parametrize(
    ("asked", "real", "loopback"), [(None, 4, 4), ("0", 4, 0), ("1", 4, 1), ("10", 10, 10)]
)
def test_only_loopback_is_granted_less_waiting(asked, real, loopback):
    found = merged(**({} if asked is None else {"DOWNLOAD_DELAY": asked}))
    assert found.getfloat("DOWNLOAD_DELAY") == real
    assert found.getfloat(politeness.LOOPBACK_DELAY) == loopback
    assert found.getbool("AUTOTHROTTLE_ENABLED") is (loopback >= settings.DOWNLOAD_DELAY)
    assert found.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert found.getbool("ROBOTSTXT_OBEY")


@pytest.mark.parametrize(
    ("url", "slot"),
    [
        ("http://www.a.gov.cn/x", "a.gov.cn"),
        ("https://a.gov.cn/", "a.gov.cn"),
        ("http://a.gov.cn:8080/", "a.gov.cn:8080"),
        ("http://127.0.0.1:8001/", "127.0.0.1:8001"),
        ("http://[::1]:8001/", "[::1]:8001"),
    ],
)
def test_what_is_one_host(url, slot):
    assert politeness.slot_of(url) == slot


def test_delays_of_real_hosts_and_of_loopback():
    granted = merged(DOWNLOAD_DELAY="0")
    assert politeness.of_slot("127.0.0.1:8001", granted) == {"delay": 0}
    assert politeness.of_slot("a.gov.cn", granted) == {}


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://www.a.gov.cn/x", True),
        ("https://a.gov.cn/x", True),
        ("http://zwgk.changchun.gov.cn/x", True),
        ("http://gov.cn/x", True),
        ("http://b.com/x", True),
        ("http://x.b.com/", False),
        ("http://evil.com/", False),
        ("http://a.gov.cn.evil.com/", False),
        ("http://agov.cn/", False),
        ("http://evil.com/a.gov.cn", False),
        ("http://a.gov.cn@evil.com/", False),
        ("http://127.0.0.1:8001/x", True),
        ("http://127.0.0.1:8002/x", False),
        ("http://A.GOV.CN./x", True),
        ("http://a.gov.cn:8080/", True),
        ("http://xgov.cn/", False),
        ("http://a.gov.com.cn/", False),
        ("http://evil.com@a.gov.cn/", False),
        ("http://a.gov.cn:80@evil.com/", False),
        ("http://a.gov.cn..evil.com/", False),
        ("http://a.gov.cn。evil.com/", False),
        ("http://evil.com／.gov.cn/", False),
        ("http://evil.com\\.gov.cn/", False),
        ("http://evil.com\\@a.gov.cn/", False),
        ("http://evil.com%2f.gov.cn/", False),
        ("http://evil.com%00.gov.cn/", False),
        ("http://evil.com;.gov.cn/", False),
        ("http://a b.gov.cn/", False),
        ("http://..gov.cn/", False),
        ("http://gοv.cn/", False),
        ("http://xn--gv-jbc.cn/", False),
        ("http://a.gov.cn:99999/", False),
        ("http://2130706433:8001/", False),
        ("http://0177.0.0.1:8001/", False),
        ("http://127.1:8001/", False),
        ("http://[::ffff:127.0.0.1]:8001/", False),
        ("http://[::1]:8001/", False),
        ("ftp://a.gov.cn/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_the_allow_list(url, allowed):
    assert AllowList([REAL, OTHER, LOOPBACK], allow_private_hosts=True).allows(url) is allowed


def test_real_hosts_want_a_contact(monkeypatch):
    monkeypatch.delenv("GONGKAI_CONTACT", raising=False)
    assert checked_contact([LOOPBACK], None) is None
    assert checked_contact([REAL], "a@b.org") == "a@b.org"
    with pytest.raises(WrongCall, match="--contact"):
        checked_contact([LOOPBACK, REAL], " ")
    monkeypatch.setenv("GONGKAI_CONTACT", "https://b.org/crawl")
    assert checked_contact([REAL], None) == "https://b.org/crawl"


@pytest.mark.parametrize("contact", ["a@b.org\r\nX-Header: 1", "(x)", "联系人"])
def test_a_contact_goes_into_a_header(contact):
    with pytest.raises(WrongCall, match="ASCII"):
        checked_contact([LOOPBACK], contact)


def test_every_figure_has_its_reason():
    lines = Path(settings.__file__).read_text(encoding="utf-8").splitlines()
    figures = {
        line: above
        for above, line in pairwise(lines)
        if line[:1].isupper() and " = " in line and line.split(" = ")[1][:1].isdigit()
    }
    assert len(figures) > 10
    assert not [
        line
        for line, above in figures.items()
        if "#" not in line + above[:1] and not line.startswith(("AUTOTHROTTLE_TARGET", "DOWNLOAD_WARN"))
    ]


def test_the_scrapy_command_says_who_asks(tmp_path):
    title = "清河县2024年政府信息公开工作年度报告"
    heads = []

    def home(head: bytes) -> bytes:
        heads.append(head.decode())
        return page(links(("/r.html", title)))

    with serving({"/": home, "/r.html": page(title)}) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"}, {"homepage": "nothing"})
        arguments = {"sites": sites_csv, "data": tmp_path, "allow_private_hosts": 1, "contact": "a@b.org"}
        command = [sys.executable, "-m", "scrapy", "crawl", "annual_reports", "-s", "DOWNLOAD_DELAY=0"]
        command += [part for name, value in arguments.items() for part in ("-a", f"{name}={value}")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert wire.log == ["/robots.txt", "/", "/r.html"]
    assert "line 3: homepage" in done.stderr
    assert (
        "User-Agent: gongkai/0.1 (research archive of annual reports on open government information; contact: a@b.org)"
        in heads[0]
    )
    assert "Accept-Encoding: gzip, deflate" in heads[0]
    assert "Cookie" not in heads[0]


def test_shards_share_no_host_and_leave_none_out():
    hosts = [f"www.c{number}.gov.cn" for number in range(200)]
    shares = [{host for host in hosts if shard_of(f"http://{host}/", 4) == share} for share in range(1, 5)]
    assert sum(map(len, shares)) == len(hosts) and all(len(share) > 20 for share in shares)
    assert shard_of("https://c7.gov.cn/nb/", 4) == shard_of("http://www.c7.gov.cn/", 4)


def test_a_command_knows_the_sites_of_its_shard_alone(tmp_path):
    names = [f"http://c{number}.gov.cn/" for number in range(20)]
    sites_csv = write_sites(tmp_path / "sites.csv", *({"homepage": name} for name in names))
    shares = [{site.homepage for site in read_sites(sites_csv, (share, 3))[0]} for share in (1, 2, 3)]
    assert all(shares) and sorted(name for share in shares for name in share) == sorted(names)
