"""Text of a page to an lxml tree that holds all of it, whatever the page does to the parser."""

import re

from lxml import etree

from pipeline.documents import Unreadable

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
INLINE = "span|SPAN|font|FONT|o:p|O:P|strong|STRONG|b|B|em|EM|i|I|u|U|big|small|st1:[a-z]+"
ATTRIBUTES = r"""\s[^<>"']*+(?:(?:"[^"<>]*+"|'[^'<>]*+')[^<>"']*+)*+"""
INLINE_TAG = re.compile(rf"</?(?:{INLINE})(?:{ATTRIBUTES})?/?>")
"""Tags that parts of a word are wrapped in. They are most of a page pasted from Word and say nothing."""
HIDING_WORDS = ("none", "NONE", "hid", "HID")
HIDING_TAG = re.compile(rf"<(?:(?P<inline>(?:{INLINE})\s)|[a-zA-Z])")
LONGEST_TAG = 2_000
MAY_HIDE = "//*[@hidden or contains(@style, 'none') or contains(@style, 'NONE') or contains(@style, 'hide')]"
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
HIDDEN = "hidden-part"
CLOSER = re.compile(r"</(?:body|html)\s*>", re.I)
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^>]*>")
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr")
)
MOST_TAGS = 500_000
"""Tags read of one page; a report pasted from Word has some 5,000."""
DEEPEST = 400
"""The parser gives up at 2,048 open elements and drops the rest of the page; browsers flatten from 512 on."""


def build(text: str) -> tuple[etree._Element, tuple[str, ...]]:
    """The tree of ``text``, parsed once, and notes. Raises :class:`Unreadable` if there is no element in it.

    Left out: comments, scripts, styles, and what ``display:none`` or ``hidden`` hides. Inline tags are dissolved
    into the text around them (unless one hides something). The text goes to the parser as UTF-8 with that
    encoding given, so that what the page declares has no say.
    """
    notes = []
    if text.count("<") > MOST_TAGS:
        text = text[: -len(text.split("<", MOST_TAGS)[-1])]
        notes.append(f"only the first {MOST_TAGS} tags were read")
    text = _without_early_end(text)
    hiding = _hiding_tags(text)
    if not any(tag["inline"] for tag in hiding):
        text = INLINE_TAG.sub("", text)
    tree, too_deep = _parse(text)
    if too_deep:
        tree, _ = _parse(_flattened(text))
        notes.append(f"elements nested more than {DEEPEST} deep were flattened")
    if tree is None:
        raise Unreadable("the page has no content; fetch it again")
    etree.strip_elements(tree, *NOT_CONTENT, with_tail=False)
    if hiding and _strip_hidden(tree):
        notes.append("a table in a hidden part of the page was left out")
    return tree, tuple(notes)


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
    error = parser.error_log.last_error
    return tree, error is not None and error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT


def _hiding_tags(text: str) -> list[re.Match]:
    """Tags that may hide their element, found by the few places that have a word for it."""
    if not any(word in text for word in HIDING_WORDS):
        return []
    words = re.finditer("|".join(HIDING_WORDS), text)
    starts = (text.rfind("<", max(0, word.start() - LONGEST_TAG), word.start()) for word in words)
    return [tag for start in starts if start >= 0 and (tag := HIDING_TAG.match(text, start))]


def _strip_hidden(tree: etree._Element) -> bool:
    """Whether there was a table in what was hidden."""
    hidden = [element for element in tree.xpath(MAY_HIDE) if _is_hidden(element)]
    had_table = any(next(element.iter("table"), None) is not None for element in hidden)
    for element in hidden:
        element.tag = HIDDEN
    etree.strip_elements(tree, HIDDEN, with_tail=False)
    return had_table


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and HIDDEN_STYLE.search(style) is not None) or element.get("hidden") is not None


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
