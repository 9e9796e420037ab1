"""Text of a page to an lxml tree that holds all of it, whatever the page does to the parser."""

import re

import lxml.html
from lxml import etree

NOT_CONTENT = (
    "script",
    "style",
    "noscript",
    "template",
    "xml",
    "select",
    "textarea",
    "iframe",
    "object",
    "svg",
)
"""``xml``: the islands that Word leaves when it is pasted."""
CLOSER = re.compile(r"</(?:body|html)\s*>", re.I)
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^>]*>")
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr")
)
DEEPEST = 400
"""The parser gives up at 2,048 open elements and drops the rest of the page; browsers flatten from 512 on."""


def build(text: str) -> tuple[lxml.html.HtmlElement, tuple[str, ...]]:
    """The tree of ``text`` without comments, scripts and styles, and notes. The text is parsed once.

    It goes to the parser as UTF-8 with that encoding given, so that what the page declares has no say.
    """
    text = _without_early_end(text)
    tree, too_deep = _parse(text)
    notes = ()
    if too_deep:
        tree, _ = _parse(_flattened(text))
        notes = (f"elements nested more than {DEEPEST} deep were flattened",)
    etree.strip_elements(tree, *NOT_CONTENT, with_tail=False)
    return tree, notes


def _parse(text: str) -> tuple[lxml.html.HtmlElement, bool]:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    error = parser.error_log.last_error
    return tree, error is not None and error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT


def _without_early_end(text: str) -> str:
    """Pages put together from whole pages close ``html`` in the middle; the parser would stop there."""
    first = CLOSER.search(text)
    if first and CLOSER.sub("", text[first.start() :]).strip():
        return CLOSER.sub("", text)
    return text


def _flattened(text: str) -> str:
    open_names: list[str] = []

    def keep_or_drop(tag: re.Match) -> str:
        closing, name = tag.group(1), tag.group(2).lower()
        if name in VOID or tag.group().endswith("/>"):
            return tag.group()
        if not closing:
            open_names.append(name)
            return tag.group() if len(open_names) <= DEEPEST else " "
        kept = len(open_names) <= DEEPEST
        if open_names and open_names[-1] == name:
            open_names.pop()
        return tag.group() if kept else " "

    return TAG.sub(keep_or_drop, text)
