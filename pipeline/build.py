"""The build: archive to datasets.

1. Every attempt is taken out of the archive (``archive``), in the order of fetching.
2. Documents that the reading cache does not hold are read (``workers``, ``readings``).
3. Copies are grouped to reports and versions (``copies``, ``versions``), coverage is worked out (``coverage``).
4. The rows are written in a fixed order (``rows``, ``datasets.store``), checked (``selfcheck``) and published in one
   step (``builds``).

Nothing but the archive, ``withdrawn.csv`` and our own sources decides what the rows are: no clock, no order of
workers, no ledger, no earlier build. ``build_id`` is the digest of these inputs.
"""

import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline import assembly, attention, builds, listed, selfcheck
from pipeline.archive import Capture, Damaged, archive_files, captures, read_capture
from pipeline.attention import Attention
from pipeline.copies import changed_captures
from pipeline.readings import LIBRARIES, Key, Readings, reader_version, sources_digest
from pipeline.readings import Damaged as DamagedReadings
from pipeline.reuse import LastBuild
from pipeline.states import Outcome
from pipeline.warc import Problem
from pipeline.withdrawn import FILE as WITHDRAWN
from pipeline.withdrawn import withdrawn
from pipeline.workers import Job, read_all

log = logging.getLogger(__name__)

READINGS = "readings.sqlite"
SOURCES = (".",)
"""What decides what the rows are: every module below this package."""


Progress = Callable[[int, int], None]


class NotPublished(RuntimeError):
    """The build was not published, the last good datasets stay; the message says why."""


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
    data: Path, workers: int, full: bool = False, progress: Progress = lambda done, total: None
) -> Built:
    """Makes the datasets of ``data`` from its archive and publishes them; with ``full``, reads every document again.

    ``progress`` is called with the number of documents read and to read. Raises :class:`NotPublished`,
    :class:`pipeline.builds.Busy` or :class:`pipeline.withdrawn.BadWithdrawn`; the current build then stays.
    """
    if not archive_files(data):
        raise NotPublished(f"{data} holds no archive; run gongkai crawl --data {data} first")
    with builds.lock(data):
        last = _last_manifest(data)
        inputs = _inputs(data)
        if last and last["inputs"] == inputs and not full:
            known = [Attention(**entry) for entry in last["attention"]]
            return Built(builds.current(data), False, 0, last["rows"], known, [])
        try:
            return _build(data, inputs, workers, full, progress, last)
        except (DamagedReadings, sqlite3.Error) as error:
            raise NotPublished(f"the reading cache: {error}") from error


def _build(
    data: Path, inputs: dict, workers: int, full: bool, progress: Progress, last: dict | None
) -> Built:
    problems: list[Problem] = []
    found = sorted(captures(data, bodies=False, problems=problems), key=_order)
    if not found:
        raise NotPublished(
            f"the archive of {data} holds no capture that can be read: {'; '.join(map(str, problems))}"
        )
    for problem in problems:
        log.warning("archive: %s", problem)
    build_id = _build_id(found, inputs)
    with Readings(data / READINGS) as readings:
        if full:
            readings.clear()
        read = _read_new(data, found, readings, workers, progress, problems)
        _read_lists(data, found, readings, problems)
        whole = assembly.assemble(found, readings, withdrawn(data))
        needs = [*attention.of_archive(problems), *whole.attention]
        with builds.new_build(data, build_id) as folder:
            before = LastBuild(builds.current(data) if last and not full else None)
            rows, years = assembly.write(folder, whole, readings, build_id, before, inputs["sources"])
            if faults := selfcheck.faults(folder):
                raise NotPublished("the build does not hold together: " + "; ".join(faults))
            about = {
                "build_id": build_id,
                "previous": _previous(build_id, last),
                "reader_version": reader_version(),
                "inputs": inputs,
                "rows": rows,
                "years": years,
            }
            published = builds.publish(
                data, folder, about | {"attention": [asdict(entry) for entry in needs]}
            )
    if removed := builds.prune(data):
        log.info("old builds removed: %s", ", ".join(removed))
    known = {entry["key"] for entry in last["attention"]} if last else set()
    return Built(published, True, read, rows, needs, [entry for entry in needs if entry.key not in known])


def _read_new(
    data: Path,
    found: list[Capture],
    readings: Readings,
    workers: int,
    progress: Progress,
    problems: list[Problem],
) -> int:
    """Reads the documents that the cache does not hold; gives their number. Bodies that the archive has lost are
    appended to ``problems``."""
    wanted = {(capture.payload_sha256, None): None for capture in changed_captures(found)}
    missing = readings.missing(wanted)
    if missing:
        log.info("reading %d of %d documents", len(missing), len(wanted))
    done = 0
    for key, packed in read_all(_jobs(data, found, missing, problems), workers):
        readings.put(key, packed)
        done += 1
        progress(done, len(missing))
    return done


def _read_lists(data: Path, found: list[Capture], readings: Readings, problems: list[Problem]) -> None:
    """Notes what the list pages name, where the cache does not hold it."""
    wanted = {listed.key(capture.payload_sha256): None for capture in listed.list_pages(found).values()}
    for job in _jobs(data, found, readings.missing(wanted), problems):
        readings.put(job.key, listed.pack(listed.listed(job.content, job.media_type)))


def _jobs(data: Path, found: list[Capture], missing: list[Key], problems: list[Problem]) -> Iterator[Job]:
    holders = {c.payload_sha256: c for c in reversed(found) if c.outcome is Outcome.OK and not c.refers_to}
    for key in missing:
        holder = holders.get(key[0])
        try:
            if holder is not None:
                body = read_capture(data, holder.warc_file, holder.warc_offset).body
                yield Job(key, body, holder.header("Content-Type"))
        except Damaged as fault:
            problems.append(fault.problem)


def _inputs(data: Path) -> dict:
    """What decides what the rows are, as far as it can be told without reading the archive."""
    path = data / WITHDRAWN
    return {
        "archive": {file.name: file.stat().st_size for file in archive_files(data)},
        "sources": sources_digest(SOURCES, LIBRARIES),
        "withdrawn": hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None,
    }


def _build_id(found: list[Capture], inputs: dict) -> str:
    """The day of the last attempt and a digest of every attempt, our sources and withdrawn.csv."""
    digest = hashlib.sha256(json.dumps([inputs["sources"], inputs["withdrawn"]]).encode())
    for capture in found:
        digest.update(f"{capture.capture_id} {capture.warc_file} {capture.warc_offset}\n".encode())
    return f"{found[-1].fetched_at:%Y%m%d}-{digest.hexdigest()[:12]}"


def _previous(build_id: str, last: dict | None) -> str | None:
    """The build that this one takes over from; made again, a build keeps the one that it took over from."""
    if last is None:
        return None
    return last.get("previous") if last["build_id"] == build_id else last["build_id"]


def _last_manifest(data: Path) -> dict | None:
    try:
        return builds.manifest(builds.current(data))
    except builds.NoBuild:
        return None


def _order(capture: Capture) -> tuple:
    return capture.fetched_at, capture.warc_file, capture.warc_offset
