"""Hosts that forbid, stall, speak no TLS or lay traps, and how long each is left between two requests."""

import time
from contextlib import ExitStack
from itertools import pairwise

import pytest

from pipeline.archive.captures import captures
from tests.crawler.nights import night, write_sites
from tests.crawler.wire import HOME, REPORT, TITLE, links, page, serving


def test_robots_txt_closes_what_it_forbids_and_hosts_that_cannot_say(tmp_path):
    answers = {
        "forbids": page("User-agent: *\nDisallow: /nb/"),
        "forbids_us": page("User-agent: gongkai\nDisallow: /\n\nUser-agent: *\nAllow: /"),
        "breaks": page("", status="503 Unavailable"),
        "refuses": page("", status="403 Forbidden"),
        "is_not_there": page("", status="404 Not Found"),
        "hangs_up": b"",
    }
    home = page(links(("/nb/r.html", TITLE), ("/r.html", TITLE)))
    with ExitStack() as stack:
        wires = {
            name: stack.enter_context(
                serving(
                    {"/robots.txt": robots, "/": home, "/r.html": page(REPORT), "/nb/r.html": page(REPORT)}
                )
            )
            for name, robots in answers.items()
        }
        rows = [{"site": name, "homepage": f"{wire.url}/"} for name, wire in wires.items()]
        night(write_sites(tmp_path / "sites.csv", *rows), tmp_path)
    asked = {name: set(wire.log) for name, wire in wires.items()}
    assert asked["forbids"] == {"/robots.txt", "/", "/r.html"}
    assert asked["is_not_there"] == {"/robots.txt", "/", "/r.html", "/nb/r.html"}
    for name in ("forbids_us", "breaks", "refuses", "hangs_up"):
        assert asked[name] == {"/robots.txt"}
    outcomes = {(capture.site, capture.role): capture.outcome for capture in captures(tmp_path)}
    assert (
        outcomes["forbids_us", "home"]
        == outcomes["breaks", "home"]
        == outcomes["refuses", "home"]
        == "robots"
    )
    assert outcomes["hangs_up", "home"] == "connection"
    assert outcomes["forbids", "robots"] == "ok"


def test_hosts_that_stall_or_speak_no_tls(tmp_path):
    def stall(head: bytes) -> bytes:
        time.sleep(3)
        return HOME

    with (
        serving({"/": stall}) as slow,
        serving(blunt=True) as plain,
        serving({"/": HOME, "/r.html": page(REPORT)}) as good,
    ):
        rows = [
            {"site": "slow", "homepage": f"{slow.url}/"},
            {"site": "plain", "homepage": f"{plain.url.replace('http', 'https')}/"},
            {"site": "good", "homepage": f"{good.url}/"},
        ]
        settings = {"DOWNLOAD_DELAY": "0", "DOWNLOAD_TIMEOUT": "1"}
        night(write_sites(tmp_path / "sites.csv", *rows), tmp_path, settings=settings)
    found = {(capture.site, capture.role): capture.outcome for capture in captures(tmp_path)}
    assert found["slow", "home"] == "timeout"
    assert found["plain", "home"] == found["plain", "robots"] == "tls"
    assert found["good", "report"] == "ok"


class Trap(dict):
    """Below /nb every address is a page that leads to three new ones, and to the one report, in a new session."""

    pages = 0

    def get(self, path: str, default: bytes) -> bytes:
        if path in self or not path.startswith("/nb"):
            return super().get(path, default)
        self.pages += 1
        folders = [
            (f"/nb/x{self.pages}/", "县直部门"),
            (f"{path}a/", "乡镇"),
            (f"/nb/?page={self.pages}", "下一页"),
        ]
        return page(
            links(*folders, (f"/nb/r.html;jsessionid={self.pages}", TITLE), (f"/nb/z{self.pages}", "动态"))
        )


@pytest.mark.slow
def test_traps_cost_little_and_reports_are_still_found(tmp_path):
    with serving(Trap({"/": page(links(("/nb/", "政府信息公开年报"))), "/nb/r.html": page(REPORT)})) as wire:
        summary = night(write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"}), tmp_path)
    assert len(wire.log) <= 100
    assert wire.log.count("/nb/r.html") == 1
    assert summary["sites"][0]["reports"] == 1
    assert any("without leading to reports" in reason for reason in summary["sites"][0]["left"])


def test_waiting_is_the_default_and_a_cap_can_be_set(tmp_path):
    with serving({"/": page(links(*[(f"/{n}.html", TITLE) for n in range(9)]))}) as wire:
        settings = {"DOWNLOAD_DELAY": "0.3", "HOST_NIGHT_REQUESTS": "5"}
        night(write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"}), tmp_path, settings=settings)
    times = [capture.fetched_at for capture in captures(tmp_path)]
    assert len(wire.log) == 5
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    assert min(gaps) > 0.14
