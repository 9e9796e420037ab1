"""What one cell prints."""

import pytest

from pipeline.values import parse_value


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("0", 0, None),
        ("　　０ ", 0, None),
        ("\xa07730.28\xa0", 7730.28, None),
        ("3,985,758", 3985758, None),
        ("１，０３６", 1036, None),
        ("+1036", 1036, None),
        ("－３", -3, None),
        ("−8", -8, None),
        ("0件", 0, "件"),
        ("137 条", 137, "条"),
        ("160.5964万元", 160.5964, "万元"),
        ("22（其中修订16件）", 22, None),
        ("55(含自然失效29件)", 55, None),
        *(
            (f"12{mark}", 12, None)
            for mark in ("①", "[1]", "［注1］", "〔1〕", "*", "＊", "※", "注1", "注", "（注①）")
        ),
        ("12件[1]", 12, "件"),
    ],
)
def test_numbers(text, number, unit):
    value = parse_value(text)
    assert (value.state, value.in_unit(unit), value.unit) == ("reported", number, unit)


@pytest.mark.parametrize("unseen", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
def test_characters_that_print_nothing_say_nothing(unseen):
    value = parse_value(f"{unseen}1{unseen}2{unseen}")
    assert (value.state, value.in_unit(None)) == ("reported", 12)
    assert parse_value(unseen).state == "blank"


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\u3000\n", "\u200b"])
def test_blank(text):
    assert parse_value(text).state == "blank"


@pytest.mark.parametrize("text", ["-", "—", "——", "－", "/", "／", "无", "N/A", "不适用", " 无 "])
def test_marks_for_nothing(text):
    assert parse_value(text).state == "dash"


@pytest.mark.parametrize("text", ["3-5", "1.2.3", "101、", "1O1", "'101", "1,,674", "—101", "5'324"])
def test_what_is_like_a_number_is_in_doubt(text):
    assert (parse_value(text).state, parse_value(text).as_printed) in (("doubtful", None), ("doubtful", 101))


@pytest.mark.parametrize(
    "text",
    [
        "按规定执行",
        "2024年",
        "①",
        "3/5",
        "1、",
        "12%",
        "第3条",
        "1.重复申请",
        "12①3",
        "x" * 5000,
    ],
)
def test_words_and_what_is_no_plain_number(text):
    value = parse_value(text)
    assert (value.state, value.number) == ("text", None)


@pytest.mark.parametrize(
    ("text", "best"), [("1 234", 1234), ("1\n2", 12), ("12,34", 1234), ("1,2345", 12345)]
)
def test_digits_that_are_not_certain_are_doubtful(text, best):
    value = parse_value(text)
    assert (value.state, value.in_unit(None)) == ("doubtful", best)


@pytest.mark.parametrize(
    ("text", "best", "unit"),
    [
        *((text, 12, None) for text in ("（12）", "(12", "约12", "近12", "共12", "合计12", "12余", "超过12")),
        *(
            (text, 12, None)
            for text in ("12左右", "12以上", "12²", "12（1）", "12，其中修订3件", "≥12", "12,")
        ),
        ("共7件", 7, "件"),
        ("约1，200件", 1200, "件"),
        ("12万", 120_000, None),
        ("约1.2万件", 12_000, "件"),
        ("３萬", 30_000, None),
        (".5", 0.5, None),
        ("1\ufffd2", 12, None),
    ],
)
@pytest.mark.parametrize("kind", ["count", "amount"])
def test_what_words_and_marks_leave_open_is_doubtful_and_no_identity_settles_it(text, best, unit, kind):
    value = parse_value(text)
    assert (value.state, value.in_unit(unit), value.unit) == ("doubtful", best, unit)
    assert not value.fits(kind)


def test_money_is_converted_exactly():
    assert parse_value("251000元").in_unit("万元") == 25.1
    assert parse_value("0.1元").in_unit("万元") == 0.00001
    assert parse_value("251000元").in_unit(None) == 251000
    assert parse_value("约12万").in_unit("万元") == 12


@pytest.mark.parametrize(
    ("text", "kind", "fits"), [("1.234", "count", False), ("1.234", "amount", True), ("0.000", "count", True)]
)
def test_a_point_before_three_digits_is_no_count(text, kind, fits):
    assert parse_value(text).fits(kind) is fits
