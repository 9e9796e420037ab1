"""What is a report and what only looks like one: titles and pages as real sites print them."""

import pytest

from crawler.finding import judgement
from crawler.finding.judgement import Kind
from tests.crawler.walking import ARTICLE, FOLDER

TITLES = [
    "川口镇人民政府2024年政府信息公开工作年度报告",
    "沐川县发展和改革局2023年度政府信息公开工作年度报告",
    "2023年上海市某区政府信息公开工作年度报告",
    "2022年下各镇政府信息公开工作年度报告",
    "2021年度建新镇政府信息公开工作年度报告",
    "辽宁省民政厅2025年度政府信息公开工作报告",
    "大川镇2023年度政府信息公开工作报告",
    "安康市2019年政府信息公开工作报告",
    "沭阳县发展和改革局2025年政府信息公开年度报告",
    "天津市红桥区2022年政府信息公开年度报告",
    "舒兰市2020年政务公开年度报告",
    "舒兰市某局2020年政务信息公开年度报告",
    "牌头镇人民政府信息公开年报",
    "普润镇人民政府信息公开工作年度报告",
    "镇政府2022年信息公开工作年度报告",
    "肃南县2021年政府信息公开工作情况的报告",
    "西藏自治区审计厅2025年政务信息公开工作开展年度报告",
    "关于2023年政府信息公开工作年度报告",
    "2018年诸暨市牌头镇信息公开年报",
    "川口镇人民政府信息公开工作年度报告",
    "县应急局２０２３年 政府信息公开 工作年度报告（公示稿）",
    # issuers whose names hold words of look-alikes
    "清河县统计局2023年政府信息公开工作年度报告",
    "清河县市场监督管理局2023年政府信息公开工作年度报告",
    "清河县广播电视台2023年政府信息公开工作年度报告",
    "清河县培训中心2023年政府信息公开工作年度报告",
    "清河县机构编制委员会办公室2023年政府信息公开工作年度报告",
    "关于报送2023年政府信息公开工作年度报告的报告",
    "清河县审计局二〇二三年政府信息公开年度报告",
]
IN_COLUMN = [
    "清河县财政局2023年年报",
    "2023年度报告",
    "2023年年度报告（白沙镇）",
    "清河县2022年年报",
    "附件：县委宣传部2023年年度报告.docx",
    "2023年公开年度报告",
]
OTHER_SUBJECTS = [
    "清河县水务局2019年政府采购情况年度报告",
    "清河县2023年生态环境状况年度报告",
    "2022年度企业信息公示年度报告公告",
    "清河县第一中学2023年教育质量年度报告",
]
LOOK_ALIKES = [
    "清河县2023年政府网站工作年度报表",
    "清河县政府网站2023年度工作报告",
    "清河县2023年法治政府建设年度报告",
    "清河县2023年政府信息公开工作年度报告解读",
    "《2023年政府信息公开工作年度报告》图解",
    "一图读懂清河县2023年政府信息公开工作年度报告",
    "清河县2023年政府信息公开工作年度报告（图片版）",
    "动漫：2023年政府信息公开年报",
    "政府信息公开指南",
    "政府信息公开制度",
    "关于做好2023年政府信息公开工作年度报告编制和发布工作的通知",
    "2023年政府信息公开工作年度报告模板",
    "清河县2023年部门决算公开",
    "清河县2023年上半年政府信息公开工作情况报告",
    "2023年第三季度政府信息公开情况报告",
    "清河县2023年政务公开工作总结",
    "清河县2023年政务公开工作要点",
    "县政府召开2023年政府信息公开工作年度报告编制培训会",
    "清河县发布2023年政府信息公开工作年度报告",
    "清河县2023年政府工作报告",
    "清河县财政局2023年部门预算公开情况报告",
]
OTHERS = ["清河县2024年政府信息公开申请流程", "首页", "2024年工作年度报告会", "县长信箱", "清河县概况", ""]


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_reports(title):
    assert judgement.is_report_title(title)
    assert judgement.in_column(title, ARTICLE) is Kind.REPORT


@pytest.mark.parametrize("title", IN_COLUMN)
def test_titles_that_are_enough_in_a_report_column(title):
    assert judgement.in_column(title, ARTICLE) is Kind.REPORT


@pytest.mark.parametrize("title", OTHER_SUBJECTS)
def test_reports_on_other_subjects_in_a_report_column(title):
    assert judgement.in_column(title, ARTICLE) is Kind.OTHER


@pytest.mark.parametrize(
    "text", ["县长调研清河县财政局", "县政府领导赴白沙镇", "县纪委到财政局开展督查", "关于表彰县公安局"]
)
def test_news_that_ends_with_an_organ_is_no_report_of_it(text):
    assert judgement.in_column(text, ARTICLE) is Kind.OTHER


@pytest.mark.parametrize(
    "name",
    [
        "纪律检查委员会",
        "县委政策调研室",
        "县委宣传部",
        "县融媒体中心电视台",
        "清河县第一中学",
        "卫生监督检查所",
    ],
)
def test_organs_whose_names_hold_words_of_news(name):
    assert judgement.in_column(name, ARTICLE) is Kind.REPORT


@pytest.mark.parametrize("title", LOOK_ALIKES)
def test_look_alikes(title):
    assert not judgement.is_report_title(title)
    assert judgement.in_column(title, ARTICLE) is Kind.LOOK_ALIKE


@pytest.mark.parametrize("title", OTHERS)
def test_other_titles(title):
    assert not judgement.is_report_title(title)


@pytest.mark.parametrize(
    "title",
    ["清河县民政局2024年政府信息公开工作年…", "清河县人民政府办公室2024年政府信...", "清河县2024年度…"],
)
def test_titles_cut_short_in_a_report_column(title):
    assert judgement.in_column(title, ARTICLE) is Kind.REPORT
    assert not judgement.is_report_title(title)


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("清河县2024年政府信息公开工作年度报告", True),
        ("清河县人民政府2024年政府信息公开工作年度报告", True),
        ("2024年清河县政府信息公开工作年度报告", True),
        ("邢台市清河县2024年政府信息公开年报", True),
        ("2024年政府信息公开工作年度报告", True),
        ("2024年清河县人民政府信息公开年报", True),
        ("清河县人民政府关于2024年政府信息公开工作年度报告的报告", True),
        ("2024年政府信息公开年度报告（清河县人民政府）", True),
        ("2024年政府信息公开年度报告（民政局）", False),
        ("清河县民政局2024年政府信息公开工作年度报告", False),
        ("葛仙庄镇2024年政府信息公开工作年度报告", False),
    ],
)
def test_the_county_s_own_report(title, own):
    assert judgement.is_own(title, "清河县") is own


@pytest.mark.parametrize(
    "around", ["{} 2025-03-25", "2025-03-25 {}", "{}[2025/3/25]", "{} 2025-03-25 09:10", "{} 03-25"]
)
def test_the_date_of_an_entry_inside_its_link(around):
    assert judgement.in_column(around.format("白沙镇人民政府"), ARTICLE) is Kind.REPORT
    assert judgement.in_column(around.format("2023年"), FOLDER) is Kind.FOLDER
    assert judgement.year_of(around.format("清河县2023年年报")) == 2023


def test_years():
    assert judgement.year_of("清河县２０２３年报告（2022年发布）") == 2023
    assert judgement.year_of("清河县二○一九年政府信息公开年报") == 2019
    assert judgement.year_of("电话1202312") is None


HEADINGS = "一、总体情况…二、主动公开政府信息情况…三、收到和处理政府信息公开申请情况…四、政府信息公开行政复议、行政诉讼情况…"


@pytest.mark.parametrize(
    ("words", "is_report"),
    [
        (HEADINGS + "本年制发件数", True),
        ("本报告数据的统计期限自2023年1月1日起至2023年12月31日止。" + HEADINGS, True),
        (HEADINGS, False),
        ("一、本年新收政府信息公开申请数量12件；存在的主要问题", False),
        ("近日公布的年度报告分六个部分", False),
        ("", False),
    ],
)
def test_pages_that_read_as_a_report(words, is_report):
    assert judgement.reads_as_report(words) is is_report
