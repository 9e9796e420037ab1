"""The ledger is an index of the archive: whatever happens to it, what it says comes back from there."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.archive.ledger import LEDGER, Ledger
from crawler.archive.ledger_sql import LAYOUT
from crawler.archive.records import Answer, Visit
from crawler.archive.writer import ArchiveWriter
from crawler.lock import Busy, only_writer
from crawler.night import Night
from crawler.schedule import Schedule
from crawler.sites import Site
from pipeline.archive.captures import archive_files, captures
from pipeline.states import Outcome

SITE = Site("qinghe", "130534", "清河县", "http://127.0.0.1:1/")
LIST = Visit(SITE, "list")
REPORT = Visit(SITE, "report", "http://a/list", "报告")
MONTHLY = Schedule(reports=30, lists=0)
PAGE = Answer(200, (("Content-Type", "text/html"), ("ETag", '"1"'), ("Last-Modified", "Wed")), b"<html>")
UNCHANGED = Answer(304, (("ETag", '"2"'),), b"")
URLS = ("http://a/list", "http://a/r", "http://a/gone", "http://a/moved", "http://a/never")


def a_night(data) -> None:
    night = Night(data, MONTHLY)
    night.response("http://a/list", LIST, PAGE)
    night.response("http://a/list", LIST, UNCHANGED)
    night.response("http://a/r", REPORT, PAGE)
    night.response("http://a/gone", REPORT, Answer(404, (), b"gone"))
    night.response("http://a/moved", REPORT, Answer(302, (("Location", "/r"),), b""))
    night.failure("http://a/r", REPORT, Outcome.TIMEOUT, "60 s")
    night.end()
    night.close()


def knowledge(data) -> list:
    ledger = Ledger(data)
    known = [ledger.known(url) for url in URLS]
    ledger.close()
    return known


def test_what_is_known(tmp_path):
    a_night(tmp_path)
    listed, report, gone, moved, never = knowledge(tmp_path)
    assert (listed.outcome, listed.etag, listed.last_modified) == (Outcome.UNCHANGED, '"2"', "Wed")
    assert listed.checked_at == listed.attempted_at
    assert report.outcome is Outcome.TIMEOUT and report.checked_at < report.attempted_at
    assert report.warc_offset is not None
    assert (gone.outcome, gone.warc_file, gone.checked_at) == (Outcome.GONE, None, None)
    assert moved.location == "http://a/r"
    assert never is None


def damage_nothing(data):
    pass


def delete(data):
    (data / LEDGER).unlink()


def overwrite(data):
    (data / LEDGER).write_bytes(b"rubbish" * 1000)


def truncate(data):
    path = data / LEDGER
    path.write_bytes(path.read_bytes()[:5000])


def from_an_older_layout(data):
    delete(data)
    rows = sqlite3.connect(data / LEDGER)
    rows.execute("CREATE TABLE pages (something TEXT)")
    rows.commit()
    rows.close()


def from_a_newer_layout(data):
    rows = sqlite3.connect(data / LEDGER)
    rows.execute("ALTER TABLE pages ADD COLUMN something TEXT DEFAULT 'else'")
    rows.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    rows.commit()
    rows.close()


def forget_the_last_rows(data):
    rows = sqlite3.connect(data / LEDGER)
    read_to = sorted(capture.warc_offset for capture in captures(data))[2]
    rows.execute("DELETE FROM pages WHERE url != 'http://a/list'")
    rows.execute("UPDATE files SET read_to = ?", (read_to,))
    rows.commit()
    rows.close()


def run_ahead_of_the_archive(data):
    rows = sqlite3.connect(data / LEDGER)
    rows.execute("INSERT INTO files VALUES ('lost.warc.gz', 99)")
    rows.execute("UPDATE pages SET etag = 'wrong'")
    rows.commit()
    rows.close()


@pytest.mark.parametrize(
    "damage",
    [
        damage_nothing,
        delete,
        overwrite,
        truncate,
        from_an_older_layout,
        from_a_newer_layout,
        forget_the_last_rows,
        run_ahead_of_the_archive,
    ],
)
def test_it_comes_back_from_the_archive(tmp_path, damage):
    a_night(tmp_path)
    before = knowledge(tmp_path)
    damage(tmp_path)
    assert knowledge(tmp_path) == before


def test_problems_of_the_archive_are_told(tmp_path):
    a_night(tmp_path)
    path = archive_files(tmp_path)[0]
    path.write_bytes(path.read_bytes()[:-5])
    (tmp_path / LEDGER).unlink()
    ledger = Ledger(tmp_path)
    assert [problem.kind for problem in ledger.problems] == ["torn"]
    assert ledger.known("http://a/r").outcome is Outcome.OK
    ledger.close()


def test_a_report_is_asked_for_again_at_its_date_a_list_every_night(tmp_path):
    a_night(tmp_path)
    for recheck_days, answered in ((30, True), (0, False)):
        night = Night(tmp_path, replace(MONTHLY, reports=recheck_days))
        assert (night.answers("http://a/r", REPORT) is not None) is answered
        assert (night.answers("http://a/moved", REPORT) is not None) is answered
        assert night.answers("http://a/list", LIST) is None
        assert night.answers("http://a/gone", REPORT) is None
        night.end()
        night.close()


def test_a_report_whose_entry_changed_is_asked_for_again(tmp_path):
    a_night(tmp_path)
    night = Night(tmp_path, MONTHLY)
    assert night.answers("http://a/r", Visit(SITE, "report", "http://a/list", "报告（更新）")) is None
    assert night.answers("http://a/r", Visit(SITE, "report", "http://a/other", "年报")) is not None
    night.close()


def test_a_broken_night_is_gone_on_with_but_not_for_ever(tmp_path):
    night = Night(tmp_path, MONTHLY)
    night.response("http://a/list", LIST, PAGE)
    night.close()
    again = Night(tmp_path, MONTHLY)
    assert again.answers("http://a/list", LIST).body == b"<html>"
    again.close()
    rows = sqlite3.connect(tmp_path / LEDGER)
    rows.execute("UPDATE night SET opened_at = ?", ((datetime.now(UTC) - timedelta(days=1)).isoformat(),))
    rows.commit()
    rows.close()
    later = Night(tmp_path, MONTHLY)
    assert later.answers("http://a/list", LIST) is None
    later.close()


def test_the_same_bytes_again_are_a_revisit(tmp_path):
    night = Night(tmp_path, MONTHLY)
    first = night.response("http://a/r", REPORT, PAGE)
    second = night.response("http://a/r", REPORT, PAGE)
    third = night.response("http://a/r", REPORT, Answer(200, PAGE.headers, b"<html>changed"))
    night.close()
    assert (second.outcome, second.refers_to, second.body) == (Outcome.UNCHANGED, first.capture_id, b"<html>")
    assert (third.outcome, third.body) == (Outcome.OK, b"<html>changed")


def test_a_body_whose_record_was_damaged_is_fetched_anew(tmp_path):
    night = Night(tmp_path, MONTHLY)
    stored = night.response("http://a/r", REPORT, PAGE)
    path = tmp_path / "archive" / stored.warc_file
    content = bytearray(path.read_bytes())
    content[stored.warc_offset + 40] ^= 0xFF
    path.write_bytes(content)
    assert night.stored("http://a/r") is None
    assert night.answers("http://a/r", REPORT) is None
    assert night.response("http://a/r", REPORT, PAGE).outcome is Outcome.OK
    night.close()


def test_the_lock_is_released_with_its_holder(tmp_path):
    with only_writer(tmp_path), pytest.raises(Busy, match="another crawl"), only_writer(tmp_path):
        pass
    with only_writer(tmp_path):
        pass
    night = Night(tmp_path, MONTHLY)
    with pytest.raises(Busy):
        Night(tmp_path, MONTHLY)
    night.close()
    ArchiveWriter(tmp_path).close()


def test_what_failed_in_a_night_that_broke_off_is_not_asked_again_at_once(tmp_path, monkeypatch):
    night = Night(tmp_path, MONTHLY)
    night.response("http://a/gone", REPORT, Answer(404, (), b"gone"))
    night.response("http://a/moved", REPORT, Answer(302, (("Location", "/gone"),), b""))
    night.failure("http://a/slow", REPORT, Outcome.TIMEOUT, "60 s")
    assert night.earlier("http://a/gone") is None, "it may be asked once more in the same run"
    night.close()
    again = Night(tmp_path, MONTHLY)
    found = [again.earlier(f"http://a/{name}") for name in ("gone", "moved", "slow", "never")]
    assert [known and known.outcome for known in found] == ["gone", "gone", "timeout", None]
    monkeypatch.setattr("crawler.night.ASK_AGAIN", timedelta(0))
    assert again.earlier("http://a/slow") is None, "some time has passed"
    again.end()
    again.close()
    later = Night(tmp_path, MONTHLY)
    assert later.earlier("http://a/gone") is None, "another night"
    later.close()


def test_a_place_where_another_record_lies_gives_no_body(tmp_path):
    """Files were swapped, and something else lies where the ledger has the page."""
    a_night(tmp_path)
    night = Night(tmp_path, MONTHLY)
    assert night.stored("http://a/r").body == b"<html>"
    with sqlite3.connect(tmp_path / LEDGER) as rows:
        rows.execute(
            "UPDATE pages SET warc_offset = (SELECT warc_offset FROM pages WHERE url = 'http://a/list')"
            " WHERE url = 'http://a/r'"
        )
    assert night.stored("http://a/r") is None
    night.close()


def test_a_page_that_is_list_and_report_is_known_as_both_until_it_changes(tmp_path):
    night = Night(tmp_path, MONTHLY)
    for visit, answer in ((LIST, PAGE), (REPORT, PAGE), (LIST, UNCHANGED)):
        night.response("http://a/y", visit, answer)
    known = night.known("http://a/y")
    assert (known.role, known.kept) == ("list", known.capture_id)
    night.response("http://a/y", LIST, replace(PAGE, body=b"<html>2"))
    known = night.known("http://a/y")
    assert known.kept != known.capture_id
    night.close()
