"""Reports as Word documents: every layout, mark-up, noise and variant of the format reads back, and quickly."""

import time
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.documents import parse
from pipeline.reading import read
from tests.builders.docx import WORD_LAYOUTS, WORD_STYLES, changed, render_docx
from tests.builders.noise import FIGURE_NOISE, LABEL_NOISE
from tests.builders.printing import expected_cells
from tests.builders.report import TITLE_FORMS, make_report

NOISE = [*FIGURE_NOISE, *LABEL_NOISE]
EDITIONS = [
    {"proactive": "2021", "requests": "2021", "remedies": "2021"},
    {"proactive": "2019", "requests": "2019", "remedies": "2019"},
    {"proactive": "2021", "requests": "2019", "remedies": "2021"},
]


def assert_reads_back(report, content, noise=()):
    found = read(content)
    expected = {tuple(key): (cell.value, cell.state) for key, cell in expected_cells(report, noise).items()}
    assert {(cell.table, cell.row, cell.column): (cell.value, cell.state) for cell in found.cells} == expected
    assert found.table_editions == report.editions
    assert not found.unplaced
    assert [(part.number, part.text) for part in found.sections] == [
        (part.number, "\n".join(part.paragraphs)) for part in report.sections
    ]
    assert (found.issuer, found.year) == (report.issuer, report.year)
    assert found.published_on == report.published_on.isoformat()


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("layout", WORD_LAYOUTS)
def test_every_layout(layout, edition):
    report = make_report(f"word {layout}", edition, blanks=0.2)
    assert_reads_back(report, render_docx(report, layout=layout))


@pytest.mark.parametrize("style", WORD_STYLES)
def test_every_markup(style):
    report = make_report(f"word {style}", blanks=0.2)
    assert_reads_back(report, render_docx(report, style=style))


@pytest.mark.parametrize("form", TITLE_FORMS)
def test_every_title(form):
    report = make_report(f"word {form}", title_form=form)
    assert_reads_back(report, render_docx(report))


def test_headings_whose_numerals_word_makes():
    report = make_report("numbered")
    assert_reads_back(report, render_docx(report, numbered=True))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10**6),
    editions=st.sampled_from(EDITIONS),
    layout=st.sampled_from(list(WORD_LAYOUTS)),
    style=st.sampled_from(list(WORD_STYLES)),
    noise=st.sets(st.sampled_from(NOISE)),
    blanks=st.sampled_from([0.0, 0.1, 0.6]),
)
def test_any_report_in_any_layout_with_any_noise(seed, editions, layout, style, noise, blanks):
    report = make_report(seed, editions["proactive"], editions=editions, blanks=blanks)
    assert_reads_back(report, render_docx(report, layout=layout, style=style, noise=noise), noise)


def test_the_official_form_has_its_cells_all_blank(shared):
    found = read((shared / "corpus" / "blank_form_2021.docx").read_bytes())
    assert found.edition == "2021"
    assert [cell.state for cell in found.cells] == ["blank"] * 200
    assert [section.number for section in found.sections] == [1, 2, 3, 4, 5, 6]


STRICT = (
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006",
        "http://purl.oclc.org/ooxml/wordprocessingml",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def test_the_variants_of_the_format():
    def to_strict(name, content):
        for usual, strict in STRICT:
            content = content.replace(usual.encode(), strict.encode())
        return name, content

    def to_utf_16(name, content):
        return name, content.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    def elsewhere(name, content):
        return name.replace("word/document", "word\\Document2"), content.replace(
            b"document.xml", b"document2.xml"
        )

    report = make_report("variants")
    content = render_docx(report)
    for change in (to_strict, to_utf_16, elsewhere):
        assert_reads_back(report, changed(content, change))


@pytest.mark.slow  # a measure of time wants a machine with nothing else to do
def test_a_report_is_parsed_in_a_few_milliseconds():
    content = render_docx(make_report("speed"), style="cut")
    times = []
    for _ in range(60):
        started = time.process_time()
        parse(content)
        times.append(time.process_time() - started)
    assert median(times[10:]) < 0.006
