"""Title, issuer, year and date, in the forms that reports use."""

from pathlib import Path

import pytest

from pipeline.documents import parse
from pipeline.reading.attribution import Attribution, attribute

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
PROSE = "<p>根据条例编制本报告，数据统计期限为2023年1月1日至2023年12月31日。</p>"
SECTIONS = "".join(
    f"<p>{heading}</p><p>认真贯彻落实条例，全年在门户网站发布信息三百条，其中工作动态二百条，推送两千条。</p>"
    for heading in ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
)


def page(title="", head="", before="", after="", metas="") -> Attribution:
    markup = (
        f"<html><head>{metas}</head><body><div>{before}</div><h1>{title}</h1>{head}"
        f"<div id=zoom>{PROSE}{SECTIONS}{after}</div></body></html>"
    )
    return attribute(parse(markup.encode()))


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
