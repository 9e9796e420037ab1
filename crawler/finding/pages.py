"""A fetched page as the crawl looks at it: its links, wherever they are written, and its scripts.

Links stand in anchors, in ``onclick``, in options of a menu, in frames, in records that a script holds as text, and
in redirects that the page itself makes. What a link says is its text, or its title where a list cut the text short;
what stands above it is the report column's name where a menu folds the column's own folders away below it.
"""

import html
import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from lxml import etree

from crawler import urls
from crawler.finding.links import LINKING, RECORD, Link, column_above, merged, place_of, wording
from crawler.finding.literals import unescaped
from crawler.finding.scan import enclosed, without
from crawler.finding.scripts import Scripts
from crawler.finding.vocabulary import FRAMES_NOT_PAGES
from pipeline.documents import charset, held

SCRIPT, SCRIPT_END = re.compile(r"<script\b[^<>]*>", re.I), re.compile(r"</script\s*>", re.I)
STYLE, STYLE_END = re.compile(r"<style\b", re.I), re.compile(r"</style\s*>", re.I)
TAG = re.compile(r"<[^<>]*>")
ARTICLE_TITLE = re.compile(
    r"<meta\s+name\s*=\s*[\"']?ArticleTitle[\"']?\s+content\s*=\s*[\"']([^\"']*)", re.I
)
WHOLE_PAGE = re.compile(r"<(?:html|body|head)\b", re.I)
ONLY_SCRIPT = re.compile(r"\s*(?:var\s|let\s|[\w$.]+\s*[=(])")
ITEM, ITEM_END = re.compile(r"<(?:item|entry|row|doc)>", re.I), re.compile(r"</(?:item|entry|row|doc)>", re.I)
LONGEST_ITEM = 4000
MEMBER = re.compile(r"<(title|link|url|guid)\b[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</\1>", re.I | re.S)
COMMENT, COMMENT_END = re.compile(r"<!--"), re.compile(r"-->")
FRAME = re.compile(r"<(?:i?frame|embed)\b[^<>]{0,600}?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.I)
PICTURE = re.compile(r"<img\b[^<>]{0,600}?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.I)
BASE = re.compile(r"<base\b[^<>]{0,99}?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.I)
REFRESH = re.compile(
    r"<meta\b[^<>]{0,99}?http-equiv\s*=\s*[\"']?refresh[\"']?[^<>]{0,99}?"
    r"content\s*=\s*[\"']\s*(\d+)\s*;?\s*url\s*=\s*[\"']?([^\"'>]+)",
    re.I,
)
SCRIPTED_MOVE = re.compile(
    r"(?:window|self|top|document|parent)?\.?location(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*[\"']([^\"']+)[\"']"
)
QUOTED_ADDRESS = re.compile(
    r"[\"']((?:https?:/)?/[^\"'\s]+|[^\"'\s:]+\.(?:s?html?|jsp|aspx?|php)[^\"'\s]*)[\"']"
)
WHOLE_ADDRESS = re.compile(r"/|\.\w{2,5}(?:\?|$)")
HALF_ADDRESS = re.compile(
    r"""href\s?=\s?\\?["']?\s?["']?\s?\+[^<>]*|href\s?=\s?["']?[^"'<>/.]{0,99}["'](?=\s?\+)""", re.I
)
"""An address that a script puts together while it writes a link."""
EARLY_END = re.compile(r"</(?:body|html)\s*>", re.I)
"""The parser stops there; pages put together from whole pages have it in the middle."""
LONGEST_CALL = 300
REFRESH_WITHIN = 5
"""Seconds. A page that reloads itself every minute is not a redirect."""
SCRIPTED_MOVE_LINKS = 3
"""A page with more links than this is a page, whatever its scripts could do."""
JSONP = re.compile(r"\s*[\w$.]+\s*\(\s*([\[{].*[\]}])\s*\)\s*;?\s*", re.S)


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
        is_markup = self.data is None and not ONLY_SCRIPT.match(self.text)
        return tuple(self.links_in(self.text)) if is_markup else ()

    @cached_property
    def data(self) -> Any:
        """What a page of JSON says, or of a call around JSON; None for any other page."""
        wrapped = JSONP.fullmatch(self.text)
        text = wrapped[1] if wrapped else self.text.strip()
        if text[:1] not in ("{", "["):
            return None
        try:
            return json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            return None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links of the page and of records in its scripts, one for each address: the one that says most."""
        return merged([*self.anchors, *self._records(), *self._items()])

    @cached_property
    def scripts(self) -> tuple[str, ...]:
        """The text of each script; a page may be one."""
        if ONLY_SCRIPT.match(self.text):
            return (self.text,)
        return tuple(script for _, script in enclosed(self.text, SCRIPT, SCRIPT_END))

    @cached_property
    def said(self) -> Scripts:
        """What the scripts say."""
        return Scripts(self.scripts, self.text)

    @cached_property
    def words(self) -> str:
        """What the page says to its reader, without spaces."""
        shown = without(held.shown(self.text)[0], SCRIPT, SCRIPT_END)
        shown = TAG.sub("", without(without(shown, STYLE, STYLE_END), COMMENT, COMMENT_END))
        return "".join(html.unescape(shown).split())

    @cached_property
    def article_title(self) -> str | None:
        """The title that the article itself carries, in the meta tag of the national standard."""
        found = ARTICLE_TITLE.search(self.text)
        return html.unescape(found[1]) if found else None

    @cached_property
    def pictures(self) -> frozenset[str]:
        """Addresses of pictures, as they are written."""
        return frozenset(PICTURE.findall(self.text))

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """Addresses of pages shown inside this one."""
        addresses = FRAME.findall(without(self.text, COMMENT, COMMENT_END))
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

    def belongs_to(self, url: str) -> None:
        """That a script puts this into the page at ``url``: its addresses are then relative to that one. A page in its
        own right is left as it is."""
        if self._base is None and not WHOLE_PAGE.search(self.text):
            self._base = url

    def resolve(self, address: str) -> str | None:
        """An address as written on this page, clean; None where it leads to no page."""
        return urls.clean(address, self._base or self.url, self._encoding)

    def _other(self, address: str) -> str | None:
        url = self.resolve(html.unescape(address))
        return None if url == self.url else url

    def links_in(self, markup: str, place: str | None = None) -> Iterator[Link]:
        """The links of markup that the page shows or, with a ``place``, that came in a record."""
        root = _parsed(markup)
        for element in () if root is None else root.xpath(LINKING):
            url = self._led_to(element)
            if url:
                yield Link(url, wording(element), column_above(element), place or place_of(element))

    def _led_to(self, element: etree._Element) -> str | None:
        href = (element.get("href") or "").strip()
        if element.tag == "option":
            href = (element.get("value") or "").strip()
            return self.resolve(href) if WHOLE_ADDRESS.search(href) else None
        if href and href[0] != "#" and not href.lower().startswith(("javascript:", "mailto:", "tel:")):
            return self.resolve(href)
        if held := element.get("data-url") or element.get("data-href"):
            return self.resolve(held)
        for script in (href, element.get("onclick") or ""):
            quoted = QUOTED_ADDRESS.search(script)
            address = (
                quoted[1] if quoted else self.said.led_to(script[:LONGEST_CALL].removeprefix("javascript:"))
            )
            if address:
                return self.resolve(address)
        return None

    def _items(self) -> Iterator[Link]:
        """Items of a feed: a title and a link each, as elements of XML."""
        for _, item in enclosed(self.text, ITEM, ITEM_END):
            members = {
                name.lower(): html.unescape(value).strip()
                for name, value in MEMBER.findall(item[:LONGEST_ITEM])
            }
            address = next((members[name] for name in ("link", "url", "guid") if members.get(name)), None)
            url = self.resolve(address) if address and members.get("title") else None
            if url:
                yield Link(url, members["title"], place=RECORD)

    def _records(self) -> Iterator[Link]:
        """Anchors inside scripts: records of a list in CDATA, links that a script would write whole."""
        for script in self.scripts:
            if "<a" in script.lower():
                written = unescaped(script)
                yield from self.links_in(HALF_ADDRESS.sub("", written), RECORD)


def _parsed(text: str) -> etree._Element | None:
    """The tree of all that is written, hidden tabs included; None where nothing in it is markup."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(EARLY_END.sub("", text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _is_gb(body: bytes, text: str) -> bool:
    """Whether the page's bytes are of the GB family: its links then carry queries in it."""
    try:
        body[:65536].decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start < 65533 and "\ufffd" not in text[:1000]
    return False
