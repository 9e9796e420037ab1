"""The walk over sites that are dictionaries: how it finds columns, the folders in them, and reports."""

from tests.crawler.walking import COLUMN, HOST, REPORT, html, paths, title, walk_over


def test_from_the_home_page_over_the_disclosure_page_to_the_report():
    walk, asked = walk_over(
        {
            "/": html(("/zwgk/", "政务公开"), ("/news/", "新闻"), ("/cz/", "财政公开")),
            "/zwgk/": html(("/zwgk/zn/", "政府信息公开指南"), ("/zwgk/nb/", "年报")),
            "/zwgk/nb/": html(("/zwgk/nb/1.html", title()), ("/zwgk/nb/2.html", title() + "解读")),
            "/zwgk/nb/1.html": "",
        }
    )
    assert [
        (want.url.removeprefix(HOST), want.role, want.via and want.via.removeprefix(HOST)) for want in asked
    ] == [
        ("/", "home", None),
        ("/zwgk/", "column", "/"),
        ("/zwgk/nb/", "list", "/zwgk/"),
        ("/zwgk/nb/1.html", "report", "/zwgk/nb/"),
    ]
    assert asked[-1].link_text == title()
    assert walk.columns == [f"{HOST}/zwgk/nb/"]
    assert walk.look_alikes == {f"{HOST}/zwgk/nb/2.html"}


def test_named_columns_are_gone_to_at_once():
    _, asked = walk_over({"/nb/": html(("1.html", title())), "/nb/1.html": ""}, columns=(f"{HOST}/nb/",))
    assert [(want.url.removeprefix(HOST), want.role) for want in asked] == [
        ("/nb/", "list"),
        ("/nb/1.html", "report"),
    ]


def test_a_named_column_that_moved_is_looked_for_from_the_home_page():
    site = {"/": html(COLUMN), "/nb/": html(("/nb/1.html", title()))}
    walk, asked = walk_over(site, columns=(f"{HOST}/old/",))
    assert paths(asked) == ["/old/", "/", "/nb/", "/nb/1.html"]
    assert walk.columns == [f"{HOST}/old/", f"{HOST}/nb/"]


def test_folders_of_year_level_and_unit():
    site = {"/": html(COLUMN), "/nb/": html(("/nb/2024/", "2024年"), ("/nb/2023/", "2023年"))}
    for year in (2024, 2023):
        folder = f"/nb/{year}/"
        site[folder] = html((f"{folder}z/", "县政府"), (f"{folder}b/", "县直部门"), (f"{folder}x/", "乡镇"))
        site[f"{folder}z/"] = html((f"{folder}z/1.html", title(year=year)))
        site[f"{folder}b/"] = html((f"{folder}b/mz/", "县民政局"), (f"{folder}b/jy/", "县教育局"))
        site[f"{folder}x/"] = html((f"{folder}x/t20250101_1.html", "白沙镇"))
        for unit in ("mz", "jy"):
            site[f"{folder}b/{unit}/"] = html((f"{folder}b/{unit}/1.html", title("清河县某局", year)))
    _, asked = walk_over(site)
    reports = paths(asked, "report")
    assert len(reports) == 8
    assert reports[0] == "/nb/2024/z/1.html"
    assert [("2024" in path) for path in reports if "/z/" not in path] == [True] * 3 + [False] * 3


def test_folders_that_the_disclosure_page_shows_as_well():
    years = [("/gk/nb/2024/", "2024年"), ("/gk/nb/2023/", "2023年")]
    site = {
        "/": html(("/gk/", "信息公开")),
        "/gk/": html(("/gk/nb/", "年报"), *years),
        "/gk/nb/": html(*years),
    }
    site |= {path: html((f"{path}1.html", title())) for path, _ in years}
    assert paths(walk_over(site)[1], "report") == ["/gk/nb/2024/1.html", "/gk/nb/2023/1.html"]


def test_folders_whose_addresses_say_nothing():
    years = html(("/channels/11111.html", "2024年"), ("/channels/22222.html", "2023年"))
    site = {
        "/": html(("/channels/10000.html", "政府信息公开年报"), ("/bm/1.html", "财政局")),
        "/channels/10000.html": f"{html(('/bm/1.html', '财政局'))}<ul>{years}</ul>",
        "/channels/11111.html": html(("/a/1.html", title())),
        "/channels/22222.html": html(
            ("/a/2.html", title(year=2023)), ("/a/3.html", "2023年春节放假"), ("/a/4.html", "x")
        ),
    }
    assert {"/a/1.html", "/a/2.html"} <= set(paths(walk_over(site)[1], "report"))
    assert "/bm/1.html" not in paths(walk_over(site)[1])


def test_years_beside_the_report_of_an_organ():
    years = html(("/s/2024/1.html", "2024年"), ("/s/2023/1.html", "2023年")) + REPORT
    site = {"/": html(COLUMN), "/nb/": html(("/nb/t20250110_1.html", "财政局"), ("/nb/2.html", title()))}
    site |= {"/nb/t20250110_1.html": years, "/s/2024/1.html": years, "/s/2023/1.html": years}
    _, asked = walk_over(site)
    assert paths(asked, "report") == [
        "/nb/2.html",
        "/nb/t20250110_1.html",
        "/s/2024/1.html",
        "/s/2023/1.html",
    ]


def test_the_whole_of_a_column_behind_its_newest_reports():
    entries = "<ul>" + html(("/r/1.html", title())) + "</ul>"
    page = f"<div><h3>政府信息公开年报</h3>{entries}<a href='/m/'>更多&gt;&gt;</a></div>"
    site = {"/": html(("/gk/", "信息公开")), "/gk/": page, "/m/": html(("/r/2.html", title(year=2020)))}
    assert paths(walk_over(site)[1], "report") == ["/r/1.html", "/r/2.html"]


def test_the_home_page_behind_a_door():
    site = {
        "/": '<a href="/main.html"><img src="a.jpg"></a>',
        "/main.html": html(COLUMN),
        "/nb/": html(("/1.html", title())),
    }
    assert paths(walk_over(site)[1], "report") == ["/1.html"]


def test_every_page_of_a_list_and_none_twice():
    pages = {
        f"/nb/index_{n}.html" if n else "/nb/": html((f"/nb/{n}.html", title(year=2024 - n)))
        for n in range(5)
    }
    pages["/nb/"] += "<script>createPageHTML(5, 0, 'index', 'html')</script>"
    _, asked = walk_over({"/": html(COLUMN), **pages})
    assert sorted(paths(asked, "report")) == [f"/nb/{n}.html" for n in range(5)]
    assert len(paths(asked)) == len(set(paths(asked)))


def test_attachments_of_a_report_but_not_the_files_of_the_site_around_it():
    around = ("/app/手册.doc", "下载")
    site = {
        "/": html(COLUMN, around),
        "/nb/": html(("/nb/1.html", title()), ("/nb/2.pdf", title(year=2023)), around),
        "/nb/1.html": html(("/f/1.docx", "附件"), around, ("/f/2.doc", "2024年报图解.doc"))
        + '<iframe src="/pdfjs/web/viewer.html?file=/f/3.pdf"></iframe>',
        **dict.fromkeys(("/f/1.docx", "/f/3.pdf", "/nb/2.pdf")),
    }
    _, asked = walk_over(site)
    assert paths(asked, "attachment") == ["/f/1.docx", "/f/3.pdf"]
    assert paths(asked, "report") == ["/nb/1.html", "/nb/2.pdf"]


def test_a_report_link_that_leads_to_a_list_of_reports():
    folder = {"/nb/2024/": html(("/nb/2024/1.html", title()), ("/nb/2024/2.html", title("清河县民政局")))}
    _, asked = walk_over({"/": html(COLUMN), "/nb/": html(("/nb/2024/", "清河县" + title(""))), **folder})
    assert set(paths(asked, "report")) == {"/nb/2024/", "/nb/2024/1.html", "/nb/2024/2.html"}


def test_pages_that_send_their_reader_on_are_followed():
    moved = '<meta http-equiv="refresh" content="0;url={}">'
    site = {
        "/": moved.format("/main/"),
        "/main/": html(COLUMN),
        "/nb/": "<script>location.href='/nb/list.html'</script>",
        "/nb/list.html": html(("/nb/1.html", title())),
    }
    _, asked = walk_over(site)
    assert paths(asked, "report") == ["/nb/1.html"]


def test_the_site_map_is_the_last_way_in():
    site = {"/": html(("/map/", "网站地图")), "/map/": html(COLUMN), "/nb/": html(("/nb/1.html", title()))}
    assert paths(walk_over(site)[1], "report") == ["/nb/1.html"]


def test_nothing_off_the_list_is_wanted():
    links = html(COLUMN, ("http://evil.com/1.html", title()), ("http://b.gov.cn/1.html", title()))
    _, asked = walk_over({"/": links, "/nb/": html(("http://evil.com/2.html", title()))})
    assert {want.url for want in asked} == {f"{HOST}/", f"{HOST}/nb/", "http://b.gov.cn/1.html"}


def test_what_a_column_lists_is_counted_and_news_of_the_home_page_are_not():
    entries = html(*((f"/nb/{year}.html", title(year=year)) for year in (2022, 2023)))
    site = {"/": html(COLUMN, ("/news/1.html", title())), "/nb/": entries}
    walk, _ = walk_over(site)
    assert {column: len(reports) for column, reports in walk.listed.items()} == {"a.gov.cn/nb/": 2}
    assert walk.is_over and not walk.put_off
