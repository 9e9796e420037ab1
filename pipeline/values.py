"""What a cell prints: a number, nothing, a mark for nothing, or words.

Nothing is repaired: digits that are not certain (parted by a space or line break, commas in odd places, raised
note numbers, characters lost), and words that leave open what they count (约12, 12万), give ``doubtful`` with the best
reading. The mark of a footnote behind a number changes nothing of it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.states import CellState

Number = int | float

UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""Characters that print nothing, for ``str.translate`` to drop."""
# Full-width ASCII and the minus signs of office programs; unlike NFKC this leaves raised digits (²) alone.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | UNSEEN
_UNITS = "亿元|百万元|万元|千元|元|件次|人次|件|条|项|个|宗|起|次|份|例"
UNIT = re.compile(_UNITS)
_MINUS = re.compile(r"[−–‐]\s*(?=\d)")
_NOTHING = re.compile(
    r"(?:[-‐‑‒–—―−─－ー_/\\∕⁄╱╲]+|无|空|没有|n/?a|不适用|不涉及|无此项|未发生)[。.]?", re.IGNORECASE
)
_FOOTNOTE = r"[\[〔](?:注\d{0,2}|\d{1,2})[\]〕]|注\d{0,2}|[①-⑳]|[*※†]{1,3}"
_NUMBER = re.compile(
    rf"(?P<digits>[+-]?\d+(?:,\d+)*(?:\.\d+)?)(?:\(?(?P<unit>{_UNITS})\)?)?(?:\(\D.*\)|{_FOOTNOTE})?[。.]?",
    re.DOTALL,
)
_OPEN = re.compile(
    r"(?:\(|大?约|将?近|超过?|不足|逾|共[计有]?|[合总小]?计|[≈~<>≤≥:=])?"
    rf"(?P<digits>[+-]?(?:\d+(?:,\d+)*(?:\.\d+)?|\.\d+))(?P<scale>[万萬亿億](?!元))?[余多来]?(?P<unit>{_UNITS})?"
    r"(?:左右|以[上下]|[,;]?其中.*|[,;)#⁰¹²³⁴-⁹]+|\(.*\))?[。.]?",
    re.DOTALL,
)
"""A number, and around it what leaves open whether it is all that is meant."""
_LIKE_NUMBER = re.compile(r"(?!\d{1,2}、$)(?=.*\d)[\dOoIl、，.,;:'‘’`\"“”+~—–-]{2,}")
"""Digits among what may stand for one or is no part of a number: 1O1, 101、; a numeral (1、) is none."""
_SCALES = {None: 1, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_PARTED = re.compile(r"(?<=[\d.,])\s+(?=[\d.,])")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[+-]?\d+(?:\.\d+)?")
_YUAN = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
_FEN = -2
"""Decimals of 元: no money is less."""
_OF_MONEY = re.compile(
    rf"(?:^|[(\[【〔:/,;、和及以为])(?:人民币)?({'|'.join(sorted(_YUAN, key=len, reverse=True))})(?=$|[)\]】〕:/,;、和及为计])"
)
_LONGEST = 200
LOST = "\ufffd"
"""Stands where characters were lost: bytes that cannot be decoded, a page that was cut."""


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's content. ``number`` is in ``unit``; ``unit`` is None unless the cell prints one.

    ``has_thousandths``: three digits stand behind a point. ``is_open``: characters are lost, or words or marks around
    the number leave open what it counts. ``is_scaled``: it is printed in 万 or 亿 of a unit that is not.
    ``ends_in_point``: of an amount, decimals may be lost.
    """

    state: CellState
    number: Decimal | None = None
    unit: str | None = None
    as_printed: Number | None = None
    has_thousandths: bool = False
    is_open: bool = False
    is_scaled: bool = False
    ends_in_point: bool = False

    def fits(self, kind: str) -> bool:
        """Whether the cell can be read in one way only: in a count ``1.234`` may be one thousand, and money is none."""
        if self.is_open:
            return False
        if kind == "amount":
            is_exact = self.unit != "元" or self.number.as_tuple().exponent >= _FEN
            return (self.unit is None or self.unit in _YUAN) and is_exact and not self.ends_in_point
        return self.unit not in _YUAN and not (self.as_printed and self.has_thousandths)

    def in_unit(self, unit: str | None) -> Number | None:
        """The number in ``unit`` (the form's): converted exactly between units of money, else as printed."""
        own = "元" if self.is_scaled else self.unit
        if own in _YUAN and unit in _YUAN and own != unit:
            return _plain(self.number * _YUAN[own] / _YUAN[unit])
        return self.as_printed


@lru_cache(maxsize=1_024)
def units_of_money(text: str) -> frozenset[str]:
    """The units of money that a label or caption names as such: 元 of 本年收费金额（单位：元）, of 单位：件、元."""
    return frozenset(_OF_MONEY.findall("".join(text.translate(_PLAIN).split())))


def seen(text: str) -> str:
    """``text`` without characters that print nothing."""
    return text if text.isprintable() else text.translate(UNSEEN)


def parse_value(text: str) -> Value:
    """Read one cell's printed text (full-width characters, NBSP, units and notes in brackets included)."""
    stripped = text.strip()
    return _parse(stripped) if len(stripped) <= _LONGEST else _WORDS


_WORDS = Value(CellState.TEXT)
_UNCERTAIN = Value(CellState.DOUBTFUL, is_open=True)


@lru_cache(maxsize=8_192)
def _parse(text: str) -> Value:
    plain = text.translate(_PLAIN).strip()
    if not plain:
        return Value(CellState.BLANK)
    if _NOTHING.fullmatch("".join(plain.split())):
        return Value(CellState.DASH)
    parted = bool(_PARTED.search(plain))
    has_lost = LOST in plain
    squeezed = "".join(_MINUS.sub("-", plain.replace(LOST, "")).split())
    plainly = _NUMBER.fullmatch(squeezed)
    match = plainly or _OPEN.fullmatch(squeezed)
    if not match or not match["digits"].isascii():
        return _UNCERTAIN if _LIKE_NUMBER.fullmatch(squeezed) else _WORDS
    digits, is_open = match["digits"], has_lost or not plainly
    certain = not parted and not is_open and _GROUPED.fullmatch(digits) and len(digits) <= 15
    scale = match["scale"] if not plainly else None
    number = Decimal(digits.replace(",", "")) * _SCALES[scale]
    return Value(
        CellState.REPORTED if certain else CellState.DOUBTFUL,
        number,
        match["unit"],
        _plain(number),
        len(digits.partition(".")[2]) == 3,
        is_open,
        scale is not None and match["unit"] is None,
        squeezed.endswith("."),
    )


def _plain(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else float(number)
