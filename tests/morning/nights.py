"""Nights as ``night.json`` has them, of figures that a test names."""

from datetime import datetime, timedelta

from pipeline.morning import monitors
from pipeline.morning.nights import COUNTRY_TIME

FIRST = datetime(2026, 1, 5, 22, tzinfo=COUNTRY_TIME)

FIGURES = {
    "pages": 40,
    "listed": 34,
    "reports": 34,
    "failing_sites": 0.02,
    "challenged_sites": 0.01,
    "blank_cells": 0.03,
    "doubtful_cells": 0.001,
    "absent_cells": 0.01,
    "failed_checks": 0.05,
    "unread_documents": 0.01,
    "site_reports": {"qinghuai": {"qinghuai": 24}, "wangxi": {"wangxi": 10}},
    "column_reports": {"qinghuai.test/nb/": {"qinghuai": 24}, "wangxi.test/nb/": {"wangxi": 10}},
    "family_reports": {"trs": {"qinghuai": 24, "wangxi": 10}},
    "dataset_reports": {"qinghuai": {"qinghuai": 24}, "wangxi": {"wangxi": 10}},
    "looked_at": dict.fromkeys(("site_reports", "column_reports", "family_reports"), ("qinghuai", "wangxi")),
}


def figures(**other) -> dict:
    """A good night's figures, but for these."""
    return FIGURES | other


def night(number: int, history: list[dict], problems: list[dict] = (), **other) -> dict:
    """The night with this number, after those of ``history``."""
    tonight = figures(**other)
    began_at = FIRST + timedelta(days=number)
    return {
        "format": 1,
        "date": (began_at + timedelta(hours=8)).date().isoformat(),
        "began_at": began_at.isoformat(),
        "ended_at": (began_at + timedelta(hours=8)).isoformat(),
        "result": "clean",
        "exit_code": 0,
        "problems": list(problems),
        "monitors": [found.as_json() for found in monitors.findings(tonight, history)],
        "figures": tonight,
        "best": monitors.best_now(tonight, history),
    }


def nights(*others: dict) -> list[dict]:
    """A night for each of these, each of a good night's figures but for what it names."""
    history: list[dict] = []
    for number, other in enumerate(others):
        history.append(night(number, history, **other))
    return history
