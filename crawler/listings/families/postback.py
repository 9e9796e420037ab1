"""ASP.NET WebForms: the pager posts the page's own form with the name of the control that was clicked.

    <form method="post" action="./List.aspx?cid=3"> <input type="hidden" name="__VIEWSTATE" value="/wEPDwUK…">
    <a href="javascript:__doPostBack('AspNetPager1','2')">下一页</a>
    or   <input type="submit" name="btnNext" value="下一页">

Each page names the one after it. The hidden fields say what the page showed and have thousands of characters: they
are sent along and are no part of the address, which is that of the page however it was come to. Where the control
does not name the page that it leads to, the address counts the clicks.
"""

import html
import re
from collections.abc import Iterator
from urllib.parse import urlencode

from crawler import urls
from crawler.fetching.posting import STEP, posted, taken_apart
from crawler.finding.judgement import plain
from crawler.finding.pages import TAG, Page
from crawler.finding.vocabulary import NEXT_PAGE
from crawler.listings.family import Ask, Family
from crawler.listings.forms import attributes, forms

STATE = "__VIEWSTATE"
TARGET, ARGUMENT = "__EVENTTARGET", "__EVENTARGUMENT"
CLICKED = re.compile(r"<a\b([^<>]{0,900}(?:__doPostBack|PostBackOptions)[^<>]{0,400})>", re.I)
CALLED = re.compile(r"(?:__doPostBack|PostBackOptions)\(\s*[\"']([^\"']*)[\"']\s*,\s*[\"']([^\"']*)[\"']")
BUTTON = re.compile(r"<input\b[^<>]{0,400}\btype\s*=\s*[\"']?(?:submit|button|image)\b[^<>]{0,400}>", re.I)
LONGEST_LABEL = 200
NUMBER = re.compile(r"\d+")


def next_pages(page: Page) -> Iterator[Ask]:
    """The page behind this one."""
    form = next((form for form in forms(page) if STATE in form.fields), None)
    url, asked = taken_apart(page.url)
    step = int(urls.parameters(f"?{asked}").get(STEP, 1)) if asked else 1
    clicked = _clicked(page, _here(asked, step))
    if form is None or clicked is None or not (action := page.resolve(form.action or url)):
        return
    if not NUMBER.search(clicked.get(ARGUMENT, "")):
        clicked[STEP] = str(step + 1)
    kept = {name: value for name, value in form.fields.items() if name not in clicked}
    yield Ask((posted(taken_apart(action)[0], clicked),), state=urlencode(kept))


def _here(asked: str | None, step: int) -> int:
    """The number of the page that is shown, as far as the way to it tells."""
    number = NUMBER.search(urls.parameters(f"?{asked}").get(ARGUMENT.lower(), "")) if asked else None
    return int(number[0]) if number else step


def _clicked(page: Page, here: int) -> dict[str, str] | None:
    """What a click on the next page adds to the form; its number does where no control says so."""
    numbered = None
    for tag in CLICKED.finditer(page.text):
        label = plain(TAG.sub("", page.text[tag.end() : tag.end() + LONGEST_LABEL].partition("</a")[0]))
        call = CALLED.search(html.unescape(tag[1]))
        if call and NEXT_PAGE.fullmatch(label):
            return {TARGET: call[1], ARGUMENT: call[2]}
        if call and label == str(here + 1):
            numbered = {TARGET: call[1], ARGUMENT: call[2]}
    for tag in BUTTON.findall(page.text):
        field = attributes(tag)
        if field.get("name") and NEXT_PAGE.fullmatch(plain(field.get("value", ""))) and "disabled" not in tag:
            return {field["name"]: field["value"]}
    return numbered


FAMILY = Family(re.compile(STATE), next_pages=next_pages)
