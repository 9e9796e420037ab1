"""Lists whose pager fills in a form and sends it: ``function goPage(n) { document.f.pageNo.value = n; document.f.submit(); }``

The form is asked for with its hidden fields, by the method it names, and the number of the page in its field.
"""

import re
from collections.abc import Iterator

from crawler.listings.counting import MOST, total_pages
from crawler.listings.family import Family
from crawler.pages import Page
from crawler.posting import posted
from crawler.scripts import ATTRIBUTE
from crawler.urls import with_parameter

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.I | re.S)
INPUT = re.compile(r"<input\b([^>]*)>", re.I)
TURNS = re.compile(
    r"function\s+([\w$]+)\s*\(\s*([\w$]+)\s*\)\s*\{[^}]*?([\w$]+)(?:[\"']\]?\)?)*\.(?:value\s*=\s*|val\(\s*)\2\b[^}]*?submit\(",
    re.S,
)
NAMED = re.compile(r"[\"'#\[]([\w-]+)[\"'\]]+\)?\.(?:value|val\()|\.([\w$]+)\.value")
SENT = frozenset({"hidden", "text", ""})


def next_pages(page: Page) -> Iterator[str]:
    """Every page of the list but the first, by the form that the pager sends."""
    turns = next((match for script in page.scripts if (match := TURNS.search(script))), None)
    named = NAMED.search(turns[0]) if turns else None
    field = named and (named[1] or named[2])
    form = field and next((form for form in map(_read, FORM.findall(page.text)) if field in form[1]), None)
    if not form:
        return
    attributes, values = form
    called = re.findall(rf"\b{re.escape(turns[1])}\(\s*['\"]?(\d+)", page.text)
    url = page.resolve(attributes.get("action") or page.url)
    for number in range(2, min(max([total_pages(page) or 1, *map(int, called)]), MOST) + 1) if url else ():
        yield _sent(url, values | {field: str(number)}, attributes.get("method", "get").lower() == "post")


def _read(form: tuple[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The attributes of a form, and the fields that it sends unasked."""
    fields = (_attributes(tag) for tag in INPUT.findall(form[1]))
    sent = {
        field["name"]: field.get("value", "")
        for field in fields
        if "name" in field and field.get("type", "").lower() in SENT
    }
    return _attributes(form[0]), sent


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(tag)}


def _sent(url: str, values: dict[str, str], by_post: bool) -> str:
    if by_post:
        return posted(url, values)
    for name, value in values.items():
        url = with_parameter(url, name, value)
    return url


FAMILY = Family(TURNS, next_pages=next_pages)
