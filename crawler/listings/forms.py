"""Forms of a page, as a pager sends them."""

import html
import re
from dataclasses import dataclass

from crawler.finding.pages import Page
from crawler.finding.scan import enclosed
from crawler.finding.scripts import ATTRIBUTE

FORM, FORM_END = re.compile(r"<form\b([^<>]*)>", re.I), re.compile(r"</form>", re.I)
INPUT = re.compile(r"<input\b([^<>]*)>", re.I)
SENT = frozenset({"hidden", "text", ""})


@dataclass(frozen=True, slots=True)
class Form:
    """``action``: as written, may be empty. ``fields``: those that it sends unasked."""

    action: str
    by_post: bool
    fields: dict[str, str]


def forms(page: Page) -> list[Form]:
    """The forms of a page, in order."""
    return [_read(begins[1], held) for begins, held in enclosed(page.text, FORM, FORM_END)]


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case."""
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in ATTRIBUTE.findall(tag)
    }


def _read(opening: str, held: str) -> Form:
    said, inputs = attributes(opening), map(attributes, INPUT.findall(held))
    sent = {
        field["name"]: field.get("value", "")
        for field in inputs
        if "name" in field and field.get("type", "").lower() in SENT
    }
    return Form(said.get("action", ""), said.get("method", "get").lower() == "post", sent)
