"""No site leads the crawl to a private address that no row names, by whatever name or redirect."""

import json
import socket
import subprocess
import sys

import pytest

from pipeline.archive.captures import captures
from tests.crawler.nights import AT_ONCE, ROOT, night, write_sites
from tests.crawler.wire import HOME, REPORT, TITLE, links, page, redirect, serving


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
