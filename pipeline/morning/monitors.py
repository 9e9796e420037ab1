"""Monitors: each compares one figure of tonight with the nights before, and says so of every night.

A monitor cannot pass by default. Without a figure of tonight it is ``not_assessable``, without a night to compare
with ``no_history``; both are shown as what they are. A night on which a monitor gave alarm is no measure for the
next ones: what is wrong stays told until it is mended or put to rest with ``gongkai ack``.

``night["figures"]`` has the figures (:mod:`pipeline.morning.figures`). There are three ways to compare:

``zero``  a number that must not be 0; needs no history
``rise``  a share: alarm above ``median of the nights before * factor + margin``
``fall``  numbers by item and site: alarm for an item below ``limit`` of its best, over the sites looked at tonight;
          ``night["best"]`` carries the best on from night to night
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import ceil
from statistics import median

from pipeline.building.attention import Attention
from pipeline.states import MonitorState


@dataclass(frozen=True, slots=True)
class Monitor:
    """``figure``: which of the night's figures. ``watches``: what it is, in words. ``limits``: see the ways above.
    ``says``: of an item that fell, in words."""

    name: str
    figure: str
    watches: str
    way: str
    limits: list[float]
    action: str
    says: str = "{}"


OF_SITES = ("site_reports", "dataset_reports")
"""Figures whose items are sites."""

MONITORS = tuple(
    Monitor(name, **about)
    for name, about in tomllib.loads((files(__package__) / "monitors.toml").read_text("utf-8")).items()
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a monitor says of tonight. ``now``, ``before``: in words. ``matters``: what is beyond the limit."""

    monitor: Monitor
    state: MonitorState
    now: str
    before: str
    matters: tuple[Attention, ...] = ()

    def as_json(self) -> dict:
        return {
            "name": self.monitor.name,
            "watches": self.monitor.watches,
            "state": str(self.state),
            "now": self.now,
            "before": self.before,
            "limit": limit_in_words(self.monitor),
            "action": self.monitor.action,
            "keys": [matter.key for matter in self.matters],
        }


def findings(figures: Mapping, history: Sequence[dict]) -> list[Finding]:
    """What every monitor says, in their order. ``history``: the nights before, the latest last."""
    return [
        WAYS[monitor.way](monitor, figures, history)
        if figures.get(monitor.figure) is not None
        else Finding(monitor, MonitorState.NOT_ASSESSABLE, "no figure", "")
        for monitor in MONITORS
    ]


def limit_in_words(monitor: Monitor) -> str:
    if monitor.way == "zero":
        return "not 0"
    if monitor.way == "rise":
        factor, margin = monitor.limits
        return f"{factor:g} times the median of the nights before, and {100 * margin:g} points"
    (share,) = monitor.limits
    return f"{share:.0%} of the best before" if share else "not 0 after more"


def _measures(monitor: Monitor, history: Sequence[dict]) -> list[dict]:
    """The figures of the nights that a monitor of shares or numbers compares with."""
    alarmed = {
        night["began_at"]
        for night in history
        for told in night["monitors"]
        if told["name"] == monitor.name and told["state"] == MonitorState.ALERT
    }
    return [
        night["figures"]
        for night in history
        if night["figures"].get(monitor.figure) is not None and night["began_at"] not in alarmed
    ]


def _zero(monitor: Monitor, figures: Mapping, history: Sequence[dict]) -> Finding:
    now, measures = figures[monitor.figure], _measures(monitor, history)
    before = str(measures[-1][monitor.figure]) if measures else "no history"
    if now:
        return Finding(monitor, MonitorState.FINE, str(now), before)
    matter = Attention(f"monitor {monitor.name}", f"no {monitor.watches}", monitor.action)
    return Finding(monitor, MonitorState.ALERT, "0", before, (matter,))


def _rise(monitor: Monitor, figures: Mapping, history: Sequence[dict]) -> Finding:
    now, measures = figures[monitor.figure], _measures(monitor, history)
    if not measures:
        return Finding(monitor, MonitorState.NO_HISTORY, _percent(now), "no history")
    before = median(measure[monitor.figure] for measure in measures)
    factor, margin = monitor.limits
    if now <= before * factor + margin:
        return Finding(monitor, MonitorState.FINE, _percent(now), _percent(before))
    message = f"{monitor.watches}: {_percent(now)}, {_percent(before)} before"
    matter = Attention(f"monitor {monitor.name}", message, monitor.action, ceil(now / margin))
    return Finding(monitor, MonitorState.ALERT, _percent(now), _percent(before), (matter,))


def _fall(monitor: Monitor, figures: Mapping, history: Sequence[dict]) -> Finding:
    (limit,) = monitor.limits
    best, now = best_before(history).get(monitor.figure, {}), figures[monitor.figure]
    looked_at = figures["looked_at"].get(monitor.figure)
    compared = {}
    for item, parts in best.items():
        if seen := parts.keys() if looked_at is None else parts.keys() & looked_at:
            compared[item] = (sum(parts[site] for site in seen), sum(now.get(item, {}).values()))
    total = str(sum(sum(parts.values()) for parts in now.values()))
    if not compared:
        return Finding(monitor, MonitorState.NO_HISTORY, total, "no history")
    matters = tuple(_fallen(monitor, compared, limit))
    before = str(sum(before for before, _ in compared.values()))
    return Finding(monitor, MonitorState.ALERT if matters else MonitorState.FINE, total, before, matters)


def _fallen(monitor: Monitor, compared: Mapping[str, tuple[int, int]], limit: float) -> Iterator[Attention]:
    """One for each item; its size is the quarter of what was there that is gone."""
    for item, (before, now) in sorted(compared.items()):
        if before and (now < limit * before or not now):
            yield Attention(
                f"monitor {monitor.name} {item}",
                f"{monitor.says.format(item)} {now} reports, {before} before",
                monitor.action,
                ceil(4 * (before - now) / before),
                item if monitor.figure in OF_SITES else None,
            )


def best_before(history: Sequence[dict]) -> Mapping:
    """What the nights carry on, as the last one has it."""
    return history[-1]["best"] if history else {}


def best_now(figures: Mapping, history: Sequence[dict]) -> dict[str, dict[str, dict[str, int]]]:
    """The most that each item ever had of each site, tonight included: what the night carries on."""
    before = best_before(history)
    return {
        monitor.figure: _best(before.get(monitor.figure, {}), figures.get(monitor.figure) or {})
        for monitor in MONITORS
        if monitor.way == "fall"
    }


def _best(before: Mapping[str, Mapping[str, int]], now: Mapping[str, Mapping[str, int]]) -> dict:
    return {
        item: {
            site: max(parts.get(item, {}).get(site, 0) for parts in (before, now))
            for site in before.get(item, {}).keys() | now.get(item, {}).keys()
        }
        for item in sorted(before.keys() | now.keys())
    }


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


WAYS: dict[str, Callable[[Monitor, Mapping, Sequence[dict]], Finding]] = {
    "zero": _zero,
    "rise": _rise,
    "fall": _fall,
}
