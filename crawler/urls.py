"""Addresses: one spelling for each page, its identity, its host, and the ones that a trap makes.

``clean`` gives the address that is asked for and stands in the archive: it must be the same on every night, so
fragments, session ids and default ports go. ``identity`` is coarser and only tells whether two addresses are one
page: scheme, ``www.``, an index file at the end and the order of the query do not matter to it.
"""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

NAT64 = ipaddress.ip_network("64:ff9b::/96")
NOT_PUBLIC = [ipaddress.ip_network(net) for net in ("192.0.0.0/24", "fec0::/10", "64:ff9b:1::/48", "::/96")]
"""What :mod:`ipaddress` takes for public, wholly or in part, and is not."""
DEFAULT_PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?|[\da-f:.]+", re.A)
"""A name, or an address of either kind: nothing that one program could read as the end of the name and another not."""
SESSION_IN_PATH = re.compile(r";(?:jsessionid|sid|phpsessid|sessionid)=[^/?#;]*", re.I)
SESSION_PARAMETERS = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|sessid)", re.I
)
PASSING_PARAMETER = re.compile(
    r"(?:sid|token|ticket|session)=[0-9a-f-]{16,}"
    r"|(?:_|r|t|rnd|rand|random|ts|timestamp|nocache)=(?:0?\.\d{4,}|\d{10,})",
    re.I,
)
"""Names that may mean anything, with the value of a session, a clock or a die."""
INDEX_FILE = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", re.I)
MAX_LENGTH = 1200
"""Addresses of reports stay below 210 characters, those that lists are asked at with all their parameters below 700;
traps grow theirs a little with every step."""
MAX_PATH = 500
MAX_SEGMENTS = 14
MAX_REPEATS = 2
MAX_PARAMETERS = 32


def clean(url: str, base: str | None = None, encoding: str = "utf-8") -> str | None:
    """The address to ask for; None where it is not an http or https address.

    ``encoding``: that of the page which the link stands on; servers expect queries in it. A backslash is a slash, as
    browsers read it.
    """
    try:
        address, query, rest = url.strip().partition("?")
        address = address.replace("\\", "/") + query + rest
        parts = urlsplit(safe_url_string(urljoin(base or "", address), encoding=encoding))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not HOST.fullmatch(host or "") or parts.username is not None:
        return None
    netloc = f"[{host}]" if ":" in host else host.rstrip(".")
    if port and port != DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    path = SESSION_IN_PATH.sub("", parts.path) or "/"
    query = "&".join(
        item
        for item in parts.query.split("&")
        if not (SESSION_PARAMETERS.fullmatch(item.partition("=")[0]) or PASSING_PARAMETER.fullmatch(item))
    )
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def identity(url: str) -> str:
    """Equal for two addresses of one page; ``url`` is a clean one."""
    parts = urlsplit(url)
    path = INDEX_FILE.sub("/", unquote(parts.path)).rstrip("/")
    query = "&".join(
        f"{name}={value}" for name, value in sorted(parse_qsl(parts.query, keep_blank_values=True))
    )
    return f"{host_of(url).removeprefix('www.')}{path}?{query}"


def host_of(url: str) -> str:
    """``host``, or ``host:port`` where the port is not the default one."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    return host if port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


def is_private(address: str) -> bool:
    """Whether an IP address is not one of the public internet; False for a name."""
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    return any(
        not inner.is_global or inner.is_multicast or any(inner in network for network in NOT_PUBLIC)
        for inner in (found, *_within(found))
    )


def _within(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to: mapped, 6to4, Teredo or NAT64."""
    if address.version == 6:
        inner = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
        yield from (found for found in inner if found is not None)
        if address in NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def is_loopback_host(host: str) -> bool:
    """Whether ``host`` (with or without a port) is this machine, by its spelling alone."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def path_of(url: str) -> str:
    """What is between the host and the query."""
    return urlsplit(url).path


def with_parameter(url: str, name: str, value: object) -> str:
    """``url`` with one parameter of its query set; the others keep their places and their spelling."""
    parts = urlsplit(url)
    items = [item for item in parts.query.split("&") if item]
    new = f"{name}={quote(str(value))}"
    there = [
        place for place, item in enumerate(items) if unquote(item.partition("=")[0]).lower() == name.lower()
    ]
    if there:
        items[there[0]] = f"{items[there[0]].partition('=')[0]}={quote(str(value))}"
    else:
        items.append(new)
    return urlunsplit(parts._replace(query="&".join(items)))


def parameters(url: str) -> dict[str, str]:
    """The parameters of the query by name in lower case, the first of each name."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True):
        found.setdefault(name.lower(), value)
    return found


def folder_of(url: str) -> str:
    """Host and path up to the last slash: what lies below a page lies in its folder."""
    return host_of(url).removeprefix("www.") + urlsplit(url).path.rpartition("/")[0] + "/"


def shape_of(url: str) -> str:
    """Host and path with runs of digits and hex ids collapsed: pages of one kind have one shape."""
    parts = urlsplit(url)
    path = re.sub(r"[0-9a-f]{16,}|\d+", "#", parts.path.lower())
    names = ",".join(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host_of(url).removeprefix('www.')}{path}?{names}"


def is_overgrown(url: str) -> bool:
    """Whether an address looks like a trap's: too long, too deep, or with path segments that repeat."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    repeats = max((segments.count(segment) for segment in segments if not segment.isdigit()), default=0)
    return (
        len(url) > MAX_LENGTH
        or len(parts.path) > MAX_PATH
        or len(segments) > MAX_SEGMENTS
        or repeats > MAX_REPEATS
        or parts.query.count("&") >= MAX_PARAMETERS
    )
