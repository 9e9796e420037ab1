"""Versions, copies and the choice among them, from nights that change, move and repeat pages."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.build import build
from pipeline.diff import diff
from pipeline.reading import read
from tests.builders.docx import render_docx
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.nights import COLUMN, QINGHUAI, Night

PAGE, OTHER = f"{COLUMN}2024/a.html", "http://qinghuai.test/zfb/b.html"
REPORT = make_report(1, year=2024)
CHANGED = make_report(2, year=2024)
"""The same issuer and year as ``REPORT``, other figures."""


def nights(data, *pages):
    """One night after the other: each a list of (url, report, look), or a function of the night."""
    for night_pages in pages:
        with Night(data) as night:
            night.column()
            for url, report, *look in night_pages:
                night.report(report, url, **(look[0] if look else {}))


def built(data):
    folder = build(data, workers=1).folder
    return [
        pd.read_parquet(folder / name).sort_values(key, ignore_index=True)
        for name, key in (
            ("reports", ["report_id", "version"]),
            ("documents", ["url", "version"]),
            ("panel", "report_id"),
        )
    ]


def test_changed_figures_at_the_same_url_are_a_new_version(tmp_path):
    nights(tmp_path, [(PAGE, REPORT)], [(PAGE, CHANGED)])
    reports, documents, panel = built(tmp_path)
    assert reports.version.tolist() == [1, 2] and reports.is_current.tolist() == [False, True]
    assert documents.version.tolist() == [1, 2] and documents.chosen.all()
    assert panel.version.tolist() == [2]
    assert panel.new_received__total[0] == CHANGED.figures["requests", "new_received", "total"]
    assert reports.first_seen.is_monotonic_increasing and reports.report_id.nunique() == 1


def test_changed_furniture_is_no_new_version(tmp_path):
    nights(
        tmp_path, [(PAGE, REPORT, {"shell": "trs"})], [(PAGE, REPORT, {"shell": "bare", "layout": "spans"})]
    )
    reports, documents, _ = built(tmp_path)
    assert reports.version.tolist() == [1]
    assert documents.version.tolist() == [1, 1] and sorted(documents.chosen) == [False, True]


def test_changed_words_of_a_section_are_a_new_version(tmp_path):
    first, *others = REPORT.sections
    longer = replace(first, paragraphs=(*first.paragraphs, "补充说明：全年举办政策解读活动十场。"))
    nights(tmp_path, [(PAGE, REPORT)], [(PAGE, replace(REPORT, sections=(longer, *others)))])
    assert built(tmp_path)[0].version.tolist() == [1, 2]


def test_the_same_report_at_several_urls_is_one_report(tmp_path):
    nights(tmp_path, [(PAGE, REPORT), (OTHER, REPORT, {"encoding": "gbk"})])
    reports, documents, _ = built(tmp_path)
    assert len(reports) == 1
    assert reports.urls[0] == f"{OTHER} {PAGE}" and reports.url[0] == PAGE
    assert dict(zip(documents.url, documents.chosen, strict=True)) == {OTHER: False, PAGE: True}


def test_the_same_bytes_at_two_urls_are_two_documents_of_one_report(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        first = night.report(REPORT, PAGE)
        night.unchanged(OTHER, first)
    reports, documents, _ = built(tmp_path)
    assert len(reports) == 1 and documents.url.tolist() == [OTHER, PAGE]
    assert documents.payload_sha256.nunique() == 1 and documents.capture_id.nunique() == 2


def test_a_poorer_copy_is_not_chosen_and_no_version(tmp_path):
    poorer = replace(REPORT, sections=REPORT.sections[:2])
    nights(tmp_path, [(OTHER, poorer)], [(PAGE, REPORT)])
    reports, documents, _ = built(tmp_path)
    assert reports.version.tolist() == [1]
    assert reports.status.tolist() == ["complete"] and reports.url.tolist() == [PAGE]
    assert len(documents) == 2


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_TABLES = re.sub(r"<table.*?</table>", "", render_html(REPORT).decode(), flags=re.DOTALL)
ATTACHED = f"{COLUMN}2024/a.docx"


def page_with_attachment(data, page):
    with Night(data) as night:
        night.column()
        night.page(PAGE, page.encode(), via=COLUMN, link_text=REPORT.title)
        return night.page(
            ATTACHED,
            render_docx(REPORT),
            role="attachment",
            via=PAGE,
            link_text="附件",
            media_type=DOCX,
        )


def page_alone_changes(data, page, attachment):
    with Night(data) as night:
        night.column()
        night.page(PAGE, page.encode(), via=COLUMN, link_text=REPORT.title)
        night.unchanged(ATTACHED, attachment, role="attachment", via=PAGE)


def test_a_page_whose_words_change_keeps_the_tables_of_its_attachment(tmp_path):
    attachment = page_with_attachment(tmp_path, NO_TABLES)
    before = built(tmp_path)[2]
    page_alone_changes(tmp_path, NO_TABLES.replace("。", "。本页更正一处文字。", 1), attachment)
    reports, documents, panel = built(tmp_path)
    assert reports.version.tolist() == [1] and reports.status.tolist() == ["complete"]
    assert panel.new_received__total[0] == before.new_received__total[0] > 0
    assert documents.report_id.notna().all() and documents.chosen.sum() == 1


def test_a_page_that_loses_its_tables_is_read_from_its_attachment(tmp_path):
    first, *others = REPORT.sections
    longer = replace(REPORT, sections=(replace(first, paragraphs=(*first.paragraphs, "另有说明。")), *others))
    attachment = page_with_attachment(tmp_path, render_html(longer).decode())
    before = build(tmp_path, workers=1).folder
    page_alone_changes(tmp_path, NO_TABLES, attachment)
    after = build(tmp_path, workers=1).folder
    reports, documents, panel = built(tmp_path)
    assert reports.version.tolist() == [1, 2] and reports.status.tolist() == ["complete"] * 2
    assert panel.version.tolist() == [2] and panel.cells_reported.tolist() == [200]
    chosen = documents[documents.chosen]
    assert dict(zip(chosen.version, chosen.url, strict=True)) == {1: PAGE, 2: ATTACHED}
    assert len(documents[documents.url == ATTACHED]) == 2
    assert reports.first_seen.is_monotonic_increasing and reports.first_seen.nunique() == 2
    assert not diff(before, after)["changed"][0]["cells"]


def test_corrected_words_are_read_though_an_older_copy_has_as_many(tmp_path):
    attachment = page_with_attachment(tmp_path, render_html(REPORT).decode())
    longer = replace(REPORT.sections[0], paragraphs=(*REPORT.sections[0].paragraphs, "更正一处文字。"))
    corrected = replace(REPORT, sections=(longer, *REPORT.sections[1:]))
    page_alone_changes(tmp_path, render_html(corrected).decode(), attachment)
    reports, *_ = built(tmp_path)
    assert reports.version.tolist() == [1, 2] and set(reports.url) == {PAGE}
    assert reports.urls[1] == f"{ATTACHED} {PAGE}"


def test_a_copy_with_other_numbers_is_not_carried_over(tmp_path):
    attachment = page_with_attachment(tmp_path, render_html(REPORT).decode())
    page_alone_changes(tmp_path, render_html(CHANGED).decode(), attachment)
    reports, _, panel = built(tmp_path)
    assert reports.urls.tolist() == [f"{ATTACHED} {PAGE}", PAGE]
    assert panel.new_received__total[0] == CHANGED.figures["requests", "new_received", "total"]


def test_a_second_url_that_catches_up_is_no_third_version(tmp_path):
    both = [(PAGE, REPORT), (OTHER, REPORT, {"encoding": "gbk"})]
    nights(tmp_path, both, [(PAGE, CHANGED)], [(OTHER, CHANGED, {"encoding": "gbk"})])
    reports, documents, _ = built(tmp_path)
    assert reports.version.tolist() == [1, 2]
    assert documents.groupby("version").url.agg(set).tolist() == [{PAGE, OTHER}, {PAGE, OTHER}]


def test_another_url_with_other_figures_is_a_version_and_named(tmp_path):
    nights(tmp_path, [(PAGE, REPORT)], [(OTHER, CHANGED)])
    result = build(tmp_path, workers=1)
    assert pd.read_parquet(result.folder / "reports").version.tolist() == [1, 2]
    assert [entry for entry in result.new_attention if OTHER in entry.message]


@pytest.mark.parametrize("look", [{}, {"encoding": "gbk"}])
def test_a_page_that_is_put_back_is_current_again(tmp_path, look):
    nights(tmp_path, [(PAGE, REPORT)], [(PAGE, CHANGED)], [(PAGE, REPORT, look)])
    reports, _, panel = built(tmp_path)
    assert reports.version.tolist() == [1, 2, 3]
    assert panel.new_received__total[0] == REPORT.figures["requests", "new_received", "total"]


def test_one_url_that_shows_each_years_report_gives_each_year(tmp_path):
    nights(tmp_path, [(PAGE, make_report(1, year=2023))], [(PAGE, REPORT)])
    reports, *_ = built(tmp_path)
    assert (
        reports.year.tolist() == [2023, 2024]
        and reports.version.tolist() == [1, 1]
        and reports.is_current.all()
    )


def test_an_attachment_takes_issuer_and_year_from_the_page_it_hangs_on(tmp_path):
    nameless = render_html(replace(REPORT, issuer="", title="附件", foreword=()), metas=False)
    told = read(nameless)
    assert told.issuer is None or told.year is None
    with Night(tmp_path) as night:
        night.column()
        night.report(REPORT, PAGE)
        night.page(OTHER, nameless, role="attachment", via=PAGE, link_text="附件")
    reports, documents, _ = built(tmp_path)
    assert len(reports) == 1 and reports.issuer[0] == REPORT.issuer
    assert len(documents) == 2 and documents.report_id.nunique() == 1


@pytest.mark.parametrize("prefix", ["", "演示省", "演示市", "演示省演示市"])
def test_the_issuer_with_or_without_what_is_above_it_is_one_issuer(tmp_path, prefix):
    nights(tmp_path, [(PAGE, REPORT)], [(OTHER, replace(REPORT, issuer=f"{prefix}{REPORT.issuer}"))])
    reports, *_ = built(tmp_path)
    assert reports.report_id.nunique() == 1


def test_a_renamed_site_keeps_its_reports_together(tmp_path):
    county = replace(REPORT, issuer="青槐县教育局")
    with Night(tmp_path, replace(QINGHUAI, name="青槐", prefecture="")) as night:
        night.report(county, PAGE)
    with Night(tmp_path) as night:
        night.report(replace(county, issuer="演示市青槐县教育局"), PAGE)
    reports, *_ = built(tmp_path)
    assert reports.report_id.nunique() == 1 and set(reports.county) == {"青槐县"}


def test_two_sites_with_one_issuer_are_two_reports(tmp_path):
    nights(tmp_path, [(PAGE, REPORT)])
    with Night(tmp_path, replace(QINGHUAI, site="other", adcode="990102")) as night:
        night.report(REPORT, OTHER)
    reports, *_ = built(tmp_path)
    assert reports.site.tolist() == ["other", "qinghuai"] and len(set(reports.org_id)) == 2
