"""The end of a report: who signs and when; and what a name of an organ looks like."""

import re
from collections.abc import Sequence

from pipeline.documents.dates import CLOCK, DAY, parse_day
from pipeline.reading.numerals import days_in_digits, years_in_digits

ORGAN_ENDS = "人民政府|政府|办公室|办公厅|办事处|委员会|管委会|局|委|厅|院|中心|管理处|街道办|街道|联合会|公司|总队|支队|大队|所|站|社|馆|会|处|队"
MAY_END_NAME = (*ORGAN_ENDS.split("|"), "）", ")")
ORGAN = re.compile(rf"[^\W\d_]{{1,38}}?(?:{ORGAN_ENDS})(?:[（(][^）)]{{1,20}}[）)])?")
SPACES = re.compile(r"\s+")
MAY_HOLD_DAY = re.compile(r"[\d年]")
LONGEST_SIGNATURE, LONGEST_DAY = 60, 20
SHORTEST_DAY, DAY_IN_BRACKETS = 8, 18
LOOKED_AT = 8
DAY_ALONE = re.compile(rf"(?:日期[：:]|时间[：:])?{DAY.pattern}日?(?:印发|发布|公布)?")
NO_NAME = re.compile("^(?:无|暂无|没有|未|关于|[我本该各全][^\\W\\d_]{0,3}$)")
"""Beginnings of words that end like the name of an organ and are none: 没有…委员会, 关于…局, 我局."""


def parse_any_day(text: str) -> str | None:
    """A day in ``text``, in whatever digits or numerals, as an ISO day."""
    return parse_day(text) or parse_day(days_in_digits(text))


def is_day_alone(text: str) -> bool:
    """Whether ``text`` is a day that may be that of a signature: nothing beside it says that it is today's (星期五) or
    another (有效期, 公示期)."""
    squeezed = SPACES.sub("", text).strip("（()）。.")
    if len(squeezed) > LONGEST_DAY:
        return False
    return DAY_ALONE.fullmatch(days_in_digits(squeezed)) is not None and parse_any_day(squeezed) is not None


def is_organ(text: str) -> bool:
    squeezed = SPACES.sub("", text)
    if not squeezed.endswith(MAY_END_NAME):
        return False
    squeezed = years_in_digits(squeezed)
    return ORGAN.fullmatch(squeezed) is not None and NO_NAME.match(squeezed) is None


def find(paragraphs: Sequence[str]) -> tuple[str | None, str | None]:
    """Organ and ISO day of the signature at the end of ``paragraphs``; what is not there is None."""
    tail = [paragraph for paragraph in paragraphs[-LOOKED_AT:] if len(paragraph) <= LONGEST_SIGNATURE]
    organ = day = None
    for paragraph in reversed(tail):
        signed, dated = _parts(paragraph)
        organ, day = organ or signed, day or dated
    return organ, day


def without_signature(paragraphs: Sequence[str]) -> list[str]:
    """``paragraphs`` up to the lines at their end that only sign and date, or say what day it is."""
    end = len(paragraphs)
    while end and (any(_parts(paragraphs[end - 1])) or _is_todays(paragraphs[end - 1])):
        end -= 1
    return list(paragraphs[:end])


def _is_todays(paragraph: str) -> bool:
    is_clock = len(paragraph) <= LONGEST_SIGNATURE and CLOCK.search(paragraph) is not None
    return is_clock and parse_any_day(paragraph) is not None


def _parts(paragraph: str) -> tuple[str | None, str | None]:
    """Organ and day of a paragraph that is nothing but a signature."""
    squeezed = SPACES.sub("", paragraph)
    if len(squeezed) > LONGEST_SIGNATURE:
        return None, None
    if is_day_alone(squeezed):
        return None, parse_any_day(squeezed)
    if is_organ(squeezed):
        return squeezed, None
    if not MAY_HOLD_DAY.search(squeezed[-DAY_IN_BRACKETS:]):
        return None, None
    organ = ORGAN.match(squeezed)
    for cut in range(len(squeezed) - SHORTEST_DAY, max(2, len(squeezed) - DAY_IN_BRACKETS), -1):
        if organ and is_organ(squeezed[:cut]) and is_day_alone(squeezed[cut:]):
            return squeezed[:cut], parse_any_day(squeezed[cut:])
    return None, None
