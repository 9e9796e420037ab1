"""Addresses that count: index_1.html, ?page=3, list/7.htm; and how many pages a page says there are."""

import re
from collections.abc import Iterator

from crawler.finding.pages import Page

NUMBERS = re.compile(r"\d+")
PAGE_PARAMETER = re.compile(
    r"([?&](?:page|page_?no|page_?num(?:ber)?|page_?index|cur_?page(?:_?no)?|current_?page|now_?page|pn|p)=)(\d+)",
    re.I,
)
TOTAL = re.compile(
    r"\b(?:total_?pages?|page_?(?:count|total)|count_?pages?|pages_?total|max_?page|page_?all)\b"
    r"[\"']?\s*[=:]\s*[\"']?(\d{1,4})\b",
    re.I,
)
COUNTED = re.compile(
    r"\b(?:total|count|total_?(?:count|num|records?|rows?)|record_?(?:count|total)|records|nums)"
    r"[\"']?\s*[=:]\s*[\"']?(\d{1,6})\b",
    re.I,
)
EACH = re.compile(r"\b(?:limit|page_?size|per_?page|rows|size)[\"']?\s*[=:]\s*[\"']?(\d{1,3})\b", re.I)
SPOKEN = re.compile(
    r"共\s?(?:<[^<>]*>\s?){0,4}(\d{1,4})\s?(?:<[^<>]*>\s?){0,4}页|(?<!\d)\d{1,4}\s?/\s?(\d{1,4})\s?页"
    r"|页次\D{0,6}\d{1,4}/(\d{1,4})"
)
FILE = re.compile(r"([^/?_]*[A-Za-z][^/?_]*?)(?:_(\d{1,3}))?(\.(?:s?html?|jhtml))", re.I)
MOST = 200


def between(first: str, last: str) -> Iterator[str]:
    """The addresses between two that differ in one number, going up; nothing where they differ otherwise.

    Pages that count down (博达: the next page of 30 is 29) are named as well: the order does not matter.
    """
    if NUMBERS.sub("#", first) != NUMBERS.sub("#", last):
        return
    pairs = list(zip(NUMBERS.finditer(first), NUMBERS.finditer(last), strict=True))
    differing = [(low, high) for low, high in pairs if low.group() != high.group()]
    if len(differing) != 1:
        return
    place, low, high = differing[0][1], *sorted(int(match.group()) for match in differing[0])
    for number in range(low + 1, min(high, low + MOST)):
        yield f"{last[: place.start()]}{number}{last[place.end() :]}"


def number_of(url: str) -> int | None:
    """The number of the page that an address asks for."""
    found = PAGE_PARAMETER.search(url)
    return int(found[2]) if found else None


def following(url: str, total: int | None) -> Iterator[str]:
    """The pages behind the one at ``url`` up to the last; only the next one where their number is not known."""
    found = PAGE_PARAMETER.search(url)
    if found:
        here = int(found[2])
        last = here + 1 if total is None else min(total, MOST)
        for number in range(here + 1, last + 1):
            yield f"{url[: found.start()]}{found[1]}{number}{url[found.end() :]}"


def files_beside(page: Page) -> Iterator[str]:
    """The next page of a list whose script, kept elsewhere, is only given how many there are: index_1.html or
    index_2.html beside index.html, then one after the other."""
    total = max((int(found[1]) for script in page.scripts if (found := TOTAL.search(script))), default=1)
    folder, _, name = page.url.rpartition("/")
    file = FILE.fullmatch(name or "index.html")
    if file and total > 1 and not re.search(r"上一?页", page.text):
        first = int(file[2] or 0) + 1
        for number in range(first, min(first + (1 if file[2] else 2), total + 1)):
            yield f"{folder}/{file[1]}_{number}{file[3]}"


def pages_in(script: str) -> int | None:
    """How many pages a script says there are, or how many entries and how many of them a page shows."""
    if found := TOTAL.search(script):
        return int(found[1])
    entries, each = COUNTED.search(script), EACH.search(script)
    return -(-int(entries[1]) // int(each[1])) if entries and each and int(each[1]) else None


def total_pages(page: Page) -> int | None:
    """How many pages the list has, as a variable, an attribute or the words under it say."""
    if found := TOTAL.search(page.text):
        return int(found[1])
    spoken = SPOKEN.search(page.text)
    return int(next(filter(None, spoken.groups()))) if spoken else None
