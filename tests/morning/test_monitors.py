"""Monitors: each gives alarm for what it watches, says when it has nothing to compare with, and cannot skip itself."""

import pytest

from pipeline.morning.monitors import MONITORS, findings
from pipeline.states import MonitorState
from tests.morning.nights import FIGURES, figures, nights

WORSE = {
    "zero_pages": {"pages": 0},
    "zero_reports": {"reports": 0},
    "zero_listed": {"listed": 0},
    "site_lost": {"site_reports": {"qinghuai": {"qinghuai": 24}, "wangxi": {"wangxi": 0}}},
    "column_shrank": {
        "column_reports": {"qinghuai.test/nb/": {"qinghuai": 12}, "wangxi.test/nb/": {"wangxi": 10}}
    },
    "family_silent": {"family_reports": {}},
    "reports_lost": {"dataset_reports": {"qinghuai": {"qinghuai": 23}, "wangxi": {"wangxi": 10}}},
    "failing_sites": {"failing_sites": 0.2},
    "challenged_sites": {"challenged_sites": 0.1},
    "blank_cells": {"blank_cells": 0.1},
    "doubtful_cells": {"doubtful_cells": 0.01},
    "absent_cells": {"absent_cells": 0.1},
    "failed_checks": {"failed_checks": 0.2},
    "unread_documents": {"unread_documents": 0.2},
}
"""For each monitor, a night of which it must give alarm."""


def said(name: str, history: list[dict], **other):
    return next(found for found in findings(figures(**other), history) if found.monitor.name == name)


def test_every_monitor_has_a_night_of_which_it_gives_alarm():
    assert set(WORSE) == {monitor.name for monitor in MONITORS}


@pytest.mark.parametrize("name", WORSE)
def test_a_monitor_gives_alarm_alone_and_stays_calm_when_all_is_as_before(name):
    history = nights({}, {}, {})
    assert {found.state for found in findings(figures(), history)} == {MonitorState.FINE}
    alarmed = [
        found for found in findings(figures(**WORSE[name]), history) if found.state != MonitorState.FINE
    ]
    assert [(found.monitor.name, found.state) for found in alarmed] == [(name, MonitorState.ALERT)]
    (matter,) = alarmed[0].matters
    assert matter.action and matter.size >= 1 and name in matter.key


@pytest.mark.parametrize("name", [name for name in WORSE if not name.startswith("zero")])
def test_without_a_night_before_there_is_no_history_and_nothing_passes(name):
    assert said(name, []).state is MonitorState.NO_HISTORY
    assert said(name, [], **WORSE[name]).state is MonitorState.NO_HISTORY


@pytest.mark.parametrize("name", [name for name in WORSE if name.startswith("zero")])
def test_zero_gives_alarm_on_the_very_first_night(name):
    assert said(name, [], **WORSE[name]).state is MonitorState.ALERT


@pytest.mark.parametrize("monitor", MONITORS, ids=lambda monitor: monitor.name)
def test_a_night_without_the_figure_is_not_assessable(monitor):
    found = said(monitor.name, nights({}), **{monitor.figure: None})
    assert found.state is MonitorState.NOT_ASSESSABLE


@pytest.mark.parametrize("name", WORSE)
def test_what_stays_wrong_stays_told(name):
    history = nights({}, {}, *[WORSE[name]] * 40)
    assert said(name, history, **WORSE[name]).state is MonitorState.ALERT
    assert said(name, history).state is MonitorState.FINE


def test_a_night_without_a_crawl_between_does_not_make_a_monitor_forget():
    lost = {name: None for name in FIGURES if name != "looked_at"} | {"looked_at": {}}
    history = nights({}, lost, lost)
    for name, worse in WORSE.items():
        assert said(name, history, **worse).state is MonitorState.ALERT


def test_sites_that_were_not_looked_at_are_not_compared_and_not_forgotten():
    only = {
        "site_reports": {"qinghuai": {"qinghuai": 24}},
        "looked_at": {"site_reports": ["qinghuai"], "column_reports": [], "family_reports": []},
    }
    history = nights({}, only)
    assert said("site_lost", history, **only).state is MonitorState.FINE
    assert said("column_shrank", history, **only).state is MonitorState.NO_HISTORY
    assert said("site_lost", history, **WORSE["site_lost"]).state is MonitorState.ALERT


def test_a_matter_that_gets_worse_has_a_greater_size():
    history = nights({}, {})
    sizes = [
        said(
            "column_shrank",
            history,
            column_reports={"qinghuai.test/nb/": {"qinghuai": number}, "wangxi.test/nb/": {"wangxi": 10}},
        )
        .matters[0]
        .size
        for number in (18, 12, 6, 0)
    ]
    assert sizes == sorted(set(sizes))
