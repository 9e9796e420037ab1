"""``gongkai diff``: what is new, changed and gone between two builds, and nothing else."""

import json
import re
import shutil

import pytest

from pipeline import builds
from pipeline.build import build
from pipeline.diff import diff, loses
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.calls import call
from tests.nights import COLUMN, Night, small_archive

CELL = ("requests", "new_received", "total")
URL = f"{COLUMN}2022/office.html"
TABLES = re.compile(r"<table.*?</table>", re.DOTALL)


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
    assert call("diff", first.name, first.name, "--data", data).returncode == 0


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
    done = call("diff", first.name, "current", "--data", data, "--json")
    assert done.returncode == 1 and json.loads(done.stdout) == diff(first, second)
    words = call("diff", "previous", "current", "--data", data)
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
    done = call("diff", name, "current", "--data", two_builds[0])
    assert (done.returncode, done.stdout) == (2, "") and two_builds[1].name in done.stderr


@pytest.mark.parametrize(
    ("before", "after", "is_worse"),
    [
        ("published", "published_unread", True),
        ("published", "timeout", True),
        ("published_unread", "gone", True),
        ("published_unread", "published", False),
        ("timeout", "published", False),
        (None, "published_unread", False),
        ("published", None, True),
    ],
)
def test_a_state_that_knows_less_of_a_report_is_a_loss(before, after, is_worse):
    coverage = [{"site": "qinghuai", "year": 2022, "before": before, "after": after}]
    assert loses({"gone": [], "changed": [], "coverage": coverage}) is is_worse


def test_cells_are_lost_with_a_version_that_has_none_though_no_file_of_cells_changed(tmp_path):
    first, page = make_report(1, year=2022), f"{COLUMN}2022/a.html"
    with Night(tmp_path) as night:
        night.report(first, page)
    before = build(tmp_path, workers=1)
    with Night(tmp_path) as night:
        night.page(page, TABLES.sub("", render_html(first).decode()).encode(), link_text=first.title)
    after = build(tmp_path, workers=1)
    found = diff(before.folder, after.folder)
    assert found["changed"][0]["facts"]["status"]["after"] == "no_tables"
    assert len(found["changed"][0]["cells"]) == 200 and loses(found)


def test_without_any_build_it_is_not_done(tmp_path):
    assert call("diff", "current", "current", "--data", tmp_path).returncode == 3
