"""A county site on loopback: real HTTP with validators, 304 answers and a log of what was asked."""

import hashlib
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Resource:
    """What stands at an address."""

    body: bytes
    media_type: str = "text/html"
    modified: datetime = datetime(2026, 4, 1, tzinfo=UTC)

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True)
class Request:
    """A line of the log. ``status`` is None where the server hung up without an answer."""

    site: str
    method: str
    path: str
    status: int | None
    headers: dict[str, str]


@dataclass(frozen=True)
class Call:
    """A request to a program: what stands behind its path, and the parameters of query and form."""

    method: str
    rest: str
    values: Mapping[str, str]

    def number(self, name: str, default: int = 1) -> int:
        return int(self.values.get(name) or default)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    host: "Host"


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer as the host does; the log is written before the answer leaves."""
        host = self.server.host
        form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        answer = host.called(self.command, self.path, form, self.headers) or host.respond(
            host, self.path, self.headers
        )
        host.log.append(
            Request(host.site, self.command, self.path, answer and answer.status, dict(self.headers))
        )
        if answer is None:
            self._reset()
        else:
            self._send(answer.status, answer.resource)

    do_HEAD = do_POST = do_GET

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _send(self, status: int, resource: Resource) -> None:
        body = b"" if status == 304 else resource.body
        self.send_response(status)
        self.send_header("ETag", resource.etag)
        self.send_header("Last-Modified", format_datetime(resource.modified, usegmt=True))
        self.send_header("Content-Type", resource.media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr: the log of the demo is a list."""


class Answer(NamedTuple):
    """A status and what goes with it."""

    status: int
    resource: Resource


Respond = Callable[["Host", str, Mapping[str, str]], Answer | None]
"""(host, path, request headers) to the answer; None resets the connection."""

NOT_FOUND = Resource("<h1>404 页面不存在</h1>".encode(), "text/html; charset=utf-8")


def serve_resources(host: "Host", path: str, headers: Mapping[str, str]) -> Answer:
    """The resource at the path, or 404; 304 where the caller's validators still hold."""
    resource = host.resources.get(path)
    if resource is None:
        return Answer(404, NOT_FOUND)
    return Answer(304 if _unchanged(headers, resource) else 200, resource)


def _unchanged(headers: Mapping[str, str], resource: Resource) -> bool:
    tags, since = headers.get("If-None-Match"), headers.get("If-Modified-Since")
    if tags is not None:
        return resource.etag in tags
    return since is not None and resource.modified <= parsedate_to_datetime(since)


def hang_up(host: "Host", path: str, headers: Mapping[str, str]) -> None:
    """The connection is accepted and then reset."""


def always(status: int, body: str) -> Respond:
    """The same answer to everything but robots.txt, which is not there."""
    resource = Resource(body.encode(), "text/html; charset=utf-8")

    def respond(host: "Host", path: str, headers: Mapping[str, str]) -> Answer:
        return Answer(404, NOT_FOUND) if path == "/robots.txt" else Answer(status, resource)

    return respond


@dataclass
class Host:
    """One site on a port of its own, from ``start`` to ``stop``. ``respond`` None: nothing listens there."""

    site: str
    log: list[Request]
    respond: Respond | None = serve_resources
    resources: dict[str, Resource] = field(default_factory=dict)
    programs: dict[str, Callable[[Call], Resource | None]] = field(default_factory=dict)
    port: int = 0
    _server: _Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def called(self, method: str, address: str, form: str, headers: Mapping[str, str]) -> "Answer | None":
        """What the program at the address answers, never 304 to a form; None where there is none that knows it."""
        parts = urlsplit(address)
        path = max((path for path in self.programs if parts.path.startswith(path)), key=len, default=None)
        if path is None:
            return None
        values = dict(parse_qsl(f"{parts.query}&{form}", keep_blank_values=True))
        resource = self.programs[path](Call(method, parts.path.removeprefix(path), values))
        if resource is None:
            return None
        return Answer(304 if method == "GET" and _unchanged(headers, resource) else 200, resource)

    def start(self) -> None:
        server = _Server(("127.0.0.1", 0), _Handler)
        self.port = server.server_port
        if self.respond is None:
            server.server_close()
            return
        server.host = self
        self._server = server
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
