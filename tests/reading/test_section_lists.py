"""What is numbered or worded like a section and is none: lists, contents, captions, other reports."""

from pathlib import Path

import pytest

from pipeline.documents import Cell, Table, parse
from pipeline.reading import sections
from tests.reading.headed import STATUTORY, TEXTS, WANTED, body, read


@pytest.mark.parametrize("item", ["第二，加强培训。", "2、明确责任。", "2.主动公开"])
def test_an_item_numbered_like_the_next_section_stays_in_its_own(item):
    headings = [STATUTORY[0], "行政机关主动公开政府信息情况", *STATUTORY[2:]]
    lines = body(headings)
    lines.insert(3, item)
    sections = read(lines)
    assert [heading for _, heading, _ in sections] == headings
    assert sections[0][2] == f"{TEXTS[0]}\n{item}"


@pytest.mark.parametrize(
    "heading",
    ["主动公开政府信息的情况", "行政机关主动公开政府信息情况", "主动公开政府信息情况（见下表）"],
)
def test_prose_numbered_like_the_sections_goes_before_none_of_them(heading):
    headings = [STATUTORY[0], heading, *STATUTORY[2:]]
    prose = [
        "一、加强组织领导。召开专题会议三次。",
        "二、信息公开安全性。严格审查。",
        "三、主动公开政府信息情况。全年公开三百条。",
        "四、依申请公开政府信息情况。收到申请两件。",
    ]
    lines = body(headings)
    lines[3:3] = prose
    sections = read(lines)
    assert [heading for _, heading, _ in sections] == headings
    assert sections[0][2] == "\n".join([TEXTS[0], *prose])


LOOSELY = ("概述", "主动公开情况", "依申请公开政府信息情况", "复议诉讼情况", "存在问题及整改措施", "其他事项")


LIST = ("基本情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "平台建设情况", "监督保障情况")


TABLE = Table(1, ((Cell("规章", 0), Cell("0", 1)),))


def with_inner_list(headings, mark, item, section=1):
    """A report with a list in a section whose items have the words of the sections; its text, and the whole."""
    inner = [
        line.format(numeral=numeral, words=words)
        for numeral, words in zip("一二三四五", LIST, strict=True)
        for line in item
    ]
    lines = body(headings, mark)
    before = lines.index(TEXTS[section - 1]) + 1
    return "\n".join([TEXTS[section - 1], *inner]), [*lines[:before], *inner, *lines[before:]]


@pytest.mark.parametrize(
    "item", [["{numeral}、{words}"], ["{numeral}、{words}", "效果较好。"], ["{numeral}、{words}。效果较好。"]]
)
@pytest.mark.parametrize("headings", [STATUTORY, LOOSELY])
@pytest.mark.parametrize("section", [1, 5])
@pytest.mark.parametrize("mark", ["{numeral}、{heading}", "第{numeral}部分 {heading}"])
def test_a_list_that_begins_at_1_again_with_the_words_of_the_sections(item, headings, section, mark):
    text, lines = with_inner_list(headings, mark, item, section)
    found = read(lines)
    assert [(number, heading) for number, heading, _ in found] == list(enumerate(headings, start=1))
    assert found[section - 1][2] == text


@pytest.mark.parametrize("mark", ["{heading}", "{digit}、{heading}"])
def test_headings_that_look_less_like_it_than_a_list_stand_above_the_tables(mark):
    text, lines = with_inner_list(STATUTORY, mark, ["{numeral}、{words}", "效果较好。"])
    of_form = [mark.format(digit=n, heading=STATUTORY[n - 1]) for n in (2, 3, 4)]
    blocks = [block for line in lines for block in ([line, TABLE] if line in of_form else [line])]
    found = sections.read(lines, ["首页", *of_form, *blocks])
    assert [(s.number, s.heading) for s in found] == list(enumerate(STATUTORY, start=1))
    assert found[0].text == text


@pytest.mark.parametrize(
    ("line", "text"), [("— 3 —", ""), ("第 3 页 共 9 页", ""), ("3", "3"), ("—3件", "—3件")]
)
def test_the_number_of_a_page_is_no_text(line, text):
    texts = (TEXTS[0], "", line, *TEXTS[3:])
    assert [found[2] for found in read(body(texts=texts))] == [TEXTS[0], "", text, *TEXTS[3:]]


@pytest.mark.parametrize("mark", ["（{numeral}）{heading}", "{digit}.{heading}", "{numeral}、{heading}"])
@pytest.mark.parametrize(
    ("section", "caption"),
    [(2, "主动公开政府信息情况"), (3, "依申请公开情况"), (4, "行政复议、行政诉讼情况"), (4, STATUTORY[3])],
)
def test_the_caption_of_a_table_replaces_no_heading(mark, section, caption):
    lines = body(mark=mark)
    heading = mark.format(numeral="一二三四五六"[section - 1], digit=section, heading=STATUTORY[section - 1])
    lines.insert(lines.index(heading) + 1, caption)
    blocks = [block for line in lines for block in ([line, TABLE] if line == caption else [line])]
    found = sections.read(lines, blocks)
    assert [(s.number, s.heading) for s in found] == list(enumerate(STATUTORY, start=1))
    assert (found[section - 2].text, found[section - 1].text) == (TEXTS[section - 2], caption)


def test_a_table_of_contents_heads_nothing():
    lines = body()
    contents = [line for line in lines if line[1] == "、"]
    blocks = [block for line in lines for block in ([line, TABLE] if line[0] in "二三四" else [line])]
    assert [
        (s.number, s.heading, s.text) for s in sections.read([*contents, *lines], [*contents, *blocks])
    ] == WANTED


@pytest.mark.parametrize(
    "label", ["一、本年新收政府信息公开申请数量", "三、本年度办理结果", "四、结转下年度继续办理"]
)
def test_rows_of_the_form_are_no_headings(label):
    lines = body()
    lines.insert(lines.index("四、政府信息公开行政复议、行政诉讼情况"), label)
    assert [(n, h) for n, h, _ in read(lines)] == list(enumerate(STATUTORY, start=1))


def test_a_list_inside_section_one_stays_inside(shared: Path):
    document = parse(next(shared.glob("corpus/snippets/s09_*")).read_bytes())
    first, second, third = sections.read(document.body)
    assert first.text.startswith("一、加强组织领导") and first.text.endswith(
        "六、政府信息公开收费及减免情况。…"
    )
    assert (second.number, third.number) == (2, 3)


def test_a_foreword_that_lists_the_sections():
    lines = body()
    lines[0] = (
        "全文包括一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况，六、其他需要报告的事项。"
    )
    assert read(lines) == WANTED


@pytest.mark.parametrize("title", [["青槐县财政局2022年政府信息公开工作年度报告"], []])
def test_a_second_report_on_the_page_belongs_to_no_section(title):
    assert read([*body(), "青槐县财政局", "2025年1月20日", *title, *body()[not title :]]) == WANTED


def test_a_list_in_the_last_section_is_no_second_report():
    items = ["一、总体情况良好", "二、收费情况", "未收费。", "三、其他", "无。"]
    assert read([*body()[:-1], *items])[-1] == (6, "其他需要报告的事项", "\n".join(items))


def test_a_list_of_contents_holds_no_sections():
    heads = [f"{numeral}、{words}" for numeral, words in zip("一二三四五六", STATUTORY, strict=True)]
    article = [line for head in heads for line in (head, f"{head[2:]}的内容。")]
    found = sections.read(["某县2023年政府信息公开工作年度报告", "目录", *heads, *article])
    assert [section.text for section in found] == [f"{words}的内容。" for words in STATUTORY]
