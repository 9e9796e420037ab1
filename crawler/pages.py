"""A fetched page as the crawl looks at it: its links, wherever they are written, and its scripts.

Links stand in anchors, in ``onclick``, in frames, in records that a script holds as text, and in redirects that
the page itself makes. What a link says is its text, or its title where a list cut the text short.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from crawler import urls
from crawler.vocabulary import FRAMES_NOT_PAGES, HALF_TITLE
from pipeline.documents import charset

SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.I | re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
FRAME = re.compile(r"<(?:i?frame|embed)\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.I)
BASE = re.compile(r"<base\b[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.I)
REFRESH = re.compile(
    r"<meta\b[^>]*?http-equiv\s*=\s*[\"']?refresh[\"']?[^>]*?content\s*=\s*[\"']\s*(\d+)\s*;?\s*url\s*=\s*[\"']?([^\"'>]+)",
    re.I,
)
SCRIPTED_MOVE = re.compile(
    r"(?:window|self|top|document|parent)?\.?location(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*[\"']([^\"']+)[\"']"
)
QUOTED_ADDRESS = re.compile(
    r"[\"']((?:https?:/)?/[^\"'\s]+|[^\"'\s:]+\.(?:s?html?|jsp|aspx?|php)[^\"'\s]*)[\"']"
)
WHOLE_ADDRESS = re.compile(r"/|\.\w{2,5}(?:\?|$)")
EARLY_END = re.compile(r"</(?:body|html)\s*>", re.I)
"""The parser stops there; pages put together from whole pages have it in the middle."""
REFRESH_WITHIN = 5
"""Seconds. A page that reloads itself every minute is not a redirect."""
SCRIPTED_MOVE_LINKS = 3
"""A page with more links than this is a page, whatever its scripts could do."""
MAX_LINKS = 5000


@dataclass(frozen=True, slots=True)
class Link:
    """A link: a clean address and what it says."""

    url: str
    text: str


class Page:
    """A page and what it links to. Parsed when first looked at, and once."""

    def __init__(self, url: str, body: bytes, content_type: str | None = None):
        self.url = url
        self.text, _ = charset.decode(body, content_type)
        self._encoding = "gb18030" if _is_gb(body, self.text) else "utf-8"
        base = BASE.search(self.text)
        self._base = urls.clean(html.unescape(base.group(1)), url) if base else None

    @cached_property
    def anchors(self) -> tuple[Link, ...]:
        """Every link of the page itself, in order."""
        return tuple(self._resolved(_anchors(_parsed(self.text))))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links of the page and of records in its scripts, one for each address: the one that says most."""
        found: dict[str, Link] = {}
        for link in [*self.anchors, *self._resolved(self._records())][:MAX_LINKS]:
            if link.url not in found or _says_more(link.text, found[link.url].text):
                found[link.url] = link
        return tuple(found.values())

    @cached_property
    def scripts(self) -> tuple[str, ...]:
        """The text of each script."""
        return tuple(SCRIPT.findall(self.text))

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """Addresses of pages shown inside this one."""
        addresses = FRAME.findall(COMMENT.sub("", self.text))
        resolved = (
            self.resolve(html.unescape(address))
            for address in addresses
            if not FRAMES_NOT_PAGES.search(address)
        )
        return tuple(dict.fromkeys(url for url in resolved if url and url != self.url))

    @cached_property
    def moves_to(self) -> str | None:
        """The address that the page sends its reader to, by refresh or script; None for a page to be read."""
        refresh = REFRESH.search(self.text)
        if refresh and int(refresh.group(1)) <= REFRESH_WITHIN:
            return self._other(refresh.group(2))
        if len(self.links) <= SCRIPTED_MOVE_LINKS:
            move = next((match for script in self.scripts if (match := SCRIPTED_MOVE.search(script))), None)
            return self._other(move.group(1)) if move else None
        return None

    def resolve(self, address: str) -> str | None:
        """An address as written on this page, clean; None where it leads to no page."""
        return urls.clean(address, self._base or self.url, self._encoding)

    def _other(self, address: str) -> str | None:
        url = self.resolve(html.unescape(address))
        return None if url == self.url else url

    def _resolved(self, anchors: list[tuple[str, str]]) -> Iterator[Link]:
        for address, text in anchors:
            url = self.resolve(address)
            if url:
                yield Link(url, text)

    def _records(self) -> list[tuple[str, str]]:
        """Anchors inside scripts: records of a list in CDATA, links that a script would write whole."""
        held = [
            script.replace('\\"', '"').replace("\\/", "/")
            for script in self.scripts
            if "<a" in script.lower()
        ]
        written = [anchor for script in held for anchor in _anchors(_parsed(script))]
        return [(address, text) for address, text in written if WHOLE_ADDRESS.search(address)]


def _parsed(text: str) -> etree._Element | None:
    """The tree of all that is written, hidden tabs included; None where nothing in it is markup."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(EARLY_END.sub("", text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _anchors(root: etree._Element | None) -> list[tuple[str, str]]:
    """(address, what it says) of each anchor; addresses in ``onclick`` and ``javascript:`` count."""
    return (
        []
        if root is None
        else [
            (address, _wording(anchor)) for anchor in root.iter("a", "area") if (address := _address(anchor))
        ]
    )


def _address(anchor: etree._Element) -> str | None:
    address = (anchor.get("href") or "").strip()
    if address and address[0] != "#" and not address.lower().startswith(("javascript:", "mailto:", "tel:")):
        return address
    quoted = QUOTED_ADDRESS.search(address) or QUOTED_ADDRESS.search(anchor.get("onclick") or "")
    return quoted.group(1) if quoted else None


def _wording(anchor: etree._Element) -> str:
    shown = " ".join("".join(anchor.itertext()).split())
    title = " ".join((anchor.get("title") or anchor.get("alt") or "").split())
    if not shown:
        pictures = (
            " ".join((image.get("alt") or image.get("title") or "").split()) for image in anchor.iter("img")
        )
        return title or next(filter(None, pictures), "")
    return title if title and (HALF_TITLE.search(shown) or shown in title) else shown


def _says_more(text: str, known: str) -> bool:
    return bool(text) and (not known or (bool(HALF_TITLE.search(known)) and len(text) > len(known)))


def _is_gb(body: bytes, text: str) -> bool:
    """Whether the page's bytes are of the GB family: its links then carry queries in it."""
    try:
        body[:65536].decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start < 65533 and "\ufffd" not in text[:1000]
    return False
