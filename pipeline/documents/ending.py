"""Pages and texts that end within a cell: what came after is lost, and with it perhaps the last digits of a number."""

import re

from pipeline.values import LOST

NOTE = "the document ends within a cell: it was cut, and the last figure is not certain"
_BOUND = re.compile(r"<(/?)(td|th|tr|tbody|table|body|html)\b", re.I)
_TAIL = 20_000
"""Characters at the end of a page in which the last cell begins or ends."""


def marked(page: str) -> tuple[str, tuple[str, ...]]:
    """``page`` (HTML), with the mark behind the text of a cell in which it ends, and a note of it.

    End tags may be left out, so that only a cell with nothing at all behind it is one that was cut.
    """
    last, tag_at = None, len(page)
    while last is None and (tag_at := page.rfind("<", max(0, len(page) - _TAIL), tag_at)) >= 0:
        last = _BOUND.match(page, tag_at)
    if last is None or last[1] or last[2].lower() not in ("td", "th"):
        return page, ()
    before, _, tag = page.rpartition("<")
    return (page if ">" in tag else before) + LOST, (NOTE,)
