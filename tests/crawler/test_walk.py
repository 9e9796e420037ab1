"""The walk over sites that are dictionaries: what is asked for, in which order, and when it ends."""

import pytest

from crawler.fetching.cooldown import METHODS_REFUSED
from crawler.finding import wants
from crawler.finding.frontier import EMPTY_FOLDERS, HOLLOW_REPORTS, WAY_PAGES, Frontier
from pipeline.states import Outcome
from tests.crawler.walking import COLUMN, HOST, html, paths, title, walk_over


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


REPORT = "<p>一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 本年新收政府信息公开申请 五、存在的主要问题</p>"


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


def test_lists_by_year_of_the_query_do_not_make_their_entries_the_county_s_own():
    years = html(("/nb/?year=2024", "2024年"), ("/nb/?year=2023", "2023年"))
    site = {"/": html(COLUMN), "/nb/": years}
    for year in (2024, 2023):
        entries = ((f"/{year}/{n}.html", title(unit, year)) for n, unit in enumerate(("清河县", "财政局")))
        site[f"/nb/?year={year}"] = html(*entries)
    reports = [path for path in paths(walk_over(site)[1], "report") if "year=" not in path]
    assert reports == ["/2024/0.html", "/2023/0.html", "/2024/1.html", "/2023/1.html"]


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


def test_lists_are_read_before_the_reports_of_units():
    site = {"/": html(COLUMN), "/nb/": html(("/nb/1.html", title("财政局", 2024)), ("/nb/?page=2", "下一页"))}
    site["/nb/?page=2"] = html(("/nb/2.html", title(year=2020)))
    assert paths(walk_over(site)[1], "report") == ["/nb/2.html", "/nb/1.html"]


def test_a_folder_of_a_unit_is_not_the_county_s_own():
    site = {"/": html(COLUMN), "/nb/": html(("/nb/cz/", "财政局"), ("/nb/zf/", "县政府"))}
    site |= {f"/nb/{unit}/": html((f"/nb/{unit}/t20250110_1.html", "2024年年报")) for unit in ("cz", "zf")}
    assert paths(walk_over(site)[1], "report") == ["/nb/zf/t20250110_1.html", "/nb/cz/t20250110_1.html"]


def test_the_county_s_own_reports_of_all_years_come_before_folders_of_its_units():
    site = {"/": html(COLUMN), "/nb/": html(("/nb/2024/", "2024年"), ("/nb/2023/", "2023年"))}
    for year in (2024, 2023):
        site[f"/nb/{year}/"] = html((f"/nb/{year}/cz/", "财政局"), (f"/nb/{year}/1.html", title(year=year)))
        site[f"/nb/{year}/cz/"] = html((f"/nb/{year}/cz/1.html", title("财政局", year)))
    asked = paths(walk_over(site)[1])
    assert asked.index("/nb/2023/1.html") < asked.index("/nb/2024/cz/")


def test_a_folder_with_the_county_s_name_is_its_own():
    names = {"cz": "财政局", "bs": "白沙镇人民政府", "qh": "清河县人民政府"}
    site = {"/": html(COLUMN), "/nb/": html(*((f"/nb/{path}/", name) for path, name in names.items()))}
    site |= {f"/nb/{path}/": html((f"/nb/{path}/t20250110_1.html", "2024年年报")) for path in names}
    assert paths(walk_over(site)[1], "report")[0] == "/nb/qh/t20250110_1.html"


@pytest.mark.parametrize(("page", "most"), [("<h1>x</h1>", HOLLOW_REPORTS), ('<img src="/scan{}.jpg">', 120)])
def test_a_site_that_makes_titles_is_left_and_one_of_scans_is_not(page, most):
    titles = html(*((f"/nb/{n}.html", title(f"第{n}乡")) for n in range(120)))
    site = {"/": html(COLUMN), "/nb/": titles, **{f"/nb/{n}.html": page.format(n) for n in range(120)}}
    walk, asked = walk_over(site)
    assert len(paths(asked, "report")) == most
    assert sum(walk.frontier.left.values()) == 120 - most


def test_every_page_of_a_list_and_none_twice():
    pages = {
        f"/nb/index_{n}.html" if n else "/nb/": html((f"/nb/{n}.html", title(year=2024 - n)))
        for n in range(5)
    }
    pages["/nb/"] += "<script>createPageHTML(5, 0, 'index', 'html')</script>"
    _, asked = walk_over({"/": html(COLUMN), **pages})
    assert sorted(paths(asked, "report")) == [f"/nb/{n}.html" for n in range(5)]
    assert len(paths(asked)) == len(set(paths(asked)))


def test_a_page_parameter_that_is_ignored_after_the_last_page():
    def page(number: int) -> str:
        shown = min(number, 3)
        return html((f"/nb/{shown}.html", title(year=2020 + shown)), (f"/nb/?page={number + 1}", "下一页"))

    _, asked = walk_over(
        {"/": html(COLUMN), "/nb/": page(1), **{f"/nb/?page={n}": page(n) for n in range(2, 99)}}
    )
    assert len(paths(asked, "report")) == 3
    assert len(paths(asked, "list")) <= 5


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


def test_a_site_that_leads_on_without_reports_is_left():
    class Endless(dict):
        def get(self, path, default):
            return dict.get(self, path) or html((f"{path}x/", "乡镇"), (f"{path}{len(path)}/", "县直部门"))

    walk, asked = walk_over(Endless({"/": html(COLUMN)}))
    assert len(asked) <= WAY_PAGES + 1
    assert walk.frontier.left


def test_a_column_that_leads_to_itself_is_read_twice_at_most():
    class Growing(dict):
        def get(self, path, default):
            column = html(("/r/1.html", title()), *((f"{path}{name}/", "年度报告") for name in "ab"))
            return dict.get(self, path) or (column if path.startswith("/nb/") else default)

    _, asked = walk_over(Growing({"/": html(COLUMN)}))
    assert paths(asked) == ["/", "/nb/", "/nb/a/", "/nb/b/", "/r/1.html"]


def test_a_list_that_goes_on_and_on_with_titles_alone_is_left():
    class Endless(dict):
        def get(self, path, default):
            page = int(path.partition("=")[2] or 1)
            entries = ((f"/r/{page}-{n}.html", title(f"{page}乡{n}村", 2023)) for n in range(4))
            more = (f"/nb/?page={page + 1}", "下一页")
            return dict.get(self, path) or (html(*entries, more) if path.startswith("/nb/") else "<h1>x</h1>")

    _, asked = walk_over(Endless({"/": html(COLUMN)}))
    assert len(asked) <= 96


def test_folders_that_run_ahead_of_the_reports_wait_for_them():
    units = [(f"/nb/{n}/", f"{n}局") for n in range(80)]
    site = {"/": html(COLUMN), "/nb/": html(("/nb/2023/", "2023年")), "/nb/2023/": html(*units)}
    site |= {path: html((f"{path}t20240110_1.html", title(name, 2023))) for path, name in units}
    for n, (path, _) in enumerate(units):
        site[f"{path}t20240110_1.html"] = f"<p>{n}</p>{REPORT}"
    walk, asked = walk_over(site)
    assert len(paths(asked, "report")) == 80
    assert not walk.frontier.left


def test_guessed_folders_without_reports_are_given_up():
    columns = [(f"/col/col{n}/index.html", f"{n}局") for n in range(40)]
    site = {"/": html(("/col/col999/index.html", COLUMN[1])), "/col/col999/index.html": html(*columns)}
    walk, asked = walk_over(site | {path: "<p>没有</p>" for path, _ in columns})
    assert len(paths(asked)) == 2 + EMPTY_FOLDERS
    assert "folders beside it hold no reports" in walk.frontier.left


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        (Outcome.CHALLENGED, 1),
        (Outcome.DNS, 1),
        (Outcome.BLOCKED, 2),
        (Outcome.TIMEOUT, 3),
        (Outcome.GONE, 9),
    ],
)
def test_a_host_that_fails_is_closed_for_the_night(outcome, asked):
    reports = {f"/nb/{n}.html": outcome for n in range(9)}
    walk, wants = walk_over(
        {"/": html(COLUMN), "/nb/": html(*[(path, title()) for path in reports]), **reports}
    )
    assert len([want for want in wants if want.role == "report"]) == asked
    assert walk.frontier.closed == ({} if outcome is Outcome.GONE else {"a.gov.cn": outcome})


def test_a_refusal_of_single_pages_closes_a_host_only_where_nothing_else_comes():
    frontier = Frontier(lambda url: True)
    want = wants.seed(f"{HOST}/", "home")
    for _ in range(METHODS_REFUSED - 1):
        frontier.failed(want, Outcome.BLOCKED, of_page=True)
    assert not frontier.closed
    frontier.failed(want, Outcome.BLOCKED, of_page=True)
    assert frontier.closed == {"a.gov.cn": Outcome.BLOCKED}


def test_a_passing_fault_gets_a_second_attempt_at_the_end():
    site = {
        "/": html(COLUMN),
        "/nb/": html(("/nb/1.html", title()), ("/nb/2.html", title(year=2023))),
        "/nb/2.html": "",
    }
    _, asked = walk_over(site | {"/nb/1.html": Outcome.SERVER_ERROR})
    assert paths(asked, "report") == ["/nb/1.html", "/nb/2.html", "/nb/1.html"]


def test_what_a_column_lists_is_counted_and_news_of_the_home_page_are_not():
    entries = html(*((f"/nb/{year}.html", title(year=year)) for year in (2022, 2023)))
    site = {"/": html(COLUMN, ("/news/1.html", title())), "/nb/": entries}
    walk, _ = walk_over(site)
    assert {column: len(reports) for column, reports in walk.listed.items()} == {"a.gov.cn/nb/": 2}
    assert walk.is_over and not walk.put_off
