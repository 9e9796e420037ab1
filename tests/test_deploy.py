"""What runs Gongkai at night: the runbook says all that the software may say, units are sound, a back-up is enough."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipeline import states
from pipeline.build import build
from pipeline.building.attention import Attention
from pipeline.commands import exits
from pipeline.morning import acknowledged, nights
from pipeline.morning.monitors import MONITORS, limit_in_words
from tests.morning.nights import night
from tests.nights import small_archive

DEPLOY = Path(__file__).parents[1] / "crawler" / "deploy"
RUNBOOK = (DEPLOY / "RUNBOOK.md").read_text("utf-8")


@pytest.mark.parametrize("closed_list", states.State.__subclasses__(), ids=lambda one: one.__name__)
def test_the_runbook_says_what_every_state_means_and_what_to_do(closed_list):
    rows = [f"| `{state}` | {state.meaning} | {state.action} |" for state in closed_list]
    lacking = [row for row in rows if row not in RUNBOOK]
    assert not lacking, "put these lines into crawler/deploy/RUNBOOK.md:\n" + "\n".join(lacking)


def test_the_runbook_says_what_to_do_about_every_monitor_and_exit_code():
    rows = [f"| `{m.name}` | {m.watches} | {limit_in_words(m)} | {m.action} |" for m in MONITORS]
    codes = [value for name, value in vars(exits).items() if name.isupper() and type(value) is int]
    rows += [f"| {code} | " for code in codes]
    assert len(codes) == 4 and [row for row in rows if row not in RUNBOOK] == []


def test_the_units_are_sound(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze")
    service = (DEPLOY / "gongkai.service").read_text("utf-8")
    service = service.replace("/opt/gongkai/.venv/bin/gongkai", sys.executable)
    service = "".join(line for line in service.splitlines(True) if not line.startswith(("User=", "Group=")))
    (tmp_path / "gongkai.service").write_text(service)
    shutil.copy(DEPLOY / "gongkai.timer", tmp_path)
    units = [tmp_path / "gongkai.service", tmp_path / "gongkai.timer"]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    assert done.returncode == 0 and str(tmp_path) not in done.stderr, done.stderr


def test_every_way_to_run_it_makes_the_same_call():
    call = "nightly --sites /opt/gongkai/data/sites.csv --data /var/lib/gongkai --until 06:00"
    for name in ("gongkai.service", "gongkai.cron", "Containerfile"):
        text = (DEPLOY / name).read_text("utf-8").replace('", "', " ")
        assert call in text, name


def test_old_nights_may_be_deleted_as_the_runbook_says(tmp_path):
    """The fewest that may be left: those that a night is compared with."""
    began = [one for number in range(nights.KEPT + 5) for one in (night(number, []), night(number, []))]
    for number, one in enumerate(began):
        one["began_at"] = one["began_at"].replace("22:00", f"22:0{number % 2}")
        nights.write(tmp_path, one, "")
    before = nights.history(tmp_path), nights.earlier_page(tmp_path, night(99, []))
    command = re.search(r"^ +cd DATA/nights && (.* -400 .*)$", RUNBOOK, re.M)[1].replace(
        "400", str(nights.KEPT)
    )
    subprocess.run(command, cwd=tmp_path / "nights", shell=True, check=True)
    left = sorted(folder.name for folder in (tmp_path / "nights").glob("*/"))
    assert left == sorted({one["date"] for one in began})[-nights.KEPT :]
    assert (nights.history(tmp_path), nights.earlier_page(tmp_path, night(99, []))) == before
    assert (tmp_path / "nights" / nights.HEARTBEAT).exists() and (tmp_path / "nights" / nights.ROOM).exists()


def test_a_restored_back_up_gives_the_same_datasets(tmp_path):
    data, restored = tmp_path / "data", tmp_path / "restored"
    reports = small_archive(data)
    first = build(data, workers=1)
    frame = pd.read_parquet(first.folder / "reports")
    with (data / "withdrawn.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["report_id", "reason"], [frame.report_id[0], "asked for"]])
    acknowledged.add(data, [Attention("coverage qinghuai gone", "gone", "look", 2)], "later")
    made = build(data, workers=1)
    restored.mkdir()
    shutil.copytree(data / "archive", restored / "archive")
    for name in ("withdrawn.csv", acknowledged.FILE):
        shutil.copy(data / name, restored)
    (warc,) = (restored / "archive").glob("*.warc.gz")
    with warc.open("ab") as file:  # the copy was taken while a record was being written
        file.write(warc.read_bytes()[:100])
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "verify", "--repair", "--data", restored], capture_output=True
    )
    assert done.returncode == 0, done.stderr
    again = build(restored, workers=1)
    assert again.folder.name == made.folder.name and len(reports) == len(frame)
    for folder in sorted(folder for folder in made.folder.iterdir() if folder.is_dir()):
        pd.testing.assert_frame_equal(pd.read_parquet(again.folder / folder.name), pd.read_parquet(folder))
    assert acknowledged.read(restored) == acknowledged.read(data)
