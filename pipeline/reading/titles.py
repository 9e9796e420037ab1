"""Titles of reports in the forms in use, and the issuer and year they name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SUBJECT = r"(?:政府|政务)?\s*信\s*息\s*公\s*开|政务\s*公\s*开"
SPACES = re.compile(r"[\s\u3000\xa0]+")
TAIL = re.compile(
    r"(?:(?:政府|政务)信息(?:公开)?|信息公开|政务公开)(?:和政务公开)?(?:工作)?(?:开展)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:年度)?(?:总结)?(?:的)?"
    r"(?P<kind>年度报告|报告|年报)"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:年度?|(?=政府信息公开|信息公开|政务))(?!\s*\d{1,2}\s*月)")
CHINESE_YEAR = re.compile(r"([二][〇○零ＯO０][〇○零ＯO０一二三四五六七八九]{2})\s*年")
CHINESE_DIGITS = str.maketrans("〇○零ＯO０一二三四五六七八九", "0000001234567" + "89")
NOT_A_REPORT = re.compile(r"解读|图解|一图|指南|报表|目录|制度|规定|通知")
EDGES = "《》“”\"'：:-—_ 的关于"
LONGEST_LINE = 60
LONGEST_TITLE = 100
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Title:
    """``text`` as printed, its lines joined; ``issuer`` and ``year`` as far as it names them."""

    text: str
    issuer: str | None
    year: int | None


def year_in(text: str) -> int | None:
    """The report year a title names: the one nearest its end, which is not followed by a month."""
    years = YEAR.findall(text)
    if years:
        return int(years[-1])
    match = CHINESE_YEAR.search(text)
    return int(match.group(1).translate(CHINESE_DIGITS)) if match else None


def parse(text: str) -> Title | None:
    """``text`` as the title of a report, None if it is none."""
    squeezed = SPACES.sub("", text)
    tail = TAIL.search(squeezed)
    if not tail or len(squeezed) > LONGEST_TITLE or NOT_A_REPORT.search(squeezed) or "。" in squeezed:
        return None
    return Title(text, _issuer(squeezed, tail), year_in(squeezed))


def _issuer(squeezed: str, tail: re.Match) -> str | None:
    named = squeezed[: tail.start()]
    named = CHINESE_YEAR.sub("", YEAR.sub("", named))
    named = re.sub(r"年度|工作$", "", named).strip(EDGES)
    if named.endswith("人民"):
        named += "政府"  # 川口镇人民政府信息公开…: one 政府 serves both words
    return named if len(named) > 1 else None


def in_lines(lines: Sequence[str]) -> Title | None:
    """The first title among ``lines``, which may be broken over up to four of them.

    The lines that belong together are the fewest that name both issuer and year; failing that, the first that
    make a title at all.
    """
    found = None
    for start in range(len(lines)):
        for length in range(1, MOST_LINES + 1):
            parts = lines[start : start + length]
            if len(parts) < length or any(len(part) > LONGEST_LINE for part in parts):
                break
            title = parse("".join(part.strip() for part in parts))
            if title is None:
                continue
            if title.issuer and title.year:
                return title
            found = found or title
            break
        if found:
            return found
    return None
