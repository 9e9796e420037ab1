"""What a single line of plain text looks like: a heading, prose, a figure, a label of a form, the number of a page."""

import re
from functools import lru_cache

from pipeline.documents.headings import ROW_LABEL, TELLING_WORDS
from pipeline.states import CellState
from pipeline.traditional import SIMPLIFIED
from pipeline.values import UNSEEN, parse_value

HEADING = re.compile(r"[#\s]*(?:([一二三四五六七八九十]{1,3})|\d{1,2})\s*[、.．]\s*([^\s|][^\t|]{0,38})$")
FORM_WORD = re.compile(
    "第二十条(?:第|[（(].[)）]项)|信息内容|本年|上年结转|结转下年|申请人情况|自然人|法人或其他组织|勾稽关系"
    "|行政复议|行政诉讼|结果维持|结果纠正|其他结果|尚未审结|未经复议|复议后"
)
PLAIN = SIMPLIFIED | UNSEEN
LONGEST_FIGURE = 100
LONGEST_PART = 6
LONGEST_LABEL = 45
LONGEST_LABEL_WITH_NOTE = 130
PUNCTUATION = re.compile(r"[，,。；;：:！？、]")
SENTENCE_END = re.compile(r"[。；！]")
_SPACE, _DASH = r"[ \u3000\xa0]{0,20}", r"[-‐‑‒–—―−－~～·•]{1,2}"
_PAGE, _PAGES = (rf"{mark}{_SPACE}\d{{1,3}}{_SPACE}页" for mark in "第共")
_BETWEEN = rf"{_SPACE}[，,、/]?{_SPACE}"
PAGE_NUMBER = re.compile(
    rf"^{_SPACE}(?:{_DASH}{_SPACE}\d{{1,3}}{_SPACE}{_DASH}|{_PAGE}(?:{_BETWEEN}{_PAGES})?"
    rf"|{_PAGES}{_BETWEEN}{_PAGE}){_SPACE}$",
    re.MULTILINE,
)


def is_heading(line: str) -> bool:
    """Any numbered heading on a line of its own, of a section or inside one; see :mod:`pipeline.documents.headings`
    for those of sections alone."""
    match = HEADING.match(line.strip().rstrip("。：:；"))
    if not match or SENTENCE_END.search(match.group(2)):
        return False
    numeral, words = match.groups()
    if ROW_LABEL.search(words):
        return False
    return numeral is not None or any(word in words for word in TELLING_WORDS)


def is_value(line: str) -> bool:
    """A figure, or a mark for nothing, as a cell prints it."""
    return len(line) <= LONGEST_FIGURE and parse_value(line).state not in (CellState.TEXT, CellState.BLANK)


def is_figure(text: str) -> bool:
    return len(text) <= LONGEST_FIGURE and parse_value(text).number is not None


def is_short(line: str) -> bool:
    """Short enough, and without the end of a sentence, to be (a line of) a cell; a note in brackets may be long."""
    stripped = line.strip()
    longest = LONGEST_LABEL_WITH_NOTE if "（" in stripped or "(" in stripped else LONGEST_LABEL
    return len(stripped) <= longest and not SENTENCE_END.search(stripped)


def is_label_alone(line: str) -> bool:
    """第二十条第（一）项 or 行政复议, alone in its row, whose tabs or pipes were stripped."""
    stripped = line.strip()
    if stripped.startswith("第") and stripped.endswith(("项", "項")):
        return is_short(line)
    return is_part_of_label(line) and has_form_word(line)


def is_part_of_label(line: str) -> bool:
    """Words so short that they may be the first part of a label."""
    return len(line.strip()) <= LONGEST_PART and not PUNCTUATION.search(line)


def has_form_word(line: str) -> bool:
    return _has_form_word(line[: 2 * LONGEST_LABEL_WITH_NOTE])


@lru_cache(maxsize=8_192)
def _has_form_word(line: str) -> bool:
    return FORM_WORD.search("".join(line.translate(PLAIN).split())) is not None


def is_rule(line: str) -> bool:
    """A line of a Markdown table that only draws: ``|---|---|``."""
    return "|" in line and "--" in line and not line.strip("|-: \t")
