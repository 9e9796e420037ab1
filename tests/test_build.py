"""The build on real archives: right rows, the same rows whatever happens, nothing published that is not whole."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from pipeline import builds
from pipeline.build import NotPublished, build
from pipeline.building.withdrawn import BadWithdrawn
from pipeline.datasets import datasets
from pipeline.datasets.store import load
from tests.builders.printing import expected_cells
from tests.builders.report import make_report
from tests.nights import COLUMN, Night, small_archive

YEARS = (2022, 2023, 2024)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """An archive and its build; not to be changed."""
    data = tmp_path_factory.mktemp("built")
    reports = small_archive(data, YEARS)
    return data, reports, build(data, workers=2)


@pytest.fixture
def copied(built, tmp_path):
    """A data folder of its own with the same archive, nothing built."""
    shutil.copytree(built[0] / "archive", tmp_path / "data" / "archive")
    return tmp_path / "data"


def rows(folder):
    """Every row of every dataset of a build, as text, in the order of the files."""
    return {name: [str(row) for row in load(folder, name).to_pylist()] for name in datasets()}


def panel(data):
    return pd.read_parquet(data / "datasets" / "panel").set_index(["issuer", "year"])


def test_every_figure_of_every_report_is_in_the_panel(built):
    data, reports, _ = built
    frame = panel(data)
    assert len(frame) == len(reports)
    for report in reports:
        for (_, row, column), printed in expected_cells(report).items():
            value = frame.loc[(report.issuer, report.year), f"{row}__{column}"]
            if printed.state == "reported":
                assert value == printed.value, (report.issuer, row, column)
            else:
                assert value is pd.NA, (report.issuer, row, column)


def test_cells_of_another_edition_are_null_in_the_panel(built):
    frame = panel(built[0])
    assert frame.loc[("白沙镇人民政府", 2022), "rules__issued"] is pd.NA
    assert frame.loc[("青槐县人民政府", 2022), "rules__newly_made"] is pd.NA


def test_reports_say_what_they_are_and_count_their_states(built):
    data, reports, result = built
    frame = pd.read_parquet(data / "datasets" / "reports")
    cells = pd.read_parquet(data / "datasets" / "cells")
    for report in reports:
        row = frame[(frame.issuer == report.issuer) & (frame.year == report.year)].iloc[0]
        assert (row.title, str(row.published_on), row.status) == (
            report.title,
            str(report.published_on),
            "complete",
        )
        assert (row.site, row.adcode, row.county, row.province) == ("qinghuai", "990101", "青槐县", "演示省")
        assert row.edition == report.edition and row.version == 1 and row.is_current
        states = cells[cells.report_id == row.report_id].state.value_counts()
        assert (row.cells_reported, row.cells_blank) == (states["reported"], states["blank"])
        assert row.build_id == result.folder.name
    failing = frame[frame.checks_failed > 0]
    assert failing[["issuer", "year"]].to_numpy().tolist() == [["青槐县人民政府", 2024]]
    kinds = dict(zip(frame.issuer, frame.issuer_kind, strict=True))
    assert kinds == {"青槐县人民政府": "county_government", "白沙镇人民政府": "township"}


def test_duckdb_reads_the_datasets(built):
    data, reports, _ = built
    query = f"SELECT count(*), count(DISTINCT report_id) FROM '{data}/datasets/cells/*.parquet' WHERE state = 'reported'"
    reported = sum(printed.state == "reported" for r in reports for printed in expected_cells(r).values())
    assert duckdb.sql(query).fetchall() == [(reported, len(reports))]


def test_current_json_is_the_truth_and_the_link_leads_to_it(built):
    data, _, result = built
    assert json.loads((data / "builds" / "current.json").read_text()) == {"build_id": result.folder.name}
    assert (data / "datasets").is_symlink() and (data / "datasets").resolve() == result.folder.resolve()


def test_nothing_new_publishes_nothing_and_is_quick(copied):
    first = build(copied, workers=2)
    stamps = {file: file.stat().st_mtime_ns for file in first.folder.rglob("*")}
    started = time.monotonic()
    second = build(copied, workers=2)
    assert time.monotonic() - started < 1
    assert (first.is_new, second.is_new, second.documents_read) == (True, False, 0)
    assert {file: file.stat().st_mtime_ns for file in first.folder.rglob("*")} == stamps


def test_full_reads_everything_again_to_the_same_rows(copied):
    first = build(copied, workers=1)
    expected = rows(first.folder)
    second = build(copied, workers=3, full=True)
    assert second.documents_read == first.documents_read == 4
    assert second.folder == first.folder and rows(second.folder) == expected


def test_the_archive_alone_gives_the_same_rows(built, copied):
    assert rows(build(copied, workers=1).folder) == rows(built[2].folder)


def test_a_deleted_or_damaged_cache_changes_nothing(built, copied):
    build(copied, workers=1)
    shutil.rmtree(copied / "builds")
    (copied / "readings.sqlite").write_bytes(
        b"this is no database, but long enough to be taken for one" * 100
    )
    again = build(copied, workers=1)
    assert again.documents_read == 4 and rows(again.folder) == rows(built[2].folder)


def flipped_byte(database):
    database.execute(
        "UPDATE readings SET report = CAST(substr(report, 1, 20) || x'00' || substr(report, 22) AS BLOB)"
    )


def other_layout(database):
    database.execute("ALTER TABLE readings RENAME COLUMN report TO reading")


@pytest.mark.parametrize("damage", [flipped_byte, other_layout])
def test_a_damaged_cache_is_set_aside_told_and_made_anew(built, copied, caplog, damage):
    build(copied, workers=1)
    with closing(sqlite3.connect(copied / "readings.sqlite")) as database, database:
        damage(database)
    shutil.rmtree(copied / "builds")
    result = build(copied, workers=1)
    assert result.documents_read == 4 and rows(result.folder) == rows(built[2].folder)
    assert "set aside" in caplog.text and (copied / "readings.damaged").exists()


def test_only_what_is_new_is_read(copied):
    build(copied, workers=1)
    with Night(copied) as night:
        night.column()
        night.report(make_report(9, year=2021))
    result = build(copied, workers=1)
    assert (result.is_new, result.documents_read, result.rows["reports"]) == (True, 1, 5)


def test_a_repaired_build_replaces_a_damaged_one(built, copied):
    first = build(copied, workers=1)
    next((first.folder / "cells").iterdir()).write_bytes(b"")
    (first.folder / "cells" / "1999-000.parquet").write_bytes(b"foreign")
    build(copied, workers=1, full=True)
    assert rows(first.folder) == rows(built[2].folder)


def test_a_torn_archive_gives_what_came_before_the_tear(copied, caplog):
    warc = next((copied / "archive").iterdir())
    warc.write_bytes(warc.read_bytes()[:-100])
    result = build(copied, workers=1)
    assert result.rows["reports"] == 3
    assert "torn" in caplog.text and not result.attention, "it is fetched again, nobody needs to look"


def test_a_record_damaged_after_it_was_written_is_named(copied):
    data = copied
    warc = next((data / "archive").iterdir())
    content = bytearray(warc.read_bytes())
    content[len(content) // 2] ^= 0xFF
    warc.write_bytes(content)
    result = build(data, workers=1)
    assert result.rows["reports"] == 3
    assert any(entry.key.startswith("archive damaged") for entry in result.new_attention)


def test_no_archive_and_an_empty_one_are_not_published(tmp_path):
    with pytest.raises(NotPublished, match="no archive"):
        build(tmp_path, workers=1)
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "gongkai-20240101T000000Z-1-00000.warc.gz").write_bytes(b"")
    with pytest.raises(NotPublished, match="no capture"):
        build(tmp_path, workers=1)
    assert not (tmp_path / "datasets").exists()


def test_a_failed_self_check_leaves_the_last_good_datasets(copied, monkeypatch):
    good = build(copied, workers=1)
    with Night(copied) as night:
        night.report(make_report(9, year=2021))
    monkeypatch.setattr(
        "pipeline.building.assembly.document_row", lambda *_: dict.fromkeys(datasets()["documents"].names)
    )
    with pytest.raises(NotPublished, match="documents"):
        build(copied, workers=1)
    assert builds.current(copied) == good.folder
    assert not list((copied / "builds").glob(".*.tmp-*"))


def test_two_builds_at_once_are_refused(copied):
    with builds.lock(copied), pytest.raises(builds.Busy):
        build(copied, workers=1)


def test_withdrawn_reports_leave_every_dataset(copied):
    build(copied, workers=1)
    township = panel(copied).loc[("白沙镇人民政府", 2022)].report_id
    own = panel(copied).loc[("青槐县人民政府", 2024)].report_id
    (copied / "withdrawn.csv").write_text(f"report_id,reason\n{township},asked to\n{own},asked to\n", "utf-8")
    folder = build(copied, workers=1).folder
    for name, dataset in datasets().items():
        if "report_id" in dataset.names:
            assert not {township, own} & set(load(folder, name)["report_id"].to_pylist()), name
    year = pd.read_parquet(folder / "county_year").set_index("year")
    assert year.loc[2022].reports == 1 and year.loc[2024].reports == 0
    assert year.loc[2024].state == "published" and "withdrawn" in year.loc[2024].reason
    assert year.loc[2024].headline_report_id is None or pd.isna(year.loc[2024].headline_report_id)


def test_a_withdrawn_id_that_no_report_has_is_told(copied):
    (copied / "withdrawn.csv").write_text("report_id,reason\nqinghuai-2024-slip,asked to\n", "utf-8")
    told = [entry for entry in build(copied, workers=1).attention if "qinghuai-2024-slip" in entry.message]
    assert len(told) == 1


@pytest.mark.parametrize("content", ["{", "null"])
def test_a_damaged_manifest_is_no_build_and_is_made_anew(copied, content):
    before = build(copied, workers=1).folder
    (before / builds.MANIFEST).write_text(content)
    assert build(copied, workers=1).folder == before
    assert builds.manifest(builds.current(copied))["build_id"] == before.name


@pytest.mark.parametrize("content", [b"id,why\nx,y\n", b"\xff\xfe\x00", b"report_id\n\x00\n\xff\n"])
def test_a_list_of_withdrawn_reports_that_cannot_be_read_stops_the_build(copied, content):
    (copied / "withdrawn.csv").write_bytes(content)
    with pytest.raises(BadWithdrawn, match=r"withdrawn\.csv"):
        build(copied, workers=1)


def test_personal_data_is_masked_in_the_public_text(tmp_path):
    report = make_report(3, year=2024)
    line = "联系人：王小明，电话0517-87654321，邮箱wang@qinghuai.gov.cn，受理12345热线12件。"
    first, *others = report.sections
    report = replace(report, sections=(replace(first, paragraphs=(*first.paragraphs, line)), *others))
    with Night(tmp_path) as night:
        night.column()
        night.report(report)
    folder = build(tmp_path, workers=1).folder
    text = str(load(folder, "sections").to_pylist()) + str(load(folder, "figures").to_pylist())
    assert "联系人：[姓名]，电话[电话]，邮箱[邮箱]，受理12345热线12件" in text
    assert not any(secret in text for secret in ("王小明", "87654321", "wang@"))


def test_documents_that_are_no_report_or_unreadable_are_documents_only(tmp_path):
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(3, year=2024))
        night.page(f"{COLUMN}news.html", "<p>关于召开会议的通知</p>".encode())
        night.page(
            f"{COLUMN}2023.pdf",
            b"%PDF-1.4\n\xff\x00 cut",
            role="attachment",
            link_text="青槐县2023年政府信息公开年报",
        )
    result = build(tmp_path, workers=1)
    frame = pd.read_parquet(result.folder / "documents").set_index("url")
    assert frame.loc[f"{COLUMN}news.html"].status == "not_a_report"
    assert frame.loc[f"{COLUMN}2023.pdf"].status == "unreadable" and frame.loc[f"{COLUMN}2023.pdf"].notes
    assert frame.report_id.notna().sum() == 1 and result.rows["reports"] == 1
    assert any("2023.pdf" in entry.message for entry in result.new_attention)
    coverage = pd.read_parquet(result.folder / "coverage").set_index("year")
    assert coverage.loc[2024].state == "published"


def test_what_is_known_needs_nobody_twice(copied):
    with Night(copied) as night:
        night.page(f"{COLUMN}x.bin", b"%PDF-1.4\n\xff\x00 cut")
    first = build(copied, workers=1)
    with Night(copied) as night:
        night.column()
    second = build(copied, workers=1)
    assert first.new_attention and second.attention and not second.new_attention


@pytest.mark.parametrize("seed", range(2))
def test_a_build_killed_anywhere_and_run_again_gives_the_same_datasets(built, copied, seed):
    rng = random.Random(seed)
    good = None
    if seed % 2:
        shutil.copytree(built[0] / "builds", copied / "builds")
        good = builds.current(copied)
        with Night(copied) as night:
            night.report(make_report(9, year=2021))
    command = [sys.executable, "-m", "pipeline.cli", "build", "--data", str(copied), "--workers", "2"]
    for _ in range(2):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.3, 1.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if good:
            frame = pd.read_parquet(builds.current(copied) / "panel")
            assert len(frame) in (4, 5)
    result = build(copied, workers=2)
    assert not list((copied / "builds").glob(".*.tmp-*"))
    if good:
        assert result.rows["reports"] == 5
    else:
        assert rows(result.folder) == rows(built[2].folder)
