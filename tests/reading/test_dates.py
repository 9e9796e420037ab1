"""The day of publication and the year of the report, from the sources that say them."""

import pytest

from pipeline.documents import parse
from pipeline.reading.attribution import attribute
from tests.reading.pages import PROSE, SECTIONS, page


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("发布时间：2024-01-19 11:04", "2024-01-19"),
        ("发布日期：2024-01-31 09:31:14", "2024-01-31"),
        ("日期：2024-02-27 09:04:10.0", "2024-02-27"),
        ("时间：2024年01月30日 15:52", "2024-01-30"),
        ("发布日期：2024\u200b年1\u200b月\ufeff30日", "2024-01-30"),
        ("公开日期 2026年01月30日", "2026-01-30"),
        ("成文日期：2024年01月12日 17:12:21", "2024-01-12"),
        ("生成日期: 2024/01/31/ 17:33", "2024-01-31"),
        ("发表日期：2024-01-10 20:58文章来源:交通局", "2024-01-10"),
        ("[ 发文日期 ] 2024.1.10", "2024-01-10"),
        ("撰写时间：2024-1-9", "2024-01-09"),
        ("发布于 2024-01-20 10:11", "2024-01-20"),
        ("来源：本站 发布于：2024年1月20日 浏览：3", "2024-01-20"),
        ("发稿时间：2024-01-20", "2024-01-20"),
        ("【信息时间：2024-01-20 阅读次数：12】", "2024-01-20"),
        ("《青槐县信息公开办法》发布于2024年1月20日", None),
        ("来源：本站 更新时间：2024-03-01", None),
        ("来源：本站 有效期至：2029-01-20", None),
        ("发布日期：2024-01-20 更新时间：2024-03-01 来源：本站", "2024-01-20"),
        ("青槐县政府网 www.qinghuai.gov.cn 来源：本站 2024-01-28", "2024-01-28"),
        ("青槐县政府网 www.qinghuai.gov.cn 2024-01-28", "2024-01-28"),
        ("2024-01-28 10:00", "2024-01-28"),
        ("发布时间:2024-01-2809:04:10.0", "2024-01-28"),
        ("发布时间:2024-01-2809041", None),
        ("发布时间：", None),
        ("发布时间：2023-07-07", None),
        ("来源：http://www.qinghuai.gov.cn/art/2024/1/28/art_1.html", None),
        ("发布时间：2024-13-41", None),
    ],
)
def test_shown_dates(label, day):
    found = page("青槐县财政局2023年政府信息公开工作年度报告", head=f"<div>{label}</div>")
    assert found.published_on == day
    assert found.published_on_source == ("shown" if day else None)


@pytest.mark.parametrize(
    "title", ["<p>{}</p>", "<span id=lblTitle>{}</span>", "<p>青槐县财政局</p><p>2023年年报</p><p>{}</p>"]
)
@pytest.mark.parametrize("line", ["2024-01-28 来源：本站", "青槐县政府网 www.qinghuai.gov.cn 2024-01-28"])
def test_a_date_under_a_title_that_nothing_marks(title, line):
    shown = title.format("青槐县财政局2023年政府信息公开工作年度报告")
    found = page("青槐县人民政府", before="<p>2024-03-05 来源：网信办</p>", head=f"{shown}<div>{line}</div>")
    assert found.published_on == "2024-01-28"


def test_a_cell_that_names_the_issuer_is_no_title():
    head = "<table><tr><td>索引号</td><td>发布机构</td></tr><tr><td>01</td><td>青槐县财政局</td><td>2024-01-28</td></tr></table>"
    found = page(
        "青槐县财政局<br>2023年政府信息公开工作年度报告", head=head, metas="<title>青槐县财政局</title>"
    )
    assert found.published_on is None


WRITTEN = ("成文日期", "生成日期", "发文日期", "印发时间", "撰写时间")
PUBLISHED = ("发布日期", "发布时间", "发表日期", "公开日期", "上传时间")


@pytest.mark.parametrize(
    "shown",
    [
        "<table><tr><td>{0}：</td><td>{1}</td><td>{2}：</td><td>{3}</td></tr></table>",
        "<table><tr><td>{0}</td><td>{2}</td></tr><tr><td>{1}</td><td>{3}</td></tr></table>",
        "<ul><li><b>{0}：</b><span>{1}</span></li><li><b>{2}：</b><span>{3}</span></li></ul>",
        "<p>{0}：{1} {2}：{3} 来源：本站</p>",
        "<div>【{0}】{1}</div><div>【{2}】{3}</div>",
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(("written", "published"), [*zip(WRITTEN, PUBLISHED, strict=True)])
def test_the_day_of_publication_goes_before_the_day_of_writing(shown, is_first, written, published):
    both = [(written, "2024-01-12"), (published, "2024-01-19")]
    pairs = both if is_first else both[::-1]
    head = shown.format(*pairs[0], *pairs[1])
    assert page("青槐县财政局2023年政府信息公开工作年度报告", head=head).published_on == "2024-01-19"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<p>成文日期：2024-01-12</p><p>发布日期：</p>", "2024-01-12"),
        ("<p>发布日期：</p><p>成文日期：</p><p>2024-01-12</p>", "2024-01-12"),
        ("<p>成文日期：2024-01-12</p><p>日期：2024-01-19</p>", "2024-01-19"),
        ("<p>2024-01-19 10:04 来源：本站</p><p>成文日期：2024-01-12</p>", "2024-01-19"),
        ("<p>发布日期：２０２４年１月１９日</p>", "2024-01-19"),
    ],
)
def test_what_counts_without_a_day_of_publication(head, day):
    assert page("青槐县财政局2023年政府信息公开工作年度报告", head=head).published_on == day


@pytest.mark.parametrize(
    "written",
    [
        "二〇二四年一月二十九日",
        "二○二四年元月二十九日",
        "２０２４年１月２９日",
        "2024 年 1 月 29 日",
        "二〇二四年1月29日",
    ],
)
def test_the_day_of_the_signature(written):
    found = page("青槐县财政局2023年政府信息公开工作年度报告", after=f"<p>青槐县财政局</p><p>{written}</p>")
    assert (found.published_on, found.published_on_source) == ("2024-01-29", "signature")


@pytest.mark.parametrize(
    "line",
    [
        "有效期：2029-01-20",
        "公示期：2025-01-20",
        "今天是2026年11月20日",
        "现在是2026-11-20",
        "2026年11月20日 星期五",
        "2026年11月20日",
    ],
)
def test_a_day_above_the_title_of_a_page_without_menus(line):
    title = "<p>青槐县财政局2023年政府信息公开工作年度报告</p>"
    found = attribute(parse(f"<html><body><div>{line}</div>{title}{PROSE}{SECTIONS}</body></html>".encode()))
    assert (found.year, found.published_on) == (2023, None)


@pytest.mark.parametrize(
    "line", ["有效期：2029-01-20", "2026年11月20日 星期五", "截至2026年11月20日", "今天是2026年11月20日"]
)
def test_a_day_that_is_no_signature(line):
    found = page("青槐县财政局2023年政府信息公开工作年度报告", after=f"<p>青槐县财政局</p><p>{line}</p>")
    assert found.published_on is None


@pytest.mark.parametrize("line", ["（2024年1月29日）", "2024年1月29日", "（二〇二四年一月二十九日）"])
def test_a_day_under_the_title(line):
    title = "<p>青槐县财政局2023年政府信息公开工作年度报告</p>"
    found = attribute(parse(f"<html><body>{title}<p>{line}</p>{PROSE}{SECTIONS}</body></html>".encode()))
    assert found.published_on == "2024-01-29"


def test_the_order_of_sources():
    shown, signed = "<p>发布时间：2024-01-20</p>", "<p>青槐县财政局</p><p>2024年1月18日</p>"
    meta = "<meta name=PubDate content='2024-01-22 09:00'>"
    title = "青槐县财政局2023年政府信息公开工作年度报告"
    assert page(title, shown, after=signed, metas=meta).published_on_source == "meta"
    assert page(title, shown, after=signed).published_on == "2024-01-20"
    found = page(title, after=signed)
    assert (found.published_on, found.published_on_source) == ("2024-01-18", "signature")


@pytest.mark.parametrize(
    "chrome",
    [
        "今天是2026年11月21日 星期六",
        "2019年12月3日星期二",
        "欢迎您！2026-11-21",
        "<a href=x>通知</a> 2024-03-01",
    ],
)
def test_dates_of_the_chrome_are_not_the_reports(chrome):
    found = page("青槐县财政局2023年政府信息公开工作年度报告", before=chrome)
    assert found.published_on is None


def test_an_implausible_date_is_named_and_not_taken():
    found = page("青槐县财政局2023年政府信息公开工作年度报告", metas="<meta name=PubDate content=2019-07-07>")
    assert found.published_on is None
    assert found.notes == ("the meta date 2019-07-07 is before the end of 2023 and was not taken",)


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("统计期限为2022年1月1日至2022年12月31日", 2022),
        ("统计期限自 2022 年 1 月 1 日起至 12 月 31 日止", 2022),
        ("统计时间为2022年1月1日至202020年12月31日", 2022),
        ("数据的统计期限为2022.1.1-2022.12.31", 2022),
        ("统计期限为２０２２年１月１日至２０２２年１２月３１日", 2022),
        ("统计期限为二〇二二年一月一日至二〇二二年十二月三十一日", 2022),
    ],
)
def test_the_year_of_the_statistics_where_the_title_has_none(period, year):
    text = f"青槐县财政局政府信息公开工作年度报告\n本报告所列{period}。\n一、总体情况\n2022年，好。\n六、其他需要报告的事项\n无\n青槐县财政局\n2024年1月9日\n"
    assert attribute(parse(text.encode())).year == year


def test_the_title_says_the_year_whatever_the_statistics_say():
    text = "青槐县财政局2023年政府信息公开工作年度报告\n统计期限为2021年1月1日至2021年12月31日。\n一、总体情况\n2021年，好。\n"
    assert attribute(parse(text.encode())).year == 2023


def test_the_year_before_publication_is_the_last_resort():
    text = "青槐县财政局政府信息公开工作年度报告\n一、总体情况\n好。\n六、其他需要报告的事项\n无。\n青槐县财政局\n2024年1月9日\n"
    assert attribute(parse(text.encode())).year == 2023
