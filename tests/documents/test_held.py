"""Articles that a page holds as data for a script to show."""

import json

import pytest

from crawler.fetching.false_pages import verdict
from crawler.finding.judgement import reads_as_report
from crawler.finding.pages import Page
from pipeline.documents import held
from pipeline.reading import read
from tests.builders.html import article_html
from tests.builders.report import make_report

REPORT = make_report(1, year=2024)
DATA = json.dumps({"title": REPORT.title, "content": article_html(REPORT)})


def shell(around: str, data: str = DATA) -> bytes:
    return f"<html><body>{around}<script>window._CONFIG = {{SID: '7', DETAIL: {data}}}</script></body></html>".encode()


@pytest.mark.parametrize(
    "around", ["<div id='app'></div>", "<p><a href='/'>首页</a></p><table><tr><td>x</td></tr></table>"]
)
def test_a_report_that_only_a_script_would_show_is_read(around):
    page = shell(around)
    found = read(page)
    assert (found.year, found.status) == (2024, "complete")
    assert held.NOTE in found.notes
    assert reads_as_report(Page("http://a.gov.cn/", page).words)
    assert verdict(page, "text/html", "report") is None


@pytest.mark.parametrize(
    ("around", "data"),
    [
        (article_html(REPORT), DATA),
        ("<p>x</p>", '{"content": "<p>' + "无" * 499),
        ("<p>x</p>", json.dumps({"content": "<p>无</p>"})),
        ("<p>x</p>", json.dumps({"content": "无" * 900})),
        ("<p>x</p>", ""),
        (
            "<p>x</p>",
            json.dumps([{"content": article_html(REPORT)}, {"content": article_html(make_report(2))}]),
        ),
    ],
)
def test_pages_that_show_their_article_or_hold_none_are_left_as_they_are(around, data):
    page = shell(around, data).decode()
    assert held.shown(page) == (page, ())
