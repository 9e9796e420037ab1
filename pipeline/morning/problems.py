"""Which matters are new, which are known from the nights before, and which a person put to rest."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from pipeline.building.attention import Attention
from pipeline.morning.acknowledged import Acknowledged, covers
from pipeline.states import ProblemState

REMEMBERED = timedelta(days=7)
"""A matter that comes back within a week is not new: hosts that answer on one night and not on the next are many."""


def judged(
    matters: Iterable[Attention],
    history: Sequence[dict],
    at_rest: Mapping[str, Acknowledged],
    now: datetime,
    names: Mapping[str, str],
) -> list[dict]:
    """Every matter with the ``name`` of its site, its ``state``, ``since`` and, where it was put to rest, the
    ``reason``; the new ones first.

    ``since``: the date of the first night in a row that told it. ``history``: the nights before, as ``night.json`` has
    them.
    """
    recent = [night for night in history if now - datetime.fromisoformat(night["ended_at"]) <= REMEMBERED]
    sizes: dict[str, int] = {}
    since: dict[str, str] = {}
    for night in recent:
        for told in night["problems"]:
            sizes[told["key"]] = max(sizes.get(told["key"], 0), told["size"])
            since.setdefault(told["key"], told["since"])
    found = [
        {
            "key": matter.key,
            "id": short(matter.key),
            "message": matter.message,
            "action": matter.action,
            "size": matter.size,
            "site": matter.site,
            "name": names.get(matter.site),
            "state": str(_state(matter, sizes, at_rest)),
            "since": since.get(matter.key, now.date().isoformat()),
            "reason": at_rest[matter.key].reason if matter.key in at_rest else None,
        }
        for matter in matters
    ]
    return sorted(found, key=lambda problem: list(ProblemState).index(problem["state"]))


def short(key: str) -> str:
    """A name for the key that can be typed."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]


def _state(matter: Attention, sizes: Mapping[str, int], at_rest: Mapping[str, Acknowledged]) -> ProblemState:
    if covers(at_rest, matter):
        return ProblemState.ACKNOWLEDGED
    if matter.size <= sizes.get(matter.key, 0):
        return ProblemState.KNOWN
    return ProblemState.NEW
