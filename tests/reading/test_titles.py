"""Titles, in the forms that reports use, and where pages put them."""

import pytest

from pipeline.documents import parse
from pipeline.reading.attribution import attribute
from tests.reading.pages import PROSE, SECTIONS, page

FORMS = (
    "{issuer}2023年政府信息公开工作年度报告",
    "{issuer}2023年度政府信息公开工作年度报告",
    "2023年{issuer}政府信息公开工作年度报告",
    "2023年度{issuer}政府信息公开工作年度报告",
    "{issuer}2023年政府信息公开工作报告",
    "{issuer}2023年政府信息公开年度报告",
    "{issuer}2023年政务信息公开年度报告",
    "{issuer}2023年政务公开工作年度报告",
    "{issuer}2023年信息公开年报",
    "{issuer}2023年政府信息公开年报",
    "{issuer}信息公开工作年度报告（2023年）",
    "{issuer}关于2023年政府信息公开工作情况的报告",
    "关于{issuer}2023年政府信息公开工作年度报告",
    "{issuer}2023年政务信息公开工作开展年度报告",
    "{issuer} 2023 年政府信息公开工作年度报告",
    "{issuer}二〇二三年政府信息公开工作年度报告",
    "{issuer}2023年政府信息公开工作情况年度报告",
    "{issuer}2023年度政府信息公开工作总结报告",
    "《{issuer}2023年政府信息公开工作年度报告》",
    "标题：{issuer}2023年政府信息公开工作年度报告",
    "{issuer}政府信息公开2023年度报告",
    "{issuer}2023年政府信息与政务公开工作年度报告",
    "{issuer}公布2023年政府信息公开工作年度报告",
    "{issuer}政府信息公开工作二〇二三年度报告",
    "{issuer}2023年政府信息公开工作总结暨年度报告",
    "{issuer}<br>2023年政府信息公开<br>工作年度报告",
    "{issuer}政府信息公开2023年工作年度报告",
    "{issuer}政府信息公开工作年度报告(2023)",
    "{issuer}（2023年度）政府信息公开工作年度报告",
    "{issuer}2023政府信息公开工作年度报告",
    "{issuer}·2023年政府信息公开工作年度报告",
    "{issuer}关于发布2023年政府信息公开工作年度报告的公告",
    "{issuer}关于公布2023年度政府信息公开工作年度报告的公告",
    "关于发布{issuer}2023年政府信息公开工作年度报告的公告",
    "{issuer}发布关于2023年政府信息公开工作年度报告",
    "1.{issuer}2023年政府信息公开工作年度报告",
    "12、{issuer}2023年政府信息公开工作年度报告",
    "2.2023年{issuer}政府信息公开工作年度报告",
    "（1）{issuer}2023年政府信息公开工作年度报告",
    "一、{issuer}2023年政府信息公开工作年度报告",
    "①{issuer}2023年政府信息公开工作年度报告",
    "附件1：{issuer}2023年政府信息公开工作年度报告",
)
YEARS = ("2023", "２０２３", "二〇二三", "二○二三", "二O二三", "二零二三")
BROKEN = ("", "\xa0", "\u3000", "\u200b", " \n ", "<br>", "</span><span>")
ISSUERS = (
    "青槐县人民政府",
    "青槐县财政局",
    "青槐县柳河镇人民政府",
    "青槐县人民政府办公室",
    "青槐县东关街道办事处",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("issuer", ISSUERS)
def test_title_forms(form, issuer):
    found = page(form.format(issuer=issuer))
    assert (found.issuer, found.year) == (issuer, 2023)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("broken", BROKEN)
def test_titles_however_their_year_is_written_and_wherever_they_are_broken(year, broken):
    wrong = {}
    for form in FORMS:
        title = form.format(issuer=ISSUERS[1]).replace("2023", year)
        if "<br>" not in title:
            title = broken.join([title[:3], title[3:12], title[12:-3], title[-3:]])
        found = page(title)
        if (found.issuer, found.year) != (ISSUERS[1], 2023):
            wrong[title] = found
    assert not wrong


@pytest.mark.parametrize(
    "title", ["青槐县财政局2023年政府信息公开工作年度报告", "青槐县财政局-2023年政府信息公开工作年度报告"]
)
@pytest.mark.parametrize(
    "suffix", ["", "_青槐县人民政府网", "-年度报告-青槐县人民政府门户网站", " | 政府信息公开年报"]
)
def test_a_title_that_only_the_tag_has(title, suffix):
    found = page("青槐县人民政府", metas=f"<title>{title}{suffix}</title>")
    assert (found.issuer, found.year) == ("青槐县财政局", 2023)
    assert found.title == title or "-" in title


@pytest.mark.parametrize("between", ["", "<div>来源：青槐县人民政府 发布时间：2024-01-09</div>"])
@pytest.mark.parametrize(
    "title",
    [
        "<p>青槐县财政局2023年政府信息公开工作年度报告</p>",
        "<p>青槐县财政局</p><p>2023年政府信息公开工作年度报告</p>",
        "<p>青槐县财政局<br>2023年政府信息公开<br>工作年度报告</p>",
        "<div><a href=/>首页</a> | 政务公开</div><p>关于青槐县财政局2023年政府信息公开工作年度报告</p>",
    ],
)
@pytest.mark.parametrize("is_inside", [True, False])
def test_a_title_that_nothing_marks(title, between, is_inside):
    head, inside = ("", title + between) if is_inside else (title + between, "")
    markup = (
        "<html><head><title>政府信息公开年报_青槐县人民政府</title></head><body><div><a href=/>首页</a></div>"
        f"{head}<div id=zoom>{inside}{PROSE}{SECTIONS}</div></body></html>"
    )
    found = attribute(parse(markup.encode()))
    assert (found.issuer, found.year) == ("青槐县财政局", 2023)
    assert found.title.endswith("青槐县财政局2023年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    "lines",
    [
        ["青槐县财政局", "2023年政府信息公开工作年度报告"],
        ["青槐县财政局2023年", "政府信息公开工作年度报告"],
        ["二〇二三年青槐县财政局", "政府信息公开工作年度报告"],
        ["２０２３年度青槐县财政局", "政府信息公开工作年度报告"],
        ["青槐县", "财政局", "2023年政府信息公开", "工作年度报告"],
        ["青槐县财政局2023年政府信息公开工作", "年度报告", "青槐县财政局2023年政府信息公开工作年度报告"],
    ],
)
def test_titles_over_several_lines(lines):
    text = "\n".join([*lines, "", "根据条例编制。", "一、总体情况", "好。", "六、其他需要报告的事项", "无。"])
    found = attribute(parse(text.encode()))
    assert (found.issuer, found.year) == ("青槐县财政局", 2023)
