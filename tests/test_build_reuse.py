"""What a build takes over from the last one: the same rows as made afresh, and nothing that was damaged."""

import pandas as pd
import pytest

from pipeline import builds
from pipeline.build import build
from pipeline.datasets import datasets
from pipeline.datasets.store import load
from tests.builders.report import make_report
from tests.nights import COLUMN, Night, small_archive

OF_2022 = "cells/2022-000.parquet"


def rows(folder):
    return {name: load(folder, name).to_pylist() for name in datasets()}


@pytest.fixture
def data(tmp_path):
    """An archive, built, and a night after it that brought a report of 2024."""
    small_archive(tmp_path)
    build(tmp_path, workers=1)
    with Night(tmp_path) as night:
        night.column()
        night.report(make_report(9, year=2024, issuer="青槐县教育局"))
    return tmp_path


def is_shared(one, other, file):
    return (one / file).stat().st_ino == (other / file).stat().st_ino


def test_years_that_are_the_same_are_taken_over_and_the_rows_are_those_of_a_full_build(data):
    first = builds.current(data)
    second = build(data, workers=1)
    assert is_shared(first, second.folder, OF_2022)
    assert not is_shared(first, second.folder, "cells/2024-000.parquet")
    found, counts = rows(second.folder), second.rows
    assert {row["build_id"] for row in found["reports"]} == {second.folder.name}
    full = build(data, workers=1, full=True)
    assert full.folder == second.folder and rows(full.folder) == found
    assert full.rows == counts == {name: len(found[name]) for name in datasets()}


def test_a_file_that_was_damaged_is_made_again(data):
    first = builds.current(data)
    whole = (first / OF_2022).read_bytes()
    (first / OF_2022).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    second = build(data, workers=1)
    assert (second.folder / OF_2022).read_bytes() == whole
    (second.folder / OF_2022).unlink()
    with Night(data) as night:
        night.column()
    third = build(data, workers=1)
    assert (third.folder / OF_2022).read_bytes() == whole


def test_another_page_with_the_same_report_changes_the_rows_of_its_year(data):
    build(data, workers=1)
    with Night(data) as night:
        night.report(make_report(1, year=2023, blanks=0.1), f"{COLUMN}copy.html")
    folder = build(data, workers=1).folder
    reports = pd.read_parquet(folder / "reports")
    assert f"{COLUMN}copy.html" in reports[reports.year == 2023].urls.iloc[0]


def test_a_withdrawn_report_leaves_the_year_it_was_taken_over_in(data):
    reports = pd.read_parquet(build(data, workers=1).folder / "reports")
    gone = reports[reports.year == 2023].report_id.iloc[0]
    (data / "withdrawn.csv").write_text(f"report_id,reason\n{gone},asked to\n", "utf-8")
    folder = build(data, workers=1).folder
    assert all(row["report_id"] != gone for row in rows(folder)["cells"])


def nights(data, number):
    """That many builds, each with something new; gives their ids."""
    ids = []
    for _ in range(number):
        with Night(data) as night:
            night.column()
        ids.append(build(data, workers=1).folder.name)
    return ids


def test_old_builds_are_removed_but_never_one_that_is_cited_or_counts(data, monkeypatch):
    monkeypatch.setattr(builds, "NEWEST_KEPT", 1)
    cited = builds.current(data).name
    (data / "builds" / "keep.txt").write_text(f"\n{cited} Wang 2027, table 3\n", "utf-8")
    ids = nights(data, 3)
    assert [build.name for build in builds.every(data)] == sorted({cited, *ids[-2:]})
    assert builds.current(data).name == ids[-1] and builds.named(data, "previous").name == ids[-2]
    assert rows(builds.named(data, cited))["cells"], "files that a removed build shared are still there"


def test_a_list_of_cited_builds_that_cannot_be_read_keeps_all(data, monkeypatch, caplog):
    monkeypatch.setattr(builds, "NEWEST_KEPT", 0)
    first = builds.current(data).name
    (data / "builds" / "keep.txt").write_bytes(b"\xff\xfe\x00")
    ids = nights(data, 2)
    assert {build.name for build in builds.every(data)} == {first, *ids}
    assert "keep.txt cannot be read" in caplog.text
