"""``gongkai add``: what a person collected becomes a record, a report and a traceable figure like any other."""

import hashlib
import json
from dataclasses import replace

import pandas as pd
import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.ledger import Ledger
from crawler.lock import only_writer
from pipeline.archive.verify import verify
from pipeline.build import build
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.calls import call
from tests.nights import QINGHUAI, Night, small_archive

REPORT = make_report(7, year=2021, issuer="青槐县教育局")
URL = "http://zwgk.qinghuai.test/2021.html"


@pytest.fixture
def data(tmp_path):
    small_archive(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "年报 2021.html"
    path.write_bytes(render_html(REPORT))
    return path


def records(data):
    return sorted((data / "archive").iterdir())


def test_a_document_is_archived_built_and_traced(data, page):
    before = records(data)
    done = call("add", page, "--url", f"{URL}#top", "--data", data, "--json")
    answer = json.loads(done.stdout)
    (document,) = answer["documents"]
    assert done.returncode == 0 and answer["site"] == "qinghuai"
    assert (document["url"], document["is_new"]) == (URL, True)
    (added,) = set(records(data)) - set(before)
    assert added.name == document["warc_file"]

    built = build(data, workers=1)
    captures = pd.read_parquet(built.folder / "captures").set_index("capture_id")
    capture = captures.loc[document["capture_id"]]
    assert (capture.outcome, capture.role, capture.message) == ("ok", "report", f"added by hand: {page.name}")
    assert pd.isna(capture.via) and pd.isna(capture.link_text)
    reports = pd.read_parquet(built.folder / "reports").set_index("url")
    found = reports.loc[URL]
    assert (found.year, found.issuer, found.adcode) == (2021, REPORT.issuer, "990101")

    cell = ("requests", "new_received", "total")
    traced = json.loads(call("trace", "--data", data, found.report_id, *cell, "--json").stdout)
    assert traced["archive"]["verified"] and traced["same_as_dataset"]
    assert traced["cell"]["value"] == REPORT.figures[cell]
    assert traced["archive"]["warc_file"] == added.name


def test_the_record_is_sound_and_the_ledger_knows_it(data, page):
    assert call("add", page, "--url", URL, "--data", data).returncode == 0
    with records(data)[-1].open("rb") as file:
        bodies = {
            record.rec_type: record.raw_stream.read()
            for record in ArchiveIterator(file, check_digests="raise")
        }
    assert bodies["response"] == page.read_bytes()
    assert verify(data).problems == []
    ledger = Ledger(data)
    assert ledger.known(URL).role == "report" and not ledger.problems
    ledger.close()


def test_the_same_document_again_is_not_archived_twice(data, page):
    call("add", page, "--url", URL, "--data", data)
    before = records(data)
    done = call("add", page, "--url", URL, "--data", data)
    assert done.returncode == 0 and "in the archive already" in done.stdout
    assert records(data) == before


def test_documents_without_an_address_are_told_apart_by_what_they_hold(data, page, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    other = folder / page.name
    other.write_bytes(render_html(make_report(8, year=2020, issuer="青槐县教育局")))
    done = call("add", page, other, "--site", "qinghuai", "--data", data, "--json")
    urls = [document["url"] for document in json.loads(done.stdout)["documents"]]
    assert urls == [
        f"http://by-hand.invalid/{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in (page, other)
    ]
    reports = pd.read_parquet(build(data, workers=1).folder / "reports")
    assert set(reports[reports.url.isin(urls)].year) == {2020, 2021}


def test_a_county_that_was_never_crawled_comes_from_the_list(data, page):
    (data / "sites.csv").write_text(
        "site,adcode,name,homepage,province\nnew,990199,新县,https://www.new.gov.cn/,演示省\n", "utf-8"
    )
    done = call("add", page, "--url", "https://new.gov.cn/1.html", "--data", data)
    assert done.returncode == 0, done.stderr
    coverage = pd.read_parquet(build(data, workers=1).folder / "coverage").set_index(["site", "year"])
    assert coverage.loc[("new", 2021)].state == "published"
    assert coverage.loc[("new", 2022)].state != "not_published", (
        "a single document says nothing of other years"
    )


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["{page}"], "--site"),
        (["{page}", "--site", "nobody"], "nobody"),
        (["{page}", "--url", "http://elsewhere.test/"], "elsewhere.test"),
        (["{page}", "--url", "ftp://qinghuai.test/x", "--site", "qinghuai"], "not an http"),
        (["{page}", "{page}", "--url", URL], "one document"),
        (["{empty}", "no.html", "--site", "qinghuai"], "no.html"),
        (["{folder}", "--site", "qinghuai"], "directory"),
        (["{empty}", "--site", "qinghuai"], "is empty"),
    ],
)
def test_a_wrong_call_is_told_and_writes_nothing(data, page, tmp_path, args, says):
    empty = tmp_path / "empty.html"
    empty.touch()
    before = records(data)
    done = call("add", *(arg.format(page=page, folder=tmp_path, empty=empty) for arg in args), "--data", data)
    assert (done.returncode, done.stdout) == (2, "") and says in done.stderr
    assert records(data) == before


def test_a_bad_file_among_good_ones_is_told_and_the_good_ones_are_added(data, page, tmp_path):
    missing = tmp_path / "no.html"
    done = call("add", missing, page, "--site", "qinghuai", "--data", data, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1 and f"{missing}: No such file" in done.stderr
    assert [document["file"] for document in answer["documents"]] == [str(page)]
    assert [document["file"] for document in answer["not_added"]] == [str(missing)]


def test_two_sites_on_one_host_are_asked_about(data, page):
    with Night(data, replace(QINGHUAI, site="other", name="别县")) as night:
        night.page(QINGHUAI.homepage, role="home")
    done = call("add", page, "--url", URL, "--data", data)
    assert done.returncode == 2 and "qinghuai" in done.stderr and "other" in done.stderr


def test_nothing_is_written_while_a_crawl_runs(data, page):
    before = records(data)
    with only_writer(data):
        done = call("add", page, "--url", URL, "--data", data)
    assert done.returncode == 3 and "wait" in done.stderr
    assert records(data) == before
