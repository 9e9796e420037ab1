"""What inline styles say about text: that it is hidden, raised, struck out, or a part of a table.

``display:none`` and ``hidden`` hide whatever they hold. ``visibility``, ``opacity`` and ``font-size`` hide words,
but not a table: pages that move their content in by script start with it invisible.
"""

import re

from lxml import etree

from pipeline.documents.markup import BLOCK, CELL, TABLE_PART

_NOTHING = r"\s*:\s*0+(?:\.0+)?\s*(?:%|px|pt|r?em)?\s*(?:[;!\"'\s]|$)"
_SOMETHING, _OWN = r"-?0*(?:\.0*)?[1-9]", r"(?<![\w-])"
_WHITE = r"(?:white|transparent|#?fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255)(?![\w-])"
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
INVISIBLE = re.compile(rf"visibility\s*:\s*hidden|{_OWN}(?:opacity|font-size){_NOTHING}", re.I)
NO_WIDTH, CUT_OFF = re.compile(rf"{_OWN}width{_NOTHING}", re.I), re.compile(r"overflow\s*:\s*hidden", re.I)
OFF_WINDOW = re.compile(
    rf"{_OWN}(?:left|top|text-indent|margin-left)\s*:\s*-(?:\d{{4}}|999|\d{{3}}r?em)", re.I
)
"""Outside of the window, or nothing wide and cut off there; a cell is as wide as what it holds all the same."""
RAISED = re.compile(
    rf"vertical-align\s*:\s*(?:su(?:b|per)|text-(?:top|bottom)|{_SOMETHING})|mso-text-raise\s*:\s*{_SOMETHING}"
    rf"|{_OWN}(?:top|bottom)\s*:\s*{_SOMETHING}|{_OWN}font-size\s*:\s*[0-3](?:\.\d+)?\s*p[xt]"
    rf"|{_OWN}(?:max-)?height{_NOTHING}"
    rf"|{_OWN}color\s*:\s*{_WHITE}",
    re.I,
)
"""And what may not be seen: tiny, without height, or white, which on another colour is all that a cell shows."""
STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,60}line-through", re.I)
DRAWN = re.compile(r"display\s*:\s*(table(?:-row-group|-row|-cell)?)\s*(?:[;!\"']|$)", re.I)
DRAWN_AS = {"table": "table", "table-row-group": "tbody", "table-row": "tr", "table-cell": "td"}
DRAWABLE = frozenset(("div", "span", "p", "li", "ul", "section"))
"""Other elements drawn as a table."""
TELLING = re.compile(
    "|".join(style.pattern for style in (HIDDEN, INVISIBLE, NO_WIDTH, OFF_WINDOW, RAISED, STRUCK, DRAWN))
    + rf"|\shidden\b|\scolor\s*=\s*[\"']?\s*{_WHITE}",
    re.I,
)
"""In the source of a tag that one of these styles is set on."""
AROUND_CELLS = (TABLE_PART - CELL) | {"table"}
NOT_RAISED = BLOCK | CELL | AROUND_CELLS
"""What stands on no line that it could be raised from."""
HIDDEN_PART = "hidden-part"
_ALL_STYLES = etree.XPath("//@style", smart_strings=False)
_ALL_COLORS = etree.XPath("//@color", smart_strings=False)
_HAS_HIDDEN = etree.XPath("boolean(//@hidden)")
_STYLED = etree.XPath("//*[@hidden or @style or @color]")


def apply(tree: etree._Element) -> bool:
    """Removes what is hidden, puts what is raised or struck out in ``sup`` and ``s``, and makes a table of what is
    drawn as one. Whether there was a table in what was hidden."""
    had_table = False
    styles = {*_ALL_STYLES(tree), *map(_color, set(_ALL_COLORS(tree)))}
    telling = {style for style in styles if TELLING.search(style)}
    if not telling and not _HAS_HIDDEN(tree):
        return had_table
    for element in _STYLED(tree):
        said = {element.get("style", ""), _color(element.get("color", ""))} & telling
        if not said and element.get("hidden") is None:
            continue
        style = ";".join(said)
        if element.get("hidden") is not None or HIDDEN.search(style):
            had_table = had_table or _holds_table(element)
            element.tag = HIDDEN_PART
        elif _is_unseen(element, style) and not _holds_table(element):
            _hide_in_place(element)
        else:
            if drawn := element.tag in DRAWABLE and DRAWN.search(style):
                element.tag = DRAWN_AS[drawn[1].lower()]
            if RAISED.search(style) and element.tag not in NOT_RAISED:
                _put_in("sup", element)
            if STRUCK.search(style):
                for struck in (element, *element.iterdescendants(*CELL)):
                    if struck.tag not in AROUND_CELLS:
                        _put_in("s", struck)
    etree.strip_elements(tree, HIDDEN_PART, with_tail=False)
    return had_table


def _color(attribute: str) -> str:
    return f"color:{attribute}"


def _is_unseen(element: etree._Element, style: str) -> bool:
    if INVISIBLE.search(style):
        return True
    is_cut_off = NO_WIDTH.search(style) and CUT_OFF.search(style)
    return element.tag not in CELL | AROUND_CELLS and bool(is_cut_off or OFF_WINDOW.search(style))


def _holds_table(element: etree._Element) -> bool:
    return next(element.iter("table"), None) is not None


def _hide_in_place(element: etree._Element) -> None:
    """A cell keeps its place in the row."""
    if element.tag not in CELL:
        element.tag = HIDDEN_PART
        return
    element.text = None
    element[:] = []


def _put_in(tag: str, element: etree._Element) -> None:
    """All that ``element`` holds into one new element."""
    mark = etree.Element(tag)
    mark.text, element.text = element.text, None
    mark.extend([*element])
    element.append(mark)
