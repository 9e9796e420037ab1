"""Reports of known figures, rendered in the layouts of the country and read back to the cell."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.checks import check
from pipeline.documents import parse
from pipeline.reading.tables import read_tables
from tests.builders.html import BODIES, render_html
from tests.builders.identities import Failure
from tests.builders.noise import FIGURE_NOISE, LABEL_NOISE
from tests.builders.printing import expected_cells
from tests.builders.report import make_report
from tests.builders.styles import STYLES
from tests.builders.themes import ENCODINGS

EDITIONS = ("2021", "2019")
NOISE = [*FIGURE_NOISE, *LABEL_NOISE]
SHELLS = ("bare", "gkmlpt", "jcms", "oldtable", "trs", "ucap", "vsb")
FORMS_SEEN = [
    {"proactive": "2021", "requests": "2021", "remedies": "2021"},
    {"proactive": "2019", "requests": "2019", "remedies": "2019"},
    {"proactive": "2021", "requests": "2019", "remedies": "2021"},
]


def assert_reads_back(report, page, noise=()):
    tables = read_tables(parse(page))
    expected = {tuple(key): (cell.value, cell.state) for key, cell in expected_cells(report, noise).items()}
    assert {
        (cell.table, cell.row, cell.column): (cell.value, cell.state) for cell in tables.cells
    } == expected
    assert tables.editions == report.editions
    assert not tables.unplaced
    return tables


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", BODIES)
def test_every_layout(layout, edition):
    report = make_report(f"layout {layout}", edition, blanks=0.2)
    assert_reads_back(report, render_html(report, layout=layout))


@pytest.mark.parametrize("noise", NOISE)
def test_every_noise(noise):
    report = make_report(f"noise {noise}", "2019", blanks=0.1)
    assert_reads_back(report, render_html(report, noise=[noise]), [noise])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10**6),
    editions=st.sampled_from(FORMS_SEEN),
    layout=st.sampled_from(list(BODIES)),
    style=st.sampled_from(list(STYLES)),
    shell=st.sampled_from(SHELLS),
    encoding=st.sampled_from(list(ENCODINGS)),
    noise=st.sets(st.sampled_from(NOISE)),
    blanks=st.sampled_from([0.0, 0.1, 0.6]),
)
def test_any_report_in_any_layout_with_any_noise(
    seed, editions, layout, style, shell, encoding, noise, blanks
):
    report = make_report(seed, editions["proactive"], editions=editions, blanks=blanks)
    page = render_html(report, layout=layout, style=style, shell=shell, encoding=encoding, noise=noise)
    assert_reads_back(report, page, noise)


@pytest.mark.parametrize("breaks", [("R1",), ("R2",), ("R4",), ("M1",), ("R1", "R4", "M1")])
def test_what_does_not_add_up_is_reported_and_fails(breaks):
    report = make_report(f"broken {breaks}", breaks=breaks)
    tables = assert_reads_back(report, render_html(report))
    failed = {
        Failure(one.check, one.table, one.row, one.column)
        for one in check(tables.cells, tables.editions)
        if one.outcome == "fail"
    }
    assert failed == report.failures
    assert {failure.check for failure in failed} >= set(breaks)
