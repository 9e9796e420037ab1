"""What demo sites list: annual reports by issuer and year, and the pages that look like them."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import cycle

from tests.builders.report import make_report
from tests.demo.model import Entry

LOOKS = (
    {},
    {"layout": "flattened", "style": "ueditor"},
    {"style": "word", "noise": ("broken_labels",)},
    {"layout": "covered_left_out"},
    {"layout": "split", "style": "word", "noise": ("enumerators", "padded")},
    {"layout": "nested_layout", "style": "indented", "noise": ("thousands", "half_width_brackets")},
    {"layout": "misaligned_spans", "style": "font"},
)
"""Ways in which the pages of one site differ: every editor pastes as he likes."""


def edition_of(year: int) -> str:
    return "2019" if year <= 2020 else "2021"


def reports(
    issuer: str, years: Iterable[int], size: str = "department", looks: Iterable[dict] = LOOKS, **facts
) -> tuple[Entry, ...]:
    """One report a year, each carrying in what the year before carried out. ``facts`` go to ``make_report``."""
    entries, carried = [], {}
    for year, look in zip(sorted(years), cycle(looks), strict=False):
        report = make_report(
            "demo",
            edition_of(year),
            issuer=issuer,
            year=year,
            size=size,
            carried_in=carried.get(year - 1),
            **facts,
        )
        carried[year] = report.carried_out
        entries.append(Entry(report.title.replace("\n", ""), report.published_on, report, look=look))
    return tuple(entries)


def page(title: str, day: date, *paragraphs: str) -> Entry:
    return Entry(title, day, content="".join(f"<p>{line}</p>" for line in paragraphs))


def _table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def decoys(county: str, year: int) -> tuple[Entry, ...]:
    """Pages of one winter that name a report, a year or the disclosure of information, and are no report."""
    spring = date(year + 1, 1, 18)
    return (
        page(
            f"{county}人民政府网站工作年度报表（{year}年度）",
            spring,
            _table(
                ("填报单位", f"{county}人民政府办公室"),
                ("信息发布总数", "4211"),
                ("政务动态信息更新量", "2870"),
            ),
        ),
        page(
            f"{county}{year}年法治政府建设年度报告",
            spring + timedelta(days=40),
            f"{year}年，{county}把依法行政摆在突出位置，现将情况报告如下。",
            "一、总体情况",
            "全年办理行政复议案件31件，制发行政规范性文件6件。",
        ),
        page(
            f"《{county}人民政府{year}年政府信息公开工作年度报告》解读",
            spring + timedelta(days=62),
            "近日公布的年度报告分六个部分，下面就群众关心的几个数字作一说明。",
            "一、本年新收政府信息公开申请数量；二、上年结转政府信息公开申请数量。",
        ),
        page(
            f"一图读懂：{county}人民政府{year}年政府信息公开工作年度报告",
            spring + timedelta(days=63),
            '<img src="/images/yitu.png" alt="一图读懂">',
        ),
        page(
            f"关于做好{year}年度政府信息公开工作年度报告编制工作的通知",
            spring - timedelta(days=45),
            "各乡镇人民政府，县政府各部门：",
            "请于1月20日前按统一格式报送本单位年度报告，数据要前后衔接。",
        ),
        page(
            f"{county}财政局{year}年度部门决算公开",
            date(year + 1, 8, 20),
            "第一部分　单位概况",
            _table(("收入总计", "1203.55"), ("支出总计", "1203.55")),
        ),
        page(
            f"{county}{year}年上半年政府信息公开工作情况统计",
            date(year, 7, 12),
            _table(("项目", "数量"), ("本年新收政府信息公开申请数量", "12"), ("予以公开", "7")),
        ),
        page(
            f"{county}政府信息公开指南（{year}年版）",
            date(year, 3, 2),
            "为便于公民、法人和其他组织获取信息，编制本指南。",
        ),
        page(f"{county}政府信息公开保密审查制度", date(year, 3, 3), "第一条　公开信息前应当依法审查。"),
    )


def news(county: str, year: int, count: int) -> tuple[Entry, ...]:
    """Ordinary items, a few weeks apart."""
    topics = (
        "召开春耕备耕现场会",
        "调研老旧小区改造",
        "开展防汛演练",
        "举办夏季文化惠民演出",
        "检查节日市场供应",
    )
    return tuple(
        page(f"{county}{topic}", date(year, 2, 1) + timedelta(days=17 * number), f"日前，{county}{topic}。")
        for number, topic in zip(range(count), cycle(topics), strict=False)
    )


def copy_elsewhere(county: str, year: int) -> Entry:
    """A report's title whose link leads to another host."""
    return Entry(f"{county}人民政府{year}年政府信息公开工作年度报告", date(year + 1, 3, 20), offsite=True)


def newest_first(*groups: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(
        sorted((entry for group in groups for entry in group), key=lambda entry: entry.day, reverse=True)
    )
