"""What counties do to figures and labels: small named changes that compose.

A change to a figure also says what a careful reader must make of the cell afterwards. Changes are applied in
the order of the registries, whatever the order in which they are asked for.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.builders.labels import Key

FULL_WIDTH = str.maketrans("0123456789.,-+", "０１２３４５６７８９．，－＋")


@dataclass(frozen=True)
class Printed:
    """A cell as printed, and the reading of it: value, state and unit as ``gongkai parse --json`` names them."""

    text: str
    value: int | float | None
    state: str
    unit: str | None


FigureNoise = Callable[[Printed, Key, Random], Printed]
LabelNoise = Callable[[str, Random], str]


def plus_sign(cell: Printed, key: Key, rng: Random) -> Printed:
    """本年增/减 with its sign: +3."""
    if key[2] == "items_change" and cell.value and cell.value > 0:
        return replace(cell, text=f"+{cell.text}")
    return cell


def thousands(cell: Printed, key: Key, rng: Random) -> Printed:
    """1,234 for 1234."""
    whole, point, fraction = cell.text.partition(".")
    return replace(cell, text=re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", whole) + point + fraction)


def unit_in_cell(cell: Printed, key: Key, rng: Random) -> Printed:
    """0件; money in 元 or 万元, whatever the header says."""
    if key[2] == "collected":
        yuan = Decimal(str(cell.value)) * 10_000
        if yuan == int(yuan) and rng.random() < 0.5:
            return replace(cell, text=f"{int(yuan)}元", unit="元")
    if cell.unit is None:
        printed = "元" if isinstance(cell.value, int) else "万元"
        return replace(cell, text=cell.text + printed, unit=printed)
    return replace(cell, text=cell.text + cell.unit)


def note_in_cell(cell: Printed, key: Key, rng: Random) -> Printed:
    """22（其中修订16件）: the figure is the first number."""
    if key[2] in ("issued", "in_force") and cell.value and cell.value > 1:
        return replace(cell, text=f"{cell.text}（其中修订{rng.randrange(1, int(cell.value))}件）")
    return cell


def blank_zeros(cell: Printed, key: Key, rng: Random) -> Printed:
    """Most zeros left out: a blank is not a zero."""
    if cell.value == 0 and rng.random() < 0.8:
        return Printed("", None, "blank", cell.unit)
    return cell


def dash_zeros(cell: Printed, key: Key, rng: Random) -> Printed:
    """A mark in place of most zeros."""
    if cell.value == 0 and rng.random() < 0.8:
        return Printed(rng.choice(("/", "-", "—", "——", "无", "\\")), None, "dash", cell.unit)
    return cell


def full_width_digits(cell: Printed, key: Key, rng: Random) -> Printed:
    """１２３ for 123."""
    return replace(cell, text=cell.text.translate(FULL_WIDTH))


def padded(cell: Printed, key: Key, rng: Random) -> Printed:
    """Spaces of all sorts around the figure."""
    spaces = ("", " ", "\u3000", "\u3000\u3000", "\xa0", "\xa0\u3000")
    return replace(cell, text=rng.choice(spaces) + cell.text + rng.choice(spaces))


def enumerators(label: str, rng: Random) -> str:
    """1、 1． （1） for 1."""
    return re.sub(
        r"^(\d)\.", lambda found: rng.choice(("{}、", "{}．", "（{}）", "{}. ")).format(found[1]), label
    )


def half_width_brackets(label: str, rng: Random) -> str:
    """(一) for （一）, and half-width colons and commas."""
    return label.translate(str.maketrans("（）：，", "():,"))


def other_quotes(label: str, rng: Random) -> str:
    """ "三安全一稳定" in straight or angle quotes."""
    return re.sub("“(.*?)”", rng.choice(('"{}"', "「{}」", "{}", "＂{}＂")).replace("{}", r"\1"), label)


def short_labels(label: str, rng: Random) -> str:
    """规范性文件 for 行政规范性文件."""
    return label.replace("行政规范性文件", "规范性文件")


def noted_labels(label: str, rng: Random) -> str:
    """A note of the issuer's own behind a label."""
    notes = {"规章": "(县级无此项)", "行政许可": "（含省市下放事项）", "行政处罚": "（不含简易程序）"}
    return label + notes.get(label, "")


def broken_labels(label: str, rng: Random) -> str:
    """商业 / 企业 on two lines in a narrow column."""
    return re.sub(
        "^(商业|科研|社会|法律|结果|其他|尚未|本年新|本年制|本年废|现行)(?=.)",
        lambda found: found[1] + "\n",
        label,
    )


def spaced_labels(label: str, rng: Random) -> str:
    """总 计."""
    return re.sub("总计|其他$", lambda found: "\u3000".join(found[0]), label)


FIGURE_NOISE: dict[str, FigureNoise] = {
    change.__name__: change
    for change in (
        plus_sign,
        thousands,
        unit_in_cell,
        note_in_cell,
        blank_zeros,
        dash_zeros,
        full_width_digits,
        padded,
    )
}
LABEL_NOISE: dict[str, LabelNoise] = {
    change.__name__: change
    for change in (
        enumerators,
        other_quotes,
        short_labels,
        noted_labels,
        half_width_brackets,
        broken_labels,
        spaced_labels,
    )
}
