"""A site whose every answer is drawn by lot: what the worst of real servers do, one after another."""

import gzip
import random
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from tests.crawler.wire import Raw, links, page, redirect

TITLE = "清河县{}局{}年政府信息公开工作年度报告"
STALL = 30
"""Seconds for which a byte a second comes."""


@cache
def bomb() -> bytes:
    """2 GB of zeros."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(2000)) + packer.flush()


BIG = b"x" * (40 * 2**20)


def good(number: int) -> bytes:
    further = [(f"/nb/{number}-{n}.html", TITLE.format(number * 3 + n, 2024 - n)) for n in range(3)]
    return page(links(*further, (f"/nb/list{number + 1}.html", "下一页")))


def long(size: int, *headers: str) -> bytes:
    return page(BIG[:size], *headers)


FAULTS: dict[str, Callable[[int], bytes]] = {
    "resets": lambda n: b"",
    "half a head": lambda n: b"HTTP/1.1 200 OK\r\nContent-Ty",
    "rubbish": lambda n: bytes(range(256)) * 9,
    "500": lambda n: page("", status="500 Internal Server Error"),
    "503": lambda n: page("", "Retry-After: 120", status="503 Unavailable"),
    "412": lambda n: page("<script>$_ts=window['$_ts']</script>", status="412 Precondition Failed"),
    "521": lambda n: page("<script>document.cookie='__jsl_clearance=1'</script>", status="521 Down"),
    "wzws": lambda n: page("<script>var wzwschallenge='x'</script>"),
    "cut": lambda n: good(n)[:-200],
    "too long a length": lambda n: b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nx",
    "two lengths": lambda n: b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello",
    "mislabelled gzip": lambda n: page("plain", "Content-Encoding: gzip"),
    "broken gzip": lambda n: page(gzip.compress(b"x" * 999)[:-9], "Content-Encoding: gzip"),
    "unknown coding": lambda n: page("plain", "Content-Encoding: br"),
    "bomb": lambda n: page(bomb(), "Content-Encoding: gzip"),
    "bomb in a bomb": lambda n: page(gzip.compress(bomb()), "Content-Encoding: gzip, gzip"),
    "big": lambda n: long(40 * 2**20),
    "endless chunks": lambda n: (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"400\r\n" + b"x" * 1024
    ),
    "loop": lambda n: redirect(f"/nb/{n}-0.html?{n}"),
    "to itself": lambda n: redirect(f"/nb/{n}.html", "Set-Cookie: a=b"),
    "to nowhere": lambda n: redirect("http://[::1"),
    "to a private address": lambda n: redirect("http://10.255.255.1/x"),
    "to the link-local": lambda n: redirect("http://169.254.169.254/latest/meta-data/"),
    "to loopback": lambda n: redirect("http://127.0.0.1:9/x"),
    "to a file": lambda n: redirect("file:///etc/passwd"),
    "wrong charset": lambda n: good(n).replace(b"utf-8", b"shift-jis"),
    "no charset": lambda n: b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + "年报".encode("gb18030"),
    "binary": lambda n: page(random.Random(n).randbytes(5000)),
    "headers": lambda n: page("x", *(f"X-{k}: {'y' * 900}" for k in range(300))),
    "deep": lambda n: page("<div>" * 50_000),
    "empty": lambda n: page(""),
    "error page": lambda n: page("<html><body>系统错误</body></html>"),
}


def stall() -> Iterator[bytes]:
    """A body of a byte a second, longer than anyone should wait."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n"
    for _ in range(STALL):
        yield b"x"
        time.sleep(1)


class Lots(dict):
    """Answers by path, drawn anew each time. The first pages lead on, so that there is something to ask for."""

    def __init__(self, seed: int):
        super().__init__(
            {"/": page(links(("/nb/list0.html", "政府信息公开年报"))), "/nb/list0.html": good(0)}
        )
        self.drawn: Counter[str] = Counter()
        self._lots = random.Random(seed)

    def get(self, path: str, default: bytes) -> Raw:
        if path in self or path == "/robots.txt":
            return super().get(path, default)
        name = self._lots.choice([*FAULTS, "stall", *["good"] * len(FAULTS)])
        self.drawn[name] += 1
        number = self._lots.randrange(1000)
        if name == "stall":
            return lambda head: stall()
        return good(number) if name == "good" else FAULTS[name](number)
