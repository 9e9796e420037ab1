"""A damaged or shrunken archive, or a reader that fails, does not replace good datasets."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from pipeline import builds
from pipeline.archive.captures import archive_files, captures
from pipeline.build import NotPublished, build
from pipeline.building import attention
from pipeline.building.losses import LIMITS, Loss, losses
from pipeline.cli import main
from pipeline.reading import read
from pipeline.report import OUR_FAULT, Report
from pipeline.states import DocumentStatus
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.nights import COLUMN, Night

NIGHTS = 3


def report(number):
    return make_report(number, year=2020 + number)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Three nights, each in a file of its own, and their build; not to be changed."""
    data = tmp_path_factory.mktemp("built")
    for number in range(NIGHTS):
        with Night(data) as night:
            night.column()
            night.report(report(number))
            night.page(f"{COLUMN}notice{number}.html", "<p>关于召开会议的通知</p>".encode())
    build(data, workers=1)
    return data


@pytest.fixture
def data(built, tmp_path):
    shutil.copytree(built, tmp_path / "data", symlinks=True)
    return tmp_path / "data"


def place(data, number):
    """File and capture of a report."""
    wanted = [
        capture for capture in captures(data) if capture.role == "report" and "notice" not in capture.url
    ]
    capture = wanted[number]
    return data / "archive" / capture.warc_file, capture


def flip(data, at=0.5):
    path, capture = place(data, 1)
    content = bytearray(path.read_bytes())
    content[capture.warc_offset + int(at * capture.warc_length)] ^= 0xFF
    path.write_bytes(content)


def file_missing(data):
    archive_files(data)[1].unlink()


def file_emptied(data):
    archive_files(data)[0].write_bytes(b"")


def last_file_cut_between_records(data):
    path, capture = place(data, 2)
    path.write_bytes(path.read_bytes()[: capture.warc_offset])


def tail_torn(data):
    path, capture = place(data, 2)
    path.write_bytes(path.read_bytes()[: capture.warc_offset + 100])


def overwritten(data):
    path, capture = place(data, 0)
    content = path.read_bytes()
    end = capture.warc_offset + capture.warc_length
    path.write_bytes(content[: capture.warc_offset] + bytes(capture.warc_length) + content[end:])


DAMAGES = [flip, file_missing, file_emptied, last_file_cut_between_records, tail_torn, overwritten]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_build_that_lost_reports_is_not_published(data, damage):
    good = builds.current(data)
    files = [path.name for path in archive_files(data)]
    damage(data)
    with pytest.raises(NotPublished, match="1 of 3 reports are lost") as refused:
        build(data, workers=1)
    assert builds.current(data) == good
    said = str(refused.value)
    assert any(name in said for name in files) and "restore" in said and "--accept-loss" in said
    assert any(entry.key.startswith("loss lost") for entry in refused.value.needs)
    with pytest.raises(NotPublished):
        build(data, workers=1, full=True)


@pytest.mark.parametrize("content", [None, "{", '{"build_id": "20200101-gone"}'])
def test_what_names_the_current_build_may_be_lost_and_nothing_is_forgotten(data, content):
    good, pointer = builds.current(data), data / "builds" / builds.CURRENT
    pointer.unlink() if content is None else pointer.write_text(content)
    assert not build(data, workers=1).is_new and builds.CURRENT in os.listdir(data / "builds")
    pointer.unlink()
    flip(data)
    with pytest.raises(NotPublished, match="1 of 3 reports are lost"):
        build(data, workers=1)
    assert builds.current(data) == good


def test_a_last_build_that_is_damaged_is_told_and_the_one_before_it_compared_with(data):
    first = builds.current(data)
    with Night(data) as night:
        night.column()
    last = build(data, workers=1).folder
    for file in (last / "documents").iterdir():
        file.unlink()
        file.write_bytes(b"PAR1")
    with Night(data) as night:
        night.column()
    told = [entry.message for entry in build(data, workers=1).attention]
    assert len(told) == 1 and str(last) in told[0] and first != last
    flip(data)
    with pytest.raises(NotPublished, match="1 of 3 reports are lost"):
        build(data, workers=1)


def test_a_person_may_accept_it_once(data, capsys):
    flip(data)
    assert main(["build", "--data", str(data)]) == 3
    assert "1 of 3 reports are lost" in capsys.readouterr().err
    assert main(["build", "--data", str(data), "--accept-loss"]) == 1
    assert "reports are lost" in capsys.readouterr().out
    with Night(data) as night:
        night.column()
    assert main(["build", "--data", str(data)]) == 0


def test_what_is_fetched_again_or_restored_is_not_lost(data, built):
    flip(data)
    _, capture = place(built, 1)
    page = render_html(report(1))
    assert page == capture.body
    with Night(data) as night:
        counted = page.replace(b"</body>", "<p>您是第9999位访客</p></body>".encode())
        night.page(capture.url, counted, via=COLUMN, link_text=capture.link_text)
    result = build(data, workers=1)
    assert result.is_new and [entry.key.split()[:2] for entry in result.new_attention] == [
        ["archive", "damaged"]
    ]
    again = losses(builds.named(data, "previous"), result.folder, ())
    assert again == []


def test_a_changed_page_does_not_take_the_place_of_a_lost_one(data, built):
    """The county corrected its figures; what it said before lies in the damaged record only."""
    flip(data)
    _, capture = place(built, 1)
    with Night(data) as night:
        night.page(capture.url, render_html(make_report(99, year=2021)), via=COLUMN)
    with pytest.raises(NotPublished, match="1 of 3 reports are lost"):
        build(data, workers=1)


def test_a_missing_file_is_told_even_where_no_report_was_in_it(data):
    with Night(data) as night:
        night.column()
    build(data, workers=1)
    missing = archive_files(data)[-1]
    missing.unlink()
    told = build(data, workers=1).new_attention
    assert any(entry.key.startswith("archive missing") and missing.name in entry.message for entry in told)


def test_a_missing_file_whose_reports_were_fetched_again_keeps_no_build_from_being_published(data, built):
    missing, capture = place(data, NIGHTS - 1)
    missing.unlink()
    with pytest.raises(NotPublished, match="1 of 3 reports are lost"):
        build(data, workers=1)
    with Night(data) as night:
        night.column()
        night.report(report(NIGHTS - 1), url=capture.url)
    result = build(data, workers=1)
    assert result.rows["reports"] == NIGHTS
    assert any(missing.name in entry.message for entry in result.new_attention)


def test_withdrawn_reports_are_no_loss(data):
    (data / "archive.copy").mkdir()
    report_id = next(iter(builds_reports(data)))
    (data / "withdrawn.csv").write_text(f"report_id,reason\n{report_id},asked to\n", "utf-8")
    assert build(data, workers=1).rows["reports"] == NIGHTS - 1


def builds_reports(data):
    import pandas as pd

    return pd.read_parquet(data / "datasets" / "reports").report_id


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_limits_are_a_share_and_a_number(limit):
    assert not limit.is_passed(limit.number, of=limit.number)
    assert limit.is_passed(limit.number + 1, of=limit.number + 1)
    many = 100_000
    assert not limit.is_passed(int(many * limit.share), of=many)
    assert limit.is_passed(int(many * limit.share) + 1 + limit.number, of=many)


def test_a_reader_that_fails_on_what_it_once_read_is_not_published(tmp_path, monkeypatch):
    reports = [make_report(number, year=2015 + number) for number in range(6)]
    with Night(tmp_path) as night:
        night.column()
        for one in reports:
            night.report(one)
    good = build(tmp_path, workers=1).folder
    monkeypatch.setattr("pipeline.readings.reader_version", lambda: "another")
    monkeypatch.setattr("pipeline.building.inputs.sources_digest", lambda *_: "other sources")
    monkeypatch.setattr("pipeline.building.making.read_all", failing)
    with pytest.raises(NotPublished, match="6 of 6 reports are read as none") as refused:
        build(tmp_path, workers=1)
    assert builds.current(tmp_path) == good and len(readers(tmp_path)) == 2
    ours = [entry for entry in refused.value.needs if entry.action == attention.TRIED_AGAIN]
    assert len(ours) == 6
    monkeypatch.undo()
    monkeypatch.setattr("pipeline.building.inputs.sources_digest", lambda *_: "mended")
    assert build(tmp_path, workers=1).rows["reports"] == 6
    assert len(readers(tmp_path)) == 1, "what a reader read that is no more in use is not kept"
    monkeypatch.setattr("pipeline.building.inputs.sources_digest", lambda *_: "poorer")
    monkeypatch.setattr("pipeline.readings.reader_version", lambda: "poorer")
    monkeypatch.setattr("pipeline.building.making.read_all", reading_table_2_alone)
    with pytest.raises(NotPublished, match="6 of 6 reports have lost more than half"):
        build(tmp_path, workers=1)


def readers(data):
    with closing(sqlite3.connect(data / "readings.sqlite")) as cache:
        return {version for (version,) in cache.execute("SELECT reader_version FROM readings")}


def reading_table_2_alone(jobs, workers):
    from pipeline.building.workers import Reading
    from pipeline.readings import pack

    for job in jobs:
        report = read(job.content, job.media_type)
        cells = tuple(cell for cell in report.cells if cell.table == "proactive")
        yield Reading(job.key, pack(replace(report, cells=cells)), False)


def failing(jobs, workers):
    from pipeline.building.workers import Reading
    from pipeline.readings import pack

    failed = Report(DocumentStatus.UNREADABLE, notes=(f"{OUR_FAULT} (out of order)",))
    return [Reading(job.key, pack(failed), True) for job in jobs]


def test_a_loss_names_some_and_counts_all():
    loss = Loss("lost", tuple(f"r{number}" for number in range(9)), 90)
    assert str(loss).startswith("9 of 90 reports are lost") and str(loss).endswith("r3, r4, …")
    assert read(b"").status is DocumentStatus.UNREADABLE
