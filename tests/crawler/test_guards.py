"""Disks that fill or cannot be written to: a clear message, an archive that verifies, and a next night that goes on."""

import json
import os
import resource
import shutil
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from crawler.archive.repair import ledger_problems
from pipeline import builds
from pipeline.archive.captures import captures
from pipeline.archive.verify import verify
from pipeline.build import NotPublished, build
from pipeline.morning.nights import hold_room
from tests.builders.report import make_report
from tests.calls import call
from tests.crawler.nights import AT_ONCE, finish, night, start, write_sites
from tests.crawler.wire import links, page, serving
from tests.nights import Night, small_archive

TITLE = "清河县{}局2024年政府信息公开工作年度报告"
REPORTS = 24
PAGE = 200_000


def county() -> dict[str, bytes]:
    """Reports that do not compress: 5 MB together."""
    answers = {"/": page(links(*[(f"/{n}.html", TITLE.format(n)) for n in range(REPORTS)]))}
    for number in range(REPORTS):
        answers[f"/{number}.html"] = page(f"<p>{os.urandom(PAGE // 2).hex()}</p>")
    return answers


@contextmanager
def small_disk(folder: Path, megabytes: int):
    """A disk of its own, where this machine lets a test have one."""
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True).returncode != 0:
        pytest.skip("a test may not mount a disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def is_sound(data: Path) -> bool:
    return not verify(data).problems and not ledger_problems(data)


def reports_of(data: Path) -> int:
    return len(
        {capture.url for capture in captures(data) if capture.outcome == "ok" and capture.role == "report"}
    )


def test_the_night_stops_before_the_disk_is_full(tmp_path):
    with serving(county()) as wire, small_disk(tmp_path / "disk", 3) as data:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        summary = night(sites_csv, data)
        assert not summary["finished"] and not summary["errors"]
        assert "the disk is nearly full" in summary["reason"] and "give another --data" in summary["reason"]
        assert 5 < reports_of(data) < REPORTS
        assert is_sound(data)
        asked = len(wire.log)
        night(sites_csv, data)
        assert len(wire.log) <= asked + 5
        subprocess.run(["mount", "-o", "remount,size=64m", str(data)], check=True)
        assert night(sites_csv, data)["finished"]
        assert reports_of(data) == REPORTS and is_sound(data)


def test_a_full_disk_is_told_and_spoils_nothing(tmp_path):
    with serving(county()) as wire, small_disk(tmp_path / "disk", 3) as data:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        summary = night(sites_csv, data, settings=AT_ONCE | {"DISK_RESERVE": "0"})
        assert not summary["finished"]
        assert any("No space left" in error or "full" in error for error in summary["errors"])
        assert any("cannot be written" in error and "make room" in error for error in summary["errors"])
        subprocess.run(["mount", "-o", "remount,size=64m", str(data)], check=True)
        assert not verify(data).problems
        assert night(sites_csv, data)["finished"]
        assert reports_of(data) == REPORTS and is_sound(data)


@pytest.mark.slow
def test_a_file_that_cannot_grow_leaves_no_half_record(tmp_path):
    """The same without a disk of its own: the system refuses to let a file grow."""
    with serving(county()) as wire:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        limit = 2**20
        running = start(sites_csv, tmp_path, limits={resource.RLIMIT_FSIZE: limit})
        summary = finish(running)
        assert not summary["finished"]
        assert any("cannot be written" in error for error in summary["errors"])
        assert not verify(tmp_path).problems
        assert night(sites_csv, tmp_path)["finished"]
    assert reports_of(tmp_path) == REPORTS and is_sound(tmp_path)


def test_a_build_on_a_full_or_read_only_disk_is_told_and_spoils_nothing(tmp_path):
    with small_disk(tmp_path / "disk", 6) as data:
        small_archive(data)
        good = build(data, workers=1).folder
        with Night(data) as writing:
            writing.report(make_report(9, year=2020))
        (data / "filler").write_bytes(b"")
        for room in (0, 200_000):
            free = os.statvfs(data).f_bavail * os.statvfs(data).f_frsize
            (data / "filler").write_bytes(bytes(free - room))
            with pytest.raises(NotPublished, match=r"(full|No space left|I/O error).*make room"):
                build(data, workers=1)
            (data / "filler").unlink()
            assert builds.current(data) == good and not list((data / "builds").glob(".*.tmp-*"))
        subprocess.run(["mount", "-o", "remount,ro", str(data)], check=True)
        with pytest.raises(NotPublished, match=r"Read-only.*allow it"):
            build(data, workers=1)
        subprocess.run(["mount", "-o", "remount,rw", str(data)], check=True)
        assert build(data, workers=1).rows["reports"] == 5


def test_a_night_on_a_read_only_disk_says_what_and_where(tmp_path):
    sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": "http://127.0.0.1:9/"})
    with small_disk(tmp_path / "disk", 1) as data:
        subprocess.run(["mount", "-o", "remount,ro", str(data)], check=True)
        done = call("nightly", "--sites", sites_csv, "--data", data, "--allow-private-hosts")
    assert done.returncode == 3 and str(data) in done.stderr
    assert "Read-only" in done.stderr and "make room or allow it" in done.stderr


def test_a_night_on_a_full_disk_has_its_page_in_the_room_held_for_it_or_says_all_without(tmp_path):
    sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": "http://127.0.0.1:9/"})
    told = tmp_path / "told.json"
    with small_disk(tmp_path / "disk", 1) as data:
        hold_room(data)
        command = ["nightly", "--sites", sites_csv, "--data", data, "--hook", f"cat > {told}"]
        for has_page in (True, False):
            with suppress(OSError):
                (data / "filler").write_bytes(bytes(2**20))
            done = call(*command, "--allow-private-hosts")
            assert done.returncode == 3
            assert len(list(data.glob("nights/*/index.html"))) == has_page
            night = json.loads(told.read_text("utf-8"))
            assert night["result"] == "not_done" and "make room" in night["not_done"][-1]
            assert ("page cannot be written" in night["not_done"][-1]) != has_page
            assert night["not_done"][-1] in done.stdout
            shutil.rmtree(data / "nights")


def test_a_folder_that_is_read_only(tmp_path):
    with serving(county()) as wire, small_disk(tmp_path / "disk", 30) as data:
        sites_csv = write_sites(tmp_path / "sites.csv", {"homepage": f"{wire.url}/"})
        night(sites_csv, data)
        subprocess.run(["mount", "-o", "remount,ro", str(data)], check=True)
        asked = len(wire.log)
        done = call("crawl", "--sites", sites_csv, "--data", data, "--allow-private-hosts")
        assert done.returncode == 3
        assert "cannot be written" in done.stderr and "Read-only" in done.stderr and "--data" in done.stderr
        assert len(wire.log) == asked
        done = call("verify", "--data", data, "--json")
        assert done.returncode == 0 and not json.loads(done.stdout)["problems"], done.stderr
        done = call("verify", "--data", data, "--json", "--repair")
        assert done.returncode == 3 and "cannot be written to" in done.stderr
