"""Lists whose script knows how many pages there are, while the address of this one carries its number."""

import re
from collections.abc import Iterator

from crawler.pages import Page

TOTAL = re.compile(
    r"\b(?:total_?pages?|page_?count|count_?pages?|pages_?total|max_?page)\b[\"']?\s*[=:]\s*[\"']?(\d{1,4})",
    re.I,
)
PAGE_PARAMETER = re.compile(
    r"([?&](?:page|page_?no|page_?num|page_?index|cur_?page|current_?page|p)=)(\d+)", re.I
)
MOST = 200


def next_pages(page: Page) -> Iterator[str]:
    """The pages after this one, where the address has a page parameter and a script the total."""
    here = PAGE_PARAMETER.search(page.url)
    total = next((match for script in page.scripts if (match := TOTAL.search(script))), None)
    if not here or not total:
        return
    for number in range(int(here.group(2)) + 1, min(int(total.group(1)), MOST) + 1):
        yield f"{page.url[: here.start()]}{here.group(1)}{number}{page.url[here.end() :]}"
