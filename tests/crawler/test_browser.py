"""Lists that only a browser fills: shown by a real one, whose every request is the crawl's own."""

import json
import re
from datetime import UTC, datetime

import pytest

from crawler.fetching import rendering
from pipeline.archive.captures import captures, read_capture
from pipeline.archive.verify import verify
from pipeline.build import build
from pipeline.coverage.absence import Absence
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.crawler.nights import night, write_sites
from tests.crawler.wire import links, page, redirect, serving

if missing := rendering.missing():
    pytest.skip(f"{missing}", allow_module_level=True)

REPORTS = [make_report(n, year=year) for n, year in enumerate(range(2024, 2017, -1))]
PER_PAGE = 3
PAGES = -(-len(REPORTS) // PER_PAGE)
COLUMN = """<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><ul id="list"></ul>
<a href="javascript:;" id="next" onclick="turn()">下一页</a>
<script src="/js/list.js"></script><link rel="stylesheet" href="/list.css"><link rel="prefetch" href="ELSEWHERE/p.html">
<img src="/hits.png"><img src="ELSEWHERE/x.png"><iframe src="ELSEWHERE/frame.html"></iframe></body></html>"""
SCRIPT = """
var page = 0;
function show(rows) {
  document.getElementById('list').innerHTML = '';
  rows.forEach(function (row) {
    var a = document.createElement('a'); a.href = '/zw/' + row.y + '/' + row.id + '.html'; a.textContent = row.t;
    var li = document.createElement('li'); li.appendChild(a); document.getElementById('list').appendChild(li); });
}
function turn() {
  page += 1;
  if (page > PAGES) return;
  var asked = new XMLHttpRequest(), key = ['q', 'x'].reverse().join('') + page * 7;
  asked.open('POST', '/api/list?_=' + Date.now());
  asked.setRequestHeader('Content-Type', 'application/json');
  asked.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
  asked.onload = function () { show(JSON.parse(asked.responseText)); };
  asked.send(JSON.stringify({ key: key }));
}
turn();
fetch('/robbed/list.json'); fetch('/moved'); fetch('ELSEWHERE/list.json').catch(function () {});
try { new WebSocket('ELSEWHERE/socket'.replace('http', 'ws')); navigator.sendBeacon('ELSEWHERE/beacon', 'x'); } catch (e) {}
document.cookie = 'seen=1';
"""


def _list(head: bytes, body: bytes) -> bytes:
    number = int(json.loads(body)["key"].removeprefix("xq")) // 7
    shown = REPORTS[(number - 1) * PER_PAGE : number * PER_PAGE]
    return page(json.dumps([{"y": r.year, "id": r.year, "t": r.title} for r in shown]))


def site(elsewhere: str, heads: list[str]) -> dict:
    def kept(answer):
        def answered(head: bytes, body: bytes = b"") -> bytes:
            heads.append(head.decode())
            return answer(head, body) if callable(answer) else answer

        return answered

    script = SCRIPT.replace("PAGES", str(PAGES))
    return {
        "/robots.txt": page("User-agent: *\nDisallow: /robbed/"),
        "/": page(links(("/zw/nb/", "政府信息公开年报"))),
        "/zw/nb/": page(COLUMN.replace("ELSEWHERE", elsewhere)),
        "/js/list.js": kept(page(script.replace("ELSEWHERE", elsewhere))),
        "/api/list": kept(_list),
        "/moved": redirect(f"{elsewhere}/moved"),
        **{f"/zw/{r.year}/{r.year}.html": page(render_html(r)) for r in REPORTS},
    }


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The folders of the user that the crawl runs as, and of what is temporary."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"):
            patch.setenv(name, str(folder))
        yield folder


@pytest.fixture(scope="module")
def nights(tmp_path_factory, home):
    """(DATA, summaries of two nights, paths asked for by night, heads of what the page asked for, host elsewhere)."""
    data = tmp_path_factory.mktemp("browser")
    heads: list[str] = []
    challenge = page("<script>var wzwschallenge='x'</script><ul id='list'></ul>")
    with serving() as elsewhere, serving() as wire, serving({"/": challenge}) as challenging:
        wire.answers |= site(elsewhere.url, heads)
        sites = write_sites(
            data / "sites.csv",
            {"homepage": f"{wire.url}/"},
            {"homepage": f"{challenging.url}/", "report_columns": f"{challenging.url}/"},
        )
        summaries, asked = [], []
        for _ in range(2):
            before = len(wire.log)
            summaries.append(night(sites, data))
            asked.append(wire.log[before:])
        yield data, summaries, asked, heads, (elsewhere.log, challenging.log)


def test_every_report_of_every_page_is_found(nights):
    data, summaries, asked, _, _ = nights
    taken = {capture.url for capture in captures(data) if capture.role == "report"}
    assert {int(url[-9:-5]) for url in taken} == {report.year for report in REPORTS}
    assert summaries[0]["finished"] and not summaries[0]["errors"]
    assert asked[0].count("/zw/nb/") == 1, "the page that the crawl has is not asked for again"
    assert asked[0].count("/api/list") == PAGES


def test_the_browser_leaves_nothing_behind(nights, home):
    assert nights[1][0]["outcomes"] and list(home.rglob("*")) == []


def test_only_what_the_crawl_allows_is_asked_for(nights):
    data, _, asked, heads, (elsewhere, challenging) = nights
    assert elsewhere == []
    assert challenging == ["/robots.txt", "/"], "a challenge is not shown to a browser"
    assert not [path for path in asked[0] if re.search(r"png|css|robbed|favicon", path)]
    refused = {capture.url.rpartition("/")[2]: capture.outcome for capture in captures(data)}
    assert refused["list.json"] in ("robots", "off_list")
    assert refused["moved"] in ("redirect", "off_list")
    assert all("User-Agent: gongkai/" in head and "Cookie" not in head for head in heads)
    assert any("X-Requested-With: XMLHttpRequest" in head for head in heads)


def test_what_was_shown_is_in_the_archive_and_the_build_reads_it(nights):
    data, _, _, _, _ = nights
    shown = [capture for capture in captures(data) if rendering.is_rendered(capture.url)]
    assert [capture.outcome for capture in shown] == ["ok", "unchanged"]
    assert shown[0].role == "list" and shown[0].media_type == "text/html"
    body = read_capture(data, shown[0].warc_file, shown[0].warc_offset).body.decode()
    assert all(report.title in body for report in REPORTS)
    assert {
        capture.url.partition("?")[0].rpartition("/")[2]
        for capture in captures(data)
        if capture.role == "rendering"
    } >= {
        "list.js",
        "list",
    }
    assert not verify(data).problems
    assert build(data, workers=1).rows["panel"] == len(REPORTS)


@pytest.mark.parametrize(
    ("answer", "cap", "reason"),
    [
        (page("", status="404 Not Found"), "9", "gone at {}/api/list"),
        (page("[]"), "4", "{}/api/list: 127.0.0.1"),
    ],
)
def test_a_list_whose_data_did_not_come_is_no_empty_column(tmp_path, answer, cap, reason):
    """The night's cap: robots.txt, home page, column and script are asked for, and the data are not."""
    script = "fetch('/api/list').then(answer => answer.json()).then(show)"
    answers = {
        "/": page(links(("/zw/nb/", "政府信息公开年报"))),
        "/zw/nb/": page("<title>政府信息公开年报</title><ul id='list'></ul><script src='/l.js'></script>"),
        "/l.js": page(script),
        "/api/list": answer,
    }
    with serving(answers) as wire:
        sites = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        night(sites, tmp_path, {"DOWNLOAD_DELAY": "0", "HOST_NIGHT_REQUESTS": cap})
        assert wire.log.count("/api/list") == (cap == "9")
    attempts = list(captures(tmp_path, bodies=False))
    state, why = Absence.of(attempts, None, datetime(2030, 6, 1, tzinfo=UTC)).of_year(2021)
    assert state == "rendered_only" and reason.format(wire.url) in why


def test_the_second_night_asks_for_no_report(nights):
    _, _, asked, _, _ = nights
    assert not [path for path in asked[1] if re.search(r"/zw/\d", path)]
