"""Figures stated in prose, with their words."""

import time

import pytest

from pipeline.reading import figures
from pipeline.report import Section


def read(text: str) -> list[tuple[str, float, str]]:
    return [(f.quote, f.value, f.unit) for f in figures.read([Section(1, "总体情况", text)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "等重点领域，主动公开政府信息共计 375 条。其中，工作动态 116 条。",
            [("主动公开政府信息共计 375 条", 375, "条"), ("工作动态 116 条", 116, "条")],
        ),
        ("公开规章13件、规范性文件60件", [("公开规章13件", 13, "件"), ("规范性文件60件", 60, "件")]),
        (
            "答复申请805件（含上年度结转申请18件）",
            [("答复申请805件", 805, "件"), ("含上年度结转申请18件", 18, "件")],
        ),
        ("公开各类信息395余条", [("公开各类信息395余条", 395, "条")]),
        ("访问量1,234,567人次", [("访问量1,234,567人次", 1234567, "人次")]),
        ("阅读量3.2万次", [("阅读量3.2万次", 32000, "次")]),
        ("收取处理费160.5964万元", [("收取处理费160.5964万元", 160.5964, "万元")]),
        ("收取３８０元", [("收取３８０元", 380, "元")]),
        ("其他处理0件", [("其他处理0件", 0, "件")]),
        ("全年共受理市民 12345 处理单 308 件", [("全年共受理市民 12345 处理单 308 件", 308, "件")]),
        ("公开信息300\n条", [("公开信息300\n条", 300, "条")]),
    ],
)
def test_figures(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月9日",
        "国办公开办函〔2021〕30号",
        "国务院令第 711 号",
        "电话：0394-5633012",
        "答复率100%",
        "20个工作日内答复",
        "第20条第1项",
        "12345热线",
        "占33.9%",
        "3个方面",
        "24小时",
        "2个月内",
        "按照第5项",
    ],
)
def test_what_is_no_count(text):
    assert read(text) == []


def test_a_gap_behind_a_number_is_passed_over_once():
    start = time.perf_counter()
    assert read("共1" + "\u3000" * 5000) == []
    assert time.perf_counter() - start < 1
