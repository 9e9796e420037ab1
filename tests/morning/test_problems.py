"""New, known and put to rest; nights kept on disk; ``gongkai ack``."""

import json
import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.sites import BadRow
from pipeline import cli
from pipeline.building.attention import Attention
from pipeline.morning import acknowledged, hook, nights
from pipeline.morning.night import of_rows
from pipeline.morning.problems import judged
from tests.morning.nights import FIRST, night

GONE = Attention(
    "coverage qinghuai gone", "qinghuai: gone for 2024", "look for a moved column", 1, "qinghuai"
)
WORSE = Attention(GONE.key, "qinghuai: gone for 2019-2024", GONE.action, 6, "qinghuai")


def states(matters, history, data, now):
    return [problem["state"] for problem in judged(matters, history, acknowledged.read(data), now, {})]


def told(matter: Attention, history: list[dict], data, now: datetime) -> list[dict]:
    return judged([matter], history, acknowledged.read(data), now, {})


def test_a_matter_is_new_once_and_again_when_it_gets_worse(tmp_path):
    now = FIRST + timedelta(days=1)
    first = night(0, [], told(GONE, [], tmp_path, FIRST))
    assert first["problems"][0]["state"] == "new"
    assert states([GONE], [first], tmp_path, now) == ["known"]
    assert states([WORSE], [first], tmp_path, now) == ["new"]


def test_a_matter_that_comes_back_within_a_week_is_known_and_after_that_new(tmp_path):
    first = night(0, [], told(GONE, [], tmp_path, FIRST))
    history = [first, *(night(number, []) for number in range(1, 30))]
    assert states([GONE], history[:4], tmp_path, FIRST + timedelta(days=4)) == ["known"]
    assert states([GONE], history, tmp_path, FIRST + timedelta(days=30)) == ["new"]


def test_a_bad_line_of_the_list_is_new_once_wherever_it_moves():
    (once,), (moved,), (twice,) = (
        list(of_rows(BadRow(Path("lists/sites.csv"), line, "name is empty") for line in lines))
        for lines in ([3], [7], [3, 7])
    )
    assert once.key == moved.key == twice.key and (once.size, twice.size) == (1, 2)
    assert twice.message == "lists/sites.csv, lines 3, 7, skipped: name is empty"


def test_since_when_a_matter_is_told(tmp_path):
    history = []
    for number in range(20):
        now = FIRST + timedelta(days=number, hours=8)
        history.append(night(number, history, told(GONE, history, tmp_path, now)))
    assert history[-1]["problems"][0]["since"] == history[0]["date"]


def test_a_matter_at_rest_comes_back_when_it_gets_worse(tmp_path):
    acknowledged.add(tmp_path, [GONE], "known, 等待")
    assert states([GONE], [], tmp_path, FIRST) == ["acknowledged"]
    assert states([WORSE], [], tmp_path, FIRST) == ["new"]
    assert acknowledged.read(tmp_path)[GONE.key].reason == "known, 等待"
    acknowledged.remove(tmp_path, [GONE.key])
    assert states([GONE], [], tmp_path, FIRST) == ["new"]


def test_a_table_of_acknowledged_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / acknowledged.FILE).write_text("key,size\na,many\n")
    with pytest.raises(acknowledged.BadAcknowledged, match=r"acknowledged\.csv"):
        acknowledged.read(tmp_path)


def test_two_nights_of_one_date_are_both_kept(tmp_path):
    first, second = night(0, []), night(0, [])
    second["began_at"] = (FIRST + timedelta(minutes=5)).isoformat()
    for one in (first, second):
        nights.write(tmp_path, one, one["began_at"])
    folder = tmp_path / "nights" / first["date"]
    assert (folder / "index.html").read_text() == second["began_at"]
    assert (folder / "220000" / "index.html").read_text() == first["began_at"]
    assert [one["began_at"] for one in nights.history(tmp_path)] == [first["began_at"], second["began_at"]]


def test_history_is_in_order_leaves_out_what_cannot_be_read_and_is_bounded(tmp_path, caplog):
    for number in (3, 1, 2, 0):
        nights.write(tmp_path, night(number, []), "")
    (tmp_path / "nights" / night(2, [])["date"] / "night.json").write_text("{")
    with caplog.at_level("WARNING"):
        found = nights.history(tmp_path)
    assert [one["date"] for one in found] == [night(number, [])["date"] for number in (0, 1, 3)]
    assert "cannot be read" in caplog.text
    assert len(nights.history(tmp_path, most=1)) == 1 == len([nights.last(tmp_path)])


def test_the_heartbeat_says_when_and_how_the_last_night_ended(tmp_path):
    nights.write(tmp_path, night(0, []), "")
    beat = json.loads((tmp_path / "nights" / "heartbeat.json").read_text())
    assert beat.keys() == {"ended_at", "result", "exit_code", "date"} and beat["exit_code"] == 0


@pytest.fixture
def with_a_night(tmp_path):
    problems = told(GONE, [], tmp_path, FIRST)
    nights.write(tmp_path, night(0, [], problems), "")
    return tmp_path, problems[0]["id"]


def ack(data, *args) -> int:
    return cli.main(["ack", "--data", str(data), *args])


@pytest.mark.parametrize("way", ["key", "words", "id", "pattern"])
def test_ack_takes_a_key_a_short_name_or_a_pattern(with_a_night, way, capsys):
    data, short = with_a_night
    ways = {"key": [GONE.key], "words": GONE.key.split(), "id": [short], "pattern": ["coverage * gone"]}
    assert ack(data, *ways[way], "--reason", "later") == 0
    assert "later" in capsys.readouterr().out
    assert acknowledged.read(data)[GONE.key].size == GONE.size
    assert ack(data, "--remove", GONE.key) == 0
    assert not acknowledged.read(data)


def test_ack_of_what_is_no_problem_changes_nothing(with_a_night, capsys):
    data, _ = with_a_night
    assert ack(data, GONE.key, "nonsense") == 2
    assert "nonsense" in capsys.readouterr().err and not acknowledged.read(data)


def test_a_hook_that_hangs_is_ended_with_all_that_it_started(tmp_path):
    said = hook.run(f"sleep 600 & echo $! > {tmp_path}/pid; wait", tmp_path / "index.html", {}, seconds=0.5)
    assert "longer than 0.5 seconds" in said
    assert hook.run("cat > /dev/null", tmp_path / "index.html", {}) is None
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.kill(int((tmp_path / "pid").read_text()), 0)
            time.sleep(0.1)
