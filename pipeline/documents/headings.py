"""How the six statutory sections of a report are headed: their numerals and their words, in the forms in use."""

import re
from functools import lru_cache

from pipeline.values import seen

NUMERALS = "一二三四五六七八九十"
_ARABIC_MARK = r"[1-9]\s*(?:[、.．]|\s(?=[^\d\s]))"
_SEPARATOR = r"\s*(?:[、.．，,:：]|\s(?=\S))"
_CHINESE_MARK = rf"第\s*[{NUMERALS}]\s*(?:部分(?:{_SEPARATOR})?|[、.．:：])|[{NUMERALS}]{_SEPARATOR}"
NUMERAL = re.compile(
    rf"\s*(?:(?P<mark>{_CHINESE_MARK}|{_ARABIC_MARK})|(?P<bracket>[（(]\s*[{NUMERALS}]\s*[）)]))\s*"
)
_DIGIT = re.compile(rf"[{NUMERALS}1-9]")

_WHOSE = r"(?:20\d\d年度?)?(?:行政机关|[本我全][^\W\d_]{1,3}?|因)?(?:政府信息公开|政务信息公开|政务公开|信息公开)?(?:工作)?(?:的)?"
WORDS = {
    1: rf"{_WHOSE}(?:总体|整体|基本|总)(?:工作)?(?:情况)?(?:情况|概况|概述)|{_WHOSE}(?:概述|概况)",
    2: rf"{_WHOSE}(?:(?:政府|政务)?信息)?主动公开(?:政府|政务)?(?:信息)?(?:的)?(?:工作)?(?:情况)?(?:统计)?",
    3: rf"{_WHOSE}(?:(?:收到|受理)(?:和|、|与|及)?处理)(?:政府|政务)?(?:信息)?(?:公开)?(?:的)?申请(?:的)?(?:情况)?"
    rf"|{_WHOSE}申请(?:的)?(?:收到|受理)[和与及、]?处理(?:的)?情况"
    rf"|{_WHOSE}(?:依申请公开|申请公开|申请)(?:政府信息)?(?:公开)?(?:的)?(?:工作)?(?:办理|处理)?(?:情况)?",
    4: r"[^。：:；，\d]{0,24}?(?:行政复议|复议|诉讼)[^。：:；\d]{0,24}?情况|[^。：:；，\d]{0,20}行政复议[、和及与]?(?:提起)?行政诉讼",
    5: rf"{_WHOSE}(?:中|面临|仍)?(?:存在(?:的|着)?)?(?:主要)?(?:问题|困难|不足|薄弱环节)"
    r"(?:[和与及、](?:问题|困难|不足))?"
    r"(?:(?:及|和|与|、|以及)?(?:下一?步)?(?:的)?(?:改进|整改|工作|解决){0,2}(?:情况|措施|打算|计划|意见|办法|方向|建议)?)"
    r"|下一?步(?:的)?(?:工作)?(?:改进)?(?:打算|计划|措施|安排|思路)|(?:改进|整改)(?:情况|措施)",
    6: r"(?:其他|其它)?(?:需要|应当|需|应)?(?:说明|报告)?(?:的)?(?:其他|其它)?(?:需要|应当)?(?:说明|报告)?(?:的)?(?:事项(?:情况)?|情况)",
}
PATTERNS = {number: re.compile(words) for number, words in WORDS.items()}
STATUTORY = frozenset(
    (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在主要问题及改进情况",
        "其他需要报告事项",
        "行政机关主动公开政府信息情况",
        "行政机关收到和处理政府信息公开申请情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    )
)
"""As the forms of 2021 and 2019 print them, but without 的, which comes and goes."""
WITH_A_FORM = frozenset((2, 3, 4))
"""Sections in which the statutory tables stand."""
ROW_LABEL = re.compile("本年新收|上年结转|本年度?办理结果|结转下年度?")
"""Rows of the requests table, numbered 一、 to 四、 like sections."""
TELLING_WORDS = (
    "总体情况",
    "概述",
    "主动公开",
    "收到和处理",
    "申请情况",
    "行政复议",
    "主要问题",
    "改进",
    "报告的事项",
    "其他需要",
)
"""A numbered line with one of these heads a section, whatever else it says."""
LONGEST = 45
SHORTEST_BARE = 6
_BARE_END = re.compile("(?:情况|事项|问题|措施)$")
"""What heads a section without any numeral is at least so long and ends so: other words may be those of a table."""
_NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_NOT_IN_HEADING = re.compile(r"[。；！\t|]")


def numeral_of(mark: str) -> int:
    """The number that a heading's mark says (``三、``, ``第三部分``, ``3.``)."""
    digit = _DIGIT.search(mark).group()
    return int(digit) if digit.isdigit() else NUMERALS.index(digit) + 1


@lru_cache(maxsize=8_192)
def number_by_words(words: str) -> int | None:
    """The section that ``words``, squeezed and without numeral, head; None if they are no such words. A note in
    brackets at their end does not count."""
    bare = _NOTE.sub("", words)
    return next((number for number, pattern in PATTERNS.items() if pattern.fullmatch(bare)), None)


def is_statutory(words: str) -> bool:
    """Whether the form itself words a heading so."""
    return _NOTE.sub("", words).replace("的", "") in STATUTORY


def heads_section(line: str) -> int | None:
    """The statutory number of the section that ``line`` heads, None if it heads none. Labels of the forms and
    headings inside a section do not, however they are numbered."""
    printed = seen(line).strip().rstrip("。：:；")
    if len(printed) > LONGEST or _NOT_IN_HEADING.search(printed):
        return None
    mark = NUMERAL.match(printed)
    words = "".join(printed[mark.end() :].split() if mark else printed.split())
    if ROW_LABEL.match(words):
        return None
    number = number_by_words(words)
    has_plain_mark = mark is not None and mark["mark"] is not None
    if number and (has_plain_mark or (len(words) >= SHORTEST_BARE and _BARE_END.search(words))):
        return number
    if has_plain_mark and any(word in words for word in TELLING_WORDS):
        return numeral_of(mark["mark"])
    return None
