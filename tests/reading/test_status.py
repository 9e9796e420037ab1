"""What makes a document a report: the words of table 2 or 3, or most of the six heads; not those of table 4 alone."""

import re

import pytest

from pipeline.reading import read

TABLE_2 = """第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 0 | 0 | 0
行政规范性文件 | 3 | 1 | 12
"""
TABLE_4 = """行政复议 | 行政诉讼
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
1 | 0 | 0 | 0 | 1
"""
HEADS = "一、总体情况\n好。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n无。\n五、存在的主要问题及改进情况\n无。\n"


@pytest.mark.parametrize(
    ("text", "status", "reported"),
    [
        (TABLE_2, "partial", 6),
        (TABLE_4, "not_a_report", 0),
        (HEADS, "no_tables", 0),
    ],
)
def test_status(text, status, reported):
    report = read(text.encode(), "text/plain")
    assert report.status == status
    assert sum(cell.state == "reported" for cell in report.cells) == reported


def test_a_look_alike_s_title_rejects():
    page = f"<title>一图读懂2023年政府信息公开工作年度报告</title><body><pre>{TABLE_2}</pre>"
    assert read(page.encode(), "text/html; charset=utf-8").status == "not_a_report"


@pytest.mark.parametrize("title", ["关于印发《{}》的通知", "{}（附报表）"])
def test_a_title_of_a_circular_or_of_statistics_rejects_what_has_no_figures(title):
    title = title.format("青槐县人民政府2023年政府信息公开工作年度报告")
    blank = re.sub(r"\d+(?= \||$)", "", TABLE_2, flags=re.M)
    page = f"<h1>{title}</h1><pre>{{}}</pre>"
    report = read(page.format(TABLE_2).encode())
    assert (report.status, report.issuer, report.year) == ("partial", "青槐县人民政府", 2023)
    assert read(page.format(blank).encode()).status == "not_a_report"
