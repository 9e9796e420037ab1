"""What a single line of plain text looks like: a heading, prose, a figure, a label of a form."""

import re

HEADING = re.compile(r"[#\s]*(?:([一二三四五六七八九十]{1,3})|\d{1,2})\s*[、.．]\s*([^\s|][^\t|]{0,38})$")
NUMBERED_HEADING_WORDS = (
    "总体情况",
    "概述",
    "主动公开",
    "申请情况",
    "行政复议",
    "主要问题",
    "报告的事项",
    "改进",
)
"""What a heading numbered 1、 2、 says; the rows of the forms are numbered the same way."""
ROW_LABEL_WORDS = ("新收", "结转", "办理结果")
"""Rows of the form that are numbered like headings: 一、本年新收…, 二、上年结转…, 三、本年度办理结果, 四、结转下年度…."""
FORM_WORDS = (
    "第二十条第",
    "信息内容",
    "本年",
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "行政复议",
    "行政诉讼",
    "结果维持",
    "勾稽关系",
)
VALUE = re.compile(
    r"[+＋-]?[\d０-９][\d０-９,，.．]*\s*(?:万?元|件|个|条|项)?(?:[（(][^（()）]{1,20}[）)])?$|[/\\—–－-]+$|无$"
)
LONGEST_LABEL = 45
LONGEST_LABEL_WITH_NOTE = 130
SENTENCE_END = re.compile(r"[。；！]")


def is_heading(line: str) -> bool:
    """A numbered heading on a line of its own; the numbered row labels of the forms are none."""
    match = HEADING.match(line.strip().rstrip("。：:；"))
    if not match or SENTENCE_END.search(match.group(2)):
        return False
    numeral, words = match.groups()
    if any(word in words for word in ROW_LABEL_WORDS):
        return False
    return numeral is not None or any(word in words for word in NUMBERED_HEADING_WORDS)


def is_value(line: str) -> bool:
    return VALUE.match(line.strip()) is not None


def is_short(line: str) -> bool:
    """Short enough, and without the end of a sentence, to be (a line of) a cell; a note in brackets may be long."""
    stripped = line.strip()
    longest = LONGEST_LABEL_WITH_NOTE if "（" in stripped or "(" in stripped else LONGEST_LABEL
    return len(stripped) <= longest and not SENTENCE_END.search(stripped)


def has_form_word(line: str) -> bool:
    return any(word in line for word in FORM_WORDS)


def is_rule(line: str) -> bool:
    """A line of a Markdown table that only draws: ``|---|---|``."""
    return "-" in line and not line.strip("|-: \t")
