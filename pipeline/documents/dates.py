"""Publication dates that a page gives, by where they stand; never a date that is merely somewhere on it."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from pipeline.documents import Table
from pipeline.values import seen

DAY = re.compile(
    r"(?<![\d./])((?:19|20|１９|２０)\d\d)\s*"
    r"(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})|([-/.])\s*(\d{1,2})\s*\4\s*(\d{1,2}))(?!\d(?!\d:\d))"
    r"(?!\s*日?\s*[至到]\s*(?:\d|次年|当年|今))"
)
"""A day, and not the first of a period; what may touch it is a time of day (``2024-01-1009:04``). A day behind a slash
is part of an address."""
PUBLICATION_METAS = ("pubdate", "publishdate", "publishtime", "firstpublishedtime", "article:published_time")
PUBLISHED, NEAR_TITLE, NEAR_LIKELY_TITLE = "published", "near title", "near likely title"
NOT_OF_REPORT = "other"
INSTEAD = ("bare", NEAR_TITLE, NEAR_LIKELY_TITLE, "written")
"""Kinds of days that count where none is labelled as that of publication, the best first."""
_WHEN = r"\s*(?:日\s*期|时\s*间)"
_BEGINS = r"(?:^|[\s\[【|])"
LABEL = re.compile(
    rf"(?P<{NOT_OF_REPORT}>(?:更\s*新|修\s*改|截\s*止|截\s*至|统\s*计|下\s*载|活\s*动|当\s*前|系\s*统){_WHEN}"
    r"|(?:有\s*效|公\s*示)\s*期\s*[至限间]?)"
    rf"|(?P<{PUBLISHED}>(?:发\s*布|发\s*表|公\s*开|公\s*布|上\s*传|上\s*网|发\s*稿){_WHEN}"
    rf"|{_BEGINS}(?:(?:发\s*布|发\s*表)\s*于|信\s*息\s*时\s*间))"
    rf"|(?P<written>(?:成\s*文|生\s*成|发\s*文|撰\s*写|印\s*发|签\s*发|制\s*发){_WHEN})"
    rf"|{_BEGINS}(?P<bare>日\s*期|时\s*间)(?=\s*[：:\]】])"
)
ENDS_LABEL = re.compile("期|间|布于|表于")
BETWEEN = re.compile(r"[\s：:\]】|]*")
TELLS_TIME = re.compile("[今现星周农]")
CLOCK = re.compile("今天|今日|现在|星期|周[一二三四五六日]|农历")
"""Words of a date that the page shows every visitor: today's."""
BESIDE = re.compile(
    r"来\s*源|\.cn\b|浏览|阅读|点击|访问|字\s*[体号]|作者|编辑|^\s*\d{4}\D{1,3}\d{1,2}\D{1,3}\d{1,2}[\s/日\d:.]*$"
)
TITLE = re.compile(r"公开[^，。：:；]{0,16}(?:报告|年报)(?:[（(][^（()）]*[）)])?[》”]?$")
FEW_LINES = 4
LONGEST_LINE = 300


def parse_day(text: str) -> str | None:
    """The first full date in ``text`` as an ISO day, None if there is none that exists."""
    return next(filter(None, map(_iso, DAY.finditer(seen(text)))), None)


def meta_day(metadata: dict[str, str]) -> str | None:
    return next(filter(None, (parse_day(metadata.get(name, "")) for name in PUBLICATION_METAS)), None)


def shown_day(lines: Iterable[str], titles: Collection[str] = ()) -> str | None:
    """The date of publication that ``lines`` show: with a label such as 发布日期, in the same line or the next; else
    with 日期 or 时间 alone; else the one without a label in a line of its own, or with words such as 来源 and 浏览,
    just under one of ``titles``, or what looks like one; else the date that the report was written (成文日期)."""
    found: dict[str, str] = {}
    for kind, day in _days(lines, {"".join(title.split()) for title in titles}):
        if kind == PUBLISHED:
            return day
        found.setdefault(kind, day)
    return next((found[kind] for kind in INSTEAD if kind in found), None)


def _days(lines: Iterable[str], titles: Collection[str]) -> Iterator[tuple[str, str]]:
    """Days with the kind of their label. Where several labels stand before several days, as in tables with a row of
    heads, they are in the same order. What looks like a title counts only where the page shows none of ``titles``."""
    waiting: list[str] = []  # labels at the ends of the lines just before
    days: list[str] = []
    under_title, near = FEW_LINES, NEAR_TITLE
    likely: list[str] = []
    for line in map(seen, lines):
        if waiting and (match := DAY.match(line)) and (day := _iso(match)):
            days.append(day)
            continue
        if days:
            yield from zip(waiting[-len(days) :], days, strict=False)
            waiting, days = [], []
        under_title += 1
        if line.isdigit() or len(line) > LONGEST_LINE or (TELLS_TIME.search(line) and CLOCK.search(line)):
            waiting = []
            continue
        labels, is_of_report = [], True
        for label in LABEL.finditer(line) if ENDS_LABEL.search(line) else ():
            rest = BETWEEN.match(line, label.end()).end()
            if (match := DAY.match(line, rest)) and (day := _iso(match)):
                yield label.lastgroup, day
                is_of_report = is_of_report and label.lastgroup != NOT_OF_REPORT
            labels = [label.lastgroup] if rest == len(line) else []
        waiting = [*waiting[-FEW_LINES:], *labels] if labels else []
        is_title = "报" in line and "".join(line.split()) in titles
        if is_title or (likely is not None and "报" in line and TITLE.search(line)):
            under_title, near = 0, NEAR_TITLE if is_title else NEAR_LIKELY_TITLE
            likely = None if is_title else likely
        elif under_title <= FEW_LINES and is_of_report and BESIDE.search(line) and (day := parse_day(line)):
            if near == NEAR_TITLE:
                yield near, day
            elif likely is not None:
                likely.append(day)
    yield from zip(waiting[-len(days) :], days, strict=False)
    yield from ((NEAR_LIKELY_TITLE, day) for day in likely or ())


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
