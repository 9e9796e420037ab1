"""Printed labels, as county sites spell them, to the lines of the forms."""

import pytest

from pipeline.documents import parse
from pipeline.forms import EDITIONS
from pipeline.reading.labels import roles
from pipeline.reading.tables import read_tables
from tests.builders.html import BODIES, render_html
from tests.builders.report import make_report


def keys(text, edition="2021", kind=None):
    return {role.key for role in roles(text, edition) if kind in (None, role.kind)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_printed_label_names_its_line(edition):
    for table in EDITIONS[edition].tables:
        for block in table.blocks:
            for kind, lines in (("row", block.rows), ("column", block.columns)):
                for line in lines:
                    found = {
                        role.key
                        for role in roles(line.label, edition)
                        if (role.table, role.kind) == (table.key, kind)
                    }
                    assert found == {line.key}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1、属于国家秘密", "denied_state_secret"),
        ("1．属于国家\n秘密", "denied_state_secret"),
        ("(一) 予以公开", "granted"),
        ("（二）部分公开 (区分处理的, 只计这一情形, 不计其他情形)", "granted_partial"),
        ('3. 危及"三安全一稳定"', "denied_security_stability"),
        ("2.其他法律行政止公开", "denied_legal_prohibition"),
        ("规章(县级无此项)", "rules"),
        ("规范性文件", "normative_documents"),
        (
            "规范性文件（行政机关制定发布的决定、公告、通告、意见、通知，以及标题采用“规定”“办法”等字样的公文）",
            "normative_documents",
        ),
        ("社会\n公益\n组织", "org_public_welfare"),
        ("本年发件", "issued"),
        ("2.重申请", "unprocessed_repeat"),
        ("行政许", "licensing"),
        ("现行有效件", "in_force"),
        ("二、上年结转政府信息公开申请数", "carried_in"),
    ],
)
def test_spellings_seen_on_sites(text, key):
    assert keys(text) == {key}


def test_a_cut_header_of_2019():
    assert keys("本年增/", "2019") == {"items_change"}
    assert keys("上一年项目数量 (指2019年事项数)", "2019") == {"items_prior_year"}


@pytest.mark.parametrize(
    "text", ["", "其他主动公开文件", "行政奖励", "结果", "本年", "属于工作秘密", "规则", "自然", "备注"]
)
def test_what_the_form_does_not_print_is_nothing(text):
    assert not roles(text)


@pytest.mark.parametrize(
    "text",
    [
        "上年新收政府信息公开申请数量",
        "累计新收政府信息公开申请数量",
        "不属于国家秘密",
        "结转上年度继续办理",
    ],
)
def test_what_turns_the_meaning_of_a_label_is_no_slip(text):
    assert not keys(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [("本机关未掌握相关政府信息", "unable_not_held"), ("无现成信息需要另行制作", "unable_needs_creation")],
)
def test_another_word_for_not_turns_nothing(text, key):
    assert keys(text) == {key}


def test_a_slip_between_two_labels_is_neither():
    assert not roles("结果维正")


@pytest.mark.parametrize("text", ["其他", "其它", "3.其它", "其\n它"])
def test_the_same_words_can_be_a_row_and_a_column(text):
    assert keys(text) == {"org_other", "other_other"}


OTHERWISE = {
    "其他": "其它",
    "自然人": "个人",
    "商业企业": "企业",
    "总计": "总数",
    "一、本年新收政府信息公开申请数量": "一、本年新收",
    "二、上年结转政府信息公开申请数量": "二、上年结转",
    "（一）予以公开": "（一）同意公开",
    "1.信访举报投诉类申请": "1.信访投诉举报类申请",
    "2.重复申请": "2.重复",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.申请人无正当理由逾期不补正",
    "四、结转下年度继续办理": "四、结转下年度继续办理申请数量",
    "规章": "政府规章",
    "行政复议": "复议",
    "行政诉讼": "诉讼",
    "本年增/减": "增/减",
}


@pytest.mark.parametrize("layout", BODIES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_report_in_other_words_reads_the_same(edition, layout):
    page = render_html(make_report(f"otherwise {layout}", edition, size="dense"), layout=layout).decode()
    own = read_tables(parse(page.encode()))
    assert any(cell.state == "reported" for cell in own.cells)
    for words, others in OTHERWISE.items():
        read = read_tables(parse(page.replace(words, others).encode()))
        assert [(c.value, c.state) for c in read.cells] == [(c.value, c.state) for c in own.cells], others


@pytest.mark.parametrize(
    "text", ["本年新增", "本年新制作", "不同意公开", "企业数", "政府规定", "重复率", "复议庭", "小结"]
)
def test_short_labels_are_known_to_the_letter_alone(text):
    assert not {"new_received", "granted", "org_enterprise", "rules", "unprocessed_repeat"} & keys(text)


OTHER_TABLE = (
    "<table border=1><tr><td>案件</td><td>企业</td><td>个人</td><td>总数</td></tr>"
    "<tr><td>本年新收</td><td>41</td><td>42</td><td>83</td></tr>"
    "<tr><td>上年结转</td><td>43</td><td>44</td><td>87</td></tr>"
    "<tr><td>复议</td><td>45</td><td>46</td><td>91</td></tr></table>"
)


def test_short_labels_make_no_table_a_form():
    page = f"<html><body><p>一、总体情况</p>{OTHER_TABLE}<p>略。</p></body></html>"
    read = read_tables(parse(page.encode()))
    assert (read.editions, read.unplaced) == ({}, ())


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_table_of_short_labels_below_one_of_the_form_changes_none_of_its_cells(edition):
    page = render_html(make_report("below", edition, size="dense")).decode()
    both = read_tables(parse(page.replace("</table>", f"</table>{OTHER_TABLE}").encode()))
    own = read_tables(parse(page.encode()))
    assert [(c.value, c.state) for c in both.cells] == [(c.value, c.state) for c in own.cells]
    assert {"41", "83", "91"} <= {figure.raw for figure in both.unplaced}
