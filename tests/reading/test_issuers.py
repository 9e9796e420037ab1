"""The issuer by its full name, also where the title does not name it."""

import pytest

from pipeline.documents import parse
from pipeline.reading.attribution import attribute
from tests.reading.pages import SECTIONS, page


@pytest.mark.parametrize(
    ("title", "after", "issuer"),
    [
        ("川口镇人民政府信息公开工作年度报告", "", "川口镇人民政府"),
        ("牌头镇人民政府信息公开年报", "", "牌头镇人民政府"),
        (
            "棉竹镇2023年政府信息公开工作年度报告",
            "<p>乐山市市中区棉竹镇人民政府</p><p>2024年1月6日</p>",
            "乐山市市中区棉竹镇人民政府",
        ),
        ("棉竹镇2023年政府信息公开工作年度报告", "", "棉竹镇人民政府"),
        ("青槐县2023年政府信息公开工作年度报告", "", "青槐县人民政府"),
        ("青槐县政府2023年政府信息公开工作年度报告", "", "青槐县人民政府"),
        (
            "镇政府2023年信息公开工作年度报告",
            "<p>青槐县柳河镇人民政府</p><p>2024年1月6日</p>",
            "青槐县柳河镇人民政府",
        ),
        (
            "市应急局2023年政府信息公开工作年度报告",
            "<p>青槐市应急管理局</p><p>2024年1月6日</p>",
            "青槐市应急管理局",
        ),
        (
            "青槐县卫健委2023年政府信息公开工作年度报告",
            "<p>青槐县卫生健康委员会</p><p>2024年1月6日</p>",
            "青槐县卫生健康委员会",
        ),
        (
            "青槐县政府办2023年政府信息公开工作年度报告",
            "<p>青槐县人民政府办公室</p><p>2024年1月6日</p>",
            "青槐县人民政府办公室",
        ),
        ("东关街道2023年政府信息公开工作年度报告", "", "东关街道办事处"),
        (
            "青槐县人民政府2023年政府信息公开工作年度报告",
            "<p>青槐县人民政府办公室</p><p>2024年1月6日</p>",
            "青槐县人民政府",
        ),
        ("2023年政府信息公开工作年度报告", "<p>青槐县财政局</p><p>2024年1月6日</p>", "青槐县财政局"),
    ],
)
def test_the_full_name_of_the_issuer(title, after, issuer):
    assert page(title, after=after).issuer == issuer


@pytest.mark.parametrize(
    "source",
    [
        {
            "head": "<table><tr><td>发布机构</td><td>青槐县财政局</td><td>发布日期</td><td>2024-01-20</td></tr></table>"
        },
        {"head": "<p>发布机构：青槐县财政局</p>"},
        {"head": "<p>来源：青槐县财政局  发布时间：2024-01-20</p>"},
        {"head": "<p>文章来源:办公室 <span>来源：青槐县财政局</span> 浏览次数：403</p>"},
        {"metas": "<meta name=ContentSource content=青槐县财政局>"},
        {"after": "<p>青槐县财政局</p>"},
        {"metas": "<meta name=SiteName content=青槐县财政局>"},
    ],
)
def test_an_issuer_that_the_title_does_not_name(source):
    assert page("2023年政府信息公开工作年度报告", **source).issuer == "青槐县财政局"


@pytest.mark.parametrize(
    "sentence",
    [
        "根据条例规定，青槐县财政局编制本报告。",
        "本报告由青槐县财政局编制，数据截至年底。",
        "根据条例要求，现将青槐县财政局2023年政府信息公开工作年度报告公布如下。",
        "按照条例的规定，特编制青槐县财政局2023年度政府信息公开年度报告。",
        "根据条例，青槐县财政局负责编制本报告。",
    ],
)
def test_the_organ_that_compiled_the_report_goes_before_the_source_of_the_page(sentence):
    body = f"<p>来源：青槐县人民政府</p><div><p>{sentence}</p>{SECTIONS}</div>"
    found = attribute(parse(f"<html><body><h1>政府信息公开工作年度报告</h1>{body}</body></html>".encode()))
    assert found.issuer == "青槐县财政局"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("我局编制本报告。", None),
        ("县政府编制本报告。", None),
        ("青槐县委机构编制委员会办公室编制本报告。", "青槐县委机构编制委员会办公室"),
    ],
)
def test_what_compiled_the_report_is_a_name(sentence, name):
    text = f"政府信息公开工作年度报告\n根据条例，{sentence}\n一、总体情况\n好。\n六、其他需要报告的事项\n无。"
    assert attribute(parse(text.encode())).issuer == name
