"""Title, issuer, year and date of real reports."""

from pathlib import Path

import pytest

from pipeline.documents import parse
from pipeline.reading.attribution import Attribution, attribute


@pytest.mark.parametrize(
    ("seed", "issuer", "day"),
    [
        ("000", "川口镇人民政府", None),
        ("001", "赤眉镇人民政府", None),
        ("002", "井研县高凤镇人民政府", "2025-01-09"),
        ("003", "卞路口乡人民政府", None),
        ("004", "乐山市市中区棉竹镇人民政府", "2025-01-06"),
    ],
)
def test_seeds(shared: Path, seed: str, issuer: str, day: str | None):
    found = attribute(parse(next(shared.glob(f"seeds/{seed}_*")).read_bytes()))
    assert (found.issuer, found.year, found.published_on) == (issuer, 2024, day)


def test_shanghai(shared: Path):
    found = attribute(parse((shared / "corpus/shanghai_office_2019.html").read_bytes()))
    assert found == Attribution(
        "2019年上海市人民政府办公厅政府信息公开工作年度报告",
        "上海市人民政府办公厅",
        2019,
        "2020-01-31",
        "shown",
    )


def page(title, *paragraphs, head=""):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    heads = "<p>一、总体情况</p>{}<p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>无。</p>"
    return f"<html><head>{head}</head><body><h1>{title}</h1>{heads.format(body)}</body></html>".encode()


def attributed(*args, **options):
    return attribute(parse(page(*args, **options)))


PLANS = ("2023年，我局主动公开政府信息12条。", "2024年，我局将继续努力。", "2024年起，逐项落实。")


def test_a_year_that_was_not_over_is_that_of_the_plans():
    found = attributed("青槐县民政局政府信息公开工作年度报告", *PLANS, "青槐县民政局", "2024年1月20日")
    assert (found.year, found.published_on) == (2023, "2024-01-20")
    assert any("2023 is the one that the text names" in note for note in found.notes)


def test_the_year_before_the_day_is_noted_as_taken():
    date = '<meta name="PubDate" content="2021-05-01">'
    found = attributed("青槐县民政局政府信息公开工作年度报告", "无。", head=date)
    assert found.year == 2020
    assert any("taken as the one before 2021-05-01" in note for note in found.notes)


PERIOD = "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。"


def test_of_two_titles_the_one_of_the_period_counts():
    meta = '<meta name="ArticleTitle" content="青槐县民政局2022年政府信息公开工作年度报告">'
    found = attributed("青槐县民政局2023年政府信息公开工作年度报告", PERIOD, head=meta)
    assert (found.year, found.notes) == (2023, ())


def test_a_title_and_a_period_that_differ_are_noted():
    found = attributed("青槐县民政局2022年政府信息公开工作年度报告", PERIOD)
    assert found.year == 2022
    assert any("the title names 2022, the period of the figures 2023" in note for note in found.notes)


@pytest.mark.parametrize(
    ("title", "year", "issuer"),
    [
        ("青槐县民政局23年政府信息公开工作年度报告", 2023, "青槐县民政局"),
        ("青槐县民政局2019年-2023年政府信息公开工作年度报告", None, "青槐县民政局"),
        ("青槐县民政局2019—2023年政府信息公开工作年度报告", None, "青槐县民政局"),
        ("青槐县民政局2019年至2023年政府信息公开工作年度报告", None, "青槐县民政局"),
    ],
)
def test_short_years_and_ranges_of_years(title, year, issuer):
    found = attributed(title, "无。")
    assert (found.year, found.issuer) == (year, issuer)


@pytest.mark.parametrize(
    "other",
    [
        "<h2>青槐县教育局2022年政府信息公开工作年度报告</h2>",
        "<p class='rec-title'>青槐县教育局2022年政府信息公开工作年度报告</p>",
        "<h2>下一篇：青槐县教育局2022年政府信息公开工作年度报告</h2>",
    ],
)
def test_a_title_below_the_tables_is_that_of_another(other):
    table = "<table><tr><td>规章</td><td>1</td></tr><tr><td>行政许可</td><td>2</td></tr></table>"
    content = page("2023年政府信息公开工作年度报告", *["无。"] * 15, "青槐县民政局", "2024年1月9日").decode()
    found = attribute(parse(content.replace("</body>", f"{table}{other}</body>").encode()))
    assert (found.issuer, found.year) == ("青槐县民政局", 2023)
    assert found.notes == ("the title names no issuer; 青槐县民政局 is the first that the page names",)


def test_who_publishes_the_news_issues_no_report():
    found = attributed(
        "2023年政府信息公开工作年度报告",
        "无。",
        head='<meta name="ContentSource" content="青槐县融媒体中心">',
    )
    assert (found.issuer, found.year) == (None, 2023)


def test_a_meta_tag_that_agrees_with_nothing_on_the_page_does_not_count():
    title, other = (f"{name}2023年政府信息公开工作年度报告" for name in ("青槐县民政局", "白芦县民政局"))
    head = f'<meta name="ArticleTitle" content="{other}"><title>{title}_青槐县人民政府门户网站</title>'
    assert attributed(title, "无。", head=head).issuer == "青槐县民政局"


@pytest.mark.parametrize("before", ["2024年发布：", "公开："])
def test_what_stands_before_the_name_is_none_of_it(before):
    assert attributed(f"{before}青槐县民政局2023年政府信息公开工作年度报告", "无。").issuer == "青槐县民政局"


def test_a_period_left_from_last_year_changes_no_title():
    stale = PERIOD.replace("2023", "2022")
    other = "<title>青槐县民政局2022年政府信息公开工作年度报告</title>"
    found = attributed("青槐县民政局2023年政府信息公开工作年度报告", stale, head=other)
    assert found.year == 2023
    assert any("the period of the figures 2022" in note for note in found.notes)


def test_an_organ_of_broadcasting_issues_reports():
    title, day = "2023年政府信息公开工作年度报告", "2024年1月9日"
    head = '<meta name="ContentSource" content="青槐县文化广播电视和旅游局">'
    assert attributed(title, "无。", day, head=head).issuer == "青槐县文化广播电视和旅游局"
