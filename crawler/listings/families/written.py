"""Lists whose script knows how many pages there are and writes the addresses with a number in them.

    var totalPage = 5; … document.write('<a href="list_' + i + '.html">') … or  location.href = '?cid=7&page=' + n;

Whether the second page is 1 or 2 is not said: both are asked for, and a repetition does no harm.
"""

import re
from collections.abc import Iterator

from crawler.finding.literals import unquoted
from crawler.finding.pages import Page
from crawler.finding.scripts import STRING
from crawler.listings.counting import COUNTED, MOST, TOTAL, pages_in
from crawler.listings.family import Family

NUMBERED = re.compile(
    rf"({STRING})\s*\+\s*\(?\s*[A-Za-z_$][\w$.]*(?:\s*[+-]\s*1\b)?\s*\)?(?:\s*\+\s*({STRING}))?"
)
BEFORE = re.compile(r"(?:^|[\"'(=\s])([^\"'(\s<>]*(?:[_-]|[?&]\w+=|/))$")
BEHIND = re.compile(r"^\.(?:s?html?|jhtml|jsp|aspx?|php)[^\"'\s<>]*|^[&\"']|^$")
FILES_BESIDE = re.compile(r"createPageHTML|countPage")
"""The mark of a family that says which page is the second."""
PAGE = re.compile(r"[?&]\w*(?:page|pn|p)\w*=$", re.I)
SUFFIX = re.compile(r"\.(?:s?html?|jhtml)", re.I)


def next_pages(page: Page) -> Iterator[str]:
    """Every page, by the first address in the scripts that is put together with a number."""
    for script in () if FILES_BESIDE.search(page.text) else page.scripts:
        total = pages_in(script)
        for match in NUMBERED.finditer(script) if total else ():
            address = _address(match)
            if address:
                for number in range(1, min(total, MOST) + 1):
                    url = page.resolve(f"{address[0]}{number}{address[1]}")
                    if url:
                        yield url
                return


def _address(match: re.Match) -> tuple[str, str] | None:
    """What stands before and behind the number; None where the script puts together something else."""
    before = BEFORE.search(unquoted(match[1]))
    behind = BEHIND.match(unquoted(match[2])) if match[2] else None
    if not before or (match[2] and not behind):
        return None
    end = behind[0].rstrip("\"'") if behind else ""
    return (before[1], end) if PAGE.search(before[1]) or SUFFIX.match(end) else None


FAMILY = Family(re.compile(f"{TOTAL.pattern}|{COUNTED.pattern}", re.I), next_pages=next_pages)
