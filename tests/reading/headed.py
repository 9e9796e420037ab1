"""A report in paragraphs, and its sections as they should be read."""

from pipeline.reading import sections
from tests.builders.labels import HEADINGS

STATUTORY = HEADINGS["2021"]
TEXTS = ("全年公开信息三百条。", "", "", "", "一是公开不及时；下一步加强培训。", "无。")


def body(headings=STATUTORY, mark="{numeral}、{heading}", texts=TEXTS) -> list[str]:
    lines = ["本报告根据条例编制，共分六个部分。"]
    for number, (heading, text) in enumerate(zip(headings, texts, strict=True)):
        lines += [
            mark.format(numeral="一二三四五六"[number], digit=number + 1, heading=heading),
            *([text] if text else []),
        ]
    return lines


def read(lines) -> list[tuple[int, str, str]]:
    return [
        (s.number, s.heading, s.text)
        for s in sections.read([part for line in lines for part in line.split("\n")])
    ]


WANTED = [(n, h, t) for n, (h, t) in enumerate(zip(STATUTORY, TEXTS, strict=True), start=1)]
