"""When a list is left to a browser, and what is said where there is none."""

import pytest

from crawler.fetching import rendering
from crawler.fetching.posting import posted_body, taken_apart
from crawler.finding.pages import Page
from crawler.finding.unfilled import MOST_RENDERED
from crawler.finding.walk import Walk
from crawler.sites import Site
from pipeline.coverage.listed import listed
from pipeline.states import Outcome
from tests.crawler.walking import COLUMN, HOST, html, title, walk_over

SCRIPTED = "<ul class='news-list'></ul><script src='/list.js'></script>"


def rendering_walk(site: dict, shown: dict, why_not: str | None = None) -> tuple[Walk, list]:
    """A walk with a browser that shows the pages of ``shown``; what it was asked to show."""
    walk = Walk(Site("a", "", "清河县", f"{HOST}/"), lambda url: True, lambda url: why_not)
    asked = []
    while (want := walk.next()) is not None:
        if want.rendered:
            asked.append(want.url.removeprefix(HOST))
        pages = shown if want.rendered else site
        body = pages.get(want.url.removeprefix(HOST))
        walk.take(want, Page(want.url, body.encode())) if body else walk.failed(want, Outcome.GONE)
    return walk, asked


def test_a_list_that_nothing_fills_is_shown_once_and_its_reports_are_asked_for_plainly():
    site = {"/": html(COLUMN), "/nb/": SCRIPTED, "/nb/1.html": "<p>报告</p>"}
    walk, asked = rendering_walk(site, {"/nb/": SCRIPTED + html(("/nb/1.html", title()))})
    assert asked == ["/nb/"]
    assert walk.frontier.reports == {f"{HOST}/nb/1.html"}
    assert rendering_walk(site, {"/nb/": SCRIPTED})[1] == ["/nb/"]


@pytest.mark.parametrize(
    "column",
    [
        SCRIPTED + html(("/nb/1.html", title())),
        SCRIPTED + html(("/nb/2023/", "2023年")),
        "<ul class='news-list'><li>暂无信息</li></ul>",
        f"{SCRIPTED}<script>$.get('/api/list?page=1', show)</script>",
    ],
)
def test_what_the_plain_way_fills_is_not_shown(column):
    site = {
        "/": html(COLUMN),
        "/nb/": column,
        "/nb/1.html": "<p>报告</p>",
        "/nb/2023/": html(("/nb/1.html", title())),
    }
    site["/api/list?page=1"] = html(("/nb/1.html", title()))
    assert rendering_walk(site, {})[1] == []


def test_without_a_browser_it_is_said_what_is_missing():
    site = {"/": html(COLUMN), "/nb/": SCRIPTED}
    walk, asked = rendering_walk(site, {}, why_not="chromium is not installed")
    assert asked == [] and walk.frontier.left == {
        "only a browser fills the list, and chromium is not installed": 1
    }
    assert walk_over(site)[0].frontier.left


def test_no_more_lists_than_a_night_allows():
    folders = [(f"/nb/{n}/", f"{n}年") for n in range(2010, 2024)]
    site = {"/": html(COLUMN), "/nb/": html(*folders)} | {path: SCRIPTED for path, _ in folders}
    walk, asked = rendering_walk(site, {})
    assert len(asked) == MOST_RENDERED
    assert sum(walk.frontier.left.values()) >= len(folders) - MOST_RENDERED - 6


def test_what_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert rendering.browser() is None
    assert "chromium" in rendering.missing() or "browser" in rendering.missing()
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert rendering.browser() == str(program)


@pytest.mark.parametrize(
    ("box", "scripted"),
    [
        ("<ul id='list'></ul>", True),
        ("<div class='page-content'> \n</div>", True),
        ("<div id=app></div>", True),
        ("<tbody id='newsBody' class='t-list'></tbody>", True),
        ("<script>$.ajax({url: x})</script>", True),
        ("<ul id='list'><li>暂无</li></ul>", False),
        ("<div class='clear'></div>", False),
        ("<script src='/jquery.js'></script>", False),
    ],
)
def test_what_a_script_would_fill(box, scripted):
    assert listed(f"<html><body>{box}</body></html>".encode(), "text/html").scripted is scripted


def test_what_scripts_post_is_an_address():
    form = posted_body("http://a.gov.cn/l?x=1", b"page=2&id=7", "application/x-www-form-urlencoded")
    assert taken_apart(form) == ("http://a.gov.cn/l?x=1", "page=2&id=7")
    data = posted_body("http://a.gov.cn/l", b'{"page": 2}', "application/json;charset=UTF-8")
    assert taken_apart(data) == ("http://a.gov.cn/l", "__wb_post_data=%7B%22page%22%3A+2%7D")
    assert posted_body("http://a.gov.cn/l", b"x" * 5000, "") is None
    assert posted_body("http://a.gov.cn/l", "年".encode(), "") is None
