"""Reports on sites of no known family: whatever shows the way to a reader shows it to the crawl."""

import json
from zlib import crc32

import pytest

from tests.crawler.walking import COLUMN, HOST, html, paths, title, walk_over

UNITS = ("清河县民政局", "清河县教育局", "清河县白沙镇人民政府")
REPORT = (
    "<h1>{title}</h1><p>所列数据的统计期限为2023年1月1日至2023年12月31日。</p><p>一、总体情况</p><p>二、主动公开政府信息情况</p>"
    "<p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p><p>五、存在的主要问题及改进情况</p>"
)


def found(site: dict, columns: tuple[str, ...] = ()) -> list[str]:
    """The reports that a walk takes, in order of asking."""
    return paths(walk_over(site, columns)[1], "report")


def reports(folder: str, *years: int, unit: str = "清河县") -> list[tuple[str, str]]:
    return [(f"{folder}{year}.html", title(unit, year)) for year in years]


def test_a_menu_that_only_unfolds():
    menu = (
        "<ul><li><a href='javascript:;'>政府信息公开年报</a><ul>"
        + html(("/l/31.html", "2023年"), ("/l/32.html", "2022年"))
    ) + "</ul></li><li><a href='/l/9.html'>依申请公开</a></li></ul>"
    site = {"/": html(("/gk/", "政府信息公开")), "/gk/": menu}
    site |= {"/l/31.html": html(*reports("/a/", 2023)), "/l/32.html": html(*reports("/a/", 2022))}
    assert found(site) == ["/a/2023.html", "/a/2022.html"]


def test_a_box_that_leads_to_its_column_by_more():
    box = (
        "<div><h3>政府信息公开年报</h3></div><div>"
        + html(*reports("/a/", 2024), ("/l/7.html", "更多>>"))
        + "</div>"
    )
    site = {"/": html(("/gk/", "政府信息公开")), "/gk/": box, "/l/7.html": html(*reports("/a/", 2024, 2023))}
    assert set(found(site)) == {"/a/2024.html", "/a/2023.html"}


def test_columns_that_are_reports_themselves():
    """/public/column/1?type=3 shows the newest report, with links to those of other years and organs."""
    base = "/public/column/12651?type=3&nav=5"
    years = [(f"{base}&timeFrame={year}", f"{year}年") for year in (2023, 2022, 2021)]
    organs = [(f"/public/column/{n}?type=3", name) for n, name in enumerate(("县民政局", "县教育局"), 7)]
    page = html(*years, *organs) + REPORT.format(title=title(year=2023))
    site = {"/": html((base, "政府信息公开年报")), base: page} | {path: page for path, _ in (*years, *organs)}
    assert set(found(site)) == {path for path, _ in (*years, *organs)} | {base}
    asked = walk_over(site)[1]
    assert len(asked) <= 2 * len(found(site)) + 2


def test_a_matrix_of_organs_and_years():
    rows = "".join(
        f"<tr><td>{unit}</td>"
        + "".join(f"<td><a href='/a/{n}{year}00.html'>{year}年</a></td>" for year in (2023, 2022))
        + "</tr>"
        for n, unit in enumerate(("民政局", "教育局"), 1)
    )
    assert len(found({"/": html(COLUMN), "/nb/": f"<table>{rows}</table>"})) == 4


def test_links_that_only_say_open():
    rows = "".join(
        f"<li><span>{title(unit)}</span><a href='/a/{n}0000.html'>查看</a></li>"
        for n, unit in enumerate(UNITS)
    )
    assert len(found({"/": html(COLUMN), "/nb/": f"<ul>{rows}</ul>"})) == 3


@pytest.mark.parametrize(
    "entry",
    [
        "<li onclick=\"window.open('/a/1.html')\">{title}</li>",
        '<a href="javascript:void(0)" data-url="/a/1.html">{title}</a>',
        "<script>function show(d, id) {{ window.location.href = '/a/' + id + '.html'; }}</script>"
        "<a href=\"javascript:show('x','1')\">{title}</a>",
        "<select onchange='go(this)'><option value='/a/1.html'>{title}</option></select>",
        "<script>var rows = [{{'TITLE': '{title}', 'URL': '/a/1.html'}},];</script>",
        '<script>var d = {{"list": [{{"id": 3, "name": "{title}", "href": "\\/a\\/1.html"}}]}};</script>',
        "<script>document.write('<a href=\"/a/1.html\">{title}</a>')</script>",
        "<rss><channel><item><title><![CDATA[{title}]]></title><link>"
        + HOST
        + "/a/1.html</link></item></channel></rss>",
    ],
)
def test_entries_however_they_are_written(entry):
    assert found({"/": html(COLUMN), "/nb/": entry.format(title=title())}) == ["/a/1.html"]


def test_files_in_the_list_of_whatever_kind():
    files = [f"/f/1.{kind}" for kind in ("doc", "docx", "pdf", "xls", "zip", "wps", "ofd", "rar")]
    assert found({"/": html(COLUMN), "/nb/": html(*[(path, title()) for path in files])}) == files


def list_of(folder: str, pages: int, controls) -> dict[str, str]:
    """A list of one report a page. ``controls``: (page from 1, pages) to HTML; pages: ``folder``, ``folder?page=2``…"""
    paths_of = [folder, *(f"{folder}?page={n}" for n in range(2, pages + 1))]
    return {path: html(*reports("/a/", 2026 - n)) + controls(n, pages) for n, path in enumerate(paths_of, 1)}


@pytest.mark.parametrize(
    "controls",
    [
        lambda n, pages: f"<a href='?page={min(n + 1, pages)}'>下一页</a>",
        lambda n, pages: "".join(f"<a href='/nb/?page={m}'>[{m}]</a>" for m in range(1, pages + 1)),
        lambda n, pages: f"<a href='?page=2'>下页</a> <a href='?page={pages}'>末页</a>",
        lambda n, pages: (
            f"<select>{''.join(f'<option value=/nb/?page={m}>第{m}页</option>' for m in range(1, pages + 1))}</select>"
        ),
        lambda n, pages: (
            f"<script>var totalPage = {pages}; function go(i) {{ location.href = '/nb/?page=' + i; }}</script>"
        ),
        lambda n, pages: (
            f"<script>function go(i) {{ location.href = '/nb/?page=' + i; }}</script>"
            f"<a href='javascript:go({min(n + 1, pages)})'>下一页</a>"
        ),
        lambda n, pages: (
            f"<script>function goPage(n) {{ document.f.page.value = n; document.f.submit(); }}</script>共{pages}页"
            "<form name=f action='/nb/'><input type=hidden name=page value=1></form>"
            "<a href='javascript:goPage(2)'>下一页</a>"
        ),
    ],
)
def test_pages_however_they_are_shown(controls):
    site = {"/": html(COLUMN), **list_of("/nb/", 4, controls)}
    assert set(found(site)) == {f"/a/{year}.html" for year in (2025, 2024, 2023, 2022)}


def test_a_form_by_post():
    form = (
        "<script>function goPage(n) { document.getElementById('pageNo').value = n; document.f.submit(); }</script>"
        "<form name=f method=post action='/nb/list.do'><input type=hidden id=pageNo name=pageNo value=1>"
        "<input type=hidden name=cid value=7></form>"
        "<a href='javascript:goPage(3)'>尾页</a>"
    )
    site = {"/": html(COLUMN), "/nb/": html(*reports("/a/", 2024)) + form}
    site |= {
        f"/nb/list.do?__wb_method=POST&pageNo={n}&cid=7": html(*reports("/a/", 2025 - n)) + form
        for n in (2, 3)
    }
    assert set(found(site)) == {f"/a/{year}.html" for year in (2024, 2023, 2022)}


def test_folders_whose_addresses_look_like_articles():
    site = {"/": html(COLUMN), "/nb/": html(("/list.php?id=12", "2023年"), ("/list.php?id=13", "2022年"))}
    for number, year in ((12, 2023), (13, 2022)):
        site[f"/list.php?id={number}"] = html(
            *[(f"/show.php?id={n}{year}", title(unit, year)) for n, unit in enumerate(UNITS)]
        )
    walk, _ = walk_over(site)
    shown = {f"{HOST}/show.php?id={n}{year}" for n in range(3) for year in (2023, 2022)}
    assert walk.frontier.reports == shown


def test_disclosure_hosts_and_the_city_s_host_where_the_site_links_there():
    city = "http://zwgk.city.gov.cn/qhx"
    site = {
        "/": html((f"{city}/", "政府信息公开")),
        f"{city}/": html((f"{city}/nb/", "政府信息公开年报")),
        f"{city}/nb/": html((f"{city}/nb/t20240101_1.html", title())),
    }
    assert found(site) == [f"{city}/nb/t20240101_1.html"]


def test_a_page_that_only_looks_like_a_report_by_its_title_is_counted():
    page = "<meta name='ArticleTitle' content='清河县2024年政府信息公开工作年度报告解读'><p>近日公布的年度报告……</p>"
    walk, _ = walk_over({"/": html(COLUMN), "/nb/": html(("/a/1.html", title())), "/a/1.html": page})
    assert walk.look_alikes == {f"{HOST}/a/1.html"}
    assert not walk.frontier.reports


def crc(path: str) -> int:
    return crc32(path.encode())


class Trap(dict):
    """A site whose every other address is a page made by ``page``."""

    def __init__(self, known: dict, page):
        super().__init__(known)
        self.page = page

    def get(self, path, default=None):
        return dict.get(self, path) or self.page(path)


@pytest.mark.parametrize(
    "page",
    [
        lambda path: html((f"{path}&d={len(path)}", "下一页"), (f"{path}&m=1", "2024年")),
        lambda path: html((f"{path}x/", "乡镇"), (f"{path}b/", "县直部门")),
        lambda path: html(
            (f"/nb/?page={len(path) * 7}", "下一页"), (f"/news/{crc(path)}.html", f"新闻{crc(path)}")
        ),
        lambda path: html(*[(f"/nb/{crc(path) % 99991}/{n}/", f"{2000 + n}年") for n in range(20)]),
        lambda path: html(
            (f"/nb/s{crc(path)}/", "县政府"), (f"/nb/list.jsp;jsessionid={crc(path)}?p=1", "2023年")
        ),
        lambda path: (
            "<script>createPageHTML(99999, 0, 'index', 'html')</script>"
            + html((f"/n/{crc(path)}.html", "新闻"))
        ),
        lambda path: json.dumps({"total": 99999, "rows": [{"title": "新闻", "url": f"/n/{crc(path)}.html"}]}),
    ],
    ids=["growing", "deep", "endless", "calendar", "session", "counted", "data"],
)
def test_a_trap_costs_at_most_a_hundred(page):
    start = {
        "/": html(COLUMN),
        "/nb/": html(*reports("/a/", 2024, 2023)) + page("/nb/?page=1"),
        "/robots.txt": "",
    }
    start |= {"/a/2024.html": "报告", "/a/2023.html": "报告"}
    _, asked = walk_over(Trap(start, page))
    assert len(asked) <= 100
    assert {f"{HOST}/a/2024.html", f"{HOST}/a/2023.html"} <= {want.url for want in asked}
