"""The groups that the rows of a form are printed in."""

from dataclasses import dataclass
from functools import cache

from pipeline.forms import EDITIONS
from pipeline.reading.labels import TELLING, core


@dataclass(frozen=True)
class Groups:
    """``of``: the groups around each row, and of each group those around it and itself, all by their cores.
    ``of_short``: rows in groups of groups whose labels are too short to tell anything alone."""

    of: dict[str, frozenset[str]]
    of_short: frozenset[str]


@cache
def groups_around(table: str, edition: str) -> Groups:
    of: dict[str, frozenset[str]] = {}
    short = set()
    for block in EDITIONS[edition].by_key[table].blocks:
        for line in block.rows:
            path = [core(group) for group in line.group.split("/") if group]
            of[line.key] = frozenset(path)
            of.update((path[depth], frozenset(path[: depth + 1])) for depth in range(len(path)))
            if len(path) > 1 and len(core(line.label)) < TELLING:
                short.add(line.key)
    return Groups(of, frozenset(short))
