"""``gongkai diff``: what is new, changed and gone between two builds, and nothing else."""

import json
import shutil
import subprocess
import sys

import pytest

from pipeline import builds
from pipeline.build import build
from pipeline.diff import diff, loses
from tests.builders.report import make_report
from tests.nights import COLUMN, Night, small_archive

CELL = ("requests", "new_received", "total")
URL = f"{COLUMN}2022/office.html"


def gongkai(*args):
    command = [sys.executable, "-m", "pipeline.cli", *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory):
    """A night, and another that brought a report of 2021 and other figures for one of 2022."""
    data = tmp_path_factory.mktemp("diff")
    small_archive(data)
    before, after = (make_report(seed, year=2022, issuer="青槐县教育局") for seed in (5, 6))
    with Night(data) as night:
        night.report(before, URL)
    first = build(data, workers=2)
    with Night(data) as night:
        night.column()
        night.report(make_report(4, year=2021))
        night.report(after, URL)
    second = build(data, workers=2)
    return data, first.folder, second.folder, before, after


def test_a_build_is_like_itself(two_builds):
    data, first, second, *_ = two_builds
    for folder in (first, second):
        found = diff(folder, folder)
        assert not any(found[part] for part in ("new", "gone", "changed", "coverage")) and not loses(found)
    assert gongkai("diff", first.name, first.name, "--data", data).returncode == 0


def test_new_and_changed_reports_and_cells_are_told(two_builds):
    _, first, second, before, after = two_builds
    found = diff(first, second)
    assert [(report["year"], report["issuer"]) for report in found["new"]] == [(2021, "青槐县人民政府")]
    (changed,) = found["changed"]
    assert changed["url"] == URL and changed["facts"]["version"] == {"before": 1, "after": 2}
    cells = {(cell["table"], cell["row"], cell["column"]): cell for cell in changed["cells"]}
    expected = {place for place in before.figures if before.figures[place] != after.figures[place]}
    assert cells.keys() == expected
    for moment, report in (("before", before), ("after", after)):
        value = report.figures[CELL]
        assert cells[CELL][moment] == {"value": value, "state": "reported", "raw": str(value)}
    assert not found["gone"] and loses(found)
    assert [(row["year"], row["before"], row["after"]) for row in found["coverage"]] == [
        (2021, None, "published")
    ]


def test_the_other_way_round_it_is_gone(two_builds):
    _, first, second, *_ = two_builds
    found = diff(second, first)
    assert [report["year"] for report in found["gone"]] == [2021] and not found["new"]
    assert loses(found)


def test_a_report_that_is_only_new_needs_nobody(two_builds, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(two_builds[0], data, symlinks=True)
    with Night(data) as night:
        night.report(make_report(11, year=2023, issuer="青槐县财政局"))
    build(data, workers=1)
    found = diff(builds.named(data, "previous"), builds.named(data, "current"))
    assert len(found["new"]) == 1 and not found["changed"] and not loses(found)


def test_the_command_takes_names_and_answers_in_words_and_json(two_builds):
    data, first, second, *_ = two_builds
    done = gongkai("diff", first.name, "current", "--data", data, "--json")
    assert done.returncode == 1 and json.loads(done.stdout) == diff(first, second)
    words = gongkai("diff", "previous", "current", "--data", data)
    assert words.returncode == 1
    for word in (
        first.name,
        second.name,
        "1 new, 1 changed, 0 gone",
        "requests new_received total: ",
        " -> ",
    ):
        assert word in words.stdout


@pytest.mark.parametrize("name", ["20990101-000000000000", "..", "../builds", "", "current.json"])
def test_a_build_that_is_not_there_is_a_wrong_call(two_builds, name):
    done = gongkai("diff", name, "current", "--data", two_builds[0])
    assert (done.returncode, done.stdout) == (2, "") and two_builds[1].name in done.stderr


def test_without_any_build_it_is_not_done(tmp_path):
    assert gongkai("diff", "current", "current", "--data", tmp_path).returncode == 3
