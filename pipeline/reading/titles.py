"""Titles of reports in the forms in use, and the issuer and year they name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.numerals import years_in_digits
from pipeline.reading.signature import is_organ

SPACES = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
TAIL = re.compile(
    r"(?:(?:政府|政务)信息(?:公开)?|信息公开|政务公开)"
    r"(?:[和与及、](?:政务|信息|政府信息)公开)?(?:工作)?(?:开展)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:年度)?(?:总结)?暨?(?:的)?"
    r"(?:20\d\d(?:年度?)??(?:工作)?)?(?P<kind>年度报告|报告|年报)"
)
SIGN = "报"
"""Every title of a report has this character; few other lines do."""
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?|(?=政府信息公开|信息公开|政务)|(?=[)）]$))(?!\d{1,2}月)")
TITLE_LABEL = re.compile(r"^\s*(?:标\s*题|名\s*称)(?:\s*[：:]|\s)\s*")
RANGE = re.compile(r"(?:19|20)\d\d年?[-—–~～至到](?:19|20)\d\d年")
SHORT_YEAR = re.compile(r"(?<![\d第])([12]\d)年度?(?=政府信息公开|信息公开|政务)")
NOT_A_REPORT = re.compile(r"解读|图解|一图|指南|目录|制度|规定|^[上下]一[篇条]")
MAY_HOLD_A_REPORT = re.compile("报表|通知")
"""In titles of statistics and of circulars, some of which are about a report or print it whole."""
NOT_IN_TITLE = re.compile(r"[：:>|；;]|\d{4}-\d|\d\s*日")
PLACE = re.compile(r"[^\W\d_]{1,8}[省市县区旗州盟镇乡]")
"""A place alone on the line above the rest of the title."""
KIND_ALONE = re.compile("(?:人民)?政府|(?:人民)?(?:政府)?办公[室厅]|办事处|委员会|管委会")
"""What a line begins with above which the name itself stands."""
_NUMBER = r"附件[一二三四五六七八九十\d]{0,2}[：:]|\d{1,2}[.．、](?=\D)|[（(]\d{1,2}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]"
_ISSUES = "[公发]布|公开|印发|报送"
NOT_IN_NAME = re.compile(
    rf"^[【\[〔][^】\]〕]{{0,12}}[】\]〕]|^(?:{_NUMBER})|年度|[（(][）)]|^关于(?:{_ISSUES})?|^(?:{_ISSUES})[：:]"
    rf"|(?:\d+年度?|(?<!\d)20\d\d|工作|关于|的|(?:关于)?(?:{_ISSUES})(?:关于)?)$"
)
"""What stands around a name and is none of it: 1.…, …关于发布."""
IN_BRACKETS = re.compile(r"[（(]([^\W\d_]{3,40})[）)]$")
"""2023年度政府信息公开工作年度报告（某县教育局）."""
EDGES = "《》“”\"'：:-—_·•、，,. "
LONGEST_LINE = 60
LONGEST_TITLE = 100
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Title:
    """``text`` as printed, its lines joined; ``issuer`` and ``year`` as far as it names them."""

    text: str
    issuer: str | None
    year: int | None


def parse(text: str) -> Title | None:
    """``text`` as the title of a report, None if it is none."""
    if SIGN not in text or "。" in text:
        return None
    text = TITLE_LABEL.sub("", text)
    squeezed = years_in_digits(SPACES.sub("", text))
    tail = TAIL.search(squeezed)
    if not tail or len(squeezed) > LONGEST_TITLE or NOT_A_REPORT.search(squeezed):
        return None
    return Title(text, _issuer(squeezed, tail), _year(squeezed, tail))


def _year(squeezed: str, tail: re.Match) -> int | None:
    """The last year that the title names, without what stands behind it (2024年发布), where it names one; a range of
    years is none."""
    if RANGE.search(squeezed):
        return None
    years = YEAR.findall(squeezed[: tail.end()]) or YEAR.findall(squeezed)
    short = SHORT_YEAR.search(squeezed)
    return int(years[-1]) if years else 2000 + int(short[1]) if short else None


def _issuer(squeezed: str, tail: re.Match) -> str | None:
    named = YEAR.sub("", RANGE.sub("", squeezed[: tail.start()]))
    named = named.rpartition("《")[2] or named
    named = NOT_IN_NAME.sub("", named.strip(EDGES)).strip(EDGES)
    if named.endswith("人民"):
        named += "政府"  # 川口镇人民政府信息公开…: one 政府 serves both words
    if len(named) > 1:
        return None if KIND_ALONE.fullmatch(named) else named
    behind = IN_BRACKETS.match(squeezed, tail.end())
    return behind[1] if behind and is_organ(behind[1]) else None


def in_lines(lines: Sequence[str]) -> Title | None:
    """The title among ``lines``, which may be broken over up to four of them: the fewest lines that name both
    issuer and year; else the fewest that name one of them; else any."""
    found: list[Title] = []
    lines = [line.strip() for line in lines]
    may_be = [len(line) <= LONGEST_LINE and not NOT_IN_TITLE.search(line) for line in lines]
    for length in range(1, MOST_LINES + 1):
        for start in range(len(lines) - length + 1):
            parts = slice(start, start + length)
            title = parse("".join(lines[parts])) if all(may_be[parts]) else None
            if title and title.issuer and title.year:
                above = lines[start - 1] if start else ""
                return parse(above + title.text) if PLACE.fullmatch(SPACES.sub("", above)) else title
            if title:
                found.append(title)
    named = [title for title in found if title.issuer or title.year]
    return next(iter(named or found), None)
