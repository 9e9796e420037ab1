"""Text of a page to an lxml tree that holds all of it, whatever the page does to the parser."""

import re

from lxml import etree

from pipeline.documents import Unreadable, links, styles
from pipeline.values import LOST

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
    "rt",
    "rp",
)
"""``xml``: the islands that Word leaves when it is pasted. ``rt``, ``rp``: how a word is said."""
SHOWN_IN_CELLS = ("select", "textarea", "object", "svg")
"""What a reader sees in a cell and we do not: as good as a picture."""
INLINE = "span|SPAN|font|FONT|o:p|O:P|strong|STRONG|b|B|em|EM|i|I|u|U|big|st1:[a-z]+"
AFTER_NAME = r"""[^<>"']*+(?:(?<==)(?:"[^"<>]*+"|'[^'<>]*+')[^<>"']*+)*+"""
INLINE_TAG = re.compile(rf"(</?(?:{INLINE})(?:\s{AFTER_NAME})?/?>)")
"""Tags that parts of a word are wrapped in. They are most of a page pasted from Word and say nothing."""
BROKEN_TAG = re.compile(rf"<(?!/?[a-zA-Z][^\s<>\"'/=]*+(?:>|\s{AFTER_NAME}>|/>))/?[a-zA-Z]")
"""A tag that is cut or runs into another, or whose quotes do not pair: to the parser it goes on over the next ones."""
UNPARSED = re.compile(r"<(?:(script|style)\b|!--)", re.I)
END_OF_COMMENT = re.compile("-->")
CELL_OUTSIDE_ROWS = re.compile(r"</[tT][rR]\s*>\s*(?=<[tT][dDhH]\b)")
END_OF_CELL = re.compile(r"</(?<!['\"+]</)t[dhr]\b", re.I)
"""Not at the beginning of a string of a script."""
CLOSER = re.compile(r"</(?:body|html)\s*>", re.I)
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)[^<>]*+>")
DIGIT_AT_END = re.compile(r"\d\s*$")
_with_markup = etree.XPath("//*[@*[contains(., '</')]]")
"""Elements with tags in what one of their attributes says."""
_text_before = etree.XPath("preceding::text()[1]")
CELLS = ("td", "th", "div")
"""And what may be drawn as one."""
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr")
)
MOST_TAGS = 500_000
"""Tags read of one page; a report pasted from Word has some 5,000."""
DEEPEST = 400
"""The parser gives up at 2,048 open elements and drops the rest of the page; browsers flatten from 512 on."""


def build(text: str) -> tuple[etree._Element, tuple[str, ...]]:
    """The tree of ``text``, parsed once, and notes. Raises :class:`Unreadable` if there is no element in it.

    Left out: comments, scripts, and what styles hide. A cell behind the end of a row begins a row, as in browsers.
    Inline tags are dissolved into the text around them where that changes nothing. The text goes to the parser as
    UTF-8 with that encoding given, so that what the page declares has no say.
    """
    notes = []
    if len(text) > MOST_TAGS and text.count("<") > MOST_TAGS:
        text = text[: -len(text.split("<", MOST_TAGS)[-1])]
        notes.append(f"only the first {MOST_TAGS} tags were read")
    source = CELL_OUTSIDE_ROWS.sub("</tr><tr>", _without_early_end(text))
    text = _dissolved(source)
    tree, too_deep = _parse(text)
    if too_deep:
        tree, _ = _parse(_flattened(text))
        notes.append(f"elements nested more than {DEEPEST} deep were flattened")
    if tree is None:
        raise Unreadable("the page has no content; get it again")
    for element in [*tree.iter(*SHOWN_IN_CELLS)]:
        if next(element.iterancestors("td", "th"), None) is not None:
            element.tag = "img"
            element[:] = []
    for element in tree.iter("script", "style"):
        if (
            element.text
            and END_OF_CELL.search(element.text)
            and next(element.iterancestors("td", "th"), None) is not None
        ):
            _mark_lost(element)
    for element in _with_markup(tree) if text is source else ():
        if _stands_behind_digit(element):
            _mark_lost(element)
    etree.strip_elements(tree, *NOT_CONTENT, with_tail=False)
    if styles.apply(tree):
        notes.append("a table in a hidden part of the page was left out")
    return tree, tuple(notes)


def _stands_behind_digit(element: etree._Element) -> bool:
    """Whether the text before ``element`` in its cell ends in a digit."""
    cell = next(element.iterancestors(*CELLS), None)
    return any(
        DIGIT_AT_END.search(text) is not None
        and cell in (text.getparent(), *text.getparent().iterancestors())
        for text in _text_before(element)
    )


def _mark_lost(element: etree._Element) -> None:
    """A script in a cell that swallows the end of the cell, or a broken tag that swallows others, has lost its own end:
    it may hide the rest of the number before it."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + LOST
    else:
        element.getparent().text = (element.getparent().text or "") + LOST


def _dissolved(text: str) -> str:
    """``text`` without its inline tags and links; as it is where the style of a tag says something
    (:mod:`pipeline.documents.styles`), or where a broken tag swallows others, which the parser alone can tell."""
    between_and_tags = INLINE_TAG.split(text)
    if any(map(styles.TELLING.search, set(between_and_tags[1::2]))):
        return text
    dissolved = links.write("".join(between_and_tags[::2]))
    is_broken = BROKEN_TAG.search(dissolved) and BROKEN_TAG.search(_parsed(dissolved))
    return text if is_broken else dissolved


def _parsed(text: str) -> str:
    """``text`` without scripts, styles and comments, of which what looks like a tag is none."""
    pieces, at = [], 0
    while begins := UNPARSED.search(text, at):
        pieces.append(text[at : begins.start()])
        closer = re.compile(rf"</{begins[1]}\s*>", re.I) if begins[1] else END_OF_COMMENT
        ends = closer.search(text, begins.end())
        if ends is None:
            return "".join(pieces)
        at = ends.end()
    return "".join([*pieces, text[at:]])


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
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
