"""Reading in processes: a document that crashes or fails its reader harms no other."""

import os
import signal
import time

import pytest

from pipeline import reading
from pipeline.building import workers
from pipeline.building.workers import Job, read_all
from pipeline.reading import read
from pipeline.readings import Readings, pack
from pipeline.states import DocumentStatus
from tests.builders.html import render_html
from tests.builders.report import make_report


def reading_that_may_crash(content, media_type):
    if content == b"crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if content == b"fault":
        raise ValueError("what is this?")
    return pack(read(content, media_type)), False


def jobs(contents):
    return [Job((str(number), None), content, None) for number, content in enumerate(contents)]


@pytest.mark.parametrize("count", [1, 3])
def test_crashes_and_faults_are_states_of_their_own_documents(monkeypatch, tmp_path, count):
    monkeypatch.setattr(workers, "_read", reading_that_may_crash)
    page = render_html(make_report(1))
    contents = [page, b"crash", b"fault", *[page] * 12, b"crash", page]
    with Readings(tmp_path / "readings.sqlite") as readings:
        for came in read_all(jobs(contents), count):
            readings.put(came.key, came.packed)
        found = [readings.get((str(number), None)) for number in range(len(contents))]
    for content, report in zip(contents, found, strict=True):
        if content == page:
            assert report.status is DocumentStatus.COMPLETE
        else:
            assert report.status is DocumentStatus.UNREADABLE
            assert {b"crash": "crashed", b"fault": "what is this?"}[content] in report.notes[0]


def reading_that_hangs(content, media_type):
    if content != b"hang":
        return original(content, media_type)
    workers.LONGEST, reading.read = 1, lambda *_: time.sleep(60)
    return original(content, media_type)


original = workers._read


def test_a_document_that_hangs_ends_and_counts_as_our_fault(monkeypatch):
    monkeypatch.setattr(workers, "_read", reading_that_hangs)
    found = {came.key[0]: came for came in read_all(jobs([b"hang", b"<p>"]), 2)}
    assert found["0"].is_our_fault and not found["1"].is_our_fault


def test_a_reading_in_which_the_reader_failed_is_tried_again(tmp_path):
    keys = [("failed", None), ("failed", "brief"), ("read", None)]
    with Readings(tmp_path / "readings.sqlite") as readings:
        for key in keys:
            readings.put(key, pack(read(b"")), is_failed=key == keys[0])
        assert readings.missing(keys) == []
    with Readings(tmp_path / "readings.sqlite") as readings:
        assert readings.missing(keys) == keys[:2]


def test_a_reading_comes_back_from_the_cache_as_it_was(tmp_path):
    report = read(render_html(make_report(3, "2019", blanks=0.2, breaks=("R1",))))
    with Readings(tmp_path / "readings.sqlite") as readings:
        assert readings.missing([("a", None)]) == [("a", None)]
        readings.put(("a", None), pack(report))
        assert readings.get(("a", None)) == report
        assert readings.missing([("a", None), ("a", "b.doc")]) == [("a", "b.doc")]


def test_a_changed_reader_reads_again(tmp_path, monkeypatch):
    with Readings(tmp_path / "readings.sqlite") as readings:
        readings.put(("a", None), pack(read(b"")))
    monkeypatch.setattr("pipeline.readings.reader_version", lambda: "another")
    with Readings(tmp_path / "readings.sqlite") as readings:
        assert readings.missing([("a", None)]) == [("a", None)] and readings.get(("a", None)) is None
