"""Built again, damaged, torn or killed: the same rows whatever happens, nothing published that is not whole."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pandas as pd
import pytest

from pipeline import builds
from pipeline.build import NotPublished, build
from pipeline.datasets import datasets
from pipeline.datasets.store import load
from tests.builders.report import make_report
from tests.nights import Night


def rows(folder):
    """Every row of every dataset of a build, as text, in the order of the files."""
    return {name: [str(row) for row in load(folder, name).to_pylist()] for name in datasets()}


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


@pytest.mark.parametrize("content", ["{", "null"])
def test_a_damaged_manifest_is_no_build_and_is_made_anew(copied, content):
    before = build(copied, workers=1).folder
    (before / builds.MANIFEST).write_text(content)
    assert build(copied, workers=1).folder == before
    assert builds.manifest(builds.current(copied))["build_id"] == before.name


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
