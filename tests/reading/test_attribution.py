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
