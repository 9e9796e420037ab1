"""Pages that say to be of another county's site are kept, read, and named to a person."""

from dataclasses import replace

import pandas as pd
import pytest

from crawler.finding.site_code import site_id_code
from pipeline.archive.captures import captures
from pipeline.build import build
from pipeline.building.belonging import contradicts
from pipeline.status import status
from tests.builders.report import make_report
from tests.nights import COLUMN, QINGHUAI, Night


@pytest.mark.parametrize(
    ("code", "adcode", "contradicting"),
    [
        ("3209220001", "320922", False),
        ("3209220143", "320922", False),
        ("3209000001", "320922", False),  # the prefecture's host
        ("3200000037", "320922", False),  # the province's
        ("bm20000001", "320922", False),  # a ministry's
        ("3209230001", "320922", True),  # the county beside it
        ("3301000001", "320922", True),
        ("4401000001", "320922", True),
        ("320923", "320922", True),
        ("3209230001", "", False),
        ("", "320922", False),
        (None, "320922", False),
        ("0000000000", "320922", False),
        ("1302230001", "130284", False),  # 滦县, 滦州市 since
        ("5424000001", "540602", False),  # 那曲地区, 那曲市 since
    ],
)
def test_which_codes_contradict(code, adcode, contradicting):
    assert contradicts(code, adcode) is contradicting


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ('<meta name="SiteIDCode" content="3209220001">', "3209220001"),
        ("<META content='3209220001' name=SiteIDCode />", "3209220001"),
        ('<meta name="siteidcode" content=" BM01000001 "/>', "bm01000001"),
        ('<meta name="SiteIDCode" content="">', None),
        ('<meta name="SiteIDCode" content="网站标识码">', None),
        ('<meta name="SiteName" content="3209220001">', None),
        ("<meta " * 20_000, None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_code_of_a_page(head, code, encoding):
    assert site_id_code(f"<html><head><title>县</title>{head}".encode(encoding)) == code


def test_a_page_of_another_county_is_read_and_named(tmp_path):
    """The copy of another county's report stands on a host of this one, or the home page is another county's."""
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(1, year=2023))
    with Night(tmp_path, replace(QINGHUAI, adcode="320922")) as night:
        stored = night.report(make_report(2, year=2024))
        night.unchanged(stored.url, stored, via=COLUMN)
    assert [c.site_id_code for c in captures(tmp_path, bodies=False) if c.role == "report"] == [
        "9901010001"
    ] * 3
    built = build(tmp_path, workers=1)
    documents = pd.read_parquet(built.folder / "documents").set_index("url")
    assert "SiteIDCode is 9901010001" in documents.notes[stored.url]
    assert documents.notes.notna().sum() == 1
    assert len(pd.read_parquet(built.folder / "panel")) == 2
    named = [
        entry for entry in status(tmp_path)["needs_a_person"] if entry["key"] == "foreign qinghuai 9901010001"
    ]
    assert len(named) == 1 and stored.url in named[0]["message"] and "a page says" in named[0]["message"]
