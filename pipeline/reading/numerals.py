"""Years and days in Chinese numerals or full-width digits (二〇二四年元月九日, ２０２４年), in plain digits."""

import re

_ZEROS = "〇○◯零ＯO0oОо"
_DIGITS = "一二三四五六七八九"
_YEAR = re.compile(rf"[二2][{_ZEROS}][{_ZEROS}{_DIGITS}1-9]{{2}}")
_MONTH_OR_DAY = re.compile(rf"(?:元|[一二三]?十[{_DIGITS}]?|[{_DIGITS}])(?=\s*[月日])")
_WIDE_DIGIT = re.compile("[０-９]")
_WIDE = {ord("０") + digit: str(digit) for digit in range(10)}
_PLAIN = str.maketrans(_ZEROS + _DIGITS + "元", "0" * len(_ZEROS) + "1234567891")


def years_in_digits(text: str) -> str:
    """``text`` with its digits plain, and so the years in it."""
    if _WIDE_DIGIT.search(text):
        text = text.translate(_WIDE)
    return _YEAR.sub(lambda year: year[0].translate(_PLAIN), text)


def days_in_digits(text: str) -> str:
    """As ``years_in_digits``, and months and days too."""
    return _MONTH_OR_DAY.sub(_in_digits, years_in_digits(text))


def _in_digits(number: re.Match) -> str:
    """一 to 三十九, and 元 for the first month."""
    tens, ten, ones = number[0].translate(_PLAIN).rpartition("十")
    return f"{int(tens or 1)}{ones or 0}" if ten else ones
