"""Every kind of answer, from bytes on the wire to its record in the archive: one night on a site for each."""

import gzip
from contextlib import ExitStack

import pytest

from pipeline.archive.captures import captures
from tests.crawler.nights import night, write_sites
from tests.crawler.wire import HOME, REPORT, page, redirect, serving

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
