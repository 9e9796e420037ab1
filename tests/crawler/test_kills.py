"""A night that is killed, stopped or started twice: run again, the archive ends up the same."""

import random
import signal
import time
from collections import Counter

import pytest

from pipeline.archive import archive_files, captures
from tests.crawler.nights import finish, night, start, write_sites
from tests.crawler.wire import links, page, serving

REPORTS = 24
KILLS = 3


def title(number: int) -> str:
    return f"清河县{number}局{2024 - number % 4}年政府信息公开工作年度报告"


def county() -> dict[str, bytes]:
    """A site of three list pages; every other report has an attachment."""
    answers = {"/": page(links(("/nb/", "政府信息公开年报")))}
    for number in range(3):
        entries = [(f"/nb/r{report}.html", title(report)) for report in range(number * 8, number * 8 + 8)]
        following = [(f"/nb/index_{number + 1}.html", "下一页")] if number < 2 else []
        answers["/nb/" if number == 0 else f"/nb/index_{number}.html"] = page(
            links(*entries, *following), '''ETag: "1"'''
        )
    for report in range(REPORTS):
        attached = links((f"/files/{report}.doc", "附件")) if report % 2 else ""
        answers[f"/nb/r{report}.html"] = page(f"<h1>{title(report)}</h1>{attached}")
        answers[f"/files/{report}.doc"] = page(b"\xd0\xcf\x11\xe0\x00" * 50)
    return answers


def bodies(data) -> set[tuple[str, str]]:
    return {(capture.url, capture.payload_sha256) for capture in captures(data) if capture.outcome == "ok"}


def wait_for(condition, seconds: float = 30) -> None:
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
    assert len(found) == 1 + 3 + REPORTS + REPORTS // 2
    return found


def test_killed_at_any_moment_and_run_again(tmp_path, unbroken):
    moments = random.Random(20261121).sample(range(2, 36), KILLS)
    with serving(county(), pause=0.01) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        for moment in sorted(moments):
            running = start(sites_csv, tmp_path)
            wait_for(lambda at=moment, crawl=running: len(wire.log) >= at or crawl.poll() is not None)
            time.sleep(random.Random(moment).random() / 100)
            running.kill()
            running.communicate()
        summary = night(sites_csv, tmp_path)
        asked = Counter(wire.log)
        assert summary["finished"]
        assert {(url.removeprefix(wire.url), digest) for url, digest in bodies(tmp_path)} == unbroken
        asked.pop("/robots.txt")
        extra = sum(count - 1 for count in asked.values())
        assert extra <= KILLS, asked
        before = len(wire.log)
        night(sites_csv, tmp_path)
        assert not [path for path in wire.log[before:] if path.startswith(("/nb/r", "/files"))]


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
