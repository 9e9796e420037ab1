"""The build: archive to datasets.

1. Every attempt is taken out of the archive (``archive.captures``), in the order of fetching.
2. Documents that the reading cache does not hold are read (``building.workers``, ``building.readings``).
3. Copies are grouped to reports and versions (``building.copies``, ``building.versions``), coverage is worked out
   (``coverage``).
4. The rows are written in a fixed order (``building.rows``, ``datasets.store``), checked (``building.selfcheck``),
   compared with the last build (``building.losses``) and published in one step (``builds``).

``building.making`` goes these steps; here it is told whether there is anything to do, which must cost next to nothing.
Nothing but the archive, ``withdrawn.csv`` and our own sources decides what the rows are: no clock, no order of
workers, no ledger, no earlier build. ``build_id`` is the digest of these inputs.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import builds
from pipeline.archive.captures import archive_files
from pipeline.building.attention import Attention
from pipeline.building.inputs import inputs, last_manifest

Progress = Callable[[int, int], None]
"""Called with the number of documents read and to read."""


class NotPublished(RuntimeError):
    """The build was not published, the last good datasets stay; the message says why.

    ``needs``: the same for the morning's page, each with what to do.
    """

    def __init__(self, message: object, needs: Sequence[Attention] = ()):
        super().__init__(message)
        self.needs = list(needs)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. ``is_new``: false where nothing had changed since the last one.

    ``documents_read`` counts what was read now, not taken from the cache. ``rows``: number of rows by dataset.
    ``new_attention``: the part of ``attention`` that the last build did not have.
    """

    folder: Path
    is_new: bool
    documents_read: int
    rows: dict[str, int]
    attention: list[Attention]
    new_attention: list[Attention]


def build(
    data: Path,
    workers: int,
    full: bool = False,
    accept_loss: bool = False,
    progress: Progress = lambda done, total: None,
) -> Built:
    """Makes the datasets of ``data`` from its archive and publishes them; with ``full``, reads every document again.

    ``accept_loss``: publish even what lacks of the last build, a person has seen it. Raises :class:`NotPublished`, :class:`pipeline.builds.Busy` or :class:`pipeline.building.withdrawn.BadWithdrawn`; the
    current build then stays.
    """
    if not archive_files(data):
        raise NotPublished(f"{data} holds no archive; run gongkai crawl --data {data} first")
    try:
        with builds.lock(data):
            return _build(data, workers, full, accept_loss, progress)
    except sqlite3.Error as error:
        raise NotPublished(f"the reading cache in {data}: {error}; make room, or delete it") from error
    except OSError as error:
        raise NotPublished(
            f"{data} cannot be read or written: {error}; make room or allow it, then run gongkai build again"
        ) from error


def _build(data: Path, workers: int, full: bool, accept_loss: bool, progress: Progress) -> Built:
    last, now = last_manifest(data), inputs(data)
    if last and last["inputs"] == now and not full:
        known = [Attention(**entry) for entry in last["attention"]]
        return Built(builds.restored(data), False, 0, last["rows"], known, [])
    from pipeline.building.making import (
        make,  # a second of imports, which a build with nothing new does without
    )

    return make(data, last, now, workers, full, accept_loss, progress)
