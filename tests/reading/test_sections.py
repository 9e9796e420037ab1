"""Six sections, however they are headed."""

from pathlib import Path

import pytest

from pipeline.documents import parse
from pipeline.reading import sections
from tests.reading.headed import STATUTORY, TEXTS, WANTED, body, read


@pytest.mark.parametrize("broken", [(3, 9), (3, 10), (2, 8), (4, 5), (5, 6), (0, 2), (1, 8)])
def test_a_heading_broken_over_two_paragraphs(broken):
    place, length = broken
    headings = list(STATUTORY)
    headings[place] = f"{headings[place][:length]}\n{headings[place][length:]}"
    assert read(body(headings)) == WANTED


@pytest.mark.parametrize(
    "mark",
    [
        "{numeral}、{heading}",
        "{numeral} 、{heading}",
        "{numeral}.{heading}",
        "{numeral}．{heading}",
        "{numeral} {heading}",
        "{digit}、 {heading}",
        "{digit}.{heading}",
        "　　{numeral}、{heading}",
        "{numeral}、 {heading}：",
        "{heading}",
        "第{numeral}部分 {heading}",
        "（{numeral}）{heading}",
        "{numeral}，{heading}",
        "{numeral}、\n{heading}",
    ],
)
def test_numerals(mark):
    assert read(body(mark=mark)) == WANTED


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (1, "概 述"),
        (1, "总体情况"),
        (1, "政府信息公开工作总体情况"),
        (1, "基本情况"),
        (1, "总体情况概述"),
        (2, "行政机关主动公开政府信息情况"),
        (2, "主动公开情况"),
        (2, "主动公开政府信息的情况"),
        (2, "政府信息主动公开情况"),
        (2, "主动公开政府信息情况（本部分以表格形式报告）"),
        (2, "主动公开政府信息情况统计"),
        (3, "行政机关收到和处理政府信息公开申请情况"),
        (3, "依申请公开政府信息情况"),
        (3, "政府信息公开申请情况"),
        (3, "政府信息公开申请收到和处理情况"),
        (4, "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        (4, "行政复议、行政诉讼情况"),
        (4, "复议诉讼情况"),
        (5, "存在的主要问题及改进措施"),
        (5, "存在问题及整改措施"),
        (5, "政府信息公开工作存在的主要问题及改进情况"),
        (5, "存在的主要问题和改进情况"),
        (5, "主要问题及下一步改进措施"),
        (5, "改进措施"),
        (5, "存在的问题和不足"),
        (5, "存在主要问题及下步改进措施"),
        (5, "政府信息公开存在的问题及下一步改进工作措施"),
        (6, "其他需要报告的事项"),
        (6, "其他需要报告事项"),
        (6, "需要说明的其他事项"),
        (6, "其他事项"),
    ],
)
@pytest.mark.parametrize("mark", ["{numeral}、{heading}", "{digit}、{heading}"])
def test_wordings(number, heading, mark):
    headings = [*STATUTORY[: number - 1], heading, *STATUTORY[number:]]
    assert [(n, h) for n, h, _ in read(body(headings, mark))] == list(enumerate(headings, start=1))


def test_a_heading_set_wide():
    headings = [
        *STATUTORY[:3],
        " ".join("因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        *STATUTORY[4:],
    ]
    assert [(n, h) for n, h, _ in read(body(headings))] == list(enumerate(headings, start=1))


@pytest.mark.parametrize(
    "numerals", ["一一一一一一", "一二二三四五", "二三四五六七", "一二四五六七", "一二三三五六"]
)
def test_headings_whose_own_numerals_are_wrong(numerals):
    lines = body(mark="{digit}@{heading}")
    wrong = [f"{numerals[int(line[0]) - 1]}、{line[2:]}" if line[1:2] == "@" else line for line in lines]
    assert read(wrong) == WANTED


@pytest.mark.parametrize("joint", ["。", "：", " "])
def test_text_that_runs_on_behind_its_heading(joint):
    lines = body()
    lines[-2:] = [f"六、其他需要报告的事项{joint}无。"]
    assert read(lines) == WANTED


def test_a_page_set_as_one_paragraph():
    lines = body(
        texts=("全年公开信息三百条，" * 10 + "。", "见下表。", "见下表。", "见下表。", TEXTS[4], "无。")
    )
    assert [(n, h) for n, h, _ in read(["  ".join(lines)])] == list(enumerate(STATUTORY, start=1))


def test_prose_sections_before_those_of_the_form(shared: Path):
    document = parse((shared / "corpus/shanghai_science_commission_2024.md").read_bytes())
    read_ = sections.read(document.body)
    assert [s.number for s in read_] == [1, 2, 3, 4, 5, 6]
    assert "四、政府信息公开申请情况" in read_[0].text


@pytest.mark.parametrize(
    "signature",
    [
        ["青槐县财政局", "2025年1月20日"],
        ["青槐县财政局2025年1月20日"],
        ["青槐县人民政府办公室　　2025 年 1 月 20 日"],
        ["青槐县财政局", "二〇二五年一月二十日"],
        ["2025-01-20"],
        ["青槐县财政局", "2025年1月20日 星期一"],
    ],
)
def test_the_signature_belongs_to_no_section(signature):
    assert read([*body(), *signature]) == WANTED


@pytest.mark.parametrize(
    "text", ["无", "无其他事项", "没有需要报告的事项", "我局没有收取信息处理费，也没有其他情况"]
)
def test_short_last_words_are_no_signature(text):
    assert read(body(texts=(*TEXTS[:5], text)))[-1][2] == text


@pytest.mark.parametrize(
    "lines", [[], ["首页"], ["依申请公开", "信息公开年报"], ["今天的新闻。", "一、二、三，开始。"]]
)
def test_what_is_no_report_has_no_sections(lines):
    assert read(lines) == []


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_seeds(shared: Path, seed: str):
    read_ = sections.read(parse(next(shared.glob(f"seeds/{seed}_*")).read_bytes()).body)
    assert [(s.number, s.heading) for s in read_] == list(enumerate(STATUTORY, start=1))
    assert [bool(s.text) for s in read_] == [True, False, False, False, True, True]


def test_shanghai(shared: Path):
    read_ = sections.read(parse((shared / "corpus/shanghai_office_2019.html").read_bytes()).body)
    assert [s.number for s in read_] == [1, 2, 3, 4, 5, 6]
    assert read_[0].text.startswith("（叙述从略）\n（一）主动公开方面\n2019年，通过“中国上海”")
    assert [s.text for s in read_[1:]] == [
        "",
        "",
        "",
        "（一）主要问题\n（叙述从略）\n（二）改进措施\n（叙述从略）",
        "无。",
    ]
