"""Any report in any format and layout under any mixture of noise reads back as printed, or flagged."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.checks import check
from pipeline.documents import parse
from pipeline.reading.editions import expected
from pipeline.reading.tables import read_tables
from tests.builders.docx import WORD_LAYOUTS, WORD_STYLES, render_docx
from tests.builders.html import BODIES, render_html
from tests.builders.identities import Failure
from tests.builders.printing import NOISES, expected_cells
from tests.builders.report import make_report
from tests.builders.styles import STYLES
from tests.builders.text import TEXT_LAYOUTS, render_text

FORMS_SEEN = [
    {"proactive": "2021", "requests": "2021", "remedies": "2021"},
    {"proactive": "2019", "requests": "2019", "remedies": "2019"},
    {"proactive": "2021", "requests": "2019", "remedies": "2021"},
]
renderers = st.one_of(
    st.builds(
        lambda layout, style: (
            lambda report, noise: render_html(report, layout=layout, style=style, noise=noise)
        ),
        st.sampled_from(list(BODIES)),
        st.sampled_from(list(STYLES)),
    ),
    st.builds(
        lambda layout: lambda report, noise: render_text(report, layout, noise=noise),
        st.sampled_from(list(TEXT_LAYOUTS)),
    ),
    st.builds(
        lambda layout, style: (
            lambda report, noise: render_docx(report, layout=layout, style=style, noise=noise)
        ),
        st.sampled_from(list(WORD_LAYOUTS)),
        st.sampled_from(list(WORD_STYLES)),
    ),
)
reports = st.builds(
    lambda seed, editions, size, blanks, breaks: make_report(
        seed, editions["proactive"], editions=editions, size=size, blanks=blanks, breaks=breaks
    ),
    st.integers(0, 10**6),
    st.sampled_from(FORMS_SEEN),
    st.sampled_from(["township", "county", "dense"]),
    st.sampled_from([0.0, 0.2, 0.9]),
    st.sampled_from([(), (), ("R1",), ("R4", "M1")]),
)
noises = st.sets(st.sampled_from(NOISES), max_size=6)
NOTHING = ("blank", "dash", "text")


def assert_as_printed_or_flagged(report, render, noise):
    page = render(report, noise)
    tables = read_tables(parse(page))
    printed = {tuple(key): cell for key, cell in expected_cells(report, noise).items()}
    found = {(cell.table, cell.row, cell.column): cell for cell in tables.cells}
    for place, cell in found.items():
        said = printed.get(place)
        if cell.state == "reported":
            assert said and cell.value == said.value, (place, cell, page.decode("utf-8", "replace"))
        elif cell.state in NOTHING:
            assert said and said.value is None, (place, cell, page.decode("utf-8", "replace"))
    failed = {
        Failure(one.check, one.table, one.row, one.column)
        for one in check(tables.cells, expected(tables.editions))
        if one.outcome == "fail" and one.check != "R5"
    }
    assert failed <= report.failures


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports, renderers, noises)
def test_any_report(report, render, noise):
    assert_as_printed_or_flagged(report, render, noise)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports, renderers, noises)
def test_many_reports(report, render, noise):
    assert_as_printed_or_flagged(report, render, noise)
