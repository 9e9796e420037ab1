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
    ],
)
def test_numbers(text, number, unit):
    value = parse_value(text)
    assert (value.state, value.in_unit(unit), value.unit) == ("reported", number, unit)


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\u3000\n", "\u200b"])
def test_blank(text):
    assert parse_value(text).state == "blank"


@pytest.mark.parametrize("text", ["-", "—", "——", "－", "/", "／", "无", "N/A", "不适用", " 无 "])
def test_marks_for_nothing(text):
    assert parse_value(text).state == "dash"


@pytest.mark.parametrize(
    "text", ["按规定执行", "2024年", "5²", "①", "10(1)", "3-5", "1.2.3", "约20", "x" * 5000]
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


def test_money_is_converted_exactly():
    assert parse_value("251000元").in_unit("万元") == 25.1
    assert parse_value("0.1元").in_unit("万元") == 0.00001
    assert parse_value("251000元").in_unit(None) == 251000


@pytest.mark.parametrize(
    ("text", "kind", "fits"), [("1.234", "count", False), ("1.234", "amount", True), ("0.000", "count", True)]
)
def test_a_point_before_three_digits_is_no_count(text, kind, fits):
    assert parse_value(text).fits(kind) is fits
