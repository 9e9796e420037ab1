"""Publication dates that a page gives, by where they stand; never a date that is merely somewhere on it."""

import re
from collections.abc import Iterable
from datetime import date

from pipeline.documents import Table

DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
PUBLICATION_METAS = ("pubdate", "publishdate", "publishtime", "firstpublishedtime", "article:published_time")
LABEL = re.compile(
    r"(?:发\s*布|发\s*表|公\s*开|成\s*文|生\s*成|发\s*文|撰\s*写|上\s*传|更\s*新|印\s*发)\s*(?:日\s*期|时\s*间)"
    r"|(?:^|[\s\[【|])(?:日\s*期|时\s*间)(?=\s*[：:\]】])"
)
BETWEEN = re.compile(r"[\s：:\]】|]*")
LONGEST_LINE = 300


def parse_day(text: str) -> str | None:
    """The first full date in ``text`` as an ISO day, None if there is none that exists."""
    for match in DAY.finditer(text):
        try:
            return date(*map(int, match.groups())).isoformat()
        except ValueError:
            continue
    return None


def publication_days(metadata: dict[str, str], blocks: Iterable[str | Table]) -> dict[str, str]:
    """``meta``: of the publication metas. ``shown``: next to a label such as 发布日期, in its line or cell or the next."""
    days = {}
    for name in PUBLICATION_METAS:
        day = parse_day(metadata.get(name, ""))
        if day:
            days["meta"] = day
            break
    shown = _shown(blocks)
    if shown:
        days["shown"] = shown
    return days


def _shown(blocks: Iterable[str | Table]) -> str | None:
    label_before = False
    for text in _lines(blocks):
        if label_before and (match := DAY.match(text)) and (day := parse_day(match.group())):
            return day
        label_before = False
        if len(text) > LONGEST_LINE:
            continue
        for label in LABEL.finditer(text):
            rest = text[BETWEEN.match(text, label.end()).end() :]
            if (match := DAY.match(rest)) and (day := parse_day(match.group())):
                return day
            label_before = not rest
    return None


def _lines(blocks: Iterable[str | Table]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block.strip()
        else:
            for row in block.rows:
                yield from (cell.text.strip() for cell in row if cell.text.strip())
