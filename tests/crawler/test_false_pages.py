"""Pages with status 200 that are none, and pages that must not be taken for such."""

import time

import pytest

from crawler.false_pages import verdict
from crawler.outcomes import of_response
from tests.builders.html import render_html
from tests.builders.report import make_report

URL = "http://a.gov.cn/x"
TEMPLATE = (
    "<html><head><title>{title}</title><style>p {{ color: red }}</style></head><body>{body}</body></html>"
)
NAVIGATION = "".join(
    f"<li><a href='/{n}/'>栏目{n}：政务公开、走进清河、互动交流、办事服务</a></li>" for n in range(40)
)


def html(body: str, title: str = "清河县人民政府") -> bytes:
    return TEMPLATE.format(title=title, body=body).encode()


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        (html("<p>您访问的页面不存在或已删除！</p><a href='/'>返回首页</a>"), "gone"),
        (html("<h1>404</h1> 抱歉，找不到您要的页面"), "gone"),
        (html("The requested URL /x was not found on this server."), "gone"),
        (html(f"<ul>{NAVIGATION}</ul>", title="404 页面不存在"), "gone"),
        (html(f"<ul>{NAVIGATION}</ul>", title="页面未找到_清河县人民政府"), "gone"),
        (html("该信息已被删除"), "gone"),
        (html("系统繁忙，请稍后再试"), "server_error"),
        (html("HTTP Status 500 - Internal Server Error"), "server_error"),
        (html("“/”应用程序中的服务器错误。", title="运行时错误"), "server_error"),
        (html("网站维护中，给您带来不便敬请谅解"), "server_error"),
        (html("您的访问请求已被网站管理员设置拦截"), "blocked"),
        (html("您访问过于频繁，请稍后再试"), "blocked"),
        (html("本网站限制境外IP访问"), "blocked"),
        (html("", title="Request Rejected"), "blocked"),
        (html("<script>document.cookie='x=1';location.reload()</script>"), "challenged"),
        (
            html("<script>setCookie('a','b'); window.location.href=window.location.href</script>"),
            "challenged",
        ),
        (html(""), "empty"),
        (html("<!-- 年报 --><!---->"), "empty"),
        (
            html("<div id='app'></div><script src='/app.js'></script><noscript>请启用JavaScript</noscript>"),
            "empty",
        ),
        (html("<div id='root'>加载中…</div><script src='/app.js'></script>"), "empty"),
    ],
)
def test_what_a_page_says_is_its_outcome(page, outcome):
    found, message = of_response(URL, 200, {"content-type": "text/html"}, page, None, "report")
    assert (found, bool(message)) == (outcome, True)


@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_in_any_charset(charset):
    page = html("您访问的页面不存在").decode().encode(charset)
    assert verdict(page, "text/html", "list")[0] == "gone"


@pytest.mark.parametrize(
    "page",
    [
        html(f"<ul>{NAVIGATION}</ul><p>关于部分网页不存在等错误的整改通报</p>"),
        html("<div id='app'></div><script src='/app.js'></script>"),
        html("<script>location.href='/index.html'</script>"),
        html("<meta http-equiv='refresh' content='0;url=/index.html'>"),
        html("<script>document.cookie='visited=1';location.href='/zwgk/index.html'</script>"),
        html("<a href='/nb/'>政府信息公开年报</a>"),
        html("<img src='/scan.jpg'>"),
        html("<iframe src='/list.html'></iframe>"),
        b"<datastore><recordset></recordset></datastore>",
        b"[]",
    ],
)
def test_pages_that_lead_on_are_pages(page):
    assert verdict(page, "text/html", "list") is None


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("seed", range(5))
def test_no_report_is_taken_for_an_apology(edition, seed):
    assert verdict(render_html(make_report(seed, edition)), "text/html", "report") is None


def test_only_pages_are_judged():
    page = html("您访问的页面不存在")
    assert verdict(page, "application/pdf", "report") is None
    assert verdict(page + b" " * 300_000, "text/html", "report") is None
    assert of_response(URL, 500, {}, page, None)[0] == "server_error"


@pytest.mark.parametrize(
    "location", ["/WZWSRELw==?wzwschallenge=V1pX", "http://a.gov.cn/?__jsl_clearance=1", "/x?wzwsconfirm=1"]
)
def test_redirects_to_challenges(location):
    assert of_response(URL, 302, {"location": location}, b"", None)[0] == "challenged"


@pytest.mark.parametrize(
    "unit",
    [
        "<script>",
        "<script ",
        "<style>x",
        "<title>",
        "<title",
        "<!--",
        "<",
        "</",
        "&nbsp;",
        " ",
        "location ",
        "</body ",
    ],
)
def test_what_is_left_open_costs_no_more_than_its_length(unit):
    page = (b"</html>" + unit.encode() * (250_000 // len(unit)))[:250_000]
    started = time.process_time()
    verdict(page, "text/html", "report")
    assert time.process_time() - started < 1
