"""A night that is killed, stopped or started twice: run again, the archive ends up the same."""

import hashlib
import random
import signal
import time
from collections import Counter

import pytest

from crawler.archive.repair import ledger_problems
from pipeline.archive.captures import archive_files, captures
from pipeline.archive.verify import verify
from tests.crawler.nights import finish, night, start, write_sites
from tests.crawler.wire import links, page, serving

pytestmark = pytest.mark.slow

REPORTS = 24
FEW, MANY = 4, 50
"""Kills in the suite, and by name: ``pytest -m slow tests/crawler/test_kills.py``."""


def title(number: int) -> str:
    return f"清河县{number}局{2024 - number % 4}年政府信息公开工作年度报告"


def article(number: int) -> str:
    """A page that holds what its title says: of those that hold nothing a crawl reads only some."""
    sections = (
        "一、总体情况 本年制发件数 二、主动公开政府信息情况 三、行政复议、行政诉讼情况 四、存在的主要问题"
    )
    return f"<h1>{title(number)}</h1><p>{sections} {number}</p>"


def county() -> dict[str, bytes]:
    """A site of three list pages; every other report has an attachment."""
    answers = {"/": page(links(("/nb/", "政府信息公开年报")))}
    answers["/robots.txt"] = page("User-agent: *\nDisallow: /private/")
    for number in range(3):
        entries = [(f"/nb/r{report}.html", title(report)) for report in range(number * 8, number * 8 + 8)]
        entries.append((f"/nb/gone{number}.html", title(100 + number)))
        following = [(f"/nb/index_{number + 1}.html", "下一页")] if number < 2 else []
        answers["/nb/" if number == 0 else f"/nb/index_{number}.html"] = page(
            links(*entries, *following), '''ETag: "1"'''
        )
    for report in range(REPORTS):
        attached = links((f"/files/{report}.doc", "附件")) if report % 2 else ""
        answers[f"/nb/r{report}.html"] = page(f"{article(report)}{attached}")
        answers[f"/files/{report}.doc"] = page(b"\xd0\xcf\x11\xe0\x00" * 50)
    return answers


def bodies(data) -> set[tuple[str, str]]:
    return {(capture.url, capture.payload_sha256) for capture in captures(data) if capture.outcome == "ok"}


def wait_for(condition, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the crawl did not get that far"
        time.sleep(0.005)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    """Paths and digests that one whole night brings."""
    data = tmp_path_factory.mktemp("unbroken")
    with serving(county()) as wire:
        night(write_sites(data / "sites.csv", {"homepage": f"{wire.url}/"}), data)
    found = {(url.removeprefix(wire.url), digest) for url, digest in bodies(data)}
    assert len(found) == 2 + 3 + REPORTS + REPORTS // 2
    return found


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_killed_at_any_moment_and_run_again(tmp_path, unbroken, kills):
    """Each kill comes after a random time from the start of a process; each rerun goes on where the last one was.

    Where nothing is left to do the site publishes anew; a crawl that ended by itself before its kill is none of them.
    """
    moments = random.Random(20261121)
    wanted, killed = set(unbroken), 0
    with serving(county(), pause=0.05) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        while killed < kills:
            before = len(wire.log)
            running = start(sites_csv, tmp_path)
            wait_for(lambda at=before, crawl=running: len(wire.log) > at or crawl.poll() is not None)
            time.sleep(moments.random())
            killed += running.poll() is None
            running.kill()
            running.communicate()
            if is_complete(tmp_path, wire, wanted):
                wanted |= publish_more(wire, len(wanted))
        for _ in ("the night that was broken off", "the next one, for what was published while it lasted"):
            assert night(sites_csv, tmp_path)["finished"]
        found = Counter(
            (c.url.removeprefix(wire.url), c.payload_sha256) for c in captures(tmp_path) if c.outcome == "ok"
        )
        assert {entry for entry in found if entry[0].startswith(("/nb/r", "/files"))} == documents(wanted)
        asked = Counter(path for path in wire.log if path.startswith(("/nb/r", "/files")))
        assert sum(asked.values()) - len(asked) <= kills, asked
        before = len(wire.log)
        night(sites_csv, tmp_path)
        assert not [path for path in wire.log[before:] if path.startswith(("/nb/r", "/files"))]
    assert not verify(tmp_path).problems and not ledger_problems(tmp_path)


def documents(entries: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {entry for entry in entries if entry[0].startswith(("/nb/r", "/files"))}


def is_complete(data, wire, wanted: set) -> bool:
    return {(url.removeprefix(wire.url), digest) for url, digest in bodies(data)} >= documents(wanted)


def publish_more(wire, number: int) -> set[tuple[str, str]]:
    """Ten more reports on the first list page."""
    entries, new = [], set()
    for report in range(number, number + 10):
        body = article(report)
        entries.append((f"/nb/r{report}.html", title(report)))
        wire.answers[f"/nb/r{report}.html"] = page(body)
        new.add((f"/nb/r{report}.html", hashlib.sha256(body.encode()).hexdigest()))
    first = wire.answers["/nb/"].partition(b"\r\n\r\n")[2].decode()
    wire.answers["/nb/"] = page(first.replace("<body>", f"<body>{links(*entries)[12:-14]}"))
    return new


def test_torn_record_is_fetched_again(tmp_path, unbroken):
    with serving(county()) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        night(sites_csv, tmp_path)
        path = archive_files(tmp_path)[0]
        path.write_bytes(path.read_bytes()[:-30])
        summary = night(sites_csv, tmp_path)
    assert any("torn" in problem for problem in summary["problems"])
    problems = []
    assert len(list(captures(tmp_path, problems=problems))) > len(unbroken)
    assert not problems and len(list((tmp_path / "archive" / "torn").iterdir())) == 1
    assert {(url.removeprefix(wire.url), digest) for url, digest in bodies(tmp_path)} == unbroken


def test_sigterm_ends_a_night_cleanly_and_the_next_goes_on(tmp_path, unbroken):
    with serving(county(), pause=0.02) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        running = start(sites_csv, tmp_path)
        wait_for(lambda: len(wire.log) >= 10)
        running.send_signal(signal.SIGTERM)
        summary = finish(running)
        assert not summary["finished"] and summary["reason"] == "shutdown"
        assert not summary["errors"]
        night(sites_csv, tmp_path)
    problems = []
    list(captures(tmp_path, problems=problems))
    assert not problems
    assert {(url.removeprefix(wire.url), digest) for url, digest in bodies(tmp_path)} == unbroken


def test_sigterm_waits_for_no_host(tmp_path):
    with serving(county()) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        running = start(sites_csv, tmp_path, {"DOWNLOAD_DELAY": "120"})
        wait_for(lambda: wire.log)
        running.send_signal(signal.SIGTERM)
        told_at = time.monotonic()
        summary = finish(running)
    assert time.monotonic() - told_at < 30 and summary["reason"] == "shutdown"


def test_one_night_at_a_time(tmp_path):
    with serving(county(), pause=0.2) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        running = start(sites_csv, tmp_path)
        wait_for(lambda: len(wire.log) >= 2)
        second = start(sites_csv, tmp_path)
        _, message = second.communicate(timeout=30)
        running.kill()
        running.communicate()
    assert second.returncode != 0
    assert "another crawl is writing to" in message
    with serving(county()) as wire:
        night(write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"}), tmp_path)
