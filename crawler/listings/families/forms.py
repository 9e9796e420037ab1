"""Lists whose pager fills in a form and sends it.

    function goPage(n) { document.f.pageNo.value = n; document.f.submit(); }

The form is asked for with its hidden fields, by the method it names, and the number of the page in its field.
"""

import re
from collections.abc import Iterator

from crawler.fetching.posting import posted
from crawler.finding.pages import Page
from crawler.listings.counting import MOST, total_pages
from crawler.listings.family import Family
from crawler.listings.forms import FORM, forms
from crawler.urls import with_parameter

FIELD = re.compile(
    r"[\"'#\[]([\w-]{1,60})[\"'\]]{1,2}\)?\.(?:value\s?=|val\()\s?(\w+)|\.([\w$]{1,60})\.value\s?=\s?(\w+)"
)


def next_pages(page: Page) -> Iterator[str]:
    """Every page of the list but the first, by the form that the pager sends."""
    function, field = next(_turning(page), (None, None))
    form = next((form for form in forms(page) if field in form.fields), None)
    if not form:
        return
    called = re.findall(rf"\b{re.escape(function)}\(\s*['\"]?(\d+)", page.text)
    url = page.resolve(form.action or page.url)
    for number in range(2, min(max([total_pages(page) or 1, *map(int, called)]), MOST) + 1) if url else ():
        yield _sent(url, form.fields | {field: str(number)}, form.by_post)


def _turning(page: Page) -> Iterator[tuple[str, str]]:
    """Functions that put their only argument into a field and send the form: name and field."""
    for function in page.said.functions.values():
        sets = FIELD.search(function.body)
        if sets and "submit(" in function.body and [sets[2] or sets[4]] == function.parameters:
            yield function.name, sets[1] or sets[3]


def _sent(url: str, values: dict[str, str], by_post: bool) -> str:
    if by_post:
        return posted(url, values)
    for name, value in values.items():
        url = with_parameter(url, name, value)
    return url


FAMILY = Family(FORM, next_pages=next_pages)
