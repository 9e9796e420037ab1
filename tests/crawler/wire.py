"""A loopback server that answers with given bytes, so that a test decides what is on the wire."""

import re
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Raw = bytes | Callable[..., bytes | Iterator[bytes]]
"""The whole response, or a function from the request's head, and its body where it has one, to it or its parts. Empty:
the connection is closed."""


@dataclass
class Wire:
    """``answers``: path to response; any other path is 404. ``log``: the paths asked for, in order."""

    answers: dict[str, Raw] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    pause: float = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def page(body: bytes | str, *headers: str, status: str = "200 OK") -> bytes:
    """A response with a length and a type."""
    content = body.encode() if isinstance(body, str) else body
    head = [
        f"HTTP/1.1 {status}",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(content)}",
        *headers,
    ]
    return "\r\n".join(head).encode() + b"\r\nConnection: close\r\n\r\n" + content


def redirect(location: str, *headers: str) -> bytes:
    return page("", f"Location: {location}", *headers, status="302 Found")


def links(*pairs: tuple[str, str]) -> str:
    """A page of links: (address, text)."""
    return (
        "<html><body>"
        + "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in pairs)
        + "</body></html>"
    )


TITLE = "清河县2024年政府信息公开工作年度报告"
REPORT = f"<html><h1>{TITLE}</h1><p>一、总体情况</p></html>"
HOME = page(links(("/r.html", TITLE)))
"""A site of one report: the title, the report as a page, the home page that leads to it."""


@contextmanager
def serving(answers: dict[str, Raw] | None = None, pause: float = 0, blunt: bool = False) -> Iterator[Wire]:
    """A server on a port of its own. ``pause``: seconds before each answer. ``blunt``: it answers unasked."""
    wire = Wire({} if answers is None else answers, pause=pause)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if blunt:
                self.wfile.write(page("", status="400 Bad Request"))
                return
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                line = self.rfile.readline()
                if not line:
                    return
                head += line
            path = head.split()[1].decode()
            wire.log.append(path)
            time.sleep(wire.pause)
            answer = wire.answers.get(path, page("没有", status="404 Not Found"))
            answer = answer(*self._request(head)) if callable(answer) else answer
            for part in [answer] if isinstance(answer, bytes) else answer:
                self.wfile.write(part)

        def _request(self, head: bytes) -> tuple[bytes, ...]:
            length = re.search(rb"(?i)^content-length: *(\d+)", head, re.M)
            return (head, self.rfile.read(int(length[1]))) if length else (head,)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request, client_address) -> None:
            """A client that was killed is what some tests want."""

    with Server(("127.0.0.1", 0), Handler) as server:
        wire.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield wire
        server.shutdown()
