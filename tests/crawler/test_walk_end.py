"""When the walk ends: traps and made-up titles are left, hosts that fail are closed, reports are still found."""

import pytest

from crawler.fetching.cooldown import METHODS_REFUSED
from crawler.finding import wants
from crawler.finding.frontier import EMPTY_FOLDERS, HOLLOW_REPORTS, WAY_PAGES, Frontier
from pipeline.states import Outcome
from tests.crawler.walking import COLUMN, HOST, REPORT, html, paths, title, walk_over


@pytest.mark.parametrize(("page", "most"), [("<h1>x</h1>", HOLLOW_REPORTS), ('<img src="/scan{}.jpg">', 120)])
def test_a_site_that_makes_titles_is_left_and_one_of_scans_is_not(page, most):
    titles = html(*((f"/nb/{n}.html", title(f"第{n}乡")) for n in range(120)))
    site = {"/": html(COLUMN), "/nb/": titles, **{f"/nb/{n}.html": page.format(n) for n in range(120)}}
    walk, asked = walk_over(site)
    assert len(paths(asked, "report")) == most
    assert sum(walk.frontier.left.values()) == 120 - most


def test_a_page_parameter_that_is_ignored_after_the_last_page():
    def page(number: int) -> str:
        shown = min(number, 3)
        return html((f"/nb/{shown}.html", title(year=2020 + shown)), (f"/nb/?page={number + 1}", "下一页"))

    _, asked = walk_over(
        {"/": html(COLUMN), "/nb/": page(1), **{f"/nb/?page={n}": page(n) for n in range(2, 99)}}
    )
    assert len(paths(asked, "report")) == 3
    assert len(paths(asked, "list")) <= 5


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
