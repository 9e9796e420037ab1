"""Publication dates that a page gives, by where they stand; never a date that is merely somewhere on it."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from pipeline.documents import Table

DAY = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)\s*(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})|([-/.])\s*(\d{1,2})\s*\4\s*(\d{1,2}))(?!\d(?!\d:\d))"
)
"""A day; what may touch it is a time of day (``2024-01-1009:04``)."""
PUBLICATION_METAS = ("pubdate", "publishdate", "publishtime", "firstpublishedtime", "article:published_time")
LABEL = re.compile(
    r"(?:发\s*布|发\s*表|公\s*开|成\s*文|生\s*成|发\s*文|撰\s*写|上\s*传|印\s*发)\s*(?:日\s*期|时\s*间)"
    r"|(?:^|[\s\[【|])(?:日\s*期|时\s*间)(?=\s*[：:\]】])"
)
BETWEEN = re.compile(r"[\s：:\]】|]*")
CLOCK = re.compile("今天|今日|现在|星期|周[一二三四五六日]|农历")
"""Words of a date that the page shows every visitor: today's."""
BESIDE = re.compile(
    r"来\s*源|浏览|阅读|点击|访问|字\s*[体号]|作者|编辑|^\s*\d{4}\D{1,3}\d{1,2}\D{1,3}\d{1,2}[\s/日\d:.]*$"
)
NEAR_TITLE = 4
LONGEST_LINE = 300


def parse_day(text: str) -> str | None:
    """The first full date in ``text`` as an ISO day, None if there is none that exists."""
    return next(filter(None, map(_iso, DAY.finditer(text))), None)


def meta_day(metadata: dict[str, str]) -> str | None:
    return next(filter(None, (parse_day(metadata.get(name, "")) for name in PUBLICATION_METAS)), None)


def shown_day(lines: Iterable[str], titles: Collection[str] = ()) -> str | None:
    """The date that ``lines`` show with a label such as 发布日期, in the same line or the next; without a label, the
    one in a line of its own, or with words such as 来源 and 浏览, just under one of ``titles``."""
    wanted = {"".join(title.split()) for title in titles}
    label_before, under_title, unlabelled = False, NEAR_TITLE, None
    for line in lines:
        if label_before and (match := DAY.match(line)) and (day := _iso(match)):
            return day
        label_before = False
        if line.isdigit():  # most cells of the forms
            under_title += 1
            continue
        if len(line) > LONGEST_LINE or CLOCK.search(line):
            continue
        for label in LABEL.finditer(line):
            rest = BETWEEN.match(line, label.end()).end()
            if (match := DAY.match(line, rest)) and (day := _iso(match)):
                return day
            label_before = rest == len(line)
        under_title += 1
        if wanted and "".join(line.split()) in wanted:
            under_title = 0
        elif unlabelled is None and 0 < under_title <= NEAR_TITLE and BESIDE.search(line):
            unlabelled = parse_day(line)
    return unlabelled


def lines_of(block: str | Table) -> list[str]:
    """The lines a reader sees of a block: a paragraph, or the filled cells of a table."""
    if isinstance(block, str):
        return [block.strip()]
    return [text for row in block.rows for cell in row if (text := cell.text.strip())]


def _iso(match: re.Match) -> str | None:
    try:
        return date(*(int(part) for part in match.groups() if part and part.isdigit())).isoformat()
    except ValueError:
        return None
