"""Five real reports as text and a real page: what must be read from them, to the cell."""

import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.reading import read

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the real reports are not beside the project")


def read_seed(number):
    (path,) = (SHARED / "seeds").glob(f"{number:03}_*.txt")
    return read(path.read_bytes())


@pytest.mark.parametrize(
    ("number", "issuer"),
    [
        (0, "川口镇人民政府"),
        (1, "赤眉镇人民政府"),
        (3, "卞路口乡人民政府"),
        (4, "乐山市市中区棉竹镇人民政府"),
    ],
)
def test_whole_seeds(number, issuer):
    report = read_seed(number)
    assert report.status == "complete"
    assert [(cell.value, cell.state) for cell in report.cells] == [(0, "reported")] * 200
    assert (report.issuer, report.year, report.edition) == (issuer, 2024, "2021")
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert {check.outcome for check in report.checks} == {"pass"}
    assert not report.unplaced


def test_seed_whose_rows_lost_their_labels():
    report = read_seed(2)
    assert report.status == "partial"
    reported = Counter(cell.table for cell in report.cells if cell.state == "reported")
    assert reported == {"proactive": 10, "requests": 21, "remedies": 15}
    rows = {cell.row for cell in report.cells if cell.table == "requests" and cell.state == "reported"}
    assert rows == {"new_received", "carried_in", "carried_out"}
    assert report.unplaced
    assert (report.published_on, report.published_on_source) == ("2025-01-09", "signature")
    assert report.issuer == "井研县高凤镇人民政府"


def test_page_of_2019():
    truth = json.loads((SHARED / "corpus" / "truth.json").read_text("utf-8"))["shanghai_office_2019.html"]
    report = read((SHARED / "corpus" / "shanghai_office_2019.html").read_bytes())
    found = {(cell.table, cell.row, cell.column): cell for cell in report.cells}
    assert {place: cell.value for place, cell in found.items()} == {
        tuple(cell[:3]): cell[3] for cell in truth["cells"]
    }
    assert {cell.state for cell in found.values()} == {"reported", "blank"}
    assert found["proactive", "procurement", "amount"].unit == "元"
    assert (report.issuer, report.year, report.edition) == (truth["issuer"], truth["year"], "2019")
    assert not [check for check in report.checks if check.outcome == "fail"]
