"""``gongkai verify``: whatever happens to archive and ledger is named with its place and mended from what is left."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from crawler.archive.ledger import LEDGER, Ledger
from crawler.archive.records import Answer, Visit
from crawler.archive.repair import ledger_problems
from crawler.lock import only_writer
from crawler.night import Night
from crawler.schedule import Schedule
from crawler.sites import Site
from pipeline.archive.captures import archive_files, captures
from pipeline.archive.verify import verify
from pipeline.cli import main
from pipeline.states import Damage, Outcome
from tests.damages import DAMAGES, flipped, kill_left_half_a_record

SITE = Site("qinghe", "130534", "清河县", "http://a.gov.cn/")
LIST = Visit(SITE, "list")
REPORT = Visit(SITE, "report", "http://a.gov.cn/nb/", "清河县2024年政府信息公开工作年度报告")
NIGHTS = 3


def body(number: int) -> bytes:
    return f"<html><h1>清河县{number}</h1>{number**99}</html>".encode()


def write_nights(data: Path) -> None:
    """Three files: lists and reports, some unchanged, one failure each."""
    for number in range(NIGHTS):
        night = Night(data, Schedule(reports=0, lists=0))
        night.response("http://a.gov.cn/nb/", LIST, Answer(200, (("ETag", '"1"'),), b"<html>list</html>"))
        for report in range(3):
            url = f"http://a.gov.cn/nb/{number}-{report}.html"
            night.response(
                url, REPORT, Answer(200, (("Content-Type", "text/html"),), body(10 * number + report))
            )
        night.failure("http://a.gov.cn/slow", REPORT, Outcome.TIMEOUT, "60 s")
        night.response("http://a.gov.cn/nb/0-0.html", REPORT, Answer(304, (), b""))
        night.end()
        night.close()


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("sound")
    write_nights(data)
    return data


@pytest.fixture
def data(sound, tmp_path) -> Path:
    shutil.copytree(sound, tmp_path, dirs_exist_ok=True)
    return tmp_path


def gongkai(capsys, *arguments) -> tuple[int, dict]:
    code = main(["verify", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


ONLY_A_COPY_HELPS = {Damage.DAMAGED, Damage.LOST, Damage.DISORDER}


def of_the_files(problems: list[dict]) -> set[tuple[str, str]]:
    return {(problem["kind"], problem["warc_file"]) for problem in problems}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_damage_is_named_and_nothing_good_is_lost(data, capsys, damage):
    everything = {capture.capture_id for capture in captures(data)}
    expected = damage(data)
    readable = {capture.capture_id for capture in captures(data)}

    code, found = gongkai(capsys, "--data", data)
    assert code == 1
    assert of_the_files(found["problems"]) == expected
    assert all(problem["message"] and problem["action"] for problem in found["problems"])
    assert found["records"] >= len(readable)

    code, found = gongkai(capsys, "--data", data, "--repair")
    left = {kind for kind, _ in of_the_files(found["problems"])}
    assert code == (1 if left else 0)
    assert not left & {Damage.TORN, Damage.LEDGER}
    assert not [problem for problem in found["problems"] if "--repair" in problem["action"]]
    assert {capture.capture_id for capture in captures(data)} == readable
    assert not ledger_problems(data)

    code, found = gongkai(capsys, "--data", data)
    assert {kind for kind, _ in of_the_files(found["problems"])} <= ONLY_A_COPY_HELPS | {Damage.MISSING}

    write_nights(data)
    seen = {(capture.url, capture.payload_sha256) for capture in captures(data)}
    assert seen >= {
        (f"http://a.gov.cn/nb/{n}-{r}.html", digest(10 * n + r)) for n in range(3) for r in range(3)
    }
    assert readable <= {capture.capture_id for capture in captures(data)} and readable <= everything


def digest(number: int) -> str:
    return hashlib.sha256(body(number)).hexdigest()


def test_a_sound_archive(data, capsys):
    code, found = gongkai(capsys, "--data", data)
    assert (code, found["problems"], found["files"]) == (0, [], NIGHTS)
    assert found["records"] == sum(found["outcomes"].values()) == NIGHTS * 6
    assert main(["verify", "--data", str(data)]) == 0
    assert "18 records that verify" in capsys.readouterr().out


def test_verify_changes_nothing(data, capsys):
    kill_left_half_a_record(data)
    (data / LEDGER).write_bytes(b"rubbish")
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    gongkai(capsys, "--data", data)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_the_half_record_is_kept_beside_the_file(data, capsys):
    path = archive_files(data)[-1]
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:100])
    gongkai(capsys, "--data", data, "--repair")
    assert path.read_bytes() == whole
    assert (data / "archive" / "torn" / f"{path.name}.{len(whole)}").read_bytes() == whole[:100]
    code, _ = gongkai(capsys, "--data", data)
    assert code == 0


def test_the_next_night_cuts_off_a_torn_tail_by_itself(data):
    kill_left_half_a_record(data)
    night = Night(data, Schedule(0, 0))
    assert [problem.kind for problem in night.problems] == [Damage.TORN]
    night.response("http://a.gov.cn/new", REPORT, Answer(200, (), b"new"))
    night.close()
    assert not verify(data).problems and not ledger_problems(data)


def test_what_confirmed_a_lost_body_does_not_confirm_an_older_one(data):
    """The body of the second night is damaged; the server confirmed it on the third."""
    url = "http://a.gov.cn/changed"
    for content in (b"first", b"second", b"second"):
        night = Night(data, Schedule(0, 0))
        night.response(url, REPORT, Answer(200, (("ETag", f'"{content.decode()}"'),), content))
        night.close()
    second = [capture for capture in captures(data) if capture.url == url][1]
    path = data / "archive" / second.warc_file
    path.write_bytes(flipped(path.read_bytes(), second.warc_offset + 40))
    (data / LEDGER).unlink()
    ledger = Ledger(data)
    known = ledger.known(url)
    ledger.close()
    assert (known.warc_file, known.etag, known.checked_at) == (None, None, None)


def test_not_while_a_crawl_is_writing_and_not_where_there_is_nothing(data, tmp_path_factory, capsys):
    with only_writer(data):
        assert main(["verify", "--data", str(data)]) == 3
    assert "another crawl is writing" in capsys.readouterr().err
    assert main(["verify", "--data", str(tmp_path_factory.mktemp("empty"))]) == 3
    assert "holds no archive" in capsys.readouterr().err


def test_a_file_that_a_kill_left_without_a_record_is_gone_after_the_next_night(data):
    (data / "archive" / "gongkai-20990101T000000Z-1-00000.warc.gz").touch()
    assert [problem.kind for problem in verify(data).problems] == [Damage.TORN]
    Night(data, Schedule(0, 0)).close()
    assert not verify(data).problems and not ledger_problems(data)
