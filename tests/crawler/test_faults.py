"""What sites do to a crawl, from bytes on the wire to records in the archive. Each night holds many small sites."""

import gzip
import json
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from itertools import pairwise

import pytest

from pipeline.archive.captures import captures
from tests.crawler.nights import AT_ONCE, ROOT, night, write_sites
from tests.crawler.wire import links, page, redirect, serving

TITLE = "清河县2024年政府信息公开工作年度报告"
REPORT = f"<html><h1>{TITLE}</h1><p>一、总体情况</p></html>"
BIG = 70 * 2**20


def chunked(body: bytes, *headers: str) -> bytes:
    head = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked", *headers])
    parts = [body[start : start + 100] for start in range(0, len(body), 100)]
    return (
        head.encode()
        + b"\r\n\r\n"
        + b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
        + b"0\r\n\r\n"
    )


def cut(answer: bytes) -> bytes:
    return answer[:-20]


def bare(body: bytes) -> bytes:
    """No length: the end of the connection is the end of the body."""
    return b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body


HOME = page(links(("/r.html", TITLE)))
ZIPPED = gzip.compress(REPORT.encode())
REPORTS = {
    "chunked": chunked(REPORT.encode()),
    "zipped": page(ZIPPED, "Content-Encoding: gzip"),
    "chunked_and_zipped": chunked(ZIPPED, "Content-Encoding: gzip"),
    "mislabelled": page(REPORT, "Content-Encoding: gzip"),
    "bare": bare(REPORT.encode()),
    "cut": cut(page(REPORT * 5)),
    "cut_in_gzip": page(ZIPPED[:-20], "Content-Encoding: gzip"),
    "bomb": page(gzip.compress(bytes(200 * 2**20), 1), "Content-Encoding: gzip"),
    "too_large": f"HTTP/1.1 200 OK\r\nContent-Length: {BIG}\r\n\r\n".encode() + b"x" * 1000,
    "empty": page(""),
    "hangs_up": b"",
    "rubbish": b"\x00\xff rubbish\r\n\r\n",
    "gone": page("", status="410 Gone"),
    "refused": page("", status="403 Forbidden"),
    "teapot": page("", status="418 I'm a teapot"),
    "broken": page("", status="500 Internal Server Error"),
    "odd": page("", status="299 Odd"),
    "ruishu": page("<meta><script>$_ts=window['$_ts']</script>", status="412 Precondition Failed"),
    "jiasule": page("<script>document.cookie=('_')+('_jsl_clearance')</script>", status="521 Down"),
    "wzws": page("<script>var wzwschallenge='x'</script>"),
    "to_itself": redirect("/r.html", "Set-Cookie: a=b"),
    "loop": redirect("/r.html?again"),
    "to_nowhere": page("", status="302 Found"),
    "moved": redirect("/moved.html#top"),
    "off_list": redirect("http://example.com/r.html"),
    "to_a_file": redirect("file:///etc/passwd"),
    "not_modified": page("", status="304 Not Modified"),
}
EXPECTED = {
    **{name: ["ok"] for name in ("chunked", "zipped", "chunked_and_zipped", "mislabelled", "bare")},
    "cut": ["connection", "connection"],
    "cut_in_gzip": ["failed"],
    "bomb": ["too_large"],
    "too_large": ["too_large"],
    "empty": ["empty", "empty"],
    "hangs_up": ["connection", "connection"],
    "rubbish": ["connection", "connection"],
    "gone": ["gone"],
    "refused": ["blocked"],
    "teapot": ["blocked"],
    "broken": ["server_error", "server_error"],
    "odd": ["empty", "empty"],
    "ruishu": ["challenged"],
    "jiasule": ["challenged"],
    "wzws": ["challenged"],
    "to_itself": ["challenged"],
    "loop": ["redirect"],
    "to_nowhere": ["http_error"],
    "moved": ["redirect"],
    "off_list": ["redirect"],
    "to_a_file": ["redirect"],
    "not_modified": ["http_error"],
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """(captures by site, summary): one night on a site for each kind of answer."""
    data = tmp_path_factory.mktemp("faults")
    with ExitStack() as stack:
        rows = []
        for name, answer in REPORTS.items():
            answers = {"/": HOME, "/r.html": answer, "/moved.html": page(REPORT)}
            answers |= {
                "/r.html?again": redirect("/r.html?" + "again"),
                "/robots.txt": page("User-agent: *\nDisallow:"),
            }
            wire = stack.enter_context(serving(answers))
            rows.append({"site": name, "homepage": f"{wire.url}/"})
        summary = night(write_sites(data / "sites.csv", *rows), data, settings={"DOWNLOAD_DELAY": "0"})
    found: dict[str, list] = {}
    for capture in captures(data):
        found.setdefault(capture.site, []).append(capture)
    return found, summary


@pytest.mark.parametrize("name", REPORTS)
def test_every_answer_has_its_outcome(faulty, name):
    found, summary = faulty
    reports = [capture for capture in found[name] if capture.url.endswith("/r.html") and "127" in capture.url]
    assert [capture.outcome for capture in reports] == EXPECTED[name]
    assert summary["finished"] and not summary["errors"]
    others = {capture.outcome for capture in found[name] if capture.role in ("home", "robots")}
    assert others == {"ok"}


@pytest.mark.parametrize("name", ["chunked", "zipped", "chunked_and_zipped", "mislabelled", "bare"])
def test_bodies_are_stored_as_they_came_and_read_decoded(faulty, name):
    capture = next(capture for capture in faulty[0][name] if capture.role == "report")
    assert capture.body == REPORT.encode()
    assert capture.header("Transfer-Encoding") is None
    assert capture.header("Content-Encoding") == (None if name in ("chunked", "bare") else "gzip")


def test_cut_bodies_are_marked_and_kept(faulty):
    first = next(capture for capture in faulty[0]["cut"] if capture.role == "report")
    assert (first.truncated, first.http_status) == ("disconnect", 200)
    assert first.body and len(first.body) < len(REPORT.encode()) * 5


def test_redirects_are_followed_only_where_they_may_lead(faulty):
    found, _ = faulty
    assert [capture.outcome for capture in found["moved"] if capture.url.endswith("/moved.html")] == ["ok"]
    assert [capture.outcome for capture in found["off_list"] if "example.com" in capture.url] == ["off_list"]
    assert len([capture for capture in found["loop"] if "again" in capture.url]) <= 6
    assert not [capture for capture in found["to_a_file"] if capture.url.startswith("file")]


@pytest.fixture(scope="module")
def listener():
    """A port that counts who knocks and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def knocks(server: socket.socket) -> int:
    count = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


def test_private_addresses_are_refused_before_a_connection(tmp_path, listener):
    port = listener.getsockname()[1]
    names = ["127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
    rows = [{"site": f"s{number}", "homepage": f"http://{name}:{port}/"} for number, name in enumerate(names)]
    settings = {"DOWNLOAD_DELAY": "0"}
    sites_csv = write_sites(tmp_path / "sites.csv", *rows)
    summary = night(sites_csv, tmp_path, settings=settings, private=False, contact="test@example.com")
    found = {capture.site: capture.outcome for capture in captures(tmp_path)}
    assert found == dict.fromkeys((row["site"] for row in rows), "off_list")
    assert len(summary["nothing_found"]) == len(names)
    assert knocks(listener) == 0


def test_a_site_leads_to_no_private_address_that_no_row_names(tmp_path, listener):
    target = f"http://127.0.0.1:{listener.getsockname()[1]}/r.html"
    with serving() as wire:
        wire.answers |= {"/": page(links(("/a.html", TITLE), (target, TITLE))), "/a.html": redirect(target)}
        night(write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"}), tmp_path)
    outcomes = {capture.url: capture.outcome for capture in captures(tmp_path)}
    assert outcomes[target] == "off_list"
    assert knocks(listener) == 0


REBINDING = """
import itertools, socket, sys
answers = itertools.count(1)
socket.gethostbyname = lambda name: f"127.0.0.{next(answers)}"
from tests.crawler.nights import main
main()
"""


def test_a_name_keeps_the_address_that_the_guards_looked_at(tmp_path):
    """Its name server gives another address to every question; only the first one was looked at."""
    with serving({"/": HOME, "/r.html": page(REPORT)}) as wire:
        homepage = f"http://rebinding.localhost:{wire.port}/"
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": homepage})
        command = [sys.executable, "-c", REBINDING, sites_csv, tmp_path, json.dumps(AT_ONCE), "1"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
        assert wire.log == ["/robots.txt", "/", "/r.html"]
    assert [capture.outcome for capture in captures(tmp_path)] == ["gone", "ok", "ok"]


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
