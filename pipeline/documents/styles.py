"""What inline styles say about text: that it is hidden, raised, struck out, or a part of a table.

``display:none`` and ``hidden`` hide whatever they hold. ``visibility``, ``opacity`` and ``font-size`` hide words,
but not a table: pages that move their content in by script start with it invisible.
"""

import re

from lxml import etree

from pipeline.documents.markup import BLOCK, CELL, TABLE_PART

_NOTHING = r"\s*:\s*0+(?:\.0+)?\s*(?:%|px|pt|r?em)?\s*(?:[;!\"'\s]|$)"
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_CLIPPED, _NARROW = r"overflow\s*:\s*hidden", rf"(?<![\w-])width{_NOTHING}"
INVISIBLE = re.compile(
    rf"visibility\s*:\s*hidden|(?<![\w-])(?:opacity|font-size){_NOTHING}|{_CLIPPED}.*{_NARROW}|{_NARROW}.*{_CLIPPED}"
    r"|(?<![\w-])(?:left|top|text-indent)\s*:\s*-(?:\d{4}|999)",
    re.I,
)
"""The last: outside of the window."""
RAISED = re.compile(
    r"vertical-align\s*:\s*(?:su(?:b|per)|text-(?:top|bottom)|-?0*\.?0*[1-9])|mso-text-raise\s*:\s*-?0*\.?0*[1-9]"
    r"|(?<![\w-])color\s*:\s*(?:white|#fff(?:fff)?)\b",
    re.I,
)
"""And white: on white it is not seen, and on another colour it is all that a cell shows."""
STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
DRAWN = re.compile(r"display\s*:\s*(table(?:-row-group|-row|-cell)?)\s*(?:[;!\"']|$)", re.I)
DRAWN_AS = {"table": "table", "table-row-group": "tbody", "table-row": "tr", "table-cell": "td"}
DRAWABLE = frozenset(("div", "span", "p", "li", "ul", "section"))
"""Other elements drawn as a table."""
TELLING = re.compile(
    "|".join(style.pattern for style in (HIDDEN, INVISIBLE, RAISED, STRUCK, DRAWN)) + r"|\shidden\b", re.I
)
"""In the source of a tag that one of these styles is set on."""
AROUND_CELLS = (TABLE_PART - CELL) | {"table"}
NOT_RAISED = BLOCK | CELL | AROUND_CELLS
"""What stands on no line that it could be raised from."""
HIDDEN_PART = "hidden-part"
_ALL_STYLES = etree.XPath("//@style", smart_strings=False)
_HAS_HIDDEN = etree.XPath("boolean(//@hidden)")
_STYLED = etree.XPath("//*[@hidden or @style]")


def apply(tree: etree._Element) -> bool:
    """Removes what is hidden, puts what is raised or struck out in ``sup`` and ``s``, and makes a table of what is
    drawn as one. Whether there was a table in what was hidden."""
    had_table = False
    telling = {style for style in set(_ALL_STYLES(tree)) if TELLING.search(style)}
    if not telling and not _HAS_HIDDEN(tree):
        return had_table
    for element in _STYLED(tree):
        style = element.get("style", "")
        if style not in telling and element.get("hidden") is None:
            continue
        if element.get("hidden") is not None or HIDDEN.search(style):
            had_table = had_table or _holds_table(element)
            element.tag = HIDDEN_PART
        elif INVISIBLE.search(style) and not _holds_table(element):
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
