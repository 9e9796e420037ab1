"""How lists go on: the further pages that each mechanism names."""

import pytest

from crawler.finding.links import Link
from crawler.finding.pages import Page
from crawler.listings import all_families, links, next_pages
from crawler.listings.family import Ask

URL = "http://a.gov.cn/zwgk/nb/"


def further(html: str, url: str = URL) -> list[str]:
    return [
        ask.ways[0].removeprefix("http://a.gov.cn/zwgk/nb/") for ask in next_pages(Page(url, html.encode()))
    ]


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ('<a href="index_1.html">下一页</a>', ["index_1.html"]),
        (
            '<a href="list2.html">下页</a><a href="list4.html">尾页</a>',
            ["list2.html", "list3.html", "list4.html"],
        ),
        (
            '<a href="?page=2">2</a><a href="?page=2">下一页&gt;</a><a href="?page=3">末页</a>',
            ["?page=2", "?page=3"],
        ),
        ('<a href="2.htm">下页</a><a href="1.htm">尾页</a>', ["2.htm", "1.htm"]),
        ('<a href="9.htm">下页</a><a href="7.htm">尾页</a>', ["9.htm", "8.htm", "7.htm"]),
        ('<a href="?page=2">»</a><a href="?page=3">3</a><a href="/other/">4</a>', ["?page=2", "?page=3"]),
        (
            '<script>createPageHTML(4, 0, "index", "html");</script>',
            ["index_1.html", "index_2.html", "index_3.html"],
        ),
        (
            "<script>createPageHTML('page_div', 2, 1, 'list', 'shtml', 31);</script>",
            ["list_1.shtml", "list_2.shtml"],
        ),
        (
            '<script>var countPage = 3//共多少页\ndocument.write("<a href=\\"index"+"_" + nextPage + "."+"shtml\\">")</script>',
            ["index_1.shtml", "index_2.shtml"],
        ),
        (
            "<script>laypage.render({count: 31, limit: 15, curr: 1, jump: function(o) { location.href = '?page=' + o.curr }})</script>",
            ["?page=1", "?page=2", "?page=3"],
        ),
        ("<script>var totalPage = 3; showPager();</script>", ["index_1.html", "index_2.html"]),
        ("<script>var totalPage = 1; showPager();</script>", []),
        ("<script>var totalPage = 3;</script><a>上一页</a>", []),
        (
            "<script>laypage({count: 31, limit: 15, jump: function(o) { location.href = 'list-' + o.curr + '.html' }})</script>",
            ["list-1.html", "list-2.html", "list-3.html"],
        ),
        ("<script>createPageHTML(1, 0, 'index', 'html');</script>", []),
        ('<a href="javascript:void(0)">下一页</a>', []),
        ('<a href="">下一页</a>', []),
        ("<span>下一页</span>", []),
        ("", []),
    ],
)
def test_further_pages(html, pages):
    assert further(html) == pages


@pytest.mark.parametrize(
    ("file", "pages"),
    [
        ("list.shtml", ["list_1.shtml", "list_2.shtml"]),
        ("list_2.shtml", ["list_3.shtml"]),
        ("list_3.shtml", []),
        ("17.html", []),
        ("list.jsp?id=7", []),
    ],
)
def test_files_beside_a_list_that_says_only_how_many_pages_it_has(file, pages):
    assert further("<script>var totalPage = 3; showPager();</script>", URL + file) == pages


@pytest.mark.parametrize(
    "script",
    [
        "document.write('<a href=\"/d/' + list[i].id + '.html\">' + list[i].title)",
        "function show(o) { location.href = '/d/' + o.id + '.html' }",
        "const go = (row) => window.open(`/d/${row.id}.html`)",
    ],
)
def test_records_whose_address_the_page_makes_of_their_number(script):
    page = Page(URL, f'<script>var list = [{{"id": 7, "title": "2024年年报"}}]; {script}</script>'.encode())
    assert ("http://a.gov.cn/d/7.html", "2024年年报") in [(link.url, link.text) for link in links(page)]


def test_pages_that_a_script_counts():
    html = "<script>var totalPage = 4;</script>"
    assert further(html, URL + "list.jsp?id=7&pageNo=2") == [
        "list.jsp?id=7&pageNo=3",
        "list.jsp?id=7&pageNo=4",
    ]
    assert further(html, URL + "list.jsp?id=7") == []


def test_a_list_of_a_million_pages_is_cut():
    for html in (
        '<a href="?page=2">下一页</a><a href="?page=999999">尾页</a>',
        "<script>createPageHTML(999999, 0, 'index', 'html');</script>",
    ):
        assert 100 < len(further(html)) <= 200
    assert len(further("<script>totalPage=9999</script>", URL + "?page=1")) <= 200


def test_a_real_list_page(shared):
    html = (shared / "corpus" / "list_page_trs.html").read_bytes()
    assert next_pages(Page(URL, html)) == [Ask((URL + "index_1.html",))]
    unrun = html.decode().replace("</script>共计", "</script><!--").encode()
    assert next_pages(Page(URL, unrun)) == [Ask((URL + "index_1.html",))]


@pytest.mark.parametrize("name", all_families())
def test_every_family_bears_any_page(name):
    family = all_families()[name]
    for html in (
        "",
        "<html></html>",
        "<script>createPageHTML(</script>",
        "<a href=x>下一页</a>",
        "[{]",
        '{"a": [',
    ):
        page = Page(URL, html.encode())
        assert all(isinstance(link, Link) for link in family.entries(page))
        assert all(isinstance(ask, str | Ask) for ask in family.next_pages(page))


def test_the_last_way_to_the_next_group_of_jcms_is_its_number():
    group = "/module/web/jpage/dataproxy.jsp?page=1&columnid=7"
    records = "".join(f"<record><![CDATA[<a href='/{n}.html'>x</a>]]></record>" for n in range(15))
    store = f"<script><datastore><nextgroup><![CDATA[<a href='{group}'>]]></nextgroup>{records}</datastore>"
    column = Page(
        URL, f"{store}</script><script>$().jpage({{totalRecord: 40, perPage: 15}})</script>".encode()
    )
    second = next_pages(column)[0].ways[-1]
    assert second.endswith("page=2&columnid=7")
    behind = Page(second, f"<datastore><totalrecord>40</totalrecord>{records}</datastore>".encode())
    assert [ask.ways[0] for ask in next_pages(behind)] == [second.replace("page=2", "page=3")]


def test_years_of_a_menu_that_sends_a_form():
    options = "".join(f'<option value="{year}">{year}年</option>' for year in (2024, 2023))
    page = Page(URL, f'<form><select name="year" onchange="submit()">{options}</select></form>'.encode())
    assert [(link.url, link.text) for link in links(page)] == [
        (f"{URL}?year=2024", "2024年"),
        (f"{URL}?year=2023", "2023年"),
    ]
