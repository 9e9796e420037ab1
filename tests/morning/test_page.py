"""The morning page, in a real browser: it fits, asks for nothing, and hostile text does nothing in it."""

import re
import shutil
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import sync_playwright

from crawler.fetching.rendering import environment
from pipeline.morning import nights
from pipeline.morning.page import percent, plain, render, web_address
from pipeline.states import MonitorState, ProblemState
from tests.morning.hostile import ADDRESSES, hostile_night

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (320, 390, 768, 1280)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory) -> Path:
    return nights.write(tmp_path_factory.mktemp("night"), hostile_night(), render(hostile_night()))


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if CHROMIUM is None:
        pytest.skip("no browser: apt-get install chromium")
    env = environment(str(tmp_path_factory.mktemp("home")))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=env)
        yield running
        running.close()


def test_the_page_fits_every_width_asks_for_nothing_and_runs_nothing(browser, page_file):
    tab = browser.new_page()
    asked, said = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.goto(page_file.as_uri())
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        for details in (False, True):
            tab.evaluate("open => document.querySelectorAll('details').forEach(d => d.open = open)", details)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert not tab.evaluate(WIDER, width)
    assert tab.title().startswith("not_done")
    assert asked == [page_file.as_uri()] and not said
    tab.close()


WIDER = """width => [...document.querySelectorAll('main *')]
    .filter(one => one.getBoundingClientRect().right > width + 1).map(one => one.outerHTML.slice(0, 200))"""


def test_a_click_on_a_link_leads_only_to_web_addresses(page_file):
    found = lxml.html.parse(str(page_file)).getroot()
    assert not found.xpath("//script | //iframe | //img | //object | //form | //base | //@style")
    assert not [name for name in found.xpath("//@*") if name.attrname.startswith("on")]
    links = found.xpath("//a/@href")
    assert links and all(re.match(r"https?://qinghuai\.test/", link) for link in links)
    assert found.xpath("//link/@href") == ["data:,"]


def test_the_page_itself_forbids_what_could_do_harm(page_file):
    policy = lxml.html.parse(str(page_file)).xpath(
        "string(//meta[@http-equiv='Content-Security-Policy']/@content)"
    )
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script" not in policy


def test_a_script_that_came_into_the_page_would_not_run(browser, page_file, tmp_path):
    spoilt = tmp_path / "spoilt.html"
    text = page_file.read_text("utf-8")
    spoilt.write_text(text.replace("<main>", "<script>document.title = 'owned'</script><main>", 1), "utf-8")
    tab = browser.new_page()
    tab.goto(spoilt.as_uri())
    assert tab.title().startswith("not_done")
    tab.close()


def test_why_the_night_was_not_done_comes_first(page_file):
    (main,) = lxml.html.parse(str(page_file)).xpath("//main")
    first = main.xpath("./*[not(self::header)]")[0]
    assert "Not done" in first.text_content() and "not_done" in first.get("class")


@pytest.mark.parametrize("address", [url for url in ADDRESSES if not (url or "").startswith("https://")])
def test_an_address_that_is_none_is_no_link(address):
    link = web_address(address)
    assert link is None or re.match(r"http://qinghuai\.test/", link)


def test_text_is_shown_as_it_was_printed_or_as_what_it_hides():
    assert plain("青槐县 2024 年\n报告") == "青槐县 2024 年 报告"
    assert plain("a\u202eb\x00") == "a[U+202E]b[U+0000]"
    assert plain(None) == ""
    assert plain("字" * 10_000).endswith("(10000 characters)") and len(plain("字" * 10_000)) < 300


def test_a_share_is_never_rounded_to_all_or_nothing():
    assert [percent(*pair) for pair in ((0, 9), (1, 1000), (999, 1000), (9, 9), (0, 0))] == [
        "0",
        "<1",
        "99",
        "100",
        "–",
    ]


def test_a_long_list_is_cut_and_says_so():
    night = hostile_night()
    night["reports"]["new"] *= 20
    assert len(night["reports"]["new"]) == 660
    assert "260 more are in night.json" in render(night)


def test_every_state_that_the_page_shows_has_a_look():
    style = Path(nights.__file__).with_name("page.css").read_text("utf-8")
    for state in (ProblemState.NEW, *MonitorState):
        assert f".pill.{state}" in style
