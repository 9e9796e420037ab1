"""A night among servers that answer by lot: it ends, every request has its record, and good sites notice nothing."""

import resource
from collections import Counter
from contextlib import ExitStack

import pytest

from pipeline.archive.captures import captures
from pipeline.archive.verify import verify
from pipeline.states import Outcome
from tests.crawler.hostile import FAULTS, Lots
from tests.crawler.nights import night, write_sites
from tests.crawler.wire import links, page, serving

pytestmark = pytest.mark.slow

HOSTILE, GOOD, REPORTS = 30, 3, 30
MOST_MEMORY = 600 * 2**10
"""KB, as the system counts."""
PATIENCE = 6
"""Seconds: the crawl's own limit for one answer; some hosts here stall several times."""
TITLE = "清河县{}局2024年政府信息公开工作年度报告"


@pytest.fixture(scope="module")
def among_hostile(tmp_path_factory):
    """(captures, summary, wires of the hostile sites, what they answered)."""
    data = tmp_path_factory.mktemp("hostile")
    county = {"/": page(links(*[(f"/{n}.html", TITLE.format(n)) for n in range(REPORTS)]))}
    county |= {f"/{n}.html": page(f"<h1>{TITLE.format(n)}</h1>") for n in range(REPORTS)}
    lots = [Lots(seed) for seed in range(HOSTILE)]
    with ExitStack() as stack:
        wires = {f"hostile{n}": stack.enter_context(serving(lot)) for n, lot in enumerate(lots)}
        good = {f"good{n}": stack.enter_context(serving(county)) for n in range(GOOD)}
        rows = [{"site": name, "homepage": f"{wire.url}/"} for name, wire in (wires | good).items()]
        settings = {"DOWNLOAD_DELAY": "0", "DOWNLOAD_TIMEOUT": str(PATIENCE)}
        summary = night(write_sites(data / "sites.csv", *rows), data, settings=settings)
    return data, summary, wires, sum((lot.drawn for lot in lots), Counter())


def test_the_night_ends_and_every_fault_was_met(among_hostile):
    _, summary, _, drawn = among_hostile
    assert summary["finished"] and not summary["errors"]
    assert drawn.keys() >= {*FAULTS, "stall", "good"}


def test_every_request_has_its_record(among_hostile):
    data, _, wires, _ = among_hostile
    recorded = Counter(capture.url for capture in captures(data))
    for wire in wires.values():
        for path, times in Counter(wire.log).items():
            assert recorded[wire.url + path] >= times, path
    assert not verify(data).problems


def test_nothing_left_for_a_private_address(among_hostile):
    data, _, wires, _ = among_hostile
    ours = tuple(wire.url for wire in wires.values())
    elsewhere = [c for c in captures(data) if c.site in wires and not c.url.startswith(ours)]
    assert {"10.255.255.1", "169.254.169.254", "127.0.0.1:9"} <= {c.url.split("/")[2] for c in elsewhere}
    assert {c.outcome for c in elsewhere} == {Outcome.OFF_LIST}


def test_good_sites_notice_nothing(among_hostile):
    """They are done while others still stall: nothing of theirs waited for a stall of another."""
    data, summary, _, _ = among_hostile
    everything = list(captures(data, bodies=False))
    first, last = everything[0].fetched_at, everything[-1].fetched_at
    for site in summary["sites"]:
        if site["site"].startswith("good"):
            assert site["outcomes"] == {"gone": 1, "ok": 1 + REPORTS}
            done = max(capture.fetched_at for capture in everything if capture.site == site["site"])
            assert done - first < (last - first) / 2


def test_memory_stays_small(among_hostile):
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY
