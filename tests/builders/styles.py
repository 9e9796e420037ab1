"""How an editor marks up the text of one table cell or paragraph, as functions of plain text.

``\\n`` in the text is a line break that the page shows.
"""

from collections.abc import Callable
from html import escape
from itertools import pairwise
from random import Random

Style = Callable[[str, Random], str]


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\xa0", "&nbsp;").replace("\n", "<br/>")


def plain(text: str, rng: Random) -> str:
    """Text in the cell; &nbsp; where there is none."""
    return _escaped(text) or "&nbsp;"


def bare(text: str, rng: Random) -> str:
    """Text in the cell; nothing where there is none."""
    return _escaped(text)


def indented(text: str, rng: Random) -> str:
    """The source of the page is indented inside the cell."""
    return f"\n\t\t\t\t{_escaped(text)}\n\t\t\t"


def ueditor(text: str, rng: Random) -> str:
    """UEditor: a centred paragraph a line."""
    lines = text.split("\n") if text else [""]
    return "".join(f'<p style="text-align: center;">{_escaped(line) or "<br/>"}</p>' for line in lines)


def font(text: str, rng: Random) -> str:
    """Old editors: nested font and strong tags."""
    return f'<font face="宋体" size="3"><strong>{_escaped(text)}</strong></font>'


def word(text: str, rng: Random) -> str:
    """Pasted from Word: a paragraph a line, words and digits split over spans, o:p at the end."""
    lines = text.split("\n") if text else [""]
    return "".join(
        f'<p class="MsoNormal" align="center" style="text-align:center;mso-pagination:widow-orphan">'
        f"{_runs(line, rng)}<o:p></o:p></p>"
        for line in lines
    )


def _runs(line: str, rng: Random) -> str:
    if not line:
        return '<span lang="EN-US"><o:p>&nbsp;</o:p></span>'
    cuts = sorted({0, len(line), *(rng.randint(1, len(line)) for _ in range(2))})
    runs = [line[start:end] for start, end in pairwise(cuts)]
    return "".join(
        f"<span {'lang=EN-US ' if run.isascii() else ''}"
        f"style='font-size:10.5pt;font-family:宋体;color:black'>{_escaped(run)}</span>"
        for run in runs
    )


STYLES: dict[str, Style] = {style.__name__: style for style in (plain, bare, indented, ueditor, font, word)}
