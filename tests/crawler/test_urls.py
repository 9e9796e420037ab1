"""Addresses: one spelling, one identity, and what a trap's look like."""

import pytest

from crawler import urls
from crawler.fetching.resolver import FirstAnswer, dnscache

BASE = "http://www.a.gov.cn/zwgk/nb/index.html"


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("./202301/t1.html", "http://www.a.gov.cn/zwgk/nb/202301/t1.html"),
        ("../", "http://www.a.gov.cn/zwgk/"),
        ("HTTP://WWW.A.gov.CN:80", "http://www.a.gov.cn/"),
        ("https://a.gov.cn:443/x#top", "https://a.gov.cn/x"),
        ("http://a.gov.cn:8080/x", "http://a.gov.cn:8080/x"),
        ("//b.gov.cn/x", "http://b.gov.cn/x"),
        ("\\nb\\t1.html?a=\\", "http://www.a.gov.cn/nb/t1.html?a=%5C"),
        ("http://a.gov.cn\\@evil.com/", "http://a.gov.cn/@evil.com/"),
        ("x.jsp;jsessionid=0A?id=1&JSESSIONID=2&sid=3", "http://www.a.gov.cn/zwgk/nb/x.jsp?id=1&sid=3"),
        (
            "x.jsp?id=1&token=8f14e45fceea167a5a36dedd4bea2543&_=0.8172&t=1700000000000",
            "http://www.a.gov.cn/zwgk/nb/x.jsp?id=1",
        ),
        ("?page=2", "http://www.a.gov.cn/zwgk/nb/index.html?page=2"),
        (" /年报/ ", "http://www.a.gov.cn/%E5%B9%B4%E6%8A%A5/"),
        ("http://a.gov.cn./x", "http://a.gov.cn/x"),
        ("http://[::1]:81/", "http://[::1]:81/"),
        ("javascript:void(0)", None),
        ("mailto:a@b", None),
        ("ftp://a.gov.cn/", None),
        ("http://a.gov.cn@evil.com/", None),
        ("http://a.gov.cn:99999/", None),
        ("http://[/", None),
    ],
)
def test_clean(address, cleaned):
    assert urls.clean(address, BASE) == cleaned
    assert cleaned is None or urls.clean(cleaned) == cleaned


def test_queries_go_out_in_the_encoding_of_the_page():
    assert urls.clean("/s?q=年报", BASE, "gb18030") == "http://www.a.gov.cn/s?q=%C4%EA%B1%A8"


@pytest.mark.parametrize(
    "other",
    [
        "https://a.gov.cn/nb/",
        "http://www.a.gov.cn/nb/index.html",
        "http://a.gov.cn/nb",
        "http://a.gov.cn/nb/default.aspx",
    ],
)
def test_addresses_of_one_page(other):
    assert urls.identity(other) == urls.identity("http://www.a.gov.cn/nb/")


def test_the_order_of_a_query_does_not_matter_but_its_values_do():
    assert urls.identity("http://a.cn/?a=1&b=2") == urls.identity("http://a.cn/?b=2&a=1")
    assert urls.identity("http://a.cn/?a=1") != urls.identity("http://a.cn/?a=2")
    assert urls.identity("http://a.cn:81/") != urls.identity("http://a.cn/")


NOT_PUBLIC = [
    "0.0.0.0",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "fc00::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001:db8::1",
]


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("::1", True),
        ("[fe80::1]", True),
        ("::ffff:192.168.0.1", True),
        ("8.8.8.8", False),
        ("2400:3200::1", False),
        ("a.gov.cn", False),
        *[(address, True) for address in NOT_PUBLIC],
        ("::ffff:8.8.8.8", False),
        ("64:ff9b::808:808", False),
    ],
)
def test_private_addresses(address, private):
    assert urls.is_private(address) is private


@pytest.mark.parametrize(
    "address",
    [
        "http://a.gov.cn/" + "x" * 700,
        "http://a.gov.cn/a/b/a/b/a/b/",
        "http://a.gov.cn/" + "/".join("abcdefghijklmnop"),
        "http://a.gov.cn/?" + "&".join(f"a{n}=1" for n in range(40)),
    ],
)
def test_addresses_of_traps(address):
    assert urls.is_overgrown(address)


def test_a_name_keeps_its_first_address():
    """Of two questions asked at once, the later answer must not replace the one that was looked at."""
    resolver = FirstAnswer(None, 100, 1)
    assert resolver._cache_result("8.8.8.8", "a.test") == "8.8.8.8"
    assert resolver._cache_result("10.0.0.1", "a.test") == "8.8.8.8"
    dnscache.pop("a.test")


def test_addresses_of_reports_are_not_a_trap_s():
    assert not urls.is_overgrown(
        "http://www.a.gov.cn/zwgk/zfxxgk/zfxxgknb/2022n/xz/202301/1/1/1/t20230118_11520599.html"
    )
