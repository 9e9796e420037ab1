"""Links of a page, wherever they are written."""

import pytest

from crawler.finding.pages import Page

URL = "http://a.gov.cn/zwgk/nb/index.html"
TITLE = "清河县2024年政府信息公开工作年度报告"


def links(html: str, url: str = URL) -> list[tuple[str, str]]:
    return [(link.url, link.text) for link in Page(url, html.encode()).links]


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ('<a href="./t1.html">一 <b>二</b>\n三</a>', ("http://a.gov.cn/zwgk/nb/t1.html", "一 二 三")),
        (
            f'<a href="t1.html" title="{TITLE}">清河县2024年政府信…</a>',
            ("http://a.gov.cn/zwgk/nb/t1.html", TITLE),
        ),
        (
            f'<a href="t1.html" title="{TITLE}">清河县2024年政府...</a>',
            ("http://a.gov.cn/zwgk/nb/t1.html", TITLE),
        ),
        ('<a href="t1.html" title="点击查看">年报</a>', ("http://a.gov.cn/zwgk/nb/t1.html", "年报")),
        ('<a href="/nb/"><img alt="信息公开年报"></a>', ("http://a.gov.cn/nb/", "信息公开年报")),
        (
            '<a href="javascript:;" onclick="window.open(\'/x/t1.html\')">年报</a>',
            ("http://a.gov.cn/x/t1.html", "年报"),
        ),
        (
            "<a href=\"javascript:location.href='t2.jsp?id=1'\">年报</a>",
            ("http://a.gov.cn/zwgk/nb/t2.jsp?id=1", "年报"),
        ),
        (
            f'<div><i>491087</i><p>{TITLE}</p><b>2025-01-09</b><div><a href="/1.html">查看</a></div></div>',
            ("http://a.gov.cn/1.html", TITLE),
        ),
        (
            '<p><i>2025-01-09</i><b>县信访局</b><a href="/1.html">详情</a></p>',
            ("http://a.gov.cn/1.html", "县信访局"),
        ),
        ('<area href="/nb/" alt="年报">', ("http://a.gov.cn/nb/", "年报")),
        ('<div style="display:none"><a href="/2020/">2020年</a></div>', ("http://a.gov.cn/2020/", "2020年")),
        ('<base href="/b/"><a href="t1.html">年报</a>', ("http://a.gov.cn/b/t1.html", "年报")),
        ("<body></body></html><a href=/late.html>年报</a>", ("http://a.gov.cn/late.html", "年报")),
        (
            "<script type='text/xml'><datastore><record>"
            "<![CDATA[<li><a href='/art/2024/1/1/art_1_2.html'>年报</a></li>]]></record></datastore></script>",
            ("http://a.gov.cn/art/2024/1/1/art_1_2.html", "年报"),
        ),
        (
            '<script>document.write("<a href=\\"/x/t1.html\\">年报<\\/a>")</script>',
            ("http://a.gov.cn/x/t1.html", "年报"),
        ),
    ],
)
def test_links(html, link):
    assert links(html) == [link]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "plain text",
        "<a>no address</a>",
        '<a href="#top">顶部</a>',
        '<a href="javascript:history.back()">返回</a>',
        '<a href="mailto:a@b.cn">邮件</a>',
        "<!-- <a href=/old.html>旧</a> -->",
        '<script>document.write("<a href=" + address + ">x</a>")</script>',
        "<" * 5000,
        "<div>" * 3000,
        "\x00\x01",
    ],
)
def test_pages_without_links(html):
    assert links(html) == []


def test_an_address_that_stands_twice_keeps_the_wording_that_says_more():
    html = (
        f'<a href="t1.html"><img src=x></a><a href="t1.html">清河县2024年…</a><a href="t1.html">{TITLE}</a>'
    )
    assert links(html) == [("http://a.gov.cn/zwgk/nb/t1.html", TITLE)]


def test_a_page_in_gbk_whatever_it_declares():
    html = f'<meta charset="gb2312"><title>镕喆堃</title><a href="/s?q=年报">{TITLE}</a>'
    page = Page(URL, html.encode("gb18030"))
    assert [(link.url, link.text) for link in page.links] == [("http://a.gov.cn/s?q=%C4%EA%B1%A8", TITLE)]


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new/">', "http://a.gov.cn/new/"),
        ("<META HTTP-EQUIV=Refresh CONTENT='3;URL=new.html'>", "http://a.gov.cn/zwgk/nb/new.html"),
        ('<meta http-equiv="refresh" content="600; url=/new/">', None),
        ('<meta http-equiv="refresh" content="0; url=index.html">', None),
        ("<script>window.location.href='/new/';</script>", "http://a.gov.cn/new/"),
        ('<script>top.location.replace("/new/")</script>', "http://a.gov.cn/new/"),
        ("<script>location='/new/'</script>" + "<a href=/{}>x</a>" * 9, "http://a.gov.cn/new/"),
        (
            "<script>if (mobile) location='/wap/'</script>"
            + "".join(f"<a href=/{n}>x</a>" for n in range(9)),
            None,
        ),
    ],
)
def test_pages_that_send_their_reader_on(html, target):
    assert Page(URL, html.encode()).moves_to == target


def test_frames():
    html = '<iframe src="list.html"></iframe><embed src="/a.pdf"><iframe src="http://tianqi.2345.com/x"></iframe>'
    assert Page(URL, html.encode()).frames == ("http://a.gov.cn/zwgk/nb/list.html", "http://a.gov.cn/a.pdf")
