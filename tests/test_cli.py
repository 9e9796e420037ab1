"""The commands as a user calls them: exit codes, messages without tracebacks, answers in JSON."""

import json
import random
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest

from pipeline.commands import COMMANDS
from pipeline.commands.parse import KEYS
from tests.builders.html import render_html
from tests.builders.printing import expected_cells
from tests.builders.report import make_report
from tests.calls import call, start
from tests.nights import small_archive

CONTRACT = {
    "cells": "table row column value unit raw state identity_used locator",
    "unplaced": "table row_label column_label raw value",
    "checks": "check table row column outcome left right missing",
    "sections": "number heading text",
    "figures": "section quote value unit measure",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    report = make_report(5, year=2024, breaks=("M1",))
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(render_html(report, encoding="gbk"))
    return report, path


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    small_archive(folder)
    assert call("build", "--data", folder, "--workers", 2).returncode == 0
    return folder


def test_help_names_every_command_and_needs_nothing_heavy():
    done = start("--help")
    assert done.returncode == 0
    for module in COMMANDS:
        assert module.__name__.rpartition(".")[2] in done.stdout
    libraries = "{'scrapy', 'pandas', 'pyarrow', 'trafilatura'}"
    heavy = f"import sys, pipeline.cli; sys.exit(bool({libraries} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", heavy]).returncode == 0


def test_the_version_is_that_of_the_package():
    done = start("--version")
    assert (done.returncode, done.stdout) == (0, f"gongkai {version('gongkai')}\n")


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("fly",),
        ("build", "--workers", "0"),
        ("build", "--workers", "x"),
        ("build", "--workers", "1000000"),
        ("demo", "--data", "{file}"),
        ("crawl", "--sites", "no.csv", "--data", "{file}"),
        ("crawl",),
        ("crawl", "--sites", "no.csv"),
        ("crawl", "--sites", "{file}", "-s", "DOWNLOAD_DELAY"),
        ("build", "--data", "{file}"),
        ("parse", ""),
        ("parse", "https://www.example.org/report.html"),
        ("build", "--data", "nowhere"),
        ("status", "--data", "nowhere"),
        ("trace", "--data", "{data}", "nobody-2024-000000000000"),
        ("trace", "--data", "{data}", "x", "requests", "new_received"),
    ],
)
def test_a_wrong_call_is_told_and_does_nothing(data, page, tmp_path, monkeypatch, args):
    monkeypatch.chdir(tmp_path)
    done = call(*(arg.format(file=page[1], data=data) for arg in args))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip()
    assert not list(tmp_path.iterdir())


def test_parse_prints_the_contract(page):
    report, path = page
    done = call("parse", "--json", path)
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert tuple(found) == KEYS
    assert (found["source"], found["member"], found["status"]) == (str(path), None, "complete")
    assert (found["year"], found["issuer"], found["edition"]) == (2024, report.issuer, "2021")
    assert found["table_editions"] == {"proactive": "2021", "requests": "2021", "remedies": "2021"}
    assert (found["title"], found["published_on"]) == (report.title, str(report.published_on))
    for part, names in CONTRACT.items():
        for entry in found[part]:
            assert set(names.split()) <= set(entry), part
    cells = {(c["table"], c["row"], c["column"]): (c["value"], c["state"]) for c in found["cells"]}
    assert cells == {place: (p.value, p.state) for place, p in expected_cells(report).items()}
    assert [s["number"] for s in found["sections"]] == [1, 2, 3, 4, 5, 6]
    assert any(
        c["outcome"] == "fail" and c["check"] == "M1" and isinstance(c["missing"], list)
        for c in found["checks"]
    )


def test_parse_says_the_same_in_words(page):
    done = call("parse", page[1])
    assert done.returncode == 0
    for word in ("complete", page[0].issuer, "2024", "reported 200", "M1 does not add up"):
        assert word in done.stdout


def test_parse_goes_on_after_a_missing_file(page, tmp_path):
    done = call("parse", "--json", tmp_path / "no.html", page[1], tmp_path / "neither.html")
    assert done.returncode == 1
    statuses = [json.loads(line)["status"] for line in done.stdout.splitlines()]
    assert statuses == ["unreadable", "complete", "unreadable"]
    assert "no.html" in done.stderr and "neither.html" in done.stderr
    done = call("parse", tmp_path / "*.html")
    assert (done.returncode, done.stdout) == (3, "") and "matches none" in done.stderr


def test_parse_of_an_empty_folder_says_what_is_missing(tmp_path):
    done = call("parse", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert str(tmp_path) in done.stderr and "holds no files" in done.stderr
    found = json.loads(call("parse", "--json", tmp_path).stdout)
    assert (found["source"], found["status"]) == (str(tmp_path), "unreadable")
    assert "holds no files" in found["notes"][0]


def test_parse_reads_folders(page, tmp_path):
    for name in ("b.html", "a.html"):
        shutil.copy(page[1], tmp_path / name)
    (tmp_path / "below").mkdir()
    shutil.copy(page[1], tmp_path / "below" / "c.html")
    done = call("parse", "--json", tmp_path)
    sources = [json.loads(line)["source"] for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert sources == [str(tmp_path / name) for name in ("a.html", "b.html", "below/c.html")]


BAD = {
    "empty.html": b"",
    "rubbish.bin": random.Random(1).randbytes(50_000),
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(5000),
    "scan.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "nul.txt": bytes(10_000),
    "broken.docx": b"PK\x03\x04" + bytes(100),
    "deep.html": b"<table><tr><td>" * 3000,
    "wide.html": b"<table><tr><td colspan=1000000000>1</td></tr></table>",
}


@pytest.mark.parametrize("name", BAD)
def test_parse_of_bad_input_is_a_state_not_a_crash(tmp_path, name):
    (tmp_path / name).write_bytes(BAD[name])
    done = call("parse", "--json", tmp_path / name)
    found = json.loads(done.stdout)
    assert found["status"] in ("unreadable", "not_a_report")
    assert done.returncode == (1 if found["status"] == "unreadable" else 0)
    assert found["notes"] or found["status"] == "not_a_report"
    assert not [cell for cell in found["cells"] if cell["state"] == "reported"]


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.8, 0.95])
def test_parse_of_a_cut_page_reports_no_wrong_figure(page, tmp_path, share):
    report, path = page
    content = path.read_bytes()
    (tmp_path / "cut.html").write_bytes(content[: int(len(content) * share)])
    found = json.loads(call("parse", "--json", tmp_path / "cut.html").stdout)
    assert found["status"] != "complete" or share == 0.95
    whole = expected_cells(report)
    reported = [cell for cell in found["cells"] if cell["state"] == "reported"]
    for cell in reported:
        assert cell["value"] == whole[cell["table"], cell["row"], cell["column"]].value


def test_build_says_when_nothing_is_new(data):
    done = call("build", "--data", data, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["is_new"], answer["documents_read"]) == (0, False, 0)
    assert answer["rows"]["reports"] == 4


def test_build_without_an_archive_is_not_done(tmp_path):
    done = call("build", "--data", tmp_path)
    assert done.returncode == 3 and "gongkai crawl" in done.stderr
    assert call("status", "--data", tmp_path).returncode == 3


def test_build_with_something_new_for_a_person_exits_1_once(data, tmp_path):
    shutil.copytree(data / "archive", tmp_path / "archive")
    warc = next((tmp_path / "archive").iterdir())
    warc.write_bytes(warc.read_bytes() + b"these bytes are no record")
    done = call("build", "--data", tmp_path)
    assert done.returncode == 1 and "damaged" in done.stdout
    assert call("build", "--data", tmp_path, "--full").returncode == 0
    (matter,) = json.loads(call("status", "--data", tmp_path, "--json").stdout)["needs_a_person"]
    assert f"{matter['id']}  {matter['message']}" in call("status", "--data", tmp_path).stdout
    assert call("ack", matter["id"], "--data", tmp_path).returncode == 0
    assert "nothing of this build needs a person" in call("status", "--data", tmp_path).stdout


def test_a_full_disk_or_a_read_only_folder_is_told(data, tmp_path):
    (tmp_path / "archive").mkdir()
    for warc in (data / "archive").iterdir():
        shutil.copy(warc, tmp_path / "archive")
    (tmp_path / "builds").write_text("a file where the folder should be")
    done = call("build", "--data", tmp_path)
    assert done.returncode == 3 and "builds" in done.stderr
    done = call("demo", "--data", tmp_path / "builds" / "demo")
    assert done.returncode == 3 and done.stderr.startswith(f"gongkai demo: {tmp_path / 'builds'}")
    assert "Errno" not in done.stderr and "may be written to" in done.stderr


def report_id(data):
    import pandas as pd

    frame = pd.read_parquet(data / "datasets" / "reports")
    return frame[(frame.year == 2023)].report_id.iloc[0]


def test_trace_leads_from_a_figure_to_the_archived_bytes(data):
    place = "requests", "new_received", "total"
    done = call("trace", "--data", data, report_id(data), *place, "--json")
    answer = json.loads(done.stdout)
    figure = make_report(1, year=2023, blanks=0.1).figures["requests", "new_received", "total"]
    assert done.returncode == 0
    assert (answer["cell"]["value"], answer["reread"]["raw"], answer["same_as_dataset"]) == (
        figure,
        str(figure),
        True,
    )
    assert answer["archive"]["verified"] and answer["archive"]["url"].startswith("http://qinghuai.test/")
    warc = data / "archive" / answer["archive"]["warc_file"]
    with warc.open("rb") as file:
        file.seek(answer["archive"]["warc_offset"])
        assert file.read(3) == b"\x1f\x8b\x08"
    words = call("trace", "--data", data, report_id(data)).stdout
    lines = call("trace", "--data", data, report_id(data), *place).stdout.splitlines()
    assert len({line for line in lines if line.startswith("  value ")}) == 1
    assert answer["archive"]["warc_file"] in words and str(answer["archive"]["warc_offset"]) in words


def test_trace_of_a_damaged_archive_says_so(data, tmp_path):
    shutil.copytree(data, tmp_path / "data", symlinks=True)
    for warc in (tmp_path / "data" / "archive").iterdir():
        warc.write_bytes(bytes(warc.stat().st_size))
    done = call("trace", "--data", tmp_path / "data", report_id(data), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert not answer["archive"]["verified"] and answer["archive"]["fault"]


def test_status_tells_coverage_and_sites_never_asked(data, tmp_path):
    sites = tmp_path / "sites.csv"
    sites.write_text(
        "site,adcode,name,homepage,report_columns\nnew,990199,新县,http://new.gov.cn/,\n", "utf-8"
    )
    done = call("status", "--data", data, "--sites", sites, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    counts = {entry["state"]: entry["count"] for entry in answer["coverage"]}
    assert counts["published"] == 3 and counts["not_searched"] == 1
    assert all(entry["meaning"] and entry["action"] for entry in answer["coverage"])
    assert [site["site"] for site in answer["sites"]] == ["qinghuai", "new"]
    words = call("status", "--data", data).stdout
    assert "published 2022-2024" in words and "nothing of this build needs a person" in words
