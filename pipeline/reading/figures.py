"""Figures that the prose states: 主动公开政府信息 375 条."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.report import Figure, Section

UNITS = "亿元|万元|元|人次|件次|条次|万人次|条|件|次|篇|份|个|项|期|人|宗|起|场|名|户|家|批|册|例|处|则|幅|张|部|封|种|类|所"
NOT_A_COUNT = "月|工作日|自然日|日|小时|方面|部分|环节|季度|阶段|维度|理|室|于"
_DIGIT = "[0-9０-９]"
FIGURE = re.compile(
    rf"(?P<number>{_DIGIT}(?<![\d.．,，第〔\[-]\d)\d*(?:[,，]\d{{3}})*(?:[.．]\d+)?)\s*+(?P<scale>[万亿](?!元))?\s*+(?:余|多)?\s*+"
    rf"(?P<unit>{UNITS})(?!{NOT_A_COUNT})(?<!人(?=大|民|员|才|社|力|均))"
)
CLAUSE_START = re.compile(r"[，,。；;：:！？!?\n（()）]")
JOINING = "、和及与，,；; \u3000\xa0"
SCALES = {None: 1, "万": 10_000, "亿": 100_000_000}
PLAIN = str.maketrans({",": None, "，": None, "．": "."})
LONGEST_QUOTE = 80


def read(sections: Sequence[Section]) -> tuple[Figure, ...]:
    """Each number with a counting unit, in order, and the clause in front of it as printed.

    ``value`` is in ``unit`` (3.2万条 is 32,000 条; 万元 stays 万元). Years, days, document and telephone numbers,
    percentages and ordinals have no such unit and are left out, as are durations (20个工作日).
    """
    return tuple(figure for section in sections for figure in _figures(section))


def _figures(section: Section) -> list[Figure]:
    text = section.text
    figures = []
    previous_end = 0
    for match in FIGURE.finditer(text):
        start = _clause_start(text, previous_end, match.start())
        number = Decimal(match["number"].translate(PLAIN)) * SCALES[match["scale"]]
        value = int(number) if number == number.to_integral_value() else float(number)
        quote = text[start : match.end()].strip(JOINING)
        figures.append(Figure(section.number, quote, value, match["unit"]))
        previous_end = match.end()
    return figures


def _clause_start(text: str, floor: int, end: int) -> int:
    start = max(floor, end - LONGEST_QUOTE)
    for mark in CLAUSE_START.finditer(text, start, end):
        start = mark.end()
    return start
