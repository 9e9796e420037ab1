"""The build: archive to datasets.

1. Every attempt is taken out of the archive (``archive.captures``), in the order of fetching.
2. Documents that the reading cache does not hold are read (``building.workers``, ``readings``).
3. Copies are grouped to reports and versions (``building.copies``, ``building.versions``), coverage is worked out
   (``coverage``).
4. The rows are written in a fixed order (``building.rows``, ``datasets.store``), checked (``building.selfcheck``),
   compared with the last build (``building.losses``) and published in one step (``builds``).

``building.making`` goes these steps; here it is told whether there is anything to do, which must cost next to nothing.
Nothing but the archive, ``withdrawn.csv`` and our own sources decides what the rows are: no clock, no order of
workers, no ledger, no earlier build. ``build_id`` is the digest of these inputs.
"""

import sqlite3
from pathlib import Path

from pipeline import builds
from pipeline.archive.captures import archive_files
from pipeline.building.attention import Attention
from pipeline.building.built import Built, NotPublished, Progress
from pipeline.building.inputs import inputs, last_manifest


def build(
    data: Path,
    workers: int,
    full: bool = False,
    accept_loss: bool = False,
    progress: Progress = lambda done, total: None,
) -> Built:
    """Makes the datasets of ``data`` from its archive and publishes them; with ``full``, reads every document again.

    ``accept_loss``: a person has seen what the last build had and this one lacks, and wants it published all the same.
    Raises :class:`NotPublished`, :class:`pipeline.builds.Busy` or
    :class:`pipeline.building.withdrawn.BadWithdrawn`; the current build then stays.
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
    # a second of imports, which a build with nothing new does without
    from pipeline.building.making import make

    return make(data, last, now, workers, full, accept_loss, progress)
