"""Records of a list: objects with a title and an address, wherever in a page's data or scripts they stand."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from crawler.finding.links import RECORD, Link
from crawler.finding.literals import literal_at
from crawler.finding.pages import Page

TITLE = re.compile(
    r"(?:info|article|art|doc|news|content|xx|manuscript|show)?_?(?:title|name|subject|mc|bt)(?:_?\w?show)?",
    re.I,
)
ADDRESSES = (
    "url",
    "post_url",
    "link",
    "href",
    "puburl",
    "docpuburl",
    "linkurl",
    "infourl",
    "articleurl",
    "visiturl",
    "htmlurl",
    "pageurl",
    "staticurl",
    "path",
    "filepath",
    "address",
    "targeturl",
    "weburl",
    "publishurl",
)
TOTAL = re.compile(
    r"total|total_?(?:rows?|records?|count|num|size|elements)|records_?total|row_?count|rec_?count|count",
    re.I,
)
PAGES = re.compile(r"total_?pages?|page_?count|page_?total|pages|max_?page", re.I)
ARRAY = re.compile(r"[=:(]\s*(?=\[\s*\{)|[=:(]\s*(?=\{\s*[\"']?\w+[\"']?\s*:)")
ADDRESS_OF = re.compile(
    r"(?:href|url|location|open|to)\b[^<>\w/]{0,12}(?P<before>(?:https?:/)?/?[\w/.?=&-]{0,200}[/=?_-])"
    r"(?:[\"'\\`]{1,2}\s?\+\s?[\w$.\[\]]{1,60}\.(?P<key>\w{1,30})|\$?\{{1,2}\s?\w{1,30}\.(?P<held>\w{1,30})\s?\}{1,2})"
    r"(?:\s?\+\s?[\"'\\`]{1,2})?(?P<behind>[\w.?=&-]{1,60})?"
)
MARKUP = re.compile(r"<a\s", re.I)
MOST_OBJECTS = 20_000
LONGEST_VALUE = 400
MOST_BROKEN = 8
"""Literals of one page that cannot be read, after which the others are left."""


def records_of(page: Page) -> list[Link]:
    """The records of a page of JSON, or else of arrays that its scripts hold."""
    held = [page.data] if page.data is not None else list(_held(page))
    found = [link for value in held for link in _records(page, value)]
    return found or [link for value in held for link in _written(page, value)]


def first_number(data: Any, name: re.Pattern) -> int | None:
    """The first number in data whose key is ``name``, the outermost first."""
    for members in _objects(data):
        for key, value in members.items():
            if name.fullmatch(str(key)) and str(value).isdigit():
                return int(value)
    return None


def page_count(data: Any, size: int) -> int | None:
    """How many pages of ``size`` records data says there are; None where it does not say."""
    pages, total = first_number(data, PAGES), first_number(data, TOTAL)
    return -(-total // size) if total and size else pages


def _held(page: Page) -> Iterator[Any]:
    broken = 0
    for script in page.scripts:
        end = 0
        for match in ARRAY.finditer(script):
            if match.end() < end:
                continue
            try:
                value, end = literal_at(script, match.end())
            except ValueError:
                broken += 1
                if broken > MOST_BROKEN:
                    return
                continue
            yield value


def _objects(data: Any) -> Iterator[dict]:
    """Every object in data, the outermost first."""
    waiting = deque([data])
    for _ in range(MOST_OBJECTS):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _records(page: Page, data: Any) -> Iterator[Link]:
    template = ADDRESS_OF.search(page.text) if page.data is None else None
    for members in _objects(data):
        named = {str(key).lower(): value for key, value in members.items() if isinstance(value, str)}
        address = next((named[key] for key in ADDRESSES if named.get(key, "").strip()), None)
        if address is None and template:
            address = _filled(template, members)
        titles = [value for key, value in named.items() if TITLE.fullmatch(key) and value.strip()]
        title = named.get("title") or next(iter(titles), None)
        url = page.resolve(address) if address and title and len(address) < LONGEST_VALUE else None
        if url:
            yield Link(url, _plain(title), place=RECORD)


def _filled(template: re.Match, members: dict) -> str | None:
    """The address that the page makes of a record's own number: '/detail/' + item.id + '.html'."""
    before, key, behind = template["before"], template["key"] or template["held"], template["behind"] or ""
    value = members.get(key)
    return f"{before}{value}{behind}" if isinstance(value, str | int) and value != "" else None


def _written(page: Page, data: Any) -> Iterator[Link]:
    """Links of markup that stands in data as text."""
    for members in _objects(data if isinstance(data, dict) else {"": data}):
        for value in members.values():
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str) and MARKUP.search(text):
                    yield from page.links_in(text, RECORD)


def _plain(title: str) -> str:
    """A title without the markup that marks what was searched for."""
    return " ".join(re.sub(r"<[^<>]*>", "", title[:LONGEST_VALUE]).split())
