"""Documents collected by hand, put into the archive beside those that the crawl fetched.

A browser, a letter or a colleague brought what the crawl must not or cannot get. The record is a response whose
two lines of HTTP header are ours, role ``report``, without ``via``; its message, :data:`BY_HAND` and the name of
the file, tells it from every capture. From there on it is a document like any other.
"""

import hashlib
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive import repair
from crawler.archive.ledger import Ledger
from crawler.archive.records import Answer, Visit
from crawler.archive.writer import ArchiveWriter
from crawler.fetching.hosts import slot_of
from crawler.lock import only_writer
from crawler.settings import DOWNLOAD_MAXSIZE
from crawler.sites import Site
from crawler.urls import clean
from pipeline.archive.captures import Capture, Damaged, captures, read_capture
from pipeline.states import Outcome

BY_HAND = "added by hand"
NO_ADDRESS = "http://by-hand.invalid/"
"""Documents without an address stand below this host, which can never be: ``.invalid`` is kept free (RFC 2606)."""
UNKNOWN_TYPE = "application/octet-stream"


class CannotAdd(ValueError):
    """A document cannot be added, or not to that site; the message says what to do. Nothing of it was written."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file and the address that it goes under."""

    path: Path
    url: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Added:
    """``is_new``: false where the archive's last body of the address was this one already."""

    path: Path
    capture: Capture
    is_new: bool


def document(path: Path, url: str | None) -> Document:
    """The file as a document at ``url``, or at an address made of its digest. Raises :class:`CannotAdd`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotAdd(f"{path}: {error.strerror}; name a file") from error
    if not content.strip():
        raise CannotAdd(f"{path} is empty; save the document again")
    if len(content) > DOWNLOAD_MAXSIZE:
        raise CannotAdd(f"{path} has {len(content)} bytes, and {DOWNLOAD_MAXSIZE} is the most; split it")
    if url is None:
        return Document(path, NO_ADDRESS + hashlib.sha256(content).hexdigest(), content)
    cleaned = clean(url)
    if cleaned is None:
        raise CannotAdd(f"{url!r} is not an http or https address; leave --url out if there is none")
    return Document(path, cleaned, content)


def owner(data: Path, listed: Iterable[Site], name: str | None, url: str | None) -> Site:
    """The site of that name, else the one on the host of ``url``: of those listed, else of those in the archive.

    Raises :class:`CannotAdd` where it is none or more than one.
    """
    if name is None and url is None:
        raise CannotAdd("whose document is it? give --site SITE, a name from sites.csv, or --url URL")
    found = _matching(listed, name, url) or _matching(_archived(data), name, url)
    if len(found) == 1:
        return found[0]
    if name is not None:
        raise CannotAdd(f"no site is called {name!r}; name the list that has it with --sites FILE")
    whose = ", ".join(site.site for site in found) or "no site"
    raise CannotAdd(f"{whose} is on {urlsplit(url).netloc}; say which it belongs to with --site SITE")


def add(data: Path, documents: Iterable[Document], site: Site) -> list[Added]:
    """Writes the documents into the archive and the ledger, one after the other as they come. Raises
    :class:`crawler.lock.Busy` during a crawl."""
    with only_writer(data):
        ledger, writer = Ledger(data), ArchiveWriter(data)
        try:
            repair.set_aside(data, ledger.problems)
            return [_added(data, document, site, ledger, writer) for document in documents]
        finally:
            writer.close()
            ledger.close()


def _added(data: Path, document: Document, site: Site, ledger: Ledger, writer: ArchiveWriter) -> Added:
    stored = _stored(data, ledger, document.url)
    if stored and stored.site == site.site and stored.body == document.content:
        return Added(document.path, replace(stored, body=b""), is_new=False)
    kind = mimetypes.guess_type(document.path.name)[0] or UNKNOWN_TYPE
    answer = Answer(200, (("Content-Type", kind),), document.content)
    message = f"{BY_HAND}: {document.path.name}"
    visit = Visit(site, "report")
    capture = writer.response(document.url, visit, answer, document.content, Outcome.OK, message)
    ledger.record(capture)
    return Added(document.path, capture, is_new=True)


def _stored(data: Path, ledger: Ledger, url: str) -> Capture | None:
    known = ledger.known(url)
    if known is None or known.warc_file is None:
        return None
    try:
        return read_capture(data, known.warc_file, known.warc_offset)
    except Damaged:
        return None


def _matching(sites: Iterable[Site], name: str | None, url: str | None) -> list[Site]:
    if name is not None:
        return [site for site in sites if site.site == name]
    return [site for site in sites if _lives_at(site, url)]


def _archived(data: Path) -> list[Site]:
    """The sites that the archive has captures of, with their facts as they were last; the home page is the last
    one asked for."""
    sites: dict[str, Site] = {}
    for capture in captures(data, bodies=False):
        before = sites.get(capture.site)
        sites[capture.site] = Site(
            site=capture.site,
            adcode=capture.adcode,
            name=capture.name,
            homepage=before.homepage if before and capture.role != "home" else capture.url,
            province=capture.province,
            prefecture=capture.prefecture,
            is_demo=capture.is_demo,
        )
    return list(sites.values())


def _lives_at(site: Site, url: str) -> bool:
    """Whether the URL's host is one of the site's, or lies below one: zwgk.qinghe.gov.cn below www.qinghe.gov.cn."""
    host = slot_of(url)
    homes = {slot_of(address) for address in site.addresses}
    return any(host == home or host.endswith(f".{home}") for home in homes)
