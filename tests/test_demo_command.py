"""``gongkai demo`` and ``gongkai nightly``: whole nights on the demo sites, from HTTP to Parquet."""

import json
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from tests.calls import start
from tests.demo import DemoSites
from tests.demo.sites import all_sites

SOME = {"wangxi", "refuses"}
"""A site whose list has pages and that publishes late, and one that fails."""


@pytest.fixture(scope="module")
def demo_night(tmp_path_factory):
    data = tmp_path_factory.mktemp("demo") / "demo-data"
    return data, start("demo", "--data", data)


def test_the_demo_finds_every_report_and_reads_every_figure(demo_night):
    data, done = demo_night
    assert done.returncode == 0, done.stderr
    reports = len(pd.read_parquet(data / "datasets" / "documents").query("report_id.notna()"))
    assert f"found {reports} of the {reports} pages" in done.stdout
    assert ", 0 wrong" in done.stdout
    for word in ("missed", "look-alike:", "unexpected"):
        assert word not in done.stdout


def test_the_demo_says_how_to_load_the_data(demo_night):
    _, done = demo_night
    lines = [line.strip() for line in done.stdout.splitlines()]
    code = lines[lines.index("import pandas as pd") :]
    assert len(code) == 4
    ran = subprocess.run([sys.executable, "-c", "\n".join(code)], capture_output=True, text=True)
    assert ran.returncode == 0 and "2024" in ran.stdout


def test_the_demo_starts_afresh_but_never_in_a_folder_of_something_else(demo_night, tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    done = start("demo", "--data", tmp_path)
    assert done.returncode == 2 and (tmp_path / "thesis.docx").exists()


def test_the_archive_alone_gives_the_same_datasets(demo_night, tmp_path):
    data, _ = demo_night
    shutil.copytree(data / "archive", tmp_path / "archive")
    assert start("build", "--data", tmp_path, "--full").returncode in (0, 1)
    for folder in sorted((data / "datasets").resolve().iterdir()):
        if folder.is_dir():
            again = pd.read_parquet(tmp_path / "datasets" / folder.name)
            pd.testing.assert_frame_equal(again, pd.read_parquet(folder))


def test_failing_hosts_are_states_of_coverage(demo_night):
    data, _ = demo_night
    coverage = pd.read_parquet(data / "datasets" / "coverage")
    states = coverage.groupby("site").state.agg(lambda states: set(states))
    assert states["refuses"] == states["hangsup"] == states["unavailable"] == {"unreachable"}
    assert states["challenges"] == {"challenged"} and states["disallows"] == {"robots"}
    assert "published" in states["qinghuai"]


@pytest.mark.slow  # tests/morning runs nights one after the other in every run
def test_two_nights_publish_what_is_new_and_exit_1_only_for_what_is_new(tmp_path):
    data, sites = tmp_path / "data", tmp_path / "sites.csv"
    with DemoSites([site for site in all_sites() if site.site in SOME]) as demo:
        demo.write_sites_csv(sites)
        common = [
            "--sites",
            sites,
            "--data",
            data,
            "--allow-private-hosts",
            "-s",
            "DOWNLOAD_DELAY=0",
            "--json",
        ]
        first = start("nightly", *common)
        second = start("nightly", *common)
        demo.publish_late()
        third = start("nightly", *common)
        expected = {report.url for report in demo.expected}
    assert (first.returncode, second.returncode, third.returncode) == (1, 0, 0), third.stderr
    answers = [json.loads(night.stdout) for night in (first, second, third)]
    rows = [answer["build"]["rows"]["documents"] for answer in answers]
    assert rows[0] == rows[1] < rows[2] == len(expected)
    assert answers[1]["build"]["documents_read"] == 0
    assert answers[2]["build"]["documents_read"] == rows[2] - rows[1]
    frame = pd.read_parquet(data / "datasets" / "reports")
    assert {url for urls in frame.urls for url in urls.split()} == expected
    assert (frame.version == 1).all()
