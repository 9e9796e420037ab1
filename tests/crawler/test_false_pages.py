"""Pages with status 200 that are none, and pages that must not be taken for such."""

import time

import pytest

from crawler.fetching.false_pages import verdict
from crawler.fetching.outcomes import of_response
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


FRAME = "<a href='/'>首页</a> <a href='/nb/'>政府信息公开年报</a> 主办：清河县人民政府办公室 网站标识码：1305340001"
SAID = {
    "challenged": [
        ("滑动验证页面", "请拖动滑块完成验证<script src='nc.js'></script>"),
        ("", "为了您的访问安全，请输入验证码<img src='/captcha.jpg'><input>"),
        ("请完成安全验证", "<button>点击验证</button>"),
        ("请稍候", "浏览器安全检查中，请稍候"),
        ("Just a moment...", "Checking your browser"),
        ("", "<script src='/.safeline/static/waf.js'></script>"),
        ("", "<script r='m'>(function(){})()</script>"),
        (
            "",
            "<script>function YunSuoAutoJump(){self.location='/?security_verify_data='+screen.width}</script>",
        ),
        ("", "<meta http-equiv='refresh' content='0'><script>document.cookie='a=b'</script>"),
    ],
    "blocked": [
        ("", f"{FRAME} 您的请求带有不合法参数，已被网站管理员设置拦截！"),
        ("501", "很抱歉，您提交的请求可能对网站造成威胁，请求已被管理员设置的策略阻断"),
        ("提示", "您的IP地址 203.0.113.9 不在允许访问的范围内"),
        ("", "您的访问频率过高，请稍后再试"),
        ("", "对不起，本网站暂不对境外IP提供服务。"),
        ("", "抱歉，您所在地区暂时无法访问本网站"),
        ("Error", "The requested URL was rejected. Your support ID is: 123"),
        ("提示", "非法访问！您的操作已被记录"),
    ],
    "gone": [
        ("", f"{FRAME} 非常抱歉，您访问的网页已经删除、更名或暂时不可用。"),
        ("", f"{FRAME} <h2>页面不存在</h2> 5 秒后跳转到首页"),
        ("", "对不起，您访问的栏目已关闭"),
        ("", "很抱歉，您访问的页面走丢了~"),
        ("", "您访问的文章未审核或已撤销"),
        ("", "<script>alert('该信息已删除');history.go(-1)</script>"),
        ("无法找到该页", "您正在搜索的页面可能已经删除、更名或暂时不可用。"),
        ("404-清河县人民政府", FRAME),
        ("Page Not Found", FRAME),
    ],
    "server_error": [
        ("Error", "<pre>java.lang.NullPointerException at com.x.Y.z(Y.java:33)</pre>"),
        ("", "系统升级维护中"),
        ("", "服务器忙，请稍后再试"),
        ("", "SQLSTATE[HY000] [2002] Connection refused"),
        ("Error 500", "Internal error"),
        ("", "服务暂时不可用"),
    ],
}


@pytest.mark.parametrize(
    ("outcome", "title", "body"), [(outcome, *page) for outcome, pages in SAID.items() for page in pages]
)
def test_firewalls_servers_and_content_systems_in_their_words(outcome, title, body):
    for role in ("report", "list"):
        assert of_response(URL, 200, {}, html(body, title), None, role)[0] == outcome


REPORT = "清河县人民政府2024年政府信息公开工作年度报告"
ALIKE = [
    (REPORT, f"{FRAME} 我局2024年未收到政府信息公开申请，不存在行政复议情况。"),
    (REPORT, f"{FRAME} 本年度制发文件0件，已废止文件3件，内容不存在泄密情况。"),
    (REPORT, f"{FRAME} 全年答复“该信息不存在”3件，重复申请1件，被拒绝0件。"),
    (REPORT, f"{FRAME} 增加验证码，完成安全验证功能改造，拦截攻击321次，限制境外IP访问。"),
    (REPORT, f"{FRAME} 存在的主要问题：系统维护不及时，网站升级中出现链接失效。"),
    ("通知公告", "<a>关于网站系统维护的公告</a> <a>2024年年报</a> <a>关于禁止境外输入的通知</a>"),
    ("政府信息公开年报", f"{FRAME} 没有找到相关信息"),
    ("信息公开", f"{FRAME} 对不起，没有查询到相关记录！"),
    ("404号建议的答复", f"{FRAME} 您提出的建议收悉。"),
    ("500强企业落户", f"{FRAME} 世界500强企业签约。"),
    ("用户登录", "<form>用户名<input>密码<input>请输入验证码<input></form>"),
    (REPORT, f"<script src='/_bot_sbu/sbu.js'></script> {FRAME} {'主动公开政府信息512条。' * 30}"),
]


@pytest.mark.parametrize(("title", "body"), ALIKE)
def test_reports_and_lists_that_use_the_same_words_are_pages(title, body):
    for role in ("report", "list", "attachment"):
        assert of_response(URL, 200, {}, html(body, title), None, role)[0] == "ok"


@pytest.mark.parametrize(
    ("payload", "outcome"),
    [
        ("<script>alert('文章不存在！');window.close()</script>", "gone"),
        (
            "<script>document.cookie=('_')+('j');location.href=location.pathname+location.search</script>",
            "challenged",
        ),
        ("<br />\n<b>Fatal error</b>:  Uncaught Error in /www/index.php:12", "server_error"),
        ("\ufeff", "empty"),
        ("<script>var data=[]</script><ul></ul>", "ok"),
        ("<ul><li><a href='/a.html'>2024</a></li></ul>", "ok"),
        ('{"total": 0, "message": "not found"}', "ok"),
    ],
)
def test_what_comes_without_the_end_of_a_page(payload, outcome):
    assert (
        of_response(URL, 200, {"content-type": "text/html"}, payload.encode(), None, "report")[0] == outcome
    )


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
