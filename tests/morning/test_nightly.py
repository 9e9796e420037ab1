"""``gongkai nightly``: whole nights on a demo site, good ones and broken ones; each leaves its page."""

import json
import os
import signal
import subprocess

import pytest

from tests.calls import GONGKAI, call, start
from tests.crawler.nights import write_sites
from tests.demo import DemoSites
from tests.demo.sites import all_sites


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """(data, arguments of a night): one site that publishes, one that refuses connections, one night done."""
    data = tmp_path_factory.mktemp("nights") / "data"
    data.mkdir()
    with DemoSites([site for site in all_sites() if site.site in ("wangxi", "refuses")]) as demo:
        demo.write_sites_csv(data / "sites.csv")
        arguments = ["nightly", "--sites", data / "sites.csv", "--data", data, "--allow-private-hosts"]
        arguments = [*map(str, arguments), "-s", "DOWNLOAD_DELAY=0", "-s", "LOG_LEVEL=WARNING", "--json"]
        yield data, arguments, answered(arguments)


def answered(arguments: list[str]) -> dict:
    done = start(*arguments)
    assert done.returncode in (0, 1, 3), done.stderr
    night = json.loads(done.stdout)
    assert night["exit_code"] == done.returncode
    return night


def on_disk(data) -> dict:
    """The last night, and that it has its page."""
    (date,) = (folder for folder in (data / "nights").iterdir() if folder.is_dir())
    night = json.loads((date / "night.json").read_text("utf-8"))
    assert f"<title>{night['result']}" in (date / "index.html").read_text("utf-8")
    assert json.loads((data / "nights" / "heartbeat.json").read_text())["ended_at"] == night["ended_at"]
    return night


def test_the_first_night_is_told_whole(world):
    data, _, first = world
    assert first["result"] == "attention" and not first["not_done"]
    assert len(first["reports"]["new"]) == 6 == first["figures"]["reports"]
    for report in first["reports"]["new"]:
        assert (data / "archive" / report["warc_file"]).exists() and report["url"].startswith("http://")
    assert {told["state"] for told in first["monitors"]} == {"fine", "no_history"}
    assert [problem["state"] for problem in first["problems"]] == ["new"]
    assert first["crawl"]["outcomes"]["connection"] and first["figures"]["failing_sites"] == 0.5
    (province,) = first["coverage"]["provinces"]
    assert province["counties"] == 2 and max(province["published"].values()) == 1


def test_a_second_night_is_clean_runs_the_hook_and_reports_one_that_fails(world):
    data, arguments, first = world
    hook = f'cat > {data}/mail.json; test -s "$GONGKAI_PAGE" && echo no mail today >&2; exit 7'
    night = answered([*arguments, "--hook", hook])
    assert night["result"] == "clean" and "code 7: no mail today" in night["hook"]
    assert json.loads((data / "mail.json").read_text())["began_at"] == night["began_at"]
    assert on_disk(data)["hook"] == night["hook"]
    assert not night["reports"]["new"] and night["reports"]["since_build"] == first["build"]["build_id"]
    assert {told["state"] for told in night["monitors"]} == {"fine"}
    assert night["sites"]["states"] and all(state["change"] == 0 for state in night["sites"]["states"])


def test_a_build_that_fails_is_told_first_and_the_last_datasets_stay(world):
    data, arguments, _ = world
    before = (data / "builds" / "current.json").read_text()
    (data / "withdrawn.csv").write_text("nothing,known\n1,2\n")
    night = answered(arguments)
    (data / "withdrawn.csv").unlink()
    assert night["exit_code"] == 3 and "withdrawn.csv" in night["not_done"][0]
    assert on_disk(data)["result"] == "not_done" and night["build"] is None and night["coverage"]
    assert (data / "builds" / "current.json").read_text() == before
    told = {one["name"]: one["state"] for one in night["monitors"]}
    assert told["zero_reports"] == told["blank_cells"] == "not_assessable" and told["site_lost"] == "fine"


@pytest.mark.parametrize(
    ("wait_for", "delay", "ended"),
    [
        pytest.param("the crawl begins", 1, "crawl", marks=pytest.mark.slow),
        ("Crawled (200)", 1, "crawl"),
        ("INFO: reading 6 ", 0, "build"),
    ],
)
def test_a_signal_ends_the_night_with_its_page(world, wait_for, delay, ended, tmp_path):
    _, arguments, _ = world
    slow = [
        argument.replace("DELAY=0", f"DELAY={delay}").replace("WARNING", "DEBUG") for argument in arguments
    ]
    slow[slow.index("--data") + 1] = str(tmp_path)
    running = subprocess.Popen([*GONGKAI, *slow], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in running.stderr:
        if wait_for in line:
            break
    os.kill(running.pid, signal.SIGTERM)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 3, err
    night = json.loads(out)
    assert ended in night["not_done"][0] and night["build"] is None
    assert on_disk(tmp_path)["result"] == "not_done"


def test_a_night_that_finds_another_at_work_leaves_its_page_alone(world):
    from crawler.lock import only_writer

    data, arguments, _ = world
    before = on_disk(data)
    with only_writer(data):
        done = call(*arguments)
    assert done.returncode == 3 and "another crawl" in done.stderr and not done.stdout
    assert on_disk(data) == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--site", "nobody"], "has no site nobody"),
        (["-s", "DOWNLOAD_DELAY=soon"], "DOWNLOAD_DELAY=soon"),
        (["--contact", "(me)"], "the contact"),
        (["--sites", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_a_wrong_call_begins_no_night_and_leaves_nothing_behind(tmp_path, more, told):
    sites = write_sites(tmp_path / "sites.csv", {"homepage": "http://127.0.0.1:9/"})
    data = tmp_path / "data"
    data.mkdir()
    done = call("nightly", "--sites", sites, "--data", data, "--allow-private-hosts", *more)
    assert done.returncode == 2 and told in done.stderr
    assert not list(data.iterdir())


def test_status_tells_the_last_night(world):
    data, _, _ = world
    done = call("status", "--data", data)
    night = on_disk(data)
    assert done.returncode == 0 and f"the night to {night['date']}: {night['result']}" in done.stdout
    assert "index.html" in done.stdout


def test_a_part_that_cannot_be_gathered_leaves_the_others(world, monkeypatch):
    from datetime import datetime

    from pipeline import builds
    from pipeline.morning import gather, night, nights

    def broken(*_):
        raise RuntimeError("a damaged build")

    monkeypatch.setattr(gather, "coverage", broken)
    now = datetime.now(nights.COUNTRY_TIME)
    work = night.Work(now, [], [], None, None, builds.current(world[0]), [])
    found = night.put_together(world[0], work, now)
    assert found["coverage"] is None and found["sites"] and found["exit_code"] == 1
    assert "a damaged build" in found["problems"][0]["message"]


def test_what_was_put_to_rest_and_cannot_be_read_is_told_and_the_night_goes_on(world):
    from datetime import datetime

    from pipeline import builds
    from pipeline.morning import night, nights

    data, _, _ = world
    (data / "acknowledged.csv").write_text("rubbish\n1\n")
    now = datetime.now(nights.COUNTRY_TIME)
    found = night.put_together(data, night.Work(now, [], [], None, None, builds.current(data), []), now)
    (data / "acknowledged.csv").unlink()
    assert found["exit_code"] == 1 and "acknowledged.csv" in found["problems"][0]["message"]
