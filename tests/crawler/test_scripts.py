"""What scripts say without being run: literals, addresses put together, calls, requests for data; posted forms."""

import pytest

from crawler.fetching.posting import posted, taken_apart
from crawler.finding.literals import literal_at
from crawler.finding.scripts import Asked, Scripts
from crawler.urls import identity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2, {"b": null}]}', {"a": [1, 2, {"b": None}]}),
        ("{a: 'x', \"b\": [1,], c: {}}", {"a": "x", "b": ["1"], "c": {}}),
        ("['a\\'b', \"\\u5e74\"]", ["a'b", "年"]),
        ("{a: true, // first\n b: undefined /* second */}", {"a": True, "b": None}),
        ("[]", []),
    ],
)
def test_literals(text, value):
    assert literal_at(f"x = {text}; y", 4) == (value, 4 + len(text))


@pytest.mark.parametrize("text", ["", "[", "{a}", "{a:1 b:2}", "[" * 9999, "{1:{", "['a", "function () {}]"])
def test_what_is_no_literal(text):
    with pytest.raises(ValueError):
        literal_at(text, 0)


PAGE = '<meta name="channelid" content="a1b2"><input type="hidden" id="cat" value="77">'
SCRIPT = """
var base = '/cms/', cid = 12; const site = base + 'x';
var _id = $('meta[name="channelid"]').attr('content');
function openIt(day, id) { window.open(base + day + '/' + id + '.html'); }
var turn = function (n) { location.href = 'list_' + n + '.html'; };
"""


@pytest.fixture
def scripts() -> Scripts:
    return Scripts((SCRIPT,), PAGE)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'/a/' + cid + '.html'", "/a/12.html"),
        ('base + "b?page=" + pageNo', "/cms/b?page=1"),
        ("'/search/' + _id + '?size=' + pageSize", "/search/a1b2?size=20"),
        ("'/c/' + $('#cat').val()", "/c/77"),
        ("'/c/' + encodeURIComponent(base)", "/c//cms/"),
        ("'/c/' + unknown", None),
        ("'/c/' + Math.random()", None),
    ],
)
def test_expressions(scripts, expression, value):
    assert scripts.value(expression) == value


@pytest.mark.parametrize(
    ("call", "address"),
    [
        ("openIt('2024-01-02', 7)", "/cms/2024-01-02/7.html"),
        ("return openIt('a','b');", "/cms/a/b.html"),
        ("turn(3)", "list_3.html"),
        ("missing(3)", None),
        ("", None),
    ],
)
def test_calls(scripts, call, address):
    assert scripts.led_to(call) == address


def test_requests_for_data():
    script = (
        """
    $.ajax({ url: '/list/' + cid + '.json', data: { page: pageNo, name: '年报', size: 15 }, type: 'POST' });
    var cid = '9';
    fetch('/other?cid=' + cid);
    $.get(unknown + '/x');
    """
        + " " * 900
        + "$.getJSON('/late.json');"
    )
    asked = list(Scripts((script,), "").asked())
    assert asked[0] == Asked("/list/9.json", {"page": "1", "name": "年报", "size": "15"}, True)
    assert [one.address for one in asked] == ["/list/9.json", "/other?cid=9", "/late.json"]
    assert asked[2] == Asked("/late.json", {}, False)


@pytest.mark.parametrize("url", ["http://a.gov.cn/p.jsp", "http://a.gov.cn/p.jsp?a=1&b=2"])
def test_a_posted_form_is_an_address_of_its_own(url):
    address = posted(url, {"page": "2", "名": "年报 &="})
    assert taken_apart(address) == (url, "page=2&%E5%90%8D=%E5%B9%B4%E6%8A%A5+%26%3D")
    assert identity(address) != identity(posted(url, {"page": "3", "名": "年报 &="}))
    assert taken_apart(url) == (url, None)
